"""Numbers that tell how likely the next event of a class is, for pairs of countries."""

import dataclasses
from typing import Final

import numpy as np
import numpy.typing as npt

from detente.forecast.dyads_history import NEAR, OWN, Floats
from detente.forecast.dyads_snapshot import FADES, Snapshot
from detente.forecast.series import Indices

Matrix = npt.NDArray[np.float32]
_LAYERS: Final = (OWN, NEAR)
_SHORT, _WEEK, _MONTH, _LONG = 0, 2, 3, 4  # places in FADES
_FEW: Final = (_SHORT, _WEEK, _MONTH)
_SPARSE_NEAR: Final = 6  # of the channels beyond these, only the countries' own events are used


@dataclasses.dataclass(frozen=True)
class Subject:
    """A class and the pairs that are asked about, as indices of countries."""

    channel: int
    is_directed: bool
    first: Indices
    second: Indices


class Columns:
    """Features as they are made: one column each, with its name."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._columns: list[Matrix] = []

    def add(self, name: str, values: npt.NDArray[np.floating]) -> None:
        """Add a feature."""
        self.names.append(name)
        self._columns.append(values.astype(np.float32))

    def add_both(self, name: str, subject: Subject, of_country: npt.NDArray[np.floating]) -> None:
        """Add a number of either country; the greater first where the class has no direction."""
        one, other = of_country[subject.first], of_country[subject.second]
        if not subject.is_directed:
            one, other = np.maximum(one, other), np.minimum(one, other)
        self.add(f"{name}_a", one)
        self.add(f"{name}_b", other)

    def table(self) -> Matrix:
        """Return all features; shape (n_pairs, n_features)."""
        return np.stack(self._columns, axis=1)


def features(now: Snapshot, subject: Subject) -> tuple[Matrix, list[str]]:
    """Return the features of some pairs, shape (n_pairs, n_features), and their names.

    Counts are log(1 + count). For a class without direction both directions are added up.
    """
    columns = Columns()
    for layer in _LAYERS:
        _of_pair(columns, now, subject, layer)
        _of_other_channels(columns, now, subject, layer)
        _of_rates(columns, now, subject, layer)
        _of_countries(columns, now, subject, layer)
    _of_third_parties(columns, now, subject)
    _of_world(columns, now, subject)
    _of_activity(columns, now, subject)
    return columns.table(), columns.names


def _there(cells: Matrix, subject: Subject) -> Matrix:
    return cells[subject.first, subject.second]


def _back(cells: Matrix, subject: Subject) -> Matrix:
    return cells[subject.second, subject.first]


def _both(cells: Matrix, subject: Subject) -> Matrix:
    return _there(cells, subject) + _back(cells, subject)


def _own(cells: Matrix, subject: Subject) -> Matrix:
    return _there(cells, subject) if subject.is_directed else _both(cells, subject)


def _of_pair(columns: Columns, now: Snapshot, subject: Subject, layer: int) -> None:
    fading = now.fading[layer]
    for fade in range(len(FADES)):
        columns.add(f"own{layer}_{fade}", np.log1p(_own(fading[subject.channel, fade], subject)))
        columns.add(f"any{layer}_{fade}", np.log1p(_both(fading[-1, fade], subject)))
        if subject.is_directed:
            back = _back(fading[subject.channel, fade], subject)
            columns.add(f"back{layer}_{fade}", np.log1p(back))


def _of_other_channels(columns: Columns, now: Snapshot, subject: Subject, layer: int) -> None:
    channels = len(now.total[layer]) - 1 if layer == OWN else _SPARSE_NEAR
    for channel in range(min(channels, len(now.total[layer]) - 1)):
        if channel == subject.channel:
            continue
        for fade in _FEW:
            counts = _both(now.fading[layer, channel, fade], subject)
            columns.add(f"channel{layer}_{channel}_{fade}", np.log1p(counts))
        rate = _both(now.total[layer, channel], subject) * (100.0 / now.span)
        columns.add(f"rate{layer}_{channel}", np.log1p(rate))


def _of_rates(columns: Columns, now: Snapshot, subject: Subject, layer: int) -> None:
    per_span = 100.0 / now.span
    own = _own(now.total[layer, subject.channel], subject)
    every = _both(now.total[layer, -1], subject)
    columns.add(f"own_rate{layer}", np.log1p(own * per_span))
    columns.add(f"any_rate{layer}", np.log1p(every * per_span))
    columns.add(f"share{layer}", (own + 0.1) / (every + 2.0))
    if subject.is_directed:
        back = _back(now.total[layer, subject.channel], subject)
        columns.add(f"back_rate{layer}", np.log1p(back * per_span))
    columns.add(f"gap{layer}", _gap(now, subject, layer, subject.channel))
    columns.add(f"any_gap{layer}", _gap(now, subject, layer, len(now.total[layer]) - 1))


def _gap(now: Snapshot, subject: Subject, layer: int, channel: int) -> Floats:
    last = now.last[layer, channel][subject.first, subject.second]
    if not subject.is_directed or channel != subject.channel:
        last = np.maximum(last, now.last[layer, channel][subject.second, subject.first])
    days: Floats = np.log1p(np.minimum(now.day - 1 - last, now.span).astype(np.float64))
    return days


def _of_countries(columns: Columns, now: Snapshot, subject: Subject, layer: int) -> None:
    for label, channel in (("own", subject.channel), ("any", len(now.total[layer]) - 1)):
        sent, received = (now.fading[layer, channel].sum(axis=axis) for axis in (2, 1))
        dealings = sent + received
        for fade in (1, _MONTH):
            columns.add_both(f"of_{label}{layer}_{fade}", subject, np.log1p(dealings[fade]))
        total = now.total[layer, channel].sum(axis=1) + now.total[layer, channel].sum(axis=0)
        columns.add_both(f"of_{label}{layer}", subject, np.log1p(total * (100.0 / now.span)))
        columns.add_both(f"of_{label}{layer}_trend", subject, _trend(dealings))


def _trend(counts: Matrix) -> Matrix:
    """Return how much more there is lately than in the last three months, on a log scale."""
    lately, usually = np.log1p(counts[1]), np.log1p(counts[_LONG])
    trend: Matrix = (lately - usually + np.log(FADES[_LONG] / FADES[1])).astype(np.float32)
    return trend


def _of_third_parties(columns: Columns, now: Snapshot, subject: Subject) -> None:
    own = now.fading[:, subject.channel].sum(axis=0)
    every = now.fading[:, -1].sum(axis=0)
    _of_neighbours(columns, "any", every[_LONG], every[1], subject, is_directed=False)
    _of_neighbours(columns, "own", own[_LONG], own[1], subject, is_directed=subject.is_directed)


def _of_neighbours(
    columns: Columns,
    label: str,
    slow: Matrix,
    fast: Matrix,
    subject: Subject,
    *,
    is_directed: bool,
) -> None:
    # Square roots, as one busy pair must not decide who is like whom.
    slow, fast = (np.sqrt(cells if is_directed else cells + cells.T) for cells in (slow, fast))
    way = _there if is_directed else _both
    alike, partners = _shares(_likeness(slow)), _shares(slow)
    for speed, cells in (("fast", fast), ("slow", slow)):
        columns.add(f"alike_{label}_{speed}", way(alike @ cells, subject))
        columns.add(f"through_{label}_{speed}", way(partners @ cells, subject))
    if is_directed:
        alike = _shares(_likeness(slow.T))
        columns.add("alike_target", _there(fast @ alike.T, subject))


def _likeness(cells: Matrix) -> Matrix:
    """Return how alike the dealings of countries are: cosine, shrunk for those with few."""
    products = cells @ cells.T
    norm: Matrix = (np.sqrt(np.diag(products)) + 1.0).astype(np.float32)
    alike: Matrix = products / norm[:, None] / norm[None, :]
    np.fill_diagonal(alike, 0.0)
    return alike


def _shares(cells: Matrix) -> Matrix:
    shares: Matrix = cells / (cells.sum(axis=1, keepdims=True) + 1.0)
    return shares


def _of_world(columns: Columns, now: Snapshot, subject: Subject) -> None:
    for label, channel in (("own", subject.channel), ("any", len(now.total[OWN]) - 1)):
        counts: Matrix = now.fading[OWN, channel].sum(axis=(1, 2))
        trend = np.log1p(counts[1] / FADES[1]) - np.log1p(counts[_LONG] / FADES[_LONG])
        columns.add(f"world_{label}", np.full(len(subject.first), trend))


def _of_activity(columns: Columns, now: Snapshot, subject: Subject) -> None:
    channels = len(now.active) - 1
    for label, channel in (("own", subject.channel), ("any", channels)):
        usual = np.log1p(now.active_total[channel] / now.span)
        for fade in (_SHORT, _WEEK):
            rate = np.log1p(now.active[channel, fade] / FADES[fade])
            columns.add_both(f"active_{label}_{fade}", subject, rate - usual)

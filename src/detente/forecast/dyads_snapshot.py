"""What the history looks like on the eve of a day: fading counts of every pair of countries."""

import dataclasses
from typing import Final, Self, TypeVar

import numpy as np
import numpy.typing as npt

from detente.forecast.dyads_history import REACH, Floats, History
from detente.forecast.series import Indices

FADES: Final = (1.5, 4.0, 10.0, 30.0, 90.0)
"""Days after which an event counts 1/e of what it did."""
_NEVER: Final = -(10**6)


Counts = TypeVar("Counts", npt.NDArray[np.float32], npt.NDArray[np.int32])


@dataclasses.dataclass(frozen=True, eq=False)
class Snapshot:
    """Fading counts, totals and last days of all pairs, from events before ``day``.

    ``fading`` has shape (2 layers, n_channels, n_fades, n, n), first acts on second: an event of
    ``age`` days counts exp(-age / fade), yesterday's being 0 days old. ``total`` (2, n_channels,
    n, n) counts every event alike, ``last`` has their last days. ``active`` (n_channels, n_fades,
    n) and ``active_total`` count what a country did or received, at home too. ``span``: days of
    history seen.
    """

    day: int
    span: int
    fading: npt.NDArray[np.float32]
    total: npt.NDArray[np.float32]
    last: npt.NDArray[np.int32]
    active: npt.NDArray[np.float32]
    active_total: npt.NDArray[np.float32]

    def without(self, history: History, gone: npt.NDArray[np.int64]) -> Self:
        """Return the snapshot as it would be without some events of ``history``, by index.

        Exactly as if made anew, and quicker: only what the events touch is counted again.
        """
        kept = np.ones(len(history.day), dtype=np.bool_)
        kept[gone] = False
        first, second = history.first[gone], history.second[gone]
        pair = history.first.astype(np.int64) * len(history.countries) + history.second
        same_pair = snapshot(history.select(kept & np.isin(pair, pair[gone])), self.day)
        countries = np.unique(np.concatenate([first, second]))
        touched = np.isin(history.first, countries) | np.isin(history.second, countries)
        same_country = snapshot(history.select(kept & touched), self.day)
        return dataclasses.replace(
            self,
            fading=_with_pairs(self.fading, same_pair.fading, first, second),
            total=_with_pairs(self.total, same_pair.total, first, second),
            last=_with_pairs(self.last, same_pair.last, first, second),
            active=_with_countries(self.active, same_country.active, countries),
            active_total=_with_countries(self.active_total, same_country.active_total, countries),
        )


def snapshot(history: History, day: int) -> Snapshot:
    """Return the snapshot of a history on the eve of a day; later events are not looked at."""
    past = history.before(day)
    size = len(past.countries)
    between = past.select(past.between())
    weights = _weights(between, day)
    return Snapshot(
        day=day,
        span=max(min(day - past.begin, REACH), 1),
        fading=_fading(between, weights, size),
        total=_totals(between, size),
        last=_last_days(between, size),
        active=_active(past, _weights(past, day), size),
        active_total=_active(past, np.ones((len(past.day), 1)), size)[:, 0],
    )


def _with_pairs(whole: Counts, part: Counts, first: Indices, second: Indices) -> Counts:
    """Return a copy with the values of ``part`` for some pairs."""
    patched = whole.copy()
    patched[..., first, second] = part[..., first, second]
    return patched


def _with_countries(
    whole: npt.NDArray[np.float32], part: npt.NDArray[np.float32], countries: Indices
) -> npt.NDArray[np.float32]:
    patched = whole.copy()
    patched[..., countries] = part[..., countries]
    return patched


def _weights(history: History, day: int) -> Floats:
    age = (day - 1 - history.day).astype(np.float64)
    weights: Floats = np.exp(-age[:, None] / np.array(FADES))
    return weights


def _cells(history: History, size: int) -> npt.NDArray[np.int64]:
    pair = history.first.astype(np.int64) * size + history.second
    return history.layer.astype(np.int64) * size * size + pair


def _fading(history: History, weights: Floats, size: int) -> npt.NDArray[np.float32]:
    holds = history.channels.holds
    out = np.zeros((2, len(holds), len(FADES), size, size), dtype=np.float32)
    cells = _cells(history, size)
    for channel, mask in enumerate(holds[:, history.relation]):
        for fade in range(len(FADES)):
            counted = np.bincount(cells[mask], weights[mask, fade], minlength=2 * size * size)
            out[:, channel, fade] = counted.reshape(2, size, size)
    return out


def _totals(history: History, size: int) -> npt.NDArray[np.float32]:
    cells = _cells(history, size)
    rows = [
        np.bincount(cells[mask], minlength=2 * size * size).reshape(2, size, size)
        for mask in history.channels.holds[:, history.relation]
    ]
    return np.stack(rows, axis=1).astype(np.float32)


def _last_days(history: History, size: int) -> npt.NDArray[np.int32]:
    holds = history.channels.holds
    out = np.full((len(holds), 2 * size * size), _NEVER, dtype=np.int32)
    cells = _cells(history, size)
    for channel, mask in enumerate(holds[:, history.relation]):
        np.maximum.at(out[channel], cells[mask], history.day[mask])
    return out.reshape(len(holds), 2, size, size).swapaxes(0, 1)


def _active(history: History, weights: Floats, size: int) -> npt.NDArray[np.float32]:
    """Return the weights of events by channel and country, of either end.

    Shape (n_channels, n_fades, n).
    """
    holds = history.channels.holds
    sums = np.zeros((weights.shape[1], holds.shape[1] * size))
    for end in (history.first, history.second):
        chosen = np.flatnonzero(end >= 0)
        # By relation first: channels share relations, and each event is then added once.
        place = history.relation[chosen].astype(np.int64) * size + end[chosen]
        for fade, weight in enumerate(weights[chosen].T):
            sums[fade] += np.bincount(place, weight, minlength=sums.shape[1])
    of_relation = sums.reshape(weights.shape[1], holds.shape[1], size)
    active: npt.NDArray[np.float32] = np.einsum("cr,frn->cfn", holds, of_relation).astype(
        np.float32
    )
    return active

"""How many events are to come, as a sum: each past event and each rate adds its own to it.

A Hawkes process of many kinds of events: those of the pair's own class, of the other classes and
kinds, in either direction, of the two countries themselves and of who is theirs, each fading at
several speeds; the rates behind them; what the partners of both have to do with the other; and how
busy both are. Nothing can take away from what is to come, so that a pair that is quiet is foretold
little, however busy its countries are. What trees and linear log odds multiply, this one adds: it
errs elsewhere, and their mean is better than any of them.

Source: Hawkes, "Spectra of some self-exciting and mutually exciting point processes", Biometrika
58 (1971), in discrete days and with sums of exponentials as kernels.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize

from detente.forecast.calibration import Floats, log_odds
from detente.forecast.dyads_features import Columns, Matrix
from detente.model import Record

_COUNTS: Final = ("own", "any", "back", "channel", "rate")
"""Beginnings of names of features that are log(1 + count) of the pair, but for days since then."""
_DAYS: Final = "gap"
_SHARES: Final = ("alike", "through")
"""Beginnings of names of features that are sums as they are."""
_BUSY: Final = ("of_own", "of_any")
"""Features log(1 + count) of either country; an event between the two is likelier if both do much,
as the product of both (the gravity model of dealings between countries)."""
_EITHER: Final = ("_a", "_b")
_NO_COUNTS: Final = ("weeks", "ago")
"""Beginnings of names of features of days that are no counts."""
_LEAST: Final = 1e-6
_MOST: Final = 30.0
_STEPS: Final = 80
# Cost of all that is to come being due to one column, as if so many windows with an event. Chosen
# on icews18 train (fitted at days 120 and 150): 1 is better than 10.
_COST: Final = 1.0


def is_drawn_from(name: str) -> bool:
    """Say whether an intensity adds up the feature of a name."""
    return name.startswith((*_COUNTS, *_SHARES)) and _DAYS not in name


def drawn_from(table: Matrix, names: Sequence[str]) -> Matrix:
    """Return what an intensity adds up, made of features by name; none is below 0.

    Shape (n_rows, n_columns); the first column is 1.
    """
    place = {name: number for number, name in enumerate(names)}
    columns = [np.ones(len(table), dtype=np.float32)]
    for name in filter(is_drawn_from, names):
        column = table[:, place[name]]
        columns.append(column if name.startswith(_SHARES) else np.expm1(column))
    columns += [
        np.expm1(table[:, place[one]]) * np.expm1(table[:, place[other]])
        for one, other in _busy(names)
    ]
    drawn: Matrix = np.maximum(np.stack(columns, axis=1), 0.0).astype(np.float32)
    return drawn


def drawn_from_counts(columns: Columns) -> Matrix:
    """Return the columns that are log(1 + count), as counts again; those named below are not."""
    chosen = [n for n, name in enumerate(columns.names) if not name.startswith(_NO_COUNTS)]
    counts: Matrix = np.expm1(columns.table()[:, chosen])
    return counts


def _busy(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield names of the same count of either country; trends are no counts."""
    one, other = _EITHER
    for name in names:
        if name.startswith(_BUSY) and name.endswith(one) and "trend" not in name:
            yield name, name.removesuffix(one) + other


class Intensity(Record, frozen=True, kw_only=True):
    """Expected events = ``weights`` . what is drawn from; P(one or more) = 1 - exp(-expected)."""

    weights: tuple[float, ...]

    def __call__(self, drawn: Matrix) -> Floats:
        """Return log odds of at least one event."""
        expected = drawn.astype(np.float64) @ np.array(self.weights)
        return log_odds(-np.expm1(-np.clip(expected, _LEAST, _MOST)))


def fit_intensity(drawn: Matrix, happened: Floats, weight: Floats) -> Intensity:
    """Return the intensity under which what happened is most likely; no weight is below 0.

    A lasso keeps out what adds next to nothing; the constant is free of it.

    Args:
        drawn: of :func:`drawn_from`.
        happened: 1 where the event came, else 0.
        weight: of each row.
    """
    base = float(weight @ happened / weight.sum())
    size = np.maximum(np.average(drawn, axis=0, weights=weight), _LEAST)
    scaled = (drawn / size).astype(np.float32)
    cost = np.full(len(size), _COST / base)
    cost[0] = 0.0

    def loss(guess: Floats) -> tuple[float, Floats]:
        sums = (scaled @ guess.astype(np.float32)).astype(np.float64)
        expected = np.clip(sums, _LEAST, _MOST)
        quiet = np.exp(-expected)
        value = np.where(happened > 0, np.log1p(-quiet), -expected)
        slope = np.where(happened > 0, quiet / (1.0 - quiet), -1.0)
        pull = scaled.T @ (weight * slope).astype(np.float32)
        return float(cost @ guess - weight @ value), cost - pull.astype(np.float64)

    start = np.full(len(size), 0.01 * base)
    start[0] = 0.3 * base
    bounds = [(_LEAST, None)] + [(0.0, None)] * (len(size) - 1)
    options = {"maxiter": _STEPS}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    return Intensity(weights=tuple((found / size).tolist()))

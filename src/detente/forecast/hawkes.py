"""Events that draw others after them: the Hawkes-type baseline of dyad forecasts."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from detente.forecast.calibration import Floats, clipped
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import OWN
from detente.forecast.dyads_snapshot import FADES, Snapshot
from detente.model import Record

_USED: Final = (1, 3, 4)  # places in FADES: about half a week, a month, a season
_MOST: Final = 30.0


class Hawkes(Record, frozen=True, kw_only=True):
    """Expected events = exp(``weights``) . parts; P = 1 - exp(-expected).

    Parts: a constant, the pair's own rate, and events that fade with three speeds, each as what
    it still brings within the days asked about. Source: Hawkes, Biometrika 58 (1971), with a sum
    of exponentials as kernel.
    """

    weights: tuple[float, ...]

    def __call__(self, parts: Floats) -> Floats:
        """Return probabilities for parts of shape (n, 5)."""
        expected = parts @ np.exp(np.array(self.weights))
        return clipped(-np.expm1(-np.clip(expected, 1e-6, _MOST)))


def hawkes_parts(now: Snapshot, subject: Subject, within: int) -> Floats:
    """Return what :class:`Hawkes` adds up for some pairs; shape (n_pairs, 5)."""
    fading = now.fading[OWN, subject.channel]
    total = _events(now.total[OWN, subject.channel], subject)
    parts = [np.full(len(total), within / 7.0), total * (within / now.span)]
    for fade in _USED:
        left = 1.0 - np.exp(-within / FADES[fade])
        parts.append(_events(fading[fade], subject) * left)
    return np.stack(parts, axis=1).astype(np.float64)


def fit_hawkes(parts: Floats, happened: Floats, weight: Floats) -> Hawkes:
    """Return the process under which what happened is most likely."""

    def loss(guess: Floats) -> tuple[float, Floats]:
        shares = np.exp(guess)
        expected = np.clip(parts @ shares, 1e-6, _MOST)
        quiet = np.exp(-expected)
        value = np.where(happened > 0, np.log1p(-quiet), -expected)
        slope = np.where(happened > 0, quiet / (1.0 - quiet), -1.0)
        return -float(weight @ value), -(parts.T @ (weight * slope)) * shares

    start = np.log(np.array([0.01, 0.3, 0.1, 0.1, 0.1]))
    bounds = [(-12.0, 5.0)] * len(start)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return Hawkes(weights=tuple(float(one) for one in found))


def _events(cells: npt.NDArray[np.float32], subject: Subject) -> npt.NDArray[np.float32]:
    there = cells[subject.first, subject.second]
    return there if subject.is_directed else there + cells[subject.second, subject.first]

"""Are probabilities what they say? Scores of forecasts, and maps that mend them."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, logit

from detente.model import Record

Floats = npt.NDArray[np.float64]
LEAST: Final = 1e-4  # no forecast is surer than this
_PULL: Final = 300.0  # strength of the prior that probabilities are right as they are


def clipped(probability: npt.ArrayLike) -> Floats:
    """Return probabilities held within LEAST and 1 - LEAST, as the scorers of the task do."""
    held: Floats = np.clip(np.asarray(probability, dtype=np.float64), LEAST, 1.0 - LEAST)
    return held


def log_odds(probability: npt.ArrayLike) -> Floats:
    """Return the log odds of clipped probabilities."""
    odds: Floats = logit(clipped(probability))
    return odds


class BetaMap(Record, frozen=True, kw_only=True):
    """Calibrated log odds = ``a`` ln p - ``b`` ln(1 - p) + ``c``; (1, 1, 0) changes nothing.

    Source: Kull, Silva Filho and Flach, "Beta calibration", AISTATS 2017.
    """

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def __call__(self, probability: npt.ArrayLike) -> Floats:
        """Return calibrated probabilities."""
        held = clipped(probability)
        mended: Floats = expit(self.a * np.log(held) - self.b * np.log1p(-held) + self.c)
        return clipped(mended)


def fit_beta(
    probability: Floats, happened: Floats, weight: Floats, origin: npt.NDArray[np.int64]
) -> BetaMap:
    """Return the beta map of forecasts that were made without knowing what happened.

    A ridge holds its slopes near those that change nothing, so that few forecasts change little.
    They stay above 0: the order of forecasts is kept. The mean forecast is kept, too: how far the
    world as a whole was off changes its sign from origin to origin, and says nothing of the next
    (icews18 train: a map with a level of its own does worse on later origins).

    Args:
        probability: forecasts.
        happened: 1 where the event came.
        weight: of each forecast.
        origin: numbers from 0, of forecasts that were made by one fit.
    """
    held = clipped(probability)
    terms = np.stack([np.log(held), -np.log1p(-held)], axis=1)
    levels = (origin[:, None] == np.arange(origin.max() + 1)).astype(np.float64)
    table = np.concatenate([terms, levels], axis=1)
    start = np.r_[1.0, 1.0, np.zeros(levels.shape[1])]
    pull = np.r_[_PULL, _PULL, np.ones(levels.shape[1])]

    def loss(guess: Floats) -> tuple[float, Floats]:
        value, slope = _log_loss(table, guess, happened, weight)
        away = guess - start
        return value + 0.5 * float(pull @ away**2), slope + pull * away

    bounds = [(0.05, 5.0)] * 2 + [(-3.0, 3.0)] * levels.shape[1]
    a, b = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x[:2]
    shaped = expit(terms @ np.array([a, b]))
    return BetaMap(a=float(a), b=float(b), c=fit_shift(shaped, held, weight))


def _log_loss(
    terms: Floats, guess: Floats, happened: Floats, weight: Floats
) -> tuple[float, Floats]:
    score = terms @ guess
    value = float(np.sum(weight * (np.logaddexp(0.0, score) - happened * score)))
    slope: Floats = terms.T @ (weight * (expit(score) - happened))
    return value, slope


def fit_shift(probability: Floats, happened: Floats, weight: Floats) -> float:
    """Return what must be added to the log odds so that as much happens as was forecast."""
    score = log_odds(probability)
    low, high = -3.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        excess = float(np.sum(weight * (expit(score + middle) - happened)))
        low, high = (low, middle) if excess > 0 else (middle, high)
    return (low + high) / 2


def log_loss(probability: Floats, happened: Floats, weight: Floats) -> float:
    """Return the weighted sum of -log of the probability given to what happened."""
    held = clipped(probability)
    losses = np.where(happened > 0, -np.log(held), -np.log1p(-held))
    return float(weight @ losses)


def brier(probability: Floats, happened: Floats, weight: Floats | None = None) -> float:
    """Return the mean squared error of probabilities (Brier 1950); lower is better."""
    return float(np.average((probability - happened) ** 2, weights=weight))


def calibration_error(probability: Floats, happened: Floats, bins: int = 10) -> float:
    """Return the mean gap between forecast and outcome over bins of equally many forecasts.

    The expected calibration error (ECE) of the country-dyad task; equal forecasts share a bin.
    """
    edges = np.quantile(probability, np.linspace(0.0, 1.0, bins + 1))
    edges[0] -= 1.0
    edges = np.unique(edges)
    place = np.digitize(probability, edges[1:-1], right=True)
    count = np.bincount(place)
    gap = np.abs(np.bincount(place, probability - happened))
    return float(np.sum(gap) / np.sum(count))


def skill_interval(  # noqa: PLR0913 -- two forecasts of the same things, and how to draw
    probability: Floats,
    reference: Floats,
    happened: Floats,
    group: npt.NDArray[np.int64],
    *,
    weight: Floats | None = None,
    seed: int = 0,
    draws: int = 1000,
) -> tuple[float, float, float]:
    """Return Brier skill over a reference and its 95 % interval: skill, low, high.

    The bootstrap draws whole groups (dyads), as the windows of one dyad are alike.
    """
    weights = np.ones(len(happened)) if weight is None else weight
    _, place = np.unique(group, return_inverse=True)
    mine, other = (
        np.bincount(place, weights * (one - happened) ** 2).astype(np.float64)
        for one in (probability, reference)
    )
    random = np.random.default_rng(seed)
    drawn = [_skill(mine, other, _drawn(random, len(mine))) for _ in range(draws)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return _skill(mine, other, np.ones(len(mine))), float(low), float(high)


def _drawn(random: np.random.Generator, size: int) -> Floats:
    times: Floats = np.bincount(random.integers(0, size, size), minlength=size).astype(np.float64)
    return times


def _skill(mine: Floats, other: Floats, times: Floats) -> float:
    reference = float(times @ other)
    return 1.0 - float(times @ mine) / reference if reference > 0 else 0.0

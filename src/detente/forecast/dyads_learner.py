"""Learned from past windows: what moves a pair away from its own frequency.

Two learners look at the same features and their log odds are averaged: small boosted trees, and
a linear model with a strong ridge. Both begin at the frequency of the pair (dyad frequency), so
that where there is nothing to learn that frequency is the answer.
"""

import dataclasses
from typing import Any, Final

import lightgbm
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from detente.forecast.calibration import Floats, clipped, log_odds
from detente.forecast.dyads_features import Matrix
from detente.forecast.dyads_rows import Rows
from detente.forecast.dyads_windows import shrunk
from detente.model import Record

LEAST_EVENTS: Final = 30  # windows with an event, to learn from or to score
KAPPAS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
_TREES: Final = 160
_BAGS: Final = 3
# 300 to 3000 tried as the trees were: 3000 is best alone, 1000 to 3000 the same with the trees.
_RIDGE: Final = 2000.0
_FARTHEST: Final = 5.0  # standard deviations that a feature may be away from its mean
_RARE: Final = 0.02  # share of rows
_BOOSTING: Final[dict[str, Any]] = {
    # Chosen on icews18 train, fitted at days 150, 180 and 210 and scored on the 28 days after:
    # 5 to 6 leaves are better than 15, more trees and a higher rate make no difference.
    "objective": "binary",
    "num_leaves": 5,
    "learning_rate": 0.03,
    "min_data_in_leaf": 200,
    "lambda_l2": 10.0,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.6,
    "bagging_freq": 1,
    "max_bin": 63,
    "deterministic": True,
    "force_col_wise": True,  # twice as fast here as by rows
    "verbose": -1,
}


class Prior(Record, frozen=True, kw_only=True):
    """Dyad frequency: past share of windows, shrunk to ``base`` with ``kappa`` windows."""

    base: float
    kappa: float

    def __call__(self, rows: Rows) -> Floats:
        """Return the frequencies of rows."""
        return clipped(shrunk(rows.hits, rows.windows, self.base, self.kappa))


def fit_prior(rows: Rows) -> Prior:
    """Return the prior whose shrinkage did best on past windows."""
    # Half an event more, so that what never happened is not impossible.
    base = float((rows.weight @ rows.happened + 0.5) / (rows.weight.sum() + 1.0))
    tried = [Prior(base=base, kappa=kappa) for kappa in KAPPAS]
    errors = [np.sum(rows.weight * (prior(rows) - rows.happened) ** 2) for prior in tried]
    return tried[int(np.argmin(errors))]


class Linear(Record, frozen=True, kw_only=True):
    """Log odds = ``offset`` + ``slope`` * log odds of the prior + weights . scaled features."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    slope: float
    offset: float

    def __call__(self, table: Matrix, prior: Floats) -> Floats:
        """Return log odds."""
        scaled = _scaled(table, np.array(self.mean), np.array(self.scale))
        odds: Floats = scaled @ np.array(self.weights) + self.slope * prior + self.offset
        return odds


def fit_linear(rows: Rows, prior: Floats) -> Linear:
    """Return the linear model of rows with log odds ``prior``: logistic regression, ridge."""
    mean = rows.table.mean(axis=0, dtype=np.float64)
    scale = _scales(rows.table)
    scaled = _scaled(rows.table, mean, scale).astype(np.float32)
    table = np.column_stack([scaled, prior.astype(np.float32), np.ones(len(rows), np.float32)])
    ridge = np.r_[np.full(scaled.shape[1], _RIDGE), 0.0, 0.0]

    def loss(guess: Floats) -> tuple[float, Floats]:
        score = (table @ guess.astype(np.float32)).astype(np.float64)
        value = np.sum(rows.weight * (np.logaddexp(0.0, score) - rows.happened * score))
        slope = table.T @ (rows.weight * (expit(score) - rows.happened)).astype(np.float32)
        penalty = 0.5 * float(ridge @ guess**2)
        return float(value) + penalty, slope.astype(np.float64) + ridge * guess

    start = np.r_[np.zeros(scaled.shape[1]), 1.0, 0.0]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return Linear(
        mean=tuple(mean.tolist()),
        scale=tuple(scale.tolist()),
        weights=tuple(found[:-2].tolist()),
        slope=float(found[-2]),
        offset=float(found[-1]),
    )


def _scales(table: Matrix) -> Floats:
    """Return standard deviations; of what is hardly ever there, a part of its greatest value."""
    usual = table.std(axis=0, dtype=np.float64) + 1e-6
    is_rare = np.count_nonzero(table, axis=0) < _RARE * len(table)
    greatest = np.abs(table).max(axis=0) / _FARTHEST
    scales: Floats = np.where(is_rare, np.maximum(usual, greatest), usual)
    return scales


def _scaled(table: Matrix, mean: Floats, scale: Floats) -> Floats:
    scaled: Floats = np.clip((table - mean) / scale, -_FARTHEST, _FARTHEST)
    return scaled


@dataclasses.dataclass(frozen=True, eq=False)
class Learner:
    """A prior, a linear model and bags of trees."""

    prior: Prior
    linear: Linear
    trees: tuple[lightgbm.Booster, ...]

    def members(self, rows: Rows) -> Floats:
        """Return the log odds that each part of the model gives; shape (n_members, n_rows)."""
        prior = log_odds(self.prior(rows))
        boosted = [prior + tree.predict(rows.table, raw_score=True) for tree in self.trees]
        linear = self.linear(rows.table, prior)
        # The linear model counts as much as all the trees.
        return np.stack([*boosted, *[linear] * max(len(boosted), 1)])

    def __call__(self, rows: Rows) -> Floats:
        """Return probabilities, not yet calibrated."""
        return clipped(expit(self.members(rows).mean(axis=0)))


def fit_learner(rows: Rows, *, seed: int, threads: int, bags: int = _BAGS) -> Learner:
    """Return what can be learned from rows; the same rows and seed give the same learner.

    From few events nothing is learned but the prior.
    """
    prior = fit_prior(rows)
    if rows.happened.sum() < LEAST_EVENTS:
        return Learner(prior, _nothing(rows.table.shape[1]), ())
    odds = log_odds(prior(rows))
    data = lightgbm.Dataset(
        rows.table,
        rows.happened,
        weight=rows.weight,
        init_score=odds,
        params={"max_bin": _BOOSTING["max_bin"], "verbose": -1, "num_threads": threads},
    )
    trees = tuple(
        lightgbm.train({**_BOOSTING, "seed": seed + bag, "num_threads": threads}, data, _TREES)
        for bag in range(bags)
    )
    return Learner(prior, fit_linear(rows, odds), trees)


def _nothing(features: int) -> Linear:
    """Return the linear model that says what the prior says."""
    return Linear(
        mean=(0.0,) * features,
        scale=(1.0,) * features,
        weights=(0.0,) * features,
        slope=1.0,
        offset=0.0,
    )


class LearnerState(Record, frozen=True, kw_only=True):
    """A learner as it is kept: ``trees`` are models of LightGBM as text."""

    prior: Prior
    linear: Linear
    trees: tuple[str, ...]


def state_of(learner: Learner) -> LearnerState:
    """Return what is kept of a learner."""
    texts = tuple(tree.model_to_string() for tree in learner.trees)
    return LearnerState(prior=learner.prior, linear=learner.linear, trees=texts)


def learner_of(state: LearnerState) -> Learner:
    """Return the learner of a kept state."""
    trees = tuple(lightgbm.Booster(model_str=text) for text in state.trees)
    return Learner(state.prior, state.linear, trees)

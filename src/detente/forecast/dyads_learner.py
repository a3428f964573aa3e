"""Learned from past windows: what moves a pair away from its own frequency.

Four learners look at the same features and their log odds are averaged: small boosted trees, a
linear model with a strong ridge, a sum of intensities (:mod:`dyads_intensity`) and a small net
(:mod:`dyads_net`). The linear
model begins at the frequency of the pair (dyad frequency), so that where there is nothing to learn
that frequency is the answer; trees and net begin half way between it and the intensity, which they
see.
Classes of one direction and horizon are learned together: the trees see which class it is, and the
linear model of each is drawn towards that of all.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final

import lightgbm
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from detente.errors import ForecastError
from detente.forecast.calibration import Floats, clipped, log_odds
from detente.forecast.dyads_features import Matrix
from detente.forecast.dyads_intensity import Intensity, fit_intensity
from detente.forecast.dyads_net import Lesson, Net, fit_net
from detente.forecast.dyads_rows import Rows
from detente.forecast.dyads_windows import shrunk
from detente.model import Record

LEAST_EVENTS: Final = 30  # windows with an event, to learn from or to score
KAPPAS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
# Trees that begin at the frequency alone are far worse by themselves (icews18 train, fitted at days
# 120, 150 and 210: skill 3.8 instead of 4.8 %), and a little worse beside the others.
_TREES: Final = 200
_BAGS: Final = 2
# How much trees count, and nets: linear model and intensity count 1. The more there is to learn
# from, the more the two gain (icews18, 3 against 1, with intervals of about 1 %: fitted at day 120
# -.2 %, at 150 .0, at 180 -.1, at 210 +.1, at 240 +.2). 2 and 3 are alike.
_LEAD: Final = 3
# 300 to 3000 tried as the trees were: 3000 is best alone, 1000 to 3000 the same with the trees.
_RIDGE: Final = 2000.0
_OWN_RIDGE: Final = 10000.0  # 2000, 6000 and 20000 are alike
_FARTHEST: Final = 5.0  # standard deviations that a feature may be away from its mean
_RARE: Final = 0.02  # share of rows
_USUAL_ODDS: Final = -3.0  # log odds of most pairs, and how far they lie apart
_ODDS_SCALE: Final = 1.5
# Of a row whose frequency is far from one half, in the linear model: the square error that it can
# save is as small as its variance. Weighed alike, the many quiet pairs decide (icews18 train,
# fitted at days 120 and 150: skill 4.8 instead of 4.6 %; more or less of it is alike).
_QUIET: Final = 0.1
_BOOSTING: Final[dict[str, Any]] = {
    # Chosen on icews18 train, fitted at days 180 and 210 and scored on the 28 days after: with the
    # classes of a direction together 300 trees are better than 160 (of one class alone they make
    # no difference), and 5 leaves, 8 and 500 trees are alike.
    "objective": "binary",
    "num_leaves": 8,
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


def fit_linears(every: Sequence[Rows], odds: Sequence[Floats]) -> tuple[Linear, ...]:
    """Return a linear model for the rows of each class with log odds of its prior.

    Logistic regression with a ridge, first of all classes together; then each on its own, with a
    ridge towards what all have in common. Rows count by the variance that the prior gives them.
    """
    if not every:
        return ()
    whole = np.concatenate([rows.table for rows in every])
    mean, scale = whole.mean(axis=0, dtype=np.float64), _scales(whole)
    tables = [
        np.column_stack([_scaled(rows.table, mean, scale), prior, np.ones(len(rows))]).astype(
            np.float32
        )
        for rows, prior in zip(every, odds, strict=True)
    ]
    start = np.r_[np.zeros(len(mean)), 1.0, 0.0]
    weighed = [_weighed(rows, prior) for rows, prior in zip(every, odds, strict=True)]
    common = _logistic(np.concatenate(tables), weighed, start, _RIDGE)
    return tuple(
        _linear(mean, scale, _logistic(table, [rows], common, _OWN_RIDGE))
        for table, rows in zip(tables, weighed, strict=True)
    )


def _weighed(rows: Rows, prior: Floats) -> Rows:
    likely = expit(prior)
    return dataclasses.replace(rows, weight=rows.weight * (4 * likely * (1 - likely) + _QUIET))


def _logistic(table: Matrix, every: Sequence[Rows], start: Floats, strength: float) -> Floats:
    """Return weights held near ``start`` by a ridge, the last two of them free."""
    happened = np.concatenate([rows.happened for rows in every])
    weight = np.concatenate([rows.weight for rows in every])
    ridge = np.r_[np.full(len(start) - 2, strength), 0.0, 0.0]

    def loss(guess: Floats) -> tuple[float, Floats]:
        score = (table @ guess.astype(np.float32)).astype(np.float64)
        value = np.sum(weight * (np.logaddexp(0.0, score) - happened * score))
        slope = table.T @ (weight * (expit(score) - happened)).astype(np.float32)
        away = guess - start
        penalty = 0.5 * float(ridge @ away**2)
        return float(value) + penalty, slope.astype(np.float64) + ridge * away

    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return found


def _linear(mean: Floats, scale: Floats, found: Floats) -> Linear:
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


_Part = tuple[int, Rows, Floats, Intensity]
"""Of a class: its place, rows, prior log odds and intensity."""


@dataclasses.dataclass(frozen=True, eq=False)
class Learner:
    """A prior and what was learned; bags of trees and nets know the class by its ``place``."""

    prior: Prior
    linear: Linear
    intensity: Intensity | None
    trees: tuple[lightgbm.Booster, ...]
    nets: tuple[Net, ...]
    place: int

    def members(self, rows: Rows) -> Floats:
        """Return the log odds that each part of the model gives; shape (n_members, n_rows)."""
        prior = log_odds(self.prior(rows))
        linear = self.linear(rows.table, prior)
        if self.intensity is None:
            return linear[None]
        drawn = self.intensity(rows.drawn)
        table, begin = _placed(rows.table, drawn, self.place), _between(prior, drawn)
        boosted = [begin + tree.predict(table, raw_score=True) for tree in self.trees]
        seen = _seen(rows, self.linear, prior, drawn)
        netted = [net(seen, begin, self.place) for net in self.nets]
        # All trees together count _LEAD times as much as each of the others, and so do all nets.
        others = [linear, drawn] * len(boosted)
        return np.stack([*[*boosted, *netted] * _LEAD, *others])

    def __call__(self, rows: Rows) -> Floats:
        """Return probabilities, not yet calibrated."""
        return clipped(expit(self.members(rows).mean(axis=0)))


def fit_learners(
    every: Sequence[Rows], *, seed: int, threads: int, bags: int = _BAGS
) -> tuple[Learner, ...]:
    """Return what can be learned from the rows of some classes; same rows and seed, same learners.

    From few events of a class nothing is learned for it but the prior.

    Args:
        every: rows of each class, all with the same features.
        seed: draws the rows and features that trees are shown.
        threads: of the fit; they do not change what is learned.
        bags: ensembles of trees, and nets, that differ by what they are shown.
    """
    priors = [fit_prior(rows) for rows in every]
    odds = [log_odds(prior(rows)) for prior, rows in zip(priors, every, strict=True)]
    rich = [place for place, rows in enumerate(every) if rows.happened.sum() >= LEAST_EVENTS]
    intensities = {place: _intensity(every[place]) for place in rich}
    parts = [(place, every[place], odds[place], intensities[place]) for place in rich]
    trees = _boosted(parts, seed, threads, bags) if rich else ()
    found = fit_linears([every[place] for place in rich], [odds[place] for place in rich])
    linears = dict(zip(rich, found, strict=True))
    nets = _netted(parts, linears, seed, bags) if rich else ()
    return tuple(
        Learner(priors[place], linears[place], intensities[place], trees, nets, place)
        if place in rich
        else Learner(priors[place], _nothing(rows.table.shape[1]), None, (), (), place)
        for place, rows in enumerate(every)
    )


def _intensity(rows: Rows) -> Intensity:
    return fit_intensity(rows.drawn, rows.happened, rows.weight)


def _netted(
    parts: Sequence[_Part], linears: Mapping[int, Linear], seed: int, bags: int
) -> tuple[Net, ...]:
    """Return nets of several classes."""
    every = [(place, rows, odds, drawn(rows.drawn)) for place, rows, odds, drawn in parts]
    weight = np.concatenate([rows.weight for _, rows, _, _ in every])
    lesson = Lesson(
        table=np.concatenate(
            [_seen(rows, linears[i], odds, drawn) for i, rows, odds, drawn in every]
        ),
        begin=np.concatenate([_between(odds, drawn) for _, _, odds, drawn in every]).astype(
            np.float32
        ),
        place=np.repeat([place for place, *_ in every], [len(rows) for _, rows, _, _ in every]),
        happened=np.concatenate([rows.happened for _, rows, _, _ in every]).astype(np.float32),
        weight=(weight / weight.mean()).astype(np.float32),
    )
    classes = max(linears) + 1
    return tuple(fit_net(lesson, classes, seed + bag) for bag in range(bags))


def _seen(rows: Rows, linear: Linear, prior: Floats, drawn: Floats) -> Matrix:
    """Return what nets see: scaled features, and log odds of the frequency and the intensity."""
    scaled = _scaled(rows.table, np.array(linear.mean), np.array(linear.scale))
    odds = [(one - _USUAL_ODDS) / _ODDS_SCALE for one in (prior, drawn)]
    return np.column_stack([scaled, *odds]).astype(np.float32)


def _boosted(
    parts: Sequence[_Part], seed: int, threads: int, bags: int
) -> tuple[lightgbm.Booster, ...]:
    """Return bags of trees of several classes: of each place, rows, prior log odds, intensity."""
    every = [(place, rows, odds, drawn(rows.drawn)) for place, rows, odds, drawn in parts]
    data = lightgbm.Dataset(
        np.concatenate([_placed(rows.table, drawn, place) for place, rows, _, drawn in every]),
        np.concatenate([rows.happened for _, rows, _, _ in every]),
        weight=np.concatenate([rows.weight for _, rows, _, _ in every]),
        init_score=np.concatenate([_between(odds, drawn) for _, _, odds, drawn in every]),
        params={"max_bin": _BOOSTING["max_bin"], "verbose": -1, "num_threads": threads},
    )
    return tuple(
        lightgbm.train({**_BOOSTING, "seed": seed + bag, "num_threads": threads}, data, _TREES)
        for bag in range(bags)
    )


def _between(prior: Floats, drawn: Floats) -> Floats:
    begin: Floats = (prior + drawn) / 2
    return begin


def _placed(table: Matrix, drawn: Floats, place: int) -> Matrix:
    """Return features with the log odds of the intensity and the class that they are of."""
    whose = np.full(len(table), place, dtype=np.float32)
    return np.column_stack([table, drawn.astype(np.float32), whose])


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
    """A learner as it is kept, without what classes share; -1 of ``pool`` says it has none."""

    prior: Prior
    linear: Linear
    intensity: Intensity | None
    place: int
    pool: int


class Pool(Record, frozen=True, kw_only=True):
    """What classes that learned together share: trees as texts of LightGBM, and nets."""

    trees: tuple[str, ...]
    nets: tuple[Net, ...]


def state_of(learner: Learner, pool: int) -> LearnerState:
    """Return what is kept of a learner whose trees and nets are kept in a pool."""
    return LearnerState(
        prior=learner.prior,
        linear=learner.linear,
        intensity=learner.intensity,
        place=learner.place,
        pool=pool if learner.trees else -1,
    )


def pool_of(learners: Sequence[Learner]) -> Pool:
    """Return what learners that were fitted together share."""
    rich = next((one for one in learners if one.trees), None)
    if rich is None:
        return Pool(trees=(), nets=())
    return Pool(trees=tuple(tree.model_to_string() for tree in rich.trees), nets=rich.nets)


def learner_of(state: LearnerState, pools: Sequence[Pool]) -> Learner:
    """Return the learner of a kept state.

    Raises:
        ForecastError: its trees are not there or cannot be read.
    """
    try:
        pool = pools[state.pool] if state.pool >= 0 else Pool(trees=(), nets=())
        trees = tuple(lightgbm.Booster(model_str=text) for text in pool.trees)
    except (IndexError, lightgbm.basic.LightGBMError) as error:
        raise ForecastError(f"the model's trees cannot be read ({error}); fit it again") from error
    return Learner(state.prior, state.linear, state.intensity, trees, pool.nets, state.place)

"""How a learner does on windows that it has not seen: fitted at several past days, scored after."""

import dataclasses
from collections.abc import Sequence
from typing import Final

import numpy as np

from detente.forecast.calibration import (
    BetaMap,
    Floats,
    fit_beta,
    fit_shift,
    log_loss,
    skill_interval,
)
from detente.forecast.dyads_learner import LEAST_EVENTS, fit_learners
from detente.forecast.dyads_rows import Rows, joined
from detente.model import Record

_CUTS: Final = (0.4, 0.6, 0.8)  # of the days that have windows
_EVERY_OTHER_DAY: Final = 2  # a window begins


class Trial(Record, frozen=True, kw_only=True):
    """What rolling origins say: the skill over dyad frequency, how to mend, how sure to be.

    ``shift_spread``: standard deviation between origins of how far log odds were off.
    """

    windows: int
    skill: float
    low: float
    high: float
    mended: BetaMap
    shift_spread: float


UNTRIED: Final = Trial(windows=0, skill=0.0, low=-1.0, high=1.0, mended=BetaMap(), shift_spread=0.7)


@dataclasses.dataclass(frozen=True, eq=False)
class Scored:
    """Rows after one origin, with what was forecast for them and what their frequency says."""

    rows: Rows
    within: int
    forecast: Floats
    frequency: Floats


def rolling(
    every: Sequence[Rows], within: int, *, seed: int, threads: int
) -> tuple[list[Scored], ...]:
    """Return what learners fitted at several days forecast for the windows after, by class.

    Args:
        every: the rows of classes that are learned together, all of the same days.
        within: the horizon in days.
        seed: as for the learners.
        threads: likewise.
    """
    days = np.unique(np.concatenate([rows.day for rows in every]))
    if len(days) < len(_CUTS):
        return tuple([] for _ in every)
    cuts = [int(days[int(share * len(days))]) for share in _CUTS]
    times = zip(cuts, [*cuts[1:], int(days[-1]) + 1], strict=True)
    tried = [_tried(every, within, time, (seed, threads)) for time in times]
    return tuple([one for one in of_class if one] for of_class in zip(*tried, strict=True))


def _tried(
    every: Sequence[Rows], within: int, time: tuple[int, int], fit: tuple[int, int]
) -> list[Scored | None]:
    """Return what is forecast from a day until another; None for classes with too few events."""
    (cut, end), (seed, threads) = time, fit
    past = [rows.select(rows.day + within <= cut) for rows in every]
    future = [rows.select((rows.day >= cut) & (rows.day < end)) for rows in every]
    learners = fit_learners(past, seed=seed, threads=threads, bags=1)
    return [
        Scored(after, within, learner(after), learner.prior(after))
        if min(before.happened.sum(), after.happened.sum()) >= LEAST_EVENTS
        else None
        for learner, before, after in zip(learners, past, future, strict=True)
    ]


def trial_of(scored: list[Scored], seed: int) -> Trial:
    """Return what several origins say together."""
    if not scored:
        return UNTRIED
    rows = joined([one.rows for one in scored])
    forecast = np.concatenate([one.forecast for one in scored])
    frequency = np.concatenate([one.frequency for one in scored])
    skill, low, high = skill_interval(
        forecast, frequency, rows.happened, rows.pair, weight=rows.weight, seed=seed
    )
    shifts = [fit_shift(one.forecast, one.rows.happened, one.rows.weight) for one in scored]
    return Trial(
        windows=int(rows.weight.sum()),
        skill=skill,
        low=low,
        high=high,
        mended=_mended(scored),
        shift_spread=float(np.sqrt(np.mean(np.square(shifts)) + 0.01)),
    )


def _mended(scored: list[Scored]) -> BetaMap:
    """Return the map that mends forecasts, if such maps also mend the origin they did not see."""
    plain = mended = 0.0
    for one in scored:
        others = [other for other in scored if other is not one]
        learned = _map_of(others) if others else BetaMap()
        happened, weight = one.rows.happened, one.rows.weight
        plain += log_loss(one.forecast, happened, weight)
        mended += log_loss(learned(one.forecast), happened, weight)
    return _map_of(scored) if mended < plain else BetaMap()


def _map_of(scored: list[Scored]) -> BetaMap:
    rows = joined([one.rows for one in scored])
    forecast = np.concatenate([one.forecast for one in scored])
    origin = np.repeat(np.arange(len(scored)), [len(one.rows) for one in scored])
    # Windows overlap: each event is in several, and must not count as several.
    weight = rows.weight * _EVERY_OTHER_DAY / max(one.within for one in scored)
    return fit_beta(forecast, rows.happened, weight, origin)

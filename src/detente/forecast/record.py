"""The track record: how forecasts that are due came out, against plain ones, hiding nothing.

Scores: Brier score, mean (p - y)^2; log score, mean -ln of the probability given to what came to
pass (p kept within 0.0001 .. 0.9999); AUC, the chance that one that happened was given more than
one that did not (ties count half: Mann-Whitney). Calibration: mean p and share that happened in
bins of p. Intervals: 95 % of 1,000 draws of dyads with replacement, as forecasts of one dyad hang
together.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from detente.model import Record

Floats = npt.NDArray[np.float64]

DRAWS: Final = 1000
_CLIP: Final = 1e-4
_BINS: Final = 10
_TAIL: Final = 2.5
MODEL: Final = "model"
GIVEN: Final = "given"
# What a forecast is held against, by its name in the table of forecasts.
BASELINES: Final = ("base rate", "dyad frequency", "hawkes")


class Scored(Record, frozen=True, kw_only=True):
    """A forecast that is due, and whether it came to pass.

    ``probabilities`` holds what was given (``given``), and what the model and the baselines said,
    as far as they said something. ``as_of``: the last day that was known when it was issued.
    """

    class_: str
    region: str | None
    within: int
    dyad: tuple[str, str]
    happened: bool
    probabilities: dict[str, float]
    as_of: dt.date | None = None


class Bin(Record, frozen=True, kw_only=True):
    """Forecasts of about one probability: how many, what they said and how many came to pass."""

    n: int
    mean: float
    happened: int


class Score(Record, frozen=True, kw_only=True):
    """How one forecaster did. ``auc`` is None where all or none came to pass."""

    name: str
    n: int
    brier: float
    log_score: float
    auc: float | None


class Gain(Record, frozen=True, kw_only=True):
    """How much better the given forecasts were than another forecaster: 1 - Brier / Brier of it.

    ``low`` .. ``high`` is a 95 % interval; above zero throughout: better. ``is_same``: the other
    forecaster said the same of everything, as where it was the one that answered.
    """

    over: str
    n: int
    skill: float
    low: float
    high: float
    is_same: bool = False

    @property
    def verdict(self) -> str:
        """What the interval says, in words."""
        if self.is_same:
            return "the same forecasts, it answered"
        return "better" if self.low > 0 else "worse" if self.high < 0 else "no clear difference"


class RecordPart(Record, frozen=True, kw_only=True):
    """The record of some forecasts: all, or those of a class, region or horizon.

    ``by`` is "all", "class", "region" or "horizon", ``value`` which one. ``scores`` begins with
    what was given. ``first`` and ``last`` are the days as of which they were issued.
    """

    by: str
    value: str
    n: int
    happened: int
    dyads: int
    scores: tuple[Score, ...]
    gains: tuple[Gain, ...]
    bins: tuple[Bin, ...]
    calibration_error: float
    first: dt.date | None = None
    last: dt.date | None = None


@dataclasses.dataclass(frozen=True)
class _Columns:
    y: Floats
    p: Floats
    dyad: npt.NDArray[np.int64]


def track_record(scored: Sequence[Scored], *, seed: int = 0) -> tuple[RecordPart, ...]:
    """Return the record of all forecasts, then by class, region and horizon.

    Empty if there is none. The same forecasts give the same record, whatever their order.
    """
    ordered = sorted(scored, key=lambda one: (one.class_, one.dyad, one.within, repr(one)))
    if not ordered:
        return ()
    parts = [_part("all", "all", ordered, seed)]
    keys: tuple[tuple[str, Callable[[Scored], str]], ...] = (
        ("class", lambda one: one.class_),
        ("region", lambda one: one.region or "several or none"),
        ("horizon", lambda one: f"{one.within} days"),
    )
    for by, key in keys:
        groups: Mapping[str, list[Scored]] = _grouped(ordered, key)
        parts += [_part(by, value, groups[value], seed) for value in sorted(groups)]
    return tuple(parts)


def brier(probability: float, *, happened: bool) -> float:
    """Return the Brier score of one forecast: 0 is best, 1 worst."""
    return (probability - happened) ** 2


def log_score(probability: float, *, happened: bool) -> float:
    """Return the log score of one forecast: 0 is best; p is kept within 0.0001 .. 0.9999."""
    p = min(max(probability, _CLIP), 1 - _CLIP)
    return float(-np.log(p if happened else 1 - p))


def auc(p: Floats, y: Floats) -> float | None:
    """Return the area under the ROC curve, None if all or none of ``y`` are 1."""
    positives = float(y.sum())
    negatives = len(y) - positives
    if positives == 0 or negatives == 0:
        return None
    # Ranks from 1, ties averaged.
    _, place, count = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((ranks[y > 0].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def bins_of(p: Floats, y: Floats) -> tuple[Bin, ...]:
    """Return the calibration of forecasts in bins of equal width, empty ones left out."""
    place = np.minimum((p * _BINS).astype(np.int64), _BINS - 1)
    return tuple(
        Bin(
            n=int(inside.sum()),
            mean=float(p[inside].mean()),
            happened=int(y[inside].sum()),
        )
        for number in range(_BINS)
        if (inside := place == number).any()
    )


def _grouped(scored: Iterable[Scored], key: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    found: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        found[key(one)].append(one)
    return found


def _part(by: str, value: str, scored: Sequence[Scored], seed: int) -> RecordPart:
    given = _columns(scored, GIVEN)
    named = (GIVEN, MODEL, *BASELINES)
    scores = [_score(name, _columns(_with(scored, name), name)) for name in named]
    bins = bins_of(given.p, given.y)
    days = [one.as_of for one in scored if one.as_of]
    return RecordPart(
        by=by,
        value=value,
        n=len(scored),
        happened=int(given.y.sum()),
        dyads=len(np.unique(given.dyad)),
        scores=tuple(score for score in scores if score.n),
        gains=tuple(
            _gain(name, _with(scored, name), seed) for name in BASELINES if _with(scored, name)
        ),
        bins=bins,
        calibration_error=sum(abs(one.mean * one.n - one.happened) for one in bins) / len(scored),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _with(scored: Iterable[Scored], name: str) -> list[Scored]:
    return [one for one in scored if name in one.probabilities]


def _columns(scored: Sequence[Scored], name: str) -> _Columns:
    dyads = {pair: place for place, pair in enumerate(sorted({one.dyad for one in scored}))}
    return _Columns(
        y=np.array([one.happened for one in scored], dtype=np.float64),
        p=np.array([one.probabilities[name] for one in scored], dtype=np.float64),
        dyad=np.array([dyads[one.dyad] for one in scored], dtype=np.int64),
    )


def _score(name: str, columns: _Columns) -> Score:
    if len(columns.y) == 0:
        return Score(name=name, n=0, brier=0.0, log_score=0.0, auc=None)
    p = np.clip(columns.p, _CLIP, 1 - _CLIP)
    of_outcome = np.where(columns.y > 0, p, 1 - p)
    return Score(
        name=name,
        n=len(columns.y),
        brier=float(((columns.p - columns.y) ** 2).mean()),
        log_score=float(-np.log(of_outcome).mean()),
        auc=auc(columns.p, columns.y),
    )


def _gain(name: str, scored: Sequence[Scored], seed: int) -> Gain:
    given, other = _columns(scored, GIVEN), _columns(scored, name)
    ours, theirs = (given.p - given.y) ** 2, (other.p - other.y) ** 2
    n_dyads = int(given.dyad.max()) + 1
    sums = [np.bincount(given.dyad, loss, n_dyads) for loss in (ours, theirs)]
    draws = np.random.default_rng(seed).integers(0, n_dyads, (DRAWS, n_dyads))
    drawn = [one[draws].sum(axis=1) for one in sums]
    skills = np.array([_skill(a, b) for a, b in zip(*drawn, strict=True)])
    low, high = np.percentile(skills, [_TAIL, 100 - _TAIL])
    return Gain(
        over=name,
        n=len(scored),
        skill=_skill(ours.sum(), theirs.sum()),
        low=float(low),
        high=float(high),
        is_same=bool((given.p == other.p).all()),
    )


def _skill(ours: float, theirs: float) -> float:
    """Return 1 - ours / theirs; a forecaster without any loss cannot be beaten."""
    if theirs > 0:
        return float(1 - ours / theirs)
    return 0.0 if ours == 0 else -float("inf")

"""A fitted model of dyads: what is kept of it, and how it forecasts many pairs at once."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
from scipy.special import expit

from detente.errors import ForecastError
from detente.forecast.calibration import Floats, clipped, log_odds
from detente.forecast.classes import EventClass
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import History, history_of
from detente.forecast.dyads_learner import Learner, LearnerState, Pool, learner_of
from detente.forecast.dyads_rows import Task, rows_at
from detente.forecast.dyads_rules import Rule
from detente.forecast.dyads_snapshot import Snapshot
from detente.forecast.dyads_trials import Trial
from detente.forecast.hawkes import Hawkes
from detente.forecast.questions import Tried
from detente.forecast.series import EventSeries
from detente.model import Record

NAME: Final = "dyads 6"
FREQUENCY: Final = "dyad frequency"
FILE: Final = "dyads.json"
NOBODY: Final = "?"  # stands for countries that the model has never seen
_NINETY: Final = 1.645  # standard deviations of a 90 % interval
_MEMBERS_APART: Final = 0.05  # even one model is not exact


class Fitted(Record, frozen=True, kw_only=True):
    """All that was learned of one class and horizon, from ``features`` and ``sorts`` by name."""

    class_: str
    within: int
    features: tuple[str, ...]
    sorts: tuple[str, ...]
    learner: LearnerState
    hawkes: Hawkes
    trial: Trial
    rules: tuple[Rule, ...]


class Kept(Record, frozen=True, kw_only=True):
    """A model as it is kept in a file; ``pools`` are what classes share."""

    name: str
    countries: tuple[str, ...]
    homes: dict[str, str]
    fitted: tuple[Fitted, ...]
    pools: tuple[Pool, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class Forecast:
    """Forecasts of one class and horizon on one day; arrays of shape (n_pairs,)."""

    probability: Floats
    low: Floats
    high: Floats
    model: Floats
    frequency: Floats
    hawkes: Floats
    base: float
    is_model: bool


class Forecaster:
    """What was learned, applied to a history: forecasts without reasons, for many pairs at once."""

    name = NAME

    def __init__(self, kept: Kept, classes: Sequence[EventClass]) -> None:
        self.kept = kept
        self.classes = tuple(classes)
        self._index = {code: number for number, code in enumerate(kept.countries)}
        self._fitted = {(one.class_, one.within): one for one in kept.fitted}
        self._learners: dict[tuple[str, int], Learner] = {}

    def tried(self) -> tuple[Tried, ...]:
        """Return how it did on past windows, by class and horizon."""
        return tuple(_tried(one) for one in self.kept.fitted)

    def files(self) -> Mapping[str, bytes]:
        """Return all it has learned, as one file of JSON."""
        return {FILE: msgspec.json.encode(self.kept)}

    def history(self, series: EventSeries) -> History:
        """Return a series as the model sees it."""
        return history_of(series, self.classes, self.kept.countries, self.kept.homes)

    def channel(self, class_: str) -> int:
        """Return the place of a class among those of the model.

        Raises:
            ForecastError: the model was fitted without it.
        """
        names = [one.name for one in self.classes]
        if class_ not in names:
            raise ForecastError(f"no class {class_!r} in the model; it has: {', '.join(names)}")
        return names.index(class_)

    def subject(self, class_: str, pairs: Sequence[tuple[str, str]]) -> Subject:
        """Return the class and pairs of countries as the features want them."""
        channel = self.channel(class_)
        nobody = self._index[NOBODY]
        ends = [[self._index.get(code, nobody) for code in pair] for pair in pairs]
        table = np.array(ends, dtype=np.int32).reshape(-1, 2)
        is_directed = self.classes[channel].is_directed
        return Subject(channel, is_directed=is_directed, first=table[:, 0], second=table[:, 1])

    def forecast(self, history: History, now: Snapshot, subject: Subject, within: int) -> Forecast:
        """Return forecasts for pairs on the eve of a day, announced events left out of account.

        For a horizon that was not fitted, the nearest one is stretched: the chance of no event in
        ``within`` days is that of the fitted days to the power of their ratio.
        """
        class_ = self.classes[subject.channel].name
        fitted, stretch = self._nearest(class_, within)
        task = Task(subject.channel, subject.is_directed, fitted.within)
        rows = rows_at(history, now, task, subject)
        learner = self._learner(fitted)
        middle, low, high = _with_interval(learner.members(rows), fitted.trial)
        frequency, hawkes = learner.prior(rows), fitted.hawkes(rows.parts)
        is_model = fitted.trial.low > 0
        if not is_model:
            low, high = _about(frequency, fitted.trial.shift_spread)
        chosen = middle if is_model else frequency
        base = np.array([learner.prior.base])
        made = (chosen, low, high, middle, frequency, hawkes, base)
        return _forecast([_stretched(one, stretch) for one in made], is_model=is_model)

    def rules(self, class_: str, within: int) -> tuple[Rule, ...]:
        """Return the counted rules of a class and the fitted horizon nearest to ``within``."""
        return self._nearest(class_, within)[0].rules

    def _nearest(self, class_: str, within: int) -> tuple[Fitted, float]:
        known = [days for name, days in self._fitted if name == class_]
        nearest = min(known, key=lambda days: (abs(np.log(days / within)), days))
        return self._fitted[class_, nearest], within / nearest

    def _learner(self, fitted: Fitted) -> Learner:
        key = fitted.class_, fitted.within
        if key not in self._learners:
            self._learners[key] = learner_of(fitted.learner, self.kept.pools)
        return self._learners[key]


def _forecast(made: Sequence[Floats], *, is_model: bool) -> Forecast:
    probability, low, high, model, frequency, hawkes, base = made
    return Forecast(
        probability=probability,
        low=low,
        high=high,
        model=model,
        frequency=frequency,
        hawkes=hawkes,
        base=float(base[0]),
        is_model=is_model,
    )


def _tried(fitted: Fitted) -> Tried:
    trial = fitted.trial
    return Tried(
        class_=fitted.class_,
        within=fitted.within,
        windows=trial.windows,
        skill=trial.skill,
        low=trial.low,
        high=trial.high,
    )


def _with_interval(members: Floats, trial: Trial) -> tuple[Floats, Floats, Floats]:
    """Return calibrated probabilities and their 90 % interval.

    It holds what parts of the model disagree about and how far origins were off as a whole.
    """
    middle = trial.mended(expit(members.mean(axis=0)))
    apart = np.sqrt(members.var(axis=0) + _MEMBERS_APART**2 + trial.shift_spread**2)
    low, high = _about(middle, apart)
    return middle, low, high


def _about(probability: Floats, spread: Floats | float) -> tuple[Floats, Floats]:
    odds = log_odds(probability)
    return expit(odds - _NINETY * spread), expit(odds + _NINETY * spread)


def _stretched(probability: Floats, times: float) -> Floats:
    if times == 1.0:
        return probability
    return clipped(-np.expm1(times * np.log1p(-probability)))

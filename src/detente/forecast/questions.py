"""What is asked of a forecaster of dyads, what it answers, and what it must be able to do."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from detente.forecast.classes import EventClass
from detente.forecast.series import EventSeries, Evidence
from detente.model import Record

HORIZONS: Final = (7, 30, 90)

# Told after each step of a fit: how much of it is done (0 to 1), and what is being done.
Progress = Callable[[float, str], None]


class Question(Record, frozen=True, kw_only=True):
    """Will ``first`` and ``second`` have at least one event of a class in the next days?

    Countries by code. ``class_`` names an :class:`EventClass`; for a directed one ``first`` acts
    on ``second``. The days are ``origin`` .. ``origin + within - 1``, in the count of the series;
    all that was known before ``origin`` may be used.
    """

    class_: str
    first: str
    second: str
    origin: int
    within: int


class PastEvent(Record, frozen=True, kw_only=True):
    """An event that a reason rests on: when, who, what, and where it is written.

    ``announced``: it was planned for ``day`` .. ``due``, known since ``known``.
    """

    day: int
    actor: str
    recipient: str | None
    relation: str
    evidence: Evidence
    announced: bool = False
    due: int | None = None
    known: int | None = None


class Reason(Record, frozen=True, kw_only=True):
    """What moved a forecast: in words, by how much, and the events it rests on, latest first.

    ``without`` is the probability that would have been said without it; the forecast's own
    probability less ``without`` is the shift.
    """

    words: str
    without: float
    events: tuple[PastEvent, ...] = ()


class Answer(Record, frozen=True, kw_only=True):
    """The probability of a question, 0 to 1, with its interval, its reasons and the baselines.

    ``low`` .. ``high`` is a 90 % interval. ``answered_by`` is the name of what gave the
    probability: the model, or the baseline where the model is no better for the class.
    ``baselines`` has the probabilities of ``base rate``, ``dyad frequency`` and ``hawkes``.
    """

    question: Question
    probability: float
    low: float
    high: float
    answered_by: str
    baselines: dict[str, float]
    reasons: tuple[Reason, ...] = ()


class FitSettings(Record, frozen=True, kw_only=True):
    """What a fit depends on beside the data; kept with the model."""

    classes: tuple[EventClass, ...]
    horizons: tuple[int, ...] = HORIZONS
    until: int | None = None  # nothing known on this day or later is learned from
    seed: int = 0
    threads: int = 2


class Tried(Record, frozen=True, kw_only=True):
    """How a model did against dyad frequency on past windows of one class and horizon.

    ``skill`` is 1 - Brier / Brier of dyad frequency; ``low`` .. ``high`` its 95 % bootstrap
    interval over dyads. The model answers where ``low`` is above zero, else the baseline.
    """

    class_: str
    within: int
    windows: int
    skill: float
    low: float
    high: float


class DyadModel(Protocol):
    """A fitted forecaster of dyads."""

    @property
    def name(self) -> str:
        """The name and version of the kind of model ("dyads 2")."""

    def tried(self) -> tuple[Tried, ...]:
        """Return how it did on past windows, by class and horizon."""

    def predict(self, series: EventSeries, questions: Sequence[Question]) -> tuple[Answer, ...]:
        """Return an answer for each question, from what ``series.before(origin)`` holds."""

    def files(self) -> Mapping[str, bytes]:
        """Return all it has learned as named files, from which it can be loaded."""


class DyadModelKind(Protocol):
    """A kind of model: how it is fitted and loaded."""

    def fit(self, series: EventSeries, settings: FitSettings, progress: Progress) -> DyadModel:
        """Return a model fitted on a series; the same series and settings give the same model."""

    def load(self, files: Mapping[str, bytes], settings: FitSettings) -> DyadModel:
        """Return the model of some files.

        Raises:
            ForecastError: the files are not of this kind or version.
        """


def day_number(day: dt.date) -> int:
    """Return the number of a day in the series that the store builds: days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> dt.date:
    """Return the day of a number in the series that the store builds."""
    return dt.date.fromordinal(number + _EPOCH)


_EPOCH: Final = dt.date(1970, 1, 1).toordinal()

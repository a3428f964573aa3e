"""The plain baseline: how often two countries had such an event before.

Dyad frequency: the share of past windows of h days in which the pair had an event of the class,
shrunk to the base rate, p = (hits + k * base) / (windows + k). Source: the reference of the
country-dyad task (docs/forecasts.md); k is chosen on past windows among a few. Over
a longer horizon it is at least as great as over the shorter ones that were fitted.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np
from scipy.special import betaincinv

from detente.errors import ForecastError
from detente.forecast.classes import EventClass, class_named
from detente.forecast.pairs import ClassHistory, past_events, windows_hit
from detente.forecast.questions import (
    Answer,
    FitSettings,
    Progress,
    Question,
    Reason,
    Tried,
)
from detente.forecast.series import EventSeries
from detente.model import Record

NAME: Final = "dyad frequency"
VERSION: Final = 1
BASE_RATE: Final = "base rate"
LEVEL: Final = 0.9  # of intervals
_SHRINKS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
_MIN_EVENTS: Final = 5  # events of any kind that make two countries a dyad, as in the task
_MOST_ORIGINS: Final = 40  # past windows that rates are counted on
_MOST_EVENTS: Final = 5  # named with a reason
_HALF: Final = 0.5
_NO_RATE: Final = 0.5  # of a window that no past one of its length is known for


class Rate(Record, frozen=True, kw_only=True):
    """What was learned of a class and horizon: the base rate among dyads, and the shrinkage."""

    class_: str
    within: int
    base: float
    shrink: float
    dyads: int
    windows: int


class _Counted(NamedTuple):
    """How many past windows of a pair held an event, of the length of a rate."""

    hits: int
    windows: int
    rate: Rate

    @property
    def share(self) -> float:
        """Dyad frequency."""
        shrink = self.rate.shrink
        return (self.hits + shrink * self.rate.base) / (self.windows + shrink)


class Frequency:
    """Dyad frequency as a model; see the head of the module."""

    def __init__(self, rates: Sequence[Rate], classes: Sequence[EventClass]) -> None:
        self._rates = {(one.class_, one.within): one for one in rates}
        self._classes = tuple(classes)

    @property
    def name(self) -> str:
        """The name and version of the kind of model."""
        return f"{NAME} {VERSION}"

    def tried(self) -> tuple[Tried, ...]:
        """Return nothing: it is what others are held against."""
        return ()

    def rate(self, class_: str, within: int) -> Rate:
        """Return what was learned of a class and horizon.

        Raises:
            ForecastError: the model was not fitted for it.
        """
        found = self._rates.get((class_, within))
        if found is None:
            known = ", ".join(sorted({f"{one} in {days} days" for one, days in self._rates}))
            raise ForecastError(f"not fitted for {class_} in {within} days; for: {known}")
        return found

    def predict(self, series: EventSeries, questions: Sequence[Question]) -> tuple[Answer, ...]:
        """Return an answer for each question, from what was known before its origin."""
        known: dict[tuple[int, str], ClassHistory] = {}
        answers = []
        for question in questions:
            key = (question.origin, question.class_)
            if key not in known:
                past = series.before(question.origin).done()
                known[key] = ClassHistory.of(past, class_named(question.class_, self._classes))
            answers.append(self._answer(known[key], question))
        return tuple(answers)

    def files(self) -> Mapping[str, bytes]:
        """Return the rates as one JSON file."""
        rates = [self._rates[key] for key in sorted(self._rates)]
        return {"rates.json": msgspec.json.encode(rates)}

    def _answer(self, history: ClassHistory, question: Question) -> Answer:
        rate = self.rate(question.class_, question.within)
        # What happens within 7 days happens within 30: the likeliest of the horizons up to the one
        # asked for answers, so that more days never have less of a chance.
        counted = [_counted(history, question, one) for one in self._up_to(rate)]
        best = max(counted, key=lambda one: (one.share, one.rate.within))
        low, high = _interval(best)
        return Answer(
            question=question,
            probability=best.share,
            low=min(low, best.share),
            high=max(high, best.share),
            answered_by=NAME,
            baselines={BASE_RATE: rate.base, NAME: best.share},
            reasons=(_reason(history, question, best),),
        )

    def _up_to(self, rate: Rate) -> list[Rate]:
        """Return the rates of the class of a rate, of horizons no longer than its own."""
        return [
            one
            for (class_, within), one in sorted(self._rates.items())
            if class_ == rate.class_ and within <= rate.within
        ]


class FrequencyKind:
    """How dyad frequency is fitted and loaded."""

    def fit(self, series: EventSeries, settings: FitSettings, progress: Progress) -> Frequency:
        """Return the base rates and shrinkages of a series."""
        past = series.done() if settings.until is None else series.before(settings.until).done()
        rates: list[Rate] = []
        for place, one in enumerate(settings.classes):
            progress(place / len(settings.classes), one.name)
            history = ClassHistory.of(past, one)
            keys = _dyads(past, is_directed=one.is_directed)
            rates += [_fit_rate(history, keys, within) for within in settings.horizons]
        return Frequency(rates, settings.classes)

    def load(self, files: Mapping[str, bytes], settings: FitSettings) -> Frequency:
        """Return the model of its files.

        Raises:
            ForecastError: the file is missing or is not one of this version.
        """
        try:
            rates = msgspec.json.decode(files["rates.json"], type=list[Rate])
        except (KeyError, msgspec.DecodeError) as error:
            raise ForecastError(f"dyad frequency: rates.json cannot be read: {error}") from error
        return Frequency(rates, settings.classes)


def _dyads(past: EventSeries, *, is_directed: bool) -> list[tuple[str, str]]:
    """Return the pairs that had enough events of any kind, both directions together."""
    codes, actor, recipient = past.countries()
    between = (actor >= 0) & (recipient >= 0) & (actor != recipient)
    low, high = np.minimum(actor, recipient)[between], np.maximum(actor, recipient)[between]
    keys, counts = np.unique(low.astype(np.int64) * len(codes) + high, return_counts=True)
    pairs = [
        (codes[one // len(codes)], codes[one % len(codes)]) for one in keys[counts >= _MIN_EVENTS]
    ]
    return [*pairs, *((b, a) for a, b in pairs)] if is_directed else pairs


def _fit_rate(history: ClassHistory, keys: Sequence[tuple[str, str]], within: int) -> Rate:
    """Return the base rate and the best shrinkage over past windows.

    The windows end at the end of the data and go back; each is foretold from those before it.
    """
    series = history.series
    start, end = (int(series.day[0]), int(series.day[-1]) + 1) if len(series) else (0, 0)
    windows = max(0, (end - start) // within)
    if not keys or windows == 0:
        return Rate(
            class_=history.event_class.name,
            within=within,
            base=_NO_RATE,
            shrink=1.0,
            dyads=len(keys),
            windows=windows,
        )
    hit = _hits(history, keys, end, within, windows)
    base = float(hit.mean())
    tried = np.arange(min(_MOST_ORIGINS, windows - 1))  # window 0 is the latest
    losses = [_loss(hit, tried, base, shrink) for shrink in _SHRINKS]
    return Rate(
        class_=history.event_class.name,
        within=within,
        base=base,
        shrink=_SHRINKS[int(np.argmin(losses))],
        dyads=len(keys),
        windows=windows,
    )


def _hits(
    history: ClassHistory, keys: Sequence[tuple[str, str]], end: int, within: int, windows: int
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return whether each pair had an event in each window, the latest first: (keys, windows)."""
    hit = np.zeros((len(keys), windows), dtype=np.bool_)
    for place, (first, second) in enumerate(keys):
        window = (end - 1 - history.days(first, second)) // within
        hit[place, window[window < windows]] = True
    return hit


def _loss(
    hit: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    tried: np.ndarray[tuple[int], np.dtype[np.intp]],
    base: float,
    shrink: float,
) -> float:
    if len(tried) == 0:
        return 0.0
    # Windows behind each one: a running sum from the oldest to the latest.
    before = hit[:, ::-1].cumsum(axis=1)[:, ::-1] - hit
    behind = hit.shape[1] - 1 - tried
    p = (before[:, tried] + shrink * base) / (behind + shrink)
    return float(((p - hit[:, tried]) ** 2).mean())


def _counted(history: ClassHistory, question: Question, rate: Rate) -> _Counted:
    days = history.days(question.first, question.second)
    start = int(history.series.day.min()) if len(history.series) else question.origin
    hits, windows = windows_hit(days, start, question.origin, rate.within)
    return _Counted(hits, windows, rate)


def _interval(counted: _Counted) -> tuple[float, float]:
    """Return the 90 % interval of the share: a Beta, Jeffreys' half on either side."""
    hits, windows, rate = counted
    a = hits + rate.shrink * rate.base + _HALF
    b = windows - hits + rate.shrink * (1 - rate.base) + _HALF
    tail = (1 - LEVEL) / 2
    return float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1 - tail))


def _reason(history: ClassHistory, question: Question, counted: _Counted) -> Reason:
    hits, windows, rate = counted
    events = history.events(question.first, question.second)
    words = (
        f"{hits} of the {windows} past windows of {rate.within} days had such an event; "
        f"{rate.base:.1%} of those of all dyads"
    )
    return Reason(
        words=words,
        without=rate.shrink * rate.base / (windows + rate.shrink),
        events=past_events(history.series, events[::-1][:_MOST_EVENTS].tolist()),
    )

"""Forecasts as they were issued, and what became of them."""

import datetime as dt
from hashlib import blake2b

import numpy as np

from detente.forecast.answering import HAWKES, Given
from detente.forecast.classes import EventClass
from detente.forecast.frequency import BASE_RATE
from detente.forecast.frequency import NAME as FREQUENCY
from detente.forecast.pairs import ClassHistory, past_events
from detente.forecast.questions import PastEvent, Reason, date_of, day_number
from detente.forecast.record import GIVEN, MODEL, Scored, brier, log_score
from detente.forecast.regions import region_of_pair
from detente.forecast.series import EventSeries
from detente.model import Record


class Resolution(Record, frozen=True, kw_only=True):
    """What became of a forecast, and the event that shows it; None if none came.

    ``data_until`` is the last day of the data it was looked up in.
    """

    happened: bool
    event: PastEvent | None
    data_until: dt.date
    data_digest: str
    brier: float
    log_score: float


class Issued(Record, frozen=True, kw_only=True):
    """A forecast as it was issued.

    It is for the days behind ``as_of`` up to ``until``; all known by the end of ``as_of`` was used,
    ``n_known`` events of the digest ``known_digest``. ``data_until`` was the last day of the data
    then: where it is later than ``as_of``, the forecast looks back, and the record says so.
    """

    id: str
    event_class: EventClass
    first: str
    second: str
    region: str | None
    as_of: dt.date
    until: dt.date
    within: int
    probability: float
    low: float
    high: float
    answered_by: str
    model_probability: float | None = None
    base_rate: float | None = None
    dyad_frequency: float | None = None
    hawkes: float | None = None
    note: str | None = None
    reasons: tuple[Reason, ...] = ()
    model_id: str
    model_name: str
    known_digest: str
    n_known: int
    data_until: dt.date
    resolution: Resolution | None = None

    @property
    def looks_back(self) -> bool:
        """Whether the days it is for were already in the data when it was issued."""
        return self.data_until > self.as_of

    @property
    def plain_brier(self) -> float | None:
        """The Brier score of dyad frequency, which was told beside it; None while it is open."""
        if self.resolution is None or self.dyad_frequency is None:
            return None
        return brier(self.dyad_frequency, happened=self.resolution.happened)


class Basis(Record, frozen=True, kw_only=True):
    """What forecasts rest on: model, what was known, and the last day of the data."""

    model_id: str
    model_name: str
    known_digest: str
    n_known: int
    data_until: dt.date


def issue(given: Given, event_class: EventClass, basis: Basis) -> Issued:
    """Return the forecast that an answer is.

    Its id comes from question, model and what was known: asked again, it is the same forecast.
    """
    answer, question = given.answer, given.answer.question
    as_of = date_of(question.origin - 1)
    asked = (event_class.name, question.first, question.second, as_of, question.within)
    parts = (*asked, basis.model_id, basis.known_digest)
    return Issued(
        id=blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest(),
        event_class=event_class,
        first=question.first,
        second=question.second,
        region=region_of_pair(question.first, question.second),
        as_of=as_of,
        until=date_of(question.origin + question.within - 1),
        within=question.within,
        probability=answer.probability,
        low=answer.low,
        high=answer.high,
        answered_by=answer.answered_by,
        model_probability=given.of_model,
        base_rate=answer.baselines.get(BASE_RATE),
        dyad_frequency=answer.baselines.get(FREQUENCY),
        hawkes=answer.baselines.get(HAWKES),
        note=given.note,
        reasons=answer.reasons,
        model_id=basis.model_id,
        model_name=basis.model_name,
        known_digest=basis.known_digest,
        n_known=basis.n_known,
        data_until=basis.data_until,
    )


def resolve(forecast: Issued, series: EventSeries, digest: str) -> Resolution | None:
    """Return what became of a forecast by the data, or None while its days are not over.

    The first event of the class between the two countries on its days decides.
    """
    last = last_day(series)
    if last is None or forecast.until > last:
        return None
    history = ClassHistory.of(series.done(), forecast.event_class)
    events = history.events(forecast.first, forecast.second)
    days = history.series.day[events]
    inside = (days > day_number(forecast.as_of)) & (days <= day_number(forecast.until))
    found = events[inside]
    happened = len(found) > 0
    return Resolution(
        happened=happened,
        event=past_events(history.series, [int(found[0])])[0] if happened else None,
        data_until=last,
        data_digest=digest,
        brier=brier(forecast.probability, happened=happened),
        log_score=log_score(forecast.probability, happened=happened),
    )


def last_day(series: EventSeries) -> dt.date | None:
    """Return the last day on which something became known, None of an empty series."""
    return date_of(int(np.max(series.known))) if len(series) else None


def scored(forecast: Issued) -> Scored | None:
    """Return a forecast as the record counts it, or None while it is open."""
    if forecast.resolution is None:
        return None
    said = {
        GIVEN: forecast.probability,
        MODEL: forecast.model_probability,
        BASE_RATE: forecast.base_rate,
        FREQUENCY: forecast.dyad_frequency,
        HAWKES: forecast.hawkes,
    }
    return Scored(
        class_=forecast.event_class.name,
        region=forecast.region,
        within=forecast.within,
        dyad=(forecast.first, forecast.second),
        happened=forecast.resolution.happened,
        probabilities={name: p for name, p in said.items() if p is not None},
        as_of=forecast.as_of,
    )

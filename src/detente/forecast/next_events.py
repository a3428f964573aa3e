"""With whom somebody has an event next: past ones counted, the recent ones most.

Score of an entity: the sum over past events of 2^(-age / 30 days), as a share of all. Source: the
recency counter of the measurements behind docs/forecasts.md, the plain ranker that a learned one
is held against.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from detente.errors import ForecastError
from detente.forecast.classes import EventClass
from detente.forecast.pairs import past_events
from detente.forecast.questions import PastEvent, Reason
from detente.forecast.ranking_rule import SeriesRule
from detente.forecast.series import NONE, EventSeries
from detente.model import Record

HALF_LIFE_DAYS: Final = 30.0
NAME: Final = "recency count"
_MOST_EVENTS: Final = 2
_WEIGHT_KEPT: Final = 1e-6


class NextEvent(Record, frozen=True, kw_only=True):
    """An entity that may come next: its share of the score and its past events with who is asked.

    ``relation`` is the one it had most, None if it never had any. A learned ranking adds the
    ``rules`` that speak for it and, for the first few, ``reasons``: past events, and what its
    share would be without them.
    """

    name: str
    country: str | None
    share: float
    events: int
    relation: str | None
    latest: tuple[PastEvent, ...]
    rules: tuple[SeriesRule, ...] = ()
    reasons: tuple[Reason, ...] = ()


class NextAnswer(Record, frozen=True, kw_only=True):
    """Who comes next, likeliest first.

    ``asked`` names who acts or, ``as_recipient``, who receives.
    """

    asked: str
    as_recipient: bool
    class_: str | None
    ranked_by: str
    events: int
    candidates: tuple[NextEvent, ...]


def next_events(
    series: EventSeries,
    asked: str,
    *,
    as_recipient: bool,
    event_class: EventClass | None,
    limit: int,
) -> NextAnswer:
    """Return with whom an actor (or recipient) has an event next; ``asked`` is a code or name.

    The series is what is known; its last day is "now".

    Raises:
        ForecastError: nobody of that code or name in the series.
    """
    done = series.done()
    them = done.actor if as_recipient else done.recipient
    events = done_between(series, asked, as_recipient=as_recipient, event_class=event_class)
    return NextAnswer(
        asked=asked,
        as_recipient=as_recipient,
        class_=event_class.name if event_class else None,
        ranked_by=NAME,
        events=len(events),
        candidates=tuple(_ranked(done, events, them[events], limit)),
    )


def done_between(
    series: EventSeries, asked: str, *, as_recipient: bool, event_class: EventClass | None
) -> npt.NDArray[np.int64]:
    """Return the events of somebody with others, as indices into ``series.done()``.

    Raises:
        ForecastError: nobody of that code or name in the series.
    """
    done = series.done()
    us, them = (done.recipient, done.actor) if as_recipient else (done.actor, done.recipient)
    ours = entities_of(series, asked)
    # Not among themselves: who asks for a country asks with which other one.
    chosen = ours[us] & (us != NONE) & (them != NONE) & ~ours[them]
    if event_class is not None:
        chosen &= event_class.mask(done.relations)[done.relation]
    return np.flatnonzero(chosen)


def entities_of(series: EventSeries, asked: str) -> npt.NDArray[np.bool_]:
    """Return which entities somebody is: those of a country by its code, or of a name.

    Raises:
        ForecastError: nobody of that code or name in the series.
    """
    wanted = asked.casefold()
    names = ((one.name.casefold(), (one.country or "").casefold()) for one in series.entities)
    found = [wanted in both for both in names]
    if not any(found):
        raise ForecastError(f"nobody called {asked!r} takes part in any event")
    return np.array(found, dtype=np.bool_)


def _ranked(
    done: EventSeries, events: npt.NDArray[np.int64], them: npt.NDArray[np.int32], limit: int
) -> Sequence[NextEvent]:
    if len(events) == 0:
        return ()
    age = int(done.known.max()) - done.day[events]
    weight = 0.5 ** (age / HALF_LIFE_DAYS) + _WEIGHT_KEPT
    score = np.bincount(them, weight, len(done.entities))
    best = np.argsort(-score, kind="stable")[:limit]
    return [
        next_event(done, int(entity), events[them == entity], float(score[entity] / score.sum()))
        for entity in best
        if score[entity] > 0
    ]


def next_event(
    done: EventSeries, entity: int, events: npt.NDArray[np.int64], share: float
) -> NextEvent:
    """Return an entity as a candidate, with its past events (indices into ``done``)."""
    relations = np.bincount(done.relation[events], minlength=len(done.relations))
    return NextEvent(
        name=done.entities[entity].name,
        country=done.entities[entity].country,
        share=share,
        events=len(events),
        relation=done.relations[int(relations.argmax())].name if len(events) else None,
        latest=past_events(done, events[::-1][:_MOST_EVENTS].tolist()),
    )

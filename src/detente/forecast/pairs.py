"""On which days two countries had an event of a class."""

import dataclasses
from collections.abc import Iterable
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from detente.forecast.classes import EventClass
from detente.forecast.questions import PastEvent
from detente.forecast.series import NONE, EventSeries

Ints = npt.NDArray[np.int64]
Key = tuple[str, str]


@dataclasses.dataclass(frozen=True, eq=False)
class ClassHistory:
    """The events of one class between countries, by pair.

    ``event`` are indices into ``series``, in order of pair and then of day; ``starts`` the place
    of each pair's first one, with one more at the end. A pair is (first, second) by code; of an
    undirected class in order of code.
    """

    series: EventSeries
    event_class: EventClass
    pairs: tuple[Key, ...]
    event: Ints
    starts: Ints

    @classmethod
    def of(cls, series: EventSeries, event_class: EventClass) -> Self:
        """Return the history of a class in a series, done events only or announced ones alike."""
        codes, actor, recipient = series.countries()
        # One more relation at the end, so that a series without any can be looked up too.
        inside = np.append(event_class.mask(series.relations), False)[series.relation]
        between = (actor != NONE) & (recipient != NONE) & (actor != recipient)
        event = np.flatnonzero(between & inside)
        first, second = actor[event].astype(np.int64), recipient[event].astype(np.int64)
        if not event_class.is_directed:
            first, second = np.minimum(first, second), np.maximum(first, second)
        key = first * len(codes) + second
        order = np.lexsort((series.day[event], key))
        keys, starts = np.unique(key[order], return_index=True)
        return cls(
            series=series,
            event_class=event_class,
            pairs=tuple((codes[one // len(codes)], codes[one % len(codes)]) for one in keys),
            event=event[order],
            starts=np.append(starts, len(event)),
        )

    @cached_property
    def places(self) -> dict[Key, int]:
        """The place of each pair."""
        return {pair: place for place, pair in enumerate(self.pairs)}

    def key(self, first: str, second: str) -> Key:
        """Return the pair of two countries as the class has it."""
        if self.event_class.is_directed:
            return first, second
        return min(first, second), max(first, second)

    def events(self, first: str, second: str) -> Ints:
        """Return the events of a pair, as indices into the series, in order of day."""
        place = self.places.get(self.key(first, second))
        if place is None:
            return np.empty(0, dtype=np.int64)
        return self.event[self.starts[place] : self.starts[place + 1]]

    def days(self, first: str, second: str) -> npt.NDArray[np.int32]:
        """Return the days on which a pair had an event, in order; a day may be there twice."""
        return self.series.day[self.events(first, second)]


def windows_hit(
    days: npt.NDArray[np.int32], start: int, origin: int, within: int
) -> tuple[int, int]:
    """Return in how many of the windows of ``within`` days before ``origin`` there was an event.

    The windows end at ``origin`` and lie one behind the other, as far as whole ones fit in behind
    ``start``. Returns (windows with an event, windows).
    """
    windows = max(0, (origin - start) // within)
    past = days[(days < origin) & (days >= origin - windows * within)]
    return len(np.unique((origin - 1 - past) // within)), windows


def past_events(series: EventSeries, events: Iterable[int]) -> tuple[PastEvent, ...]:
    """Return events of a series as records."""
    return tuple(_past_event(series, int(event)) for event in events)


def _past_event(series: EventSeries, event: int) -> PastEvent:
    recipient = int(series.recipient[event])
    announced = bool(series.announced[event])
    return PastEvent(
        day=int(series.day[event]),
        actor=series.entities[series.actor[event]].name,
        recipient=None if recipient == NONE else series.entities[recipient].name,
        relation=series.relations[series.relation[event]].name,
        evidence=series.evidence(event),
        announced=announced,
        due=int(series.due[event]) if announced else None,
        known=int(series.known[event]) if announced else None,
    )

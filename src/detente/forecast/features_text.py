"""Announced events, read from text, as features: no data set of the field has them.

"Will visit on 12 May" is known from the day of its report on. What it is worth is counted: of the
announcements of the same class whose days are over, how many were followed by such an event of the
same two countries.
"""

import dataclasses
from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.special import betaincinv

from detente.forecast.classes import EventClass
from detente.forecast.pairs import ClassHistory, Ints
from detente.forecast.questions import date_of
from detente.forecast.series import EventSeries

SLACK_DAYS: Final = 3  # as far beside the day announced an event still keeps it
# Before any is over: one kept and one not, as good as knowing nothing (Laplace's rule).
_PRIOR: Final = 1.0
_TAIL: Final = 0.05


@dataclasses.dataclass(frozen=True)
class Kept:
    """How many announcements that are over were kept; ``share`` is (kept + 1) / (over + 2)."""

    kept: int
    over: int

    @property
    def share(self) -> float:
        """The share to expect of the next one, by Laplace's rule of succession."""
        return (self.kept + _PRIOR) / (self.over + 2 * _PRIOR)

    @property
    def interval(self) -> tuple[float, float]:
        """The 90 % interval of the share."""
        a, b = self.kept + _PRIOR, self.over - self.kept + _PRIOR
        return float(betaincinv(a, b, _TAIL)), float(betaincinv(a, b, 1 - _TAIL))


@dataclasses.dataclass(frozen=True, eq=False)
class Announcements:
    """What was announced and known before an origin, of one class, and how such were kept."""

    history: ClassHistory
    done: ClassHistory
    kept: Kept
    origin: int

    @classmethod
    def of(cls, series: EventSeries, event_class: EventClass, origin: int) -> "Announcements":
        """Return the announcements of a class as they were known before ``origin``."""
        known = series.before(origin)
        announced = ClassHistory.of(known.announcements(), event_class)
        done = ClassHistory.of(known.done(), event_class)
        kept = _kept(announced, done, origin)
        return cls(history=announced, done=done, kept=kept, origin=origin)

    def falling_into(self, first: str, second: str, within: int) -> Ints:
        """Return announcements of two countries for days of the window, the earliest first.

        Indices into ``history.series``; see :meth:`chance` for one that speaks of many days.
        """
        events = self.history.events(first, second)
        series = self.history.series
        due = series.due[events]
        inside = (due >= self.origin) & (series.day[events] < self.origin + within)
        return events[inside]

    def expected(self, first: str, second: str, within: int) -> tuple[tuple[int, ...], ...]:
        """Return announcements for days of the window, those that share days together.

        "On Thursday" and "this week" may well tell of one visit: together they count once.
        """
        groups: list[tuple[int, ...]] = []
        last = -1
        for event in self.falling_into(first, second, within).tolist():
            if groups and self.history.series.day[event] <= last:
                groups[-1] = (*groups[-1], event)
            else:
                groups.append((event,))
            last = max(last, int(self.history.series.due[event]))
        return tuple(groups)

    def best(self, group: Sequence[int], within: int) -> int:
        """Return the likeliest announcement of a group for the window, then the most exact one."""
        series = self.history.series
        days = {event: int(series.due[event]) - int(series.day[event]) for event in group}
        return max(group, key=lambda event: (self.chance(event, within), -days[event], -event))

    def words(self, group: Sequence[int], within: int) -> str:
        """Return what was announced and since when, and how such announcements fared."""
        series, kept, event = self.history.series, self.kept, self.best(group, within)
        first, last = date_of(int(series.day[event])), date_of(int(series.due[event]))
        days = f"for {first}" if first == last else f"for {first} to {last}"
        known = date_of(min(int(series.known[one]) for one in group))
        times = f" ({len(group)} announcements of the same days count once)"
        return (
            f"announced {days}, known since {known}{times if len(group) > 1 else ''}; "
            f"{kept.kept} of {kept.over} such announcements whose days are over came true, "
            f"so {kept.share:.0%} is expected of the next"
        )

    def over(self, first: str, second: str) -> tuple[Ints, int]:
        """Return announcements of two countries whose days are over, and how many were kept."""
        events = self.history.events(first, second)
        past = events[self.history.series.due[events] < self.origin]
        days = self.done.days(first, second)
        kept = sum(_is_kept(self.history.series, int(event), days) for event in past)
        return past, kept

    def chance(self, event: int, within: int) -> float:
        """Return how likely an announcement comes true in the window, 0 to 1.

        The share of those kept so far, times the share of the days announced (that are not over)
        which lie in the window.
        """
        first = max(int(self.history.series.day[event]), self.origin)
        last = int(self.history.series.due[event])
        inside = min(last, self.origin + within - 1) - first + 1
        return self.kept.share * max(0.0, inside / (last - first + 1))


def _kept(announced: ClassHistory, done: ClassHistory, origin: int) -> Kept:
    kept = over = 0
    for first, second in announced.pairs:
        events = announced.events(first, second)
        past = events[announced.series.due[events] + SLACK_DAYS < origin]
        days = done.days(first, second)
        over += len(past)
        kept += sum(_is_kept(announced.series, int(event), days) for event in past)
    return Kept(kept=kept, over=over)


def _is_kept(
    series: EventSeries, event: int, days: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> bool:
    # What happened on the day of the announcement or before it cannot be what was announced,
    # unless the announcement itself named that day.
    first = max(
        int(series.day[event]) - SLACK_DAYS, min(int(series.known[event]), int(series.day[event]))
    )
    last = int(series.due[event]) + SLACK_DAYS
    return bool(((days >= first) & (days <= last)).any())

"""Announced events: what was said to come, and how often such words came true."""

from typing import Final

import numpy as np

from detente.forecast.dyads_history import History
from detente.forecast.series import EventSeries, Mask
from detente.model import Record

# As if of ten announcements six had come true, until the series has its own: what was announced
# and did take place is reported less surely than what was done.
_KEPT_BEFORE: Final = 6.0
_BROKEN_BEFORE: Final = 4.0
_GRACE: Final = 1  # days that a report may come late


class Announced(Record, frozen=True, kw_only=True):
    """How many announced events with a past day there were, and how many took place."""

    announced: int = 0
    kept: int = 0

    @property
    def share(self) -> float:
        """The chance that an announced event takes place; a beta prior of 6 to 4."""
        every = self.announced + _KEPT_BEFORE + _BROKEN_BEFORE
        return (self.kept + _KEPT_BEFORE) / every


def fit_announced(past: EventSeries, history: History) -> Announced:
    """Return how announcements of the past fared.

    One came true if an event of the same PLOVER type or CAMEO root between the same countries
    took place within its days.
    """
    said = past.announcements()
    _, first, second = said.countries()
    codes = said.countries()[0]
    index = {code: number for number, code in enumerate(history.countries)}
    table = np.array([*(index[code] for code in codes), -1], dtype=np.int32)
    first, second = table[first], table[second]
    last = int(history.day.max()) if len(history.day) else 0
    due = (first >= 0) & (second >= 0) & (said.due + _GRACE <= last)
    root = _roots(past)
    kept = sum(
        _took_place(history, root, said, (event, int(first[event]), int(second[event])))
        for event in np.flatnonzero(due).tolist()
    )
    return Announced(announced=int(due.sum()), kept=kept)


def _roots(series: EventSeries) -> tuple[str, ...]:
    return tuple(one.event_type or (one.cameo_code or one.name)[:2] for one in series.relations)


def _took_place(
    history: History, root: tuple[str, ...], said: EventSeries, what: tuple[int, int, int]
) -> bool:
    event, first, second = what
    days = (history.day >= said.day[event]) & (history.day <= said.due[event] + _GRACE)
    there = (history.first == first) & (history.second == second)
    back = (history.first == second) & (history.second == first)
    found = np.flatnonzero(days & (there | back))
    wanted = root[said.relation[event]]
    return any(root[history.relation[one]] == wanted for one in found.tolist())


def due_within(said: EventSeries, start: int, days: int) -> Mask:
    """Return which announced events may fall into some days."""
    overlaps: Mask = (said.day < start + days) & (said.due >= start)
    return overlaps


def with_announced(probability: float, share: float, announced: int) -> float:
    """Return the probability of an event when so many were announced: each comes on its own."""
    return float(1.0 - (1.0 - probability) * (1.0 - share) ** announced)

"""What is learned from: pairs at many past days, their features, and what happened next."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from detente.forecast.classes import EventClass
from detente.forecast.dyads_days import day_columns
from detente.forecast.dyads_features import Columns, Matrix, Subject, features
from detente.forecast.dyads_history import Floats, History
from detente.forecast.dyads_intensity import drawn_from, drawn_from_counts
from detente.forecast.dyads_meetings import meeting_columns
from detente.forecast.dyads_sectors import sector_columns
from detente.forecast.dyads_snapshot import Snapshot, snapshot
from detente.forecast.dyads_sorts import sort_columns
from detente.forecast.dyads_windows import either_way, frequency, happened, known_pairs
from detente.forecast.hawkes import hawkes_parts
from detente.forecast.series import Mask

_WARM_UP: Final = 35  # days before the first window: features need a past
_MOST_ORIGINS: Final = 110
_LOOK_BACK: Final = 400  # older windows are of another time
_ONE_IN: Final = 5  # windows without an event that are kept; they then weigh as many


@dataclasses.dataclass(frozen=True, eq=False)
class Rows:
    """Windows of pairs, of one class and horizon; arrays of shape (n_rows,) unless said otherwise.

    ``table``: features, (n_rows, n_features). ``drawn``: what intensities add up, (n_rows,
    n_columns). ``hits`` of ``windows`` past windows held an event.
    ``parts``: of the Hawkes baseline, (n_rows, 5). ``pair``: a number of the pair, whichever way.
    """

    table: Matrix
    drawn: Matrix
    hits: Floats
    windows: Floats
    parts: Floats
    happened: Floats
    weight: Floats
    day: npt.NDArray[np.int32]
    pair: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.day)

    def select(self, chosen: Mask) -> Self:
        """Return only the chosen rows."""
        fields = [field.name for field in dataclasses.fields(self)]
        return dataclasses.replace(self, **{name: getattr(self, name)[chosen] for name in fields})


@dataclasses.dataclass(frozen=True)
class Task:
    """A class, by its place among the classes, and a horizon in days."""

    channel: int
    is_directed: bool
    within: int


def tasks_of(classes: Sequence[EventClass], horizons: Sequence[int]) -> tuple[Task, ...]:
    """Return all classes with all horizons."""
    return tuple(
        Task(channel, one.is_directed, within)
        for channel, one in enumerate(classes)
        for within in horizons
    )


def origins(begin: int, end: int, within: int, shared: int) -> list[int]:
    """Return the days at which past windows start; each window ends before ``end``.

    They lie whole steps away from the day ``shared``, so that horizons have most days in common:
    what was known on a day is then counted up once for all.
    """
    first = max(begin + _WARM_UP, end - within - _LOOK_BACK)
    last = end - within
    step = max(1, -(-(last - first) // _MOST_ORIGINS), 2)
    last -= (last - shared) % step
    return list(range(last, first - 1, -step))[::-1]


def subject_of(task: Task, now: Snapshot, *, least: int) -> Subject:
    """Return the pairs that are known at a time, in both orders if the class has a direction."""
    first, second = known_pairs(now, least)
    if not task.is_directed:
        return Subject(task.channel, is_directed=False, first=first, second=second)
    both = np.concatenate([first, second]), np.concatenate([second, first])
    return Subject(task.channel, is_directed=True, first=both[0], second=both[1])


def rows_at(history: History, now: Snapshot, task: Task, subject: Subject) -> Rows:
    """Return the rows of some pairs at one day, all with weight 1."""
    hits, windows = frequency(
        history, task.channel, now.day, task.within, is_directed=task.is_directed
    )
    outcome = happened(history, task.channel, now.day, task.within)
    outcome = outcome if task.is_directed else either_way(outcome)
    first, second = subject.first, subject.second
    size = len(history.countries)
    low, high = np.minimum(first, second), np.maximum(first, second)
    table, names = features(now, subject)
    days, sectors = _beside(history, now, subject)
    seen = [one.table() for one in (days, *sectors) if task.is_directed]
    counts = [drawn_from_counts(one) for one in (days, *sectors)]
    drawn = [drawn_from(table, names), *counts, sort_columns(history, now, subject)]
    return Rows(
        table=np.column_stack([table, *seen, _meetings(history, now, task, subject)]),
        drawn=np.column_stack(drawn),
        hits=hits[first, second],
        windows=np.full(len(first), float(windows)),
        parts=hawkes_parts(now, subject, task.within),
        happened=outcome[first, second].astype(np.float64),
        weight=np.ones(len(first)),
        day=np.full(len(first), now.day, dtype=np.int32),
        pair=low.astype(np.int64) * size + high,
    )


def names_beside(history: History, now: Snapshot, subject: Subject) -> list[str]:
    """Return the names of the features that stand between those of pairs and of meetings."""
    days, sectors = _beside(history, now, subject)
    return [name for one in (days, *sectors) if subject.is_directed for name in one.names]


def _beside(
    history: History, now: Snapshot, subject: Subject
) -> tuple[Columns, tuple[Columns, ...]]:
    """Return features of days, and those of sectors: all learners of conflict see both.

    For talks and cooperation, only intensities see days; sectors tell nothing of them.
    """
    sectors = (sector_columns(history, now, subject),) if subject.is_directed else ()
    return day_columns(history, now, subject), sectors


def _meetings(history: History, now: Snapshot, task: Task, subject: Subject) -> Matrix:
    window = now.day, task.within
    return meeting_columns(history.meetings, history.countries, window, subject)


def past_rows(
    history: History, tasks: Sequence[Task], end: int
) -> Iterator[tuple[float, dict[Task, Rows]]]:
    """Yield rows of past windows that end before a day: the share done so far, rows by task.

    One day at a time, in order. Windows without an event are thinned out.
    """
    shared = end - min((task.within for task in tasks), default=0)
    starts = {task: set(origins(history.begin, end, task.within, shared)) for task in tasks}
    days = sorted(set().union(*starts.values())) if starts else []
    for number, day in enumerate(days, start=1):
        now = snapshot(history, day)
        yield (
            number / len(days),
            {
                task: _thinned(rows_at(history, now, task, subject_of(task, now, least=2)))
                for task in tasks
                if day in starts[task]
            },
        )


def joined(parts: Sequence[Rows]) -> Rows:
    """Return the rows of several days as one."""
    names = [field.name for field in dataclasses.fields(Rows)]
    return Rows(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def _thinned(rows: Rows) -> Rows:
    # By a number of the pair and the day, so that no chance is needed; 7 days move on by one.
    place = np.arange(len(rows)) * 31 + rows.pair * 7919 + rows.day // 2
    is_kept = (rows.happened > 0) | (place % _ONE_IN == 0)
    weight = np.where(rows.happened > 0, 1.0, float(_ONE_IN))
    return dataclasses.replace(rows, weight=weight).select(is_kept)

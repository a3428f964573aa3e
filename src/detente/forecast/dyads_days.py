"""On how many days, in how many weeks and how long ago two countries had events.

Ten reports of one quarrel are one day with an event: days tell better than counts whether a day
is to come. A class with a direction is seen in both, any event whichever way.
"""

import dataclasses
from collections.abc import Iterator
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from detente.forecast.dyads_features import Columns, Subject
from detente.forecast.dyads_history import OWN, Floats, History
from detente.forecast.dyads_snapshot import Snapshot

_FADES: Final = (5.0, 10.0, 20.0, 30.0, 60.0, 90.0)
"""Days after which a day with an event counts 1/e of what it did."""
_FEW: Final = (10.0, 30.0, 90.0)  # for what the second did
_WEEKS: Final = (4, 8, 13)
_NUMBERS: Final = (1, 2, 4)  # of days with an event, the latest being 0
_WEEK: Final = 7
_PER_DAYS: Final = 100.0

Ints = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, eq=False)
class _Dates:
    """Days with an event, each once: the ``row`` of a pair, and how long ago it was, in order.

    Yesterday is of age 0. ``place`` is the row of each pair that is asked about; there are ``rows``
    of them, and ``span`` days of history.
    """

    row: Ints
    age: Ints
    place: Ints
    rows: int
    span: int

    @classmethod
    def of(cls, past: History, now: Snapshot, cells: Ints) -> Self:
        """Return the days of the pairs that some cells stand for."""
        asked, place = np.unique(cells, return_inverse=True)
        cell = past.first.astype(np.int64) * len(past.countries) + past.second
        row = np.searchsorted(asked, cell)
        is_asked = np.append(asked, -1)[row] == cell
        age = (now.day - 1 - past.day[is_asked]).astype(np.int64)
        keys = np.unique(row[is_asked] * (now.day - past.begin + 1) + age)
        row, age = np.divmod(keys, now.day - past.begin + 1)
        return cls(row, age, place.reshape(-1), len(asked), now.span)

    def fading(self, days: float) -> Floats:
        """Return a count in which a day counts less the longer it is ago."""
        return self._sum(np.exp(-self.age / days))

    def rate(self) -> Floats:
        """Return how many there were in a hundred days."""
        return self._sum(np.full(len(self.row), _PER_DAYS / self.span))

    def weeks(self, count: int) -> Floats:
        """Return the share of the last weeks that had one; of fewer, where history is shorter."""
        whole = max(min(count, self.span // _WEEK), 1)
        week = self.age // _WEEK
        hit = np.unique((self.row * whole + week)[week < whole]) // whole
        found: Floats = np.bincount(hit, minlength=self.rows) / whole
        return found[self.place]

    def ago(self, number: int) -> Floats:
        """Return how long ago the day of a number was, the latest being 0; at most all history."""
        starts = np.searchsorted(self.row, np.arange(self.rows + 1))
        has = np.diff(starts) > number
        ago = np.full(self.rows, float(self.span))
        ago[has] = self.age[starts[:-1][has] + number]
        return ago[self.place]

    def _sum(self, weight: Floats) -> Floats:
        total: Floats = np.bincount(self.row, weight, minlength=self.rows).astype(np.float64)
        return total[self.place]


def day_columns(history: History, now: Snapshot, subject: Subject) -> Columns:
    """Return features of the days on which some pairs had events; names begin with ``days``.

    Counts are log(1 + count), as all are that an intensity adds up.
    """
    columns = Columns()
    past = history.before(now.day)
    past = past.select(past.between() & (past.layer == OWN))
    of_class = past.select(history.channels.holds[subject.channel][past.relation])
    for label, events, is_directed in (
        ("own", of_class, subject.is_directed),
        ("any", past, False),
    ):
        dates = _dates(events, now, (subject.first, subject.second), is_directed=is_directed)
        _add(columns, label, dates)
    if subject.is_directed:
        back = _dates(of_class, now, (subject.second, subject.first), is_directed=True)
        for name, counted in _counts(back, _FEW):
            columns.add(f"days_back_{name}", np.log1p(counted))
    return columns


def _dates(
    events: History,
    now: Snapshot,
    ends: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
    *,
    is_directed: bool,
) -> _Dates:
    first, second = ends
    if not is_directed:
        events = dataclasses.replace(
            events,
            first=np.minimum(events.first, events.second),
            second=np.maximum(events.first, events.second),
        )
        first, second = np.minimum(first, second), np.maximum(first, second)
    cells = first.astype(np.int64) * len(events.countries) + second
    return _Dates.of(events, now, cells)


def _counts(dates: _Dates, fades: tuple[float, ...]) -> Iterator[tuple[str, Floats]]:
    for fade in fades:
        yield f"{fade:.0f}", dates.fading(fade)
    yield "rate", dates.rate()


def _add(columns: Columns, label: str, dates: _Dates) -> None:
    for name, counted in _counts(dates, _FADES):
        columns.add(f"days_{label}_{name}", np.log1p(counted))
    for count in _WEEKS:
        columns.add(f"weeks_{label}_{count}", dates.weeks(count))
    for number in _NUMBERS:
        columns.add(f"ago_{label}_{number}", np.log1p(dates.ago(number)))

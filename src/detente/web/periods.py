"""Days gathered into days, months or years, whichever suits the stretch."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

_MOST_DAYS: Final = 62
_MOST_MONTHS: Final = 96
_DECEMBER: Final = 12


class Bin(NamedTuple):
    """A period with its first and last day, a count, and what it is called."""

    first: dt.date
    last: dt.date
    n: int
    label: str


def binned(counted: Sequence[tuple[dt.date, int]]) -> list[Bin]:
    """Return counts by day, month or year, without gaps, for days in order."""
    first, last = counted[0][0], counted[-1][0]
    start = grain(first, last)
    totals: Counter[dt.date] = Counter()
    for day, n in counted:
        totals[start(day)] += n
    return [
        Bin(begin, end, totals[begin], label) for begin, end, label in stretches(first, last, start)
    ]


def grain(first: dt.date, last: dt.date) -> Callable[[dt.date], dt.date]:
    """Return what takes a day to the first day of its bin: day, month or year."""
    if (last - first).days <= _MOST_DAYS:
        return day_start
    return coarse_grain(first, last)


def coarse_grain(first: dt.date, last: dt.date) -> Callable[[dt.date], dt.date]:
    """As :func:`grain`, but never finer than a month."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return month_start if months < _MOST_MONTHS else year_start


def day_start(day: dt.date) -> dt.date:
    """Return the day itself."""
    return day


def month_start(day: dt.date) -> dt.date:
    """Return the first of the month."""
    return day.replace(day=1)


def year_start(day: dt.date) -> dt.date:
    """Return the first of January."""
    return day.replace(month=1, day=1)


def stretches(
    first: dt.date, last: dt.date, start: Callable[[dt.date], dt.date]
) -> Iterator[tuple[dt.date, dt.date, str]]:
    """Yield first day, last day and name of each bin from ``first`` to ``last``."""
    begin = start(first)
    while begin <= last:
        following = _next(begin, start)
        yield begin, following - dt.timedelta(days=1), _label(begin, start)
        begin = following


def _next(begin: dt.date, start: Callable[[dt.date], dt.date]) -> dt.date:
    if start is day_start:
        return begin + dt.timedelta(days=1)
    if start is year_start or begin.month == _DECEMBER:
        return dt.date(begin.year + 1, 1, 1)
    return dt.date(begin.year, begin.month + 1, 1)


def _label(begin: dt.date, start: Callable[[dt.date], dt.date]) -> str:
    if start is day_start:
        return f"{begin.day} {begin:%b %Y}"
    return f"{begin:%Y}" if start is year_start else f"{begin:%b %Y}"


def between(days: Iterable[dt.date]) -> tuple[dt.date, dt.date]:
    """Return the first and the last of some days."""
    found = sorted(days)
    return found[0], found[-1]

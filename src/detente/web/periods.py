"""Days gathered into days, months or years, whichever suits the stretch."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

_MOST_DAYS: Final = 62
_MOST_MONTHS: Final = 96
_DECEMBER: Final = 12
_LONG_DAYS: Final = 8 * 366
_MAIN_SHARE: Final = 0.95


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


def main_stretch(counted: Sequence[tuple[dt.date, int]]) -> tuple[dt.date, dt.date]:
    """Return first and last day of the stretch that a picture should show.

    All days, unless they span more than eight years and 19 in 20 of the counts lie within
    half of that: then the shortest stretch that holds those, so that a deed of 1967 that an
    article recalls does not press the others into a corner.

    Args:
        counted: at least one day with its count, by day.
    """
    whole = counted[0][0], counted[-1][0]
    if _length(whole) < _LONG_DAYS:
        return whole
    shortest = min(_windows(counted), key=_length)
    return shortest if _length(shortest) < _length(whole) / 2 else whole


def _windows(counted: Sequence[tuple[dt.date, int]]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield for each last day the shortest stretch that holds 19 in 20 of the counts."""
    needed = _MAIN_SHARE * sum(n for _, n in counted)
    held, start = 0, 0
    for day, n in counted:
        held += n
        while held - counted[start][1] >= needed:
            held -= counted[start][1]
            start += 1
        if held >= needed:
            yield counted[start][0], day


def _length(stretch: tuple[dt.date, dt.date]) -> int:
    return (stretch[1] - stretch[0]).days

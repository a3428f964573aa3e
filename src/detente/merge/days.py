"""Intervals of days: what several reports allow in common, and how far apart they lie."""

import datetime as dt
from collections.abc import Iterable, Sequence

from detente.model import Precision, When

_EARLIEST = dt.date.min
_LATEST = dt.date.max
# First and last day of each third of a month; 0 is the month's last day.
_PARTS = {(1, 10): "early", (11, 20): "mid", (21, 0): "late"}


def bounds(when: When) -> tuple[dt.date, dt.date]:
    """Return both ends of an interval; an open end becomes the first or last day there is."""
    return when.earliest or _EARLIEST, when.latest or _LATEST


def days_exclude(one: When, other: When) -> bool:
    """Whether no day lies in both intervals."""
    first, last = bounds(one)
    start, end = bounds(other)
    return last < start or end < first


def gap_days(one: When, other: When) -> int:
    """Return the days between two intervals: 0 if they share one, 1 for neighbouring days."""
    first, last = bounds(one)
    start, end = bounds(other)
    return max((start - last).days, (first - end).days, 0)


def shared_days(dates: Sequence[When]) -> When | None:
    """Return the days that all reports allow, or None if they exclude each other.

    The precision is that of the narrowest interval if it survives whole, DAY for a single day,
    and RANGE for what is left of several.

    Args:
        dates: at least one interval of calendar days, both ends included.
    """
    # Intervals on a line have a point in common as soon as every pair has one, so comparing the
    # latest start with the earliest end is enough.
    earliest = max(bounds(when)[0] for when in dates)
    latest = min(bounds(when)[1] for when in dates)
    if earliest > latest:
        return None
    start = None if earliest == _EARLIEST else earliest
    end = None if latest == _LATEST else latest
    return When(start, end, _precision(start, end, dates))


def _precision(start: dt.date | None, end: dt.date | None, dates: Iterable[When]) -> Precision:
    if start is not None and start == end:
        return Precision.DAY
    whole = [when.precision for when in dates if (when.earliest, when.latest) == (start, end)]
    return min(whole, key=list(Precision).index, default=Precision.RANGE)


def in_words(when: When) -> str:
    """Return the days as a person writes them: "27 February 2025", "24 to 28 February 2025"."""
    if when.precision is Precision.YEAR and when.earliest:
        return str(when.earliest.year)
    if when.precision is Precision.MONTH and when.earliest:
        return f"{when.earliest:%B %Y}"
    if when.earliest is None or when.latest is None:
        return _half_open(when)
    if when.earliest == when.latest:
        return day_in_words(when.earliest)
    return f"{day_in_words(when.earliest)} to {day_in_words(when.latest)}"


def part_of_month(when: When) -> str | None:
    """Return "early May 2025" for its first ten days, "mid" for the next, "late" for the rest."""
    first, last = when.earliest, when.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    is_last = (last + dt.timedelta(days=1)).day == 1
    part = _PARTS.get((first.day, 0 if is_last else last.day))
    return part and f"{part} {first:%B %Y}"


def day_in_words(day: dt.date) -> str:
    """Return a day as "27 February 2025"."""
    return f"{day.day} {day:%B %Y}"


def _half_open(when: When) -> str:
    if when.earliest:
        return f"from {day_in_words(when.earliest)} on"
    return f"until {day_in_words(when.latest)}" if when.latest else "an unknown day"

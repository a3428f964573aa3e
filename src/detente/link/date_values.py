"""TIMEX3 values and the days they mean: the arithmetic of calendars.

Values follow TimeML's TIMEX3 (ISO 8601 with its extensions): 2025-02-27, 2025-W09, 2025-Q1,
2025-SU, 199 (a decade), 19 (a century: its years begin so), P3D.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final

from detente.model import Precision, When

_SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_WEEKS: Final = {"W": 1, "FN": 2, "WE": 1}
_MONTHS: Final = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_LONG_UNITS: Final = {"DE": 10, "CE": 100}
_CLOCK_UNITS: Final = {"TS": "S", "TM": "M", "TH": "H"}


def date(year: int, month: int = 1, day: int = 1) -> dt.date | None:
    """Return a day, or None if the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shift(day: dt.date, count: int, unit: str) -> dt.date | None:
    """Return the day ``count`` units later (earlier if negative); None beyond the calendar.

    ``unit`` is a TIMEX3 unit; a day that a month does not have becomes its last day.
    """
    if unit in _MONTHS:
        return _shift_months(day, count * _MONTHS[unit])
    try:
        return day + dt.timedelta(days=count * 7 * _WEEKS[unit] if unit in _WEEKS else count)
    except OverflowError:
        return None


def _shift_months(day: dt.date, count: int) -> dt.date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def value_of(day: dt.date, unit: str) -> str:
    """Return the TIMEX3 value of the unit (day, week, month, ...) that a day lies in."""
    writer = _WRITERS.get(unit)
    return writer(day) if writer else day.isoformat()


def _week(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


_WRITERS: Final[Mapping[str, Callable[[dt.date], str]]] = {
    "W": _week,
    "FN": _week,
    "WE": lambda day: f"{_week(day)}-WE",
    "M": lambda day: f"{day.year:04}-{day.month:02}",
    "Q": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "Y": lambda day: f"{day.year:04}",
    "DE": lambda day: f"{day.year:04}"[:3],
    "CE": lambda day: f"{day.year:04}"[:2],
}


def amount(count: str, unit: str) -> str:
    """Return the TIMEX3 value of a length of time; ``count`` is a number or X."""
    if unit in _CLOCK_UNITS:
        return f"PT{count}{_CLOCK_UNITS[unit]}"
    if unit == "FN":
        return f"P{int(count) * 2}W" if count.isdigit() else "PXW"
    if unit in _LONG_UNITS:
        return f"P{int(count) * _LONG_UNITS[unit]}Y" if count.isdigit() else f"P{count}{unit}"
    return f"P{count}{unit}"


def days_of(value: str, mod: str | None = None) -> When | None:
    """Return the days that a TIMEX3 date means, or None if it is none or has unknown parts.

    START, MID and END mean the first, middle and last third of a month or longer.
    """
    for pattern, read in _READERS:
        match = pattern.fullmatch(value)
        if match:
            return _third(read(*match.groups()), mod)
    return None


def _third(when: When | None, mod: str | None) -> When | None:
    if when is None or mod not in {"START", "MID", "END"} or not (when.earliest and when.latest):
        return when
    third = (when.latest - when.earliest) / 3
    if third < dt.timedelta(days=2):
        return when
    first, last = when.earliest + third, when.latest - third
    bounds = {"START": (when.earliest, first), "MID": (first, last), "END": (last, when.latest)}
    return When(*bounds[mod], Precision.RANGE)


def _day(year: str, month: str, day: str) -> When | None:
    found = date(int(year), int(month), int(day))
    return When(found, found) if found else None


def _months(year: int, month: int, count: int, precision: Precision) -> When | None:
    first = date(year, month)
    after = first and _shift_months(first, count)
    if not first:
        return None
    last = after - dt.timedelta(days=1) if after else dt.date.max
    return When(first, last, precision)


def _of_week(year: str, week: str) -> When | None:
    return _week_days(int(year), int(week), (1, 7), Precision.WEEK)


def _of_weekend(year: str, week: str) -> When | None:
    return _week_days(int(year), int(week), (6, 7), Precision.RANGE)


def _week_days(
    year: int, week: int, weekdays: tuple[int, int], precision: Precision
) -> When | None:
    try:
        first, last = (dt.date.fromisocalendar(year, week, weekday) for weekday in weekdays)
    except ValueError:
        return None
    return When(first, last, precision)


def _of_month(year: str, month: str) -> When | None:
    return _months(int(year), int(month), 1, Precision.MONTH)


def _of_quarter(year: str, quarter: str) -> When | None:
    return _months(int(year), int(quarter) * 3 - 2, 3, Precision.QUARTER)


def _of_half(year: str, half: str) -> When | None:
    return _months(int(year), int(half) * 6 - 5, 6, Precision.RANGE)


def _of_season(year: str, season: str) -> When | None:
    return _months(int(year), _SEASON_MONTHS[season], 3, Precision.RANGE)


def _of_year(year: str) -> When | None:
    return _months(int(year), 1, 12, Precision.YEAR)


def _of_decade(digits: str) -> When | None:
    return _months(int(digits) * 10, 1, 120, Precision.DECADE)


def _of_century(digits: str) -> When | None:
    return _months(int(digits) * 100, 1, 1200, Precision.RANGE)


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[..., When | None]], ...]] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), _day),
    (re.compile(r"(\d{4})-(\d\d)"), _of_month),
    (re.compile(r"(\d{4})-W(\d\d)"), _of_week),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), _of_weekend),
    (re.compile(r"(\d{4})-Q(\d)"), _of_quarter),
    (re.compile(r"(\d{4})-H(\d)"), _of_half),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), _of_season),
    (re.compile(r"(\d{4})"), _of_year),
    (re.compile(r"(\d{3})"), _of_decade),
    (re.compile(r"(\d\d)"), _of_century),
)

"""Holidays of a year and years of other calendars: the arithmetic behind their names."""

import calendar
import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from detente.link.date_values import date, shift
from detente.model import Precision, When

# Days from 1 January of the year 1 (day 1) to the first day of a calendar.
_HIJRA: Final = 227015
_MOON_CYCLE: Final = 10631  # days in thirty lunar years
_SLACK: Final = dt.timedelta(days=1)
# The tabular year begins in these years of the sun, at most one apart.
_LUNAR_YEAR: Final = 354.36667
_SUN_YEAR: Final = 365.2425
# Of 33 solar years of the Hijra these have 366 days.
_LONG_SUN_YEARS: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_NOWRUZ_1403: Final = dt.date(2024, 3, 20)
_HEBREW_OFFSET: Final = 3761
_HEBREW_EPOCH: Final = -1373427


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday of ``data/date_holidays.toml``: which arithmetic tells its day, and from what."""

    kind: str
    at: Sequence[int] = ()
    days: Sequence[str] = ()

    @property
    def is_approximate(self) -> bool:
        """Say whether the sighting of the moon may move it by a day."""
        return self.kind.startswith("islamic")

    def days_in(self, year: int) -> list[When]:
        """Return its days in a year of the Gregorian calendar: mostly one, for some two or none."""
        is_known = dt.MINYEAR <= year <= dt.MAXYEAR
        return [when for when in _KINDS[self.kind](self, year) if when] if is_known else []


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays by name (as written), and the eras that count years by name."""

    by_name: Mapping[str, Holiday]
    eras: Mapping[str, int]
    hijra: Mapping[str, str]


def load_holidays() -> Holidays:
    """Return the tables of holidays and eras."""
    source = files("detente.link") / "data" / "date_holidays.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    by_name = {
        name.lower(): Holiday(row["kind"], row.get("at", ()), row.get("days", ()))
        for row in table["holiday"]
        for name in row["names"]
    }
    return Holidays(by_name, table["eras"], table["hijra"])


def lunar_year(year: int) -> When | None:
    """Return the days of a lunar year of the Hijra, by the tabular calendar."""
    first, after = _islamic_day(year, 1, 1), _islamic_day(year + 1, 1, 1)
    return When(first, after - _SLACK, Precision.YEAR) if first and after else None


def solar_year(year: int) -> When | None:
    """Return the days of a solar year of the Hijra, by its cycle of 33 years."""
    first, after = _nowruz(year), _nowruz(year + 1)
    return When(first, after - _SLACK, Precision.YEAR) if first and after else None


def _one(day: dt.date | None) -> When | None:
    return When(day, day) if day else None


def _fixed(holiday: Holiday, year: int) -> list[When | None]:
    return [_one(date(year, *holiday.at))]


def _easter(holiday: Holiday, year: int) -> list[When | None]:
    day = easter(year)
    return [_one(day and shift(day, holiday.at[0], "D"))]


def easter(year: int) -> dt.date | None:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    march = date(year, 3, 1)
    return march and shift(march, 27 + moon - sunday, "D")


def orthodox_easter(year: int) -> dt.date | None:
    """Return Easter Sunday of the eastern churches: Meeus' rule for the Julian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    march = date(year, 3, 1)
    behind = year // 100 - year // 400 - 2
    return march and shift(march, moon + sunday + 21 + behind, "D")


def _orthodox(holiday: Holiday, year: int) -> list[When | None]:
    day = orthodox_easter(year)
    return [_one(day and shift(day, holiday.at[0], "D"))]


def _nth_weekday(holiday: Holiday, year: int) -> list[When | None]:
    month, count, weekday, later = holiday.at
    last = calendar.monthrange(year, month)[1]
    days = [dt.date(year, month, day) for day in range(1, last + 1)]
    right = [day for day in days if day.isoweekday() == weekday]
    return [_one(shift(right[count - 1 if count > 0 else count], later, "D"))]


def _table(holiday: Holiday, year: int) -> list[When | None]:
    return [_one(dt.date.fromisoformat(day)) for day in holiday.days if int(day[:4]) == year]


def _islamic_day(year: int, month: int, day: int) -> dt.date | None:
    """Return a day of the tabular Islamic calendar (leap years 2, 5, 7, 10, ... of thirty)."""
    leaps = (3 + 11 * year) // 30
    ordinal = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + leaps + _HIJRA - 1
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= dt.date.max.toordinal() else None


def _islamic_years(year: int) -> range:
    """Return the lunar years that may begin or end in a Gregorian year."""
    near = int((year - 622) * _SUN_YEAR / _LUNAR_YEAR)
    return range(max(1, near - 1), near + 4)


def _islamic(holiday: Holiday, year: int) -> list[When | None]:
    days = [_islamic_day(lunar, *holiday.at) for lunar in _islamic_years(year)]
    return [_around(day, day) for day in days if day and day.year == year]


def _islamic_month(holiday: Holiday, year: int) -> list[When | None]:
    month = holiday.at[0]
    pairs = [
        (_islamic_day(lunar, month, 1), _islamic_day(lunar, month + 1, 1))
        for lunar in _islamic_years(year)
    ]
    return [
        _around(first, after - _SLACK)
        for first, after in pairs
        if first and after and first.year == year
    ]


def _around(first: dt.date, last: dt.date) -> When:
    return When(first - _SLACK, last + _SLACK, Precision.RANGE)


def _nowruz(year: int) -> dt.date | None:
    """Return the first day of a solar year of the Hijra."""
    step = 1 if year >= 1403 else -1  # noqa: PLR2004  (the year of _NOWRUZ_1403)
    years = range(1403, year) if step > 0 else range(year, 1403)
    days = sum(366 if one % 33 in _LONG_SUN_YEARS else 365 for one in years)
    return shift(_NOWRUZ_1403, step * days, "D")


def _persian(holiday: Holiday, year: int) -> list[When | None]:
    first = _nowruz(year - 621)
    return [_one(first and shift(first, holiday.at[0], "D"))]


@cache
def hebrew_new_year(year: int) -> dt.date | None:
    """Return the first day of a Hebrew year (molad and its four postponements)."""
    ordinal = _HEBREW_EPOCH + _hebrew_elapsed(year) + _hebrew_delay(year)
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= dt.date.max.toordinal() else None


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + ((3 * (days + 1)) % 7 < 3)  # noqa: PLR2004  (no Sunday, Wednesday or Friday)


def _hebrew_delay(year: int) -> int:
    before, here, after = (_hebrew_elapsed(one) for one in (year - 1, year, year + 1))
    if after - here == 356:  # noqa: PLR2004  (a year that would be too long)
        return 2
    return int(here - before == 382)  # noqa: PLR2004  (or the one before too short)


def _hebrew(holiday: Holiday, year: int) -> list[When | None]:
    first = hebrew_new_year(year + _HEBREW_OFFSET)
    return [_one(first and shift(first, holiday.at[1], "D"))]


_KINDS: Final[Mapping[str, Callable[[Holiday, int], list[When | None]]]] = {
    "fixed": _fixed,
    "easter": _easter,
    "orthodox": _orthodox,
    "weekday": _nth_weekday,
    "table": _table,
    "islamic": _islamic,
    "islamic_month": _islamic_month,
    "persian": _persian,
    "hebrew": _hebrew,
}

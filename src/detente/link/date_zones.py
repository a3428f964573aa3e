"""Time zones of clock times: the offset from UTC that words or a dateline's city tell."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, NamedTuple

from detente.link.date_values import date
from detente.model import TimeExpression

_OFFSET: Final = re.compile(r"([+-])(\d\d):?(\d\d)")
_CLOCK: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)")
_HOUR: Final = dt.timedelta(hours=1)
_SUNDAY: Final = 7


class City(NamedTuple):
    """The clock of a city: its offset, its rule of summer time, its country, the first year."""

    offset: str
    rule: str
    country: str
    since: int


@dataclass(frozen=True, slots=True)
class Zones:
    """The tables of ``data/date_zones.toml``; cities and abbreviations in lower case."""

    abbreviations: Mapping[str, str]
    in_country: Mapping[str, str]
    cities: Mapping[str, City]
    month_first: frozenset[str]

    def city(self, name: str | None) -> City | None:
        """Return the clock of a city by its name in any case, or None if it is not known."""
        return self.cities.get((name or "").lower())

    def offset(self, words: str, day: dt.date | None, home: City | None) -> str | None:
        """Return the offset from UTC that a zone's words mean on a day ("+03:00"), or None.

        Args:
            words: an abbreviation, a city's "... time", or "local time".
            day: the day of the clock time; summer time needs it.
            home: the city of the dateline, for "local time" and abbreviations of two meanings.
        """
        whole = " ".join(words.lower().split())
        name = whole.removesuffix(" time")
        if name == "local":
            return _city_offset(home, day)
        if name in self.cities:
            return _city_offset(self.cities[name], day)
        told = self.abbreviations.get(whole, "")
        if not told and home:
            told = self.in_country.get(f"{name} {home.country.lower()}", "")
        rule, plain = told[:2] if told[:2].isalpha() else "", told.lstrip("us")
        return _in_summer(plain, rule, day) if plain else None

    def is_month_first(self, home: City | None) -> bool | None:
        """Say whether a city's country writes the month before the day; None if not known."""
        return home.country in self.month_first if home else None


def load_zones() -> Zones:
    """Return the tables of zones and cities."""
    source = files("detente.link") / "data" / "date_zones.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return Zones(
        abbreviations={key.lower(): value for key, value in table["zones"].items()},
        in_country={key.lower(): value for key, value in table["in_country"].items()},
        cities={key.lower(): City(*value) for key, value in table["cities"].items()},
        month_first=frozenset(table["month_first"]["countries"]),
    )


def zone_names(table: Mapping[str, Any]) -> list[str]:
    """Return all words for a zone that follow a clock time, as they are written."""
    cities = [f"{city} time" for city in table["cities"]]
    return [*table["zones"], *cities, "local time"]


def in_utc(expression: TimeExpression) -> dt.datetime | None:
    """Return the moment of a clock time in UTC, or None without a full day, clock and zone."""
    clock = _CLOCK.match(expression.value or "")
    offset = _OFFSET.fullmatch(expression.zone or "")
    day = _day(clock[1]) if clock else None
    if not (clock and offset and day):
        return None
    here = dt.datetime.combine(day, dt.time(int(clock[2]) % 24, int(clock[3])), dt.UTC)
    try:
        return here - _delta(offset)
    except OverflowError:
        return None


def _day(value: str) -> dt.date | None:
    return date(*(int(part) for part in value.split("-")))


def _delta(offset: re.Match[str]) -> dt.timedelta:
    length = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return -length if offset[1] == "-" else length


def _city_offset(city: City | None, day: dt.date | None) -> str | None:
    if city is None or (day and day.year < city.since):
        return None
    return _in_summer(city.offset, city.rule, day)


def _in_summer(offset: str, rule: str, day: dt.date | None) -> str | None:
    """Return an offset with an hour added in summer time; None where the day would decide it."""
    if not rule:
        return offset
    match = _OFFSET.fullmatch(offset)
    if day is None or match is None:
        return None
    minutes = int((_delta(match) + _HOUR * _RULES[rule](day)).total_seconds()) // 60
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


def _sunday(year: int, month: int, count: int) -> dt.date:
    """Return the nth Sunday of a month; the last one if ``count`` is -1."""
    if count < 0:
        last = dt.date(year, month, 31 if month in {1, 3, 5, 7, 8, 10, 12} else 30)
        return last - dt.timedelta(days=last.isoweekday() % _SUNDAY)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=-first.isoweekday() % _SUNDAY + 7 * (count - 1))


def _european(day: dt.date) -> bool:
    return _sunday(day.year, 3, -1) <= day < _sunday(day.year, 10, -1)


def _american(day: dt.date) -> bool:
    return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)


def _australian(day: dt.date) -> bool:
    return not _sunday(day.year, 4, 1) <= day < _sunday(day.year, 10, 1)


def _of_new_zealand(day: dt.date) -> bool:
    return not _sunday(day.year, 4, 1) <= day < _sunday(day.year, 9, -1)


def _chilean(day: dt.date) -> bool:
    return not _sunday(day.year, 4, 1) <= day < _sunday(day.year, 9, 1)


def _israeli(day: dt.date) -> bool:
    begins = _sunday(day.year, 3, -1) - dt.timedelta(days=2)
    return begins <= day < _sunday(day.year, 10, -1)


# The day of the change counts for the new time: a clock time in its first hours is rare.
_RULES: Final[Mapping[str, Callable[[dt.date], bool]]] = {
    "eu": _european,
    "us": _american,
    "au": _australian,
    "nz": _of_new_zealand,
    "cl": _chilean,
    "il": _israeli,
}

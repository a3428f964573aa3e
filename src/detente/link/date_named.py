"""Readers of days and years with a name: holidays, fiscal years, years of other calendars."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from detente.link.date_calendar import as_date
from detente.link.date_holidays import Holiday, lunar_year, solar_year
from detente.link.date_patterns import Found
from detente.link.date_relative import unknown
from detente.link.date_scene import FORWARD, Reading, Scene
from detente.link.date_values import days_of
from detente.model import When

# Years of other calendars outside these are numbers of something else.
_FIRST_YEAR: Final = 1500
_LAST_YEAR: Final = 2100
_UNKNOWN: Final = "XXXX-XX-XX"
_AT_HAND: Final = dt.timedelta(days=30)
# Days by which the sighting of the moon may move a day.
_MOON: Final = dt.timedelta(days=1)


def fixed_day(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a name of one day in history, as the rule tells it; none that is still to come."""
    when = days_of(found.value)
    is_ahead = scene.today and when and when.earliest and when.earliest > scene.today
    if not is_ahead:
        yield as_date(found, found.value)


def holiday(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "Christmas", "Eid al-Fitr", "Easter 2024": of its year, else on the verb's side."""
    named = scene.holidays.by_name[found.get("holiday")]
    when = _holiday_days(scene, found, named)
    if when is None:
        yield unknown(found, _of_any_year(named))
        return
    anchor = "absolute" if "year" in found.groups else "document"
    mod = "APPROX" if named.is_approximate else None
    yield Reading(found.start, found.end, "DATE", _value(named, when), when, anchor, mod)


def _of_any_year(named: Holiday) -> str:
    return f"XXXX-{named.at[0]:02}-{named.at[1]:02}" if named.kind == "fixed" else _UNKNOWN


def _value(named: Holiday, when: When) -> str:
    first, last = when.earliest, when.latest
    if not (first and last and named.is_approximate):
        return str(first)
    first, last = first + _MOON, last - _MOON
    return f"{first}/{last}" if named.kind.endswith("month") else first.isoformat()


def _holiday_days(scene: Scene, found: Found, named: Holiday) -> When | None:
    if "year" in found.groups:
        return next(iter(named.days_in(int(found.get("year")))), None)
    if scene.today is None:
        return None
    year = scene.today.year
    if "pointed" in found.groups:
        year += scene.words.pointers[found.get("pointed")]
        return next(iter(named.days_in(year)), None)
    days = [when for one in (year - 1, year, year + 1) for when in named.days_in(one)]
    return _on_side(scene, found, days)


def _on_side(scene: Scene, found: Found, days: list[When]) -> When | None:
    today = scene.today
    begun = [when for when in days if today and when.earliest and when.earliest <= today]
    coming = [when for when in days if today and when.latest and when.latest >= today]
    first, second = begun[-1:], coming[:1]
    if scene.direction(found) == FORWARD or _is_at_hand(scene, found, second):
        first, second = second, first
    return next(iter([*first, *second]), None)


def _is_at_hand(scene: Scene, found: Found, coming: list[When]) -> bool:
    """Say whether a holiday is so near that "a truce for Ramadan" in a report means this one."""
    if not coming or not coming[0].earliest or not scene.today or scene.is_past(found):
        return False
    is_near = coming[0].earliest - scene.today <= _AT_HAND
    return is_near and not scene.before(found, "on ", "last ", "since ", "at ")


def fiscal_year(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "FY2024": when it begins is each state's own matter, so it has no days."""
    del scene
    digits = found.get("fiscal")
    year = digits if len(digits) > 3 else f"20{digits}"  # noqa: PLR2004  (24 or 2024)
    yield unknown(found, f"FY{year[:4]}")


def era(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "Reiwa 7", "BE 2568", "1403 solar hijri" as years of our calendar."""
    name = found.groups.get("era_before") or found.groups.get("era_after", "")
    year = int(found.get("era_year"))
    if name in scene.holidays.eras:
        value = year + scene.holidays.eras[name]
        if _FIRST_YEAR <= value <= _LAST_YEAR:
            yield as_date(found, str(value))
        return
    kind = scene.holidays.hijra.get(name, "")
    when = {"lunar": lunar_year, "solar": solar_year}.get(kind, lunar_year)(year)
    if when and when.earliest and _FIRST_YEAR <= when.earliest.year <= _LAST_YEAR:
        mod = "APPROX" if kind != "solar" else None
        value_text = f"{when.earliest}/{when.latest}"
        yield Reading(found.start, found.end, "DATE", value_text, when, "absolute", mod)

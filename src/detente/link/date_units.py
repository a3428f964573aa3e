"""Readers of units that the text has already spoken of: "the day", "for a third week"."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from detente.link.date_amounts import count, quantity, unit_of
from detente.link.date_calendar import as_date
from detente.link.date_patterns import Found
from detente.link.date_relative import unknown
from detente.link.date_scene import Reading, Scene
from detente.link.date_values import amount, days_of, shift, value_of
from detente.model import Precision, When

# "ended the day" is a day that the text spoke of, if it is not older than this.
_RECENT: Final = dt.timedelta(days=7)


def the_unit(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "(ended) the day", "the rest of the week": the one the text is about."""
    unit = _long_unit(scene, found)
    home = _day_told(scene) if unit == "D" else scene.today
    yield _of_unit(found, home, unit)


def _long_unit(scene: Scene, found: Found) -> str:
    names = ("long_unit", "long_unit2", "long_unit3", "long_unit4")
    return unit_of(scene, found, next(name for name in names if name in found.groups))


def _day_told(scene: Scene) -> dt.date | None:
    told = scene.last_past
    if told and (scene.today is None or scene.today - told <= _RECENT):
        return told
    return scene.today


def _of_unit(found: Found, home: dt.date | None, unit: str, anchor: str = "document") -> Reading:
    if home is None:
        return unknown(found)
    return as_date(found, value_of(home, unit), anchor)


def nth_running(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "for the third day", "a fifth straight week": the one that is running."""
    unit = _long_unit(scene, found)
    home = _day_told(scene) if unit == "D" else scene.today
    yield _of_unit(found, home, unit)


def nth_unit(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the third day" (of what, the text may not say): a day without a date."""
    del scene
    is_year = found.get("long_unit") == "year"
    yield unknown(found, "XXXX" if is_year else "XXXX-XX-XX")


def unit_beyond(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the week before last", "the year after next"."""
    unit = unit_of(scene, found, "long_unit")
    step = -2 if found.get("beyond").startswith("before") else 2
    yield _of_unit(found, shift(scene.today, step, unit) if scene.today else None, unit)


def that_time(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "by that time": the day the text spoke of last."""
    day = scene.told_day(found)
    if day is None:
        yield unknown(found, "PAST_REF")
        return
    yield as_date(found, day.isoformat(), "text")


def units_of_period(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the first nine months of 2024" as a length and a period, and the days of both."""
    joint = found.groups["joint"]
    middle = scene.text.index(joint, found.start)
    length = amount(quantity(scene, found), unit_of(scene, found))
    period = _period(scene, found)
    interval = _edge(scene, found, days_of(period)) if period else None
    yield Reading(found.start, middle, "DURATION", length, interval=interval)
    anchor = "absolute" if "year" in found.groups or "year3" in found.groups else "document"
    rest = Found(middle + len(joint), found.end, "", "", {})
    reading = as_date(rest, period or "XXXX", anchor if period else None)
    yield Reading(
        reading.start, reading.end, "DATE", reading.value, reading.when, reading.anchor,
        interval=interval,
    )  # fmt: skip


def _period(scene: Scene, found: Found) -> str | None:
    year = found.get("year") or found.get("year3")
    if "whole_month" in found.groups:
        number = scene.words.months[found.get("whole_month")]
        year = year or (str(scene.today.year) if scene.today else "")
        return f"{year}-{number:02}" if year else None
    if year:
        return year
    unit = unit_of(scene, found, "whole")
    step = scene.words.pointers.get(found.get("pointed"), 0)
    there = shift(scene.today, step, unit) if scene.today else None
    return value_of(there, unit) if there else None


def _edge(scene: Scene, found: Found, whole: When | None) -> When | None:
    number = count(scene, found.get("number"))
    if not (whole and whole.earliest and whole.latest and number):
        return None
    unit, many = unit_of(scene, found), int(number)
    if found.get("ordinal") in {"first", "opening"}:
        after = shift(whole.earliest, many, unit)
        last = after and shift(after, -1, "D")
        return When(whole.earliest, last, Precision.RANGE) if last and many else None
    after = shift(whole.latest, 1, "D")
    first = after and shift(after, -many, unit)
    return When(first, whole.latest, Precision.RANGE) if first and first <= whole.latest else None

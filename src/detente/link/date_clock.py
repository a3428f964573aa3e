"""Readers of times of day: "15:00 GMT Saturday", "at noon", "overnight"."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from detente.link.date_patterns import Found
from detente.link.date_relative import day_reading
from detente.link.date_scene import Reading, Scene
from detente.link.date_values import date, shift
from detente.link.date_weekdays import weekday_day
from detente.model import Precision, When

_UNKNOWN_DAY: Final = "XXXX-XX-XX"
_PAST_NOON: Final = frozenset({"afternoon", "evening"})


def clock(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "15:00 GMT Saturday", "3 p.m.": a time of a day, of the last one if none is named."""
    hour, minute = _hour_minute(found)
    if hour is None:
        return
    day = _clock_day(scene, found)
    zone = found.groups.get("zone") or found.groups.get("zone2", "")
    head = day.isoformat() if day else _UNKNOWN_DAY
    value = f"{head}T{hour:02}:{minute:02}{'Z' * (zone in {'UTC', 'Z'})}"
    offset = scene.zones.offset(zone or "local", day, scene.city)
    anchor = "document" if day else None
    when = When(day, day) if day else None
    yield Reading(found.start, found.end, "TIME", value, when, anchor, zone=offset)


def _hour_minute(found: Found) -> tuple[int | None, int]:
    hour = int(found.get("hour"))
    half = found.get("half_day") or found.get("half_day2") or found.get("half_day3")
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004  (hours of a half day)
            return None, 0
        hour = hour % 12 + 12 * half.startswith("p")
    if found.get("half_words") in _PAST_NOON and hour < 12:  # noqa: PLR2004  (noon)
        hour += 12
    return hour, int(found.get("minute") or found.get("minute2") or 0)


def _clock_day(scene: Scene, found: Found) -> dt.date | None:
    if scene.today is None:
        return scene.last_single
    if "weekday" in found.groups:
        number = scene.words.weekdays[found.get("weekday")]
        return weekday_day(scene, found, scene.today, number)
    if "near" in found.groups:
        return shift(scene.today, scene.words.near_days[found.get("near")], "D")
    return scene.last_single or scene.today


def iso_clock(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "2025-02-27T14:30Z": a day and a time of day as machines write them."""
    del scene
    year, month, number = (int(part) for part in found.get("iso").split("-"))
    day = date(year, month, number)
    if day is None:
        return
    offset = found.groups.get("offset", "")
    value = f"{day.isoformat()}T{found.get('hour')}:{found.get('minute')}{'Z' * (offset == 'Z')}"
    zone = "+00:00" if offset == "Z" else offset or None
    yield Reading(
        found.start, found.end, "TIME", value, When(day, day), "absolute", zone=_colon(zone)
    )


def _colon(offset: str | None) -> str | None:
    return offset if offset is None or ":" in offset else f"{offset[:3]}:{offset[3:]}"


def noon(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "at noon", "at midnight local time on Friday"."""
    # The second form ("midnight on Friday") has groups of its own.
    groups = {name.removesuffix("2"): words for name, words in found.groups.items()}
    found = Found(found.start, found.end, "", "", groups)
    day = _clock_day(scene, found)
    reading = day_reading(scene, found, day)
    offset = scene.zones.offset(groups.get("zone", "local"), day, scene.city)
    yield replace(reading, zone=offset)


def overnight(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "overnight": the night that ended on the day of publication."""
    if scene.today is None:
        return
    before = shift(scene.today, -1, "D")
    when = When(before, scene.today, Precision.RANGE)
    value = f"{scene.today.isoformat()}TNI"
    yield Reading(found.start, found.end, "TIME", value, when, "document")

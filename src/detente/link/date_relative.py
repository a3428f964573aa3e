"""Readers of dates that are told from another day: of publication, or of the text."""

import datetime as dt
from collections.abc import Iterator

from detente.link.date_amounts import amount, count, unit_of
from detente.link.date_calendar import as_date, modifier
from detente.link.date_patterns import Found
from detente.link.date_scene import BACK, Reading, Scene
from detente.link.date_values import shift, value_of
from detente.model import Precision, When

_WEEK = 7
_UNKNOWN_DAY = "XXXX-XX-XX"
# "Year-end" with a verb that looks back is last year's up to February.
_NEW_YEAR_MONTHS = 2
_CLOCK_UNITS = frozenset({"TS", "TM", "TH"})
_NIGHT_WORDS = frozenset({"night", "evening", "morning", "afternoon"})


def unknown(found: Found, value: str = _UNKNOWN_DAY) -> Reading:
    """Return a reading of a DATE without days."""
    return Reading(found.start, found.end, "DATE", value)


def day_reading(
    scene: Scene, found: Found, day: dt.date | None, anchor: str = "document"
) -> Reading:
    """Return a reading of a day, or of a part of it if the words name one (TIMEX3: a TIME)."""
    if day is None:
        return unknown(found)
    part = scene.words.parts.get(found.get("part"))
    kind, value = ("TIME", f"{day.isoformat()}T{part}") if part else ("DATE", day.isoformat())
    return Reading(found.start, found.end, kind, value, When(day, day), anchor)


def near_day(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "today", "yesterday evening", "tonight"."""
    near = found.get("near")
    day = shift(scene.today, scene.words.near_days[near], "D") if scene.today else None
    groups = {**found.groups, "part": "night"} if near == "tonight" else found.groups
    yield day_reading(scene, Found(found.start, found.end, "", "", groups), day)


def part_of_today(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "this morning" and "last night"."""
    back = -1 if found.get("pointer") == "last" else 0
    yield day_reading(scene, found, shift(scene.today, back, "D") if scene.today else None)


def beyond_near(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the day before yesterday"."""
    if scene.today is None:
        yield unknown(found)
        return
    step = 1 if found.get("pointer") == "after" else -1
    yield day_reading(
        scene, found, shift(scene.today, scene.words.near_days[found.get("near")] + step, "D")
    )


def pointed_month(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "last June": the June before this month; "this June": this year's."""
    number = scene.words.months[found.get("month")]
    if scene.today is None:
        yield unknown(found, f"XXXX-{number:02}")
        return
    pointer = scene.words.pointers[found.get("pointer")]
    now = scene.today.month
    step = {-1: -(number >= now), 0: 0, 1: number <= now}[pointer]
    value = f"{scene.today.year + step:04}-{number:02}"
    yield as_date(found, value, "document", modifier(scene, found))


def month_of_year(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "October last year" as one date, "May of that year" as a month and its year."""
    year = _year_pointed_to(scene, found)
    value = f"{year:04}" if year else "XXXX"
    tail = f"-{scene.words.months[found.get('month')]:02}"
    anchor = "text" if "told" in found.groups else "document"
    joint = found.groups["joint"]
    if "of" not in joint:
        yield as_date(found, value + tail, anchor, modifier(scene, found))
        return
    words = found.groups.get("pointer") or found.groups["told"]
    middle = scene.text.index(joint + words, found.start)
    month = Found(found.start, middle, "", "", found.groups)
    yield as_date(month, value + tail, anchor, modifier(scene, found))
    yield as_date(Found(middle + len(joint), found.end, "", "", {}), value, anchor)


def _year_pointed_to(scene: Scene, found: Found) -> int | None:
    if "pointer" in found.groups:
        pointer = scene.words.pointers[found.get("pointer")]
        return scene.today.year + pointer if scene.today else None
    step = {"the following": 1, "the previous": -1}.get(" ".join(found.get("told").split()), 0)
    told = scene.last.earliest if scene.last else None
    return told.year + step if told else None


def pointed_unit(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "last week", "this year", "the end of the month", "later this year"."""
    unit = unit_of(scene, found, "long_unit")
    pointer = scene.words.pointers.get(found.get("pointer"), 0)
    there = shift(scene.today, pointer, unit) if scene.today else None
    if there is None:
        yield unknown(found, "XXXX")
        return
    mod = modifier(scene, found)
    reading = as_date(found, value_of(there, unit), "document", mod)
    if mod in {"EARLIER", "LATER"}:
        reading = _to_or_from(found, reading, scene.today or there, mod)
    yield reading


def _to_or_from(found: Found, reading: Reading, today: dt.date, mod: str) -> Reading:
    """Return "earlier this week" as its days up to today, "later this week" as those from it."""
    when = reading.when
    if when and when.earliest and when.latest and when.earliest <= today <= when.latest:
        days = (when.earliest, today) if mod == "EARLIER" else (today, when.latest)
        when = When(*days, Precision.RANGE)
    return Reading(found.start, found.end, "DATE", reading.value, when, "document")


def years_end(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "year-end"."""
    if scene.today is None:
        return
    unit = unit_of(scene, found, "long_unit")
    is_past = scene.today.month <= _NEW_YEAR_MONTHS and scene.direction(found) == BACK
    there = shift(scene.today, -1 if is_past and unit == "Y" else 0, unit)
    yield as_date(found, value_of(there or scene.today, unit), "document", "END")


def same(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the same day", "that year": what the text spoke of last."""
    unit = unit_of(scene, found) if found.get("unit") not in _NIGHT_WORDS else "D"
    day = _told_last(scene, found, unit)
    if day is None:
        yield unknown(found, "XXXX" if unit == "Y" else _UNKNOWN_DAY)
        return
    part = {"part": found.get("unit")} if found.get("unit") in _NIGHT_WORDS else {}
    if unit == "D":
        yield day_reading(scene, Found(found.start, found.end, "", "", part), day, "text")
    else:
        yield as_date(found, value_of(day, unit), "text")


def _told_last(scene: Scene, found: Found, unit: str) -> dt.date | None:
    if unit == "D":
        return scene.told_day(found)
    return scene.last.earliest if scene.last else None


def adjacent(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the following day", "the year before", told from what the text spoke of last."""
    forward = found.get("pointer") in {"following", "next", "after"}
    unit = unit_of(scene, found) if found.get("unit") not in _NIGHT_WORDS else "D"
    day = _text_home(scene, found, unit)
    there = shift(day, 1 if forward else -1, unit) if day else None
    if there is None:
        yield unknown(found, "XXXX" if unit == "Y" else _UNKNOWN_DAY)
        return
    yield as_date(found, value_of(there, unit), "text")


def offset(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "two days ago" from today, "three weeks later" from what the text spoke of last."""
    side, unit = " ".join(found.get("side").split()), unit_of(scene, found)
    number = count(scene, found.get("number")) if "number" in found.groups else None
    if number is not None and (found.get("half") or found.get("half2")):
        number, unit = (number * 12 + 6, "M") if unit == "Y" else (None, unit)
    if number is None:
        yield _vague_offset(found, side)
        return
    from_today = side in {"ago", "from now", "hence"}
    home = scene.today if from_today else _text_home(scene, found, unit)
    if home is None:
        yield from amount(scene, found)
        return
    back = side in {"ago", "earlier", "before that", "prior", "beforehand"}
    yield _offset_from(scene, found, home, -int(number) if back else int(number), unit)


def _text_home(scene: Scene, found: Found, unit: str) -> dt.date | None:
    told = _told_last(scene, found, unit)
    return told if unit == "D" else told or scene.today


def _vague_offset(found: Found, side: str) -> Reading:
    back = side in {"ago", "earlier", "before that", "prior"}
    return unknown(found, "PAST_REF" if back else "FUTURE_REF")


def _offset_from(scene: Scene, found: Found, home: dt.date, step: int, unit: str) -> Reading:
    anchor = "document" if home == scene.today else "text"
    if unit in _CLOCK_UNITS:
        return Reading(found.start, found.end, "TIME", home.isoformat(), When(home, home), anchor)
    there = shift(home, step, unit)
    if there is None:
        return unknown(found)
    if unit in {"W", "FN"}:
        return _weeks_from(found, there, abs(step) * (1 + (unit == "FN")), anchor)
    return as_date(found, value_of(there, unit), anchor)


def _weeks_from(found: Found, there: dt.date, weeks: int, anchor: str) -> Reading:
    """Return some weeks from a day: the seven days around it; one week is told to the day."""
    value = there.isoformat() if weeks == 1 else value_of(there, "W")
    first, last = shift(there, -3, "D"), shift(there, 3, "D")
    when = When(first, last, Precision.WEEK)
    return Reading(found.start, found.end, "DATE", value, when, anchor)


def in_time(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "in two weeks' time"."""
    number = count(scene, found.get("number")) if "number" in found.groups else None
    if number is None or scene.today is None:
        yield unknown(found, "FUTURE_REF")
        return
    yield _offset_from(scene, found, scene.today, int(number), unit_of(scene, found))


def reference(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "now", "recently", "soon": TIMEX3's references, without days."""
    del scene
    yield unknown(found, found.value)

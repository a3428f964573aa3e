"""Readers of dates that are told from another day: of publication, or of the text."""

import datetime as dt
from collections.abc import Iterator

from detente.link.date_amounts import amount, count, unit_of
from detente.link.date_calendar import as_date, modifier
from detente.link.date_patterns import Found
from detente.link.date_scene import FORWARD, Reading, Scene
from detente.link.date_values import shift, value_of
from detente.model import Precision, When

_WEEK = 7
_UNKNOWN_DAY = "XXXX-XX-XX"
_CLOCK_UNITS = frozenset({"TS", "TM", "TH"})
_NIGHT_WORDS = frozenset({"night", "evening", "morning", "afternoon"})


def _unknown(found: Found, value: str = _UNKNOWN_DAY) -> Reading:
    return Reading(found.start, found.end, "DATE", value)


def _day(scene: Scene, found: Found, day: dt.date | None, anchor: str = "document") -> Reading:
    """Return a reading of a day, or of a part of it if the words name one (TIMEX3: a TIME)."""
    if day is None:
        return _unknown(found)
    part = scene.words.parts.get(found.get("part"))
    kind, value = ("TIME", f"{day.isoformat()}T{part}") if part else ("DATE", day.isoformat())
    return Reading(found.start, found.end, kind, value, When(day, day), anchor)


def near_day(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "today", "yesterday evening", "tonight"."""
    near = found.get("near")
    day = shift(scene.today, scene.words.near_days[near], "D") if scene.today else None
    groups = {**found.groups, "part": "night"} if near == "tonight" else found.groups
    yield _day(scene, Found(found.start, found.end, "", "", groups), day)


def part_of_today(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "this morning" and "last night"."""
    back = -1 if found.get("pointer") == "last" else 0
    yield _day(scene, found, shift(scene.today, back, "D") if scene.today else None)


def overnight(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "overnight": the night that ended on the day of publication."""
    if scene.today is None:
        return
    before = shift(scene.today, -1, "D")
    when = When(before, scene.today, Precision.RANGE)
    value = f"{scene.today.isoformat()}TNI"
    yield Reading(found.start, found.end, "TIME", value, when, "document")


def beyond_near(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the day before yesterday"."""
    if scene.today is None:
        yield _unknown(found)
        return
    step = 1 if found.get("pointer") == "after" else -1
    yield _day(
        scene, found, shift(scene.today, scene.words.near_days[found.get("near")] + step, "D")
    )


def weekday(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a weekday: the last one up to today, or the next one after a forward verb."""
    number = scene.words.weekdays[found.get("weekday")]
    if scene.today is None:
        yield _unknown(found, f"XXXX-WXX-{number}")
        return
    yield _day(scene, found, _weekday_day(scene, found, scene.today, number))


def _weekday_day(scene: Scene, found: Found, today: dt.date, number: int) -> dt.date | None:
    back = (today.isoweekday() - number) % _WEEK
    ahead = (number - today.isoweekday()) % _WEEK
    pointer = found.get("pointer")
    if pointer and scene.words.pointers[pointer] < 0:
        return shift(today, -(back or _WEEK), "D")
    if pointer and scene.words.pointers[pointer] > 0:
        return shift(today, ahead or _WEEK, "D")
    if scene.direction(found) == FORWARD:
        return shift(today, ahead, "D")
    return shift(today, -back, "D")


def weekday_of_week(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "Thursday last week", "Monday of next week"."""
    number = scene.words.weekdays[found.get("weekday")]
    step = scene.words.pointers[found.get("pointer")]
    there = shift(scene.today, step, "W") if scene.today else None
    if there is None:
        yield _unknown(found, f"XXXX-WXX-{number}")
        return
    yield _day(scene, found, shift(there, number - there.isoweekday(), "D"))


def pointed_month(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "last June": the June before this month; "this June": this year's."""
    number = scene.words.months[found.get("month")]
    if scene.today is None:
        yield _unknown(found, f"XXXX-{number:02}")
        return
    pointer = scene.words.pointers[found.get("pointer")]
    now = scene.today.month
    step = {-1: -(number >= now), 0: 0, 1: number <= now}[pointer]
    value = f"{scene.today.year + step:04}-{number:02}"
    yield as_date(found, value, "document", modifier(scene, found))


def month_of_year(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "October of next year" as two dates, the month in the year that is pointed to."""
    pointer = scene.words.pointers[found.get("pointer")]
    year = scene.today.year + pointer if scene.today else None
    value = f"{year:04}" if year else "XXXX"
    tail = f"-{scene.words.months[found.get('month')]:02}"
    middle = scene.text.index(found.groups["joint"] + found.groups["pointer"], found.start)
    after = middle + len(found.groups["joint"])
    month = Found(found.start, middle, "", "", found.groups)
    yield as_date(month, value + tail, "document", modifier(scene, found))
    yield as_date(Found(after, found.end, "", "", {}), value, "document")


def pointed_unit(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "last week", "this year", "the end of the month", "later this year"."""
    unit = unit_of(scene, found, "long_unit")
    pointer = scene.words.pointers.get(found.get("pointer"), 0)
    there = shift(scene.today, pointer, unit) if scene.today else None
    if there is None:
        yield _unknown(found, "XXXX")
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


def weekend(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the weekend": the last one, or the next one after a forward verb."""
    if scene.today is None:
        yield _unknown(found, "XXXX-WXX-WE")
        return
    saturday = scene.today.isoweekday() >= _WEEK - 1
    ahead = scene.direction(found) == FORWARD or found.get("pointer") == "coming"
    there = shift(scene.today, 0 if ahead or saturday else -1, "W")
    yield as_date(found, value_of(there or scene.today, "WE"), "document")


def years_end(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "year-end"."""
    if scene.today is None:
        return
    value = value_of(scene.today, unit_of(scene, found, "long_unit"))
    yield as_date(found, value, "document", "END")


def same(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the same day", "that year": what the text spoke of last."""
    unit = unit_of(scene, found) if found.get("unit") not in _NIGHT_WORDS else "D"
    day = _told_last(scene, found, unit)
    if day is None:
        yield _unknown(found, "XXXX" if unit == "Y" else _UNKNOWN_DAY)
        return
    part = {"part": found.get("unit")} if found.get("unit") in _NIGHT_WORDS else {}
    if unit == "D":
        yield _day(scene, Found(found.start, found.end, "", "", part), day, "text")
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
        yield _unknown(found, "XXXX" if unit == "Y" else _UNKNOWN_DAY)
        return
    yield as_date(found, value_of(there, unit), "text")


def offset(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "two days ago" from today, "three weeks later" from what the text spoke of last."""
    side = " ".join(found.get("side").split())
    number = count(scene, found.get("number")) if "number" in found.groups else None
    if number is None or found.get("half") or found.get("half2"):
        yield _vague_offset(found, side)
        return
    from_today = side in {"ago", "from now", "hence"}
    home = scene.today if from_today else _text_home(scene, found, unit_of(scene, found))
    back = side in {"ago", "earlier", "before that", "prior", "beforehand"}
    if home is None:
        yield from amount(scene, found)
        return
    step = -int(number) if back else int(number)
    yield _offset_from(scene, found, home, step)


def _text_home(scene: Scene, found: Found, unit: str) -> dt.date | None:
    told = _told_last(scene, found, unit)
    return told if unit == "D" else told or scene.today


def _vague_offset(found: Found, side: str) -> Reading:
    back = side in {"ago", "earlier", "before that", "prior"}
    return _unknown(found, "PAST_REF" if back else "FUTURE_REF")


def _offset_from(scene: Scene, found: Found, home: dt.date, step: int) -> Reading:
    unit = unit_of(scene, found)
    anchor = "document" if home == scene.today else "text"
    if unit in _CLOCK_UNITS:
        return Reading(found.start, found.end, "TIME", home.isoformat(), When(home, home), anchor)
    there = shift(home, step, unit)
    if there is None:
        return _unknown(found)
    if unit in {"W", "FN"}:
        return _weeks_from(found, there, abs(step), anchor)
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
        yield _unknown(found, "FUTURE_REF")
        return
    yield _offset_from(scene, found, scene.today, int(number))


def clock(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "15:00 GMT Saturday", "3 p.m.": a time of a day, of the last one if none is named."""
    hour, minute = _hour_minute(found)
    if hour is None:
        return
    day = _clock_day(scene, found)
    zulu = "Z" if found.groups.get("zone") in {"UTC", "Z"} else ""
    head = day.isoformat() if day else _UNKNOWN_DAY
    when = When(day, day) if day else None
    value = f"{head}T{hour:02}:{minute:02}{zulu}"
    yield Reading(found.start, found.end, "TIME", value, when, "document" if day else None)


def _hour_minute(found: Found) -> tuple[int | None, int]:
    hour = int(found.get("hour"))
    half = found.get("half_day") or found.get("half_day2") or found.get("half_day3")
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004  (hours of a half day)
            return None, 0
        hour = hour % 12 + 12 * half.startswith("p")
    return hour, int(found.get("minute") or found.get("minute2") or 0)


def _clock_day(scene: Scene, found: Found) -> dt.date | None:
    if scene.today is None:
        return None
    if "weekday" in found.groups:
        number = scene.words.weekdays[found.get("weekday")]
        return _weekday_day(scene, found, scene.today, number)
    if "near" in found.groups:
        return shift(scene.today, scene.words.near_days[found.get("near")], "D")
    return scene.last_single or scene.today


def noon(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "at noon", "at midnight"."""
    day = scene.last_single or scene.today
    groups = {"part": "noon" if found.get("part") == "midday" else found.get("part")}
    yield _day(scene, Found(found.start, found.end, "", "", groups), day)


def reference(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "now", "recently", "soon": TIMEX3's references, without days."""
    del scene
    yield _unknown(found, found.value)


_HOLIDAYS = {"christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25)}


def holiday(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "Christmas", "New Year's Eve" of the year of publication or the one before."""
    name = found.get("holiday").replace("’", "'")
    month, day = _HOLIDAYS.get(name, (12, 31) if name.endswith("eve") else (1, 1))
    if scene.today is None:
        yield _unknown(found, f"XXXX-{month:02}-{day:02}")
        return
    this = dt.date(scene.today.year, month, day)
    ahead = scene.direction(found) == FORWARD
    step = (ahead and this < scene.today) - (not ahead and this > scene.today)
    value = this.replace(year=this.year + step).isoformat()
    yield as_date(found, value, "document")

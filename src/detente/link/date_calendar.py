"""Readers of dates that are named by the calendar: days, months, quarters, years, centuries."""

import datetime as dt
from collections.abc import Iterator

from detente.link.date_patterns import Found
from detente.link.date_scene import BACK, FORWARD, Reading, Scene
from detente.link.date_values import date, days_of, shift, value_of
from detente.model import Precision, When

_TWO_DIGIT_PIVOT = 50
# A bare month or day may lie this many months ahead of the article before it is read as past.
_MONTHS_AHEAD = 5
_YEAR_MONTHS = 12
_HALF_MONTH = 15
_WEEK = 7
_THURSDAY = 4
_SLACK = dt.timedelta(days=45)


def as_date(
    found: Found, value: str, anchor: str | None = "absolute", mod: str | None = None
) -> Reading:
    """Return the reading of a DATE with a TIMEX3 value; its days follow from the value."""
    when = days_of(value, mod)
    return Reading(found.start, found.end, "DATE", value, when, anchor if when else None, mod)


def modifier(scene: Scene, found: Found) -> str | None:
    """Return the TIMEX3 modifier of an expression ("early", "the end of"), or None."""
    words = " ".join(found.get("modifier").split())
    if not words:
        return None
    plain = words.removeprefix("the ").removeprefix("very ")
    return scene.words.modifiers.get(words) or scene.words.modifiers.get(plain)


def calendar(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a day, month or year that is written out, as far as it is."""
    month = month_number(scene, found)
    if "day" in found.groups:
        yield from _day_of_month(scene, found, month)
    elif "year" not in found.groups:
        yield from _month_alone(scene, found, month)
    else:
        tail = f"-{month:02}" if month else ""
        yield as_date(found, f"{int(found.get('year')):04}{tail}", mod=modifier(scene, found))


def month(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a bare month."""
    yield from _month_alone(scene, found, month_number(scene, found))


def month_number(scene: Scene, found: Found, group: str = "month") -> int:
    """Return the number of a month that is named or given in figures; 0 if there is none."""
    number = found.get("month_number")
    return int(number) if number else scene.words.months.get(found.get(group), 0)


def _day_of_month(scene: Scene, found: Found, month: int) -> Iterator[Reading]:
    day = int(found.get("day"))
    if "year" in found.groups:
        exact = date(int(found.get("year")), month, day)
        if exact:
            yield as_date(found, exact.isoformat())
        return
    near = nearest_day(scene, found, month, day)
    if near:
        yield as_date(found, near.isoformat(), "document")
    elif date(2000, month, day):
        yield as_date(found, f"XXXX-{month:02}-{day:02}")


def ordinal_day(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the first of March"."""
    day = str(scene.words.ordinals[found.get("ordinal")])
    groups = {**found.groups, "day": day}
    yield from calendar(scene, Found(found.start, found.end, "", "", groups))


def day_of_year(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "November 2 this year"."""
    name = "month" if "month" in found.groups else "month2"
    number, day = month_number(scene, found, name), int(found.get("day") or found.get("day2"))
    year = scene.today.year if scene.today else None
    there = date(year + scene.words.pointers[found.get("pointed")], number, day) if year else None
    if there:
        yield as_date(found, there.isoformat(), "document")
    elif date(2000, number, day):
        yield as_date(found, f"XXXX-{number:02}-{day:02}")


def nearest_day(scene: Scene, found: Found, month: int, day: int) -> dt.date | None:
    """Return the day of a month without a year that the text means, or None if it cannot tell.

    It is the one nearest to the last full date of the sentence, else to the publication day;
    the verb decides where that would be far on the wrong side.
    """
    if scene.told_year:
        return date(scene.told_year, month, day)
    home = scene.last_full or scene.today
    if home is None:
        return None
    years = (home.year - 1, home.year, home.year + 1)
    days = [there for year in years if (there := date(year, month, day))]
    if scene.last_full is None:
        slack = dt.timedelta(0) if scene.is_past(found) else _SLACK
        side = BACK if scene.is_attributive(found) else scene.direction(found)
        days = _on_side(days, home, side, slack) or days
    return min(days, key=lambda there: abs(there - home), default=None)


def _on_side(
    days: list[dt.date], home: dt.date, direction: int, slack: dt.timedelta
) -> list[dt.date]:
    if direction == BACK:
        return [day for day in days if day - home <= slack]
    if direction == FORWARD:
        return [day for day in days if home - day <= _SLACK]
    return days


def _month_alone(scene: Scene, found: Found, month: int) -> Iterator[Reading]:
    if scene.told_year:
        yield as_date(found, f"{scene.told_year:04}-{month:02}", "text", modifier(scene, found))
        return
    home = scene.last_full or scene.today
    if home is None:
        yield as_date(found, f"XXXX-{month:02}")
        return
    ahead = (month - home.month) % _YEAR_MONTHS
    year = home.year + (home.month + ahead > _YEAR_MONTHS)
    limit = 1 if scene.is_attributive(found) else _months_ahead(scene.direction(found))
    year -= ahead > limit
    yield as_date(found, f"{year:04}-{month:02}", "document", modifier(scene, found))


def _months_ahead(direction: int) -> int:
    if direction == FORWARD:
        return _YEAR_MONTHS
    return 0 if direction == BACK else _MONTHS_AHEAD


def week_of(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the week of March 3"."""
    group = "month" if "month" in found.groups else "month2"
    day = int(found.get("day") or found.get("day2"))
    near = nearest_day(scene, found, month_number(scene, found, group), day)
    if near:
        yield as_date(found, value_of(near, "W"), "document")


def short_year(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read '82."""
    del scene
    short = int(found.get("short"))
    yield as_date(found, str(short + (2000 if short < _TWO_DIGIT_PIVOT else 1900)))


def quarter(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read Q1 2024 and H2 2024; a bare Q1 is the last or coming one."""
    letter, number = ("Q", found.get("quarter")) if found.get("quarter") else ("H", "")
    number = number or found.get("half_year")
    if "year" in found.groups:
        yield as_date(found, f"{found.get('year')}-{letter}{number}")
    elif scene.today:
        yield as_date(found, _recent(scene, found, f"-{letter}{number}"), "document")


def _recent(scene: Scene, found: Found, tail: str) -> str:
    """Return the value of a yearly period that began last, or comes next after a future verb."""
    today = scene.today or dt.date.min
    when = days_of(f"{today.year:04}{tail}")
    begun = when is None or when.earliest is None or when.earliest <= today
    ended = when is not None and when.latest is not None and when.latest < today
    ahead = scene.direction(found) == FORWARD
    year = today.year + (ahead and ended) - (not ahead and not begun)
    return f"{year:04}{tail}"


def piece(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a piece of a longer period: "the first quarter of 2009", "the last week of March"."""
    order = scene.words.ordinals.get(found.get("ordinal"), 0)
    if found.get("piece") == "half" and ("month" in found.groups or "month2" in found.groups):
        yield _half_of_month(scene, found, order)
        return
    if found.get("piece") not in {"", "quarter", "half"}:
        yield from _piece_of_month(scene, found, order)
        return
    letter, count = ("H", 2) if found.get("piece") == "half" else ("Q", 4)
    tail = f"-{letter}{order if order > 0 else count}"
    year = _year_of_piece(scene, found)
    if year:
        anchor = "absolute" if "year" in found.groups else "document"
        yield as_date(found, f"{year:04}{tail}", anchor, modifier(scene, found))
    elif scene.today and order > 0 and "whole" not in found.groups:
        yield as_date(found, _recent(scene, found, tail), "document")
    else:
        yield Reading(found.start, found.end, "DATE", f"XXXX{tail}")


def _year_of_piece(scene: Scene, found: Found) -> int | None:
    if "year" in found.groups:
        return int(found.get("year"))
    if found.get("whole") != "year" or scene.today is None:
        return None
    return scene.today.year + scene.words.pointers.get(found.get("pointed"), 0)


def _piece_of_month(scene: Scene, found: Found, order: int) -> Iterator[Reading]:
    """Read "the first week of March": its week or days as a third of the month, by TIMEX3."""
    whole = _whole(scene, found)
    if whole is None or whole.earliest is None or whole.latest is None:
        yield Reading(found.start, found.end, "DATE", "XXXX-XX-XX")
        return
    if found.get("piece").endswith("s"):
        yield _pieces(found, whole, order)
        return
    unit = scene.words.units.get(found.get("piece"), "D")
    edge = _edge_of(whole.earliest, whole.latest, order, unit)
    there = shift(edge, order - 1 if order > 0 else order + 1, unit)
    value = value_of(there or edge, unit)
    anchor = "absolute" if "year" in found.groups else "document"
    when = _seven_days(whole, order) if unit == "W" else _shared(days_of(value), whole)
    yield Reading(found.start, found.end, "DATE", value, when, anchor if when else None)


def _pieces(found: Found, whole: When, order: int) -> Reading:
    """Return "the last weeks of 2024" as the end of the whole."""
    units = {Precision.YEAR: "Y", Precision.MONTH: "M", Precision.WEEK: "W"}
    value = value_of(whole.earliest or dt.date.min, units.get(whole.precision, "Y"))
    anchor = "absolute" if "year" in found.groups else "document"
    return as_date(found, value, anchor, "START" if order > 0 else "END")


def _edge_of(first: dt.date, last: dt.date, order: int, unit: str) -> dt.date:
    """Return a day of the first or last such unit; a week belongs where its Thursday lies."""
    edge = first if order > 0 else last
    if unit != "W":
        return edge
    thursday = edge + dt.timedelta(days=_THURSDAY - edge.isoweekday())
    if order > 0:
        return edge if thursday >= first else edge + dt.timedelta(days=_WEEK)
    return edge if thursday <= last else edge - dt.timedelta(days=_WEEK)


def _seven_days(whole: When, order: int) -> When | None:
    """Return the days of "the first week of March": the first seven, whatever the weekday."""
    if not (whole.earliest and whole.latest):
        return None
    back = order < 0
    first = shift(whole.latest, -6, "D") if back else shift(whole.earliest, 7 * order - 7, "D")
    last = first and shift(first, 6, "D")
    return When(first, last, Precision.WEEK) if first and last else None


def _shared(first: When | None, second: When) -> When | None:
    """Return the days of a piece that lie in the whole period."""
    if not (first and first.earliest and first.latest and second.earliest and second.latest):
        return first
    begin, end = max(first.earliest, second.earliest), min(first.latest, second.latest)
    return When(begin, end, first.precision) if begin <= end else first


def _half_of_month(scene: Scene, found: Found, order: int) -> Reading:
    whole = _whole(scene, found)
    if whole is None or whole.earliest is None or whole.latest is None:
        return Reading(found.start, found.end, "DATE", "XXXX-XX")
    middle = whole.earliest.replace(day=_HALF_MONTH)
    days = (whole.earliest, middle) if order == 1 else (middle + dt.timedelta(days=1), whole.latest)
    anchor = "absolute" if "year" in found.groups else "document"
    value = value_of(whole.earliest, "M")
    return Reading(found.start, found.end, "DATE", value, When(*days, Precision.RANGE), anchor)


def _whole(scene: Scene, found: Found) -> When | None:
    if "month2" in found.groups:
        near = next(_month_alone(scene, found, month_number(scene, found, "month2")), None)
        return near.when if near else None
    if "month" in found.groups:
        return days_of(f"{found.get('year')}-{month_number(scene, found):02}")
    if "year" in found.groups:
        return days_of(found.get("year"))
    return _pointed_whole(scene, found)


def _pointed_whole(scene: Scene, found: Found) -> When | None:
    if scene.today is None:
        return None
    unit = scene.words.units.get(found.get("whole"), "Y")
    there = shift(scene.today, scene.words.pointers.get(found.get("pointed"), 0), unit)
    return days_of(value_of(there, unit)) if there else None


def season(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the summer of 2024" and "last summer"."""
    tail = f"-{scene.words.seasons.get(found.get('season'), 'SU')}"
    mod = modifier(scene, found)
    year = f"XXXX{tail}" if scene.today is None else _pointed_season(scene, found, tail)
    # Seasons are other months in the south, so they have a value but no days.
    value = found.get("year") + tail if "year" in found.groups else year
    yield Reading(found.start, found.end, "DATE", value, mod=mod)


def _pointed_season(scene: Scene, found: Found, tail: str) -> str:
    today = scene.today or dt.date.min
    pointer = scene.words.pointers.get(found.get("pointer"), 0)
    this = days_of(f"{today.year:04}{tail}")
    if this is None or this.earliest is None or this.latest is None:
        return f"{today.year:04}{tail}"
    behind, ahead = this.latest < today, this.earliest > today
    step = {-1: -1 + behind, 0: 0, 1: 1 - ahead}[pointer]
    return f"{today.year + step:04}{tail}"


def decade(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the 1990s" and "the 90s"."""
    digits = found.get("decade")[:3] or f"19{found.get('short_decade')[:1]}"
    yield as_date(found, digits, mod=modifier(scene, found))


def century(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the 20th century"."""
    number = found.get("century") or scene.words.ordinals.get(found.get("ordinal"), 0)
    yield as_date(found, f"{int(number) - 1:02}", mod=modifier(scene, found))


def nth(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "on the 24th": the nearest such day on the verb's side."""
    if scene.today is None:
        yield Reading(found.start, found.end, "DATE", f"XXXX-XX-{int(found.get('day')):02}")
        return
    if "pointed" in found.groups:
        there = shift(scene.today, scene.words.pointers[found.get("pointed")], "M")
        day = there and date(there.year, there.month, int(found.get("day")))
        yield as_date(found, str(day) if day else "XXXX-XX-XX", "document")
        return
    number, today = int(found.get("day")), scene.today
    told = (scene.last.earliest if scene.last else None) or today
    step = 1 if scene.direction(found) == FORWARD else -1
    is_of_today = (told.year, told.month) == (today.year, today.month)
    home = max(told, today) if step < 0 and is_of_today else told
    months = [shift(home.replace(day=1), count, "M") for count in (0, step, -step)]
    days = [day for m in months if m and (day := date(m.year, m.month, number))]
    right = [day for day in days if (day - home).days * step >= 0]
    named = [day for day in days if day.isoweekday() == _weekday_named(scene, found)]
    for day in [*named, *right, *days][:1]:
        yield as_date(found, day.isoformat(), "document")


def _weekday_named(scene: Scene, found: Found) -> int | None:
    return scene.words.weekdays[found.get("weekday")] if "weekday" in found.groups else None

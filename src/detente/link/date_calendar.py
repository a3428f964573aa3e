"""Readers of dates that are named by the calendar: days, months, quarters, years, centuries."""

import datetime as dt
import re
from collections.abc import Iterator

from detente.link.date_patterns import Found
from detente.link.date_scene import BACK, FORWARD, Reading, Scene
from detente.link.date_values import date, days_of, shift, value_of
from detente.model import Precision, When

_TWO_DIGIT_PIVOT = 50
# A bare month or day may lie this many months ahead of the article before it is read as past.
_MONTHS_AHEAD = 4
_YEAR_MONTHS = 12
_SLACK = dt.timedelta(days=45)
_NUMBER = re.compile(r"\d+")


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
    month = _month(scene, found)
    if "day" in found.groups:
        yield from _day_of_month(scene, found, month)
    elif "year" not in found.groups:
        yield from _month_alone(scene, found, month)
    else:
        tail = f"-{month:02}" if month else ""
        yield as_date(found, f"{int(found.get('year')):04}{tail}", mod=modifier(scene, found))


def month(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a bare month."""
    yield from _month_alone(scene, found, _month(scene, found))


def _month(scene: Scene, found: Found, group: str = "month") -> int:
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
        days = _on_side(days, home, scene.direction(found)) or days
    return min(days, key=lambda there: abs(there - home), default=None)


def _on_side(days: list[dt.date], home: dt.date, direction: int) -> list[dt.date]:
    if direction == BACK:
        return [day for day in days if day <= home + _SLACK]
    if direction == FORWARD:
        return [day for day in days if day >= home - _SLACK]
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
    year -= ahead > _months_ahead(scene.direction(found))
    yield as_date(found, f"{year:04}-{month:02}", "document", modifier(scene, found))


def _months_ahead(direction: int) -> int:
    if direction == FORWARD:
        return _YEAR_MONTHS
    return 0 if direction == BACK else _MONTHS_AHEAD


def week_of(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the week of March 3"."""
    group = "month" if "month" in found.groups else "month2"
    day = int(found.get("day") or found.get("day2"))
    near = nearest_day(scene, found, _month(scene, found, group), day)
    if near:
        yield as_date(found, value_of(near, "W"), "document")


def fixed_day(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a name of one day in history, as the rule tells it."""
    del scene
    yield as_date(found, found.value)


def numeric(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read 27/02/2025 and 27.02.2025; where day and month could be swapped only the year."""
    del scene
    first, second, year = (int(found.get(name)) for name in ("first", "second", "year"))
    if found.get("mark") != found.get("mark2"):
        return
    if len(found.get("year")) == 2:  # noqa: PLR2004  (a year in two digits)
        year += 2000 if year < _TWO_DIGIT_PIVOT else 1900
    dotted = found.get("mark") == "."
    readings = {date(year, second, first)} | (
        {date(year, first, second)} - {None, *[None] * dotted}
    )
    days = {date(year, second, first)} if dotted else readings
    certain = [day for day in days if day]
    if len(certain) == 1:
        yield as_date(found, certain[0].isoformat())
    elif certain:
        yield Reading(found.start, found.end, "DATE", f"{year:04}-XX-XX")


def days_of_month(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read two days of one month ("24 to 28 February") as two dates, and as a range if it is."""
    month, first, second = (_month(scene, found), int(found.get("day")), int(found.get("day2")))
    year = int(found.get("year") or 0)
    near = date(year, month, first) if year else nearest_day(scene, found, month, first)
    last = near and date(near.year, month, second)
    if not (near and last):
        return
    is_range = near < last and (_joins(found) or second == first + 1)
    interval = When(near, last, Precision.RANGE) if is_range else None
    spans = _halves(scene, found)
    anchor = "absolute" if year else "document"
    for day, (start, end) in zip((near, last), spans, strict=True):
        yield Reading(start, end, "DATE", day.isoformat(), When(day, day), anchor, None, interval)


def _joins(found: Found) -> bool:
    return found.get("joint").strip() not in {"and", "and the", "&"}


def _halves(scene: Scene, found: Found) -> tuple[tuple[int, int], tuple[int, int]]:
    words = scene.text[found.start : found.end]
    middle = words.index(found.groups["joint"])
    second = middle + len(found.groups["joint"])
    return (found.start, found.start + middle), (found.start + second, found.end)


def months(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read two months of one year ("May and June 2024", "May-June 2024")."""
    year = int(found.get("year"))
    numbers = [_month(scene, found), _month(scene, found, "month2")]
    whens = [days_of(f"{year:04}-{number:02}") for number in numbers]
    interval = _span_of(whens) if _joins(found) or numbers[1] == numbers[0] + 1 else None
    pairs = zip(numbers, whens, _halves(scene, found), strict=True)
    for number, when, (start, end) in pairs:
        value = f"{year:04}-{number:02}"
        yield Reading(start, end, "DATE", value, when, "absolute", None, interval)


def years(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read 2019-2021 and 1957-58."""
    first, second = found.get("year"), found.get("year2")
    full = second if len(second) == len(first) else first[:2] + second
    whens = [days_of(first), days_of(full)]
    interval = _span_of(whens)
    if interval is None:
        return
    middle = found.end - len(second)
    spans = ((found.start, found.start + len(first)), (middle, found.end))
    del scene
    for value, when, (start, end) in zip((first, full), whens, spans, strict=True):
        yield Reading(start, end, "DATE", value, when, "absolute", None, interval)


def _span_of(whens: list[When | None]) -> When | None:
    first, last = whens
    if not (first and last and first.earliest and last.latest) or first.earliest > last.latest:
        return None
    return When(first.earliest, last.latest, Precision.RANGE)


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
    if found.get("piece") not in {"", "quarter", "half"}:
        yield from _piece_of_month(scene, found, order)
        return
    letter, count = ("H", 2) if found.get("piece") == "half" else ("Q", 4)
    tail = f"-{letter}{order if order > 0 else count}"
    year = _year_of_piece(scene, found)
    if year:
        anchor = "absolute" if "year" in found.groups else "document"
        yield as_date(found, f"{year:04}{tail}", anchor)
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
    edge = whole.earliest if order > 0 else whole.latest
    unit = scene.words.units.get(found.get("piece").rstrip("s"), "D")
    there = shift(edge, order - 1 if order > 0 else order + 1, unit)
    value = value_of(there or edge, unit)
    yield as_date(found, value, "absolute" if "year" in found.groups else "document")


def _whole(scene: Scene, found: Found) -> When | None:
    if "month2" in found.groups:
        near = next(_month_alone(scene, found, _month(scene, found, "month2")), None)
        return near.when if near else None
    if "month" in found.groups:
        return days_of(f"{found.get('year')}-{_month(scene, found):02}")
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
    if "year" in found.groups:
        yield as_date(found, found.get("year") + tail, mod=mod)
    elif scene.today is None:
        yield Reading(found.start, found.end, "DATE", f"XXXX{tail}")
    else:
        yield as_date(found, _pointed_season(scene, found, tail), "document", mod)


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
    home = (scene.last.earliest if scene.last else None) or scene.today
    step = 1 if scene.direction(found) == FORWARD else -1
    months = [shift(home.replace(day=1), count, "M") for count in (0, step)]
    days = [date(m.year, m.month, int(found.get("day"))) for m in months if m]
    right = [day for day in days if day and (day - home).days * step >= 0]
    for day in [*right, *[day for day in days if day]][:1]:
        yield as_date(found, day.isoformat(), "document")

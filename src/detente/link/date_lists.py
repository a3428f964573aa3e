"""Readers of dates in figures, and of several days, months or years told together."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from detente.link.date_calendar import as_date, month_number, nearest_day
from detente.link.date_patterns import Found
from detente.link.date_scene import Reading, Scene
from detente.link.date_values import date, days_of
from detente.model import Precision, When

_TWO_DIGIT_PIVOT = 50
_YEAR_MONTHS = 12
# Days from publication of the likely and the other reading of 7/8/2025.
_BESIDE, _FAR = 3, 20
_NUMBER = re.compile(r"\d+")
_FIGURES = re.compile(r"(?<![/.\d])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)?\d\d(?![/\d-])")


def numeric(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read 27/02/2025 and 27.02.2025; where day and month could be swapped only the year.

    The order is what other dates of the text or the dateline's country tell.
    """
    if found.get("mark") != found.get("mark2"):
        return
    first, second, year = (int(found.get(name)) for name in ("first", "second", "year"))
    if len(found.get("year")) == 2:  # noqa: PLR2004  (a year in two digits)
        year += 2000 if year < _TWO_DIGIT_PIVOT else 1900
    days = {date(year, second, first)}
    if found.get("mark") != ".":
        days = _by_order(scene, days, date(year, first, second))
    certain = [day for day in days if day]
    if len(certain) == 1:
        yield as_date(found, certain[0].isoformat())
    elif near := _beside_today(scene, certain):
        yield as_date(found, near.isoformat(), "document")
    elif certain:
        yield Reading(found.start, found.end, "DATE", f"{year:04}-XX-XX")


def _beside_today(scene: Scene, days: list[dt.date]) -> dt.date | None:
    """Return the one of two days that is just before publication, if the other is far away."""
    if scene.today is None or not days:
        return None
    ages = sorted((abs((scene.today - day).days), day) for day in days)
    is_just_past = ages[0][0] <= _BESIDE and ages[0][1] <= scene.today
    return ages[0][1] if is_just_past and ages[1][0] > _FAR else None


def _by_order(
    scene: Scene, day_first: set[dt.date | None], month_first: dt.date | None
) -> set[dt.date | None]:
    if None in day_first or month_first is None or scene.month_first is None:
        return day_first | {month_first}
    return {month_first} if scene.month_first else day_first


def order_of(text: str) -> bool | None:
    """Say whether the figures of a text put the month first; None if none or some of each do."""
    pairs = [(int(match[1]), int(match[2])) for match in _FIGURES.finditer(text)]
    orders = {
        second > _YEAR_MONTHS
        for first, second in pairs
        if (first > _YEAR_MONTHS) != (second > _YEAR_MONTHS)
    }
    return orders.pop() if len(orders) == 1 else None


def days_list(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "3, 4 and 5 March" as so many dates, and as a range if they follow each other."""
    month, base = month_number(scene, found), scene.text.index(found.groups["days"], found.start)
    marks = list(_NUMBER.finditer(found.groups["days"]))
    days = _days_listed(scene, found, month, [int(mark[0]) for mark in marks])
    if None in days:
        return
    certain = [day for day in days if day]
    interval = _running(certain)
    anchor = "absolute" if "year" in found.groups else "document"
    for at, (mark, day) in enumerate(zip(marks, certain, strict=True)):
        start = found.start if at == 0 else base + mark.start()
        end = found.end if at == len(marks) - 1 else base + mark.end()
        yield Reading(start, end, "DATE", str(day), When(day, day), anchor, None, interval)


def _days_listed(
    scene: Scene, found: Found, month: int, numbers: list[int]
) -> list[dt.date | None]:
    if "year" in found.groups:
        return [date(int(found.get("year")), month, number) for number in numbers]
    near = nearest_day(scene, found, month, numbers[0])
    return [near and date(near.year, month, number) for number in numbers]


def _running(days: list[dt.date]) -> When | None:
    steps = {later - earlier for earlier, later in pairwise(days)}
    return When(days[0], days[-1], Precision.RANGE) if steps == {dt.timedelta(days=1)} else None


def days_of_month(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read two days of one month ("24 to 28 February") as two dates, and as a range if it is."""
    month, first, second = (
        month_number(scene, found),
        int(found.get("day")),
        int(found.get("day2")),
    )
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
    numbers = [month_number(scene, found), month_number(scene, found, "month2")]
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

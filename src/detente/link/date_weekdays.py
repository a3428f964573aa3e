"""Readers of weekdays and weekends: which Thursday is meant."""

import datetime as dt
from collections.abc import Iterator

from detente.link.date_amounts import count
from detente.link.date_calendar import as_date, nearest_day
from detente.link.date_patterns import Found
from detente.link.date_relative import day_reading, unknown
from detente.link.date_scene import BACK, FORWARD, Reading, Scene
from detente.link.date_values import shift, value_of

_WEEK = 7
_LONGEST_MONTH = 31
# "next Friday" on a Thursday is not tomorrow.
_TOO_NEAR_FOR_NEXT = 2


def weekday(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a weekday: the last one up to today, the next one after a forward verb."""
    number = scene.words.weekdays[found.get("weekday")]
    if scene.today is None:
        yield unknown(found, f"XXXX-WXX-{number}")
        return
    yield day_reading(scene, found, weekday_day(scene, found, scene.today, number))


def weekday_day(scene: Scene, found: Found, today: dt.date, number: int) -> dt.date | None:
    """Return the day that a weekday (1 is Monday) means, by its pointer or by the verb."""
    ahead = (number - today.isoweekday()) % _WEEK
    pointer = found.get("pointer")
    if pointer:
        step = _pointed(scene.words.pointers[pointer], pointer, ahead)
        return _this(scene, found, today, number) if step is None else shift(today, step, "D")
    return shift(today, _on_side(scene.direction(found), ahead), "D")


def _pointed(direction: int, pointer: str, ahead: int) -> int | None:
    """Return the days from today to a pointed weekday; None for "this", which looks at the verb."""
    if direction < 0:
        return ahead - _WEEK
    if direction > 0:
        is_near = pointer == "next" and 0 < ahead <= _TOO_NEAR_FOR_NEXT
        return (ahead or _WEEK) + _WEEK * is_near
    return None


def _this(scene: Scene, found: Found, today: dt.date, number: int) -> dt.date | None:
    """Return "this Friday": of this week, or the coming one after a forward verb."""
    if scene.direction(found) == FORWARD:
        return shift(today, (number - today.isoweekday()) % _WEEK, "D")
    return shift(today, number - today.isoweekday(), "D")


def _on_side(direction: int, ahead: int) -> int:
    """Return the days to a weekday on the verb's side; to the nearest where no verb tells."""
    back = ahead - _WEEK if ahead else 0
    if direction == FORWARD:
        return ahead
    return back if direction == BACK or -back <= ahead else ahead


def weekday_ahead(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "Friday week": a week after the coming Friday."""
    number = scene.words.weekdays[found.get("weekday")]
    if scene.today is None:
        yield unknown(found)
        return
    ahead = (number - scene.today.isoweekday()) % _WEEK or _WEEK
    weeks = 2 if found.get("weeks") == "fortnight" else 1
    yield day_reading(scene, found, shift(scene.today, ahead + weeks * _WEEK, "D"))


def weekdays_ago(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "two Fridays ago"."""
    number, many = scene.words.weekdays[found.get("weekday")], count(scene, found.get("number"))
    if scene.today is None or not many:
        yield unknown(found)
        return
    back = (scene.today.isoweekday() - number) % _WEEK or _WEEK
    yield day_reading(scene, found, shift(scene.today, -back - _WEEK * (int(many) - 1), "D"))


def weekday_told(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the following Friday": from the day the text spoke of last, else from today."""
    number, home = scene.words.weekdays[found.get("weekday")], scene.told_day(found) or scene.today
    if home is None:
        yield unknown(found, f"XXXX-WXX-{number}")
        return
    ahead = (number - home.isoweekday()) % _WEEK
    step = (ahead or _WEEK) if found.get("pointer") in {"following", "next"} else ahead - _WEEK
    anchor = "document" if home == scene.today else "text"
    yield day_reading(scene, found, shift(home, step, "D"), anchor)


def weekday_of_week(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "Thursday last week", "Monday of next week"."""
    number = scene.words.weekdays[found.get("weekday")]
    step = scene.words.pointers[found.get("pointer")]
    there = shift(scene.today, step, "W") if scene.today else None
    if there is None:
        yield unknown(found, f"XXXX-WXX-{number}")
        return
    yield day_reading(scene, found, shift(there, number - there.isoweekday(), "D"))


def weekend(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the weekend": the last one, or the next one after a forward verb."""
    if scene.today is None:
        yield unknown(found, "XXXX-WXX-WE")
        return
    saturday = scene.today.isoweekday() >= _WEEK - 1
    ahead = scene.direction(found) == FORWARD or found.get("pointer") == "coming"
    there = shift(scene.today, 0 if ahead or saturday else -1, "W")
    yield as_date(found, value_of(there or scene.today, "WE"), "document")


def nth_weekday(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the first Monday of March", "the last Friday of every month"."""
    number = scene.words.weekdays[found.get("weekday")]
    if "each" in found.groups:
        yield Reading(found.start, found.end, "SET", f"XXXX-XX-WXX-{number}")
        return
    month = _month_pointed_to(scene, found)
    order = scene.words.ordinals.get(found.get("ordinal"), 0)
    day = nth_of_month(month, number, order) if month else None
    if day is None:
        yield unknown(found, f"XXXX-WXX-{number}")
        return
    yield as_date(found, day.isoformat(), "absolute" if "year" in found.groups else "document")


def nth_of_month(month: dt.date, weekday: int, order: int) -> dt.date | None:
    """Return the nth such weekday of the month of a day, the last if -1; None if it has none."""
    first = month.replace(day=1)
    days = [first + dt.timedelta(days=step) for step in range(_LONGEST_MONTH)]
    right = [day for day in days if day.month == month.month and day.isoweekday() == weekday]
    place = order - 1 if order > 0 else order
    return right[place] if -len(right) <= place < len(right) else None


def _month_pointed_to(scene: Scene, found: Found) -> dt.date | None:
    if "pointed" in found.groups:
        step = scene.words.pointers[found.get("pointed")]
        return shift(scene.today, step, "M") if scene.today else None
    number = scene.words.months[found.get("whole_month")]
    if "year" in found.groups:
        return dt.date(int(found.get("year")), number, 1)
    return nearest_day(scene, found, number, 1)

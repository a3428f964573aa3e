"""Lengths of time that are told from a date: "two days after 3 May", "in two weeks"."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detente.link.date_scene import FORWARD, Scene
from detente.link.date_values import shift
from detente.model import Precision, Span, TimeExpression, When

_LENGTH: Final = re.compile(r"P(\d{1,4})([DWMY])")
_BEFORE: Final = re.compile(r"\s(?:before|prior to|ahead of)\s(?:the\s)?")
_AFTER: Final = re.compile(r"\s(?:after|from|following)\s(?:the\s)?")
_IN: Final = re.compile(r"\b[Ii]n\s(?:just\s|about\s|around\s|some\s)?$")
# "The first time in 25 years" looks back, whatever the verb.
_RECORD: Final = re.compile(
    r"\b(?:time|times|\w+est|worst|best|first|last|record|most)\b[^,.;]{0,30}\s$"
)
_LOOK_BACK: Final = 12
_LOOK_FOR_RECORD: Final = 50
# Days on either side that a count of such units leaves open.
_LOOSE: Final = {"D": 0, "W": 3, "M": 15, "Y": 182}


def with_anchors(scene: Scene, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions of a sentence; lengths told from a date get the days they lead to.

    The days are the ``interval`` of both expressions. A length that is told from an event ("two
    days after the attack") stays unresolved: the text does not say its day here.
    """
    result = [_ahead(scene, expression) for expression in found]
    for position in range(len(result) - 1):
        length, day = result[position : position + 2]
        when = _told_from(scene, length, day)
        if when:
            span = Span(length.span.start, day.span.end)
            result[position] = replace(length, interval=when, interval_span=span)
            result[position + 1] = replace(day, interval=when, interval_span=span)
    return result


def _told_from(scene: Scene, length: TimeExpression, day: TimeExpression) -> When | None:
    gap = scene.text[length.span.end : day.span.start]
    side = bool(_AFTER.fullmatch(gap)) - bool(_BEFORE.fullmatch(gap))
    home = scene.today if day.value == "PRESENT_REF" else _single(day)
    if not side or home is None or length.kind != "DURATION":
        return None
    return _moved(length.value, home, side)


def _single(day: TimeExpression) -> dt.date | None:
    when = day.when if day.kind in {"DATE", "TIME"} else None
    return when.earliest if when and when.earliest == when.latest else None


def _moved(value: str | None, home: dt.date, side: int) -> When | None:
    match = _LENGTH.fullmatch(value or "")
    there = shift(home, side * int(match[1]), match[2]) if match else None
    if match is None or there is None:
        return None
    slack = _LOOSE[match[2]]
    first, last = shift(there, -slack, "D"), shift(there, slack, "D")
    return (
        When(first, last, Precision.RANGE if slack else Precision.DAY) if first and last else None
    )


def _ahead(scene: Scene, expression: TimeExpression) -> TimeExpression:
    """Return "in two weeks" after a forward verb with its days; elsewhere it is a length."""
    start = expression.span.start
    opened = _IN.search(scene.text, max(scene.start, start - _LOOK_BACK), start)
    if expression.kind != "DURATION" or not opened or scene.today is None:
        return expression
    if _is_record(scene, opened.start()):
        return expression
    when = _moved(expression.value, scene.today, 1)
    if when is None or scene.direction_at(start) != FORWARD:
        return expression
    span = Span(opened.start(), expression.span.end)
    return replace(expression, interval=when, interval_span=span)


def _is_record(scene: Scene, place: int) -> bool:
    before = scene.text[max(scene.start, place - _LOOK_FOR_RECORD) : place]
    return bool(_RECORD.search(before))

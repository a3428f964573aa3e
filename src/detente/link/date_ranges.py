"""Two dates that are one range, and dates that only open or close one."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from msgspec.structs import replace

from detente.link.date_values import days_of
from detente.model import Precision, Span, TimeExpression, When

_LOOK_BACK = 40
_LONGEST_GAP = 60
_WEEK = 7
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_DATES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class RangeWords:
    """Compiled patterns of ``[ranges]`` in ``data/date_words.toml``."""

    patterns: Mapping[str, re.Pattern[str]]

    def joins(self, name: str, gap: str) -> bool:
        """Say whether all that stands between two dates joins them in the manner ``name``."""
        return bool(self.patterns[name].fullmatch(gap))

    def ends(self, name: str, words: str) -> re.Match[str] | None:
        """Return the match of a pattern at the end of (or in) some words."""
        return self.patterns[name].search(words)


def load_range_words() -> RangeWords:
    """Return the compiled patterns."""
    source = files("detente.link") / "data" / "date_words.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))["ranges"]
    return RangeWords({name: re.compile(text, re.IGNORECASE) for name, text in table.items()})


def with_ranges(
    text: str, found: Sequence[TimeExpression], words: RangeWords, floor: int
) -> list[TimeExpression]:
    """Return the expressions of a sentence, each with the range it is an end of.

    Args:
        text: the document's.
        found: the expressions of one sentence, in order.
        words: what joins two dates.
        floor: where the sentence begins.
    """
    joined = _joined(text, found, words, floor)
    return [
        expression if expression.interval else _half_open(text, expression, words, floor)
        for expression in joined
    ]


def _joined(
    text: str, found: Sequence[TimeExpression], words: RangeWords, floor: int
) -> list[TimeExpression]:
    result = _told_together(text, found, words, floor)
    for position in range(len(result) - 1):
        first, second = result[position], result[position + 1]
        if _makes_range(text, first, second, words, floor):
            result[position : position + 2] = _as_range(text, first, second, words, floor)
    return result


def _told_together(
    text: str, found: Sequence[TimeExpression], words: RangeWords, floor: int
) -> list[TimeExpression]:
    """Return expressions that were read as one range ("24-28 February") with its words."""
    result: list[TimeExpression] = []
    for interval, group in groupby(found, key=lambda expression: expression.interval):
        members = list(group)
        if interval:
            start = _opening(text, members[0], words, floor)
            span = Span(start, members[-1].span.end)
            members = [replace(member, interval_span=span) for member in members]
        result += members
    return result


def _makes_range(
    text: str, first: TimeExpression, second: TimeExpression, words: RangeWords, floor: int
) -> bool:
    if first.interval or not (_is_date(first) and _is_date(second)):
        return False
    gap = text[first.span.end : second.span.start]
    if len(gap) > _LONGEST_GAP:
        return False
    before = text[max(floor, first.span.start - _LOOK_BACK) : first.span.start]
    if words.ends("moved", before):
        return False
    if words.joins("joins", gap):
        return True
    if words.joins("between_joins", gap):
        return bool(words.ends("between", before)) or _is_next_day(first, second)
    return bool(words.ends("opens", before)) and words.joins("late_joins", gap)


def _is_next_day(first: TimeExpression, second: TimeExpression) -> bool:
    """Say whether "Friday and Saturday" are two days in a row."""
    here, there = (_single(expression) for expression in (first, second))
    return here is not None and there is not None and (there - here).days == 1


def _single(expression: TimeExpression) -> dt.date | None:
    when = expression.when
    return when.earliest if when and when.earliest == when.latest else None


def _is_date(expression: TimeExpression) -> bool:
    return expression.kind in _DATES and expression.when is not None


def _as_range(
    text: str, first: TimeExpression, second: TimeExpression, words: RangeWords, floor: int
) -> tuple[TimeExpression, TimeExpression]:
    first = _before(first, second)
    second = _in_the_week(text, first, second)
    start = first.when.earliest if first.when else None
    end = second.when.latest if second.when else None
    if start is None or end is None or start > end:
        return first, second
    span = Span(_opening(text, first, words, floor), second.span.end)
    interval = When(start, end, Precision.RANGE)
    return (
        replace(first, zone=first.zone or second.zone, interval=interval, interval_span=span),
        replace(second, interval=interval, interval_span=span),
    )


def _in_the_week(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression:
    """Return the second of two weekdays within a week after the first."""
    begin, end = _single(first), _single(second)
    words = (text[one.span.start : one.span.end] for one in (first, second))
    if begin is None or end is None or not all(_WEEKDAY.fullmatch(word) for word in words):
        return second
    days = (end - begin).days
    if 0 < days < _WEEK or days % _WEEK == 0:
        return second
    there = begin + dt.timedelta(days=days % _WEEK)
    return replace(second, value=there.isoformat(), when=When(there, there))


def _before(first: TimeExpression, second: TimeExpression) -> TimeExpression:
    """Return the first end in the year of the second, if only that one tells its year."""
    told = first.anchor == "document" and second.anchor == "absolute"
    if not (told and first.value and first.when and second.when and second.when.latest):
        return first
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", first.value):
        return first
    for year in (second.when.latest.year, second.when.latest.year - 1):
        value = f"{year:04}{first.value[4:]}"
        when = days_of(value)
        if when and _starts_by(when, second.when.latest):
            return replace(first, value=value, when=when, anchor="absolute")
    return first


def _starts_by(when: When, day: dt.date) -> bool:
    return when.earliest is not None and when.earliest <= day


def _opening(text: str, first: TimeExpression, words: RangeWords, floor: int) -> int:
    """Return where the range's words begin: at its "from" or "between", if it has one."""
    base = max(floor, first.span.start - _LOOK_BACK)
    match = words.ends("opens", text[base : first.span.start])
    return base + match.start() if match else first.span.start


def _half_open(
    text: str, expression: TimeExpression, words: RangeWords, floor: int
) -> TimeExpression:
    if not _is_date(expression) or expression.is_dateline or expression.when is None:
        return expression
    base = max(floor, expression.span.start - _LOOK_BACK)
    before = text[base : expression.span.start]
    opened, closed = words.ends("since", before), words.ends("until", before)
    if opened and _opens(text, expression, words, opened):
        when = When(expression.when.earliest, None, Precision.RANGE)
        return _with_interval(expression, when, base + opened.start())
    if closed:
        when = When(None, _last_day(expression, closed), Precision.RANGE)
        return _with_interval(expression, when, base + closed.start())
    return expression


def _with_interval(expression: TimeExpression, when: When, start: int) -> TimeExpression:
    span = Span(start, expression.span.end)
    return replace(expression, interval=when, interval_span=span)


def _opens(text: str, expression: TimeExpression, words: RangeWords, match: re.Match[str]) -> bool:
    """Say whether "from" opens a range: "a film from 2010" does not, "from Monday" does."""
    if not match[0].lower().startswith("from"):
        return True
    if words.ends("moved", match.string):
        return False
    if text.startswith(("'s", "’s"), expression.span.end):
        return False
    onward = words.ends("onward", text[expression.span.end : expression.span.end + 10])
    exact = expression.when is not None and expression.when.precision is Precision.DAY
    return bool(onward) or exact


def _last_day(expression: TimeExpression, match: re.Match[str]) -> dt.date | None:
    when = expression.when
    if when is None:
        return None
    # "Before the end of the year" is not before the last third of it.
    is_whole = expression.mod != "END" and expression.kind == "DATE"
    is_before = match[0].lower().startswith("before") and is_whole
    if is_before and when.earliest and when.earliest > dt.date.min:
        return when.earliest - dt.timedelta(days=1)
    return when.latest

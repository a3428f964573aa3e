"""Where reports of one event differ in a number."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from detente.merge.conflict_sides import (
    CONTRADICTORY,
    DIFFERENT,
    FINER,
    Difference,
    Side,
    Telling,
)
from detente.merge.numbers import Count, CountFinder, counts_exclude
from detente.merge.reports import Report
from detente.model import Span

# Every two counts of a record are compared, so a record with very many is cut.
_MOST_COUNTS = 100

_Told = tuple[Report, Count]


def counts_differ(reports: Sequence[Report], finder: CountFinder) -> Iterator[Difference]:
    """Yield the counts of one thing on which articles differ, the first thing alone.

    Rounded and full, about and exact: finer. Told on days far enough apart that the number may
    have moved: different. Else they contradict each other.
    """
    if len({report.article.id for report in reports}) == 1:
        return
    told = [(report, count) for report in reports for count in finder.counts_in(report.sentence)]
    told = told[:_MOST_COUNTS]
    pairs = combinations(told, 2)
    rival = next((pair for pair in pairs if _differ(*pair)), None)
    if rival is not None:
        unit = rival[0][1].unit
        sides = _sides([one for one in told if one[1].unit == unit])
        yield Difference("number", _grade(sides, rival), tuple(sides))


def _differ(one: _Told, other: _Told) -> bool:
    if one[0].article.id == other[0].article.id or one[1].unit != other[1].unit:
        return False
    return counts_exclude(one[1], other[1]) or _is_finer(one[1], other[1])


def _is_finer(one: Count, other: Count) -> bool:
    """Whether one count is the other told roundly, or told as about that."""
    if one.value == other.value:
        return False
    few, many = sorted((one, other), key=lambda count: _digits(count.value))
    is_round = _digits(few.value) < _digits(many.value)
    return (is_round and few.value == _rounded(many.value, _digits(few.value))) or (
        "about" in {one.bound, other.bound} and not counts_exclude(one, other)
    )


def _digits(value: float) -> int:
    """Return the number of significant digits."""
    return len(f"{value:.10g}".replace(".", "").strip("0")) if value < 1 else _of_large(value)


def _of_large(value: float) -> int:
    digits = f"{value:.10f}".rstrip("0").rstrip(".")
    return len(digits.replace(".", "").rstrip("0")) if "." not in digits else len(digits) - 1


def _rounded(value: float, digits: int) -> float:
    scale = 10.0 ** (digits - 1 - math.floor(math.log10(abs(value)))) if value else 1.0
    return round(value * scale) / scale


def _sides(told: Iterable[_Told]) -> list[Side]:
    sides: dict[str, list[Telling]] = {}
    texts: dict[float, str] = {}
    for report, count in told:
        text = texts.setdefault(count.value, count.text)
        start = report.sentence_start
        span = Span(start + count.start, start + count.end)
        sides.setdefault(text, []).append(Telling(report, span))
    return [Side(text, tuple(tellings)) for text, tellings in sides.items()]


def _grade(sides: Sequence[Side], rival: tuple[_Told, _Told]) -> str:
    (one, count), (other, count_other) = rival
    if _is_finer(count, count_other):
        return FINER
    days = [report.published for report in (one, other) if report.published]
    has_moved = len(days) == len(sides) and days[0] != days[1]
    return DIFFERENT if has_moved else CONTRADICTORY

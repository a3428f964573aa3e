"""Where reports of one event differ in a number."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

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
# Below it, a number is rounded only where the words say so ("about 80").
_LEAST_ROUNDED = 100

_Told = tuple[Report, Count]


def counts_differ(reports: Sequence[Report], finder: CountFinder) -> Iterator[Difference]:
    """Yield the counts of one thing on which articles differ, the first thing alone.

    Rounded and full, about and exact: finer. Told on days far enough apart that the number may
    have moved: different. Else, and where one says that it is not the other's number, they
    contradict each other. People are one thing by whatever name, where each sentence counts but
    one sort of them; the dead of an attack have become more where each larger number is later.
    """
    if len({report.article.id for report in reports}) == 1:
        return
    told = [(report, count) for report in reports for count in finder.counts_in(report.sentence)]
    told = told[:_MOST_COUNTS]
    for some in (told, _of_persons(told, finder)):
        rival = next((pair for pair in combinations(some, 2) if _differ(*pair)), None)
        if rival is not None:
            of_unit = [one for one in some if one[1].unit == rival[0][1].unit]
            yield _difference(of_unit, rival, may_grow=finder.may_grow(rival[0][1]))
            return


def _of_persons(told: Sequence[_Told], finder: CountFinder) -> list[_Told]:
    """Return the counts of people, as of one unit, of the sentences that have one of them."""
    people = [one for one in told if finder.is_of_persons(one[1])]
    each = Counter(report.event.id for report, _ in people)
    return [
        (report, replace(count, unit="people"))
        for report, count in people
        if each[report.event.id] == 1
    ]


def _difference(
    of_unit: Sequence[_Told], rival: tuple[_Told, _Told], *, may_grow: bool
) -> Difference:
    told = [one for one in of_unit if one[1].bound != "not"]
    sides = _sides(told)
    has_moved = _has_grown(told) if may_grow else _has_moved(sides, rival)
    if len(told) < len(of_unit):
        grade = CONTRADICTORY
    elif _is_finer(rival[0][1], rival[1][1]):
        grade = FINER
    else:
        grade = DIFFERENT if has_moved else CONTRADICTORY
    return Difference("number", grade, tuple(sides))


def _has_grown(told: Iterable[_Told]) -> bool:
    """Whether each larger number was told on a later day than all smaller ones."""
    days: dict[float, list[dt.date]] = {}
    for report, count in told:
        if report.published:
            days.setdefault(count.value, []).append(report.published)
    ordered = [days[value] for value in sorted(days)]
    return len(ordered) > 1 and all(max(a) < min(b) for a, b in pairwise(ordered))


def _differ(one: _Told, other: _Told) -> bool:
    if one[0].article.id == other[0].article.id or one[1].unit != other[1].unit:
        return False
    return counts_exclude(one[1], other[1]) or _is_finer(one[1], other[1])


def _is_finer(one: Count, other: Count) -> bool:
    """Whether one count is the other told roundly, or told as about that."""
    if one.value == other.value:
        return False
    few, many = sorted((one, other), key=lambda count: _digits(count.value))
    is_round = many.value >= _LEAST_ROUNDED and _digits(few.value) < _digits(many.value)
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


def _has_moved(sides: Sequence[Side], rival: tuple[_Told, _Told]) -> bool:
    days = [report.published for report, _ in rival if report.published]
    return len(days) == len(sides) and days[0] != days[1]

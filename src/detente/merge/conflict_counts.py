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
    are_of_one_article,
)
from detente.merge.numbers import Count, CountFinder, counts_exclude
from detente.merge.reports import Report
from detente.model import Modality, Span

# Every two counts of a record are compared, so a record with very many is cut.
_MOST_COUNTS = 100
# Below it, a number is rounded only where the words say so ("about 80").
_LEAST_ROUNDED = 100

# Told so many days apart, a number may have moved between.
_APART = dt.timedelta(days=3)

_FORCE = "force"

_Told = tuple[Report, Count]


def counts_differ(reports: Sequence[Report], finder: CountFinder) -> Iterator[Difference]:
    """Yield the counts of one thing on which articles differ, the first thing alone.

    Rounded and full, about and exact, each side's share and the sum of them: finer. What was to be
    and what it was: different; so is what was told days apart, and so are the dead of an attack
    that have become more, each larger number being later. Else they contradict each other, and
    where one says that it is not the other's number. People are one thing by whatever name, and so
    are papers that are signed, where each sentence counts but one sort of them.
    """
    if are_of_one_article(reports):
        return
    told = [(report, count) for report in reports for count in _counts(report, finder)]
    told = told[:_MOST_COUNTS]
    kinds = dict.fromkeys(kind for _, count in told if (kind := finder.kind_of(count)))
    for some in (*(_of_kind(told, kind, finder) for kind in kinds), told):
        pairs = combinations(some, 2)
        rival = next((pair for pair in pairs if _differ(*pair) or _outgrows(pair, finder)), None)
        if rival is not None:
            of_unit = [one for one in some if one[1].unit == rival[0][1].unit]
            yield _difference(of_unit, may_grow=finder.may_grow(rival[0][1]))
            return


def _counts(report: Report, finder: CountFinder) -> Iterator[Count]:
    action, start = report.event.action, report.sentence_start
    deed = (action.start - start, action.end - start)
    for count in finder.counts_in(report.sentence):
        if finder.is_of(count, report.sentence, deed):
            yield count
    yield from _toll_after(report, finder)


def _toll_after(report: Report, finder: CountFinder) -> Iterator[Count]:
    """Yield how many the sentence after an attack tells to be dead or hurt."""
    if report.family != _FORCE or finder.looks_back(report.after):
        return
    shift = report.after_start - report.sentence_start
    for count in finder.counts_in(report.after):
        if finder.may_grow(count):
            yield replace(count, start=count.start + shift, end=count.end + shift)


def _outgrows(pair: tuple[_Told, _Told], finder: CountFinder) -> bool:
    """Whether "at least" so many of what can only become more is told, and more on a later day."""
    few, many = sorted(pair, key=lambda one: one[1].value)
    if few[1].unit != many[1].unit or few[1].bound != "least" or not finder.may_grow(few[1]):
        return False
    earlier, later = few[0].published, many[0].published
    return earlier is not None and later is not None and earlier < later


def _of_kind(told: Sequence[_Told], kind: str, finder: CountFinder) -> list[_Told]:
    """Return the counts of a kind, as of one unit, of the sentences that have one of them."""
    alike = [one for one in told if finder.kind_of(one[1]) == kind]
    # "Sixteen prisoners, eight of them Germans": peoples count where nobody else is counted.
    others = {report.event.id for report, count in alike if not count.is_people}
    those = [one for one in alike if not one[1].is_people or one[0].event.id not in others]
    each = Counter(report.event.id for report, count in those if count.bound != "not")
    return [
        (report, replace(count, unit=kind)) for report, count in those if each[report.event.id] == 1
    ]


def _difference(of_unit: Sequence[_Told], *, may_grow: bool) -> Difference:
    told = _with_shares([one for one in of_unit if one[1].bound != "not"])
    sides = _sides(told)
    if len(told) < len(of_unit):
        grade = CONTRADICTORY
    elif may_grow and _has_grown(told):
        grade = DIFFERENT
    else:
        grades = {_grade(*pair) for pair in combinations(told, 2) if _differ(*pair)}
        grade = next((one for one in (CONTRADICTORY, DIFFERENT, FINER) if one in grades), DIFFERENT)
    return Difference("number", grade, tuple(sides))


def _with_shares(told: Sequence[_Told]) -> list[_Told]:
    """Return counts of which all are each side's share that one tells to be it."""
    shares = {count.value for _, count in told if count.is_of_each}
    return [(report, replace(count, is_of_each=count.value in shares)) for report, count in told]


def _grade(one: _Told, other: _Told) -> str:
    if _is_finer(one[1], other[1]) or _is_sum(one, other) or _is_sum(other, one):
        return FINER
    plans = {report.event.modality is Modality.PLANNED for report, _ in (one, other)}
    return DIFFERENT if len(plans) > 1 or _may_have_moved(one[0], other[0]) else CONTRADICTORY


def _may_have_moved(one: Report, other: Report) -> bool:
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) >= _APART


def _is_sum(part: _Told, whole: _Told) -> bool:
    """Whether one tells what each side has, and the other what they have together."""
    n_sides = len(part[0].parties)
    return part[1].is_of_each and whole[1].value == n_sides * part[1].value


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

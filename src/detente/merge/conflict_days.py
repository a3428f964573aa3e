"""Where reports of one event differ in its day."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.merge.conflict_sides import (
    FINER,
    Difference,
    Side,
    finer_sides,
    grade_of_rivals,
    sides_of,
)
from detente.merge.days import bounds, days_exclude, gap_days, in_words, part_of_month
from detente.merge.deed_kinds import STAY, tells_end
from detente.merge.predicates import is_deed
from detente.merge.reports import Report
from detente.model import Precision, When

# A week or a stretch of days is where a day may lie; these are names of time.
_WIDE = frozenset({Precision.MONTH, Precision.QUARTER, Precision.YEAR, Precision.DECADE})
_STAY_DAYS = 4
# What names a third of a month, as against "from 1 to 10 May".
_PART = re.compile(r"\b(?:early|mid|middle|late|begin|start|end|close)", re.IGNORECASE)

_Days = Mapping[str, When]


def days_differ(reports: Sequence[Report]) -> Iterator[Difference]:
    """Yield a month and the day in it that others give, then days that exclude each other.

    A visit has several days, and so have talks whose end is told: such days are no conflict,
    unless somebody arrived on another day than was planned.
    """
    sides = sides_of(reports, _words, lambda report: report.event.when_span)
    days = {side.value: when for side in sides if (when := side.told[0].report.event.when)}
    finer = finer_sides(sides, lambda one, other: _holds(days[one.value], days[other.value]))
    if finer:
        yield Difference("when", FINER, finer)
    # What was worked out, from other sentences say, contradicts nobody.
    rivals = _rivals([side for side in sides if side.is_in_words], days)
    if rivals:
        yield Difference("when", grade_of_rivals(rivals), tuple(rivals))


def _words(report: Report) -> str | None:
    when = report.event.when
    if when is None:
        return None
    return part_of_month(when) if _names_part(report) and part_of_month(when) else in_words(when)


def _names_part(report: Report) -> bool:
    """Whether the words that tell the days name a part of a month: "in early May"."""
    span, start = report.event.when_span, report.sentence_start
    words = report.sentence[span.start - start : span.end - start] if span else ""
    return _PART.search(words) is not None


def _is_wide(when: When) -> bool:
    return when.precision in _WIDE or part_of_month(when) is not None


def _holds(wide: When, narrow: When) -> bool:
    if wide == narrow or not _is_wide(wide):
        return False
    first, last = bounds(wide)
    start, end = bounds(narrow)
    return first <= start and end <= last


def _rivals(sides: Sequence[Side], days: _Days) -> list[Side]:
    """Return the sides of which each is excluded by another."""
    narrow = [side for side in sides if not _holds_any(days[side.value], days.values())]
    starts = [side for side in narrow if not _goes_on(side, narrow, days)]
    return [
        side
        for side in starts
        if any(_exclude(side, other, days) for other in starts if other is not side)
    ]


def _holds_any(when: When, others: Iterable[When]) -> bool:
    return any(_holds(when, other) for other in others)


def _goes_on(side: Side, others: Sequence[Side], days: _Days) -> bool:
    """Whether a side tells a later day of what lasts, and others when it began."""
    if side.is_plan or not (_is_stay(side) or _is_end(side)) or _says(side, "arrive"):
        return False
    here = days[side.value]
    return any(
        bounds(days[other.value])[0] < bounds(here)[0]
        and gap_days(days[other.value], here) <= _STAY_DAYS
        for other in others
    )


def _exclude(one: Side, other: Side, days: _Days) -> bool:
    if not days_exclude(days[one.value], days[other.value]):
        return False
    if one.is_plan != other.is_plan or not (_is_stay(one) or _is_stay(other)):
        return True
    return gap_days(days[one.value], days[other.value]) > _STAY_DAYS


def _is_stay(side: Side) -> bool:
    return any(telling.report.deed == STAY for telling in side.told)


def _is_end(side: Side) -> bool:
    return any(tells_end(telling.report.event.action_text) for telling in side.told)


def _says(side: Side, deed: str) -> bool:
    return any(is_deed(telling.report.event.action_text, deed) for telling in side.told)

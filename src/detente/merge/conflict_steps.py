"""Where reports of one event differ in whether it took place."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from detente.merge.conflict_sides import (
    CONTRADICTORY,
    DIFFERENT,
    Difference,
    Side,
    Telling,
    sides_of,
)
from detente.merge.reports import Report
from detente.model import Modality

_COMPARED = frozenset({Modality.DONE, Modality.PLANNED, Modality.CLAIMED, Modality.DENIED})


def steps_differ(reports: Sequence[Report]) -> Iterator[Difference]:
    """Yield the steps of an event that is denied and told otherwise.

    Planned, then called off, and perhaps done in the end, were each true in their time:
    different. What is denied after it was told as done, or planned again after that, contradicts.
    """
    sides = sides_of(reports, _step, lambda report: report.event.action)
    denied = next((side for side in sides if side.value == Modality.DENIED), None)
    others = [side for side in sides if side is not denied]
    if denied is None or not others:
        return
    if any(_contradicts(denied, side) for side in others):
        told = [side for side in others if _contradicts(denied, side)]
        yield Difference("modality", CONTRADICTORY, tuple(_ordered((*told, denied))))
    else:
        yield Difference("modality", DIFFERENT, tuple(_ordered((*others, denied))))


def _step(report: Report) -> str | None:
    return report.event.modality.value if report.event.modality in _COMPARED else None


def _contradicts(denied: Side, told: Side) -> bool:
    if told.value == Modality.CLAIMED:
        return True
    denials = _days(denied.told)
    if not denials:
        return told.value == Modality.DONE
    if told.value == Modality.PLANNED:
        # Announced, then called off: progress. Still planned after a denial: somebody is wrong.
        return any(day >= min(denials) for day in _days(told.told))
    # Called off, then done after all.
    days = _days(told.told)
    return not days or min(days) <= max(denials)


def _days(told: Iterable[Telling]) -> list[dt.date]:
    return [telling.report.published for telling in told if telling.report.published]


def _ordered(sides: Iterable[Side]) -> list[Side]:
    return sorted(sides, key=lambda side: side.told[0].report.rank)

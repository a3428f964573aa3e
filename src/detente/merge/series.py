"""Which record comes before another in a series: stops of a tour, rounds of talks, and the like."""

import datetime as dt
from collections.abc import Iterable, Sequence

from detente.merge.deed_kinds import CALL, OTHER, STAY, deed_of
from detente.merge.predicates import SAME_DEED, predicate, tie
from detente.merge.reports import Report, party_key
from detente.model import EventRecord, Participant

# The next stop of a tour is reached within some days; a round of talks may be months away.
_TOUR_DAYS = 5
_SERIES_DAYS = 400
# Where no words count them, meetings further apart are just meetings.
_UNCOUNTED_DAYS = 100

Told = tuple[EventRecord, Sequence[Report]]


def before_in_series(item: Told, others: Iterable[Told]) -> str | None:
    """Return the record before this one in a series, or None.

    Args:
        item: a record with its reports.
        others: records that share an article with it, with theirs; and those that, as it does,
            tell which of a series they are.
    """
    day = _day(item)
    if day is None:
        return None
    earlier = [
        (when, other[0].id)
        for other in others
        if (when := _day(other)) is not None
        and (when, other[0].id) < (day, item[0].id)
        and _is_one_series(item, other, (day - when).days)
    ]
    return max(earlier)[1] if earlier else None


def number_of(reports: Iterable[Report]) -> int | None:
    """Return which of a series reports of one event tell of, the first to tell."""
    return next((report.number for report in reports if report.number), None)


def _day(item: Told) -> dt.date | None:
    record, reports = item
    if record.when and record.when.earliest:
        return record.when.earliest
    return min((report.published for report in reports if report.published), default=None)


def _is_one_series(later: Told, earlier: Told, gap_days: int) -> bool:
    if gap_days > _SERIES_DAYS or earlier[0].id in {later[0].part_of, later[0].follows}:
        return False
    deeds = (_deed(later), _deed(earlier))
    if STAY in deeds:
        return set(deeds) == {STAY} and gap_days <= _TOUR_DAYS and _is_next_stop(later, earlier)
    if not _same_parties(later[0], earlier[0]) or (CALL in deeds) != (deeds == (CALL, CALL)):
        return False
    number, before = number_of(later[1]), number_of(earlier[1])
    if number and before:
        return before < number and later[0].event_type == earlier[0].event_type
    is_near = bool(number) or gap_days <= _UNCOUNTED_DAYS
    return is_near and _is_next_of_kind(later, earlier, gap_days)


def _is_next_of_kind(later: Told, earlier: Told, gap_days: int) -> bool:
    deeds = (_deed(later), _deed(earlier))
    if OTHER in deeds:
        is_one_kind = later[0].event_type == earlier[0].event_type and gap_days > 1
        return is_one_kind and _same_deed(later[1], earlier[1])
    return gap_days > 0 or CALL in deeds


def _deed(item: Told) -> str:
    return deed_of(report.deed for report in item[1])


def _is_next_stop(later: Told, earlier: Told) -> bool:
    visitors = _keys(later[0].actors) & _keys(earlier[0].actors)
    hosts, hosts_before = _keys(later[0].recipients), _keys(earlier[0].recipients)
    return bool(visitors and hosts and hosts_before) and not hosts & hosts_before


def _same_parties(one: EventRecord, other: EventRecord) -> bool:
    ours = _keys((*one.actors, *one.recipients))
    theirs = _keys((*other.actors, *other.recipients))
    # A go-between may be left out; a summit is not the next meeting of two who were there.
    if not ours or len(ours ^ theirs) > 1 or not (ours <= theirs or theirs <= ours):
        return False
    acts_together = one.event_type == other.event_type == "CONSULT"
    return acts_together or _keys(one.actors) == _keys(other.actors)


def _keys(participants: Iterable[Participant]) -> frozenset[str]:
    return frozenset(map(party_key, participants))


def _same_deed(ones: Iterable[Report], others: Iterable[Report]) -> bool:
    ours, theirs = (
        [predicate(report.event.action_text) for report in reports] for reports in (ones, others)
    )
    return any(tie(one, other) >= SAME_DEED for one in ours for other in theirs)

"""Which record is part of which: a meeting or call within the days of a visit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from detente.merge.days import bounds
from detente.merge.parties import match_party
from detente.merge.reports import Report, party_key
from detente.model import EventRecord, Participant


@dataclass(frozen=True, slots=True)
class Merged:
    """A record with the reports it was made of."""

    record: EventRecord
    reports: tuple[Report, ...]


def link_parts(merged: Sequence[Merged]) -> list[EventRecord]:
    """Return the records, each meeting within a visit with the visit's id as ``part_of``.

    A visit holds a meeting if the visitor takes part, a host country does, and the meeting's
    days lie within the visit's; if one of the two is undated, an article that reports both or
    the publication within the visit's days stands for the day.
    """
    visits: dict[str, list[Merged]] = defaultdict(list)
    for item in merged:
        for host in _hosts(item):
            visits[host].append(item)
    return [_linked(item, visits) for item in merged]


def _hosts(item: Merged) -> frozenset[str]:
    if item.reports[0].deed != "stay":
        return frozenset()
    return frozenset(map(party_key, item.record.recipients))


def _linked(item: Merged, visits: Mapping[str, Sequence[Merged]]) -> EventRecord:
    if item.reports[0].deed not in {"meeting", "talk"} and item.record.event_type != "AGREE":
        return item.record
    parties = (*item.record.actors, *item.record.recipients)
    near = {
        visit.record.id: visit
        for key in map(party_key, parties)
        for visit in visits.get(key, ())
        if visit is not item and _holds(visit, item, parties)
    }
    if not near:
        return item.record
    chosen = max(near.values(), key=lambda visit: _closeness(visit, item))
    rule = ("part_of", "within the visit, with the visitor and a host among the parties")
    record = item.record
    return msgspec.structs.replace(
        record, part_of=chosen.record.id, chosen_by=(*record.chosen_by, rule)
    )


def _holds(visit: Merged, item: Merged, parties: Sequence[Participant]) -> bool:
    visitors = visit.record.actors
    is_visitor = any(match_party(one, other) > 0 for one in visitors for other in parties)
    # "His discussions with officials" names the hosts alone.
    is_visitor |= not item.record.actors and _share_article(visit, item)
    hosts = _hosts(visit) - set(map(party_key, visitors))
    is_hosted = any(party_key(participant) in hosts for participant in parties)
    return is_visitor and is_hosted and _is_within(visit, item)


def _is_within(visit: Merged, item: Merged) -> bool:
    outer, inner = visit.record.when, item.record.when
    if outer and inner:
        return bounds(outer)[0] <= bounds(inner)[0] and bounds(inner)[1] <= bounds(outer)[1]
    if item.record.historical or visit.record.historical:
        return False
    if _share_article(visit, item):
        return True
    if outer is None:
        return False
    days = [report.published for report in item.reports if report.published]
    return any(bounds(outer)[0] <= day <= bounds(outer)[1] for day in days)


def _share_article(visit: Merged, item: Merged) -> bool:
    return not set(visit.record.article_ids).isdisjoint(item.record.article_ids)


def _closeness(visit: Merged, item: Merged) -> tuple[bool, int, int, str]:
    shared = set(visit.record.article_ids) & set(item.record.article_ids)
    return visit.record.when is not None, len(shared), visit.record.n_reports, visit.record.id

"""Which record is part of which: a meeting or signing within a visit, an accord of a meeting.

And which follows which in a series: stops of a tour, rounds of talks, one closure after another.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from detente.merge.days import bounds
from detente.merge.deed_kinds import CALL, CONTACT, MEETING, OTHER, STAY, TALK, WELCOME, deed_of
from detente.merge.parties import match_party
from detente.merge.reports import Report, party_key
from detente.merge.series import before_in_series, number_of
from detente.model import EventRecord, Modality, Participant

# What is settled at a visit or meeting.
_SETTLED = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
# Of these, what is signed: at a meeting of the day, though no article tells both.
_SIGNED = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
_CONTACTS = frozenset({MEETING, TALK, WELCOME, CONTACT})
_MEETINGS = frozenset({MEETING, TALK, CALL})
# A meeting of so many holds meetings of some of them.
FEWEST_OF_SUMMIT = 4
# What is told beside a visit or meeting may lie after the one day that is told of it.
SLACK = dt.timedelta(days=2)
_NONE, _NEXT_DAY = dt.timedelta(), dt.timedelta(days=1)


@dataclass(frozen=True)
class Merged:
    """A record with the reports it was made of."""

    record: EventRecord
    reports: tuple[Report, ...]

    @cached_property
    def deed(self) -> str:
        """What sort of contact it tells; asked for each pair of records that may be linked."""
        return deed_of(report.deed for report in self.reports)


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """Keys of a record as a whole, as a part, and in a series; see :mod:`detente.merge.link_keys`.

    A whole and its part share a key of the one as a whole and the other as a part.
    """

    whole: frozenset[int]
    part: frozenset[int]
    series: frozenset[int]


def link_parts(
    merged: Sequence[Merged],
    keys: Mapping[str, LinkKeys],
    asked: Collection[str] | None = None,
) -> list[EventRecord]:
    """Return records, each with the id of what it is ``part_of`` and what it ``follows``.

    A visit holds a meeting, or what is settled, if the visitor takes part, a host country does
    (or it lies there), and its days lie within the visit's; if one of the two is undated, an
    article that reports both or the publication within the visit's days stands for the day. A
    meeting holds what those who met settle on its days, if one article reports both or two of them
    do so on its very day, and a summit meetings of some of its parties in its city.

    A record may be linked only to those that it shares a key with.

    Args:
        merged: records with their reports.
        keys: the keys of each, by record id.
        asked: the ids of those to be returned; None: all.
    """
    wholes: dict[int, list[Merged]] = defaultdict(list)
    beside: dict[int, list[Merged]] = defaultdict(list)
    for item in merged:
        for key in keys[item.record.id].whole:
            wholes[key].append(item)
        for key in keys[item.record.id].series:
            beside[key].append(item)
    return [
        _following(
            _linked(item, _sharing(keys[item.record.id].part, wholes, item)),
            item,
            _sharing(keys[item.record.id].series, beside, item),
        )
        for item in merged
        if asked is None or item.record.id in asked
    ]


def _sharing(
    keys: frozenset[int], holders: Mapping[int, Sequence[Merged]], item: Merged
) -> Sequence[Merged]:
    """Return the others that have one of some keys, each once, by id."""
    found = {one.record.id: one for key in keys for one in holders.get(key, ())}
    return [found[id_] for id_ in sorted(found) if id_ != item.record.id]


def may_hold(item: Merged) -> bool:
    """Whether a record may have parts: a visit or a meeting."""
    return item.deed == STAY or item.deed in _MEETINGS


def may_be_part(item: Merged) -> bool:
    """Whether a record may be part of another: a contact that is no visit, or what is settled."""
    return item.deed in _CONTACTS or is_settled(item)


def is_settled(item: Merged) -> bool:
    """Whether a record tells what a visit or meeting may settle: an accord, aid, a truce."""
    return item.deed == OTHER and item.record.event_type in _SETTLED


def _hosts(item: Merged) -> frozenset[str]:
    return _keys(item.record.recipients) if item.deed == STAY else frozenset()


def _keys(participants: Sequence[Participant]) -> frozenset[str]:
    return frozenset(map(party_key, participants))


def _parties(item: Merged) -> tuple[Participant, ...]:
    return (*item.record.actors, *item.record.recipients)


def _linked(item: Merged, wholes: Sequence[Merged]) -> EventRecord:
    if not may_be_part(item):
        return item.record
    parties = _parties(item)
    near = [whole for whole in wholes if _holds(whole, item, parties)]
    if not near:
        return item.record
    chosen = max(near, key=lambda whole: _closeness(whole, item))
    rule = ("part_of", _rule(chosen))
    record = item.record
    return msgspec.structs.replace(
        record, part_of=chosen.record.id, chosen_by=(*record.chosen_by, rule)
    )


def _rule(whole: Merged) -> str:
    if whole.deed == STAY:
        return "within the visit, with the visitor and a host among the parties"
    return "between those who met, on the days of the meeting"


def _holds(whole: Merged, item: Merged, parties: Sequence[Participant]) -> bool:
    if is_settled(item) and not _is_firm(whole, item):
        return False
    if whole.deed == STAY and whole.record.recipients:
        return _visit_holds(whole, item, parties)
    return _meeting_holds(whole, item) or _summit_holds(whole, item)


def _is_firm(whole: Merged, item: Merged) -> bool:
    """Whether something was settled, on some day: of a visit much is said that it may bring."""
    if item.record.modality is Modality.HYPOTHETICAL:
        return False
    return item.record.when is not None or whole.record.when is not None


def _visit_holds(visit: Merged, item: Merged, parties: Sequence[Participant]) -> bool:
    visitors = visit.record.actors
    is_visitor = any(match_party(one, other) > 0 for one in visitors for other in parties)
    # "His discussions with officials" names the hosts alone.
    is_visitor |= not item.record.actors and _share_article(visit, item)
    hosts = _hosts(visit) - _keys(visitors)
    is_hosted = any(party_key(participant) in hosts for participant in parties)
    # With a third one, at the host's: told beside the visit, or both with their days.
    are_dated = visit.record.when is not None and item.record.when is not None
    is_hosted |= _is_there(visit, item) and (_share_article(visit, item) or are_dated)
    return is_visitor and is_hosted and _is_within(visit, item)


def _meeting_holds(meeting: Merged, item: Merged) -> bool:
    if not (is_settled(item) and meeting.deed in _MEETINGS):
        return False
    acting = _keys(item.record.actors)
    if not acting or not acting <= _keys(_parties(meeting)):
        return False
    if _share_article(meeting, item):
        return _is_within(meeting, item)
    is_signed = item.record.event_type in _SIGNED and len(acting) > 1
    return is_signed and _is_on_day(meeting, item)


def _is_on_day(meeting: Merged, item: Merged) -> bool:
    """Whether something is told of the one day of a meeting, or without a day just after it."""
    when = meeting.record.when
    if when is None or when.earliest is None or when.earliest != when.latest:
        return False
    if item.record.when is not None:
        return bounds(item.record.when) == bounds(when)
    days = [report.published for report in item.reports if report.published]
    return bool(days) and _NONE <= min(days) - when.earliest <= _NEXT_DAY


def _summit_holds(summit: Merged, item: Merged) -> bool:
    ours, theirs = _keys(_parties(summit)), _keys(_parties(item))
    if item.deed not in _CONTACTS or len(ours) < FEWEST_OF_SUMMIT or not theirs < ours:
        return False
    places = [record.place.name for record in (summit.record, item.record) if record.place]
    return len(set(places)) == 1 < len(places) and _is_within(summit, item)


def _following(record: EventRecord, item: Merged, beside: Sequence[Merged]) -> EventRecord:
    number = number_of(item.reports)
    told_with = [
        (other.record, other.reports)
        for other in beside
        if _share_article(other, item) or (number and number_of(other.reports))
    ]
    before = before_in_series((record, item.reports), told_with)
    if before is None:
        return record
    rule = ("follows", "told together or counted, the same deed of the same parties")
    return msgspec.structs.replace(record, follows=before, chosen_by=(*record.chosen_by, rule))


def _is_within(visit: Merged, item: Merged) -> bool:
    outer, inner = visit.record.when, item.record.when
    if outer and inner:
        slack = SLACK if _share_article(visit, item) or _is_there(visit, item) else _NONE
        last = bounds(outer)[1]
        last = last + slack if last < dt.date(9999, 1, 1) else last
        return bounds(outer)[0] <= bounds(inner)[0] and bounds(inner)[1] <= last
    if item.record.historical or visit.record.historical:
        return False
    if _share_article(visit, item):
        return True
    if outer is None:
        return False
    days = [report.published for report in item.reports if report.published]
    return any(bounds(outer)[0] <= day <= bounds(outer)[1] for day in days)


def _is_there(visit: Merged, item: Merged) -> bool:
    place = item.record.place
    return bool(place and place.country in _hosts(visit))


def _share_article(visit: Merged, item: Merged) -> bool:
    return not set(visit.record.article_ids).isdisjoint(item.record.article_ids)


def _closeness(whole: Merged, item: Merged) -> tuple[bool, bool, int, int, int, str]:
    shared = set(whole.record.article_ids) & set(item.record.article_ids)
    record = whole.record
    is_visit, gap = whole.deed == STAY, _gap_days(whole, item)
    return is_visit, record.when is not None, len(shared), -gap, record.n_reports, record.id


def _gap_days(whole: Merged, item: Merged) -> int:
    """Return the days from a whole's first day to when its part took place, or was told first."""
    begun = whole.record.when.earliest if whole.record.when else None
    told = [report.published for report in item.reports if report.published]
    day = item.record.when.earliest if item.record.when else min(told, default=None)
    return abs((day - begun).days) if day and begun else 0

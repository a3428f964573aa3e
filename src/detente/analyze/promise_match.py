"""Whether a record tells of the deed that another one promised: parties, kind, days."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.analyze.views import Report
from detente.merge.days import bounds
from detente.merge.reports import party_key
from detente.model import EventRecord, Participant, When

_TWO = 2


@dataclass(frozen=True, slots=True)
class Table:
    """What can be promised (see data/promises.toml). Types go by PLOVER's names."""

    kept_by: Mapping[str, frozenset[str]]
    intent: Mapping[str, str]
    dropped_by: Mapping[str, frozenset[str]]
    slack_days: int
    undated_days: int


@dataclass(frozen=True, slots=True)
class Deed:
    """Who takes part in a record: states or else names, and the persons known by id of each."""

    parties: frozenset[str]
    persons: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, record: EventRecord) -> "Deed":
        """Return the parties of a record, whatever side they are on."""
        people = (*record.actors, *record.recipients)
        keys = {party_key(one) for one in people}
        if len(keys) == 1 and record.place and record.place.country:
            keys.add(record.place.country)  # whoever is told to go to a place meets its people
        return cls(frozenset(keys), {key: _persons(key, people) for key in keys})


def _persons(key: str, people: Sequence[Participant]) -> frozenset[str]:
    named = (one for one in people if one.kind == "person" and one.entity)
    return frozenset(one.entity or "" for one in named if party_key(one) == key)


def is_same_deed(
    promised: tuple[EventRecord, When | None, dt.date | None],
    told: EventRecord,
    reports: Sequence[Report],
    table: Table,
) -> str | None:
    """Return why a record tells of a promised deed, in words, or None if it does not.

    ``promised`` is the record, the days it is due, and the day it was first announced. All its
    parties must be in the record told, at least two; where it names persons of a side, one of them
    must be; modes must not differ; and the days must fit (see ``Table``).
    """
    record, due, announced = promised
    ours, theirs = Deed.of(record), Deed.of(told)
    if len(ours.parties) < _TWO or not ours.parties <= theirs.parties:
        return None
    if _misses_persons(ours, theirs) or _modes_differ(record, told):
        return None
    return _days_fit(due, announced, told, reports, table)


def _misses_persons(ours: Deed, theirs: Deed) -> bool:
    named = ((party, persons) for party, persons in ours.persons.items() if persons)
    return any(not persons & theirs.persons[party] for party, persons in named)


def _modes_differ(one: EventRecord, other: EventRecord) -> bool:
    same_type = one.event_type == other.event_type
    return same_type and bool(one.mode and other.mode) and one.mode != other.mode


def _days_fit(
    due: When | None,
    announced: dt.date | None,
    told: EventRecord,
    reports: Sequence[Report],
    table: Table,
) -> str | None:
    days = told.when or _published(reports)
    if days is None:
        return None
    first, last = bounds(days)
    if announced and last < announced - dt.timedelta(days=1) and due is None:
        return None
    if due is None:
        limit = announced + dt.timedelta(days=table.undated_days) if announced else None
        fits = limit is not None and announced is not None and announced <= last and first <= limit
        within = f"within {table.undated_days} days of the announcement, which names no day"
        return f"the same parties, {within}" if fits else None
    slack = dt.timedelta(days=table.slack_days)
    start, end = due.earliest or announced, due.latest
    late = end is not None and first > end and first - end > slack
    early = start is not None and last < start and start - last > slack
    beside = f"within {table.slack_days} days of the days announced"
    return None if late or early else f"the same parties, {beside}"


def _published(reports: Sequence[Report]) -> When | None:
    days = sorted(day for one in reports if (day := one.quotation.article.published))
    return When(days[0], days[0]) if days else None

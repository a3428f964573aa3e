"""The page of a person: names, offices along time, meetings, travel, statements, disagreements."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from detente.analyze.known import known
from detente.analyze.people import IN_OFFICE, Alias, OfficeHeld, PersonCard, precision_of
from detente.analyze.statements import telling_first
from detente.analyze.views import EventFilter, EventLine
from detente.errors import QueryError
from detente.model import EventRecord, Participant, Record
from detente.store import loading, names, web_people, web_views
from detente.store.filters import matching_records
from detente.store.loading import Connection
from detente.store.web_people import PersonLine
from detente.web import bars, charts, labels
from detente.web.asked import Asked, as_filter
from detente.web.days import chosen_day
from detente.web.doors import doors

_MOST_EVENTS: Final = 25
_TALLIED: Final = ("event_type", "modality", "topic")


class Name(Record, frozen=True, kw_only=True):
    """A way to write a name, and where it is written so."""

    text: str
    sources: tuple[str, ...]


class Met(Record, frozen=True, kw_only=True):
    """Somebody met: who, the page about them, the meetings, and all events with both."""

    label: str
    office: str | None
    href: str | None
    events_href: str | None
    lines: tuple[EventLine, ...]


class Journey(Record, frozen=True, kw_only=True):
    """A stay elsewhere: the event, where (and how finely that is known), hosts and company."""

    line: EventLine
    place: str
    precision: str
    hosts: tuple[Participant, ...]
    company: tuple[Participant, ...]


def person_address(key: str, **parameters: str) -> str:
    """Return the address of a person's page, by entity id or name."""
    query = "&".join(f"{name}={quote(value)}" for name, value in parameters.items() if value)
    return f"/person/{quote(key, safe=':')}" + (f"?{query}" if query else "")


def person_key(connection: Connection, asked: str) -> str:
    """Return the key that an address means: an entity id, or a name that means one person.

    Raises:
        QueryError: nobody of that id or name, or several; names the nearest.
    """
    if asked in known().persons or web_people.person_line(connection, asked):
        return asked
    try:
        keys = names.persons(connection, asked)
    except QueryError:
        keys = tuple(card.id for card in known().find(asked, 8))
    if len(keys) == 1:
        return keys[0]
    if not keys:
        raise QueryError(f"nobody named {asked!r} in this database or in the tables")
    raise QueryError(f"several persons are called {asked!r}")


def person_page(
    connection: Connection, key: str, parameters: Mapping[str, str], database: str
) -> Mapping[str, Any]:
    """Return what the template of a person shows.

    Raises:
        QueryError: a day that cannot be read.
    """
    chosen = chosen_day(connection, parameters)
    card, line = known().persons.get(key), web_people.person_line(connection, key)
    offices = known().offices(key, chosen.day)
    asked = Asked(parameters=(("person", key),))
    return {
        "asked": asked,
        "key": key,
        "card": card,
        "line": line,
        "name": card.name if card else line.name if line else key,
        "country": card.country if card else home_of(line) if line else None,
        "names": _names(connection, key, card),
        "chosen": chosen,
        "here": person_address(key),
        "held": [office for office in offices if office.standing in IN_OFFICE],
        "offices": by_start(offices),
        "pictures": _pictures(offices, chosen.day),
        "precision": _precision,
        "doors": doors(connection, asked, as_filter(asked), database) if line else None,
        "claims": web_people.claims(connection, key),
        "conflicts": web_people.conflicts(connection, key),
        **_in_database(connection, key, line),
    }


def by_start(offices: Iterable[OfficeHeld]) -> list[OfficeHeld]:
    """Return tenures, the latest first."""
    return sorted(offices, key=lambda one: one.start or one.observed or one.end, reverse=True)


def home_of(line: PersonLine) -> str | None:
    """Return the state or organisation a person belongs to, None if only a group is known."""
    card = known().persons.get(line.key)
    if card is not None:
        return card.country
    return line.country if line.country and known().actor(line.country) else None


def _names(connection: Connection, key: str, card: PersonCard | None) -> list[Name]:
    """Return all spellings of a name, those of articles first, each with its sources."""
    found: dict[str, list[str]] = {}
    for spelling in web_people.spellings(connection, key):
        told = f"articles: {labels.counted(spelling.mentions, 'mention')}"
        found.setdefault(spelling.text, []).append(told)
    for alias in card.aliases if card else ():
        found.setdefault(alias.text, []).append(_source(alias))
    return [Name(text=text, sources=tuple(sources)) for text, sources in found.items()]


def _source(alias: Alias) -> str:
    return "written for this project" if alias.source == "own" else alias.source


def _pictures(offices: Sequence[OfficeHeld], on: dt.date) -> list[Markup]:
    terms = list(_terms(sorted(offices, key=lambda one: one.start or one.observed or one.end)))
    count = labels.counted(len(offices), "tenure")
    title = f"Offices along time: {count}; the table below lists them."
    found = [bars.bars(terms, on, width, title) for width in (charts.WIDE, charts.NARROW)]
    return [picture for picture in found if picture]


def _terms(offices: Iterable[OfficeHeld]) -> Iterator[bars.Term]:
    for one in offices:
        yield bars.Term(one.title, one.start, one.end, one.asof, one.observed)
        for rival in one.rivals:
            label = f"{one.title}, as {rival.source} has it"
            yield bars.Term(label, rival.start, rival.end, "", "", "rival")


def _precision(office: OfficeHeld) -> str:
    parts = [precision_of(office.start), precision_of(office.end)]
    known_parts = [part for part in parts if part]
    if not known_parts:
        return "seen once" if office.observed else "not known"
    return known_parts[0] if len(set(known_parts)) == 1 else " / ".join(known_parts)


def _in_database(connection: Connection, key: str, line: PersonLine | None) -> Mapping[str, Any]:
    if line is None:
        return {"n_events": 0}
    wanted = EventFilter(person=key, news_only=True)
    ids = matching_records(connection, wanted, paged=False)
    return {
        "n_events": len(ids),
        "counts": web_views.counted(connection, ids),
        "tallies": {field: web_views.tallied(connection, ids, field) for field in _TALLIED},
        "events": loading.lines(connection, ids[:_MOST_EVENTS]),
        "met": met(web_people.meetings(connection, key), key),
        "journeys": [_journey(line, key) for line in web_people.journeys(connection, key)],
        "statements": telling_first(web_people.statements(connection, key)),
    }


def met(lines: Iterable[EventLine], key: str) -> list[Met]:
    """Return whom a person met in some talks, those met most often first.

    The other side only: colleagues of the same country are company, not people met.
    """
    found: dict[str, list[tuple[Participant, EventLine]]] = {}
    for line in lines:
        own = {one.country for one in _everybody(line.record) if _key(one) == key}
        others = [one for one in _everybody(line.record) if one.country not in own]
        for other in {_key(one): one for one in reversed(others)}.values():
            found.setdefault(_key(other), []).append((other, line))
    people = [_met(pairs, key) for pairs in found.values()]
    return sorted(people, key=lambda one: (-len(one.lines), one.label))


def _met(pairs: Sequence[tuple[Participant, EventLine]], key: str) -> Met:
    other = pairs[0][0]
    is_person = other.kind == "person"
    both = Asked(parameters=(("person", key), ("also", _key(other)), ("background", "1")))
    return Met(
        label=labels.party(other),
        office=other.office,
        href=party_address(other),
        events_href=both.address() if is_person else None,
        lines=tuple(line for _, line in pairs),
    )


def _everybody(record: EventRecord) -> tuple[Participant, ...]:
    return (*record.actors, *record.recipients)


def _key(one: Participant) -> str:
    return one.entity or one.name or labels.party(one)


def party_address(one: Participant) -> str | None:
    """Return the page of a participant: the person's, else that of the state it belongs to."""
    if one.kind == "person" and (one.entity or one.name):
        return person_address(one.entity or one.name or "")
    if one.kind == "organisation" and one.entity:
        return f"/actor/{quote(one.entity, safe=':')}"
    return f"/actor/{one.country}" if one.country and known().actor(one.country) else None


def _journey(line: EventLine, key: str) -> Journey:
    record = line.record
    own = [one for one in _everybody(record) if _key(one) == key]
    home = {one.country for one in own}
    others = [one for one in _everybody(record) if _key(one) != key]
    hosts = tuple(one for one in others if one.country not in home)
    place, precision = _where(record, hosts)
    return Journey(
        line=line,
        place=place,
        precision=precision,
        hosts=hosts,
        company=tuple(one for one in others if one.country in home),
    )


def _where(record: EventRecord, hosts: Sequence[Participant]) -> tuple[str, str]:
    if record.place is not None:
        return record.place.name, record.place.kind
    country = next((one.country for one in hosts if one.country), None)
    return (names.country_name(country), "country") if country else ("not said", "")

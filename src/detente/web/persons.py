"""The page of a person: names, offices along time, meetings, travel, statements, disagreements."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from detente.analyze.actor_tables import actor_tables
from detente.analyze.statements import telling_first
from detente.analyze.views import EventFilter, EventLine
from detente.entities.directory_records import Holding, PersonCard
from detente.entities.tenure_records import IN_OFFICE
from detente.errors import QueryError
from detente.model import EventRecord, Participant, Record
from detente.store import loading, names, web_people, web_views
from detente.store.filters import matching_records
from detente.store.loading import Connection
from detente.store.web_people import PersonLine
from detente.web import bars, charts, labels
from detente.web.asked import Asked, as_filter
from detente.web.desk import Desk
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


def person_key(desk: Desk, asked: str) -> str:
    """Return the key that an address means: an entity id, or a name that means one person.

    Raises:
        QueryError: nobody of that id or name, or several; names the nearest.
    """
    if desk.card(asked) or web_people.person_line(desk.connection, asked):
        return asked
    keys = keys_named(desk, asked)
    if len(keys) == 1:
        return keys[0]
    if not keys:
        raise QueryError(f"nobody named {asked!r} in this database or in the tables")
    raise QueryError(f"several persons are called {asked!r}")


def keys_named(desk: Desk, name: str) -> tuple[str, ...]:
    """Return the keys of the persons called so: in the database, else in the tables."""
    try:
        return names.persons(desk.connection, name)
    except QueryError:
        return tuple(desk.directory.names.persons(name))


def person_page(desk: Desk, key: str, parameters: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what the template of a person shows.

    Raises:
        QueryError: a day that cannot be read.
    """
    connection, chosen = desk.connection, desk.chosen_day(parameters)
    card, line = desk.card(key), web_people.person_line(connection, key)
    offices = desk.directory.offices(key, chosen.day) if card else ()
    asked = Asked(parameters=(("person", key),))
    return {
        "asked": asked,
        "key": key,
        "card": card,
        "line": line,
        "name": card.name if card else line.name if line else key,
        "country": home_of(card, line),
        "names": _names(connection, key, card),
        "chosen": chosen,
        "here": person_address(key),
        "held": [office for office in offices if office.standing in IN_OFFICE],
        "offices": by_start(offices),
        "pictures": _pictures(offices, chosen.day),
        "doors": doors(connection, asked, as_filter(asked), desk.path) if line else None,
        "claims": web_people.claims(connection, key),
        "conflicts": web_people.conflicts(connection, key),
        **_in_database(connection, key, line),
    }


def by_start(offices: Iterable[Holding]) -> list[Holding]:
    """Return tenures, the latest first."""
    return sorted(offices, key=_beginning, reverse=True)


def _beginning(one: Holding) -> str:
    return one.start or one.last_confirmed or one.end or ""


def home_of(card: PersonCard | None, line: PersonLine | None) -> str | None:
    """Return the state or organisation a person belongs to, None if only a group is known."""
    if card is not None:
        return card.country
    known = line and line.country and actor_tables().by_code(line.country)
    return known.id if known else None


def _names(connection: Connection, key: str, card: PersonCard | None) -> list[Name]:
    """Return all spellings of a name, those of articles first, each with its sources."""
    found: dict[str, list[str]] = {}
    for spelling in web_people.spellings(connection, key):
        told = f"articles: {labels.counted(spelling.mentions, 'mention')}"
        found.setdefault(spelling.text, []).append(told)
    for alias in card.aliases if card else ():
        found.setdefault(alias.text, []).append(f"{labels.layer(alias.layer)} table")
    return [Name(text=text, sources=tuple(sources)) for text, sources in found.items()]


def _pictures(offices: Sequence[Holding], on: dt.date) -> list[Markup]:
    terms = list(_terms(sorted(offices, key=_beginning)))
    count = labels.counted(len(offices), "tenure")
    title = f"Offices along time: {count}; the table below lists them."
    found = [bars.bars(terms, on, width, title) for width in (charts.WIDE, charts.NARROW)]
    return [picture for picture in found if picture]


def _terms(offices: Iterable[Holding]) -> Iterator[bars.Term]:
    for one in offices:
        yield bars.Term(one.office, one.start, one.end, one.last_confirmed)
        for rival in one.rivals:
            label = f"≠ {one.office}, as {labels.listed(rival.sources)} has it"
            yield bars.Term(label, rival.start, rival.end, None, "rival")


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
    card = actor_tables().by_code(one.country) if one.country else None
    return f"/actor/{card.id}" if card else None


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

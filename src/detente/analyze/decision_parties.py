"""Who a decision means by a name: a state, organisation, body or person of the tables."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from detente.entities.directory import Directory
from detente.entities.tenure_records import IN_OFFICE, Held
from detente.errors import QueryError
from detente.model import Event, Party

_SAME: Final = ("entity", "kind", "country", "sector", "office", "office_type")


def coded_parties(events: Iterable[Event]) -> dict[str, Party]:
    """Return who takes part in reports as they are coded, by id, name and words in lower case."""
    found: dict[str, Party] = {}
    for one in (one for event in events for one in (*event.actors, *event.recipients)):
        party = Party(
            name=one.text if one.kind == "role" else one.name or one.text,
            **{name: getattr(one, name) for name in _SAME},
        )
        for called in filter(None, (one.entity, one.name, one.text)):
            found.setdefault(called.casefold(), party)
    return found


def party_named(directory: Directory, asked: str, day: dt.date | None) -> Party:
    """Return the party of an id, code or name; a person with the office held on a day.

    Raises:
        QueryError: nobody in the tables is called so, or several are; names what comes near.
    """
    if asked in directory.registry.bodies:
        return _body(directory, asked)
    try:
        code = directory.names.country(asked)
    except QueryError as no_country:
        return _person_or_body(directory, asked, day, str(no_country))
    return _state(directory, code)


def _state(directory: Directory, code: str) -> Party:
    if organisation := directory.registry.organisations.get(code):
        return Party(
            name=organisation.name,
            entity=code,
            kind="organisation",
            country=organisation.plover or None,
        )
    state = directory.registry.states[code]
    return Party(name=state.name, entity=code, kind="state", country=state.plover or code)


def _person_or_body(
    directory: Directory, asked: str, day: dt.date | None, no_country: str
) -> Party:
    bodies = [one for one in directory.find(asked, limit=3) if one.kind == "body"]
    exact = [one for one in bodies if asked.casefold() in {one.name.casefold(), one.spelling}]
    if len(exact) == 1:
        return _body(directory, exact[0].id)
    try:
        card = directory.person(asked)
    except QueryError as nobody:
        raise QueryError(f"{nobody}; {no_country}") from nobody
    return _person(directory, card.person, day)


def _body(directory: Directory, id_: str) -> Party:
    body = directory.registry.bodies[id_]
    country = directory.registry.states.get(body.country)
    return Party(
        name=body.name,
        entity=id_,
        kind="body",
        country=(country.plover if country else None) or body.country or None,
        sector=body.sector or None,
    )


def _person(directory: Directory, id_: str, day: dt.date | None) -> Party:
    person = directory.registry.persons[id_]
    state = directory.registry.states.get(person.state)
    held = None if day is None else _in_office(directory, id_, day)
    office = directory.tenures.offices.get(held.tenure.office) if held else None
    return Party(
        name=person.name,
        entity=id_,
        kind="person",
        country=(state.plover if state else None) or person.state or None,
        sector=office.sector if office else None,
        office=office.title if office else None,
        office_type=held.tenure.kind if held else None,
    )


def _in_office(directory: Directory, person: str, day: dt.date) -> Held | None:
    held = directory.tenures.offices_of(person, day)
    return next((one for one in held if one.state in IN_OFFICE), None)

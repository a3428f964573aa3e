"""The page of a state or organisation: who is in office, memberships, dyads, instruments."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from detente.analyze.actor_tables import actor_tables
from detente.analyze.people import ActorCard, Membership
from detente.analyze.views import EventFilter
from detente.entities.directory_records import Holding
from detente.entities.directory_words import DISPUTED, STRUCK
from detente.entities.tenure_records import FORMER
from detente.errors import QueryError
from detente.model import Record
from detente.store import loading, names, web_people, web_views
from detente.store.filters import matching_records
from detente.store.loading import Connection
from detente.web import bars, charts
from detente.web.asked import Asked, as_filter
from detente.web.desk import Desk
from detente.web.doors import doors

_OFFICES: Final = (
    *("HOS", "HOG", "LEADER", "CROWN", "DHOS", "DHOG", "FM", "DM", "INT", "NSC"),
    *("SPEAKER", "SPEAKER2", "HOIO", "HOIO2"),
)
# Shown even if the tables name nobody: a gap is worth knowing.
_EXPECTED: Final = {
    "state": ("HOS", "HOG", "FM", "DM", "INT", "NSC", "SPEAKER"),
    "organisation": ("HOIO",),
}
_TOLD: Final = frozenset({STRUCK, DISPUTED})
_MOST_EVENTS: Final = 25
_MOST_PEOPLE: Final = 12


class Seat(Record, frozen=True, kw_only=True):
    """An office of an actor, who holds it on the chosen day, best known first, and who does not.

    ``others`` are the last former holder where nobody holds it, rows that a correction struck out,
    and those whom one source alone gives the office.
    """

    office_type: str
    label: str
    holders: tuple[Holding, ...]
    others: tuple[Holding, ...]


class Partner(Record, frozen=True, kw_only=True):
    """A country with events shared: how many, and a bar as long as its share of the most."""

    code: str
    name: str
    n: int
    href: str
    bar: Markup


def actor_address(id_: str, **parameters: str) -> str:
    """Return the address of an actor's page."""
    query = "&".join(f"{name}={quote(value)}" for name, value in parameters.items() if value)
    return f"/actor/{quote(id_, safe=':')}" + (f"?{query}" if query else "")


def actor_card(connection: Connection, asked: str) -> ActorCard:
    """Return the state or organisation that an address means: a code, an id, or a name.

    Raises:
        QueryError: none of that code or name, here or in the tables.
    """
    card = actor_tables().actor(asked)
    if card is not None:
        return card
    present = names.countries(connection)
    if asked.upper() in present:
        code = asked.upper()
        return ActorCard(id=code, kind="organisation", code=code, name=present[code])
    raise QueryError(f"no state or organisation {asked!r} in this database or in the tables")


def actor_page(desk: Desk, card: ActorCard, parameters: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what the template of an actor shows.

    Raises:
        QueryError: a day that cannot be read.
    """
    connection, chosen = desk.connection, desk.chosen_day(parameters)
    memberships = actor_tables().memberships(card.id, chosen.day)
    line = web_people.actor_line(connection, card.code)
    asked = Asked(parameters=(("party", card.code),))
    return {
        "card": card,
        "line": line,
        "chosen": chosen,
        "here": actor_address(card.id),
        "asked": asked,
        "seats": seats(desk, card, chosen.day),
        "memberships": memberships,
        "pictures": _pictures(card, memberships, (chosen.day, desk.directory.last_word())),
        "people": web_people.people(connection, country=card.code, limit=_MOST_PEOPLE),
        "doors": doors(connection, asked, as_filter(asked), desk.path) if line else None,
        **(_in_database(connection, card) if line else {}),
    }


def seats(desk: Desk, card: ActorCard, day: dt.date) -> list[Seat]:
    """Return the offices of an actor with their holders on a day.

    Offices nobody is known to hold are left out, but for those that every state has.
    """
    registry = desk.directory.registry
    if card.id not in registry.states and card.id not in registry.organisations:
        return []
    expected = _EXPECTED[card.kind]
    found = (_seat(desk, kind, card, day) for kind in _OFFICES)
    return [seat for seat in found if seat.holders or seat.others or seat.office_type in expected]


def _seat(desk: Desk, kind: str, card: ActorCard, day: dt.date) -> Seat:
    directory = desk.directory
    holders = directory.holders(kind, card.id, day)
    is_expected = kind in _EXPECTED[card.kind]
    told = {*_TOLD, FORMER} if is_expected and not holders else _TOLD
    others = (one for one in directory.others(kind, card.id, day) if one.standing in told)
    return Seat(
        office_type=kind,
        label=directory.names.office_name(kind),
        holders=holders,
        others=tuple(others),
    )


def _pictures(
    card: ActorCard, memberships: Sequence[Membership], days: tuple[dt.date, str]
) -> list[Markup]:
    if card.kind != "state":
        return []  # a bar for each of many members tells less than the table
    on, last_word = days
    # A membership without an end goes on: the tables hold when it ends.
    terms = [_term(one, last_word) for one in memberships]
    title = f"Memberships along time: {len(terms)}; the table below lists them."
    found = [bars.bars(terms, on, width, title) for width in (charts.WIDE, charts.NARROW)]
    return [picture for picture in found if picture]


def _term(one: Membership, last_word: str) -> bars.Term:
    seen = None if one.end else last_word
    return bars.Term(one.organisation_name, one.start or None, one.end or None, seen)


def _in_database(connection: Connection, card: ActorCard) -> Mapping[str, Any]:
    wanted = EventFilter(party=card.code, news_only=True)
    ids = matching_records(connection, wanted, paged=False)
    return {
        "counts": web_views.counted(connection, ids),
        "gives": web_people.instruments(connection, card.code, "actor"),
        "receives": web_people.instruments(connection, card.code, "recipient"),
        "partners": _partners(connection, card.code),
        "events": loading.lines(connection, ids[:_MOST_EVENTS]),
    }


def _partners(connection: Connection, code: str) -> list[Partner]:
    found = web_people.partners(connection, code)
    most = max((n for _, n in found), default=1)
    return [
        Partner(
            code=other,
            name=names.country_name(other),
            n=n,
            href=f"/dyad/{code}-{other}",
            bar=charts.facet_bar(n, most),
        )
        for other, n in found
    ]

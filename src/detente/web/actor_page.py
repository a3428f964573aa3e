"""The page of a state or organisation: who is in office, memberships, dyads, instruments."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from detente.analyze.known import known
from detente.analyze.people import ActorCard, Membership, OfficeHeld
from detente.analyze.views import EventFilter
from detente.errors import QueryError
from detente.model import Record
from detente.store import loading, names, web_people, web_views
from detente.store.filters import matching_records
from detente.store.loading import Connection
from detente.web import bars, charts
from detente.web.asked import Asked, as_filter
from detente.web.days import chosen_day
from detente.web.doors import doors

OFFICES: Final = {
    "HOS": "head of state",
    "HOG": "head of government",
    "LEADER": "leader",
    "CROWN": "crown prince",
    "DHOS": "deputy head of state",
    "DHOG": "deputy head of government",
    "FM": "foreign minister",
    "DM": "defence minister",
    "INT": "interior minister",
    "NSC": "security council",
    "SPEAKER": "speaker",
    "SPEAKER2": "speaker of the other chamber",
    "HOIO": "head of the organisation",
    "HOIO2": "president of its council",
}
# Shown even if the tables name nobody: a gap is worth knowing.
_EXPECTED: Final = {
    "state": ("HOS", "HOG", "FM", "DM", "INT", "NSC", "SPEAKER"),
    "organisation": ("HOIO",),
}
_MOST_EVENTS: Final = 25
_MOST_PEOPLE: Final = 12


class Seat(Record, frozen=True, kw_only=True):
    """An office of an actor, and who holds it on the chosen day, best known first."""

    office_type: str
    label: str
    holders: tuple[OfficeHeld, ...]


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
    card = known().actor(asked)
    if card is not None:
        return card
    present = names.countries(connection)
    if asked.upper() in present:
        code = asked.upper()
        return ActorCard(id=code, kind="organisation", code=code, name=present[code])
    raise QueryError(f"no state or organisation {asked!r} in this database or in the tables")


def actor_page(
    connection: Connection, card: ActorCard, parameters: Mapping[str, str], database: str
) -> Mapping[str, Any]:
    """Return what the template of an actor shows.

    Raises:
        QueryError: a day that cannot be read.
    """
    chosen = chosen_day(connection, parameters)
    memberships = known().memberships(card.id, chosen.day)
    line = web_people.actor_line(connection, card.code)
    asked = Asked(parameters=(("party", card.code),))
    return {
        "card": card,
        "line": line,
        "chosen": chosen,
        "here": actor_address(card.id),
        "asked": asked,
        "seats": seats(card, chosen.day),
        "memberships": memberships,
        "pictures": _pictures(card, memberships, chosen.day),
        "people": web_people.people(connection, country=card.code, limit=_MOST_PEOPLE),
        "doors": doors(connection, asked, as_filter(asked), database) if line else None,
        **(_in_database(connection, card) if line else {}),
    }


def seats(card: ActorCard, day: dt.date) -> list[Seat]:
    """Return the offices of an actor with their holders on a day.

    Offices nobody is known to hold are left out, but for those that every state has.
    """
    expected = _EXPECTED[card.kind]
    found = (
        Seat(office_type=kind, label=label, holders=known().holders(kind, card.id, day))
        for kind, label in OFFICES.items()
    )
    return [seat for seat in found if seat.holders or seat.office_type in expected]


def _pictures(card: ActorCard, memberships: Sequence[Membership], on: dt.date) -> list[Markup]:
    if card.kind != "state":
        return []  # a bar for each of many members tells less than the table
    terms = list(_terms(memberships))
    title = f"Memberships along time: {len(terms)}; the table below lists them."
    found = [bars.bars(terms, on, width, title) for width in (charts.WIDE, charts.NARROW)]
    return [picture for picture in found if picture]


def _terms(memberships: Sequence[Membership]) -> Iterator[bars.Term]:
    for one in memberships:
        # A membership without an end goes on: the tables hold when it ends.
        asof = "" if one.end else known().newest.isoformat()
        yield bars.Term(one.organisation_name, one.start, one.end, asof, "")


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

"""The lists of persons and of actors, and what the search box finds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from detente.analyze.actor_tables import actor_tables
from detente.analyze.people import ActorCard
from detente.analyze.views import EventFilter
from detente.entities.directory_records import Candidate
from detente.entities.lexicon import fold
from detente.model import Record
from detente.store import loading, names, web_people
from detente.store.filters import matching_records
from detente.store.loading import Connection
from detente.store.web_people import ActorLine, PersonLine
from detente.web.desk import Desk
from detente.web.doors import table_as_csv
from detente.web.persons import home_of

PAGE_SIZE: Final = 100
_MOST_FOUND: Final = 20
_FEW: Final = 8


class ActorRow(Record, frozen=True, kw_only=True):
    """A line of the list of actors: the id of its page, its name and kind, its counts."""

    id: str
    name: str
    kind: str
    line: ActorLine


def people_page(desk: Desk, parameters: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what the template of the list of persons shows."""
    asked = parameters.get("q", "").strip()
    country = parameters.get("country", "").strip().upper()
    found = web_people.people(desk.connection, name=asked, country=country)
    page = _page(parameters, len(found))
    return {
        "q": asked,
        "country": country,
        "found": found,
        "lines": _with_homes(desk, found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        "page": page,
        "last_page": max(1, -(-len(found) // PAGE_SIZE)),
        **in_tables(desk, asked, country, found),
        **_doors(desk.path, web_people.people_sql(name=asked, country=country)),
    }


def _page(parameters: Mapping[str, str], n: int) -> int:
    text = parameters.get("page", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004 - pages
    return min(max(1, asked), max(1, -(-n // PAGE_SIZE)))


def _with_homes(desk: Desk, lines: Iterable[PersonLine]) -> list[tuple[PersonLine, str | None]]:
    return [(line, home_of(desk.card(line.key), line)) for line in lines]


def in_tables(
    desk: Desk, asked: str, country: str, found: Sequence[PersonLine]
) -> Mapping[str, Sequence[Candidate]]:
    """Return the persons of the tables that a search finds beyond those of the database.

    Those called so are ``tables``; those whose names are only spelled alike are ``alike``.
    """
    here = {line.key for line in found}
    likely = desk.named(asked, _MOST_FOUND)
    fitting = [one for one in likely if one.id not in here and country in {"", one.country}]
    called_so = [one for one in fitting if _is_called(one, fold(asked).split())]
    return {"tables": called_so, "alike": [one for one in fitting if one not in called_so][:_FEW]}


def _is_called(one: Candidate, words: Sequence[str]) -> bool:
    """Whether each word begins a word of the name or of the spelling that was found."""
    written = f" {fold(one.name)} {fold(one.spelling)}".replace("-", " ")
    return all(f" {word}" in written for word in words)


def actors_page(desk: Desk) -> Mapping[str, Any]:
    """Return what the template of the list of actors shows."""
    found = actor_rows(desk.connection)
    return {
        "states": [row for row in found if row.kind == "state"],
        "organisations": [row for row in found if row.kind != "state"],
        "most": max((row.line.events for row in found), default=1),
        **_doors(desk.path, web_people.actors_sql()),
    }


def actor_rows(connection: Connection) -> list[ActorRow]:
    """Return the actors of the database with their names, the busiest first."""
    by_code = {card.code: card for card in actor_tables().actors.values()}
    return [_actor_row(line, by_code.get(line.code)) for line in web_people.actors(connection)]


def _actor_row(line: ActorLine, card: ActorCard | None) -> ActorRow:
    if card is None:
        name = names.country_name(line.code)
        return ActorRow(id=line.code, name=name, kind="organisation", line=line)
    return ActorRow(id=card.id, name=card.name, kind=card.kind, line=line)


def search_page(desk: Desk, asked: str) -> Mapping[str, Any]:
    """Return what the search box finds: persons, actors, and events whose sentences say it."""
    connection, wanted = desk.connection, EventFilter(text=asked, news_only=True)
    ids = matching_records(connection, wanted, paged=False) if asked else []
    found = web_people.people(connection, name=asked, limit=_FEW) if asked else ()
    actors = {row.id: row for row in actor_rows(connection)}
    return {
        "q": asked,
        "people": found,
        **in_tables(desk, asked, "", found),
        "actors": [(card, actors.get(card.id)) for card in actor_tables().find(asked, _FEW)],
        "n_events": len(ids),
        "events": loading.lines(connection, ids[:_MOST_FOUND]),
    }


def people_csv(connection: Connection, parameters: Mapping[str, str]) -> str:
    """Return the list of persons as CSV."""
    found = web_people.people(
        connection,
        name=parameters.get("q", "").strip(),
        country=parameters.get("country", "").strip().upper(),
    )
    return _as_csv(found, PersonLine)


def actors_csv(connection: Connection) -> str:
    """Return the list of actors as CSV."""
    return _as_csv(web_people.actors(connection), ActorLine)


def _as_csv(found: Iterable[Record], kind: type[Record]) -> str:
    return table_as_csv(kind.__struct_fields__, (msgspec.structs.asdict(one) for one in found))


def _doors(database: str, sql: str) -> Mapping[str, str]:
    python = (
        f'import detente\n\nsql = """\n{sql}\n"""\ntable = detente.connect({database!r}).sql(sql)'
    )
    return {"sql": sql, "python": python}

"""Read what a question names (a country, a person, an id), or say what would be right."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from rapidfuzz import fuzz, process, utils

from detente.entities import tables
from detente.errors import QueryError
from detente.model import Modality
from detente.ontology.plover import OWN, ontology
from detente.store.loading import Connection

_NEAR: Final = 60  # of 100, rapidfuzz.WRatio; below it a suggestion is noise
_MIN_ID: Final = 3
_NAME_KINDS: Final = {"name", "former_name", "abbreviation", "adjective"}
_GROUPS: Final = {
    "EUR": "European Union",
    "UNO": "United Nations",
    "IGO": "international organisations",
    "NGO": "non-governmental organisations",
    "MNC": "multinational companies",
    "IMG": "international armed groups",
    "ISM": "international movements",
}


def country(connection: Connection, asked: str) -> str:
    """Return the code of a country or bloc that takes part in a record: "Russia" gives "RUS".

    Raises:
        QueryError: nobody of that name or code takes part in any record; names the nearest.
    """
    present = countries(connection)
    if asked.upper() in present:
        return asked.upper()
    code = _code_named(asked) or asked
    if code in present:
        return code
    label = f"{_state_names()[code]} ({code})" if code in _state_names() else repr(asked)
    choices = {f"{code} ({name})": f"{code} {name}" for code, name in present.items()}
    raise QueryError(f"no record with {label}{_suggest(asked, choices)}")


def code_of(asked: str) -> str | None:
    """Return the code of a state or organisation by code or any of its names, or None."""
    if asked.upper() in _state_names():
        return asked.upper()
    return asked if asked in _organisation_names() else _code_named(asked)


def countries(connection: Connection) -> dict[str, str]:
    """Return code to name for all countries and blocs that take part in a record, by code."""
    found = connection.execute(
        "SELECT country FROM record_participants WHERE country IS NOT NULL "
        "UNION SELECT entity FROM record_participants "
        "WHERE entity IS NOT NULL AND kind = 'organisation' ORDER BY 1"
    ).fetchall()
    known = {**_organisation_names(), **_GROUPS, **_state_names()}
    return {code: known.get(code, code) for (code,) in found}


def country_name(code: str) -> str:
    """Return the name of a country code or organisation id, or the code if it is not known."""
    return {**_organisation_names(), **_GROUPS, **_state_names()}.get(code, code)


def persons(connection: Connection, asked: str) -> tuple[str, ...]:
    """Return the entity ids, or for unknown persons the names, that a name or an id may mean.

    The whole name or id is tried first, then words of the name in any order ("Shoigu").

    Raises:
        QueryError: nobody of that name; names the nearest.
    """
    known = _person_names(connection)
    if any(key == asked for _, key in known):
        return (asked,)
    wanted = utils.default_process(asked)
    exact = {key for name, key in known if utils.default_process(name) == wanted}
    if exact:
        return tuple(sorted(exact))
    words = set(wanted.split())
    partly = {
        key for name, key in known if words and words <= set(utils.default_process(name).split())
    }
    if partly:
        return tuple(sorted(partly))
    raise QueryError(f"nobody named {asked!r}{_suggest(asked, {name: name for name, _ in known})}")


def whole_id(connection: Connection, columns: Mapping[str, str], asked: str) -> tuple[str, str]:
    """Return (table, id) of the one id that begins with ``asked``.

    ``columns`` maps tables to their id columns; earlier tables win where ids are equal.

    Raises:
        QueryError: no id begins so, or several do.
    """
    found: dict[str, str] = {}
    for table, column in columns.items():
        for row in _ids_beginning(connection, table, column, asked):
            found.setdefault(row, table)
    if asked in found:
        return found[asked], asked
    if len(found) == 1:
        id_, table = next(iter(found.items()))
        return table, id_
    kind = " or ".join(column.removesuffix("_id") for column in columns.values())
    if not found:
        raise QueryError(f"no {kind} with id {asked!r}; list them to see the ids")
    raise QueryError(f"several ids begin with {asked!r}: {', '.join(sorted(found)[:5])}")


def event_type(asked: str, own: Iterable[str] = ()) -> str:
    """Return a PLOVER event type in capitals.

    Raises:
        QueryError: not one of the sixteen; names them and the ``own`` types that are there.
    """
    known = (*ontology().types, *own)
    return one_of(asked.upper(), known, "event type")


@cache
def fact_kinds() -> tuple[str, ...]:
    """Return the kinds of standing facts, in the order of their table."""
    path = files("detente.coding").joinpath("data/fact_kinds.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(kind["name"] for kind in found["kind"])


def own_types(connection: Connection) -> dict[str, bool]:
    """Return the types of the user's own that records have, by name.

    True for those that some record has without a type of PLOVER.
    """
    found = connection.execute(
        "SELECT name, bool_or(event_type = ?) "
        "FROM (SELECT unnest(own_types) AS name, event_type FROM records) "
        "GROUP BY name ORDER BY name",
        [OWN],
    ).fetchall()
    return dict(found)


def modality(asked: str) -> str:
    """Return a modality in lower case.

    Raises:
        QueryError: not one of the five.
    """
    return one_of(asked.lower(), [item.value for item in Modality], "modality")


def one_of(asked: str, known: Iterable[str], what: str) -> str:
    """Return ``asked`` if it is among ``known``.

    Raises:
        QueryError: it is not; names those that are.
    """
    choices = tuple(known)
    if asked in choices:
        return asked
    raise QueryError(f"no {what} {asked!r}; there are: {', '.join(choices) or 'none'}")


@cache
def _state_names() -> dict[str, str]:
    names: dict[str, str] = {
        iso3: name
        for iso3, name, _, _, plover, *_ in tables.rows("states.csv")
        if plover in {"", iso3}
    }
    return names


@cache
def _organisation_names() -> dict[str, str]:
    return {id_: name for id_, name, *_ in tables.rows("organisations.csv")}


def _code_named(asked: str) -> str | None:
    wanted = asked.casefold()
    for names in (_state_names(), _organisation_names()):
        code = next((code for code, name in names.items() if name.casefold() == wanted), None)
        if code:
            return code
    variants = (row for row in tables.rows("names.csv.gz") if row[2] in _NAME_KINDS)
    return next((row[1] for row in variants if row[0].casefold() == wanted), None)


def _ids_beginning(connection: Connection, table: str, column: str, asked: str) -> list[str]:
    if len(asked) < _MIN_ID:
        raise QueryError(f"{asked!r} is too short for an id; give at least {_MIN_ID} characters")
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE starts_with({column}, ?) LIMIT 20",  # noqa: S608 - our own table and column names
        [asked.lower()],
    ).fetchall()
    return [id_ for (id_,) in found]


def _person_names(connection: Connection) -> Sequence[tuple[str, str]]:
    found = connection.execute(
        """
        SELECT DISTINCT name, coalesce(entity, name) FROM participants
        WHERE kind = 'person' AND name IS NOT NULL
        UNION
        SELECT DISTINCT substr(d.text, m.head_start + 1, m.head_end - m.head_start),
               coalesce(m.entity, m.name)
        FROM mentions m JOIN documents d USING (article_id)
        WHERE m.kind = 'person' AND coalesce(m.entity, m.name) IS NOT NULL
        ORDER BY ALL
        """
    ).fetchall()
    return [(name, key) for name, key in found if name]


def _suggest(asked: str, choices: Mapping[str, str]) -> str:
    found = process.extract(
        asked,
        choices,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=3,
        score_cutoff=_NEAR,
    )
    labels = [str(label) for _, _, label in found]
    return f"; did you mean {', '.join(labels)}?" if labels else ""

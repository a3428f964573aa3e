"""Read what a question names (a country, a person, an id), or say what would be right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process, utils

from detente.errors import QueryError
from detente.model import Modality
from detente.store.loading import Connection, rows

_NEAR: Final = 60  # of 100, rapidfuzz.WRatio; below it a suggestion is noise
_MIN_ID: Final = 3
EVENT_TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


def country(connection: Connection, asked: str) -> str:
    """Return the code of a country or bloc that takes part in a record: "Russia" gives "RUS".

    Raises:
        QueryError: nobody of that name or code takes part in any record; names the nearest.
    """
    names = countries(connection)
    if asked.upper() in names:
        return asked.upper()
    by_name = {name.casefold(): code for code, name in names.items()}
    if asked.casefold() in by_name:
        return by_name[asked.casefold()]
    choices = {f"{code} ({name})": f"{code} {name}" for code, name in names.items()}
    raise QueryError(f"no record with {asked!r}{_suggest(asked, choices)}")


def countries(connection: Connection) -> dict[str, str]:
    """Return code to name for all countries and blocs that take part in a record, by code."""
    found = rows(
        connection,
        """
        SELECT country AS code, name, count(*) AS n, kind = 'state' AS is_state
        FROM record_participants WHERE country IS NOT NULL GROUP BY ALL
        UNION ALL
        SELECT entity, name, count(*), TRUE
        FROM record_participants
        WHERE entity IS NOT NULL AND kind = 'organisation' GROUP BY ALL
        ORDER BY code, is_state DESC, n DESC, name
        """,
    )
    names: dict[str, str] = {}
    for row in found:
        name = row["name"] if row["is_state"] and row["name"] else row["code"]
        names.setdefault(row["code"].upper(), name)
    return names


def persons(connection: Connection, asked: str) -> tuple[str, ...]:
    """Return the entity ids, or for unknown persons the names, that a name may mean.

    The whole name is tried first, then its words in any order ("Shoigu").

    Raises:
        QueryError: nobody of that name; names the nearest.
    """
    known = _person_names(connection)
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


def whole_id(connection: Connection, tables: Mapping[str, str], asked: str) -> tuple[str, str]:
    """Return (table, id) of the one id that begins with ``asked``.

    ``tables`` maps tables to their id columns; earlier tables win where ids are equal.

    Raises:
        QueryError: no id begins so, or several do.
    """
    found: dict[str, str] = {}
    for table, column in tables.items():
        for row in _ids_beginning(connection, table, column, asked):
            found.setdefault(row, table)
    if asked in found:
        return found[asked], asked
    if len(found) == 1:
        id_, table = next(iter(found.items()))
        return table, id_
    kind = " or ".join(column.removesuffix("_id") for column in tables.values())
    if not found:
        raise QueryError(f"no {kind} with id {asked!r}; list them to see the ids")
    raise QueryError(f"several ids begin with {asked!r}: {', '.join(sorted(found)[:5])}")


def event_type(asked: str) -> str:
    """Return a PLOVER event type in capitals.

    Raises:
        QueryError: not one of the sixteen.
    """
    return one_of(asked.upper(), EVENT_TYPES, "event type")


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

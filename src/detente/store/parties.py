"""What a question calls a state, organisation or person, as it stands in findings."""

from collections.abc import Sequence

from detente.errors import QueryError
from detente.store import names
from detente.store.loading import Connection, value


def code(asked: str) -> str | None:
    """Return the code of a state or organisation by its code or name, or None if there is none.

    It need not take part in any record: statements and facts speak of others too.
    """
    known = names.code_of(asked)
    if known:
        return known
    upper = asked.upper()
    return upper if names.country_name(upper) != upper else None


def about(asked: str) -> tuple[str, ...]:
    """Return the code of one state or organisation, or of two ("RUS-MYS", "Russia, Malaysia").

    Raises:
        QueryError: one of them is not known, or they are the same.
    """
    whole = code(asked)
    if whole:
        return (whole,)
    mark = "," if "," in asked else "-"
    first, _, second = (part.strip() for part in asked.partition(mark))
    if not second:
        raise QueryError(f"no state or organisation {asked!r}; write RUS, Russia, or RUS-MYS")
    return pair((first, second))


def pair(asked: Sequence[str]) -> tuple[str, str]:
    """Return the codes of two different states or organisations.

    Raises:
        QueryError: one of them is not known, or they are the same.
    """
    first, second = (code(one) for one in asked)
    for found, one in zip((first, second), asked, strict=True):
        if found is None:
            raise QueryError(f"no state or organisation {one!r}; write a pair as RUS-MYS")
    if first == second:
        raise QueryError(f"a dyad needs two different countries, not {first} twice")
    return str(first), str(second)


def is_described(connection: Connection, role: str, asked: str) -> bool:
    """Whether the words of a participant of a role hold what was asked."""
    return bool(
        value(
            connection,
            "SELECT count(*) FROM participants WHERE role = ? AND contains(lower(text), lower(?))",
            [role, asked],
        )
    )


def participant_condition(
    connection: Connection, roles: Sequence[str], asked: str
) -> tuple[str, list[object]]:
    """Return an SQL condition on ``participants`` for what a question calls somebody.

    A country stands for all its people; else a person by name or part of it; else words of the
    text ("an expert at").

    Raises:
        QueryError: nobody is called so; names the nearest.
    """
    country = code(asked)
    if country:
        return "list_contains(?, role) AND (country = ? OR entity = ?)", [
            list(roles), country, country,
        ]  # fmt: skip
    try:
        keys = list(names.persons(connection, asked))
    except QueryError:
        if not any(is_described(connection, role, asked) for role in roles):
            raise
        return "list_contains(?, role) AND contains(lower(text), lower(?))", [list(roles), asked]
    return "list_contains(?, role) AND list_contains(?, coalesce(entity, name))", [
        list(roles), keys,
    ]  # fmt: skip

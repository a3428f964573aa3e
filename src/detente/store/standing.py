"""The named question about standing facts: what stands, who says so, and what is known of it."""

from typing import Any, Final

from detente.analyze.facts import FactFilter, FactLine, fact_lines, lets_through
from detente.merge.fact_checks import VERDICTS
from detente.merge.known_facts import Facts
from detente.store import loading, names, parties
from detente.store.loading import Connection
from detente.store.origins import origins_of

Condition = tuple[str, list[Any]]

_HAS: Final = "c.claim_id IN (SELECT finding_id FROM participants WHERE {})"
_SUBJECT: Final = _HAS.format("role = 'subject' AND (country = ? OR entity = ?)")
_OBJECT: Final = "c.object_country = ? OR c.object_entity = ?"
_WORDS: Final = (
    "contains(lower(c.object_text), lower(?)) OR contains(lower(c.value_text), lower(?))"
)


def facts(
    connection: Connection, known: Facts, wanted: FactFilter | None = None
) -> tuple[FactLine, ...]:
    """Return the standing facts that a filter lets through, the latest told first.

    ``known`` are the tables that they are held against.

    Raises:
        QueryError: the filter names an unknown kind, verdict, state or person.
    """
    asked = wanted or FactFilter()
    if asked.verdict:
        names.one_of(asked.verdict, VERDICTS, "verdict")
    found = loading.claim_lines(connection, matching_claims(connection, asked))
    made = fact_lines(
        found,
        facts=known,
        origins=origins_of(connection, {line.quotation.article.id for line in found}),
        conflicts=loading.conflict_lines(
            connection, _conflicts_of(connection, [line.claim.id for line in found])
        ),
    )
    return tuple(fact for fact in made if lets_through(fact, asked))[: asked.limit]


def matching_claims(connection: Connection, wanted: FactFilter) -> list[str]:
    """Return the ids of the claims that a filter lets through, verdicts and limit left aside.

    Raises:
        QueryError: as for :func:`facts`.
    """
    query, parameters = _query(connection, wanted, "c.claim_id")
    return [id_ for (id_,) in connection.execute(query, parameters).fetchall()]


def facts_sql(connection: Connection, wanted: FactFilter) -> str:
    """Return the SQL question for the claims behind a filter, values written out.

    Raises:
        QueryError: as for :func:`facts`.
    """
    columns = "c.*, a.outlet, a.published, a.url"
    return loading.written_out(*_query(connection, wanted, columns))


def kinds(connection: Connection) -> list[tuple[str, int]]:
    """Return the kinds of facts in the database with the number of claims, most first."""
    found = connection.execute(
        "SELECT kind, count(*) AS n FROM claims GROUP BY kind ORDER BY n DESC, kind"
    ).fetchall()
    return [(kind, n) for kind, n in found]


def _query(connection: Connection, wanted: FactFilter, columns: str) -> tuple[str, list[Any]]:
    conditions = [*_what(connection, wanted), *_who(connection, wanted), *_when(wanted)]
    where = " AND ".join(f"({text})" for text, _ in conditions) or "TRUE"
    query = (
        f"SELECT {columns} FROM claims c JOIN articles a USING (article_id)\n"  # noqa: S608 - conditions are constants, values are parameters
        f"WHERE {where}\nORDER BY a.published DESC NULLS LAST, a.article_id, c.sentence, c.claim_id"
    )
    return query, [value for _, values in conditions for value in values]


def _what(connection: Connection, wanted: FactFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.kind:
        found.append(("c.kind = ?", [_kind(connection, wanted.kind)]))
    if wanted.object:
        found.append(_object(wanted.object))
    if wanted.text:
        found.append((_WORDS, [wanted.text, wanted.text]))
    return found


def _kind(connection: Connection, asked: str) -> str:
    plain = asked.strip().lower().replace(" ", "_").replace("-", "_")
    known = {**dict.fromkeys(names.fact_kinds()), **dict(kinds(connection))}
    return names.one_of(plain, known, "kind of fact")


def _object(asked: str) -> Condition:
    code = parties.code(asked)
    if code:
        return f"{_OBJECT} OR c.object_entity LIKE ? || ':%'", [code, code, code]
    return _WORDS, [asked, asked]


def _who(connection: Connection, wanted: FactFilter) -> list[Condition]:
    found: list[Condition] = []
    for asked, role in ((wanted.subject, "subject"), (wanted.source, "source")):
        if asked:
            condition, values = parties.participant_condition(connection, (role,), asked)
            found.append((_HAS.format(condition), values))
    if wanted.dyad:
        first, second = parties.pair(wanted.dyad)
        between = f"({_SUBJECT}) AND ({_OBJECT})"
        values = [first, first, second, second, second, second, first, first]
        found.append((f"({between}) OR ({between})", values))
    return found


def _when(wanted: FactFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.since:
        found.append(("a.published >= ?", [wanted.since]))
    if wanted.until:
        found.append(("a.published <= ?", [wanted.until]))
    return found


def _conflicts_of(connection: Connection, claim_ids: list[str]) -> list[str]:
    found = connection.execute(
        "SELECT DISTINCT conflict_id FROM conflict_readings "
        "WHERE claim_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1",
        [claim_ids],
    ).fetchall()
    return [id_ for (id_,) in found]

"""Two countries, or one person: what the store holds on them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from detente.analyze.relations import contacts, tallies
from detente.analyze.views import DyadView, EventFilter, Office, PersonView
from detente.errors import QueryError
from detente.store import loading, names
from detente.store.filters import matching_records
from detente.store.loading import Connection, rows, value


def dyad(
    connection: Connection, first: str, second: str, wanted: EventFilter | None = None
) -> DyadView:
    """Return what happened between two countries or blocs, given as codes or names.

    A record is between them if both take part and at least one of them acts. ``wanted`` narrows
    the records (its dyad is ignored).

    Raises:
        QueryError: one of them takes part in no record, or they are the same.
    """
    pair = (names.country(connection, first), names.country(connection, second))
    if pair[0] == pair[1]:
        raise QueryError(f"a dyad needs two different countries, not {pair[0]} twice")
    chosen = msgspec.structs.replace(wanted or EventFilter(), dyad=pair)
    lines = loading.lines(connection, matching_records(connection, chosen))
    known = names.countries(connection)
    record_ids = [line.record.id for line in lines]
    return DyadView(
        first=pair[0],
        second=pair[1],
        first_name=known[pair[0]],
        second_name=known[pair[1]],
        **tallies(lines),
        **contacts(lines),
        lines=lines,
        statements=loading.statement_lines(connection, _statements_between(connection, pair)),
        conflicts=loading.conflict_lines(connection, _conflicts_of(connection, record_ids)),
    )


def dyads(connection: Connection, limit: int = 50) -> tuple[tuple[str, str, int], ...]:
    """Return pairs of countries with the number of records between them, busiest first."""
    found = connection.execute(
        """
        SELECT least(a.country, b.country) AS first, greatest(a.country, b.country) AS second,
               count(DISTINCT record_id) AS n
        FROM record_participants a JOIN record_participants b USING (record_id)
        JOIN records USING (record_id)
        WHERE a.country < b.country AND (a.role = 'actor' OR b.role = 'actor') AND NOT historical
        GROUP BY ALL ORDER BY n DESC, first, second LIMIT ?
        """,
        [limit],
    ).fetchall()
    return tuple((first, second, n) for first, second, n in found)


def person(connection: Connection, asked: str) -> PersonView:
    """Return what the store holds on a person, by name or part of it.

    Raises:
        QueryError: nobody of that name (names the nearest), or several persons.
    """
    keys = names.persons(connection, asked)
    if len(keys) > 1:
        raise QueryError(
            f"several persons are called {asked!r}: {', '.join(_labels(connection, keys))}"
        )
    key = keys[0]
    head = _person_head(connection, key)
    lines = loading.lines(
        connection, matching_records(connection, EventFilter(person=head["name"]))
    )
    finding_ids = _findings_of(connection, key)
    claim_ids = finding_ids.get("claim", [])
    return PersonView(
        **head,
        names=_written_names(connection, key),
        offices=_offices(connection, key),
        lines=lines,
        statements=loading.statement_lines(connection, finding_ids.get("statement", [])),
        claims=loading.claim_lines(connection, claim_ids),
        conflicts=loading.conflict_lines(
            connection, _conflicts_of(connection, [line.record.id for line in lines], claim_ids)
        ),
        n_articles=value(
            connection,
            "SELECT count(DISTINCT article_id) FROM mentions WHERE coalesce(entity, name) = ?",
            [key],
        ),
    )


def _statements_between(connection: Connection, pair: tuple[str, str]) -> list[str]:
    # A statement belongs to a dyad if one side speaks, and the other is addressed or named in it.
    found = connection.execute(
        """
        SELECT DISTINCT s.statement_id, a.published, s.article_id, s.sentence
        FROM statements s JOIN articles a USING (article_id)
        JOIN participants p ON p.finding_id = s.statement_id AND p.role = 'speaker'
        JOIN (
          SELECT article_id, sentence, country FROM mentions
          UNION ALL
          SELECT t.article_id, sentence, country
          FROM statements t JOIN participants ON finding_id = statement_id AND role = 'addressee'
        ) m ON m.article_id = s.article_id AND m.sentence = s.sentence
        WHERE (p.country = ?1 AND m.country = ?2) OR (p.country = ?2 AND m.country = ?1)
        ORDER BY a.published DESC NULLS LAST, s.article_id, s.sentence, s.statement_id
        """,
        list(pair),
    ).fetchall()
    return [row[0] for row in found]


def _conflicts_of(
    connection: Connection, record_ids: Sequence[str], claim_ids: Sequence[str] = ()
) -> list[str]:
    found = connection.execute(
        """
        SELECT DISTINCT conflict_id FROM conflicts LEFT JOIN conflict_readings USING (conflict_id)
        WHERE record_id IN (SELECT unnest(?::VARCHAR[]))
           OR claim_id IN (SELECT unnest(?::VARCHAR[]))
        ORDER BY 1
        """,
        [list(record_ids), list(claim_ids)],
    ).fetchall()
    return [id_ for (id_,) in found]


def _labels(connection: Connection, keys: Sequence[str]) -> list[str]:
    return sorted({str(_person_head(connection, key)["name"]) for key in keys})


def _person_head(connection: Connection, key: str) -> dict[str, Any]:
    found = rows(
        connection,
        """
        SELECT entity, name, country FROM (
          SELECT entity, name, country FROM participants WHERE coalesce(entity, name) = ?1
          UNION ALL
          SELECT entity, name, country FROM mentions WHERE coalesce(entity, name) = ?1
        ) GROUP BY ALL ORDER BY count(*) DESC, name LIMIT 1
        """,
        [key],
    )
    return {**found[0], "name": found[0]["name"] or key}


def _written_names(connection: Connection, key: str) -> tuple[str, ...]:
    found = connection.execute(
        """
        SELECT DISTINCT substr(d.text, m.head_start + 1, m.head_end - m.head_start) AS words
        FROM mentions m JOIN documents d USING (article_id)
        WHERE coalesce(m.entity, m.name) = ? AND m.kind = 'person' ORDER BY 1
        """,
        [key],
    ).fetchall()
    return tuple(words for (words,) in found)


def _offices(connection: Connection, key: str) -> tuple[Office, ...]:
    found = rows(
        connection,
        """
        SELECT office, count(*) AS n_mentions, min(published) AS first_published,
               max(published) AS last_published
        FROM mentions JOIN articles USING (article_id)
        WHERE coalesce(entity, name) = ? AND office IS NOT NULL
        GROUP BY office ORDER BY n_mentions DESC, office
        """,
        [key],
    )
    return tuple(Office(**row) for row in found)


def _findings_of(connection: Connection, key: str) -> dict[str, list[str]]:
    found = rows(
        connection,
        """
        SELECT DISTINCT finding, finding_id, published, p.article_id
        FROM participants p JOIN articles USING (article_id)
        WHERE coalesce(entity, name) = ? AND finding <> 'event'
        ORDER BY published DESC NULLS LAST, p.article_id, finding_id
        """,
        [key],
    )
    return loading.grouped(found, "finding", lambda row: str(row["finding_id"]))

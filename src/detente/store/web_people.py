"""What the pages of persons and actors ask of the store: lists with counts, one person, one actor.

A person's key is the entity id, or the name of somebody the tables do not know; an actor's key is
the code that participants of records carry (ISO3, EUR, the id of an organisation).
"""

import datetime as dt
from collections.abc import Sequence
from textwrap import dedent
from typing import Any, Final

from detente.analyze.views import ClaimLine, ConflictLine, EventLine, StatementLine
from detente.model import Record
from detente.store import loading
from detente.store.loading import Connection, rows, value

# Groups that PLOVER files participants under: nobody in particular.
_GROUPS: Final = ("IGO", "NGO", "MNC", "IMG", "ISM")
_MOST: Final = 5000
_SPELLED: Final = """
    SELECT coalesce(m.entity, m.name) AS key,
           CASE WHEN m.kind = 'person'
                THEN substr(d.text, m.head_start + 1, m.head_end - m.head_start) END AS words,
           m.*, a.published
    FROM mentions m JOIN documents d USING (article_id) JOIN articles a USING (article_id)
    WHERE (m.entity_kind = 'person' OR m.kind = 'person') AND coalesce(m.entity, m.name) IS NOT NULL
"""
PEOPLE: Final = f"""
    WITH spelled AS ({_SPELLED}),
    named AS (
      SELECT key, any_value(entity) AS entity, coalesce(min(name), key) AS name,
             min(country) AS country, arg_max(office, published) AS office,
             count(DISTINCT article_id) AS articles, count(*) AS mentions,
             max(published) AS last_published,
             lower(strip_accents(coalesce(min(name), '') || ' ' ||
               coalesce(string_agg(DISTINCT words, ' '), ''))) AS written
      FROM spelled GROUP BY key
    ), took AS (
      SELECT key, count(*) AS events, sum(n_reports)::BIGINT AS reports
      FROM (
        SELECT DISTINCT coalesce(entity, name) AS key, record_id FROM record_participants
        WHERE kind NOT IN ('state', 'organisation', 'body')
      ) JOIN records USING (record_id) WHERE NOT historical GROUP BY key
    ), said AS (
      SELECT coalesce(entity, name) AS key, count(DISTINCT finding_id) AS statements
      FROM participants WHERE finding = 'statement' AND role = 'speaker'
        AND kind NOT IN ('state', 'organisation', 'body') GROUP BY ALL
    )
    SELECT key, entity, name, country, office, coalesce(events, 0) AS events,
           coalesce(reports, 0) AS reports, coalesce(statements, 0) AS statements,
           articles, mentions, last_published
    FROM named LEFT JOIN took USING (key) LEFT JOIN said USING (key)
"""  # noqa: S608 - our own text
_PEOPLE_ORDER: Final = "ORDER BY events DESC, statements DESC, articles DESC, name"
ACTORS: Final = f"""
    WITH parties AS (
      SELECT DISTINCT record_id, role, country AS code FROM record_participants
      WHERE country IS NOT NULL AND country NOT IN {_GROUPS}
      UNION
      SELECT DISTINCT record_id, role, entity AS code FROM record_participants
      WHERE kind = 'organisation' AND entity IS NOT NULL AND entity <> 'EUU'
    )
    SELECT code, count(DISTINCT record_id) AS events,
           count(DISTINCT record_id) FILTER (role = 'actor') AS acts,
           count(DISTINCT record_id) FILTER (role = 'recipient') AS receives,
           list(DISTINCT record_id) AS record_ids
    FROM parties JOIN records USING (record_id) WHERE NOT historical GROUP BY code
"""  # noqa: S608 - our own text


class PersonLine(Record, frozen=True, kw_only=True):
    """A person of the database: who, and how much is told. ``office`` is the last one linked.

    ``events`` and ``reports`` leave out background.
    """

    key: str
    entity: str | None
    name: str
    country: str | None
    office: str | None
    events: int
    reports: int
    statements: int
    articles: int
    mentions: int
    last_published: dt.date | None


class Spelling(Record, frozen=True, kw_only=True):
    """A way in which articles write a name, and in how many mentions and articles."""

    text: str
    mentions: int
    articles: int


class ActorLine(Record, frozen=True, kw_only=True):
    """A state or organisation of the database: events, their reports and origins, and its part.

    ``origins`` sums, over its events, the independent origins that tell of each. Background is
    left out.
    """

    code: str
    events: int
    reports: int
    origins: int
    acts: int
    receives: int


def people(
    connection: Connection, *, name: str = "", country: str = "", limit: int = _MOST
) -> tuple[PersonLine, ...]:
    """Return the persons that articles name, those in most events first.

    ``name`` narrows to those whose name or a spelling of it has all its words; ``country`` to one
    country's.
    """
    conditions, parameters = _narrowed(name, country)
    found = rows(connection, f"{PEOPLE}{conditions} {_PEOPLE_ORDER} LIMIT {limit:d}", parameters)
    return tuple(PersonLine(**row) for row in found)


def people_sql(*, name: str = "", country: str = "") -> str:
    """Return the SQL question behind :func:`people`, values written out."""
    conditions, parameters = _narrowed(name, country)
    # No constant of the question holds a question mark, so each stands for a value.
    first, *rest = f"{PEOPLE}{conditions} {_PEOPLE_ORDER}".split("?")
    quoted = ("'{}'".format(text.replace("'", "''")) for text in parameters)
    written = first + "".join(text + part for text, part in zip(quoted, rest, strict=True))
    return dedent(written).strip()


def _narrowed(name: str, country: str) -> tuple[str, list[str]]:
    words = name.lower().split()
    conditions = ["contains(written, strip_accents(?))"] * len(words)
    conditions += ["country = ?"] if country else []
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return where, [*words, *([country] if country else [])]


def person_line(connection: Connection, key: str) -> PersonLine | None:
    """Return one person of the database, or None if no article names somebody of that key."""
    found = rows(connection, f"{PEOPLE} WHERE key = ?", [key])
    return PersonLine(**found[0]) if found else None


def spellings(connection: Connection, key: str) -> tuple[Spelling, ...]:
    """Return the ways in which articles write a person's name, the most frequent first."""
    found = rows(
        connection,
        f"SELECT words AS text, count(*) AS mentions, count(DISTINCT article_id) AS articles "  # noqa: S608 - our own text
        f"FROM ({_SPELLED}) WHERE key = ? AND words IS NOT NULL "
        "GROUP BY words ORDER BY mentions DESC, words",
        [key],
    )
    return tuple(Spelling(**row) for row in found)


def meetings(connection: Connection, key: str, limit: int = 300) -> tuple[EventLine, ...]:
    """Return the talks and visits that took place with a person, newest first."""
    return _lines(connection, "event_type = 'CONSULT' AND modality = 'done'", key, limit)


def journeys(connection: Connection, key: str, limit: int = 200) -> tuple[EventLine, ...]:
    """Return the visits a person made, is to make or is said to have made, newest first.

    A visit counts for whoever acts in it; a meeting elsewhere for all whose country is not that
    of the place. Talks by phone are none.
    """
    abroad = (
        "(mode = 'visit' AND role = 'actor') OR (event_type = 'CONSULT' AND mode IS DISTINCT FROM "
        "'phone' AND place_country IS NOT NULL AND place_country <> p.country)"
    )
    return _lines(connection, f"({abroad}) AND NOT historical", key, limit)


def statements(connection: Connection, key: str, limit: int = 60) -> tuple[StatementLine, ...]:
    """Return what a person said, latest published first; copies of articles are left out."""
    found = connection.execute(
        """
        SELECT DISTINCT s.statement_id, a.published, s.article_id, s.sentence
        FROM participants p JOIN statements s ON s.statement_id = p.finding_id
        JOIN articles a ON a.article_id = s.article_id
        WHERE p.role = 'speaker' AND coalesce(p.entity, p.name) = ?
          AND s.article_id NOT IN (SELECT article_id FROM near_duplicates)
        ORDER BY a.published DESC NULLS LAST, s.article_id, s.sentence, 1 LIMIT ?
        """,
        [key, limit],
    ).fetchall()
    return loading.statement_lines(connection, [row[0] for row in found])


def claims(connection: Connection, key: str, limit: int = 60) -> tuple[ClaimLine, ...]:
    """Return what articles say of a person's offices, latest published first."""
    return loading.claim_lines(connection, _claim_ids(connection, key)[:limit])


def conflicts(connection: Connection, key: str) -> tuple[ConflictLine, ...]:
    """Return where accounts of a person's events differ, or of the person's offices."""
    found = connection.execute(
        """
        SELECT DISTINCT conflict_id, kind FROM conflicts
        LEFT JOIN conflict_readings USING (conflict_id)
        WHERE list_contains(?1, claim_id) OR record_id IN (
          SELECT record_id FROM record_participants WHERE coalesce(entity, name) = ?2)
        ORDER BY kind DESC, conflict_id
        """,
        [_claim_ids(connection, key), key],
    ).fetchall()
    return loading.conflict_lines(connection, [row[0] for row in found])


def actors(connection: Connection) -> tuple[ActorLine, ...]:
    """Return the states and organisations that take part in events, the busiest first."""
    return _actors(connection, "TRUE", [])


def actor_line(connection: Connection, code: str) -> ActorLine | None:
    """Return one state or organisation of the database, or None if it is in no event."""
    return next(iter(_actors(connection, "code = ?", [code])), None)


def _actors(
    connection: Connection, condition: str, parameters: Sequence[str]
) -> tuple[ActorLine, ...]:
    found = rows(
        connection,
        f"""
        WITH counted AS (SELECT * FROM ({ACTORS}) WHERE {condition}), told AS (
          SELECT code, sum(n_reports)::BIGINT AS reports, sum(n_origins)::BIGINT AS origins
          FROM (SELECT code, unnest(record_ids) AS record_id FROM counted)
          JOIN records USING (record_id) GROUP BY code
        )
        SELECT code, events, reports, origins, acts, receives
        FROM counted JOIN told USING (code) ORDER BY events DESC, code
        """,  # noqa: S608 - our own text
        parameters,
    )
    return tuple(ActorLine(**row) for row in found)


def actors_sql() -> str:
    """Return the SQL question behind the list of actors."""
    return dedent(ACTORS + "    ORDER BY events DESC, code").strip()


def instruments(connection: Connection, code: str, role: str) -> tuple[tuple[str, int], ...]:
    """Return PLOVER type to number of events in which an actor has a role, most frequent first.

    ``role`` is actor (it gives) or recipient (it receives); background is left out.
    """
    found = connection.execute(
        """
        SELECT event_type, count(DISTINCT record_id) AS n
        FROM records JOIN record_participants p USING (record_id)
        WHERE role = ?1 AND NOT historical AND (p.country = ?2 OR p.entity = ?2)
        GROUP BY event_type ORDER BY n DESC, event_type
        """,
        [role, code],
    ).fetchall()
    return tuple((kind, n) for kind, n in found)


def partners(connection: Connection, code: str, limit: int = 12) -> tuple[tuple[str, int], ...]:
    """Return the countries that an actor has most events with, background left out."""
    found = connection.execute(
        f"""
        SELECT b.country AS code, count(DISTINCT record_id) AS n
        FROM record_participants a JOIN record_participants b USING (record_id)
        JOIN records USING (record_id)
        WHERE (a.country = ?1 OR a.entity = ?1) AND b.country <> ?1 AND NOT historical
          AND (a.role = 'actor' OR b.role = 'actor') AND b.country NOT IN {_GROUPS}
        GROUP BY ALL ORDER BY n DESC, code LIMIT ?2
        """,  # noqa: S608 - our own text
        [code, limit],
    ).fetchall()
    return tuple((other, n) for other, n in found)


def newest_day(connection: Connection) -> dt.date | None:
    """Return the day of the newest article, or None if no article has one."""
    newest: dt.date | None = value(connection, "SELECT max(published) FROM articles")
    return newest


def _lines(connection: Connection, condition: str, key: str, limit: int) -> tuple[EventLine, ...]:
    found = connection.execute(
        f"""
        SELECT DISTINCT record_id, coalesce(date_earliest, date_latest) AS day
        FROM records JOIN record_participants p USING (record_id)
        WHERE coalesce(p.entity, p.name) = ? AND ({condition})
        ORDER BY day DESC NULLS LAST, record_id LIMIT {limit:d}
        """,  # noqa: S608 - the conditions are written above, values are parameters
        [key],
    ).fetchall()
    return loading.lines(connection, [row[0] for row in found])


def _claim_ids(connection: Connection, key: str) -> Sequence[Any]:
    found = connection.execute(
        """
        SELECT DISTINCT finding_id, published FROM participants JOIN articles USING (article_id)
        WHERE finding = 'claim' AND coalesce(entity, name) = ?
        ORDER BY published DESC NULLS LAST, finding_id
        """,
        [key],
    ).fetchall()
    return [row[0] for row in found]

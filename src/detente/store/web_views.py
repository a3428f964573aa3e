"""What the dashboard asks beyond the named questions: facets, days, origins, neighbours."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from detente.analyze.views import (
    ConflictLine,
    EventFilter,
    EventLine,
    EventView,
    Report,
    StatementLine,
)
from detente.merge import origins
from detente.merge import reports as merge_reports
from detente.merge.tables import read_agencies, read_deeds, read_stopwords
from detente.model import Conflict, EventRecord, Record
from detente.store import corpus, loading
from detente.store.filters import matching_records
from detente.store.loading import Connection, rows
from detente.store.origins import copies_of, outlets

Tally = tuple[tuple[str, int], ...]

_MOST_VALUES: Final = 16  # values a facet lists; more is a search, not a choice
_MOST_TYPES: Final = 32  # all of PLOVER's, and the user's own
_NEAR_DAYS: Final = 45
# The named questions put an undated news report on the day of its publication; so does this.
_DAYS: Final = """
    SELECT coalesce(date_earliest, date_latest, CASE WHEN NOT historical THEN published END) AS day,
           count(*) AS n
    FROM records r LEFT JOIN (
      SELECT record_id, min(published) AS published
      FROM record_reports JOIN events USING (event_id) JOIN articles USING (article_id)
      GROUP BY record_id
    ) USING (record_id)
    WHERE record_id IN (SELECT unnest(?::VARCHAR[])) AND day IS NOT NULL
    GROUP BY day ORDER BY day
"""
_FACETS: Final[Mapping[str, str]] = {
    "event_type": "SELECT event_type AS value, record_id FROM records WHERE event_type <> 'OWN' "
    "UNION ALL SELECT unnest(own_types) AS value, record_id FROM records",
    "quad_class": "SELECT quad_class::VARCHAR AS value, record_id FROM records",
    "modality": "SELECT modality AS value, record_id FROM records",
    "topic": "SELECT unnest(topics) AS value, record_id FROM records",
    "actor": "SELECT country AS value, record_id FROM record_participants "
    "WHERE role = 'actor' AND country IS NOT NULL",
}


class Overview(Record, frozen=True, kw_only=True):
    """What every page tells of the database. ``failures`` are inputs that were lost."""

    events: int
    background: int
    reports: int
    articles: int
    not_read: int
    failures: int
    conflicts: int
    first_published: dt.date | None
    last_published: dt.date | None
    last_finished: dt.datetime | None
    versions: str
    busiest: tuple[tuple[str, str, int], ...]


class Counted(Record, frozen=True, kw_only=True):
    """How many records a filter lets through, and what stands behind them.

    ``confirmed`` are records told by two or more independent origins.
    """

    events: int
    reports: int
    articles: int
    confirmed: int


class Origin(Record, frozen=True, kw_only=True):
    """Reports that go back to one origin, by name: the first to tell it, then the others."""

    name: str
    reports: tuple[Report, ...]


def overview(connection: Connection, busiest: Sequence[tuple[str, str, int]]) -> Overview:
    """Return the figures of the frame; ``busiest`` dyads are asked for apart."""
    found = rows(
        connection,
        """
        SELECT (SELECT count(*) FROM records WHERE NOT historical AND event_type <> 'OWN')
                 AS events,
               (SELECT count(*) FROM records WHERE historical AND event_type <> 'OWN')
                 AS background,
               (SELECT count(*) FROM events) AS reports,
               (SELECT count(*) FROM articles) AS articles,
               (SELECT count(*) FROM documents WHERE NOT language_is_read) AS not_read,
               (SELECT count(*) FROM problems WHERE kind = 'failure') AS failures,
               (SELECT count(*) FROM conflicts) AS conflicts,
               (SELECT min(published) FROM articles) AS first_published,
               (SELECT max(published) FROM articles) AS last_published,
               (SELECT max(finished) FROM runs) AS last_finished,
               coalesce((SELECT arg_max(versions, started) FROM runs), '{}') AS versions
        """,
    )
    return Overview(busiest=tuple(busiest), **found[0])


def counted(connection: Connection, ids: Sequence[str]) -> Counted:
    """Return the counts behind some records."""
    found = rows(
        connection,
        """
        SELECT count(*) AS events, coalesce(sum(n_reports), 0)::BIGINT AS reports,
               count(*) FILTER (n_origins > 1) AS confirmed,
               len(list_distinct(flatten(list(article_ids)))) AS articles
        FROM records WHERE record_id IN (SELECT unnest(?::VARCHAR[]))
        """,
        [list(ids)],
    )[0]
    return Counted(**{**found, "articles": found["articles"] or 0})


def facet(connection: Connection, wanted: EventFilter, field: str) -> Tally:
    """Return the values of a field with the number of records each would let through.

    What ``wanted`` says of the field itself is left aside: the other values are the choices.
    ``field`` is event_type, quad_class, modality, topic or actor. The most frequent come first.

    Raises:
        QueryError: the filter names something unknown.
    """
    ids = matching_records(connection, without(wanted, field), paged=False)
    return tallied(connection, ids, field)


def tallied(connection: Connection, ids: Sequence[str], field: str) -> Tally:
    """Return the values of a field over some records, the most frequent first."""
    found = connection.execute(
        f"SELECT value, count(DISTINCT record_id) AS n FROM ({_FACETS[field]}) "  # noqa: S608 - our own queries
        "WHERE record_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY value ORDER BY n DESC, value "
        f"LIMIT {_MOST_TYPES if field == 'event_type' else _MOST_VALUES}",
        [list(ids)],
    ).fetchall()
    return tuple((str(value_), n) for value_, n in found)


def without(wanted: EventFilter, field: str) -> EventFilter:
    """Return a filter that does not narrow by ``field``."""
    neutral = getattr(EventFilter(), field)
    return msgspec.structs.replace(wanted, **{field: neutral})


def days(connection: Connection, ids: Sequence[str]) -> tuple[tuple[dt.date, int], ...]:
    """Return day to number of records, by day; undated news counts on its first publication."""
    found = connection.execute(_DAYS, [list(ids)]).fetchall()
    return tuple((day, n) for day, n in found)


def by_origin(connection: Connection, reports: Sequence[Report]) -> tuple[Origin, ...]:
    """Return reports grouped by independent origin, in the order of ``reports``.

    The rule is that of the merge: copies, agency credits and quoted outlets fold into one.
    """
    named = _origin_names(connection, reports)
    groups: dict[str, list[Report]] = {}
    for report in reports:
        name = named.get(report.event.id, report.quotation.article.id)
        groups.setdefault(name, []).append(report)
    return tuple(Origin(name=name, reports=tuple(found)) for name, found in groups.items())


def _origin_names(connection: Connection, reports: Sequence[Report]) -> dict[str, str]:
    heads = [report.quotation.article for report in reports]
    wanted = {head.id for head in heads} | {head.near_duplicate_of or head.id for head in heads}
    documents = corpus.documents_of(connection, sorted(wanted))
    credited = origins.read_credits(read_agencies(), outlets(connection))
    articles = origins.article_origins(documents, copies_of(connection, wanted), credited)
    rules = merge_reports.Rules(read_deeds(), read_stopwords(), 0)
    told = {
        report.event.id: (report, origins.report_origin(report, articles, credited))
        for report in merge_reports.make_reports(documents, rules)
    }
    asked = [told[report.event.id][0] for report in reports if report.event.id in told]
    named = {id_: origin for id_, (_, origin) in told.items()}
    return named | origins.with_repeats(sorted(asked, key=lambda one: one.rank), named)


def near_in_time(
    connection: Connection, record: EventRecord, limit: int = 8
) -> tuple[EventLine, ...]:
    """Return other records between two of a record's countries, nearest in time, then in order.

    Only those within 45 days; none if the record has no day.
    """
    day = record.when.earliest or record.when.latest if record.when else None
    codes = sorted({one.country for one in (*record.actors, *record.recipients) if one.country})
    if day is None or len(codes) < 2:  # noqa: PLR2004 - a dyad
        return ()
    found = connection.execute(
        """
        SELECT record_id FROM records r JOIN (
          SELECT record_id FROM record_participants WHERE list_contains(?1, country)
          GROUP BY record_id HAVING count(DISTINCT country) > 1
        ) USING (record_id)
        WHERE record_id <> ?2 AND NOT historical AND event_type <> 'OWN'
          AND abs(coalesce(date_earliest, date_latest) - ?3::DATE) <= ?4
        ORDER BY abs(coalesce(date_earliest, date_latest) - ?3::DATE), record_id LIMIT ?5
        """,
        [codes, record.id, day, _NEAR_DAYS, limit],
    ).fetchall()
    return loading.lines(connection, [id_ for (id_,) in found])


def statements_about(
    connection: Connection, record: EventRecord, limit: int = 12
) -> tuple[StatementLine, ...]:
    """Return statements of the participants' sides in the articles that tell of a record.

    Articles that repeat another are left out; in the order of publication and of the text.
    """
    codes = sorted({one.country for one in (*record.actors, *record.recipients) if one.country})
    found = connection.execute(
        """
        SELECT DISTINCT s.statement_id, a.published, s.article_id, s.sentence
        FROM statements s JOIN articles a USING (article_id)
        JOIN participants p ON p.finding_id = s.statement_id AND p.role = 'speaker'
        WHERE list_contains(?1, s.article_id) AND list_contains(?2, p.country)
          AND s.article_id NOT IN (SELECT article_id FROM near_duplicates)
        ORDER BY a.published NULLS LAST, s.article_id, s.sentence, s.statement_id LIMIT ?3
        """,
        [list(record.article_ids), codes, limit],
    ).fetchall()
    return loading.statement_lines(connection, [row[0] for row in found])


def conflicts_in(
    connection: Connection, article_ids: Sequence[str], *, kind: str | None = None
) -> tuple[ConflictLine, ...]:
    """Return the conflicts, of one kind or all, that some articles take a side in."""
    found = connection.execute(
        """
        SELECT DISTINCT conflict_id FROM conflict_readings r JOIN conflicts c USING (conflict_id)
        WHERE list_contains(?1, article_id) AND (?2 IS NULL OR c.kind = ?2) ORDER BY 1
        """,
        [list(article_ids), kind],
    ).fetchall()
    return loading.conflict_lines(connection, [id_ for (id_,) in found])


def with_reports(connection: Connection, ids: Sequence[str]) -> tuple[EventView, ...]:
    """Return records with their reports and conflicts, in the order of ``ids``, in few questions.

    Whole and parts are left out; :func:`detente.store.query.event` has them.
    """
    found = loading.records(connection, ids)
    owner = {event_id: one.id for one in found.values() for event_id in one.event_ids}
    reports: dict[str, list[Report]] = {id_: [] for id_ in found}
    for report in loading.reports(connection, list(owner)):
        reports[owner[report.event.id]].append(report)
    conflicts = _conflicts_of(connection, ids)
    return tuple(
        EventView(
            record=found[id_],
            reports=tuple(reports[id_]),
            conflicts=tuple(conflicts.get(id_, ())),
            part_of=None,
            parts=(),
        )
        for id_ in ids
        if id_ in found
    )


def _conflicts_of(connection: Connection, record_ids: Sequence[str]) -> dict[str, list[Conflict]]:
    found = connection.execute(
        "SELECT conflict_id FROM conflicts WHERE record_id IN (SELECT unnest(?::VARCHAR[])) "
        "ORDER BY 1",
        [list(record_ids)],
    ).fetchall()
    by_record: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in loading.conflicts(connection, [id_ for (id_,) in found]).values():
        by_record[conflict.record_id or ""].append(conflict)
    return by_record

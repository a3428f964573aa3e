"""The named questions: each takes a connection and returns frozen records.

Open a connection with :func:`detente.store.connect.reading`, one for each question. A question
about something unknown raises QueryError, which says what would be right.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from detente.analyze.views import (
    ArticleView,
    ConflictLine,
    EventFilter,
    EventLine,
    EventView,
    Info,
    ProblemLine,
)
from detente.errors import QueryError
from detente.model import NearDuplicate, Problem, Removed
from detente.store import loading, names, read
from detente.store.corpus import load_documents
from detente.store.decisions import why_no_event
from detente.store.filters import matching_records
from detente.store.loading import Connection, rows, value
from detente.store.pledges import promises
from detente.store.relations import dyad, dyads, person
from detente.store.said import statement_views, statements
from detente.store.standing import facts

__all__ = [
    "article",
    "conflicts",
    "count_events",
    "dyad",
    "dyads",
    "event",
    "event_views",
    "events",
    "facts",
    "info",
    "load_documents",
    "person",
    "problems",
    "promises",
    "sql",
    "statement_views",
    "statements",
]

_EVENT_IDS: Final = {"records": "record_id", "events": "event_id"}


def events(connection: Connection, wanted: EventFilter | None = None) -> tuple[EventLine, ...]:
    """Return the records that a filter lets through, newest first unless it says otherwise.

    Raises:
        QueryError: the filter names an unknown country, person, type or modality.
    """
    return loading.lines(connection, matching_records(connection, wanted or EventFilter()))


def count_events(connection: Connection, wanted: EventFilter | None = None) -> int:
    """Return how many records a filter lets through, whatever its limit and offset.

    Raises:
        QueryError: as for :func:`events`.
    """
    return len(matching_records(connection, wanted or EventFilter(), paged=False))


def event(connection: Connection, asked: str) -> EventView:
    """Return one record with all its reports, by the id of the record or of a report.

    The beginning of an id is enough if it is the only one to begin so.

    Raises:
        QueryError: no such id, or several.
    """
    table, found = names.whole_id(connection, _EVENT_IDS, asked)
    record_id = found if table == "records" else _record_of(connection, found)
    return _event_view(connection, record_id)


def event_views(connection: Connection, wanted: EventFilter | None = None) -> Iterator[EventView]:
    """Yield the records that a filter lets through with all their reports, for export.

    Without a filter all, also what only types of the user's own name.

    Raises:
        QueryError: as for :func:`events`.
    """
    for record_id in matching_records(connection, wanted or EventFilter(with_own=True)):
        yield _event_view(connection, record_id)


def _event_view(connection: Connection, record_id: str) -> EventView:
    record = loading.records(connection, [record_id])[record_id]
    conflict_ids = _ids(
        connection, "SELECT conflict_id FROM conflicts WHERE record_id = ? ORDER BY 1", [record_id]
    )
    parts = _ids(
        connection,
        "SELECT record_id FROM records WHERE part_of = ? ORDER BY date_earliest, 1",
        [record_id],
    )
    whole = loading.lines(connection, [record.part_of] if record.part_of else [])
    return EventView(
        record=record,
        reports=tuple(loading.reports(connection, record.event_ids)),
        conflicts=tuple(loading.conflicts(connection, conflict_ids).values()),
        part_of=whole[0] if whole else None,
        parts=loading.lines(connection, parts),
    )


def article(connection: Connection, asked: str) -> ArticleView:
    """Return an article with its clean text, what was removed, and what was found in it.

    Raises:
        QueryError: no article with an id that begins so, or several.
    """
    _, id_ = names.whole_id(connection, {"articles": "article_id"}, asked)
    head = rows(connection, "SELECT * FROM articles WHERE article_id = ?", [id_])[0]
    document = rows(connection, "SELECT * FROM documents WHERE article_id = ?", [id_])[0]
    removed = rows(connection, "SELECT * FROM removed WHERE article_id = ? ORDER BY ordinal", [id_])
    sentences = rows(
        connection, "SELECT * FROM sentences WHERE article_id = ? ORDER BY sentence", [id_]
    )
    near = rows(connection, "SELECT * FROM near_duplicates WHERE article_id = ?", [id_])
    return ArticleView(
        article=read.article_from(head),
        text=document["text"],
        language=read.language_from(document),
        removed=tuple(Removed(text=row["text"], reason=row["reason"]) for row in removed),
        sentences=tuple(read.sentence_from(row) for row in sentences),
        near_duplicate=_near_duplicate(near[0]) if near else None,
        problems=problems(connection, article_id=id_),
        record_ids=_record_ids(connection, id_),
        **_findings(connection, id_),
    )


def conflicts(connection: Connection, *, kind: str | None = None) -> tuple[ConflictLine, ...]:
    """Return all conflicts, those with known facts first; ``kind`` picks one kind.

    Raises:
        QueryError: no conflict of that kind.
    """
    if kind is not None:
        known = _ids(connection, "SELECT DISTINCT kind FROM conflicts ORDER BY 1", [])
        names.one_of(kind, known, "kind of conflict")
    found = _ids(
        connection,
        "SELECT conflict_id FROM conflicts WHERE ? IS NULL OR kind = ? "
        "ORDER BY kind DESC, field, 1",
        [kind, kind],
    )
    return loading.conflict_lines(connection, found)


def problems(connection: Connection, *, article_id: str | None = None) -> tuple[ProblemLine, ...]:
    """Return inputs that were lost, with reasons, and notes; of one article or of all."""
    found = rows(
        connection,
        "SELECT * FROM problems WHERE ? IS NULL OR article_id = ? "
        "ORDER BY kind, stage, origin, problem_id",
        [article_id, article_id],
    )
    return tuple(_problem_line(row) for row in found)


def sql(connection: Connection, text: str) -> Any:
    """Return the answer to any SQL question as an Arrow table. Nothing can be changed or written.

    Raises:
        QueryError: the question is wrong, or tries to change something.
    """
    try:
        relation = connection.sql(text)
        if relation is None:
            raise QueryError("that statement returns no rows; ask a question, as SELECT ...")
        return relation.to_arrow_table()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def info(connection: Connection, path: Path) -> Info:
    """Return what the database holds: rows, languages, days, versions."""
    tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
    counts = [(name, value(connection, f"SELECT count(*) FROM {name}")) for name in tables]  # noqa: S608 - names of tables
    languages = rows(
        connection,
        "SELECT coalesce(language, 'unknown') AS code, count(*) AS n FROM documents "
        "GROUP BY 1 ORDER BY n DESC, code",
    )
    days = rows(connection, "SELECT min(published) AS first, max(published) AS last FROM articles")[
        0
    ]
    last = rows(connection, "SELECT * FROM runs ORDER BY started DESC, finished DESC LIMIT 1")
    run = last[0] if last else {}
    return Info(
        path=str(path),
        size_bytes=path.stat().st_size,
        schema=value(connection, "SELECT max(version) FROM schema_versions"),
        tables=tuple(counts),
        languages=tuple((row["code"], row["n"]) for row in languages),
        not_read=value(connection, "SELECT count(*) FROM documents WHERE NOT language_is_read"),
        first_published=days["first"],
        last_published=days["last"],
        last_run=run.get("run_id"),
        last_finished=run.get("finished"),
        settings=run.get("settings", "{}"),
        versions=run.get("versions", "{}"),
    )


def _ids(connection: Connection, query: str, parameters: Sequence[Any]) -> list[str]:
    return [id_ for (id_,) in connection.execute(query, list(parameters)).fetchall()]


def _record_of(connection: Connection, event_id: str) -> str:
    found = value(connection, "SELECT record_id FROM record_reports WHERE event_id = ?", [event_id])
    if found is None and (told := why_no_event(connection, event_id)):
        raise QueryError(f"report {event_id} is no event: {told}")
    if found is None:
        raise QueryError(
            f"report {event_id} is in no record yet; the last run did not finish: run again"
        )
    return str(found)


def _record_ids(connection: Connection, article_id: str) -> tuple[tuple[str, str], ...]:
    found = connection.execute(
        "SELECT event_id, record_id FROM record_reports JOIN events USING (event_id) "
        "WHERE article_id = ? ORDER BY sentence, event_id",
        [article_id],
    )
    return tuple((event_id, record_id) for event_id, record_id in found.fetchall())


def _findings(connection: Connection, article_id: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table, key, load in (
        ("events", "event_id", loading.events),
        ("statements", "statement_id", loading.statements),
        ("claims", "claim_id", loading.claims),
    ):
        query = f"SELECT {key} FROM {table} WHERE article_id = ?"  # noqa: S608 - our own names
        items = load(connection, _ids(connection, query, [article_id]))
        found[table] = tuple(sorted(items.values(), key=lambda item: (item.sentence, item.id)))
    return found


def _near_duplicate(row: loading.Row) -> NearDuplicate:
    return NearDuplicate(**{name: row[name] for name in NearDuplicate.__struct_fields__})


def _problem_line(row: loading.Row) -> ProblemLine:
    fields = {name: row[name] for name in ("stage", "reason", "article_id", "origin")}
    return ProblemLine(kind=row["kind"], problem=Problem(**fields))

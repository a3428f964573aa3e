"""Load records by id, with the sentences they rest on. Used by the named queries."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import duckdb

from detente.analyze.views import (
    ArticleHead,
    ClaimLine,
    ConflictLine,
    EventLine,
    Quotation,
    Report,
    StatementLine,
)
from detente.model import Claim, Conflict, Event, EventRecord, Participant, Reading, Span, Statement
from detente.store import read

Connection = duckdb.DuckDBPyConnection
Row = Mapping[str, Any]
T = TypeVar("T")
Place = tuple[str, int]
# From this confidence on a report is shown as the proof of its record before less sure ones.
_SURE_ENOUGH = 0.5


def rows(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of a query, each a mapping from column to value."""
    cursor = connection.execute(sql, list(parameters))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def value(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> Any:
    """Return the first column of the first row, or None if there is no row."""
    found = connection.execute(sql, list(parameters)).fetchall()
    return found[0][0] if found else None


def written_out(query: str, parameters: Sequence[Any]) -> str:
    """Return an SQL question with its values in the places of their question marks."""
    # No constant of a condition holds a question mark, so each stands for a value.
    first, *rest = re.sub(r"(?m)^ {4}", "", query).strip().split("?")
    return first + "".join(
        _literal(value) + part for value, part in zip(parameters, rest, strict=True)
    )


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dt.date):
        return f"DATE '{value}'"
    return str(value) if isinstance(value, int | float) else "'{}'".format(value.replace("'", "''"))


def records(connection: Connection, ids: Sequence[str]) -> dict[str, EventRecord]:
    """Return records by id; ids that are not there are left out."""
    found = _by_ids(connection, "records", "record_id", ids)
    people = _by_ids(connection, "record_participants", "record_id", ids, "role, ordinal")
    reports = _by_ids(connection, "record_reports", "record_id", ids, "ordinal")
    roles = read.roles_by_id(people, "record_id")
    event_ids = grouped(reports, "record_id", lambda row: row["event_id"])
    return {
        row["record_id"]: read.record_from(
            row, roles.get(row["record_id"], {}), event_ids.get(row["record_id"], ())
        )
        for row in found
    }


def events(connection: Connection, ids: Sequence[str]) -> dict[str, Event]:
    """Return events (reports) by id."""
    found = _by_ids(connection, "events", "event_id", ids)
    roles = _roles(connection, "event", ids)
    return {row["event_id"]: read.event_from(row, roles.get(row["event_id"], {})) for row in found}


def statements(connection: Connection, ids: Sequence[str]) -> dict[str, Statement]:
    """Return statements by id."""
    found = _by_ids(connection, "statements", "statement_id", ids)
    roles = _roles(connection, "statement", ids)
    return {
        row["statement_id"]: read.statement_from(row, roles.get(row["statement_id"], {}))
        for row in found
    }


def claims(connection: Connection, ids: Sequence[str]) -> dict[str, Claim]:
    """Return claims by id."""
    found = _by_ids(connection, "claims", "claim_id", ids)
    roles = _roles(connection, "claim", ids)
    return {row["claim_id"]: read.claim_from(row, roles.get(row["claim_id"], {})) for row in found}


def conflicts(connection: Connection, ids: Sequence[str]) -> dict[str, Conflict]:
    """Return conflicts by id, with their readings."""
    found = _by_ids(connection, "conflicts", "conflict_id", ids)
    sides = _by_ids(connection, "conflict_readings", "conflict_id", ids, "ordinal")
    readings = grouped(sides, "conflict_id", lambda row: row)
    return {
        row["conflict_id"]: read.conflict_from(row, readings.get(row["conflict_id"], ()))
        for row in found
    }


def quotations(connection: Connection, places: Iterable[Place]) -> dict[Place, Quotation]:
    """Return the sentences at (article id, sentence number), with where they come from."""
    wanted = sorted(set(places))
    found = rows(
        connection,
        """
        SELECT s.article_id, s.sentence, s.span_start, s.span_end, s.text, s.is_headline,
               a.outlet, a.published, a.title, a.url, n.original_id
        FROM (SELECT unnest(?::VARCHAR[]) AS article_id, unnest(?::INTEGER[]) AS sentence) w
        JOIN sentences s USING (article_id, sentence)
        JOIN articles a USING (article_id)
        LEFT JOIN near_duplicates n USING (article_id)
        """,
        [[article for article, _ in wanted], [sentence for _, sentence in wanted]],
    )
    return {(row["article_id"], row["sentence"]): _quotation(row) for row in found}


def reports(connection: Connection, ids: Sequence[str]) -> list[Report]:
    """Return reports of the given event ids, earliest published first, copies after originals."""
    found = events(connection, ids)
    proofs = quotations(connection, [(item.article_id, item.sentence) for item in found.values()])
    made = [
        Report(event=item, quotation=proofs[item.article_id, item.sentence])
        for item in found.values()
        if (item.article_id, item.sentence) in proofs
    ]
    return sorted(made, key=lambda report: _earliest_first(report.quotation))


def lines(connection: Connection, ids: Sequence[str]) -> tuple[EventLine, ...]:
    """Return a line for each record id, in the order of ``ids``."""
    found = records(connection, ids)
    event_ids = [event_id for record in found.values() for event_id in record.event_ids]
    by_id = {report.event.id: report for report in reports(connection, event_ids)}
    counts = _conflict_counts(connection, ids)
    made = [_line(found[id_], by_id, counts.get(id_, 0)) for id_ in ids if id_ in found]
    return tuple(line for line in made if line is not None)


def statement_lines(connection: Connection, ids: Sequence[str]) -> tuple[StatementLine, ...]:
    """Return statements with their sentences, in the order of ``ids``."""
    found = statements(connection, ids)
    proofs = quotations(connection, [(item.article_id, item.sentence) for item in found.values()])
    return tuple(
        StatementLine(statement=item, quotation=proofs[item.article_id, item.sentence])
        for item in _in_order(found, ids)
    )


def claim_lines(connection: Connection, ids: Sequence[str]) -> tuple[ClaimLine, ...]:
    """Return claims with their sentences, in the order of ``ids``."""
    found = claims(connection, ids)
    proofs = quotations(connection, [(item.article_id, item.sentence) for item in found.values()])
    return tuple(
        ClaimLine(claim=item, quotation=proofs[item.article_id, item.sentence])
        for item in _in_order(found, ids)
    )


def conflict_lines(connection: Connection, ids: Sequence[str]) -> tuple[ConflictLine, ...]:
    """Return conflicts with the sentence behind each reading, in the order of ``ids``."""
    found = conflicts(connection, ids)
    places = [
        (reading.article_id, reading.sentence)
        for conflict in found.values()
        for reading in conflict.readings
        if reading.article_id is not None and reading.sentence is not None
    ]
    proofs = quotations(connection, places)
    return tuple(
        ConflictLine(
            conflict=item,
            quotations=tuple(proofs.get(_place_of(reading)) for reading in item.readings),
        )
        for item in _in_order(found, ids)
    )


def grouped(found: Iterable[Row], key: str, pick: Callable[[Row], T]) -> dict[str, list[T]]:
    """Return what ``pick`` takes of each row, by the value of a column, in order."""
    groups: dict[str, list[T]] = defaultdict(list)
    for row in found:
        groups[row[key]].append(pick(row))
    return groups


def _place_of(reading: Reading) -> Place:
    # No sentence has the number -1, so a reading without one finds nothing.
    return (reading.article_id or "", -1 if reading.sentence is None else reading.sentence)


def _in_order(found: Mapping[str, T], ids: Sequence[str]) -> list[T]:
    return [found[id_] for id_ in ids if id_ in found]


def _by_ids(
    connection: Connection, table: str, key: str, ids: Sequence[str], order: str = ""
) -> list[dict[str, Any]]:
    ordering = f"ORDER BY {order}" if order else ""
    return rows(
        connection,
        f"SELECT * FROM {table} WHERE {key} IN (SELECT unnest(?::VARCHAR[])) {ordering}",  # noqa: S608 - our own table and column names
        [list(ids)],
    )


def _roles(
    connection: Connection, finding: str, ids: Sequence[str]
) -> dict[str, dict[str, list[Participant]]]:
    found = rows(
        connection,
        "SELECT * FROM participants WHERE finding = ? AND finding_id IN "
        "(SELECT unnest(?::VARCHAR[])) ORDER BY role, ordinal",
        [finding, list(ids)],
    )
    return read.roles_by_id(found, "finding_id")


def article_head(row: Row) -> ArticleHead:
    """Return the head of an article from a row with its columns and ``original_id``."""
    return ArticleHead(
        id=row["article_id"],
        outlet=row["outlet"],
        published=row["published"],
        title=row["title"],
        url=row["url"],
        near_duplicate_of=row["original_id"],
    )


def _quotation(row: Row) -> Quotation:
    span = Span(row["span_start"], row["span_end"])
    return Quotation(
        article=article_head(row),
        sentence=row["sentence"],
        span=span,
        text=row["text"],
        is_headline=row["is_headline"],
    )


def _earliest_first(quotation: Quotation) -> tuple[bool, bool, str, bool, str, int]:
    article = quotation.article
    return (
        article.near_duplicate_of is not None,
        article.published is None,
        str(article.published),
        quotation.is_headline,  # a sentence tells more than the headline above it
        article.id,
        quotation.sentence,
    )


def _conflict_counts(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    found = rows(
        connection,
        "SELECT record_id, count(*) AS n FROM conflicts WHERE record_id IN "
        "(SELECT unnest(?::VARCHAR[])) GROUP BY record_id",
        [list(ids)],
    )
    return {row["record_id"]: row["n"] for row in found}


def _line(
    record: EventRecord, reports_by_id: Mapping[str, Report], n_conflicts: int
) -> EventLine | None:
    own = [reports_by_id[id_] for id_ in record.event_ids if id_ in reports_by_id]
    own.sort(
        key=lambda one: (_differs(one, record), _is_doubtful(one), _earliest_first(one.quotation))
    )
    if not own:
        return None
    outlets = dict.fromkeys(report.quotation.article.outlet for report in own)
    return EventLine(
        record=record,
        quotation=own[0].quotation,
        also=_other_articles([report.quotation for report in own]),
        action_text=own[0].event.action_text,
        outlets=tuple(outlet for outlet in outlets if outlet),
        n_conflicts=n_conflicts,
    )


def _differs(report: Report, record: EventRecord) -> bool:
    # "Is to visit" is no proof of a visit that took place, though it is a report of it.
    event = report.event
    return (event.modality, event.event_type) != (record.modality, record.event_type)


def _is_doubtful(report: Report) -> bool:
    # A sentence that tells the event in so many words comes before a remark that alludes to it.
    return report.event.confidence < _SURE_ENOUGH


def _other_articles(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    first_of = {item.article.id: item for item in reversed(quotations)}
    own = quotations[0].article.id
    return tuple(
        first_of[id_]
        for id_ in dict.fromkeys(item.article.id for item in quotations)
        if id_ != own and first_of[id_].article.near_duplicate_of is None
    )

"""The named questions about statements: who said what, about whom, through what."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from detente.analyze.claim_life import Life, claim_life, of_report
from detente.analyze.said import STANCES, StatementFilter, StatementView
from detente.analyze.views import EventLine, EventView, StatementLine
from detente.store import loading, names, parties, web_views
from detente.store.loading import Connection, rows
from detente.store.origins import origins_of

Condition = tuple[str, list[Any]]

_ROLES: Final = ("speaker", "joint", "relayed_by")
_OF_PERSON: Final = "s.statement_id IN (SELECT finding_id FROM participants WHERE {})"
# Whoever speaks for a state speaks of its relations: a Malaysian on Russia, of Malaysia and Russia.
_SIDES: Final = """(
    list_contains(s.about_countries, ?) AND (list_contains(s.about_countries, ?)
      OR s.statement_id IN (
        SELECT finding_id FROM participants WHERE role = 'speaker' AND country = ?))
)"""
_ORDER: Final = "a.published DESC NULLS LAST, a.article_id, s.sentence, s.statement_id"


def statements(
    connection: Connection, wanted: StatementFilter | None = None
) -> tuple[StatementLine, ...]:
    """Return the statements that a filter lets through, latest published first.

    Raises:
        QueryError: it names somebody who speaks nowhere, or an unknown state, stance or channel.
    """
    asked = wanted or StatementFilter()
    found = matching_statements(connection, asked)
    last = None if asked.limit is None else asked.offset + asked.limit
    return loading.statement_lines(connection, found[asked.offset : last])


def matching_statements(connection: Connection, wanted: StatementFilter) -> list[str]:
    """Return the ids of the statements that a filter lets through, all of them, in order.

    Raises:
        QueryError: as for :func:`statements`.
    """
    query, parameters = _query(connection, wanted, "s.statement_id")
    return [id_ for (id_,) in connection.execute(query, parameters).fetchall()]


def statements_sql(connection: Connection, wanted: StatementFilter) -> str:
    """Return the SQL question that a filter stands for, values written out.

    Raises:
        QueryError: as for :func:`statements`.
    """
    columns = "s.*, a.outlet, a.published, a.url"
    query, parameters = _query(connection, wanted, columns)
    return loading.written_out(query, parameters)


def statement_views(
    connection: Connection, lines: Sequence[StatementLine]
) -> tuple[StatementView, ...]:
    """Return statements with the events they are or report, and what became of those."""
    event_ids = [
        id_
        for line in lines
        for id_ in (line.statement.event_id, *line.statement.reports)
        if id_ is not None
    ]
    records = _records_of(connection, event_ids)
    events = loading.lines(connection, sorted(set(records.values())))
    by_id = {event.record.id: event for event in events}
    lives = _lives(connection, list(by_id))
    return tuple(_view(line, records, by_id, lives) for line in lines)


def _view(
    line: StatementLine,
    records: Mapping[str, str],
    events: Mapping[str, EventLine],
    lives: Mapping[str, Life],
) -> StatementView:
    said = line.statement
    reported = dict.fromkeys(records.get(id_, "") for id_ in said.reports)
    told = [id_ for id_ in reported if id_ in events]
    return StatementView(
        statement=said,
        quotation=line.quotation,
        event=events.get(records.get(said.event_id or "", "")),
        reports=tuple(events[id_] for id_ in told),
        lives=tuple(lives[id_] for id_ in told),
    )


def _records_of(connection: Connection, event_ids: Sequence[str]) -> dict[str, str]:
    found = connection.execute(
        "SELECT event_id, record_id FROM record_reports "
        "WHERE event_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(event_ids)],
    ).fetchall()
    return dict(found)


def _lives(connection: Connection, record_ids: Sequence[str]) -> dict[str, Life]:
    views = web_views.with_reports(connection, record_ids)
    articles = {one.quotation.article.id for view in views for one in view.reports}
    origins = origins_of(connection, articles) if articles else {}
    return {view.record.id: event_life(view, origins) for view in views}


def event_life(view: EventView, origins: Mapping[str, str]) -> Life:
    """Return the life of the claim that an event took place. ``origins`` go by article id."""
    told = (
        of_report(report, origins.get(report.quotation.article.id, report.quotation.article.id))
        for report in view.reports
    )
    return claim_life(one for one in told if one is not None)


def facets(connection: Connection, ids: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Return the values of stance, channel, about and kind over some statements, by count."""
    found = {}
    for field, expression in _FACETS.items():
        query = (
            f"SELECT value, count(*) AS n FROM (SELECT {expression} AS value FROM statements "  # noqa: S608 - our own columns
            "WHERE statement_id IN (SELECT unnest(?::VARCHAR[]))) WHERE value IS NOT NULL "
            "GROUP BY value ORDER BY n DESC, value LIMIT 12"
        )
        found[field] = [(row["value"], row["n"]) for row in rows(connection, query, [list(ids)])]
    return found


_FACETS: Final = {
    "stance": "stance",
    "channel": "channel_kind",
    "about": "unnest(about_countries)",
    "kind": "kind",
}


def speakers(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return those who speak most in some statements: id or name, name, count."""
    found = connection.execute(
        """
        SELECT coalesce(entity, name) AS key, any_value(name) AS name, count(*) AS n
        FROM participants WHERE role = 'speaker' AND kind = 'person' AND name IS NOT NULL
          AND finding_id IN (SELECT unnest(?::VARCHAR[]))
        GROUP BY key ORDER BY n DESC, key LIMIT 12
        """,
        [list(ids)],
    ).fetchall()
    return [(key, name, n) for key, name, n in found]


def _query(connection: Connection, wanted: StatementFilter, columns: str) -> tuple[str, list[Any]]:
    conditions = [*_who(connection, wanted), *_about(wanted), *_how(connection, wanted)]
    conditions += [*_when(wanted), *_sure(wanted)]
    where = " AND ".join(f"({text})" for text, _ in conditions) or "TRUE"
    query = (
        f"SELECT {columns} FROM statements s JOIN articles a USING (article_id)\n"  # noqa: S608 - conditions are constants, values are parameters
        f"WHERE {where}\nORDER BY {_ORDER}"
    )
    return query, [value for _, values in conditions for value in values]


def _sure(wanted: StatementFilter) -> list[Condition]:
    if wanted.least_sure <= 0:
        return []
    return [
        ("s.confidence >= ? OR s.kind <> 'indirect' OR s.channel IS NOT NULL", [wanted.least_sure])
    ]


def _who(connection: Connection, wanted: StatementFilter) -> list[Condition]:
    found: list[Condition] = []
    for asked, roles in ((wanted.speaker, _ROLES), (wanted.addressee, ("addressee",))):
        if asked:
            condition, values = parties.participant_condition(connection, roles, asked)
            found.append((_OF_PERSON.format(condition), values))
    return found


def _about(wanted: StatementFilter) -> list[Condition]:
    if not wanted.about:
        return []
    sides = parties.about(wanted.about)
    if len(sides) == 1:
        return [("list_contains(s.about_countries, ?)", list(sides))]
    first, second = sides
    return [(f"{_SIDES} OR {_SIDES}", [first, second, second, second, first, first])]


def _how(connection: Connection, wanted: StatementFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.stance:
        found.append(("s.stance = ?", [names.one_of(wanted.stance, STANCES, "stance")]))
    if wanted.kind:
        kinds = ("direct", "indirect", "mixed")
        found.append(("s.kind = ?", [names.one_of(wanted.kind, kinds, "kind of statement")]))
    if wanted.channel:
        found.append(_channel(connection, wanted.channel))
    if wanted.topic:
        found.append(("list_contains(s.topics, ?)", [wanted.topic]))
    if wanted.text:
        found.append(("contains(lower(s.content_text), lower(?))", [wanted.text]))
    return found


def _channel(connection: Connection, asked: str) -> Condition:
    """Return a condition on the kind of a channel, or else on its words ("RIA")."""
    known = connection.execute("SELECT DISTINCT channel_kind FROM statements").fetchall()
    if (asked,) in known:
        return "s.channel_kind = ?", [asked]
    words = "lower(s.channel) = lower(?) OR contains(lower(s.channel), lower(?) || ' ')"
    return f"{words} OR ends_with(lower(s.channel), ' ' || lower(?))", [asked] * 3


def _when(wanted: StatementFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.since:
        found.append(("a.published >= ?", [wanted.since]))
    if wanted.until:
        found.append(("a.published <= ?", [wanted.until]))
    return found

"""Which records a filter lets through."""

from typing import Any, Final

from detente.analyze.views import EventFilter
from detente.ontology.plover import OWN
from detente.store import loading, names
from detente.store.loading import Connection

Condition = tuple[str, list[Any]]

# An undated record of a news report falls on the day of its first report: it is recent, whatever
# its day. Background without a date stays undated.
_DATED: Final = """
    WITH reported AS (
      SELECT record_id, min(published) AS first_published
      FROM record_reports JOIN events USING (event_id) JOIN articles USING (article_id)
      GROUP BY record_id
    ), dated AS (
      SELECT r.*, first_published,
             coalesce(date_earliest, date_latest, CASE WHEN NOT historical THEN first_published END)
               AS first_day,
             CASE WHEN date_precision IS NULL AND NOT historical THEN first_published
                  ELSE date_latest END AS last_day
      FROM records r LEFT JOIN reported USING (record_id)
    )
"""
_ORDERS: Final = {
    "newest": "first_day DESC NULLS LAST, first_published DESC NULLS LAST, record_id",
    "oldest": "first_day NULLS LAST, first_published NULLS LAST, record_id",
    "origins": "n_origins DESC, n_reports DESC, first_day DESC NULLS LAST, record_id",
}
_TAKES_PART: Final = "SELECT record_id FROM record_participants WHERE (country = ? OR entity = ?)"
_ROLES: Final = {
    "actor": " AND role = 'actor'",
    "recipient": " AND role = 'recipient'",
    "party": "",
}
DYAD: Final = """
    SELECT a.record_id FROM record_participants a JOIN record_participants b USING (record_id)
    WHERE ? IN (a.country, a.entity) AND ? IN (b.country, b.entity)
      AND (a.role = 'actor' OR b.role = 'actor')
      AND (a.role, a.ordinal) <> (b.role, b.ordinal)
"""
_PERSON: Final = (
    "SELECT record_id FROM record_participants WHERE list_contains(?, coalesce(entity, name))"
)
_TEXT: Final = """
    SELECT record_id FROM record_reports JOIN events USING (event_id)
    JOIN sentences USING (article_id, sentence) WHERE contains(lower(text), lower(?))
"""


def matching_records(
    connection: Connection, wanted: EventFilter, *, paged: bool = True
) -> list[str]:
    """Return the ids of the records that a filter lets through, in its order.

    Raises:
        QueryError: the filter names an unknown country, person, type, modality or order.
    """
    query, parameters = _query(connection, wanted, "record_id")
    if paged and wanted.limit is not None:
        query += f" LIMIT {wanted.limit:d}"
    if paged:
        query += f" OFFSET {wanted.offset:d}"
    return [id_ for (id_,) in connection.execute(query, parameters).fetchall()]


def as_sql(connection: Connection, wanted: EventFilter) -> str:
    """Return the SQL question that a filter stands for, values written out; limit left aside.

    Raises:
        QueryError: as for :func:`matching_records`.
    """
    query, parameters = _query(connection, wanted, "*")
    return loading.written_out(query, parameters)


def _query(connection: Connection, wanted: EventFilter, columns: str) -> Condition:
    conditions = [
        *_who(connection, wanted),
        *_kind(connection, wanted),
        *_what(wanted),
        *_which(wanted),
        *_when(wanted),
    ]
    names.one_of(wanted.order, _ORDERS, "order")
    order = _ORDERS[wanted.order]
    query = f"{_DATED}    SELECT {columns} FROM dated\n    WHERE {_all_of(conditions)}\n    ORDER BY {order}"  # noqa: S608, E501 - conditions are constants, values are parameters
    return query, [value for _, values in conditions for value in values]


def _all_of(conditions: list[Condition]) -> str:
    return " AND ".join(f"({condition})" for condition, _ in conditions) or "TRUE"


def _who(connection: Connection, wanted: EventFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.dyad:
        codes = [names.country(connection, code) for code in wanted.dyad]
        found.append((f"record_id IN ({DYAD})", list(codes)))
    for field, role in _ROLES.items():
        if asked := getattr(wanted, field):
            code = names.country(connection, asked)
            found.append((f"record_id IN ({_TAKES_PART}{role})", [code, code]))
    for person in filter(None, (wanted.person, wanted.also)):
        keys = list(names.persons(connection, person))
        found.append((f"record_id IN ({_PERSON})", [keys]))
    return found


def _kind(connection: Connection, wanted: EventFilter) -> list[Condition]:
    """Return conditions on the type; what is of own types alone is found by their names only."""
    own = names.own_types(connection)
    if not wanted.event_type:
        is_hiding = any(own.values()) and not wanted.with_own
        return [("event_type <> ?", [OWN])] if is_hiding else []
    name, _, mode = wanted.event_type.partition("/")
    if name.lower() in own:
        found: list[Condition] = [("list_contains(own_types, ?)", [name.lower()])]
    else:
        found = [("event_type = ?", [names.event_type(name, own)])]
    return [*found, *([("mode = ?", [mode.lower()])] if mode else [])]


def _what(wanted: EventFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.modality:
        found.append(("modality = ?", [names.modality(wanted.modality)]))
    if wanted.text:
        found.append((f"record_id IN ({_TEXT})", [wanted.text]))
    if wanted.topic:
        found.append(("list_contains(topics, ?)", [wanted.topic]))
    return found


def _which(wanted: EventFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.quad_class is not None:
        found.append(("quad_class = ?", [wanted.quad_class]))
    if wanted.disputed:
        found.append(("record_id IN (SELECT record_id FROM conflicts)", []))
    if wanted.news_only:
        found.append(("NOT historical", []))
    return found


def _when(wanted: EventFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.since:
        found.append(("coalesce(last_day, first_day) >= ?", [wanted.since]))
    if wanted.until:
        found.append(("coalesce(first_day, last_day) <= ?", [wanted.until]))
    return found

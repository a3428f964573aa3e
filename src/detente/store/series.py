"""The series that forecasters learn from, read from the database.

Imported rows and own records in one history; see docs/decisions/0010-one-series-for-forecasts.md.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import combinations, product
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from detente.analyze.promises import read_table
from detente.entities import tables as entity_tables
from detente.forecast.questions import day_number
from detente.forecast.relations import relation_of_code, relation_of_type
from detente.forecast.series import COLUMNS, NONE, OWN_RECORDS, Entity, EventSeries, Relation
from detente.model import Precision
from detente.store.loading import Connection, rows
from detente.store.names import country_name

_FNV_START: Final = np.uint64(0xCBF29CE484222325)
_FNV_PRIME: Final = np.uint64(0x100000001B3)
_GROUPS: Final = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})
_COARSE: Final = frozenset({Precision.YEAR.value, Precision.DECADE.value})
# Rows of two imports of one format that have the same id and day are one event; the first counts.
# Repeats of who did what to whom on a day are one event too, as in the data sets of the field.
_IMPORTED: Final = """
    WITH sides AS (
      SELECT actor AS name, actor_country AS country, actor_sector AS sector FROM imported_events
      UNION SELECT recipient, recipient_country, recipient_sector FROM imported_events
    ), entities AS (
      SELECT name, country, sector,
             row_number() OVER (ORDER BY name, country, sector) - 1 AS id FROM sides
      WHERE name IS NOT NULL OR country IS NOT NULL
    ), relations AS (
      SELECT relation, cameo_code, event_type, mode, quad_class,
             row_number() OVER (ORDER BY relation, cameo_code, event_type, mode, quad_class) - 1
               AS id
      FROM (SELECT DISTINCT relation, cameo_code, event_type, mode, quad_class
            FROM imported_events)
    ), sources AS (
      SELECT import_id, format, row_number() OVER (ORDER BY import_id) - 1 AS source FROM imports
    )
"""
_ENTITIES: Final = "SELECT name, country, sector FROM entities ORDER BY id"
_RELATIONS: Final = (
    "SELECT relation AS name, cameo_code, event_type, mode, quad_class FROM relations ORDER BY id"
)
_EVENTS: Final = """
    SELECT (day - DATE '1970-01-01')::INTEGER AS day,
           a.id::INTEGER AS actor, coalesce(r.id, -1)::INTEGER AS recipient,
           k.id::INTEGER AS relation, s.source::INTEGER AS source, e.row_number AS row,
           (coalesce(CASE WHEN modality = 'planned' THEN published ELSE greatest(day, published)
                     END, day) - DATE '1970-01-01')::INTEGER AS known,
           (coalesce(due, day) - DATE '1970-01-01')::INTEGER AS due,
           (modality = 'planned') AS announced
    FROM imported_events e
    JOIN sources s ON s.import_id = e.import_id
    JOIN entities a ON a.name IS NOT DISTINCT FROM e.actor
      AND a.country IS NOT DISTINCT FROM e.actor_country
      AND a.sector IS NOT DISTINCT FROM e.actor_sector
    LEFT JOIN entities r ON r.name IS NOT DISTINCT FROM e.recipient
      AND r.country IS NOT DISTINCT FROM e.recipient_country
      AND r.sector IS NOT DISTINCT FROM e.recipient_sector
    JOIN relations k ON k.relation = e.relation
      AND k.cameo_code IS NOT DISTINCT FROM e.cameo_code
      AND k.event_type IS NOT DISTINCT FROM e.event_type
      AND k.mode IS NOT DISTINCT FROM e.mode AND k.quad_class = e.quad_class
    WHERE modality IN ('done', 'planned')
    QUALIFY (e.source_id IS NULL OR row_number() OVER (
              PARTITION BY s.format, e.source_id, e.day ORDER BY s.source, e.row_number) = 1)
    ORDER BY day, source, row
"""
_RECORDS: Final = """
    SELECT record_id, e.modality, r.event_type, r.mode, r.cameo_code, r.quad_class, r.own_types,
           min(a.published) AS published,
           arg_min(coalesce(e.date_earliest, r.date_earliest), a.published) AS earliest,
           arg_min(coalesce(e.date_latest, r.date_latest), a.published) AS latest,
           arg_min(coalesce(e.date_precision, r.date_precision), a.published) AS precision
    FROM records r JOIN record_reports USING (record_id) JOIN events e USING (event_id)
    JOIN articles a ON a.article_id = e.article_id
    WHERE e.modality IN ('done', 'planned') AND NOT e.historical AND NOT r.historical
      AND (r.modality = 'done' OR e.modality = 'planned')
    GROUP BY ALL ORDER BY record_id, e.modality
"""
_PARTIES: Final = """
    SELECT record_id, role, name, text, kind, entity, country, sector
    FROM record_participants WHERE role IN ('actor', 'recipient')
    ORDER BY record_id, role, ordinal
"""


class _Pair(NamedTuple):
    first: Entity
    second: Entity | None


class _Days(NamedTuple):
    day: int
    due: int
    known: int


def load_series(connection: Connection) -> EventSeries:
    """Return all events of the database that forecasters learn from, in order of day."""
    imported = _imported(connection)
    own = _own(connection)
    return _joined(imported, own)


def series_digest(series: EventSeries) -> str:
    """Return the digest of a series: 32 hex digits.

    The same events with the same evidence give the same one, whatever stands beside them in the
    database and in whatever order they were imported.
    """
    own = series.sources.index(OWN_RECORDS) if OWN_RECORDS in series.sources else NONE
    records = _marks(series.record_ids)
    is_own = series.source == own
    row = series.row.astype(np.uint64)
    row[is_own] = records[series.row[is_own]]
    columns = (
        *(getattr(series, name).astype(np.uint64) for name in ("day", "known", "due", "announced")),
        _marks(series.entities)[series.actor],
        _marks(series.entities)[series.recipient],
        _marks(series.relations)[series.relation],
        _marks(series.sources)[series.source],
        row,
    )
    # One number an event, mixed as in FNV-1a, so that the order of events can be left out.
    mixed = np.full(len(series), _FNV_START, dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column) * _FNV_PRIME
        mixed ^= mixed >> np.uint64(29)
    return blake2b(np.sort(mixed).tobytes(), digest_size=16).hexdigest()


def _marks(items: Sequence[Any]) -> npt.NDArray[np.uint64]:
    """Return a number for each item that its content gives, and one more for nobody, the last."""
    digests = (blake2b(repr(item).encode(), digest_size=8).digest() for item in items)
    return np.array([*(int.from_bytes(one) for one in digests), 0], dtype=np.uint64)


def _imported(connection: Connection) -> EventSeries:
    entities = [Entity(**_named(row)) for row in rows(connection, _of_imported(_ENTITIES))]
    relations = [Relation(**row) for row in rows(connection, _of_imported(_RELATIONS))]
    columns = connection.execute(_of_imported(_EVENTS)).fetchnumpy()
    sources = connection.execute("SELECT import_id FROM imports ORDER BY import_id").fetchall()
    typed: dict[str, Any] = {name: np.asarray(columns[name], dtype=_type(name)) for name in COLUMNS}
    series = EventSeries(
        **typed,
        entities=tuple(entities),
        relations=tuple(relations),
        sources=tuple(id_ for (id_,) in sources),
    )
    return _without_repeats(_with_one_of_each(series))


def _of_imported(query: str) -> str:
    return f"{_IMPORTED}\n{query}"


def _own(connection: Connection) -> EventSeries:
    parties: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(connection, _PARTIES):
        parties[row["record_id"]].append(row)
    found = rows(connection, _RECORDS)
    made = [event for row in found for event in _events_of(row, parties[row["record_id"]])]
    return _series_of(sorted(made, key=lambda one: (one[1].day, one[0])))


def _events_of(
    row: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, _Days, _Pair, Relation, bool]]:
    is_announced = row["modality"] == "planned"
    days = _announced_days(row) if is_announced else _done_days(row)
    if days is None:
        return
    relation = _relation(row)
    for pair in _pairs(parties):
        yield row["record_id"], days, pair, relation, is_announced


def _done_days(row: Mapping[str, Any]) -> _Days | None:
    """Return the days of what happened; undated, it counts on the day of its first report."""
    published: dt.date | None = row["published"]
    latest: dt.date | None = row["latest"] if row["precision"] not in _COARSE else None
    known = published or latest
    if known is None:
        return None
    day = min(latest or known, known)
    return _Days(day_number(day), day_number(day), day_number(known))


def _announced_days(row: Mapping[str, Any]) -> _Days | None:
    """Return the days of what is announced; undated, it is looked for as long as a promise is."""
    published: dt.date | None = row["published"]
    if published is None:
        return None
    open_end = published + dt.timedelta(days=read_table().undated_days)
    first = row["earliest"] or published
    last = row["latest"] or max(first, open_end)
    if last < published:  # it speaks of a day that was over: a plan no longer
        return None
    return _Days(day_number(first), day_number(last), day_number(published))


def _relation(row: Mapping[str, Any]) -> Relation:
    own = tuple(row["own_types"] or ())
    code = row["cameo_code"]
    found = relation_of_code(code) if code else relation_of_type(row["event_type"], row["mode"])
    return Relation(
        name=found.name,
        cameo_code=found.cameo_code,
        event_type=row["event_type"],
        mode=row["mode"],
        quad_class=row["quad_class"],
        own_types=own,
    )


def _pairs(parties: Sequence[Mapping[str, Any]]) -> Iterator[_Pair]:
    """Yield who did it to whom, each two countries once; who acts together, in order of code."""
    sides: dict[str, dict[str, Entity]] = {"actor": {}, "recipient": {}}
    for row in parties:
        entity = _entity(row)
        sides[row["role"]].setdefault(entity.country or entity.name, entity)
    actors, recipients = sides["actor"], sides["recipient"]
    for first, second in product(actors, recipients):
        if first != second:
            yield _Pair(actors[first], recipients[second])
    if not recipients:
        for first, second in combinations(sorted(actors), 2):
            yield _Pair(actors[first], actors[second])
    if not recipients and len(actors) == 1:
        yield _Pair(next(iter(actors.values())), None)


def _entity(row: Mapping[str, Any]) -> Entity:
    country = row["country"]
    if row["kind"] == "organisation" and (country in _GROUPS or country is None):
        country = row["entity"]
    if row["kind"] == "state" and country:
        return Entity(name=country_name(country), country=country)
    return Entity(name=row["name"] or row["text"], country=country, sector=row["sector"])


def _series_of(events: Sequence[tuple[str, _Days, _Pair, Relation, bool]]) -> EventSeries:
    entities: dict[Entity, int] = {}
    relations: dict[Relation, int] = {}
    ids: dict[str, int] = {}
    table = [
        (
            days.day,
            entities.setdefault(pair.first, len(entities)),
            NONE if pair.second is None else entities.setdefault(pair.second, len(entities)),
            relations.setdefault(relation, len(relations)),
            0,
            ids.setdefault(record_id, len(ids)),
            days.known,
            days.due,
            announced,
        )
        for record_id, days, pair, relation, announced in events
    ]
    columns = list(zip(*table, strict=True)) or [()] * len(COLUMNS)
    named: dict[str, Any] = {
        name: np.array(column, dtype=_type(name))
        for name, column in zip(COLUMNS, columns, strict=True)
    }
    return EventSeries(
        **named,
        entities=tuple(entities),
        relations=tuple(relations),
        sources=(OWN_RECORDS,),
        record_ids=tuple(ids),
    )


def _type(name: str) -> npt.DTypeLike:
    return {"announced": np.bool_, "row": np.int64}.get(name, np.int32)


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an entity; a state by any of its names is the state."""
    country, name = row["country"], row["name"]
    is_state = country is not None and (
        name is None or _states_by_name().get(_key(name)) == country
    )
    if is_state and country is not None:
        return {"name": country_name(country), "country": country}
    return {"name": name, "country": country, "sector": row["sector"]}


@cache
def _states_by_name() -> Mapping[str, str]:
    named = ((row[0], row[1]) for row in entity_tables.rows("names.csv.gz") if "name" in row[2])
    codes = {row[0]: row[1] for row in entity_tables.rows("states.csv")}
    own = {_key(name): code for code, name in codes.items()}
    return {**{_key(name): code for name, code in named}, **own, **{_key(c): c for c in codes}}


def _key(name: str) -> str:
    return name.casefold().strip()


def _with_one_of_each(series: EventSeries) -> EventSeries:
    """Return a series in which equal entities have one index."""
    return _joined(series, None)


def _joined(first: EventSeries, second: EventSeries | None) -> EventSeries:
    """Return the events of both in order of day, with one table of entities and relations."""
    both = [first] if second is None else [first, second]
    entities = _merged([one.entities for one in both])
    relations = _merged([one.relations for one in both])
    parts: dict[str, list[Any]] = {name: [getattr(one, name) for one in both] for name in COLUMNS}
    for place, one in enumerate(both):
        new_entity = np.array([*(entities[item] for item in one.entities), NONE], dtype=np.int32)
        new_relation = np.array([relations[item] for item in one.relations], dtype=np.int32)
        parts["actor"][place] = new_entity[one.actor]
        parts["recipient"][place] = new_entity[one.recipient]
        parts["relation"][place] = new_relation[one.relation] if len(one) else one.relation
        parts["source"][place] = one.source + sum(len(former.sources) for former in both[:place])
    columns = {name: np.concatenate(part) for name, part in parts.items()}
    order = np.argsort(columns["day"], kind="stable")
    return EventSeries(
        **{name: column[order] for name, column in columns.items()},
        entities=tuple(entities),
        relations=tuple(relations),
        sources=tuple(name for one in both for name in one.sources),
        record_ids=both[-1].record_ids,
    )


def _merged(tables: Sequence[Sequence[Any]]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for table in tables:
        for item in table:
            found.setdefault(item, len(found))
    return found


def _without_repeats(series: EventSeries) -> EventSeries:
    names = ("day", "actor", "recipient", "relation", "known", "due", "announced")
    keys = np.stack([getattr(series, name).astype(np.int64) for name in names], axis=1)
    _, kept = np.unique(keys, axis=0, return_index=True)
    return series.take(np.sort(kept))

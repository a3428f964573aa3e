"""The named question about promises: announced deeds, and what became of them as of a day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from detente.analyze.promise_match import Table
from detente.analyze.promises import STATUSES, Promise, PromiseFilter, promises_of, read_table
from detente.store import loading, names, parties, web_views
from detente.store.filters import DYAD
from detente.store.loading import Connection

_ANNOUNCED: Final = """
    SELECT DISTINCT record_id FROM record_reports JOIN events USING (event_id)
    WHERE NOT historical AND (
      (modality = 'planned' AND list_contains(?, event_type))
      OR (event_type = 'AGREE' AND modality <> 'denied' AND list_contains(?, left(cameo_code, 3))))
"""
# Whatever may keep or drop a promise has two of its parties, or the only one; who is told to go to
# a place has the country of the place for a party.
_SETTLING: Final = """
    WITH parties AS (
      SELECT record_id, coalesce(country, entity, name, text) AS party FROM record_participants
      UNION
      SELECT record_id, place_country FROM records WHERE place_country IS NOT NULL
    ), promised AS (
      SELECT *, count(*) OVER (PARTITION BY record_id) AS n
      FROM parties WHERE record_id IN (SELECT unnest(?::VARCHAR[]))
    )
    SELECT DISTINCT other FROM (
      SELECT p.record_id, q.record_id AS other, any_value(p.n) AS n, count(*) AS n_shared
      FROM promised p JOIN parties q USING (party) JOIN records r ON r.record_id = q.record_id
      WHERE NOT r.historical AND list_contains(?, r.event_type)
      GROUP BY p.record_id, q.record_id
    ) WHERE n_shared >= least(n, 2)
"""
_TAKES_PART: Final = "SELECT record_id FROM record_participants WHERE "


def promises(connection: Connection, wanted: PromiseFilter | None = None) -> tuple[Promise, ...]:
    """Return promises by the day they are due, undated ones last, as they stood on a day.

    The day is ``wanted.as_of``, else that of the newest article: never the clock's.

    Raises:
        QueryError: the filter names an unknown status, state or person.
    """
    asked = wanted or PromiseFilter()
    if asked.status:
        names.one_of(asked.status, STATUSES, "status of a promise")
    table = read_table()
    announced = _announced(connection, asked, table)
    settling = _settling(connection, announced, table)
    views = web_views.with_reports(connection, sorted({*announced, *settling}))
    as_of = asked.as_of or newest_day(connection)
    found = [one for one in promises_of(views, as_of=as_of) if one.id in announced]
    kept = [one for one in found if asked.status in {None, one.status}]
    return tuple(kept[: asked.limit])


def newest_day(connection: Connection) -> dt.date | None:
    """Return the day of the newest article: "now" is what the sources know."""
    day: dt.date | None = loading.value(connection, "SELECT max(published) FROM articles")
    return day


def _announced(connection: Connection, wanted: PromiseFilter, table: Table) -> set[str]:
    query, values = _ANNOUNCED, [sorted(table.kept_by), sorted(table.intent)]
    for condition, more in _narrowed(connection, wanted):
        query += f" AND record_id IN ({condition})"
        values += more
    return {id_ for (id_,) in connection.execute(query, values).fetchall()}


def _narrowed(connection: Connection, wanted: PromiseFilter) -> list[tuple[str, list[Any]]]:
    found: list[tuple[str, list[Any]]] = []
    if wanted.dyad:
        found.append((DYAD, list(parties.pair(wanted.dyad))))
    if wanted.party:
        condition, values = parties.participant_condition(
            connection, ("actor", "recipient"), wanted.party
        )
        found.append((_TAKES_PART + condition, values))
    return found


def _settling(connection: Connection, announced: set[str], table: Table) -> Sequence[str]:
    if not announced:
        return ()
    types = {kept for kinds in table.kept_by.values() for kept in kinds}
    types |= {key.partition("/")[0] for key in table.dropped_by}
    found = connection.execute(_SETTLING, [sorted(announced), sorted(types)]).fetchall()
    return [id_ for (id_,) in found]

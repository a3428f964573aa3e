"""Forecasts in the database: issued once, resolved once, never changed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from detente.errors import QueryError
from detente.forecast.classes import EventClass
from detente.forecast.issued import Issued, Resolution
from detente.forecast.questions import PastEvent, Reason, date_of
from detente.model import Record
from detente.store.connect import WriterLock, writing
from detente.store.loading import Connection, rows
from detente.store.names import code_of

_SAME: Final = (
    "region",
    "as_of",
    "until",
    "within",
    "probability",
    "low",
    "high",
    "answered_by",
    "model_probability",
    "base_rate",
    "dyad_frequency",
    "hawkes",
    "note",
    "model_id",
    "model_name",
    "known_digest",
    "n_known",
    "data_until",
)
_SELECT: Final = """
    SELECT f.*, r.happened, r.day, r.source, r.row_number, r.record_id, r.event,
           r.data_until AS resolved_until, r.data_digest, r.brier, r.log_score
    FROM forecasts f LEFT JOIN resolutions r USING (forecast_id)
"""
_ORDER: Final = " ORDER BY f.as_of DESC, f.class, f.first_country, f.second_country, f.within, 1"


class ForecastFilter(Record, frozen=True, kw_only=True):
    """Which forecasts are asked for; None does not narrow.

    ``state`` is "open" or "resolved"; ``dyad`` two countries by code or name.
    """

    dyad: tuple[str, str] | None = None
    class_: str | None = None
    state: str | None = None
    limit: int | None = None


def save_forecasts(path: Path, forecasts: Sequence[Issued]) -> int:
    """Save forecasts; those that were issued before stay as they are. Returns how many are new.

    Raises:
        StoreBusyError: another process is writing.
    """
    with WriterLock(path), writing(path) as connection:
        known = {
            id_ for (id_,) in connection.execute("SELECT forecast_id FROM forecasts").fetchall()
        }
        new = {one.id: one for one in forecasts if one.id not in known}
        for one in new.values():
            _insert(connection, "forecasts", _row(one))
    return len(new)


def save_resolutions(path: Path, resolved: Mapping[str, Resolution]) -> int:
    """Save what became of forecasts, by id; those resolved before stay. Returns how many are new.

    Raises:
        StoreBusyError: another process is writing.
    """
    with WriterLock(path), writing(path) as connection:
        found = connection.execute("SELECT forecast_id FROM resolutions").fetchall()
        new = {id_: one for id_, one in resolved.items() if (id_,) not in found}
        for id_, one in new.items():
            _insert(connection, "resolutions", _resolution_row(id_, one))
    return len(new)


def forecasts(connection: Connection, wanted: ForecastFilter | None = None) -> tuple[Issued, ...]:
    """Return forecasts with what became of them, the latest first.

    Raises:
        QueryError: no such state.
    """
    conditions, values = _conditions(wanted or ForecastFilter())
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = f" LIMIT {int(wanted.limit)}" if wanted and wanted.limit else ""
    found = rows(connection, f"{_SELECT}{where}{_ORDER}{limit}", values)
    return tuple(_forecast(row) for row in found)


def one_forecast(connection: Connection, asked: str) -> Issued:
    """Return one forecast by its id or the beginning of it.

    Raises:
        QueryError: no such forecast, or several.
    """
    found = rows(connection, f"{_SELECT} WHERE starts_with(f.forecast_id, ?)", [asked.lower()])
    if len(found) != 1 or not asked:
        problem = "several forecasts begin" if found and asked else "no forecast begins"
        raise QueryError(f"{problem} with {asked!r}; list them to see the ids")
    return _forecast(found[0])


def _conditions(wanted: ForecastFilter) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    if wanted.dyad:
        codes = [code_of(one) or one.upper() for one in wanted.dyad]
        conditions.append(
            "least(first_country, second_country) = least(?, ?) "
            "AND greatest(first_country, second_country) = greatest(?, ?)"
        )
        values += [*codes, *codes]
    if wanted.class_:
        conditions.append("class = ?")
        values.append(wanted.class_.upper())
    if wanted.state:
        if wanted.state not in {"open", "resolved"}:
            raise QueryError(f"no state of a forecast {wanted.state!r}; there are: open, resolved")
        conditions.append(f"r.forecast_id IS {'NOT ' if wanted.state == 'resolved' else ''}NULL")
    return conditions, values


def _insert(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - names of our own tables and columns
        list(row.values()),
    )


def _row(one: Issued) -> dict[str, Any]:
    return {
        "forecast_id": one.id,
        "class": one.event_class.name,
        "class_says": one.event_class.says,
        "class_definition": msgspec.json.encode(one.event_class).decode(),
        "first_country": one.first,
        "second_country": one.second,
        **{name: getattr(one, name) for name in _SAME},
        "reasons": msgspec.json.encode(one.reasons).decode(),
        "issued": _now(),
        "run_id": one.model_id,
    }


def _resolution_row(id_: str, one: Resolution) -> dict[str, Any]:
    event = one.event
    return {
        "forecast_id": id_,
        "happened": one.happened,
        "day": date_of(event.day) if event else None,
        "source": event.evidence.source if event else None,
        "row_number": event.evidence.row if event else None,
        "record_id": event.evidence.record_id if event else None,
        "event": msgspec.json.encode(event).decode() if event else None,
        "data_until": one.data_until,
        "data_digest": one.data_digest,
        "brier": one.brier,
        "log_score": one.log_score,
        "resolved": _now(),
        "run_id": one.data_digest,
    }


def _forecast(row: Mapping[str, Any]) -> Issued:
    return Issued(
        id=row["forecast_id"],
        event_class=msgspec.json.decode(row["class_definition"], type=EventClass),
        first=row["first_country"],
        second=row["second_country"],
        reasons=msgspec.json.decode(row["reasons"], type=tuple[Reason, ...]),
        resolution=None if row["happened"] is None else _resolution(row),
        **{name: row[name] for name in _SAME},
    )


def _resolution(row: Mapping[str, Any]) -> Resolution:
    return Resolution(
        happened=row["happened"],
        event=msgspec.json.decode(row["event"], type=PastEvent) if row["event"] else None,
        data_until=row["resolved_until"],
        data_digest=row["data_digest"],
        brier=row["brier"],
        log_score=row["log_score"],
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)

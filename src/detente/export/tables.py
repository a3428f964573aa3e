"""Tables beside the events (statements, facts, decisions, ...) as CSV, Parquet or JSON lines.

Each table is one file named after it. With CSV comes a ``tables.datapackage.json`` that types the
columns (Frictionless Data Package). Columns without content are empty in CSV and null elsewhere.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from detente.errors import QueryError
from detente.export.columns import Column
from detente.export.decision_rows import DECISION_COLUMNS
from detente.export.forecast_rows import FORECAST_COLUMNS
from detente.export.said_rows import (
    CLAIM_COLUMNS,
    FACT_COLUMNS,
    PROMISE_COLUMNS,
    STATEMENT_COLUMNS,
)
from detente.model import Record

Row = Mapping[str, Any]
COLUMNS: Final[Mapping[str, Sequence[Column]]] = {
    "statements": STATEMENT_COLUMNS,
    "facts": FACT_COLUMNS,
    "claims": CLAIM_COLUMNS,
    "promises": PROMISE_COLUMNS,
    "decisions": DECISION_COLUMNS,
    "forecasts": FORECAST_COLUMNS,
}
_KEYS: Final = {
    "statements": "statement_id",
    "facts": "fact_id",
    "claims": "claim_id",
    "promises": "event_id",
    "decisions": "decision_id",
    "forecasts": "forecast_id",
}


class Table(Record, frozen=True, kw_only=True):
    """A table to write: its name, one of ``COLUMNS``, and its rows by the names of its columns."""

    name: str
    rows: Sequence[dict[str, Any]]


def write_tables(tables: Iterable[Table], out: Path, format_: str) -> tuple[Path, ...]:
    """Write tables to the folder ``out``, made if need be; return the files written.

    Raises:
        QueryError: ``format_`` is none of csv, parquet, jsonl.
    """
    write = writer_of(format_)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for table in tables:
        path = out / f"{table.name}.{format_}"
        write(table, path)
        written.append(path)
    if format_ == "csv":
        written.append(_package([path.stem for path in written], out))
    return tuple(written)


def writer_of(format_: str) -> Callable[[Table, Path], None]:
    """Return what writes one table to a file in a format.

    Raises:
        QueryError: the format is none of csv, parquet, jsonl.
    """
    if format_ not in _WRITERS:
        raise QueryError(
            f"no format {format_!r} for {', '.join(COLUMNS)}; there are: {', '.join(_WRITERS)}"
        )
    return _WRITERS[format_]


def _csv(table: Table, path: Path) -> None:
    columns = [column.name for column in COLUMNS[table.name]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(map(_plain, table.rows))


def _plain(row: Row) -> Row:
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in row.items()
    }


def _jsonl(table: Table, path: Path) -> None:
    columns = [column.name for column in COLUMNS[table.name]]
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for row in table.rows:
            file.write(encoder.encode({name: row[name] for name in columns}) + b"\n")


def _parquet(table: Table, path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and CSV does without it
    import pyarrow.parquet as pq  # noqa: PLC0415

    from detente.export.parquet import TYPES  # noqa: PLC0415

    fields = [pa.field(column.name, TYPES[column.type]) for column in COLUMNS[table.name]]
    made = pa.Table.from_pylist(list(table.rows), schema=pa.schema(fields))
    pq.write_table(made, path, compression="zstd")


_WRITERS: Final = {"csv": _csv, "parquet": _parquet, "jsonl": _jsonl}


def _package(names: Iterable[str], out: Path) -> Path:
    path = out / "tables.datapackage.json"
    package = {
        "profile": "tabular-data-package",
        "name": "detente-tables",
        "resources": [_resource(name) for name in names],
    }
    path.write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
    return path


def _resource(name: str) -> Mapping[str, Any]:
    fields = [column._asdict() for column in COLUMNS[name]]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": [_KEYS[name]]},
    }

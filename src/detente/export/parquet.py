"""Records as Parquet: ``events.parquet`` and ``reports.parquet``, typed, zstd."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from detente.analyze.views import EventView
from detente.export.columns import Column
from detente.export.reduce import reduced_views
from detente.export.rows import EVENT_COLUMNS, REPORT_COLUMNS, event_row, report_row

TYPES: Final = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
_CHUNK: Final = 10_000  # records held at a time


def export(
    views: Iterable[EventView], out: Path, *, reduction: str | None = None
) -> tuple[Path, ...]:
    """Write the records to the folder ``out``, made if need be; return the files written.

    Raises:
        OntologyError: no such reduction (see ``detente.ontology.reductions``).
    """
    out.mkdir(parents=True, exist_ok=True)
    files = (out / "events.parquet", out / "reports.parquet")
    with _writer(files[0], EVENT_COLUMNS) as events, _writer(files[1], REPORT_COLUMNS) as reports:
        left = reduced_views(views, reduction)
        while chunk := list(islice(left, _CHUNK)):
            _write(events, [event_row(view) for view in chunk])
            _write(reports, [report_row(v.record.id, item) for v in chunk for item in v.reports])
    return files


def _writer(path: Path, columns: Sequence[Column]) -> Any:
    fields = [pa.field(column.name, TYPES[column.type]) for column in columns]
    return pq.ParquetWriter(path, pa.schema(fields), compression="zstd")


def _write(writer: Any, rows: list[dict[str, Any]]) -> None:
    writer.write_table(pa.Table.from_pylist(rows, schema=writer.schema))

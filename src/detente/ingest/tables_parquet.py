"""Rows of Parquet files, as if they were lines of text: every value as words."""

from collections.abc import Iterator
from typing import Any

from detente.errors import IntakeError
from detente.ingest.tables_files import Line, Part

_BATCH_ROWS = 20_000


def parquet_lines(part: Part) -> Iterator[Line]:
    """Yield the names of the columns, then the rows.

    Raises:
        IntakeError: it is no Parquet file.
    """
    import pyarrow as pa  # noqa: PLC0415 - only where such a file is read
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(part.path) as file:
            yield Line(cells=list(file.schema_arrow.names))
            yield from _rows(file, part.size)
    except (OSError, pa.ArrowException) as error:
        raise IntakeError(f"{part.name}: cannot be read as Parquet: {error}") from error


def _rows(file: Any, size: int) -> Iterator[Line]:
    n_read, n_rows = 0, max(file.metadata.num_rows, 1)
    for batch in file.iter_batches(_BATCH_ROWS):
        n_read += batch.num_rows
        at = n_read * size // n_rows
        columns = [_words(column) for column in batch.columns]
        yield from (Line(cells=list(cells), at=at) for cells in zip(*columns, strict=True))


def _words(column: Any) -> list[str]:
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_list(column.type):
        return [";".join(map(str, value or ())) for value in column.to_pylist()]
    values = column.cast(pa.string()).to_pylist()
    return values if not column.null_count else [value or "" for value in values]

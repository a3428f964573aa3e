"""Import event tables of others: read in batches, save each, go on where a stopped import was."""

import json
import platform
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from detente.errors import IntakeError
from detente.ingest.tables import Batch, TableReader
from detente.ingest.tables_actors import ActorTables
from detente.ingest.tables_files import Part, digest_of, parts_of
from detente.ingest.tables_layouts import Layout, layout
from detente.ingest.tables_quads import QuadOptions, quad_names, quad_parts, translation
from detente.model import Record
from detente.store.connect import reading
from detente.store.tables import (
    ImportLine,
    TableKey,
    TableWriter,
    Unmapped,
    WrongLine,
    unmapped,
    wrong_rows,
)
from detente.store.write import run_versions

QUADS: Final = "quads"
_VERSIONS_OF: Final = ("detente", "duckdb", "pyarrow")


class ImportProgress(Record, frozen=True, kw_only=True):
    """How far an import is: the table, the share of its bytes read (0 to 1), and rows so far."""

    name: str
    share: float
    rows: int
    wrong: int


class ImportedTable(Record, frozen=True, kw_only=True):
    """What became of one table.

    ``is_new``: some of it was not in the database before. ``wrong`` are the rows that were left
    out (of all times it was read), ``unmapped`` the words that no table of the project knows.
    """

    line: ImportLine
    is_new: bool
    wrong: tuple[WrongLine, ...]
    unmapped: tuple[Unmapped, ...]


class ImportReport(Record, frozen=True, kw_only=True):
    """What an import did: its tables, those that could not be read at all, and how long it took."""

    tables: tuple[ImportedTable, ...]
    failed: tuple[str, ...]
    seconds: float


def import_tables(
    path: Path,
    db: Path,
    format_: str,
    *,
    quads: QuadOptions | None = None,
    on_batch: Callable[[ImportProgress], None] = lambda _: None,
) -> ImportReport:
    """Import a table, an archive or a folder of tables into a database, made if need be.

    A second import of the same bytes adds nothing; one that was stopped goes on where it was.

    Raises:
        IntakeError: no such format or file, or no table in it could be read.
        StoreBusyError: another process is writing to the database.
    """
    started = time.monotonic()
    job = _Job(path, layout(format_), quads or QuadOptions())
    with TableWriter(db, versions=_versions()) as writer:
        done = [_tried(job, part, writer, on_batch) for part in job.parts()]
    failed = [one for one in done if isinstance(one, str)]
    lines = [one for one in done if not isinstance(one, str)]
    if failed and not lines:
        raise IntakeError("; ".join(failed))
    return ImportReport(
        tables=tuple(_told(db, line, is_new=is_new) for line, is_new in lines),
        failed=tuple(failed),
        seconds=time.monotonic() - started,
    )


class _Job:
    """How the tables of a path are read."""

    def __init__(self, path: Path, chosen: Layout, options: QuadOptions) -> None:
        self._path = path
        self._layout = chosen
        self._options = options
        self._is_quads = chosen.name == QUADS
        self._reader: TableReader | None = None
        self._names = quad_names(path) if self._is_quads else ({}, {}, "")

    def parts(self) -> Iterator[Part]:
        """Yield the tables; raises IntakeError if there is no such file."""
        return quad_parts(self._path) if self._is_quads else parts_of(self._path)

    def key(self, part: Part) -> TableKey:
        """Return what the table is known by."""
        options: dict[str, str] = {}
        if self._is_quads:
            start = str(self._options.start or "")
            options = {"names": self._names[2], "start": start, "unit": self._options.unit}
        digest = digest_of(part)
        return TableKey(format=self._layout.name, digest=digest, options=json.dumps(options))

    def batches(self, part: Part, after: int) -> Iterator[Batch]:
        """Yield the rows of a table behind the first ``after`` ones."""
        if self._reader is None:  # the entity tables are loaded when there is something to read
            entities, relations, _ = self._names
            translate = translation(entities, relations, self._options) if self._is_quads else None
            self._reader = TableReader(self._layout, ActorTables(), translate)
        return self._reader.batches(part, after=after)


def _tried(
    job: _Job, part: Part, writer: TableWriter, on_batch: Callable[[ImportProgress], None]
) -> tuple[ImportLine, bool] | str:
    """Return the import of a table and whether any of it is new, or why it cannot be read."""
    try:
        return _one(job, part, writer, on_batch)
    except IntakeError as error:
        return str(error)


def _one(
    job: _Job, part: Part, writer: TableWriter, on_batch: Callable[[ImportProgress], None]
) -> tuple[ImportLine, bool]:
    key = job.key(part)
    if part.size == 0:
        raise IntakeError(f"{part.name}: empty: no row in it")
    known = writer.known(key)
    if known is not None and known.is_complete:
        return known, False
    line = known
    rows = wrong = 0
    for batch in job.batches(part, known.n_read if known else 0):
        line = line or writer.begin(key, part.name)
        writer.add(line, batch.columns, _as_rows(batch), batch.n_read)
        rows, wrong = rows + len(batch.columns["row_number"]), wrong + len(batch.wrong)
        share = min(1.0, batch.at / part.size)
        on_batch(ImportProgress(name=part.name, share=share, rows=rows, wrong=wrong))
    return writer.finish(line or writer.begin(key, part.name)), True


def _as_rows(batch: Batch) -> list[dict[str, object]]:
    return [
        {"row_number": one.row_number, "reason": one.reason, "words": one.words}
        for one in batch.wrong
    ]


def _told(db: Path, line: ImportLine, *, is_new: bool) -> ImportedTable:
    with reading(db) as connection:
        return ImportedTable(
            line=line,
            is_new=is_new,
            wrong=wrong_rows(connection, line.import_id),
            unmapped=unmapped(connection, line.import_id),
        )


def _versions() -> str:
    found = {"python": platform.python_version()}
    return run_versions({**found, **{name: metadata.version(name) for name in _VERSIONS_OF}})

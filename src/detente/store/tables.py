"""Imported event tables: written in batches, listed, taken out again."""

import datetime as dt
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Self

from detente.errors import QueryError
from detente.model import Record
from detente.store.connect import WriterLock, create, reading, writing
from detente.store.loading import Connection, rows

MOST_PROBLEMS: Final = 1000  # wrong rows kept of an import; all are counted
_TABLES: Final = ("imported_events", "import_problems", "imports")
# least and greatest leave NULLs out: of the days, and of an import that has no row yet.
_ADD_UP: Final = """
    UPDATE imports SET n_read = ?, n_imported = n_imported + ?, n_wrong = n_wrong + ?,
      first_day = least(first_day, ?), last_day = greatest(last_day, ?)
    WHERE import_id = ?
"""


class TableKey(Record, frozen=True, kw_only=True):
    """What makes an import the same as another: format, options, and the digest of the bytes."""

    format: str
    digest: str
    options: str = "{}"

    @property
    def import_id(self) -> str:
        """Its id: 16 hex digits."""
        parts = (self.format, self.digest, self.options)
        return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


class ImportLine(Record, frozen=True, kw_only=True):
    """One import: what it was, how many rows were read, taken and wrong, and the days they span."""

    import_id: str
    format: str
    origin: str
    digest: str
    options: str
    n_read: int
    n_imported: int
    n_wrong: int
    first_day: dt.date | None
    last_day: dt.date | None
    is_complete: bool
    started: dt.datetime
    finished: dt.datetime | None
    versions: str
    run_id: str


class WrongLine(Record, frozen=True, kw_only=True):
    """A row that was left out of an import, and what was expected."""

    import_id: str
    row_number: int
    reason: str
    words: str


class Unmapped(Record, frozen=True, kw_only=True):
    """Words of an import that no table of the project knows, and in how many rows they stand.

    ``what`` is "event", "country" or "actor" (one of no country).
    """

    what: str
    words: str
    rows: int


class TableWriter:
    """The one writing process of a database, for the time of an import.

    Each batch is one transaction that also notes how far the table was read: an import that was
    stopped goes on behind the last batch.
    """

    def __init__(self, path: Path, *, versions: str = "{}") -> None:
        self._path = path
        self._lock = WriterLock(path)
        self._versions = versions

    def __enter__(self) -> Self:
        """Raise StoreBusyError if another process is writing, StoreError if that is no database."""
        self._lock.__enter__()
        try:
            create(self._path)
        except BaseException:
            self._lock.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.__exit__()

    def known(self, key: TableKey) -> ImportLine | None:
        """Return the import of a table as it stands, or None if there is none."""
        with reading(self._path) as connection:
            return next(iter(_imports(connection, key.import_id)), None)

    def begin(self, key: TableKey, origin: str) -> ImportLine:
        """Note a new import of a table, with nothing read."""
        with writing(self._path) as connection:
            line = ImportLine(
                import_id=key.import_id,
                format=key.format,
                origin=origin,
                digest=key.digest,
                options=key.options,
                n_read=0,
                n_imported=0,
                n_wrong=0,
                first_day=None,
                last_day=None,
                is_complete=False,
                started=_now(),
                finished=None,
                versions=self._versions,
                run_id=key.import_id,
            )
            _insert_line(connection, line)
        return line

    def add(
        self,
        line: ImportLine,
        columns: dict[str, list[Any]],
        wrong: Sequence[dict[str, Any]],
        n_read: int,
    ) -> None:
        """Save a batch: rows as columns, rows that were wrong, and how far the table was read."""
        n_rows = len(columns["row_number"])
        with writing(self._path) as connection:
            if n_rows:
                made = _arrow(connection, "imported_events", columns, line, n_rows)
                _insert(connection, "imported_events", made)
            kept = wrong[: max(0, MOST_PROBLEMS - _n_problems(connection, line.import_id))]
            if kept:
                names = ("row_number", "reason", "words")
                cells = {name: [one[name] for one in kept] for name in names}
                made = _arrow(connection, "import_problems", cells, line, len(kept))
                _insert(connection, "import_problems", made)
            days = columns["day"]
            connection.execute(
                _ADD_UP,
                [
                    n_read,
                    n_rows,
                    len(wrong),
                    min(days, default=None),
                    max(days, default=None),
                    line.import_id,
                ],
            )

    def finish(self, line: ImportLine) -> ImportLine:
        """Note that a table was read to its end; returns the import as it is now."""
        with writing(self._path) as connection:
            connection.execute(
                "UPDATE imports SET is_complete = TRUE, finished = ? WHERE import_id = ?",
                [_now(), line.import_id],
            )
            return _imports(connection, line.import_id)[0]

    def remove(self, asked: str) -> ImportLine:
        """Take an import out, by its id or the beginning of it; returns what it was.

        Raises:
            QueryError: no such import, or several.
        """
        with writing(self._path) as connection:
            line = one_import(connection, asked)
            for table in _TABLES:
                connection.execute(
                    f"DELETE FROM {table} WHERE import_id = ?",  # noqa: S608 - our own tables
                    [line.import_id],
                )
        return line


def imports(connection: Connection) -> tuple[ImportLine, ...]:
    """Return all imports, in the order they were made."""
    return tuple(_imports(connection))


def one_import(connection: Connection, asked: str) -> ImportLine:
    """Return one import, by its id or the beginning of it.

    Raises:
        QueryError: no such import, or several.
    """
    known = _imports(connection)
    found = [line for line in known if asked and line.import_id.startswith(asked.lower())]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(line.import_id for line in found or known) or "none"
    problem = "several imports begin" if found else "no import begins"
    raise QueryError(f"{problem} with {asked!r}; there are: {ids}")


def wrong_rows(connection: Connection, import_id: str) -> tuple[WrongLine, ...]:
    """Return the rows that were left out of an import, as far as they were kept, in order."""
    found = rows(
        connection,
        "SELECT import_id, row_number, reason, words FROM import_problems "
        "WHERE import_id = ? ORDER BY row_number",
        [import_id],
    )
    return tuple(WrongLine(**row) for row in found)


def unmapped(connection: Connection, import_id: str, limit: int = 20) -> tuple[Unmapped, ...]:
    """Return the words of an import that no table knows, the most frequent first."""
    found = rows(
        connection,
        """
        WITH mine AS (SELECT * FROM imported_events WHERE import_id = ?), words AS (
          SELECT 'event' AS what, relation AS words FROM mine WHERE quad_class = 0
          UNION ALL
          SELECT 'country', actor_country_words FROM mine
            WHERE actor_country IS NULL AND actor_country_words IS NOT NULL
          UNION ALL
          SELECT 'country', recipient_country_words FROM mine
            WHERE recipient_country IS NULL AND recipient_country_words IS NOT NULL
        )
        SELECT what, words, count(*) AS rows FROM words
        GROUP BY ALL ORDER BY rows DESC, what, words LIMIT ?
        """,
        [import_id, limit],
    )
    return tuple(Unmapped(**row) for row in found)


def take_out(path: Path, asked: str) -> ImportLine:
    """Take an import out of a database, by its id or the beginning of it.

    Raises:
        QueryError: no such import, or several.
        StoreBusyError: another process is writing.
    """
    with reading(path) as connection:
        one_import(connection, asked)
    with TableWriter(path) as writer:
        return writer.remove(asked)


def _imports(connection: Connection, import_id: str | None = None) -> list[ImportLine]:
    narrowed, values = ("WHERE import_id = ?", [import_id]) if import_id else ("", [])
    found = rows(connection, f"SELECT * FROM imports {narrowed} ORDER BY rowid", values)  # noqa: S608 - nothing of a user's in it
    return [ImportLine(**row) for row in found]


def _insert_line(connection: Connection, line: ImportLine) -> None:
    values = {name: getattr(line, name) for name in line.__struct_fields__}
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f"INSERT INTO imports ({', '.join(values)}) VALUES ({marks})",  # noqa: S608 - names of our own columns
        list(values.values()),
    )


def _n_problems(connection: Connection, import_id: str) -> int:
    found = connection.execute(
        "SELECT count(*) FROM import_problems WHERE import_id = ?", [import_id]
    ).fetchall()
    return int(found[0][0])


def _arrow(
    connection: Any, table: str, columns: dict[str, list[Any]], line: ImportLine, n: int
) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - only what writes rows has to have it

    schema = connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema  # noqa: S608 - our own table
    ids = {"import_id": [line.import_id] * n, "run_id": [line.run_id] * n}
    cells = {**columns, **ids}
    arrays = [pa.array(cells[field.name], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _insert(connection: Connection, table: str, made: Any) -> None:
    connection.register("new_rows", made)
    connection.execute(f"INSERT INTO {table} BY NAME FROM new_rows")
    connection.unregister("new_rows")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)

"""Open the database file: many readers, one writer, each for a moment only.

DuckDB gives a file to one writing process or to several reading ones, never to both. So nobody
keeps the file open: a reader opens it for one question, the writer for one batch, and whoever
comes at the wrong moment waits a little. A lock file beside the database keeps two writers apart
for as long as their whole run. See docs/decisions/0001-one-writer-many-readers.md.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Final, Self

import duckdb

from detente.errors import StoreBusyError, StoreError

SCHEMA_VERSION: Final = 11
READ_TIMEOUT_S: Final = 10.0
WRITE_TIMEOUT_S: Final = 60.0
_FIRST_PAUSE_S: Final = 0.002
_LONGEST_PAUSE_S: Final = 0.05
_BUSY_SIGNS: Final = ("Could not set lock", "different configuration", "Conflicting lock")


@contextmanager
def reading(
    path: Path, *, timeout_s: float = READ_TIMEOUT_S
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database for one question; it can read this file and nothing else.

    A database of an older schema is first brought to the present one, which only adds to it.

    Raises:
        StoreBusyError: a writer held the file for all of ``timeout_s``.
        StoreError: no such file, not a detente database, one of a later schema, or one of an older
            schema in a file that cannot be written.
    """
    _check_is_there(path)
    connection = _patiently(lambda: _open_to_read(path), path, timeout_s)
    try:
        if _schema_of(connection, path) < SCHEMA_VERSION:
            connection.close()
            _upgrade(path, timeout_s)
            connection = _patiently(lambda: _open_to_read(path), path, timeout_s)
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(
    path: Path, *, timeout_s: float = WRITE_TIMEOUT_S
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database for one transaction: committed at the end, rolled back on any error.

    Raises:
        StoreBusyError: readers or another writer held the file for all of ``timeout_s``.
    """
    connection = _patiently(lambda: duckdb.connect(str(path)), path, timeout_s)
    try:
        connection.begin()
        yield connection
        connection.commit()
    finally:
        connection.close()  # an open transaction is rolled back


def create(path: Path) -> bool:
    """Make an empty database at ``path`` if there is none; check the one that is there.

    Returns whether it made one. The file is made under another name and moved into place, so a
    reader never sees half of it.

    Raises:
        StoreError: the folder cannot be written, or the file is not a detente database.
    """
    if path.exists():
        with reading(path):
            return False
    unfinished = path.with_name(path.name + ".creating")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with duckdb.connect(str(unfinished)) as connection:
            connection.begin()  # one for all: committing each table takes a third of a second
            _apply_schema(connection)
            connection.commit()
        unfinished.replace(path)
    except (OSError, duckdb.Error) as error:
        raise StoreError(f"cannot make a database at {path}: {error}") from error
    return True


class WriterLock:
    """Keeps other writing processes away for a whole run.

    The lock lies on ``<database>.lock`` and belongs to the process: the system frees it when the
    process ends, however it ends, so there is no stale lock to clean up.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._file: int | None = None

    def __enter__(self) -> Self:
        self._file = self._acquire()
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._file)
            self._file = None

    def _acquire(self) -> int:
        while True:
            file = self._open()
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                holder = os.read(file, 32).decode("ascii", "replace").strip() or "unknown"
                os.close(file)
                raise StoreBusyError(
                    f"process {holder} is writing to {self._path.with_suffix('')}; "
                    "wait until it is done, or write to another file with --db"
                ) from error
            if self._is_current(file):
                return file
            os.close(file)

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"cannot write {self._path}: {error}") from error

    def _is_current(self, file: int) -> bool:
        # The former holder may have unlinked the file between our open and our lock.
        try:
            return os.fstat(file).st_ino == self._path.stat().st_ino
        except FileNotFoundError:
            return False


def _patiently(
    opening: Callable[[], duckdb.DuckDBPyConnection], path: Path, timeout_s: float
) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + timeout_s
    pause_s = _FIRST_PAUSE_S
    while True:
        try:
            return opening()
        except duckdb.Error as error:
            _raise_unless_worth_waiting(error, path, deadline, timeout_s)
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


def _raise_unless_worth_waiting(
    error: duckdb.Error, path: Path, deadline: float, timeout_s: float
) -> None:
    if not _is_busy(error):
        raise StoreError(f"cannot open {path}: {error}") from error
    if time.monotonic() >= deadline:
        raise StoreBusyError(_busy_message(path, error, timeout_s)) from error


def _is_busy(error: duckdb.Error) -> bool:
    return any(sign in str(error) for sign in _BUSY_SIGNS)


def _busy_message(path: Path, error: duckdb.Error, timeout_s: float) -> str:
    _, found, rest = str(error).partition("(PID ")
    holder = f"process {rest.partition(')')[0]}" if found else "another connection"
    return f"{holder} kept {path} open for more than {timeout_s:g} s; try again when it is done"


def _open_to_read(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return _read_only(path)
    except duckdb.Error as error:
        # A killed writer may leave a log that only a writing process can bring in.
        if _is_busy(error) or not path.with_name(path.name + ".wal").exists():
            raise
    duckdb.connect(str(path)).close()
    return _read_only(path)


def _read_only(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config={"enable_external_access": False})


def _check_is_there(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"no database at {path}; make one with: detente run PATH --db {path}")


def _schema_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Return the schema of a database that this version can read, or bring to what it reads."""
    try:
        # fetchall, not fetchone: an answer that is not read to its end blocks the connection.
        found = connection.execute("SELECT max(version) FROM schema_versions").fetchall()
    except duckdb.CatalogException as error:
        raise StoreError(f"{path} is a DuckDB file, but not one that detente made") from error
    version = found[0][0]
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} has schema {version}, this version of detente reads {SCHEMA_VERSION}; "
            "use the version that made it, or run detente again on the articles into a new file"
        )
    return version


def _upgrade(path: Path, timeout_s: float) -> None:
    """Bring a database to the present schema, in one transaction."""
    try:
        with writing(path, timeout_s=timeout_s) as connection:
            _apply_schema(connection, after=_schema_of(connection, path))
    except duckdb.Error as error:
        raise StoreError(
            f"{path} has an older schema and cannot be brought to {SCHEMA_VERSION}: {error}"
        ) from error


def _apply_schema(connection: duckdb.DuckDBPyConnection, *, after: int = 0) -> None:
    """Apply the schema files behind number ``after``."""
    folder = resources.files("detente.store") / "schema"
    for number in range(after + 1, SCHEMA_VERSION + 1):
        connection.execute((folder / f"{number:04}.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_versions VALUES (?)", [number])

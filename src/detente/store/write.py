"""Write batches of documents, and the corpus, each in one transaction."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import duckdb

from detente.model import Article, Conflict, Document, EventRecord, NearDuplicate, Problem, Record
from detente.store.columns import Row
from detente.store.connect import WriterLock, create, reading, writing
from detente.store.rows import CORPUS_TABLES, corpus_tables, document_tables, problem_row

if TYPE_CHECKING:
    # Loads numpy, which a run loads with its stages: only what writes rows has to have it.
    import pyarrow as pa


_ARROW_TYPES: Final = {
    "BIGINT": "int64",
    "BLOB": "binary",
    "BOOLEAN": "bool",
    "DATE": "date32",
    "DOUBLE": "float64",
    "FLOAT": "float32",
    "INTEGER": "int32",
    "TIMESTAMP": "timestamp[us]",
    "UBIGINT": "uint64",
    "UINTEGER": "uint32",
    "VARCHAR": "string",
}


class Known(Record, frozen=True, kw_only=True):
    """What the store already holds of an article: when and where it was published."""

    published: dt.date | None
    outlet: str | None


class Writer:
    """The one writing process of a database, for a whole run.

    Use it as a context: it makes the database if there is none, keeps other writers away, and
    opens the file only for the moment of each batch, so that questions are answered in between.
    ``settings`` and ``versions`` are kept with the run (JSON).
    """

    def __init__(self, path: Path, *, settings: str = "{}", versions: str = "{}") -> None:
        self._path = path
        self._lock = WriterLock(path)
        self._settings = settings
        self._versions = versions
        self._is_noted = False  # whether the run has its row
        self._n_runs = 0
        self._n_merged: int | None = None  # articles there were when records were last made
        self._known: dict[str, Known] = {}
        self._problems: set[str] = set()
        self._schemas: dict[str, pa.Schema] = {}

    def __enter__(self) -> Self:
        """Raise StoreBusyError if another process is writing, StoreError if that is no database."""
        self._lock.__enter__()
        try:
            if not create(self._path):
                self._read()
        except BaseException:
            self._lock.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.__exit__()

    def _read(self) -> None:
        with reading(self._path) as connection:
            self._known = _known_articles(connection)
            self._problems = _known_problems(connection)
            counts = "SELECT (SELECT count(*) FROM runs), (SELECT max(n_articles) FROM merges)"
            ((self._n_runs, self._n_merged),) = connection.execute(counts).fetchall()

    def known(self, article_id: str) -> Known | None:
        """Return what the store holds of an article, or None if it is new."""
        return self._known.get(article_id)

    def add(self, documents: Sequence[Document], problems: Iterable[Problem] = ()) -> int:
        """Save new documents with all their layers, and problems of inputs that gave none.

        All in one transaction. Documents whose article is known are left out, whatever they say.
        Returns how many documents were saved.
        """
        new = self._new_documents(documents)
        failures = [problem_row(problem) for problem in problems]
        self._write(new, failures)
        self._known.update((document.article.id, _known_of(document.article)) for document in new)
        return len(new)

    def note(self, notes: Iterable[Problem]) -> None:
        """Save notes: things worth knowing that cost no input. Those already there are left out."""
        self._write((), [problem_row(note, kind="note") for note in notes])

    def replace_corpus(
        self,
        records: Sequence[EventRecord],
        conflicts: Sequence[Conflict],
        near_duplicates: Sequence[NearDuplicate],
    ) -> None:
        """Replace records, conflicts and near-duplicates by these, in one transaction."""
        run_id = self.run_id
        tables = corpus_tables(records, conflicts, near_duplicates, run_id=run_id)
        done = {"n_articles": len(self._known), "n_records": len(records), "run_id": run_id}
        with self.saving() as connection:
            for name in (*CORPUS_TABLES, "merges"):
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own tables
            self.insert(connection, {**tables, "merges": [done]})
        self._n_merged = len(self._known)

    def needs_merge(self) -> bool:
        """Say whether articles came in since records were last made."""
        return bool(self._known) and self._n_merged != len(self._known)

    def has_merged(self, n_articles: int) -> None:
        """Note how many articles the records are made of now."""
        self._n_merged = n_articles

    def finish(self) -> None:
        """Note the end of the run, if it wrote anything."""
        if not self._is_noted:
            return
        with writing(self._path) as connection:
            connection.execute(
                "UPDATE runs SET finished = ? WHERE run_id = ?", [_now(), self.run_id]
            )

    def _new_documents(self, documents: Sequence[Document]) -> list[Document]:
        new: dict[str, Document] = {}
        for document in documents:
            if document.article.id not in self._known:
                new.setdefault(document.article.id, document)
        return list(new.values())

    def _write(self, documents: Sequence[Document], problems: Sequence[Row]) -> None:
        fresh = {row["problem_id"]: row for row in problems}
        for known in self._problems & fresh.keys():
            del fresh[known]
        if not documents and not fresh:
            return
        tables = document_tables(documents, self.run_id)
        rows = [{**row, "run_id": self.run_id} for row in fresh.values()]
        tables["problems"] = [*tables.get("problems", ()), *rows]
        with self.saving() as connection:
            self.insert(connection, tables)
        self._problems |= fresh.keys()

    def insert(
        self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Row]]
    ) -> None:
        """Insert rows into tables, by the names of their columns, in the caller's transaction."""
        self._schemas = self._schemas or _schemas(connection)
        for name, rows in tables.items():
            if not rows:
                continue
            connection.register("new_rows", _arrow(rows, self._schemas[name]))
            connection.execute(f"INSERT INTO {name} BY NAME FROM new_rows")
            connection.unregister("new_rows")

    @cached_property
    def run_id(self) -> str:
        """The id of the run, which all that it writes carries."""
        parts = (str(self._n_runs), self._settings, self._versions)
        return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()

    @contextmanager
    def saving(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the database for one transaction, which notes the run if it is its first.

        A run that finds nothing new leaves no row, so a second run changes nothing at all.
        """
        with writing(self._path) as connection:
            if not self._is_noted:
                connection.execute(
                    "INSERT INTO runs VALUES (?, ?, NULL, ?, ?)",
                    [self.run_id, _now(), self._settings, self._versions],
                )
            yield connection
        self._is_noted = True


def run_versions(versions: Mapping[str, str]) -> str:
    """Return names and versions as the JSON that the runs table keeps."""
    return json.dumps(dict(sorted(versions.items())))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def _known_articles(connection: duckdb.DuckDBPyConnection) -> dict[str, Known]:
    rows = connection.execute("SELECT article_id, published, outlet FROM articles").fetchall()
    return {article_id: Known(published=day, outlet=outlet) for article_id, day, outlet in rows}


def _known_of(article: Article) -> Known:
    return Known(published=article.published, outlet=article.outlet)


def _schemas(connection: duckdb.DuckDBPyConnection) -> "dict[str, pa.Schema]":
    import pyarrow as pa  # noqa: PLC0415

    columns: dict[str, list[tuple[str, pa.DataType]]] = defaultdict(list)
    found = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    )
    for table, name, kind in found.fetchall():
        columns[table].append((name, _arrow_type(kind)))
    return {table: pa.schema(fields) for table, fields in columns.items()}


def _arrow_type(kind: str) -> "pa.DataType":
    """Return the type of Arrow for a type of our tables ("VARCHAR", "INTEGER[]")."""
    import pyarrow as pa  # noqa: PLC0415

    if kind.endswith("[]"):
        return pa.list_(_arrow_type(kind.removesuffix("[]")))
    return pa.type_for_alias(_ARROW_TYPES[kind])


def _arrow(rows: Sequence[Row], schema: "pa.Schema") -> Any:
    import pyarrow as pa  # noqa: PLC0415

    return pa.Table.from_pylist(rows, schema=schema)


def _known_problems(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute("SELECT problem_id FROM problems").fetchall()
    return {problem_id for (problem_id,) in found}

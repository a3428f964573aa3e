"""A database that an older version made is brought to the present schema when it is opened."""

from importlib import resources
from pathlib import Path

import duckdb
import pytest

from detente.entities.tenure import Tenures
from detente.errors import StoreError
from detente.merge.known_facts import Facts
from detente.pipeline.merge_basis import merged_on
from detente.store import query
from detente.store.connect import SCHEMA_VERSION, create, reading
from detente.store.views import StatementFilter
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, document, record

# What schema 2 had not yet.
NEWER = {
    "events": ("certainty", "own_types", "alternative_types", "alternative_probabilities"),
    "records": ("own_types", "follows"),
    "merges": ("basis",),
    "statements": (
        "channel_kind",
        "about_countries",
        "about_starts",
        "about_ends",
        "stance",
        "stance_start",
        "stance_end",
        "event_id",
        "reports",
    ),
    "claims": (
        "object_country",
        "value_text",
        "value_start",
        "value_end",
        "amount",
        "unit",
        "is_negated",
        "confidence",
        "trace",
    ),
}


def _older(path: Path, version: int) -> Path:
    """Make a database of schema 2 with a corpus in it, or an empty one of an earlier schema."""
    folder = resources.files("detente.store") / "schema"
    with duckdb.connect(str(path)) as connection:
        for number in range(1, version + 1):
            connection.execute((folder / f"{number:04}.sql").read_text(encoding="utf-8"))
            connection.execute("INSERT INTO schema_versions VALUES (?)", [number])
    return path


def _with_corpus(path: Path, tmp_path: Path) -> Path:
    present = tmp_path / "present.duckdb"
    with Writer(present) as writer:
        writer.add([document("a00001"), document("a00002", "Copycat")])
        writer.replace_corpus([record("e00001", "e00002")], [CONFLICT], [COPY])
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH '{present}' AS present (READ_ONLY)")
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'present'"
        ).fetchall()
        old = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name <> 'present'"
        ).fetchall()
        both = {*tables} & {*old} - {("schema_versions",)}
        for statement in (_copying(name) for (name,) in sorted(both)):
            connection.execute(statement)
    return path


def _copying(table: str) -> str:
    newer = NEWER.get(table, ())
    columns = f"* EXCLUDE ({', '.join(newer)})" if newer else "*"
    return f"INSERT INTO {table} BY NAME SELECT {columns} FROM present.{table}"  # noqa: S608 - our own tables


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_database_is_upgraded_by_the_first_who_opens_it(tmp_path, version):
    path = _older(tmp_path / "old.duckdb", version)
    with reading(path) as connection:
        versions = connection.execute("SELECT version FROM schema_versions ORDER BY 1").fetchall()
    assert versions == [(number + 1,) for number in range(SCHEMA_VERSION)]
    create(path)  # a writer takes it as its own


def test_what_an_older_version_found_is_read_as_it_was(tmp_path):
    path = _with_corpus(_older(tmp_path / "old.duckdb", 2), tmp_path)
    with reading(path) as connection:
        view = query.event(connection, "feed")
    assert view.record == record("e00001", "e00002", own_types=())
    event = view.reports[0].event
    assert (event.certainty, event.own_types, event.alternatives) == (None, (), ())
    assert event.trace == document("a00001").events[0].trace


def test_what_an_older_version_found_can_be_asked_as_statements_facts_and_promises(tmp_path):
    path = _with_corpus(_older(tmp_path / "old.duckdb", 2), tmp_path)
    with reading(path) as connection:
        lines = query.statements(connection, StatementFilter(speaker="RUS"))
        (view, _) = query.statement_views(connection, lines)
        (fact,) = query.facts(connection, Facts(Tenures([], []), {}))
        assert query.promises(connection) == ()
        assert query.statements(connection, StatementFilter(about="RUS-MYS")) == ()
    assert (view.statement.about, view.statement.stance, view.reports) == ((), None, ())
    assert (fact.claim.amount, fact.claim.is_negated, len(fact.told)) == (None, False, 2)


def test_a_run_adds_to_an_older_database(tmp_path):
    path = _with_corpus(_older(tmp_path / "old.duckdb", 2), tmp_path)
    with Writer(path) as writer:
        writer.add([document("a00003")])
    with reading(path) as connection:
        assert query.article(connection, "a00003").events == document("a00003").events


@pytest.mark.parametrize(
    "state",
    [
        "INSERT INTO merges VALUES (1, 1, 'feed', 'as of yore')",
        "INSERT INTO merge_articles VALUES ('a00001')",  # decisions wait
    ],
)
def test_a_merge_without_note_of_loose_joins_is_made_anew(tmp_path, state):
    path = _older(tmp_path / "old.duckdb", 8)
    with duckdb.connect(str(path)) as connection:
        connection.execute(state)
    with reading(path) as connection:
        assert merged_on(connection) not in {None, "as of yore"}


def test_the_columns_of_an_upgraded_database_are_those_of_a_new_one(tmp_path):
    create(tmp_path / "new.duckdb")
    columns = []
    for path in (tmp_path / "new.duckdb", _older(tmp_path / "old.duckdb", 1)):
        with reading(path) as connection:
            columns.append(
                connection.execute(
                    "SELECT table_name, column_name, data_type, column_default "
                    "FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
                ).fetchall()
            )
    assert columns[0] == columns[1]


def test_a_database_of_a_later_schema_is_refused(tmp_path):
    path = tmp_path / "x.duckdb"
    create(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO schema_versions VALUES (99)")
    with pytest.raises(StoreError, match="schema 99"), reading(path):
        pass

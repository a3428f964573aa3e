"""Imports add each table once, lose nothing that was saved, and can be taken out again."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest

from detente.errors import IntakeError, QueryError
from detente.ingest import tables
from detente.pipeline.imports import import_tables
from detente.store.connect import reading
from detente.store.tables import imports, one_import, take_out
from tests.ingest.tables import icews, icews_row

COUNTED = "SELECT count(*), count(DISTINCT row_number) FROM imported_events"


@pytest.fixture
def db(tmp_path):
    return tmp_path / "x.duckdb"


def _counted(db):
    with reading(db) as connection:
        return connection.execute(COUNTED).fetchall()[0]


def test_a_second_import_of_the_same_table_adds_nothing(tmp_path, db):
    path = icews(tmp_path, icews_row(), icews_row(Event_Date="no day"))
    (first,) = import_tables(path, db, "icews").tables
    (second,) = import_tables(path, db, "icews").tables
    assert (first.is_new, second.is_new) == (True, False)
    assert (second.line.n_imported, second.line.n_wrong, second.line.is_complete) == (1, 1, True)
    assert second.line.first_day == second.line.last_day == dt.date(2019, 9, 5)
    assert [one.row_number for one in second.wrong] == [2]
    assert _counted(db) == (1, 1)


def test_words_that_no_table_knows_are_told(tmp_path, db):
    rows = [icews_row(Source_Country="Ruritania"), icews_row(Source_Country="Ruritania")]
    (table,) = import_tables(icews(tmp_path, *rows), db, "icews").tables
    assert [(one.what, one.words, one.rows) for one in table.unmapped] == [
        ("country", "Ruritania", 2)
    ]


def test_an_import_that_was_stopped_goes_on_behind_what_was_saved(tmp_path, db, monkeypatch):
    monkeypatch.setattr(tables.TableReader.batches, "__kwdefaults__", {"after": 0, "size": 3})
    path = icews(tmp_path, *(icews_row(Event_ID=str(number)) for number in range(10)))

    def stop(progress):
        if progress.rows >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_tables(path, db, "icews", on_batch=stop)
    assert _counted(db) == (6, 6)
    (table,) = import_tables(path, db, "icews").tables
    assert (table.is_new, table.line.n_read, table.line.is_complete) == (True, 10, True)
    assert _counted(db) == (10, 10)


_SLOWLY = """
import sys
from pathlib import Path
from detente.ingest import tables
from detente.pipeline.imports import import_tables
tables.TableReader.batches.__kwdefaults__ = {"after": 0, "size": 5}
def told(progress):
    print(progress.rows, flush=True)
    sys.stdin.readline()
import_tables(Path(sys.argv[1]), Path(sys.argv[2]), "icews", on_batch=told)
"""


def test_a_kill_loses_nothing_that_was_saved(tmp_path, db):
    path = icews(tmp_path, *(icews_row(Event_ID=str(number)) for number in range(12)))
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOWLY, str(path), str(db)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"5\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with reading(db) as connection:
        (line,) = imports(connection)
    assert (line.n_imported, line.is_complete) == (5, False)
    import_tables(path, db, "icews")
    assert _counted(db) == (12, 12)


def test_a_table_can_be_taken_out_by_the_beginning_of_its_id(tmp_path, db):
    (table,) = import_tables(icews(tmp_path), db, "icews").tables
    with pytest.raises(QueryError, match="no import begins with 'zz'; there are: "):
        take_out(db, "zz")
    assert take_out(db, table.line.import_id[:6]).n_imported == 1
    assert _counted(db) == (0, 0)
    with reading(db) as connection, pytest.raises(QueryError, match="there are: none"):
        one_import(connection, table.line.import_id)


def test_one_unreadable_table_does_not_cost_the_others_of_a_folder(tmp_path, db):
    folder = tmp_path / "tables"
    folder.mkdir()
    icews(folder)
    (folder / "readme.txt").write_text("not a table\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    report = import_tables(folder, db, "icews")
    assert len(report.tables) == 1
    assert [reason.split("/")[-1].split(":")[0] for reason in report.failed] == [
        "empty.txt",
        "readme.txt",
    ]


def test_nothing_readable_at_all_is_an_error(tmp_path, db):
    with pytest.raises(IntakeError, match="no such file"):
        import_tables(tmp_path / "none.tab", db, "icews")


def test_tens_of_thousands_of_rows_are_read_in_a_second_of_work(tmp_path, db):
    path = icews(tmp_path, *(icews_row(Event_ID=str(number)) for number in range(30_000)))
    started = time.process_time()
    import_tables(path, db, "icews")
    assert (
        time.process_time() - started < 3
    )  # 10,000 a second, tables of entities loaded; .6 s where nothing else runs
    assert _counted(db)[0] == 30_000

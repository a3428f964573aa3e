"""What is written is read back as it was, once."""

from pathlib import Path

import pytest

from detente.errors import StoreBusyError
from detente.store import loading, query
from detente.store.connect import reading
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, LOST, document, record


def _written(path: Path) -> Path:
    with Writer(path) as writer:
        writer.add([document("a00001"), document("a00002", "Copycat")], [LOST])
        writer.replace_corpus([record("e00001", "e00002")], [CONFLICT], [COPY])
        writer.finish()
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return _written(tmp_path / "x.duckdb")


def test_a_document_is_read_back_as_it_was_written(db):
    written = document("a00001")
    with reading(db) as connection:
        lean = next(query.load_documents(connection))
        assert loading.statements(connection, ["s00001"])["s00001"] == written.statements[0]
    assert lean == written.__replace__(
        removed=None, parses=None, days=None, mentions=None, links=None,
        places=None, topics=None, statements=None,
    )  # fmt: skip


def test_records_and_conflicts_are_read_back_as_they_were_written(db):
    with reading(db) as connection:
        view = query.event(connection, "feed")
    assert view.record == record("e00001", "e00002")
    assert view.conflicts == (CONFLICT,)
    assert [report.event.id for report in view.reports] == ["e00001", "e00002"]


def test_writing_the_same_again_adds_nothing(db):
    before = _all_counts(db)
    with Writer(db) as writer:
        assert writer.add([document("a00001")], [LOST]) == 0
        assert not writer.needs_merge()
        writer.finish()
    after = _all_counts(db)
    assert {name: n for name, n in after.items() if name != "runs"} == {
        name: n for name, n in before.items() if name != "runs"
    }


def test_new_articles_make_the_corpus_stale(db):
    with Writer(db) as writer:
        assert not writer.needs_merge()
        writer.add([document("a00003")])
        assert writer.needs_merge()


def test_two_writers_exclude_each_other(db):
    with Writer(db), pytest.raises(StoreBusyError, match="is writing to "), Writer(db):
        pass


def test_the_lock_is_gone_when_the_writer_is_done(db):
    assert not db.with_name("x.duckdb.lock").exists()
    with Writer(db):
        pass


def _all_counts(db: Path) -> dict[str, int]:
    with reading(db) as connection:
        return dict(query.info(connection, db).tables)

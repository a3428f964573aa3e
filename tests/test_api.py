"""The Python API: at most ten names, loaded when used; one article, a run, questions."""

import datetime as dt
import subprocess
import sys

import pytest

import detente
from detente.errors import QueryError, StoreError


def test_the_public_names_are_these():
    assert detente.__all__ == [
        "Article", "Database", "DetenteError", "Document", "EventFilter", "Settings",
        "Understander", "actors", "connect", "run", "understand",
    ]  # fmt: skip
    assert all(getattr(detente, name) for name in detente.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = detente.nonsense


def test_importing_detente_loads_no_model():
    script = "import sys, detente; print({'spacy', 'duckdb', 'msgspec'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_database_that_is_not_there_is_refused_at_once(tmp_path):
    with pytest.raises(StoreError, match="no database at"):
        detente.connect(tmp_path / "no.duckdb")


def test_a_text_is_understood_and_a_run_answers_questions(tmp_path):
    text = (
        "The foreign minister of Norway met the president of Kenya in Nairobi on Monday. "
        "The two sides discussed trade and security, officials said."
    )
    document = detente.understand(text, published=dt.date(2025, 3, 5), publisher="Sample Post")
    assert document.problems == ()
    assert [event.event_type for event in document.events][:1] == ["CONSULT"]
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    db = tmp_path / "x.duckdb"
    report = detente.run([tmp_path], db, published=dt.date(2025, 3, 5), publisher="Sample Post")
    assert (report.new, report.events) == (1, len(document.events))
    database = detente.connect(db)
    line = database.events(dyad=("NOR", "Kenya"))[0]
    assert line.quotation.text.startswith("The foreign minister of Norway met")
    assert database.event(line.record.id).reports[0].event.id == document.events[0].id
    assert database.sql("SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 1}]
    assert all(view.quotation.article.outlet == "Sample Post" for view in database.statements())
    assert database.facts(kind="wants_to_join") == ()
    assert database.promises(dyad=("NOR", "KEN"), status="overdue") == ()
    written = database.export_tables(tmp_path / "out", format_="jsonl")
    tables = ["statements", "facts", "claims", "promises", "decisions", "forecasts"]
    assert [path.stem for path in written] == tables
    with pytest.raises(QueryError, match="no record with Japan"):
        database.brief("NOR", "Japan")

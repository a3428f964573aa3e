"""Runs: failures cost themselves only, a second run adds nothing, workers change nothing."""

import logging

import pytest

from detente.errors import StoreBusyError
from detente.model import Problem
from detente.pipeline.run import run
from detente.settings import Running, Settings
from detente.store import query
from detente.store.connect import reading
from detente.store.write import Writer
from tests.pipeline import fakes

SMALL = Settings(running=Running(batch_size=3))
LOST = Problem(stage="intake", reason="empty", origin="nothing.txt")
CONTENT = "SELECT article_id, event_type, action_text FROM events ORDER BY ALL"


def _run(path, articles, settings=SMALL, **options):
    return run(articles, path, settings, steps=fakes.STEPS, **options)


def _rows(path, question):
    with reading(path) as connection:
        return connection.execute(question).fetchall()


def _tables(path):
    with reading(path) as connection:
        counts = dict(query.info(connection, path).tables)
        events = connection.execute(CONTENT).fetchall()
        records = connection.execute("SELECT record_id FROM records ORDER BY ALL").fetchall()
    return counts, events, records


def test_a_document_that_fails_costs_itself_only(tmp_path, caplog):
    caplog.set_level(logging.CRITICAL)
    articles = [
        fakes.article(1),
        fakes.article(2, "BROKEN beyond repair"),
        LOST,
        fakes.article(3, "UNCODABLE words"),
        fakes.article(4),
    ]
    report = _run(tmp_path / "x.duckdb", articles)
    assert (report.new, report.events) == (4, 2)
    assert [problem.stage for problem in report.problems] == ["intake", "text", "events"]
    assert report.problems[1].reason == "ValueError: cannot clean this"
    assert report.problems[1].origin == "made up:2"
    stored = _rows(tmp_path / "x.duckdb", "SELECT stage FROM problems ORDER BY stage")
    assert stored == [("events",), ("intake",), ("text",)]


def test_a_language_that_is_not_read_is_kept_and_counted_but_not_coded(tmp_path):
    path = tmp_path / "x.duckdb"
    report = _run(path, [fakes.article(1, "Bonjour tout le monde"), fakes.article(2)])
    assert report.not_read == (("fr", 1),)
    kept = _rows(path, "SELECT language, n_sentences, n_events FROM documents ORDER BY ALL")
    assert kept == [("en", 1, 1), ("fr", None, None)]


def test_an_article_without_a_sentence_that_is_parsed_goes_through_no_later_stage(tmp_path):
    path = tmp_path / "x.duckdb"
    _run(path, [fakes.article(1, "UNCODABLE goalkeeper"), fakes.article(2)])
    assert _rows(path, "SELECT count(*) FROM problems") == [(0,)]
    counts = "SELECT n_sentences, n_sentences_parsed, n_events FROM documents ORDER BY ALL"
    assert _rows(path, counts) == [(1, 0, 0), (1, 1, 1)]


def test_a_second_run_adds_nothing(tmp_path):
    path = tmp_path / "x.duckdb"
    articles = [LOST, *map(fakes.article, range(7))]
    first = _run(path, articles)
    before = _tables(path)
    second = _run(path, articles)
    assert (first.new, second.new, second.known) == (7, 0, 7)
    assert second.problems == (LOST,)
    assert _tables(path) == before


def test_the_same_article_with_another_date_is_noted_and_not_taken(tmp_path):
    path = tmp_path / "x.duckdb"
    _run(path, [fakes.article(1)])
    report = _run(path, [fakes.article(1, published=None), fakes.article(1, published=None)])
    assert (report.new, report.known, len(report.problems)) == (0, 2, 0)
    assert "the first reading is kept" in report.notes[0].reason
    assert _rows(path, "SELECT kind, count(*) FROM problems GROUP BY kind") == [("note", 1)]


def test_the_order_of_the_input_does_not_matter(tmp_path):
    articles = [fakes.article(number) for number in range(8)]
    _run(tmp_path / "a.duckdb", articles)
    _run(tmp_path / "b.duckdb", reversed(articles))
    assert _tables(tmp_path / "a.duckdb") == _tables(tmp_path / "b.duckdb")


def test_two_processes_give_what_one_gives_in_the_same_order(tmp_path):
    articles = [fakes.article(number) for number in range(8)]
    two = Settings(running=Running(batch_size=3, workers=2))
    _run(tmp_path / "a.duckdb", articles)
    report = _run(tmp_path / "b.duckdb", articles, two)
    assert report.sentences_parsed == 8
    assert _tables(tmp_path / "a.duckdb") == _tables(tmp_path / "b.duckdb")
    order = "SELECT article_id FROM articles"
    assert _rows(tmp_path / "a.duckdb", order) == _rows(tmp_path / "b.duckdb", order)


def test_progress_is_told_after_each_batch(tmp_path):
    told = []
    _run(tmp_path / "x.duckdb", map(fakes.article, range(7)), on_batch=told.append)
    assert [progress.new for progress in told] == [3, 6, 7, 7]
    assert told[-1].merging


def test_a_second_writer_is_refused_with_the_name_of_the_first(tmp_path):
    path = tmp_path / "x.duckdb"
    with Writer(path), pytest.raises(StoreBusyError, match="is writing"):
        _run(path, [fakes.article(1)])


def test_huge_articles_are_saved_in_small_batches(tmp_path):
    told = []
    huge = [fakes.article(number, f"{number} " + "Ruritania. " * 40_000) for number in range(3)]
    _run(tmp_path / "x.duckdb", huge, on_batch=told.append)
    assert [progress.new for progress in told] == [1, 2, 3, 3]

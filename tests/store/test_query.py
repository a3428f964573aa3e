"""Named questions: filters, views, and errors that say what would be right."""

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import QueryError, StoreError
from detente.model import Modality
from detente.store import query
from detente.store.connect import reading
from detente.store.views import EventFilter, StatementFilter
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, LOST, SHOIGU, document, record

PLAN = record(
    "e00003", id="cafe0001", event_type="AGREE", modality=Modality.PLANNED, when=None,
    article_ids=("a00003",), part_of="feedbeef", mode=None,
)  # fmt: skip
OLD = record("e00004", id="01d00001", historical=True, when=None, article_ids=("a00004",))


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("query") / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document(f"a0000{n}") for n in (1, 2, 3, 4)], [LOST])
        writer.replace_corpus([record("e00001", "e00002"), PLAN, OLD], [CONFLICT], [COPY])
    with reading(path) as opened:
        yield opened


FILTERS = [
    ({}, ["cafe0001", "feedbeef", "01d00001"]),
    ({"dyad": ("RUS", "Malaysia")}, ["cafe0001", "feedbeef", "01d00001"]),
    ({"dyad": ("MYS", "RUS"), "news_only": True}, ["cafe0001", "feedbeef"]),
    ({"actor": "RUS", "modality": "planned"}, ["cafe0001"]),
    ({"actor": "MYS"}, []),
    ({"person": "shoigu", "event_type": "consult/visit"}, ["feedbeef", "01d00001"]),
    ({"since": dt.date(2025, 2, 28)}, []),
    ({"since": dt.date(2025, 2, 27)}, ["cafe0001", "feedbeef"]),
    ({"until": dt.date(2025, 2, 26)}, []),
    ({"text": "putrajaya ON thurs"}, ["cafe0001", "feedbeef", "01d00001"]),
    ({"text": "100%"}, []),
    ({"topic": "defence", "limit": 1, "offset": 1}, ["feedbeef"]),
]


@pytest.mark.parametrize(("fields", "expected"), FILTERS, ids=str)
def test_a_filter_lets_through_what_it_says(connection, fields, expected):
    found = [line.record.id for line in query.events(connection, EventFilter(**fields))]
    assert sorted(found) == sorted(expected)


def test_a_record_comes_with_the_sentence_that_proves_it(connection):
    line = query.events(connection, EventFilter(event_type="CONSULT", news_only=True))[0]
    assert line.quotation.text.startswith("Sergei Shoigu met Anwar Ibrahim")
    assert line.quotation.article.near_duplicate_of is None
    assert line.n_conflicts == 1
    action = line.quotation.text[document().events[0].action.start - line.quotation.span.start :]
    assert action.startswith("met")


def test_a_report_leads_to_its_record_and_a_record_to_its_parts(connection):
    view = query.event(connection, "feedbeef")
    assert [part.record.id for part in view.parts] == ["cafe0001"]
    assert query.event(connection, "cafe").part_of.record.id == "feedbeef"


WRONG = [
    (lambda c: query.event(c, "zzzz"), "no record or event with id 'zzzz'"),
    (lambda c: query.event(c, "z"), "too short"),
    (
        lambda c: query.events(c, EventFilter(dyad=("RUS", "Malasia"))),
        "did you mean MYS \\(Malaysia\\)",
    ),
    (lambda c: query.events(c, EventFilter(actor="Japan")), r"no record with Japan \(JPN\)"),
    (lambda c: query.events(c, EventFilter(event_type="TALK")), "no event type 'TALK'; there are"),
    (lambda c: query.events(c, EventFilter(modality="maybe")), "done, planned"),
    (lambda c: query.person(c, "Sergey Shoygu"), "did you mean Sergei Shoigu"),
    (lambda c: query.dyad(c, "RUS", "Russia"), "two different"),
    (lambda c: query.sql(c, "SELECT * FROM event"), "events"),
    (lambda c: query.sql(c, "DELETE FROM events"), "read-only"),
    (lambda c: query.sql(c, "COPY events TO '/tmp/stolen.csv'"), "disabled"),
    (lambda c: query.conflicts(c, kind="odd"), "with_known_fact"),
]


@pytest.mark.parametrize(("question", "answer"), WRONG, ids=[answer for _, answer in WRONG])
def test_a_wrong_question_is_told_what_would_be_right(connection, question, answer):
    with pytest.raises(QueryError, match=answer):
        question(connection)


def test_a_dyad_counts_events_reports_and_origins(connection):
    view = query.dyad(connection, "Russia", "MYS")
    assert (view.first_name, view.second_name) == ("Russia", "Malaysia")
    assert (view.counts.events, view.counts.reports) == (2, 3)
    assert view.by_modality == (("done", 1), ("planned", 1))
    assert view.last_contact.record.id == "feedbeef"
    assert [line.record.id for line in view.upcoming] == ["cafe0001"]
    assert view.months[0].month == dt.date(2025, 2, 1)
    assert query.dyads(connection) == (("MYS", "RUS", 2),)


def test_a_person_is_found_by_a_part_of_the_name(connection):
    view = query.person(connection, "Shoigu")
    assert view.name == SHOIGU.name
    assert view.offices[0].office == "Secretary"
    assert len(view.statements) == 4
    assert len(view.claims) == 4
    assert [line.conflict.id for line in view.conflicts] == ["x1"]


def test_an_article_shows_what_was_removed_and_what_was_found(connection):
    view = query.article(connection, "a00002")
    assert view.removed[0].reason == "share bar"
    assert view.near_duplicate == COPY
    assert view.record_ids == (("e00002", "feedbeef"),)
    assert [event.id for event in view.events] == ["e00002"]
    assert view.text == document("a00002").text


def test_statements_are_found_by_speaker_text_and_topic(connection):
    def found(**fields):
        return query.statements(connection, StatementFilter(**fields))

    assert len(found(speaker="RUS")) == 4
    assert len(found(speaker="Shoigu", text="WARM", limit=2)) == 2
    assert found(topic="space") == ()
    with pytest.raises(QueryError, match="nobody named 'Nemo'"):
        found(speaker="Nemo")


def test_problems_and_conflicts_come_with_their_sources(connection):
    assert query.problems(connection)[0].problem == LOST
    line = query.conflicts(connection)[0]
    assert line.quotations[0].text.startswith("Shoigu, defence minister")
    assert line.quotations[1] is None


def test_a_missing_or_foreign_file_is_said_to_be_so(tmp_path):
    with pytest.raises(StoreError, match="make one with"), reading(tmp_path / "no.duckdb"):
        pass
    (tmp_path / "text.duckdb").write_text("not a database" * 1000)
    with pytest.raises(StoreError, match="cannot open"), reading(tmp_path / "text.duckdb"):
        pass

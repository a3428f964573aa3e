"""Types of one's own in the store: found by their names, out of the way otherwise."""

import pytest

from detente.analyze.views import EventFilter
from detente.errors import QueryError
from detente.merge.reports import Rules, make_reports
from detente.merge.same_event import score
from detente.merge.tables import read_deeds, read_stopwords
from detente.store import filters, names, query, web_views
from detente.store.connect import reading
from detente.store.write import Writer
from tests.store.corpus import document, record

OWN = {"event_type": "OWN", "quad_class": 0, "plover_score": None, "goldstein": None}
STAMP = record(
    "e00003", id="cafe0003", mode="stamp-issue", own_types=("stamp-issue",), cameo_code=None, **OWN
)


@pytest.fixture
def connection(tmp_path):
    path = tmp_path / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document(f"a0000{n}") for n in (1, 2, 3)])
        writer.replace_corpus([record("e00001"), STAMP], [], [])
    with reading(path) as connection:
        yield connection


def _found(connection, **fields):
    return [line.record.id for line in query.events(connection, EventFilter(**fields))]


def test_a_type_of_ones_own_is_found_by_its_name_whatever_its_case(connection):
    assert _found(connection, event_type="stamp-issue") == ["cafe0003"]
    assert _found(connection, event_type="Stamp-Issue") == ["cafe0003"]


def test_a_type_with_a_parent_is_found_by_both_names(connection):
    assert _found(connection, event_type="envoy-visit") == ["feedbeef"]
    assert _found(connection, event_type="CONSULT") == ["feedbeef"]
    assert _found(connection, event_type="envoy-visit/visit") == ["feedbeef"]


def test_what_only_own_types_name_is_not_found_unless_asked_for(connection):
    assert _found(connection) == ["feedbeef"]
    assert _found(connection, dyad=("RUS", "MYS")) == ["feedbeef"]
    assert "event_type <> 'OWN'" in filters.as_sql(connection, EventFilter())


def test_counts_and_classes_leave_it_out(connection):
    assert web_views.overview(connection, ()).events == 1
    view = query.dyad(connection, "RUS", "MYS", EventFilter())
    assert view.by_quad_class == ((1, 1),)


def test_the_facet_of_types_has_the_names(connection):
    found = dict(web_views.facet(connection, EventFilter(), "event_type"))
    assert found == {"CONSULT": 1, "envoy-visit": 1}


def test_its_own_page_shows_it(connection):
    assert query.event(connection, "cafe0003").record == STAMP


def test_exports_hold_it(connection):
    assert {view.record.id for view in query.event_views(connection)} == {"feedbeef", "cafe0003"}
    assert len(_found(connection, with_own=True)) == 2


def test_an_unknown_type_is_refused_with_those_there_are(connection):
    assert names.own_types(connection) == {"envoy-visit": False, "stamp-issue": True}
    with pytest.raises(QueryError, match=r"no event type 'STAMPS'.*CONSULT.*stamp-issue"):
        _found(connection, event_type="stamps")


def test_without_own_types_the_question_stays_as_it_was(tmp_path):
    path = tmp_path / "plain.duckdb"
    with Writer(path) as writer:
        writer.add([document("a00001")])
        writer.replace_corpus([record("e00001", own_types=())], [], [])
    with reading(path) as connection:
        assert "OWN" not in filters.as_sql(connection, EventFilter())


def test_two_types_of_ones_own_are_never_one_event():
    def report(number, name):
        told = document(f"a0000{number}")
        event = told.events[0].__replace__(mode=name, own_types=(name,), cameo_code=None, **OWN)
        (made,) = make_reports([told.__replace__(events=(event,))], rules)
        return made

    rules = Rules(read_deeds(), read_stopwords(), 7)
    assert score(report(1, "stamp-issue"), report(2, "stamp-issue"), rules).points > 0
    assert score(report(1, "stamp-issue"), report(2, "flag-lowering"), rules).veto

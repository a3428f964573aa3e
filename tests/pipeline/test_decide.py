"""Decisions in a real database: obeyed by every run, whatever comes first; undone without trace."""

import datetime as dt
import shutil
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analyze.decision_views import IN_FORCE, OVERRULED, UNDONE, WAITING
from detente.api_decisions import Judge
from detente.errors import OntologyError, QueryError
from detente.merge.corpus import merge_corpus
from detente.merge.decisions import signed
from detente.model import Decision, DecisionKind, Party
from detente.pipeline.decide import decide
from detente.pipeline.run import run
from detente.settings import Settings
from detente.store import query
from detente.store.connect import create, reading
from detente.store.decisions import load_decisions
from detente.store.loading import records
from detente.store.write import Writer
from tests.merge.merge_factories import report

MET = "Shoigu met Anwar in Putrajaya on Thursday."
DOCUMENTS = (
    report(article="a1", text=MET, when="2025-02-27", where="Putrajaya", outlet="Kestrel Post"),
    report(article="a2", text="Anwar hosted Shoigu on Thursday.", action="hosted",
           when="2025-02-27", outlet="Harbour News"),
    report(article="a3", text="Shoigu was to meet Anwar later.", action="meet",
           modality="planned", published="2025-02-24", outlet="Lantern Daily"),
    report(("Lavrov",), ("Fidan",), article="b1", text="Lavrov met Fidan in Ankara.",
           when="2025-02-24", where="Ankara", outlet="Kestrel Post"),
    report(("Lavrov",), ("Fidan",), article="b2", text="Lavrov saw Fidan in Istanbul.",
           action="saw", when="2025-03-24", published="2025-03-25", where="Istanbul"),
    report(("Russia",), ("Ukraine",), article="c1", text="Russia accused Ukraine of lying.",
           action="accused", event_type="ACCUSE", when="2025-02-25"),
)  # fmt: skip
MET_, HOSTED, PLANNED, ANKARA, ISTANBUL, ACCUSED = (one.events[0].id for one in DOCUMENTS)
NOON = dt.datetime.fromisoformat("2026-03-01T12:00")
TABLES = ("records", "record_reports", "record_participants", "conflicts", "conflict_readings")


def _clock():
    minutes = count()
    return lambda: NOON + dt.timedelta(minutes=next(minutes))


def _fill(path, documents):
    with Writer(path) as writer:
        writer.add(documents)
    run((), path, Settings())


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    made = tmp_path_factory.mktemp("decide") / "x.duckdb"
    _fill(made, DOCUMENTS)
    return made


@pytest.fixture
def path(merged, tmp_path):
    return Path(shutil.copy(merged, tmp_path))


@pytest.fixture
def judge(path):
    return Judge(path, author="A. Reader", clock=_clock())


def _groups(path):
    with reading(path) as connection:
        found = connection.execute(
            "SELECT list(event_id ORDER BY event_id) FROM record_reports GROUP BY record_id"
        ).fetchall()
    return {frozenset(ids) for (ids,) in found}


def _tables(path):
    with reading(path) as connection:
        return {
            name: connection.sql(f"FROM {name} ORDER BY ALL").project("* EXCLUDE run_id").fetchall()
            for name in TABLES
        }


def _record_of(path, event_id):
    with reading(path) as connection:
        return query.event(connection, event_id).record


def _again(path):
    """Let a later run merge everything anew."""
    more = report(("Putin",), ("Prabowo",), article="z9", text="Putin met Prabowo.")
    _fill(path, [more])


def test_without_decisions_the_reports_fall_as_the_merge_finds_them(path):
    alone = {frozenset({id_}) for id_ in (ANKARA, ISTANBUL, ACCUSED)}
    assert _groups(path) == {frozenset({MET_, HOSTED, PLANNED}), *alone}


def test_two_events_judged_one_stay_one(path, judge):
    judged = judge.same(ANKARA, ISTANBUL, reason="a typing error in the city")
    assert frozenset({ANKARA, ISTANBUL}) in _groups(path)
    _again(path)
    assert frozenset({ANKARA, ISTANBUL}) in _groups(path)
    record = _record_of(path, ISTANBUL)
    told = dict(record.chosen_by)["reports"]
    assert told == f"one event: decision {judged.decision.id[:8]} by A. Reader"


def test_two_reports_judged_different_stay_apart(path, judge):
    judge.different(MET_, HOSTED)
    _again(path)
    assert _record_of(path, MET_).id != _record_of(path, HOSTED).id


def test_a_split_takes_its_reports_out_of_the_record(path, judge):
    judge.same(ANKARA, ISTANBUL)
    judge.same(ANKARA, ACCUSED)
    judge.split(_record_of(path, ANKARA).id, [ACCUSED])
    _again(path)
    assert {frozenset({ANKARA, ISTANBUL}), frozenset({ACCUSED})} <= _groups(path)


def test_a_wrong_code_is_put_right_in_the_record_and_kept_in_the_report(path, judge):
    judged = judge.wrong_code(ACCUSED, "reject/assist", reason="it was a refusal")
    _again(path)
    with reading(path) as connection:
        view = query.event(connection, ACCUSED)
    assert (view.record.event_type, view.record.mode) == ("REJECT", "assist")
    assert view.record.quad_class == 3
    assert dict(view.record.chosen_by)["event_type"].startswith(
        f"decision {judged.decision.id[:8]}"
    )
    assert view.reports[0].event.event_type == "ACCUSE"


def test_a_wrong_actor_is_put_right_by_name_code_or_id(path, judge):
    judge.wrong_actor(ACCUSED, actors=["Sergei Lavrov", "CHN"], recipients=[])
    _again(path)
    record = _record_of(path, ACCUSED)
    assert [one.name for one in record.actors] == ["Sergei Lavrov", "China"]
    assert record.actors[0].office_type == "FM"
    assert record.recipients == ()
    with reading(path) as connection:
        told = query.event(connection, ACCUSED).reports[0].event
    assert [one.entity for one in told.actors] == ["RUS"]


def test_what_is_no_event_is_in_no_record_and_says_why(path, judge):
    judged = judge.not_an_event(HOSTED)
    _again(path)
    assert HOSTED not in _record_of(path, MET_).event_ids
    with pytest.raises(QueryError, match=f"is no event: decision {judged.decision.id[:8]}"):
        _record_of(path, HOSTED)


def test_an_undo_restores_the_records_to_the_byte(path, judge):
    before = _tables(path)
    judged = judge.same(MET_, ANKARA)
    assert _tables(path) != before
    judge.undo(judged.decision.id[:8])
    assert _tables(path) == before


def test_an_undo_can_be_undone_but_nothing_twice(path, judge):
    made = judge.same(MET_, ANKARA).decision
    after = _tables(path)
    undo = judge.undo(made.id).decision
    with pytest.raises(QueryError, match=f"was undone by A. Reader.*detente undo {undo.id[:8]}"):
        judge.undo(made.id)
    judge.undo(undo.id)
    assert _tables(path) == after


def test_the_list_tells_what_holds_what_gives_way_and_what_is_undone(path, judge):
    judge.same(MET_, ANKARA)
    judge.same(ANKARA, ISTANBUL)
    last = judge.different(MET_, ISTANBUL)
    judge.undo(judge.not_an_event(ACCUSED).decision.id)
    decide(path, [_stray()])
    status = [(view.decision.kind.value, view.status) for view in judge.decisions()]
    assert status == [
        ("not_an_event", WAITING),
        ("undo", IN_FORCE),
        ("not_an_event", UNDONE),
        ("different", IN_FORCE),
        ("same", IN_FORCE),
        ("same", OVERRULED),
    ]
    assert len(last.gives_way) == 1


def _stray():
    return signed(
        Decision(
            kind=DecisionKind.NOT_AN_EVENT,
            reports=("0" * 16,),
            author="B",
            time=NOON + dt.timedelta(days=1),
        )
    )


def test_a_clock_that_was_set_back_makes_no_decision_earlier(path):
    back = iter([NOON, NOON - dt.timedelta(days=9)])
    judge = Judge(path, author="A", clock=lambda: next(back))
    first = judge.same(MET_, ANKARA).decision
    assert judge.different(MET_, ANKARA).decision.time > first.time
    assert _record_of(path, MET_).id != _record_of(path, ANKARA).id


WRONG = {
    "no such id": lambda judge: judge.same("ffff", MET_),
    "fewer than two": lambda judge: judge.same(MET_, MET_),
    "one record": lambda judge: judge.different(MET_, MET_),
    "not in it": lambda judge: judge.split(_record_of(judge.path, MET_).id, [ANKARA]),
    "all of it": lambda judge: judge.split(_record_of(judge.path, ANKARA).id, [ANKARA]),
    "nobody": lambda judge: judge.wrong_actor(MET_, actors=["Zzyzx Qwfp"]),
    "no side": lambda judge: judge.wrong_actor(MET_),
    "no decision": lambda judge: judge.undo("ffff"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_decision_that_cannot_be_is_refused_and_changes_nothing(path, judge, case):
    with pytest.raises(QueryError):
        WRONG[case](judge)
    with reading(path) as connection:
        assert load_decisions(connection) == ()


@pytest.mark.parametrize(
    ("kind", "code"), [("VISIT", None), ("CONSULT/picnic", None), ("CONSULT", "172")]
)
def test_an_unknown_type_mode_or_code_is_refused(judge, kind, code):
    with pytest.raises(OntologyError):
        judge.wrong_code(MET_, kind, cameo_code=code)


def test_what_is_decided_comes_back_from_the_database_as_it_was(path):
    made = signed(
        Decision(
            kind=DecisionKind.WRONG_ACTOR,
            reports=(MET_, HOSTED),
            actors=(Party(name="China", entity="CHN", country="CHN"),),
            recipients=(),
            author="Zoë",
            time=NOON,
            reason="“quoted”",
            run_id="r",
        )
    )
    decide(path, [made])
    decide(path, [made])
    with reading(path) as connection:
        assert load_decisions(connection) == (made,)


def _all_kinds():
    fields = [
        {"kind": "same", "reports": (ANKARA, ISTANBUL)},
        {"kind": "different", "reports": (MET_,), "others": (HOSTED,)},
        {"kind": "wrong_code", "reports": (ACCUSED,), "event_type": "REJECT"},
        {"kind": "wrong_actor", "reports": (PLANNED,), "recipients": ()},
        {"kind": "not_an_event", "reports": (ISTANBUL,)},
    ]
    made = [
        signed(
            Decision(
                **{**one, "kind": DecisionKind(one["kind"])},
                author="A",
                time=NOON + dt.timedelta(minutes=minute),
            )
        )
        for minute, one in enumerate(fields)
    ]
    undone = Decision(
        kind=DecisionKind.UNDO, undoes=made[4].id, author="B", time=NOON + dt.timedelta(hours=1)
    )
    return [*made, signed(undone)]


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations([*range(len(DOCUMENTS)), *(-n for n in range(1, 7))]))
def test_articles_and_decisions_may_come_in_any_order(order, tmp_path_factory):
    path = tmp_path_factory.mktemp("order") / "x.duckdb"
    create(path)
    decisions = _all_kinds()
    for some in (order[:4], order[4:8], order[8:]):
        decide(path, [decisions[-number - 1] for number in some if number < 0])
        _fill(path, [DOCUMENTS[number] for number in some if number >= 0])
    expected = merge_corpus(DOCUMENTS, Settings(), decisions).records
    with reading(path) as connection:
        found = records(connection, [record.id for record in expected])
        n_records = connection.execute("SELECT count(*) FROM records").fetchall()[0][0]
    assert [found[record.id].event_ids for record in expected] == [
        record.event_ids for record in expected
    ]
    assert [found[one.id].event_type for one in expected] == [one.event_type for one in expected]
    assert n_records == len(expected)

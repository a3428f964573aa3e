"""What holds of many decisions: later ones win, undone ones leave no trace, order means nothing."""

import datetime as dt
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_factories import report
from msgspec.structs import replace

from detente.merge.corpus import merge_corpus
from detente.merge.decisions import rule_on, signed, undone_by
from detente.model import Decision, DecisionKind, Party
from detente.settings import Settings

NOON = dt.datetime.fromisoformat("2026-03-01T12:00")
REPORTS = ("a", "b", "c", "d", "e")
CHINA = Party(name="China", entity="CHN", country="CHN")


def decided(kind, reports=(), others=(), minute=0, **fields):
    return signed(
        Decision(
            kind=DecisionKind(kind),
            reports=tuple(reports),
            others=tuple(others),
            author="A. Reader",
            time=NOON + dt.timedelta(minutes=minute),
            **fields,
        )
    )


def undo(decision, minute):
    return decided("undo", minute=minute, undoes=decision.id)


def test_a_later_different_overrules_an_earlier_chain_of_same_and_says_so():
    first = decided("same", "ab", minute=1)
    second = decided("same", "bc", minute=2)
    third = decided("different", "a", "c", minute=3)
    rulings = rule_on([second, third, first])
    assert rulings.together == (("b", "c"),)
    assert rulings.apart == (("a", "b"),)
    (told,) = rulings.overruled
    assert told.decision_id == first.id
    assert set(told.by) == {second.id, third.id}
    assert "gives way: a and b are held otherwise by decision" in told.explanation


def test_an_earlier_different_gives_way_to_a_later_chain_of_same():
    parted = decided("different", "a", "c", minute=1)
    rulings = rule_on([parted, decided("same", "ab", minute=2), decided("same", "bc", minute=3)])
    assert rulings.together == (("a", "b", "c"),)
    assert rulings.apart == ()
    assert [one.decision_id for one in rulings.overruled] == [parted.id]


def test_a_split_after_a_merge_takes_out_only_what_it_names():
    rulings = rule_on([decided("same", "abcd", minute=1), decided("split", "d", "abc", minute=2)])
    assert rulings.together == (("a", "b", "c"),)
    assert rulings.apart == (("a", "d"),)


@pytest.mark.parametrize("kind", ["wrong_code", "wrong_actor", "same"])
def test_who_takes_a_report_for_an_event_later_brings_it_back(kind):
    fields = {"event_type": "ACCUSE"} if kind == "wrong_code" else {}
    fields = {"actors": (CHINA,)} if kind == "wrong_actor" else fields
    dropped = decided("not_an_event", "ab", minute=1)
    rulings = rule_on([dropped, decided(kind, "ac", minute=2, **fields)])
    assert set(rulings.no_event) == {"b"}
    assert [one.decision_id for one in rulings.overruled] == [dropped.id]


def test_a_report_judged_none_keeps_no_earlier_correction():
    coded = decided("wrong_code", "a", minute=1, event_type="ACCUSE")
    rulings = rule_on([coded, decided("not_an_event", "a", minute=2)])
    assert (set(rulings.no_event), rulings.codes) == ({"a"}, {})
    assert [one.decision_id for one in rulings.overruled] == [coded.id]


def test_two_corrections_of_two_sides_both_hold():
    actor = decided("wrong_actor", "a", minute=1, actors=(CHINA,))
    recipient = decided("wrong_actor", "a", minute=2, recipients=())
    rulings = rule_on([actor, recipient])
    assert (rulings.actors["a"], rulings.recipients["a"]) == (actor, recipient)
    assert rulings.overruled == ()


def test_undoing_an_undo_brings_the_decision_back():
    made = decided("same", "ab", minute=1)
    first = undo(made, 2)
    second = undo(first, 3)
    assert set(undone_by([made, first])) == {made.id}
    assert set(undone_by([made, first, second])) == {first.id}
    assert rule_on([second, made, first]).together == (("a", "b"),)


def test_an_id_depends_on_what_is_said_by_whom_and_when_not_on_the_order_of_reports():
    assert decided("same", "ab").id == decided("same", "ba").id
    ids = {decided("same", "ab").id, decided("same", "ab", minute=1).id, decided("same", "ac").id}
    assert len(ids) == 3


SETS = st.sets(st.sampled_from(REPORTS), min_size=1, max_size=4).map(sorted)


@st.composite
def _decision(draw, minute):
    kind = draw(st.sampled_from(["same", "different", "split", "wrong_code", "not_an_event"]))
    reports = draw(SETS)
    others = (
        [one for one in REPORTS if one not in reports] if kind in {"different", "split"} else []
    )
    fields = (
        {"event_type": draw(st.sampled_from(["ACCUSE", "AID"]))} if kind == "wrong_code" else {}
    )
    return decided(kind, reports, others, minute, **fields)


@st.composite
def histories(draw):
    """Return decisions and undos, each undo of something before it."""
    made = []
    for minute in range(draw(st.integers(1, 8))):
        if made and draw(st.booleans()):
            made.append(undo(draw(st.sampled_from(made)), minute))
        else:
            made.append(draw(_decision(minute)))
    return made


@given(history=histories(), data=st.data())
def test_the_order_in_which_decisions_are_read_changes_nothing(history, data):
    assert rule_on(data.draw(st.permutations(history))) == rule_on(history)


@given(history=histories())
def test_undoing_everything_leaves_no_trace(history):
    undone, open_ = list(history), [one for one in history if one.kind is not DecisionKind.UNDO]
    for number, one in enumerate(open_):
        if one.id not in undone_by(undone):
            undone.append(undo(one, 100 + number))
    rulings = rule_on(undone)
    assert (rulings.together, rulings.apart, rulings.named) == ((), (), {})
    assert not any((rulings.codes, rulings.no_event, rulings.overruled))


@given(history=histories(), data=st.data())
def test_a_decision_that_is_undone_at_once_changes_nothing(history, data):
    more = data.draw(_decision(50))
    after = rule_on([*history, more, undo(more, 51)])
    before = rule_on(history)
    assert (after.together, after.apart, after.codes) == (
        before.together,
        before.apart,
        before.codes,
    )
    assert (after.no_event, after.named, after.overruled) == (
        before.no_event,
        before.named,
        before.overruled,
    )


@given(history=histories())
def test_the_latest_decision_in_force_is_obeyed_whole(history):
    undone = undone_by(history)
    in_force = [
        one for one in history if one.kind is not DecisionKind.UNDO and one.id not in undone
    ]
    if not in_force:
        return
    latest, rulings = in_force[-1], rule_on(history)
    group = {member: number for number, all_ in enumerate(rulings.together) for member in all_}
    if latest.kind in {DecisionKind.SAME, DecisionKind.SPLIT}:
        for side in (latest.reports, latest.others):
            assert all(group[one] == group[other] for one, other in pairwise(side))
    if latest.kind in {DecisionKind.DIFFERENT, DecisionKind.SPLIT}:
        assert all(
            group.get(a, a) != group.get(b, b) for a in latest.reports for b in latest.others
        )
    assert all(latest.id != told.decision_id for told in rulings.overruled)


@given(history=histories())
def test_what_is_held_apart_is_never_held_together(history):
    rulings = rule_on(history)
    head = {member: all_[0] for all_ in rulings.together for member in all_}
    assert all(head.get(one, one) != head.get(other, other) for one, other in rulings.apart)
    assert all(not {*one} & {*other} for one, other in combinations(rulings.together, 2))


DOCUMENTS = (
    report(article="a1", when="2025-02-27", where="Putrajaya"),
    report(article="a2", text="Anwar hosted Shoigu.", action="hosted", when="2025-02-27"),
    report(("Lavrov",), ("Fidan",), article="b1", text="Lavrov met Fidan.", when="2025-02-24"),
    report(("Lavrov",), ("Fidan",), article="b2", text="Lavrov saw Fidan.", action="saw",
           when="2025-03-24", published="2025-03-25"),
    report(("Russia",), ("Ukraine",), article="c1", text="Russia accused Ukraine.",
           action="accused", event_type="ACCUSE", when="2025-02-25"),
)  # fmt: skip
EVENTS = dict(zip(REPORTS, (one.events[0].id for one in DOCUMENTS), strict=True))
PLAIN = merge_corpus(DOCUMENTS, Settings())


def _about_documents(history):
    """Return a history about the reports of the documents, undos of what they undid before."""
    made = {}
    for one in history:
        changed = replace(
            one,
            reports=tuple(EVENTS[name] for name in one.reports),
            others=tuple(EVENTS[name] for name in one.others),
            undoes=made[one.undoes].id if one.undoes else None,
        )
        made[one.id] = signed(changed)
    return list(made.values())


@settings(max_examples=25, deadline=None)
@given(history=histories(), data=st.data())
def test_records_obey_in_any_order_and_are_as_before_when_all_is_undone(history, data):
    decisions = _about_documents(history)
    corpus = merge_corpus(DOCUMENTS, Settings(), decisions)
    documents = data.draw(st.permutations(DOCUMENTS))
    assert merge_corpus(documents, Settings(), data.draw(st.permutations(decisions))) == corpus
    _check_obeyed(corpus, rule_on(decisions))
    everything = list(decisions)
    for number, one in enumerate(decisions):
        is_open = one.kind is not DecisionKind.UNDO and one.id not in undone_by(everything)
        everything += [undo(one, 100 + number)] if is_open else []
    assert merge_corpus(DOCUMENTS, Settings(), everything) == PLAIN


def _check_obeyed(corpus, rulings):
    record_of = {id_: record for record in corpus.records for id_ in record.event_ids}
    assert set(record_of) == set(EVENTS.values()) - set(rulings.no_event)
    for group in rulings.together:
        assert len({record_of[id_].id for id_ in group if id_ in record_of}) <= 1
    for one, other in rulings.apart:
        if one in record_of and other in record_of:
            assert record_of[one].id != record_of[other].id
    for id_, decision in rulings.codes.items():
        told = {
            rulings.codes[one].event_type
            for one in record_of[id_].event_ids
            if one in rulings.codes
        }
        assert record_of[id_].event_type in told
        assert decision.event_type in told

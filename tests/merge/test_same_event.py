"""Two reports: one event or two."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from merge_factories import PEOPLE, RULES, STATES, ready, report, together
from msgspec.structs import replace

from detente.merge.blocks import candidates
from detente.merge.same_event import LOOSE_FROM, score, veto_between

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("same_event.toml").read_text())
CASES = CASES["case"]


def reports_of(case):
    if case.get("one_article"):
        return ready(together(report(**case["a"]), report(**case["b"])))
    if case.get("one_sentence"):
        one, other = report(**case["a"]), report(**case["b"])
        return ready(replace(one, events=one.events + other.events))
    return ready(report(**case["a"]), report(**{"article": "b1", "outlet": "Other"} | case["b"]))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_pair_of_reports_is_judged_as_a_person_would(case):
    one, other = reports_of(case)
    likeness = score(one, other, RULES)
    is_same = likeness.is_same or (likeness.is_loose and likeness.points >= LOOSE_FROM)
    assert is_same == case["same"], likeness
    assert likeness.is_loose == case.get("loose", likeness.is_loose)
    over = case.get("over_days", "contested" if case.get("contested") else None)
    assert likeness.over_days == over


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["same"]], ids=lambda case: case["why"]
)
def test_reports_of_one_event_are_candidates(case):
    assert candidates(reports_of(case)) == [(0, 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_order_of_two_reports_changes_nothing(case):
    one, other = reports_of(case)
    forth, back = score(one, other, RULES), score(other, one, RULES)
    assert (forth.is_same, forth.points) == (back.is_same, back.points)


def test_a_veto_asked_for_alone_is_that_of_the_score():
    told = [one for case in CASES for one in reports_of(case)][::3]
    for one, other in combinations(told, 2):
        assert veto_between(one, other, RULES) == score(one, other, RULES).veto


def test_a_score_tells_its_reasons():
    one, other = reports_of(CASES[0])
    assert any("same day" in reason for reason in score(one, other, RULES).reasons)


NAMES = st.lists(st.sampled_from([*PEOPLE, *STATES]), min_size=1, max_size=3, unique=True)
DAYS = st.sampled_from([None, "2025-02-26", "2025-02-27", "2025-02", "2025-02-24..2025-02-28"])
REPORTS = st.builds(
    report,
    NAMES,
    NAMES,
    when=DAYS,
    modality=st.sampled_from(["done", "planned", "denied"]),
    event_type=st.sampled_from(["CONSULT", "AGREE", "ACCUSE"]),
    article=st.sampled_from("abc"),
    published=st.sampled_from([None, "2025-02-27", "2025-02-28"]),
)


@given(documents=st.lists(REPORTS, min_size=2, max_size=5))
def test_whatever_is_one_event_is_a_candidate(documents):
    reports = ready(*documents)
    pairs = set(candidates(reports))
    for one, other in combinations(range(len(reports)), 2):
        if score(reports[one], reports[other], RULES).is_same:
            assert (one, other) in pairs

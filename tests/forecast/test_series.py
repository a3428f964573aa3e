"""The history of events, its classes, and what of it was known before a day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ForecastError
from detente.forecast.classes import class_named, read_classes, shipped_classes, with_own_classes
from detente.forecast.pairs import ClassHistory, windows_hit
from detente.forecast.regions import region_of, region_of_pair
from detente.forecast.relations import relation_of_code, relation_of_name, relation_of_type
from detente.forecast.series import Entity, Relation, from_quadruples
from tests.forecast.series import NAMES, series

ROWS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from(["042", "057", "111", "163"]),
    ),
    max_size=25,
)


@given(rows=ROWS, later=ROWS, origin=st.integers(0, 61))
def test_what_was_known_before_a_day_does_not_depend_on_what_came_later(rows, later, origin):
    past = [row for row in rows if row[0] < origin]
    future = [(max(row[0], origin), *row[1:]) for row in later]
    ours, theirs = series(past).before(origin), series([*past, *future]).before(origin)
    assert ours.day.tolist() == theirs.day.tolist()
    assert ours.actor.tolist() == theirs.actor.tolist()


def test_an_announcement_is_known_from_its_report_on_whatever_day_it_is_for():
    found = series([], announced=[(10, 30, 31, "MYS", "RUS", "042")])
    assert [len(found.before(day)) for day in (10, 11, 40)] == [0, 1, 1]
    assert (len(found.done()), len(found.announcements())) == (0, 1)


def test_quadruples_are_put_in_order_and_keep_their_rows():
    table = np.array([[0, 0, 1, 5], [1, 0, 0, 2]])
    found = from_quadruples(table, [Entity(name="A"), Entity(name="B")], [Relation(name="x")])
    assert (found.day.tolist(), found.row.tolist()) == ([2, 5], [2, 1])
    assert found.evidence(0).row == 2


CLASS_OF = {
    "042": "TALKS",
    "045": "TALKS",
    "057": "COOPERATE",
    "073": "COOPERATE",
    "111": "VERBAL_CONFLICT",
    "1384": "VERBAL_CONFLICT",
    "100": "VERBAL_CONFLICT",
    "163": "MATERIAL_CONFLICT",
    "195": "MATERIAL_CONFLICT",
    "010": None,
    "036": None,
    "1056": None,
}


@pytest.mark.parametrize(("code", "name"), CLASS_OF.items())
def test_a_code_is_in_one_class_or_none(code, name):
    held = [one.name for one in shipped_classes() if one.holds(relation_of_code(code))]
    assert held == ([name] if name else [])


def test_events_without_a_code_are_classed_by_their_plover_type():
    talks, _, verbal, material = shipped_classes()
    assert talks.holds(relation_of_type("CONSULT", "phone"))
    assert verbal.holds(relation_of_type("ACCUSE", "allege"))
    assert not verbal.holds(relation_of_type("ACCUSE", "investigate"))
    assert material.holds(relation_of_type("SANCTION"))


def test_names_of_events_mean_their_codes_without_case_and_hyphens():
    assert relation_of_name("make a VISIT").cameo_code == "042"
    assert relation_of_name("Threaten non force").cameo_code == "131"
    assert relation_of_name("Sing a song") == Relation(name="Sing a song")


def test_ones_own_classes_join_the_four_and_may_take_their_places():
    own = read_classes(
        '[classes.SUMMIT]\nsays = "x"\nis_directed = false\ncameo = ["042"]\n'
        '[classes.TALKS]\nsays = "y"\nis_directed = true\nown_types = ["BRIEFED"]\n',
        "mine.toml",
    )
    classes = with_own_classes(own)
    assert [one.name for one in classes][-1] == "SUMMIT"
    assert class_named("talks", classes).holds(Relation(name="x", own_types=("BRIEFED",)))


WRONG_CLASSES = {
    "[classes.X]\nsays = 'x'\nis_directed = true": r"\[classes.X\] has no cameo, plover or own",
    "": r"no \[classes.NAME\]",
    "[classes.X]\nsay = 'x'\nis_directed = true\ncameo = ['1']": "unknown field `say`",
    "classes = 1": "mine.toml",
    "[": "mine.toml",
}


@pytest.mark.parametrize(("text", "told"), WRONG_CLASSES.items())
def test_a_wrong_file_of_classes_is_told_by_name(text, told):
    with pytest.raises(ForecastError, match=told):
        read_classes(text, "mine.toml")


def test_an_unknown_class_names_those_there_are():
    with pytest.raises(ForecastError, match="there are: TALKS, COOPERATE"):
        class_named("war", shipped_classes())


def test_a_directed_class_counts_one_direction_an_undirected_one_both():
    found = series([(1, "MYS", "RUS", "042"), (2, "RUS", "MYS", "042"), (3, "RUS", "MYS", "111")])
    talks, _, verbal, _ = (ClassHistory.of(found, one) for one in shipped_classes())
    assert talks.days("RUS", "MYS").tolist() == [1, 2]
    assert verbal.days("RUS", "MYS").tolist() == [3]
    assert verbal.days("MYS", "RUS").tolist() == []


@given(days=st.lists(st.integers(0, 50)), within=st.integers(1, 20), origin=st.integers(0, 60))
def test_windows_are_hit_as_often_as_counting_them_one_by_one_says(days, within, origin):
    array = np.array(sorted(days), dtype=np.int32)
    windows = origin // within
    spans = [range(origin - (k + 1) * within, origin - k * within) for k in range(windows)]
    hits = sum(any(day in span for day in days) for span in spans)
    assert windows_hit(array, 0, origin, within) == (hits, windows)


def test_regions_are_those_of_both_or_none():
    assert region_of("MYS") == "South-eastern Asia"
    assert region_of_pair("RUS", "MYS") == "Eastern Europe – South-eastern Asia"
    assert region_of_pair("IDN", "MYS") == "South-eastern Asia"
    assert region_of_pair("NATO", "MYS") is None

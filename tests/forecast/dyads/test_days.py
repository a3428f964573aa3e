import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.classes import shipped_classes
from detente.forecast.dyads_days import day_columns
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import history_of
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.relations import relation_of_code
from detente.forecast.series import Entity, from_quadruples

CODES = ("111", "112", "042")  # criticise, accuse, meet
CLASSES = shipped_classes()
NAMES = [one.name for one in CLASSES]
TODAY = 30
ENTITIES = tuple(Entity(name=code, country=code) for code in ("UTO", "ARC", "LIL"))


def features_of(events, class_="VERBAL_CONFLICT", pairs=((0, 1),)):
    """Return the features of the first pair by name; events: (actor, code, recipient, day)."""
    table = np.array([(a, CODES.index(code), b, on) for a, code, b, on in events]).reshape(-1, 4)
    series = from_quadruples(table, ENTITIES, tuple(relation_of_code(code) for code in CODES))
    history = dataclasses.replace(
        history_of(series, CLASSES, ("UTO", "ARC", "LIL"), {}),
        begin=0,
    )
    channel = NAMES.index(class_)
    first, second = np.array(pairs).T
    asked = Subject(channel, is_directed=CLASSES[channel].is_directed, first=first, second=second)
    columns = day_columns(history, snapshot(history, TODAY), asked)
    return dict(zip(columns.names, columns.table()[0].tolist(), strict=True))


def test_two_reports_of_one_day_are_one_day():
    once = features_of([(0, "111", 1, 25)])
    twice = features_of([(0, "111", 1, 25), (0, "112", 1, 25)])
    assert once == twice
    assert np.expm1(once["days_own_10"]) == pytest.approx(np.exp(-4 / 10), rel=1e-5)
    assert np.expm1(once["days_own_rate"]) == pytest.approx(100 / TODAY, rel=1e-5)


def test_what_the_other_did_is_of_the_back_and_of_any():
    found = features_of([(1, "111", 0, 29)])
    assert found["days_own_10"] == found["weeks_own_4"] == 0
    assert np.expm1(found["days_back_10"]) == pytest.approx(1.0, rel=1e-5)
    assert np.expm1(found["days_any_5"]) == pytest.approx(1.0, rel=1e-5)


def test_a_class_without_direction_counts_either_way():
    there = features_of([(0, "042", 1, 20)], "TALKS")
    assert there == features_of([(1, "042", 0, 20)], "TALKS")
    assert there["days_own_30"] > 0
    assert not any(name.startswith("days_back") for name in there)


def test_weeks_are_counted_back_from_today_and_each_once():
    events = [(0, "111", 1, day) for day in (29, 24, 23, 22, 1)]
    # Days 23 to 29 and 16 to 22 had one; day 1 is in no whole week of the thirty days there are.
    found = features_of(events)
    assert found["weeks_own_4"] == found["weeks_own_13"] == pytest.approx(2 / 4)


def test_the_second_latest_day_is_told_and_all_of_history_where_there_is_none():
    found = features_of([(0, "111", 1, 29), (0, "111", 1, 12)])
    assert np.expm1(found["ago_own_1"]) == pytest.approx(TODAY - 1 - 12, rel=1e-5)
    assert np.expm1(found["ago_own_2"]) == pytest.approx(TODAY, rel=1e-5)


EVENT = st.tuples(
    st.integers(0, 2), st.sampled_from(CODES), st.integers(0, 2), st.integers(0, TODAY + 5)
)


@given(events=st.lists(EVENT, max_size=15))
def test_what_comes_later_and_what_others_do_changes_nothing(events):
    theirs = [one for one in events if one[3] < TODAY and {one[0], one[2]} == {0, 1}]
    assert features_of(events) == features_of(theirs)


@given(events=st.lists(EVENT, max_size=15))
def test_a_pair_has_the_same_features_whoever_else_is_asked_about(events):
    alone = features_of(events)
    assert features_of(events, pairs=((0, 1), (2, 0), (0, 1))) == alone

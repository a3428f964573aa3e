import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.classes import EventClass, shipped_classes
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import history_of, sorts
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.dyads_sorts import sort_columns, sort_names
from detente.forecast.relations import relation_of_code
from detente.forecast.series import Entity, from_quadruples

CODES = ("173", "190", "042")
CLASSES = shipped_classes()
MATERIAL = [one.name for one in CLASSES].index("MATERIAL_CONFLICT")
WIDTH = 6  # columns of a sort of a class with a direction
ENTITIES = (
    Entity(name="Utopia", country="UTO"),
    Entity(name="Arcadia", country="ARC"),
    Entity(name="guard of Utopia"),
)


def columns_of(events, day=10, classes=CLASSES, channel=MATERIAL):
    """Return the columns of Utopia to Arcadia; events: (actor, code, recipient, day)."""
    table = np.array([(a, CODES.index(code), b, on) for a, code, b, on in events]).reshape(-1, 4)
    series = from_quadruples(table, ENTITIES, tuple(relation_of_code(code) for code in CODES))
    history = history_of(series, classes, ("UTO", "ARC"), {"guard of Utopia": "UTO"})
    history = dataclasses.replace(history, begin=0)
    asked = Subject(channel, is_directed=True, first=np.array([0]), second=np.array([1]))
    found = sort_columns(history, snapshot(history, day), asked)
    return found[0].reshape(-1, WIDTH)


def place(name):
    return sort_names(CLASSES[MATERIAL]).index(name)


def test_every_sort_is_of_one_class():
    names = [name for one in CLASSES for name in sort_names(one)]
    assert sorted(names) == sorted(one.name for one in sorts())


def test_a_class_of_types_of_ones_own_has_no_sorts():
    own = EventClass(name="SUMMIT", says="meet", is_directed=True, own_types=("SUMMIT",))
    assert sort_names(own) == ()
    assert columns_of([(0, "042", 1, 3)], classes=(own,), channel=0).size == 0


def test_an_arrest_counts_as_an_arrest_and_not_as_a_war():
    found = columns_of([(0, "173", 1, 4)])
    assert found[place("ARREST")] == pytest.approx(
        [np.exp(-5 / 15), np.exp(-5 / 60), 10.0, 0.0, 0.0, 0.0], rel=1e-5
    )
    others = np.delete(found, place("ARREST"), axis=0)
    assert not others.any()


def test_what_the_other_did_is_counted_apart():
    found = columns_of([(1, "190", 0, 9)])
    assert found[place("USE_FORCE")] == pytest.approx([0.0, 0.0, 0.0, 1.0, 10.0, 0.0], rel=1e-5)


def test_what_is_known_to_belong_to_a_country_has_a_rate_of_its_own():
    found = columns_of([(2, "173", 1, 9)])
    assert found[place("ARREST")] == pytest.approx([0.0, 0.0, 0.0, 0.0, 0.0, 10.0], rel=1e-5)


EVENT = st.tuples(st.sampled_from((0, 2)), st.sampled_from(CODES), st.just(1), st.integers(0, 20))


@given(events=st.lists(EVENT, max_size=12))
def test_what_comes_later_changes_no_count(events):
    before = [one for one in events if one[3] < 10]
    assert columns_of(events).tolist() == columns_of(before).tolist()
    assert (columns_of(events) >= 0).all()

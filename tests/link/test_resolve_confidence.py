import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.registry import load_registry
from detente.link.mentions_units import Tagger, load_word_classes
from detente.link.resolve_confidence import FEATURES, Certainty, load_certainty
from detente.link.resolve_parts import Reader

CHANCES = {"": 0.5, "person": 0.9, "person/former": 0.8}


@pytest.fixture(scope="module")
def parts():
    registry = load_registry()
    return Reader(registry, Tagger(registry, load_word_classes())).parts("two Danish nurses")


@pytest.mark.parametrize(
    ("features", "chance"),
    [
        (("person", "former"), 0.8),
        (("person", "former", "similar"), 0.8),
        (("person", "open"), 0.9),
        (("bloc",), 0.5),
    ],
)
def test_a_reading_never_seen_counts_as_the_longest_part_of_it_that_was(features, chance):
    assert Certainty(CHANCES).of(*features) == chance


def test_without_weights_the_chance_stays(parts):
    assert Certainty(CHANCES).adjusted(0.7, parts) == 0.7


@given(chance=st.floats(0, 1))
def test_an_adjusted_chance_is_a_chance(chance, parts):
    weights = dict.fromkeys(FEATURES, 1.0)
    assert 0 <= Certainty(CHANCES, weights).adjusted(chance, parts) <= 1


@given(low=st.floats(0.02, 0.98), high=st.floats(0.02, 0.98))
def test_a_likelier_reading_stays_likelier(low, high, parts):
    certainty = load_certainty()
    first, second = sorted((low, high))
    assert certainty.adjusted(first, parts) <= certainty.adjusted(second, parts)

"""How alike words are in use."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.merge.coref_words import WordVectors, word_vectors

SMALL = WordVectors(
    np.array([[9, 0], [8, 1], [0, 9], [-9, -9]], dtype=np.int8),
    {"sign": 0, "ink": 1, "##ing": 2, "bomb": 3},
)


def test_words_with_vectors_that_point_alike_are_used_alike():
    assert SMALL.likeness("sign", "ink") > 0.9 > SMALL.likeness("sign", "bomb")


def test_a_word_is_read_in_its_longest_pieces():
    assert SMALL.likeness("signing", "sign") < SMALL.likeness("signing", "signing")


@pytest.mark.parametrize("unknown", ["", "1,200", "xyz"])
def test_nothing_is_known_of_what_has_no_piece(unknown):
    assert SMALL.likeness(unknown, "sign") is None


def test_the_encoder_knows_other_words_of_one_deed():
    shipped = word_vectors()
    assert shipped is not None
    assert shipped.likeness("killed", "murdered") > shipped.likeness("killed", "signed") + 0.3


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_has_no_order_and_lies_between_minus_one_and_one(one, other):
    likeness = SMALL.likeness(one, other)
    assert likeness == SMALL.likeness(other, one)
    assert likeness is None or abs(likeness) <= 1.0001

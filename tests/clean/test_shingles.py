"""Shingles of texts, alone and many together."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import shingles as shingling
from detente.clean.shingles import SHINGLE_WORDS, has_shingles, shingle_sets, shingles

TEXTS = st.text(st.sampled_from("aA bß_9’é字\n 𐀀"), max_size=80)


def test_shingles_are_distinct_and_sorted():
    found = shingles("a b c a b c a b c")
    assert len(found) == 3
    assert (np.diff(found.astype(object)) > 0).all()


@given(st.text(max_size=60))
def test_words_are_runs_of_letters_and_digits_and_order_counts(text):
    words = re.findall(r"\w+", "".join(c for c in text.casefold() if ord(c) < 0x20000))
    told = shingles(" ".join(words))
    assert list(told) == list(shingles(" … ".join(words)))
    n_shingles = max(len(words) - SHINGLE_WORDS + 1, min(len(words), 1))
    triples = {tuple(words[at : at + SHINGLE_WORDS]) for at in range(n_shingles)}
    assert len(told) == len(triples)


@pytest.mark.parametrize("at_once", [1, 40, shingling.MAX_CHARACTERS])
@given(texts=st.lists(TEXTS, max_size=8))
def test_many_texts_have_the_shingles_of_each_alone(at_once, texts):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shingling, "_CHARACTERS_AT_ONCE", at_once)
        together = list(shingle_sets(texts))
    assert [list(found) for found in together] == [list(shingles(text)) for text in texts]


@given(text=TEXTS, times=st.integers(1, 8), fewest=st.integers(1, 30))
def test_whether_a_text_has_so_many_shingles_is_seen_from_its_head(text, times, fewest):
    repeated = "".join(f"{text} {number} " for number in range(times))
    assert has_shingles(repeated, fewest) == (len(shingles(repeated)) >= fewest)

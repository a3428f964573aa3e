"""Signatures, and the near-duplicates they find."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import fingerprint as fp
from detente.model import Article, Document
from detente.settings import Settings

WORDS = [f"word{number}" for number in range(3000)]


def text_of(seed, n_words=200):
    return " ".join(np.random.default_rng(seed).choice(WORDS, n_words))


def pairs_of(*texts):
    found = fp.near_duplicate_pairs([fp.signature(text) for text in texts], texts)
    return [(pair.first, pair.second) for pair in found]


def test_a_signature_is_the_same_on_every_machine_and_blind_to_case_and_marks():
    plain = fp.signature("The foreign ministers of Norway and Chile met in Oslo.")
    assert plain[:3] == (158228661, 461726524, 1209356628)
    assert plain == fp.signature("THE foreign ministers — of Norway and Chile met in Oslo")


def test_the_stage_signs_each_document():
    article = Article(id="a", body="x")
    signed = fp.build(Settings())([Document(article=article, text=text_of(1))])[0]
    assert signed.fingerprint == fp.signature(text_of(1))
    assert len(signed.fingerprint) == fp.N_PLACES


def test_equal_texts_are_alike_and_others_are_not():
    assert fp.similarity(fp.signature(text_of(1)), fp.signature(text_of(1))) == 1.0
    assert fp.similarity(fp.signature(text_of(1)), fp.signature(text_of(2))) < 0.05
    assert fp.similarity((), fp.signature(text_of(1))) == 0.0


def test_similarity_estimates_the_share_in_common():
    first, second = text_of(1, 400), text_of(1, 400) + " " + text_of(2, 400)
    assert abs(fp.similarity(fp.signature(first), fp.signature(second)) - 0.5) < 0.15


def test_copies_cut_and_edited_are_found_and_others_are_not():
    whole = text_of(1)
    cut = " ".join(whole.split()[:110])
    edited = " ".join("other" if i % 9 == 0 else word for i, word in enumerate(whole.split()))
    assert pairs_of(text_of(5), whole, cut, edited, text_of(6)) == [(1, 2), (1, 3), (2, 3)]


def test_short_texts_must_be_contained_whole():
    assert pairs_of("Talks in Oslo today", "Talks in Oslo today", "Talks in Oslo tomorrow") == [
        (0, 1)
    ]


def test_texts_without_words_have_no_duplicates():
    assert pairs_of("", "…", "") == []


@given(st.lists(st.integers(0, 3), max_size=6))
def test_pairs_are_ordered_and_found_whatever_the_order(seeds):
    pairs = pairs_of(*[text_of(seed, 60) for seed in seeds])
    expected = [
        (i, j) for i in range(len(seeds)) for j in range(i + 1, len(seeds)) if seeds[i] == seeds[j]
    ]
    assert pairs == expected


def test_shingles_are_distinct_and_sorted():
    found = fp.shingles("a b c a b c a b c")
    assert len(found) == 3
    assert (np.diff(found.astype(object)) > 0).all()

"""Signatures, and the near-duplicates they find."""

from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import fingerprint as fp
from detente.clean.shingles import MAX_CHARACTERS
from detente.model import Article, Document
from detente.settings import Settings

WORDS = np.array([f"word{number}" for number in range(3000)])


@cache
def text_of(seed, n_words=200):
    return " ".join(np.random.default_rng(seed).choice(WORDS, n_words))


def pairs_of(*texts):
    found = fp.near_duplicate_pairs([fp.signature(text) for text in texts], texts)
    return [(pair.first, pair.second) for pair in found]


def test_a_signature_is_the_same_on_every_machine_and_blind_to_case_and_marks():
    plain = fp.signature("The foreign ministers of Norway and Chile met in Oslo.")
    assert plain[:3] == (1259151834, 687001348, 16356133)
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


@given(st.lists(st.sampled_from(["", "…", "Talks", "Talks in Oslo", text_of(1), text_of(2)])))
def test_texts_signed_together_are_signed_as_each_alone(texts):
    assert fp.signatures(texts) == [fp.signature(text) for text in texts]
    assert fp.signed(texts).texts.tolist() == [i for i, text in enumerate(texts) if len(text) > 1]


def test_a_long_text_is_signed_to_its_end_of_counting():
    long = text_of(1, 40_000)
    assert fp.signature(long) == fp.signature(long[:MAX_CHARACTERS])
    assert fp.signatures([text_of(2), long, text_of(3)])[1] == fp.signature(long)


def test_pairs_are_the_same_however_many_are_looked_at_together(monkeypatch):
    texts = [text_of(number // 3, 60) for number in range(60)]
    columns = fp.signed(texts)
    together = fp.signed_pairs(columns, texts)
    monkeypatch.setattr(fp, "_PAIRS_AT_ONCE", 1)
    assert fp.signed_pairs(columns, texts) == together
    assert len(together) == 60


def test_of_a_text_that_very_many_have_each_is_compared_with_the_first():
    places = np.zeros((fp.MAX_BUCKET + 1, fp.N_PLACES), dtype=np.uint32)
    first, second = fp.candidate_pairs(places)
    assert first.tolist() == [0] * fp.MAX_BUCKET
    assert second.tolist() == list(range(1, fp.MAX_BUCKET + 1))
    assert len(fp.candidate_pairs(places[: fp.MAX_BUCKET])[0]) == 200 * 199 / 2


def test_candidates_are_the_pairs_with_a_band_in_common():
    places = np.random.default_rng(7).integers(0, 6, (60, fp.N_PLACES), dtype=np.uint32)
    bands = places.reshape(60, -1, fp.BAND_PLACES)
    expected = [
        (i, j) for i in range(60) for j in range(i + 1, 60) if (bands[i] == bands[j]).all(1).any()
    ]
    first, second = fp.candidate_pairs(places)
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == expected

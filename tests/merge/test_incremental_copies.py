"""Candidates found step by step are those found at once."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.clean import fingerprint
from detente.merge import incremental_copies
from detente.merge.incremental_copies import (
    Bands,
    bands_of,
    holders_of,
    is_shared,
    pairs_to_check,
)


def joined(*parts):
    bands, articles = zip(*((part.band, part.article) for part in parts), strict=True)
    return Bands(np.concatenate(bands), np.concatenate(articles))


def step(known, fresh, pairs):
    asked = np.isin(known.band, fresh.band)
    new, doubtful = pairs_to_check(Bands(known.band[asked], known.article[asked]), fresh)
    everything = joined(known, fresh)
    holders = holders_of(everything)
    of_article = {}
    for band, article in zip(everything.band.tolist(), everything.article, strict=True):
        of_article.setdefault(article, []).append(band)
    fallen = {pair for pair in doubtful & pairs if not is_shared(pair, of_article, holders)}
    return everything, (pairs | new) - fallen


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 1000),
    n_texts=st.integers(2, 14),
    order=st.randoms(use_true_random=False),
    cuts=st.sets(st.integers(1, 13), max_size=4),
)
def test_in_whatever_steps_articles_come_the_candidates_are_the_same(seed, n_texts, order, cuts):
    random = np.random.default_rng(seed)
    # Few values, so that some bands are had by more than the three that make a band of many.
    places = np.repeat(random.integers(0, 3, (n_texts, 64), dtype=np.uint32), 2, axis=1)
    places[:, 6:] = random.integers(0, 2**31, (n_texts, 122), dtype=np.uint32)
    ids = [f"a{n:02}" for n in range(n_texts)]
    arrival = list(range(n_texts))
    order.shuffle(arrival)
    known, pairs = bands_of([], []), set()
    with (
        patch.object(fingerprint, "MAX_BUCKET", 3),
        patch.object(incremental_copies, "MAX_BUCKET", 3),
    ):
        for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), n_texts], strict=True):
            batch = arrival[start:end]
            fresh = bands_of([ids[n] for n in batch], [tuple(places[n].tolist()) for n in batch])
            known, pairs = step(known, fresh, pairs)
        first, second = fingerprint.candidate_pairs(places)
    at_once = {(ids[one], ids[other]) for one, other in zip(first, second, strict=True)}
    assert pairs == at_once

"""Which new articles repeat others: candidates by bands of signatures, one band at a time.

The rule is that of :func:`detente.clean.fingerprint.near_duplicate_pairs`: two texts are compared
if a band of their signatures is equal, and no more than some hundred texts have it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.clean.fingerprint import (
    BAND_PLACES,
    MAX_BUCKET,
    MIN_SHINGLES,
    N_PLACES,
    containment,
    shingles,
)
from detente.merge.copies import COPY_FROM

Digests = npt.NDArray[np.uint64]
Pair = tuple[str, str]
N_BANDS = N_PLACES // BAND_PLACES


@dataclass(frozen=True, slots=True)
class Bands:
    """Which article has which band, in columns."""

    band: Digests
    article: npt.NDArray[np.object_]


def bands_of(ids: Sequence[str], signatures: Sequence[Sequence[int]]) -> Bands:
    """Return the bands of articles by their signatures, none for those without one."""
    told = [(id_, signature) for id_, signature in zip(ids, signatures, strict=True) if signature]
    article = np.repeat(np.array([id_ for id_, _ in told], dtype=object), N_BANDS)
    places = np.array([signature for _, signature in told], dtype=np.uint64)
    mixed = np.zeros((len(told), N_BANDS), dtype=np.uint64)
    mixed += np.arange(1, N_BANDS + 1, dtype=np.uint64)
    for place in range(BAND_PLACES):
        column = places.reshape(len(told), N_BANDS, BAND_PLACES)[:, :, place]
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return Bands(band=mixed.reshape(-1), article=article)


def pairs_to_check(known: Bands, fresh: Bands) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs with a fresh article worth checking, and the old ones to check again.

    Those are pairs of a band that too many articles have now and did not have before; other bands
    may still hold them together. ``known`` are all other articles with a band of a fresh one.
    """
    band = np.concatenate((known.band, fresh.band))
    order = np.argsort(band, kind="stable")  # the known ones of a band first
    starts = np.flatnonzero(np.concatenate(([True], band[order][1:] != band[order][:-1])))
    new: set[Pair] = set()
    doubtful: set[Pair] = set()
    ends = np.append(starts[1:], len(order))
    shared = ends - starts > 1 if len(order) else np.zeros(0, dtype=np.bool_)
    article = np.concatenate((known.article, fresh.article))
    for start, end in zip(starts[shared].tolist(), ends[shared].tolist(), strict=True):
        places = order[start:end]
        n_known = int((places < len(known.band)).sum())
        ids = article[places].tolist()
        if end - start <= MAX_BUCKET:
            new.update(_pairs(ids, n_known))
        elif n_known <= MAX_BUCKET:
            doubtful.update(_pairs(ids[:n_known], 0))
    return new, doubtful


def _pairs(ids: Sequence[str], begin: int) -> Iterable[Pair]:
    """Yield the pairs of which the second is not among the first ``begin``."""
    return (
        (min(one, other), max(one, other))
        for place, other in enumerate(ids)
        if place >= begin
        for one in ids[:place]
        if one != other
    )


def is_shared(one: Iterable[int], other: Iterable[int], sizes: Mapping[int, int]) -> bool:
    """Whether two articles have a band in common that few enough have."""
    return any(sizes[band] <= MAX_BUCKET for band in set(one) & set(other))


def shares_of(pairs: Iterable[Pair], texts: Mapping[str, str]) -> dict[Pair, float]:
    """Return for each pair of articles that is a near-duplicate what share of it they share."""
    wanted = sorted(pairs)
    known = {id_: shingles(texts[id_]) for id_ in {id_ for pair in wanted for id_ in pair}}
    found: dict[Pair, float] = {}
    for one, other in wanted:
        share = round(containment(known[one], known[other]), 4)
        enough = min(len(known[one]), len(known[other])) >= MIN_SHINGLES
        if share >= (COPY_FROM if enough else 1):
            found[one, other] = share
    return found

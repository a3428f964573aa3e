"""Which new articles repeat others: candidates by bands of signatures, one band at a time.

The rule is that of :func:`detente.clean.fingerprint.near_duplicate_pairs`: two texts are compared
if a band of their signatures is equal; where more than some hundred have it, each is compared with
the one of them whose id is the smallest.
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
    is_alike,
)
from detente.clean.shingles import containment, shingle_sets
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
            continue
        new.update(_star(ids, n_known))
        doubtful.update(_given_up(ids, n_known))
    return new, doubtful


def _star(ids: Sequence[str], n_known: int) -> Iterable[Pair]:
    """Yield the pairs of a band of many: each with the smallest id, if one of the two is fresh."""
    first = min(ids)
    begin = n_known if first in ids[:n_known] else 0
    return ((first, other) for other in ids[begin:] if other != first)


def _given_up(known_and_fresh: Sequence[str], n_known: int) -> Iterable[Pair]:
    """Yield the known pairs of a band that has become one of many, or has got a smaller id."""
    known, first = known_and_fresh[:n_known], min(known_and_fresh)
    if n_known > MAX_BUCKET and first in known:
        return ()
    pairs = _star(known, 0) if n_known > MAX_BUCKET else _pairs(known, 0)
    return (pair for pair in pairs if first not in pair)


def _pairs(ids: Sequence[str], begin: int) -> Iterable[Pair]:
    """Yield the pairs of which the second is not among the first ``begin``."""
    return (
        (min(one, other), max(one, other))
        for place, other in enumerate(ids)
        if place >= begin
        for one in ids[:place]
        if one != other
    )


@dataclass(frozen=True, slots=True)
class Holders:
    """How many articles have a band, and the smallest of their ids."""

    n_articles: int
    first: str


def holders_of(*parts: Bands) -> dict[int, Holders]:
    """Return the holders of each band."""
    band = np.concatenate([part.band for part in parts])
    article = np.concatenate([part.article for part in parts])
    order = np.argsort(band, kind="stable")
    if not len(order):
        return {}
    starts = np.flatnonzero(np.concatenate(([True], band[order][1:] != band[order][:-1])))
    numbers, groups = band[order][starts].tolist(), np.split(article[order], starts[1:])
    return {
        number: Holders(len(ids), min(ids.tolist()))
        for number, ids in zip(numbers, groups, strict=True)
    }


def is_shared(
    pair: Pair, bands: Mapping[str, Iterable[int]], holders: Mapping[int, Holders]
) -> bool:
    """Whether two articles have a band in common that few enough have, or one is the first of."""
    one, other = pair
    common = (holders[band] for band in set(bands[one]) & set(bands[other]))
    return any(held.n_articles <= MAX_BUCKET or held.first in pair for held in common)


def shares_of(
    pairs: Iterable[Pair], texts: Mapping[str, str], signatures: Mapping[str, Sequence[int]]
) -> dict[Pair, float]:
    """Return for each pair of articles that is a near-duplicate what share of it they share."""
    wanted = sorted(pair for pair in pairs if is_alike(signatures[pair[0]], signatures[pair[1]]))
    ids = sorted({id_ for pair in wanted for id_ in pair})
    known = dict(zip(ids, shingle_sets(texts[id_] for id_ in ids), strict=True))
    found: dict[Pair, float] = {}
    for one, other in wanted:
        share = round(containment(known[one], known[other]), 4)
        enough = min(len(known[one]), len(known[other])) >= MIN_SHINGLES
        if share >= (COPY_FROM if enough else 1):
            found[one, other] = share
    return found

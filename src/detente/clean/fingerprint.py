"""Stage "fingerprint": near-duplicate signatures, and the pairs of texts they find.

A signature is MinHash (Broder 1997) over shingles of three words: the share of equal places in
two signatures estimates the share of shingles two texts have in common.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt

from detente.model import Document
from detente.settings import Settings

SHINGLE_WORDS = 3
N_PLACES = 128
# Two equal neighbouring places make a pair a candidate: at a share of .25 in common 98 % of the
# pairs are seen, at .05 (two articles on one topic) 15 %, which the exact check then refuses.
BAND_PLACES = 2
# Half of the shorter text. On the dev half of MEANTIME's made copies anything from .1 to .6 keeps
# pair F1 over .98, without one wrong pair; lower values begin to join articles that only quote
# the same passages.
MIN_CONTAINMENT = 0.5
# Fewer shingles than this (a headline and a line) agree by chance.
MIN_SHINGLES = 12
# A signature is cut off here; longer texts differ no more for it.
MAX_WORDS = 20_000
# More texts than this with one band in common share a stock phrase, not their text.
MAX_BUCKET = 200
_SEED = 20_250_227
_WORD = re.compile(r"\w+")

Integers = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, order=True)
class DuplicatePair:
    """Two near-duplicates, as indices into the texts given; ``first`` < ``second``.

    ``containment`` is the share of the smaller text's shingles that the larger one has, 0..1.
    """

    first: int
    second: int
    containment: float


class _Sign:
    """The stage: a signature for each document."""

    def __init__(self) -> None:
        self._factors = _factors()

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        return [
            msgspec.structs.replace(document, fingerprint=self._sign(document.text or ""))
            for document in documents
        ]

    def _sign(self, text: str) -> tuple[int, ...]:
        return _signature(shingles(text), self._factors)


def build(settings: Settings) -> _Sign:  # noqa: ARG001 - every stage is built from settings
    """Return the stage."""
    return _Sign()


def signature(text: str) -> tuple[int, ...]:
    """Return the signature of a text: 128 numbers of 32 bits; none if it has no words."""
    return _signature(shingles(text), _factors())


def similarity(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the estimated share of shingles that two signatures' texts have in common, 0..1."""
    if not first or not second:
        return 0.0
    equal = np.asarray(first, dtype=np.uint64) == np.asarray(second, dtype=np.uint64)
    return float(equal.mean())


def shingles(text: str) -> Integers:
    """Return the distinct shingles of three words of a text, as sorted numbers of 64 bits.

    A text of fewer words is one shingle; one without words has none.
    """
    words = _WORD.findall(text.casefold())[:MAX_WORDS]
    if not words:
        return np.empty(0, dtype=np.uint64)
    words += [""] * (SHINGLE_WORDS - len(words))
    codes = {word: zlib.crc32(word.encode("utf-8", "replace")) for word in set(words)}
    numbers = np.fromiter((codes[word] for word in words), dtype=np.uint64, count=len(words))
    n_shingles = len(words) - SHINGLE_WORDS + 1
    mixed = np.zeros(n_shingles, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = _scramble(mixed + numbers[place : place + n_shingles])
    return np.unique(mixed)


def containment(first: Integers, second: Integers) -> float:
    """Return the share of the smaller set of shingles that the larger one has, 0..1."""
    smaller = min(len(first), len(second))
    if smaller == 0:
        return 0.0
    return len(np.intersect1d(first, second, assume_unique=True)) / smaller


def near_duplicate_pairs(
    signatures: Sequence[Sequence[int]],
    texts: Sequence[str],
    *,
    min_containment: float = MIN_CONTAINMENT,
) -> list[DuplicatePair]:
    """Return the pairs of near-duplicates among texts, in order.

    ``signatures`` are those of the texts, in the same order. Candidates share a band of their
    signatures; a pair is kept if the smaller text's shingles are contained in the larger one to
    the share asked for. Very short texts must be contained whole.
    """
    candidates = sorted(set(_candidates(signatures)))
    involved = {index for pair in candidates for index in pair}
    sets = {index: shingles(texts[index]) for index in involved}
    pairs = []
    for first, second in candidates:
        share = round(containment(sets[first], sets[second]), 4)
        n_shingles = min(len(sets[first]), len(sets[second]))
        if share >= (min_containment if n_shingles >= MIN_SHINGLES else 1):
            pairs.append(DuplicatePair(first, second, share))
    return pairs


def _candidates(signatures: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for start in range(0, N_PLACES, BAND_PLACES):
        for bucket in _buckets(signatures, start):
            yield from combinations(bucket, 2)


def _buckets(signatures: Sequence[Sequence[int]], start: int) -> list[list[int]]:
    """Return the indices of the signatures that are equal in the band at ``start``, if few are."""
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, numbers in enumerate(signatures):
        if numbers:
            buckets[tuple(numbers[start : start + BAND_PLACES])].append(index)
    return [bucket for bucket in buckets.values() if len(bucket) <= MAX_BUCKET]


def _factors() -> Integers:
    """Return the odd factors of the hash functions, (128, 1), the same on every machine."""
    numbers = np.arange(_SEED, _SEED + N_PLACES, dtype=np.uint64)
    factors: Integers = _scramble(numbers) | np.uint64(1)
    return factors[:, None]


def _signature(numbers: Integers, factors: Integers) -> tuple[int, ...]:
    if not len(numbers):
        return ()
    # Multiply-shift hashing (Dietzfelbinger et al. 1997); the high half is the well mixed one.
    lowest = (numbers[None, :] * factors).min(axis=1) >> np.uint64(32)
    return tuple(lowest.tolist())


def _scramble(numbers: Integers) -> Integers:
    """Return numbers mixed so that near ones end far apart (the finaliser of SplitMix64)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scrambled: Integers = mixed ^ (mixed >> np.uint64(31))
    return scrambled

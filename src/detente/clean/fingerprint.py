"""Stage "fingerprint": near-duplicate signatures, and the pairs of texts they find.

A signature is MinHash (Broder 1997) over shingles of three words: the share of equal places in
two signatures estimates the share of shingles two texts have in common. Everything is done in
columns, on a text's characters or on all texts' signatures at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

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
# A text is cut off here; longer ones differ no more for it.
MAX_CHARACTERS = 120_000
# Where more texts than this have one band in common (what hundreds of papers print, or a stock
# phrase), each is compared with the first of them alone. So no text has more candidates than this
# in a band, however many texts there are.
MAX_BUCKET = 200
# Two texts that agree in a band by chance agree in no other place: pairs with fewer equal places of
# 128 are not compared in full. Half of a text in one ten times as long leaves six or so.
MIN_PLACES = 4
_SEED = 20_250_227
_FACTOR = 0x9E3779B97F4A7C15
# Letters and digits of planes 0 and 1; what lies beyond (rare ideographs) parts words.
_N_CODES = 0x20000
_BANDS_AT_ONCE = 8
_ROWS_AT_ONCE = 100_000

Integers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


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

    A text of fewer words is one shingle; one without words has none. Words are runs of letters,
    digits and underscores, whatever their case.
    """
    numbers = _word_numbers(text.casefold()[:MAX_CHARACTERS])
    if not len(numbers):
        return numbers
    padded = np.zeros(max(len(numbers), SHINGLE_WORDS), dtype=np.uint64)
    padded[: len(numbers)] = numbers
    n_shingles = len(padded) - SHINGLE_WORDS + 1
    mixed = np.zeros(n_shingles, dtype=np.uint64)
    for place, factor in enumerate(_word_factors()):
        mixed += padded[place : place + n_shingles] * factor
    return _distinct(_scramble(mixed))


def _word_numbers(text: str) -> Integers:
    """Return a number of 64 bits for each word of a text.

    A word's number is the value of its characters as a polynomial (Karp and Rabin 1987), found for
    all words at once from running sums.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    inside = np.zeros(len(codes) + 2, dtype=np.bool_)
    inside[1:-1] = _word_codes()[np.minimum(codes, _N_CODES - 1)]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers()
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum((codes + np.uint64(1)) * powers[: len(codes)], out=sums[1:])
    numbers: Integers = (sums[ends] - sums[starts]) * inverses[starts]
    return numbers


@cache
def _word_codes() -> npt.NDArray[np.bool_]:
    """Return for each code point whether words are made of it."""
    codes = (chr(code) for code in range(_N_CODES))
    return np.fromiter((c.isalnum() or c == "_" for c in codes), dtype=np.bool_, count=_N_CODES)


@cache
def _powers() -> tuple[Integers, Integers]:
    """Return the powers of an odd factor and of its inverse modulo 2 to the 64th."""
    both = (_FACTOR, pow(_FACTOR, -1, 2**64))
    # A character may become three when its case is folded away.
    first, second = (np.full(MAX_CHARACTERS + 1, factor, dtype=np.uint64) for factor in both)
    first[0] = second[0] = 1
    return np.cumprod(first), np.cumprod(second)


@cache
def _word_factors() -> Integers:
    """Return an odd factor for each word of a shingle, so that their order counts."""
    factors: Integers = _scramble(np.arange(SHINGLE_WORDS, dtype=np.uint64)) | np.uint64(1)
    return factors


def _distinct(numbers: Integers) -> Integers:
    # np.unique does the same, at several times the cost for a short array.
    ordered = np.sort(numbers)
    kept = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]


def containment(first: Integers, second: Integers) -> float:
    """Return the share of the smaller set of shingles that the larger one has, 0..1."""
    smaller, larger = sorted((first, second), key=len)
    if not len(smaller):
        return 0.0
    places = np.searchsorted(larger, smaller)
    places[places == len(larger)] = 0
    return float(np.count_nonzero(larger[places] == smaller)) / len(smaller)


def near_duplicate_pairs(
    signatures: Sequence[Sequence[int]],
    texts: Sequence[str],
    *,
    min_containment: float = MIN_CONTAINMENT,
) -> list[DuplicatePair]:
    """Return the pairs of near-duplicates among texts, in order.

    ``signatures`` are those of the texts, in the same order. Candidates share a band of their
    signatures and four places in all; a pair is kept if the smaller text's shingles are contained
    in the larger one to the share asked for. Very short texts must be contained whole. Each text
    is looked up once.
    """
    signed = [index for index, places in enumerate(signatures) if len(places)]
    places = np.array([signatures[index] for index in signed], dtype=np.uint32)
    kept = np.array(signed, dtype=np.int64)
    first, second = alike_pairs(places.reshape(len(signed), N_PLACES))
    return sorted(_checked(kept[first], kept[second], texts, min_containment))


def alike_pairs(places: npt.NDArray[np.uint32]) -> tuple[Places, Places]:
    """Return the pairs of rows of signatures that are worth comparing in full, in order.

    Args:
        places: signatures, (n_texts, 128).
    """
    first, second = candidate_pairs(places)
    kept = [
        (places[first[part]] == places[second[part]]).sum(axis=1) >= MIN_PLACES
        for part in (slice(at, at + _ROWS_AT_ONCE) for at in range(0, len(first), _ROWS_AT_ONCE))
    ]
    is_kept = np.concatenate([*kept, np.empty(0, dtype=np.bool_)])
    return first[is_kept], second[is_kept]


def is_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two signatures that share a band are worth comparing in full."""
    return int((np.asarray(one) == np.asarray(other)).sum()) >= MIN_PLACES


def candidate_pairs(places: npt.NDArray[np.uint32]) -> tuple[Places, Places]:
    """Return the pairs of rows of signatures that share a band, the smaller row first, in order.

    Args:
        places: signatures, (n_texts, 128).

    Where more than ``MAX_BUCKET`` rows share a band, each makes a pair with the first of them.
    """
    n_rows = len(places)
    found = np.empty(0, dtype=np.int64)
    for start in range(0, N_PLACES, BAND_PLACES * _BANDS_AT_ONCE):
        bands = range(start, start + BAND_PLACES * _BANDS_AT_ONCE, BAND_PLACES)
        pairs = [_band_pairs(places[:, band : band + BAND_PLACES], n_rows) for band in bands]
        found = np.unique(np.concatenate([found, *pairs]))
    return (found // n_rows, found % n_rows) if n_rows else (found, found)


def _band_pairs(places: npt.NDArray[np.uint32], n_rows: int) -> Places:
    """Return row * n_rows + other row for each pair of rows that are equal in a band."""
    keys = np.zeros(n_rows, dtype=np.uint64)
    for place in range(BAND_PLACES):
        keys = (keys << np.uint64(32)) | places[:, place]
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], keys[order][1:] != keys[order][:-1]]))[:n_rows]
    sizes = np.diff(np.append(starts, n_rows))
    left = np.repeat(sizes, sizes) - (np.arange(n_rows) - np.repeat(starts, sizes)) - 1
    is_large = np.repeat(sizes, sizes) > MAX_BUCKET
    left[is_large] = 0
    first = np.repeat(order[starts], sizes)
    others = np.flatnonzero(is_large & (first != order))
    pairs = [first[others] * n_rows + order[others]]
    at = np.flatnonzero(left > 0)
    for step in range(1, MAX_BUCKET):
        at = at[left[at] >= step]
        if not len(at):
            break
        pairs.append(order[at] * n_rows + order[at + step])
    return np.concatenate(pairs)


def _checked(
    first: Places, second: Places, texts: Sequence[str], min_containment: float
) -> Iterator[DuplicatePair]:
    """Yield the pairs that are near-duplicates; shingles are held for one group at a time."""
    for group in _groups(first, second):
        pairs = list(zip(first[group].tolist(), second[group].tolist(), strict=True))
        sets = {row: shingles(texts[row]) for row in {row for pair in pairs for row in pair}}
        compared = (_compared(sets, one, other, min_containment) for one, other in pairs)
        yield from (pair for pair in compared if pair is not None)


def _compared(
    sets: Mapping[int, Integers], one: int, other: int, min_containment: float
) -> DuplicatePair | None:
    share = round(containment(sets[one], sets[other]), 4)
    is_long = min(len(sets[one]), len(sets[other])) >= MIN_SHINGLES
    return (
        DuplicatePair(one, other, share) if share >= (min_containment if is_long else 1) else None
    )


def _groups(first: Places, second: Places) -> Iterable[Places]:
    """Return the pairs, as places in their columns, that hang together; some groups as one."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - a quarter of a second to load
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    if not len(first):
        return []
    size = int(second.max()) + 1
    graph = coo_matrix((np.ones(len(first), dtype=np.int8), (first, second)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    of_pairs = labels[first]
    order = np.argsort(of_pairs, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(of_pairs[order])) + 1)


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

"""Stage "fingerprint": near-duplicate signatures, and the pairs of texts they find.

A signature is MinHash (Broder 1997) over shingles of three words: the share of equal places in
two signatures estimates the share of shingles two texts have in common. Everything is done in
columns, on the shingles of many texts or on all texts' signatures at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

from detente.clean.shingles import (
    Integers,
    Places,
    containment,
    scramble,
    shingle_sets,
    shingled,
)
from detente.model import Document
from detente.settings import Settings

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
# Where more texts than this have one band in common (what hundreds of papers print, or a stock
# phrase), each is compared with the first of them alone. So no text has more candidates than this
# in a band, however many texts there are.
MAX_BUCKET = 200
# Two texts that agree in a band by chance agree in no other place: pairs with fewer equal places of
# 128 are not compared in full. Half of a text in one ten times as long leaves six or so.
MIN_PLACES = 4
_SEED = 20_250_227
_HASH_FACTOR = np.uint64(0x9E3779B97F4A7C15)
# Products of shingles and factors held at a time: as many as the processor's own memory has.
_PRODUCTS_AT_ONCE = 32_768
_BANDS_AT_ONCE = 8
_ROWS_AT_ONCE = 100_000
_PAIRS_AT_ONCE = 2_000

Signatures = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, order=True)
class DuplicatePair:
    """Two near-duplicates, as indices into the texts given; ``first`` < ``second``.

    ``containment`` is the share of the smaller text's shingles that the larger one has, 0..1.
    """

    first: int
    second: int
    containment: float


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatures of those of some texts that have words.

    ``places`` are the signatures, (n_signed, 128); ``texts`` says whose each is, rising.
    """

    places: Signatures
    texts: Places


class _Sign:
    """The stage: a signature for each document."""

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        told = signatures([document.text or "" for document in documents])
        return [
            msgspec.structs.replace(document, fingerprint=places)
            for document, places in zip(documents, told, strict=True)
        ]


def build(settings: Settings) -> _Sign:  # noqa: ARG001 - every stage is built from settings
    """Return the stage."""
    return _Sign()


def signature(text: str) -> tuple[int, ...]:
    """Return the signature of a text: 128 numbers of 32 bits; none if it has no words."""
    return signatures((text,))[0]


def signatures(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the signature of each text, as :func:`signature` does, at a third of the cost."""
    told: list[tuple[int, ...]] = [()] * len(texts)
    found = signed(texts)
    for text, places in zip(found.texts.tolist(), found.places.tolist(), strict=True):
        told[text] = tuple(places)
    return told


def signed(texts: Sequence[str]) -> Signed:
    """Return the signatures of texts as columns, which take a tenth of the memory of tuples."""
    places = np.empty((len(texts), N_PLACES), dtype=np.uint32)
    has_words = np.zeros(len(texts), dtype=np.bool_)
    begin = n_signed = 0
    for batch in shingled(texts):
        n_texts = len(batch.starts) - 1
        with_words = np.diff(batch.starts) > 0
        has_words[begin : begin + n_texts] = with_words
        begin += n_texts
        lowest = _lowest(batch.numbers, batch.starts[:-1][with_words])
        places[n_signed : n_signed + len(lowest)] = lowest
        n_signed += len(lowest)
    return Signed(places[:n_signed], np.flatnonzero(has_words))


def _lowest(numbers: Integers, begins: Places) -> Signatures:
    """Return the signatures of texts whose shingles begin there, (n_texts, 128)."""
    lowest = np.empty((N_PLACES, len(begins)), dtype=np.uint64)
    step = max(_PRODUCTS_AT_ONCE // max(len(numbers), 1), 1)
    for at in range(0, N_PLACES, step):
        # Multiply-shift hashing (Dietzfelbinger et al. 1997); the high half is the well mixed one.
        products = numbers * _factors()[at : at + step]
        np.minimum.reduceat(products, begins, axis=1, out=lowest[at : at + step])
    return (lowest >> np.uint64(32)).T.astype(np.uint32)


@cache
def _factors() -> Integers:
    """Return the odd factors of the hash functions, (128, 1), the same on every machine."""
    numbers = np.arange(_SEED, _SEED + N_PLACES, dtype=np.uint64)
    factors: Integers = scramble(numbers) | np.uint64(1)
    return factors[:, None]


def similarity(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the estimated share of shingles that two signatures' texts have in common, 0..1."""
    if not first or not second:
        return 0.0
    equal = np.asarray(first, dtype=np.uint64) == np.asarray(second, dtype=np.uint64)
    return float(equal.mean())


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
    rows = [index for index, places in enumerate(signatures) if len(places)]
    places = np.array([signatures[index] for index in rows], dtype=np.uint32)
    columns = Signed(places.reshape(len(rows), N_PLACES), np.array(rows, dtype=np.int64))
    return signed_pairs(columns, texts, min_containment=min_containment)


def signed_pairs(
    signed: Signed, texts: Sequence[str], *, min_containment: float = MIN_CONTAINMENT
) -> list[DuplicatePair]:
    """Return the pairs of near-duplicates among texts, as :func:`near_duplicate_pairs` does."""
    first, second = alike_pairs(signed.places)
    pairs = (signed.texts[first], signed.texts[second])
    return sorted(_checked(*pairs, texts, min_containment))


def alike_pairs(places: Signatures) -> tuple[Places, Places]:
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


def candidate_pairs(places: Signatures) -> tuple[Places, Places]:
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
        found = np.sort(np.concatenate([found, *pairs]))
        found = found[_is_new(found)]
    return (found // n_rows, found % n_rows) if n_rows else (found, found)


def _band_pairs(places: Signatures, n_rows: int) -> Places:
    """Return row * n_rows + other row for each pair of rows that are equal in a band."""
    keys = np.zeros(n_rows, dtype=np.uint64)
    for place in range(BAND_PLACES):
        keys = (keys << np.uint64(32)) | places[:, place]
    rows = _mated(keys)
    order = rows[np.argsort(keys[rows], kind="stable")]
    ordered = keys[order]
    starts = np.flatnonzero(_is_new(ordered))
    sizes = np.diff(np.append(starts, len(order)))
    left = np.repeat(sizes, sizes) - (np.arange(len(order)) - np.repeat(starts, sizes)) - 1
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


def _mated(keys: Integers) -> Places:
    """Return the rows whose key another row may have, rising: all that have such a mate.

    Numbers made of a part of the key's hash and the row are put in order at a tenth of the cost
    of ordering rows by key. Of rows that agree in that part alone there are next to none.
    """
    n_bits = np.uint64(len(keys).bit_length())
    rows = np.arange(len(keys), dtype=np.uint64)
    ordered = np.sort(((keys * _HASH_FACTOR) >> n_bits << n_bits) | rows)
    is_new = _is_new(ordered >> n_bits)
    has_mate = ~(is_new & np.roll(is_new, -1))  # the first is new, and so is what follows the last
    mask = (np.uint64(1) << n_bits) - np.uint64(1)
    mated: Places = np.sort((ordered[has_mate] & mask).astype(np.int64))
    return mated


def _is_new(ordered: Integers | Places) -> npt.NDArray[np.bool_]:
    """Return for each of some ordered numbers whether it is the first of its value."""
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return is_new


def _checked(
    first: Places, second: Places, texts: Sequence[str], min_containment: float
) -> Iterator[DuplicatePair]:
    """Yield the pairs that are near-duplicates; shingles are held for some groups at a time."""
    for group in _groups(first, second):
        ones, others = first[group], second[group]
        rows = np.unique(np.concatenate([ones, others])).tolist()
        sets = dict(zip(rows, shingle_sets(texts[row] for row in rows), strict=True))
        compared = (
            _compared(sets, one, other, min_containment)
            for one, other in zip(ones.tolist(), others.tolist(), strict=True)
        )
        yield from (pair for pair in compared if pair is not None)


def _compared(
    sets: Mapping[int, Integers], one: int, other: int, min_containment: float
) -> DuplicatePair | None:
    share = round(containment(sets[one], sets[other]), 4)
    is_long = min(len(sets[one]), len(sets[other])) >= MIN_SHINGLES
    return (
        DuplicatePair(one, other, share) if share >= (min_containment if is_long else 1) else None
    )


def _groups(first: Places, second: Places) -> list[Places]:
    """Return the pairs, as places in their columns, some thousand at a time.

    Pairs that hang together come together, so that no text belongs to two lots.
    """
    of_pairs = _labels(first, second)[first]
    order = np.argsort(of_pairs, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(of_pairs[order])) + 1, len(order))
    wanted = np.arange(_PAIRS_AT_ONCE, len(order), _PAIRS_AT_ONCE)
    return np.split(order, np.unique(ends[np.searchsorted(ends, wanted)]))


def _labels(first: Places, second: Places) -> Places:
    """Return for each text the smallest of those that chains of pairs connect with it."""
    labels: Places = np.arange(int(second.max(initial=-1)) + 1)
    while True:
        lower: Places = np.minimum(labels[first], labels[second])
        found = labels.copy()
        np.minimum.at(found, first, lower)
        np.minimum.at(found, second, lower)
        if (found == labels).all():
            return labels
        labels = found[found]

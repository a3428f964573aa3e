"""Shingles: a text as a set of numbers, one for each three words in a row.

Everything is done in columns, on the characters of as many texts at once as fit: for texts of some
hundred words, calling numpy for each would take longer than what it does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

SHINGLE_WORDS = 3
# A text is cut off here; longer ones differ no more for it.
MAX_CHARACTERS = 120_000
# As many characters are looked at together: more would leave the processor's own memory.
_CHARACTERS_AT_ONCE = MAX_CHARACTERS
_FACTOR = 0x9E3779B97F4A7C15
# Letters and digits of planes 0 and 1; what lies beyond (rare ideographs) parts words.
_N_CODES = 0x20000
# The letters, digits and underscores that words are made of.
_WORD = re.compile(r"\w+")
# A text of words has some six shingles in so many characters; see has_shingles.
_CHARACTERS_A_SHINGLE = 40

Integers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shingled:
    """The shingles of some texts, one text's after the other's, as often as they occur.

    ``starts`` is where each text's begin, with the end of the last: (n_texts + 1,).
    """

    numbers: Integers
    starts: Places


def shingles(text: str) -> Integers:
    """Return the distinct shingles of three words of a text, as sorted numbers of 64 bits.

    A text of fewer words is one shingle; one without words has none. Words are runs of letters,
    digits and underscores, whatever their case.
    """
    return next(shingle_sets((text,)))


def shingle_sets(texts: Iterable[str]) -> Iterator[Integers]:
    """Yield for each text what :func:`shingles` returns, at a fraction of the cost."""
    for batch in shingled(texts):
        bounds = batch.starts.tolist()
        for start, end in pairwise(bounds):
            yield _distinct(batch.numbers[start:end])


def shingled(texts: Iterable[str]) -> Iterator[Shingled]:
    """Yield the shingles of texts, of many texts at once, in the order given."""
    for batch in _batches(texts):
        lengths = np.fromiter(map(len, batch), dtype=np.int64, count=len(batch))
        numbers, starts = _word_numbers("\n".join(batch))
        # A text begins where the one before ends, and the line break.
        first_words = np.searchsorted(starts, np.cumsum(lengths + 1) - lengths - 1)
        yield _in_threes(numbers, np.append(first_words, len(numbers)))


def has_shingles(text: str, fewest: int) -> bool:
    """Whether a text has so many distinct shingles; most of a long text need not be looked at."""
    head = text[: _CHARACTERS_A_SHINGLE * fewest]
    # The last of the words may be cut short, which makes one shingle that the text has not.
    return len(shingles(head)) > fewest or len(shingles(text)) >= fewest


def containment(first: Integers, second: Integers) -> float:
    """Return the share of the smaller set of shingles that the larger one has, 0..1."""
    smaller, larger = (first, second) if len(first) <= len(second) else (second, first)
    if not len(smaller):
        return 0.0
    # What is larger than all of them finds the last, and differs from it.
    nearest = larger.take(larger.searchsorted(smaller), mode="clip")
    return float(np.count_nonzero(nearest == smaller)) / len(smaller)


def scramble(numbers: Integers) -> Integers:
    """Return numbers mixed so that near ones end far apart (the finaliser of SplitMix64)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scrambled: Integers = mixed ^ (mixed >> np.uint64(31))
    return scrambled


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts, cut off and their case folded away, that are not too long together."""
    batch: list[str] = []
    n_characters = 0
    for text in texts:
        # No character is folded to none, so nothing beyond is needed.
        folded = text[:MAX_CHARACTERS].casefold()[:MAX_CHARACTERS]
        if batch and n_characters + len(folded) > _CHARACTERS_AT_ONCE:
            yield batch
            batch, n_characters = [], 0
        batch.append(folded)
        n_characters += len(folded) + 1
    if batch:
        yield batch


def _word_numbers(text: str) -> tuple[Integers, Places]:
    """Return a number of 64 bits for each word of a text, and where the words begin.

    A word's number is the value of its characters as a polynomial (Karp and Rabin 1987), found for
    all words at once from running sums.
    """
    codes = _codes(text)
    inside = np.zeros(len(codes) + 2, dtype=np.bool_)
    _word_codes().take(codes, mode="clip", out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers()
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    values = np.add(codes, 1, dtype=np.uint64)
    np.cumsum(np.multiply(values, powers[: len(codes)], out=values), out=sums[1:])
    numbers: Integers = (sums[ends] - sums[starts]) * inverses[starts]
    return numbers, starts


def _codes(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    try:
        return np.frombuffer(text.encode("latin-1"), dtype=np.uint8)
    except UnicodeEncodeError:
        return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _word_codes() -> npt.NDArray[np.bool_]:
    """Return for each code point whether words are made of it; the last stands for all beyond."""
    found = np.zeros(_N_CODES, dtype=np.bool_)
    characters = np.arange(_N_CODES, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in _WORD.finditer(characters):
        found[run.start() : run.end()] = True
    return found


@cache
def _powers() -> tuple[Integers, Integers]:
    """Return the powers of an odd factor and of its inverse modulo 2 to the 64th."""
    both = (_FACTOR, pow(_FACTOR, -1, 2**64))
    first, second = (np.full(MAX_CHARACTERS + 1, factor, dtype=np.uint64) for factor in both)
    first[0] = second[0] = 1
    return np.cumprod(first), np.cumprod(second)


def _in_threes(numbers: Integers, first_words: Places) -> Shingled:
    """Return the shingles of texts by the numbers of their words."""
    n_words = np.diff(first_words)
    if ((n_words > 0) & (n_words < SHINGLE_WORDS)).any():
        numbers, n_words = _padded(numbers, n_words)
    n_shingles = np.maximum(n_words - SHINGLE_WORDS + 1, 0)
    starts = np.append(0, np.cumsum(n_shingles))
    mixed = np.zeros(max(len(numbers) - SHINGLE_WORDS + 1, 0), dtype=np.uint64)
    for place, factor in enumerate(_word_factors()):
        mixed += numbers[place : place + len(mixed)] * factor
    # What begins with a text's last words and ends in the next text is no shingle.
    begins = np.cumsum(n_words) - n_words
    kept = np.arange(starts[-1]) + np.repeat(begins - starts[:-1], n_shingles)
    return Shingled(scramble(mixed[kept]), starts)


def _padded(numbers: Integers, n_words: Places) -> tuple[Integers, Places]:
    """Return the words of texts with noughts after those of a text of one word or two."""
    lengths = np.where(n_words > 0, np.maximum(n_words, SHINGLE_WORDS), 0)
    shift = np.cumsum(lengths - n_words) - (lengths - n_words)
    padded = np.zeros(lengths.sum(), dtype=np.uint64)
    padded[np.arange(len(numbers)) + np.repeat(shift, n_words)] = numbers
    return padded, lengths


@cache
def _word_factors() -> Integers:
    """Return an odd factor for each word of a shingle, so that their order counts."""
    factors: Integers = scramble(np.arange(SHINGLE_WORDS, dtype=np.uint64)) | np.uint64(1)
    return factors


def _distinct(numbers: Integers) -> Integers:
    # np.unique does the same, at several times the cost for a short array.
    ordered = np.sort(numbers)
    kept = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]

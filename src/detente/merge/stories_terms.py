"""What an article is compared by: its words, weighed by where they stand and how rare they are."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from detente.merge.stems import stem
from detente.merge.tables import read_stopwords

# Weights of names (and numbers) and of the lead: 2 to 4 of each lie within .01 of each other.
_NAME_WEIGHT: Final = 3.0
_LEAD_WEIGHT: Final = 2.0
_LEAD_CHARACTERS: Final = 300
# Far enough beyond the lead that its last word is whole.
_LEAD_END: Final = _LEAD_CHARACTERS + 100
_MOST_CHARACTERS: Final = 20_000
# A term rarer than one text in 400 tells no more for being rarer still, so that weights, and with
# them the limits of likeness, are the same in a corpus of a hundred articles and of a million.
_RARE: Final = 400.0
# What the table of common words counts for, in texts; from 50 to 150 the figures differ by .01.
_TABLE_TEXTS: Final = 150.0
_UNLISTED_SHARE: Final = 0.001
_WORD: Final = re.compile(r"[^\W_]{2,}")

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
# As many as all words of all texts: half the size.
Columns = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]


class TermReader:
    """Reads the terms of texts and numbers them; remembers what it found out about each word.

    ``stems`` are the terms by number, ``surfaces`` the first word met for each ("" for actors).
    """

    def __init__(self) -> None:
        """Read the table of words that say nothing."""
        self._stopwords = read_stopwords()
        self._known: dict[str, tuple[int, float] | None] = {}
        self._numbers: dict[str, int] = {}
        self.surfaces: list[str] = []

    @property
    def stems(self) -> Iterable[str]:
        """The terms, in the order of their numbers."""
        return self._numbers

    def __call__(self, text: str, actors: Iterable[str] = ()) -> Mapping[int, float]:
        """Return the terms of a text with their weights: counts, names and the lead weigh more.

        ``actors`` are ids of whom it names, each a term of its own, without a surface.
        """
        begun = (match.start() < _LEAD_CHARACTERS for match in _WORD.finditer(text[:_LEAD_END]))
        words = _WORD.findall(text[:_MOST_CHARACTERS])
        in_lead = Counter(words[: sum(begun)])
        terms: dict[int, float] = {}
        for word, n_times in Counter(words).items():
            known = self._known[word] if word in self._known else self._look_up(word)
            if known is not None:
                term, weight = known
                counted = n_times + (_LEAD_WEIGHT - 1) * in_lead[word]
                terms[term] = terms.get(term, 0.0) + weight * counted
        # Not part of any word, so that an id meets ids alone.
        return terms | {self._number(f"@{id_}", ""): _NAME_WEIGHT for id_ in actors}

    def _look_up(self, word: str) -> tuple[int, float] | None:
        folded = word.casefold()
        found = None
        if folded not in self._stopwords:
            is_name = word[0].isupper() or word[0].isdigit()
            found = self._number(stem(folded), word), _NAME_WEIGHT if is_name else 1.0
        self._known[word] = found
        return found

    def _number(self, term: str, word: str) -> int:
        if term not in self._numbers:
            self._numbers[term] = len(self.surfaces)
            self.surfaces.append(word)
        return self._numbers[term]


@dataclass(frozen=True, slots=True)
class TermTable:
    """The terms of all texts, row after row.

    Row r has the terms ``columns[starts[r]:starts[r + 1]]`` (numbers into ``names``) with
    ``weights`` (1 + the logarithm of the weighed count). ``holders`` and ``rarity`` are by term:
    how many texts have it, and how much it tells.
    """

    starts: Numbers
    columns: Columns
    weights: Weights
    holders: Numbers
    rarity: Floats
    names: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1


def read_terms(texts: Iterable[tuple[str, Iterable[str]]]) -> TermTable:
    """Return the terms of texts, given with whom they name; the texts are read one by one."""
    reader = TermReader()
    columns: list[Columns] = []
    weights: list[Weights] = []
    for text, actors in texts:
        terms = reader(text, actors)
        columns.append(np.fromiter(terms, dtype=np.int32, count=len(terms)))
        counts = np.fromiter(terms.values(), dtype=np.float32, count=len(terms))
        weights.append(np.float32(1) + np.log(counts))
    lengths = [len(row) for row in columns]
    joined = np.concatenate([*columns, np.empty(0, dtype=np.int32)])
    holders = np.bincount(joined, minlength=len(reader.surfaces))
    return TermTable(
        starts=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
        columns=joined,
        weights=np.concatenate([*weights, np.empty(0, dtype=np.float32)]),
        holders=holders,
        rarity=_rarity(holders, reader.stems, len(lengths)),
        names=tuple(reader.surfaces),
    )


def _rarity(holders: Numbers, terms: Iterable[str], n_texts: int) -> Floats:
    """Return the logarithm of one over the share of texts that have a term, bounded by _RARE."""
    common = read_common_words()
    prior = _TABLE_TEXTS * np.array([common.get(term, _UNLISTED_SHARE) for term in terms])
    share = np.minimum(1.0, (holders + prior) / (n_texts + _TABLE_TEXTS))
    rarity: Floats = np.log((1 + _RARE) / (1 + _RARE * share))
    return rarity


def read_common_words() -> Mapping[str, float]:
    """Return the share of texts, 0..1, that hold a stem, for common ones."""
    file = resources.files("detente.merge").joinpath("data", "story_words.csv")
    lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {row["stem"]: int(row["per_mille"]) / 1000 for row in csv.DictReader(lines)}

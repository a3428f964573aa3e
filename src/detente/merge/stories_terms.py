"""What an article is compared by: its most telling words and actors.

Each weight follows from the article and from tables of common words and actors, never from other
articles: so what comes in changes nothing of what is there, and stories can be told step by step.
"""

import csv
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from itertools import chain
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
# Terms of an article; on the dev half of ECB+ 48, 64 and 128 give the same within .003.
_MOST_TERMS: Final = 48
# A term rarer than one text in 400 tells no more for being rarer still.
_RARE: Final = 400.0
_UNLISTED_SHARE: Final = 0.001
_STATE: Final = re.compile(r"@[A-Z]{3}")
_STATE_SHARE: Final = 0.02
_SAYS_NOTHING: Final = -1  # the digest of words that every text has
_WORD: Final = re.compile(r"[^\W_]{2,}")

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Telling:
    """The most telling terms of a text, the heaviest first, with weights of unit length.

    Terms are digests of stems of words and of ids of actors.
    """

    terms: Terms
    weights: Weights


class TermReader:
    """Reads the terms of texts; remembers what it found out about each word."""

    def __init__(self) -> None:
        """Read the tables of common words and actors."""
        self._stopwords = read_stopwords()
        self._shares = {**read_common_words(), **read_common_actors()}
        self._known: dict[str, tuple[str, float]] = {}
        self._digests: dict[str, tuple[int, float]] = {}
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str, actors: Iterable[str] = ()) -> Telling:
        """Return the terms of a text; names, numbers and the lead weigh more.

        ``actors`` are ids of whom it names, each a term of its own.
        """
        counts = self._counts(text)
        # "@" is not part of any word, so that an id meets ids alone.
        counts |= {f"@{id_}": _NAME_WEIGHT for id_ in actors}
        digests = self._digests
        known = [digests[one] if one in digests else self._digested(one) for one in counts]
        terms = np.array([number for number, _ in known], dtype=np.uint32)
        rarity = np.array([rare for _, rare in known], dtype=np.float64)
        counted = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        weights = (1 + np.log(counted)) * rarity
        heaviest = np.lexsort((terms, -weights))[:_MOST_TERMS]
        length = float(np.sqrt(np.sum(weights[heaviest] ** 2)))
        units = weights[heaviest] / max(length, 1e-9)
        return Telling(terms[heaviest], units.astype(np.float32))

    def surfaces(self, texts: Iterable[str]) -> dict[int, str]:
        """Return the first word of the texts for each term; actors have none."""
        words = dict.fromkeys(chain.from_iterable(map(_words, texts)))
        numbers = self._numbers
        for word in words:
            if word not in numbers:
                numbers[word] = self._number(word)
        found = dict(zip(map(numbers.__getitem__, reversed(words)), reversed(words), strict=True))
        found.pop(_SAYS_NOTHING, None)
        return found

    def _counts(self, text: str) -> dict[str, float]:
        begun = (match.start() < _LEAD_CHARACTERS for match in _WORD.finditer(text[:_LEAD_END]))
        words = _words(text)
        in_lead = Counter(words[: sum(begun)])
        counts: dict[str, float] = {}
        known = self._known
        for word, n_times in Counter(words).items():
            term, weight = known[word] if word in known else self._term(word)
            if term:
                counted = n_times + (_LEAD_WEIGHT - 1) * in_lead[word]
                counts[term] = counts.get(term, 0.0) + weight * counted
        return counts

    def _term(self, word: str) -> tuple[str, float]:
        """Return the stem of a word, "" if it says nothing, and the weight of a use."""
        folded = word.casefold()
        is_name = word[0].isupper() or word[0].isdigit()
        term = "" if folded in self._stopwords else stem(folded)
        self._known[word] = term, _NAME_WEIGHT if is_name else 1.0
        return self._known[word]

    def _number(self, word: str) -> int:
        term, _ = self._term(word)
        return self._digested(term)[0] if term else _SAYS_NOTHING

    def _digested(self, term: str) -> tuple[int, float]:
        """Return the digest of a term, and how much it tells."""
        usual = _STATE_SHARE if _STATE.fullmatch(term) else _UNLISTED_SHARE
        share = self._shares.get(term, usual)
        rarity = float(np.log((1 + _RARE) / (1 + _RARE * share)))
        self._digests[term] = zlib.crc32(term.encode("utf-8", "surrogatepass")), rarity
        return self._digests[term]


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_MOST_CHARACTERS])


def read_common_words() -> Mapping[str, float]:
    """Return the share of texts, 0..1, that hold a stem, for common ones."""
    return {row["stem"]: int(row["per_mille"]) / 1000 for row in _table("story_words.csv")}


def read_common_actors() -> Mapping[str, float]:
    """Return the share of texts, 0..1, that name an actor, by "@" and id, for common ones."""
    return {f"@{row['id']}": int(row["per_mille"]) / 1000 for row in _table("story_actors.csv")}


def _table(name: str) -> Iterable[dict[str, str]]:
    file = resources.files("detente.merge").joinpath("data", name)
    lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return csv.DictReader(lines)

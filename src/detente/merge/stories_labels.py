"""What a story is called: a few of the words that its articles share and others do not have."""

import functools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from typing import Final

import numpy as np

from detente.entities.tables import rows
from detente.merge.stems import stem
from detente.merge.stories_terms import Floats, TermReader, Terms
from detente.merge.stories_vectors import Vectors

_LABEL_PARTS: Final = 4
_LONGEST_NAME: Final = 4
_TELLING_TERMS: Final = 24
_SHARED_WORDS: Final = 5
_SAME_BEGINNING: Final = 5
# Longer words in capitals are names in a dateline, shorter ones abbreviations.
_LONGEST_ABBREVIATION: Final = 4
# Words for the label are taken from here on the central article's text.
_HEAD_CHARACTERS: Final = 2_000
Stem = Callable[[str], str]
# From this share of longer words with capitals on a line without a full stop is a title.
_TITLED: Final = 0.7
_STOPS: Final = tuple('.!?”"')
_OF_STATES: Final = frozenset({"adjective", "demonym", "plural"})
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"[^\W\d_][^\W_]+")


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of a story: a label, which of its rows is central, and how like it each row is.

    ``likeness`` are cosines with the mean vector, and ``shared`` the words that make them up, both
    in the order of the rows.
    """

    label: str
    central: int
    likeness: tuple[float, ...]
    shared: tuple[tuple[str, ...], ...]


class Labeller:
    """Finds the middle of stories."""

    def __init__(self, reader: TermReader) -> None:
        """Take what reads the words of texts."""
        self._reader = reader
        self._stem = functools.cache(stem)
        self._never = read_never() | {""}

    def __call__(self, vectors: Vectors, texts: Sequence[str]) -> Middle:
        """Return the middle of a story, from the vectors and texts of its articles in order."""
        terms, place = np.unique(vectors.terms, return_inverse=True)
        units = vectors.weights.astype(np.float64)
        mean = np.bincount(place, units, minlength=len(terms)) / vectors.n_rows
        products = units * mean[place] / max(float(np.linalg.norm(mean)), 1e-9)
        ends = vectors.starts[1:-1]
        by_row = np.split(products, ends)
        likeness = [round(min(float(row.sum()), 1.0), 4) for row in by_row]
        central = int(np.argmax(likeness))
        names = self._reader.surfaces(texts)
        shared = zip(np.split(vectors.terms, ends), by_row, strict=True)
        return Middle(
            label=_label(self._telling(terms, mean, names), texts[central], self._stem),
            central=central,
            likeness=tuple(likeness),
            shared=tuple(_words(names, row, products) for row, products in shared),
        )

    def _telling(self, terms: Terms, mean: Floats, names: Mapping[int, str]) -> dict[str, float]:
        heaviest = np.lexsort((terms, -mean))[:_TELLING_TERMS]
        words = [(names.get(int(terms[at]), "").casefold(), float(mean[at])) for at in heaviest]
        return {stem(word): weight for word, weight in words if word not in self._never}


def _words(names: Mapping[int, str], terms: Terms, products: Floats) -> tuple[str, ...]:
    heaviest = (int(terms[at]) for at in np.lexsort((terms, -products)) if products[at] > 0)
    found = (names[term] for term in heaviest if term in names)
    return tuple(map(_without_capitals, islice(found, _SHARED_WORDS)))


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: tuple[str, ...]
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class _Telling:
    stem: str
    start: int
    end: int
    is_name: bool


def _label(telling: Mapping[str, float], text: str, stem_of: Stem) -> str:
    """Return the heaviest names and words of a text, in the order in which it has them."""
    head = text[:_HEAD_CHARACTERS]
    first: dict[tuple[str, ...], _Phrase] = {}
    for phrase in _phrases(head, telling, stem_of):
        first.setdefault(phrase.stems, phrase)
    chosen: list[_Phrase] = []
    used: set[str] = set()
    for phrase in sorted(first.values(), key=lambda one: (-_weight(one, telling), one.start)):
        # "Malaysian" tells no more beside "Malaysia".
        beginnings = {stem_[:_SAME_BEGINNING] for stem_ in phrase.stems}
        if not used & beginnings and len(chosen) < _LABEL_PARTS:
            chosen.append(phrase)
            used |= beginnings
    return ", ".join(phrase.words for phrase in sorted(chosen, key=lambda one: one.start))


def _weight(phrase: _Phrase, telling: Mapping[str, float]) -> float:
    return sum(telling[stem_] for stem_ in phrase.stems) / math.sqrt(len(phrase.stems))


def _phrases(text: str, telling: Mapping[str, float], stem_of: Stem) -> Iterator[_Phrase]:
    """Yield telling words, and runs of those that are written as names and stand side by side."""
    run: list[_Telling] = []
    for word in _telling_words(text, telling, stem_of):
        if run and not (word.is_name and _goes_on(run, word, text)):
            yield _phrase(run, text)
            run = []
        run.append(word)
        if not word.is_name:
            yield _phrase(run, text)
            run = []
    if run:
        yield _phrase(run, text)


def _telling_words(text: str, telling: Mapping[str, float], stem_of: Stem) -> list[_Telling]:
    found = [(match, stem_of(match[0].casefold())) for match in _WORD.finditer(text)]
    kept = [(match, stem_) for match, stem_ in found if stem_ in telling]
    # A word that mostly stands in small letters is no name, nor one that only titles capitalise.
    titles = _titles(text)
    running = [(match, stem_) for match, stem_ in kept if not _is_inside(match.start(), titles)]
    balance = Counter(stem_ for match, stem_ in running if match[0].islower())
    balance.subtract(stem_ for match, stem_ in running if not match[0].islower())
    small = {stem_ for _, stem_ in kept if balance[stem_] >= 0} if running else set()
    return [
        _Telling(stem_, match.start(), match.end(), match[0][0].isupper() and stem_ not in small)
        for match, stem_ in kept
    ]


def _titles(text: str) -> list[tuple[int, int]]:
    """Return the starts and ends of lines in which most words have a capital."""
    return [line.span() for line in _LINE.finditer(text) if _is_title(line[0])]


def _is_title(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if len(word) > _LONGEST_ABBREVIATION]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and line[-1:] not in _STOPS and capitals >= _TITLED * len(words)


def _is_inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _goes_on(run: Sequence[_Telling], word: _Telling, text: str) -> bool:
    return len(run) < _LONGEST_NAME and text[run[-1].end : word.start] in {" ", "-"}


def _phrase(run: Sequence[_Telling], text: str) -> _Phrase:
    words = text[run[0].start : run[-1].end]
    stems = tuple(dict.fromkeys(word.stem for word in run))
    shown = _without_capitals(words) if run[0].is_name else words.lower()
    return _Phrase(stems, shown, run[0].start)


def _without_capitals(words: str) -> str:
    """Return "KUALA LUMPUR" as "Kuala Lumpur"; abbreviations and mixed words stay."""
    is_shouted = words.isupper() and any(
        len(word) > _LONGEST_ABBREVIATION for word in words.split()
    )
    return words.title() if is_shouted else words


def read_never() -> frozenset[str]:
    """Return lower-case words that no label has: titles, shortened months, "Malaysian"."""
    file = resources.files("detente.merge").joinpath("data", "story_labels.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))["never"]) | _adjectives()


def _adjectives() -> frozenset[str]:
    """Return the words for what is of a state; its name tells as much."""
    known = [row[:3] for table in ("own_names.csv", "names.csv.gz") for row in rows(table)]
    named = {variant.casefold() for variant, _, kind in known if kind not in _OF_STATES}
    told = (variant.casefold() for variant, _, kind in known if kind in _OF_STATES)
    return frozenset(word for word in told if " " not in word and word not in named)

"""What a story is called: a few of the words that its articles share and others do not have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.merge.stems import stem
from detente.merge.stories_terms import Floats, Numbers, TermTable
from detente.merge.stories_vectors import Matrix

_LABEL_PARTS: Final = 4
_LONGEST_NAME: Final = 3
_TELLING_TERMS: Final = 24
_SHARED_WORDS: Final = 5
# Words for the label are taken from here on the central article's text.
_HEAD_CHARACTERS: Final = 2_000
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

    def __init__(self, table: TermTable, matrix: Matrix) -> None:
        """Take the terms and the unit vectors of all texts."""
        self._names = table.names
        self._starts, self._columns, self._units = matrix.indptr, matrix.indices, matrix.data

    def __call__(self, rows: Numbers, texts: Sequence[str]) -> Middle:
        """Return the middle of a story; ``texts`` are those of the rows."""
        parts = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        columns = np.concatenate([self._columns[part] for part in parts])
        units = np.concatenate([self._units[part] for part in parts]).astype(np.float64)
        terms, place = np.unique(columns, return_inverse=True)
        mean = np.bincount(place, units, minlength=len(terms)) / len(rows)
        products = units * mean[place] / max(float(np.linalg.norm(mean)), 1e-9)
        ends = np.cumsum([part.stop - part.start for part in parts])[:-1]
        by_row = np.split(products, ends)
        likeness = [round(min(float(row.sum()), 1.0), 4) for row in by_row]
        central = int(np.argmax(likeness))
        return Middle(
            label=_label(self._telling(terms, mean), texts[central]),
            central=central,
            likeness=tuple(likeness),
            shared=tuple(map(self._words, np.split(columns, ends), by_row)),
        )

    def _telling(self, terms: Numbers, mean: Floats) -> dict[str, float]:
        heaviest = np.lexsort((terms, -mean))[:_TELLING_TERMS]
        return {stem(self._names[terms[at]].casefold()): float(mean[at]) for at in heaviest}

    def _words(self, columns: Numbers, products: Floats) -> tuple[str, ...]:
        heaviest = np.lexsort((columns, -products))[:_SHARED_WORDS]
        return tuple(self._names[columns[at]] for at in heaviest if products[at] > 0)


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: tuple[str, ...]
    words: str
    start: int


def _label(telling: Mapping[str, float], text: str) -> str:
    """Return the heaviest names and words of a text, in the order in which it has them."""
    head = text[:_HEAD_CHARACTERS]
    first: dict[tuple[str, ...], _Phrase] = {}
    for phrase in _phrases(head, telling):
        first.setdefault(phrase.stems, phrase)
    chosen: list[_Phrase] = []
    for phrase in sorted(first.values(), key=lambda one: (-_weight(one, telling), one.start)):
        used = {stem_ for one in chosen for stem_ in one.stems}
        if not used.intersection(phrase.stems) and len(chosen) < _LABEL_PARTS:
            chosen.append(phrase)
    return ", ".join(phrase.words for phrase in sorted(chosen, key=lambda one: one.start))


def _weight(phrase: _Phrase, telling: Mapping[str, float]) -> float:
    return sum(telling[stem_] for stem_ in phrase.stems)


def _phrases(text: str, telling: Mapping[str, float]) -> Iterator[_Phrase]:
    """Yield telling words, and runs of those that are written as names and stand side by side."""
    run: list[re.Match[str]] = []
    words = [match for match in _WORD.finditer(text) if stem(match[0].casefold()) in telling]
    # A word that stands in small letters somewhere is no name, whatever headlines do.
    small = {stem(match[0]) for match in words if match[0].islower()}
    for match in words:
        is_name = match[0][0].isupper() and stem(match[0].casefold()) not in small
        if run and not (is_name and _goes_on(run, match, text)):
            yield _phrase(run, text)
            run = []
        run.append(match)
        if not is_name:
            yield _phrase(run, text)
            run = []
    if run:
        yield _phrase(run, text)


def _goes_on(run: Sequence[re.Match[str]], match: re.Match[str], text: str) -> bool:
    between = text[run[-1].end() : match.start()]
    return len(run) < _LONGEST_NAME and between in {" ", "-"}


def _phrase(run: Sequence[re.Match[str]], text: str) -> _Phrase:
    stems = tuple(dict.fromkeys(stem(match[0].casefold()) for match in run))
    words = text[run[0].start() : run[-1].end()]
    return _Phrase(
        stems, words.lower() if len(run) == 1 and words.islower() else words, run[0].start()
    )

"""Persons whose names are spelled otherwise than in the tables."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from detente.entities.lexicon import fold, words_of
from detente.entities.registry import Registry

# One sound, many spellings: Shoigu, Shoygu, Choïgou; Lavrov, Lawrow; Mohammed, Mohamad.
_SOUNDS = (
    (re.compile("tsch|tch|sch|ch|sh|cz|ts|z|x|ç|š|č|ž"), "s"),
    (re.compile("kh|gh|qu|q|c|g"), "k"),
    (re.compile("ph|w|f"), "v"),
    (re.compile("th|dh|d"), "t"),
    (re.compile("^(?:[aeiouyj]|h[aeiou])", re.MULTILINE), "A"),
    (re.compile("[aeiouyjh'-]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_PARTICLES = frozenset(("al", "el", "bin", "ibn", "bint", "abu", "de", "da", "der", "von", "jr"))
# Tried 60 to 85 on spellings of leaders' names that newspapers of five languages use: below 65
# other people of one sound come in (Li Wei, Lee Way), above 75 French and German spellings go.
_LEAST_ALIKE = 68
_LEAST_ALIKE_SINGLE = 75
# A name of fewer consonants fits too many people.
_LEAST_SOUNDS = 4
_LEAST_SOUNDS_SINGLE = 2
_MIN_WORDS = 2


def skeleton(word: str) -> str:
    """Return what stays of a word when spellings of one sound are made one and vowels go.

    >>> skeleton("Choïgou") == skeleton("Shoygu")
    True
    """
    folded = fold(word)
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


class Spellings:
    """Finds persons by how their names sound."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def of_full_name(self, name: str) -> list[str]:
        """Return ids of the persons whose first and last names, in any order, sound so."""
        keys = (key for key in _keys(_words(name)) if sum(map(len, key)) >= _LEAST_SOUNDS)
        found = dict.fromkeys(one for key in keys for one in self._by_key.get(key, ()))
        alike = {one: _likeness(fold(name), fold(self._name(one))) for one in found}
        best = max(alike.values(), default=0)
        return [one for one in found if alike[one] == best >= _LEAST_ALIKE]

    def of_surname(self, name: str, persons: Iterable[str]) -> list[str]:
        """Return those of some persons whose last or first name sounds so."""
        wanted, plain = skeleton(name), fold(name)
        if len(wanted) < _LEAST_SOUNDS_SINGLE:
            return []
        known = self._ends
        parts = ((one, known.get(one) or self._first_and_last(one)) for one in persons)
        alike = [(one, part) for one, ends in parts for part, sound in ends if sound == wanted]
        near = (one for one, part in alike if fuzz.ratio(plain, part) >= _LEAST_ALIKE_SINGLE)
        return list(dict.fromkeys(near))

    def _first_and_last(self, person: str) -> tuple[tuple[str, str], ...]:
        """Return the first and last name of a person, each with how it sounds; remember it."""
        words = _words(self._name(person))
        ends = dict.fromkeys((words[0], words[-1])) if words else {}
        self._ends[person] = tuple((part, skeleton(part)) for part in ends)
        return self._ends[person]

    @cached_property
    def _ends(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {}

    def _name(self, person: str) -> str:
        return self._registry.persons[person].name

    @cached_property
    def _by_key(self) -> Mapping[frozenset[str], Sequence[str]]:
        index: dict[frozenset[str], list[str]] = defaultdict(list)
        names = {person: _words(self._name(person)) for person in self._registry.persons}
        sounds = _skeletons(word for words in names.values() for word in _parts(words))
        for person, words in names.items():
            for key in _keys(words, sounds.__getitem__):
                index[key].append(person)
        return index


def _likeness(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def _keys(words: Sequence[str], sound: Callable[[str], str] = skeleton) -> Iterator[frozenset[str]]:
    """Yield the sounds of a name, of three words also with the last two as one (Yoon Suk Yeol)."""
    if len(words) >= _MIN_WORDS:
        yield frozenset(sound(word) for word in words)
    if len(words) == _MIN_WORDS + 1:
        yield frozenset((sound(words[0]), sound(words[1] + words[2])))


def _parts(words: Sequence[str]) -> Iterator[str]:
    """Yield what ``_keys`` asks the sounds of."""
    yield from words
    if len(words) == _MIN_WORDS + 1:
        yield words[1] + words[2]


def _skeletons(words: Iterable[str]) -> dict[str, str]:
    """Return the skeletons of many words at once: one a line, as no pattern crosses lines."""
    different = list(dict.fromkeys(words))
    return dict(zip(different, skeleton("\n".join(different)).split("\n"), strict=True))


def _words(name: str) -> list[str]:
    joined = name.replace("-", "").replace(" al ", " ")
    words = [word.folded for word in words_of(joined) if word.text[0].isalpha()]
    return [word for word in words if word not in _PARTICLES and len(word.strip(".")) > 1]

"""Persons whose names are spelled otherwise than in the tables."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

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
        found = dict.fromkeys(one for key in keys for one in self._index.names.get(key, ()))
        alike = {one: _likeness(fold(name), fold(self._name(one))) for one in found}
        best = max(alike.values(), default=0)
        return [one for one in found if alike[one] == best >= _LEAST_ALIKE]

    def of_surname(self, name: str, persons: Iterable[str]) -> list[str]:
        """Return those of some persons whose last or first name sounds so."""
        wanted, plain = skeleton(name), fold(name)
        if len(wanted) < _LEAST_SOUNDS_SINGLE:
            return []
        alike = {one for one, part in self._index.ends.get(wanted, ()) if _is_near(plain, part)}
        return list(dict.fromkeys(one for one in persons if one in alike)) if alike else []

    def _name(self, person: str) -> str:
        return self._registry.persons[person].name

    @cached_property
    def _index(self) -> "_Index":
        index = _Index(defaultdict(list), defaultdict(list))
        names = {person: _words(self._name(person)) for person in self._registry.persons}
        sounds = _skeletons(word for words in names.values() for word in _parts(words))
        for person, words in names.items():
            for key in _keys(words, sounds.__getitem__):
                index.names[key].append(person)
            for part in {words[0], words[-1]} if words else ():
                index.ends[sounds[part]].append((person, part))
        return index


class _Index(NamedTuple):
    """Persons by the sounds of their names, and by that of the first and of the last one.

    Beside the latter stands that name itself.
    """

    names: dict[frozenset[str], list[str]]
    ends: dict[str, list[tuple[str, str]]]


def _is_near(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= _LEAST_ALIKE_SINGLE


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
    if joined.isascii() and joined.replace(" ", "").isalpha():  # most names: no need of a pattern
        words = joined.casefold().split()
    else:
        words = [word.folded for word in words_of(joined) if word.text[0].isalpha()]
    return [word for word in words if word not in _PARTICLES and len(word.strip(".")) > 1]

"""Do two words tell of one deed? By their roots, and by a table of deeds in other words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.merge.stems import root
from detente.merge.tables import Predicates, read_predicates

# What each tie between two deeds is worth, 0..1.
SAME_WORD, SAME_DEED, KIN = 1.0, 0.8, 0.5
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """The words of a deed: roots that tell it, and the lines of the table they stand in.

    ``is_light``: no root says much ("took", "was"). ``is_telling``: it is a deed of speech.
    """

    roots: frozenset[str]
    same: frozenset[int]
    kin: frozenset[int]
    is_light: bool
    is_telling: bool


class PredicateTable:
    """The table of deeds in other words, made ready for questions."""

    def __init__(self, words: Predicates) -> None:
        self._irregular = {**words.derived, **words.irregular}
        self._light = frozenset(map(self.base, words.light))
        self._telling = frozenset(map(self.base, words.telling))
        self._same = self._lines(words.same)
        self._kin = self._lines(words.kin)
        self._phrases = _by_first(key for key in self._same if len(key) > 1)

    def base(self, word: str) -> str:
        """Return the root of a word; irregular forms meet their base form, nouns their verb."""
        lower = word.casefold()
        return _plain(root(self._irregular.get(lower, lower)))

    def read(self, text: str, head: str | None = None, after: str = "") -> Predicate:
        """Return what the words of a deed tell.

        ``head``, where known, tells it alone; the few words ``after`` it may end a phrase
        ("found" - "him guilty").
        """
        words = [self.base(word) for word in _WORD.findall(text)]
        following = [self.base(word) for word in _WORD.findall(after)]
        told = {self.base(head)} if head else set(words)
        heavy = told - self._light
        keys: set[_Key] = {(word,) for word in heavy or told}
        keys.update(self._phrases_in(words, following))
        return Predicate(
            roots=frozenset(heavy or told),
            same=_union(self._same, keys),
            kin=_union(self._kin, keys),
            is_light=not heavy,
            is_telling=bool(told) and told <= self._telling | self._light,
        )

    def _phrases_in(self, words: Iterable[str], following: Iterable[str]) -> Iterable[_Key]:
        begun = frozenset(words)
        there = begun.union(following)
        near = (phrase for word in begun for phrase in self._phrases.get(word, ()))
        return (phrase for phrase in near if there.issuperset(phrase))

    def _lines(self, lines: Iterable[tuple[str, ...]]) -> Mapping[_Key, frozenset[int]]:
        found: dict[_Key, set[int]] = defaultdict(set)
        for number, words in enumerate(lines):
            for word in words:
                found[tuple(map(self.base, word.split("_")))].add(number)
        return {key: frozenset(numbers) for key, numbers in found.items()}


def tie(one: Predicate, other: Predicate) -> float:
    """Return how much speaks for one deed, 0..1: the same word, the same deed, a kin deed."""
    if one.roots & other.roots:
        return SAME_WORD
    if one.same & other.same:
        return SAME_DEED
    return KIN if one.kin & other.kin else 0.0


def bond_of(ours: Predicate, theirs: Predicate, *, in_one_text: bool) -> float:
    """Return how much speaks for one deed, as :func:`tie` does.

    What tells no deed that is known ("another 50 in May") may be kin to any in another text.
    """
    told = tie(ours, theirs)
    is_known = bool(ours.same | ours.kin) and bool(theirs.same | theirs.kin)
    return told if is_known or in_one_text else max(told, KIN)


@lru_cache(maxsize=1 << 16)
def predicate(action: str, after: str = "") -> Predicate:
    """Return what the words of a deed tell; few words tell most deeds, so they are kept.

    The few words ``after`` it may end a phrase ("cut" - "all ties").
    """
    return predicate_table().read(action, after=after)


def is_deed(action: str, deed: str) -> bool:
    """Whether words tell a deed, in these or other words: "landed" is "arrive"."""
    return tie(predicate(action), predicate(deed)) >= SAME_DEED


@cache
def predicate_table() -> PredicateTable:
    """Return the table of the package, read once a process."""
    return PredicateTable(read_predicates())


def _plain(word: str) -> str:
    """Return what the forms of a root share: "cancelled" and "cancel", "delayed" and "delay"."""
    bare = word[:-1] if word.endswith(("i", "y")) and len(word) > _SHORTEST else word
    is_doubled = len(bare) > _SHORTEST and bare[-1] == bare[-2]
    return bare[:-1] if is_doubled else bare


def _by_first(phrases: Iterable[_Key]) -> Mapping[str, tuple[_Key, ...]]:
    found: dict[str, list[_Key]] = defaultdict(list)
    for phrase in phrases:
        found[phrase[0]].append(phrase)
    return {word: tuple(some) for word, some in found.items()}


def _union(lines: Mapping[_Key, frozenset[int]], keys: Iterable[_Key]) -> frozenset[int]:
    return frozenset().union(*(lines.get(key, frozenset()) for key in keys))

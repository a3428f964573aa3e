"""How likely two words are one word of a name: equal, a short form, initial, or alike by sound."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from detente.entities.names_read import Word
from detente.entities.names_sounds import Sounds
from detente.entities.tables import rows

SHORT_FORM = 0.9
_MOST_REMEMBERED = 16_384
INITIAL = 0.8
# Words less alike than this are not looked at by sound (0.2 to 0.35 tried, flat).
_HOPELESS = 0.3
# A syllable of another sign makes a short name another: 习近朋, 习近平.
SYLLABLES = frozenset({"han", "hangul", "kana"})
_ONE_SYLLABLE = 0.7
# Kinds of comparison that are not of a script against Latin.
LATIN, ALONE, SAME_SCRIPT = "latin", "alone", "same"
_SAYING_LESS = ("han", "kana", "hangul", "hebrew", "arabic")
_ARTICLE, _LATIN_ARTICLES = "ال", ("al", "el", "ul")
_WITH_ARTICLE = 5
Weights = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class ShortForms:
    """Short and foreign forms of given names: numbers of the groups that a word is in."""

    groups: Mapping[str, frozenset[int]]

    def alike(self, one: str, other: str) -> bool:
        """Return whether two words are forms of one name."""
        return not self.groups.get(one, frozenset()).isdisjoint(self.groups.get(other, ()))


def read_short_forms() -> ShortForms:
    """Return the packaged table of short and foreign forms."""
    groups: dict[str, set[int]] = defaultdict(set)
    for number, (name, short, *_) in enumerate(rows("names_short.csv")):
        for word in (name, *short.split()):
            groups[word].add(number)
    return ShortForms({word: frozenset(found) for word, found in groups.items()})


class WordFits:
    """Compares words; built once. ``weights`` of the logistic by script, as in the data file."""

    def __init__(self, sounds: Sounds, short_forms: ShortForms, weights: Weights) -> None:
        self._sounds = sounds
        self._short_forms = short_forms
        self._weights = weights
        # Names repeat: the same two words are met again and again.
        self._by_sound = lru_cache(_MOST_REMEMBERED)(self._fit_by_sound)
        self._alone = lru_cache(_MOST_REMEMBERED)(self._fit_alone)

    def fit(self, one: Word, other: Word) -> float:
        """Return how likely two words are one, 0..1; the order does not matter."""
        if one.native == other.native or one.plain == other.plain:
            return 1.0
        if len(one.plain) == 1 or len(other.plain) == 1:
            return INITIAL if one.plain[0] == other.plain[0] else 0.0
        by_sound = self.by_sound(one, other)
        is_short = self._short_forms.alike(one.plain, other.plain)
        return max(by_sound, SHORT_FORM) if is_short else by_sound

    def fit_alone(self, one: Word, other: Word) -> float:
        """Return how likely two words are one that are all of their names, 0..1.

        Alone they are more often spellings of different languages than slips of the pen.
        """
        if one.script != LATIN or other.script != LATIN or one.plain == other.plain:
            return self.fit(one, other)
        return self._alone(one, other)

    def _fit_alone(self, one: Word, other: Word) -> float:
        return logistic(self.traits_alone(one, other), self._weights[ALONE])

    def traits_alone(self, one: Word, other: Word) -> tuple[float, ...]:
        """Return the traits of two Latin words that are all of their names."""
        found = self._sounds.fit_latin(one.plain, other.plain)
        return found.gain, found.likelihood, 1 / min(len(one.plain), len(other.plain))

    def by_sound(self, one: Word, other: Word) -> float:
        """Return how likely two words write one name, by their letters alone."""
        return self._by_sound(one, other)

    def _fit_by_sound(self, one: Word, other: Word) -> float:
        kind, traits = self.traits(one, other)
        return logistic(traits, self._weights[kind]) if traits else 0.0

    def traits(self, one: Word, other: Word) -> tuple[str, tuple[float, ...]]:
        """Return the kind of comparison and its traits; no traits if the words are too unlike."""
        if one.script == other.script:
            return self._within(one, other)
        # The script that says less is read by its own table, the other one as it sounds in Latin.
        other, one = sorted((one, other), key=_says)
        if not self._sounds.knows(other.script):
            return self._within(one, other)
        return other.script, self._across(one.plain, other)

    def _across(self, latin: str, other: Word) -> tuple[float, ...]:
        native = other.native
        if other.script == "arabic" and not latin.startswith(_LATIN_ARTICLES):
            native = native.removeprefix(_ARTICLE) if len(native) >= _WITH_ARTICLE else native
        units = self._sounds.units(native, other.script)
        found = self._sounds.fit(units, other.script, latin)
        return found.gain, found.likelihood, 1 / len(latin)

    def _within(self, one: Word, other: Word) -> tuple[str, tuple[float, ...]]:
        is_latin = one.script == "latin" or one.script != other.script
        first, second = (one.plain, other.plain) if is_latin else (one.native, other.native)
        alike = OSA.normalized_similarity(first, second)
        if alike < (_HOPELESS if is_latin or one.script not in SYLLABLES else _ONE_SYLLABLE):
            return SAME_SCRIPT, ()
        found = self._sounds.fit_latin(one.plain, other.plain)
        edits = OSA.distance(first, second)
        return LATIN if is_latin else SAME_SCRIPT, (
            found.gain,
            found.likelihood,
            1 - alike,
            min(edits, 4),
            float(edits == 1),
            float(first[0] == second[0]),
            Levenshtein.normalized_similarity(one.plain, other.plain),
            1 / min(len(first), len(second)),
        )


def _says(word: Word) -> int:
    if word.script in _SAYING_LESS:
        return _SAYING_LESS.index(word.script)
    return len(_SAYING_LESS) + int(word.script == LATIN)


def logistic(traits: Iterable[float], weights: Sequence[float]) -> float:
    """Return the logistic of traits under weights, of which the first stands alone."""
    constant, *others = weights
    return 1 / (1 + math.exp(-constant - sum(map(float.__mul__, map(float, traits), others))))

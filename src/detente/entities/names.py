"""How alike two names of persons, companies or bodies are, across spellings, scripts and orders.

Words are aligned by how likely each pair is one word (names_align, names_fits, names_sounds); a
logistic over what matched and what was left gives the likeness. Its weights are learned on
generated pairs (tools/train_names.py), not on the pairs that it is measured with.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from rapidfuzz.distance import Indel

from detente.entities.names_align import Alignment, align
from detente.entities.names_fits import INITIAL, Weights, WordFits, logistic, read_short_forms
from detente.entities.names_read import Name, NameReader, NameWords, Word, read_name_words
from detente.entities.names_sounds import read_sounds
from detente.entities.romanise import Letters, read_letters
from detente.entities.tables import words as read_words

# The likeness at which "same" and "different" are equally likely.
EVEN = 0.7
# Names that differ in a number alone are siblings ("Fund II", "Fund III").
SIBLINGS = 0.65
_WEAK = 0.4
_SHORT_WORD, _LONG_WORD = 0.5, 8
_ACRONYM = 0.85
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 6
_FATHERS = frozenset({"bin", "ben", "ibn", "bint", "binti"})


@dataclass(frozen=True, slots=True)
class Traits:
    """What the likeness of two names rests on; shares are of the weight of words, 0..1."""

    complete: float
    doubt: float
    worst: float
    left_of_both: float
    left_of_one: float
    left_of_one_company: float
    strong_left: float
    weak_left: float
    whole: float
    initials: float
    lone_word: float
    unlike_forms: float
    missing_form: float
    turned: float
    turned_initial: float
    turned_left: float
    shuffled: float
    fathers: float
    is_company: float

    def values(self) -> tuple[float, ...]:
        """Return the traits in order."""
        return tuple(getattr(self, item.name) for item in fields(self))


class NameMatcher:
    """Compares names; built once from the tables."""

    def __init__(self, letters: Letters | None = None) -> None:
        letters = letters or read_letters()
        table = read_words("names_weights.toml")
        weights: Weights = table["words"]
        self._weights: Sequence[float] = table["names"]["weights"]
        self._known: NameWords = read_name_words()
        self._reader = NameReader(letters, self._known)
        self.fits = WordFits(read_sounds(letters), read_short_forms(), weights)

    def words(self, text: str) -> list[Word]:
        """Return all words of a name, titles and forms too."""
        return list(self._reader.words(text))

    def read(self, text: str) -> Name:
        """Return a name as it is compared, to compare it often."""
        return self._reader.read(text)

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two names are, 0..1, the same both ways; 0.7 is an even chance."""
        return self.likeness_of(self.read(one), self.read(other))

    def likeness_of(self, one: Name, other: Name) -> float:
        """Return how alike two names are that were read before."""
        if not one.words or not other.words:
            return 0.0
        if one.words > other.words:
            one, other = other, one
        likeness = self._of_words(one, other)
        return likeness if _numbers_agree(one, other) else likeness * SIBLINGS

    def _of_words(self, one: Name, other: Name) -> float:
        if one.whole == other.whole and one.forms == other.forms:
            return 1.0
        if len(one.words) == len(other.words) == 1:
            return self._of_one_word(one, other)
        if _is_acronym(one, other) or _is_acronym(other, one):
            return _ACRONYM
        return even(logistic(self.traits(one, other).values(), self._weights))

    def _of_one_word(self, one: Name, other: Name) -> float:
        return even(self.fits.fit_alone(one.words[0], other.words[0]))

    def traits(self, one: Name, other: Name) -> Traits:
        """Return what the likeness of two names rests on."""
        found = align(one, other, self.fits)
        return _traits(one, other, found, self._known)


def even(chance: float) -> float:
    """Return a chance with 0.5 moved to the likeness that callers cut at."""
    odds = chance * EVEN
    return odds / (odds + (1 - chance) * (1 - EVEN))


def _traits(one: Name, other: Name, found: Alignment, known: NameWords) -> Traits:
    weights = [min(_weight(word, known) for word in match.words) for match in found.matches]
    matched = sum(weights)
    sides = sorted(sum(_weight(word, known) for word in words) for words in found.left)
    both, rest = sides[0], sides[1] - sides[0]
    total = matched + sides[1] or 1.0
    is_company = one.is_company or other.is_company
    doubts = [-math.log(max(match.fit, 1e-3)) for match in found.matches]
    pairs = zip(doubts, weights, strict=True)
    order = _order(found)
    has_initial = any(match.fit == INITIAL for match in found.matches)
    return Traits(
        complete=float(not sides[1] and max(doubts, default=1.0) == 0),
        doubt=sum(doubt * weight for doubt, weight in pairs) / (matched or 1.0),
        worst=max(doubts, default=7.0),
        left_of_both=both / total,
        left_of_one=rest / total,
        left_of_one_company=rest / total if is_company else 0.0,
        strong_left=float(both > _WEAK),
        weak_left=float(0 < both <= _WEAK),
        whole=_whole(one, other),
        initials=float(has_initial),
        lone_word=float(len(found.matches) == 1 and not both and rest > 0),
        unlike_forms=float(bool(one.forms and other.forms) and one.forms.isdisjoint(other.forms)),
        missing_form=float(bool(one.forms) != bool(other.forms)),
        turned=float(order == "turned"),
        turned_initial=float(order != "kept" and has_initial),
        turned_left=float(order != "kept" and sides[1] > 0),
        shuffled=float(order == "shuffled"),
        fathers=float(order == "shuffled" and _both_name_fathers(one, other)),
        is_company=float(is_company),
    )


def _weight(word: Word, known: NameWords) -> float:
    length = min(len(word.plain), _LONG_WORD) / _LONG_WORD
    share = _SHORT_WORD + (1 - _SHORT_WORD) * length
    return share * (_WEAK if word.plain in known.weak else 1.0)


def _whole(one: Name, other: Name) -> float:
    straight = Indel.normalized_similarity("".join(one.whole), "".join(other.whole))
    turned = Indel.normalized_similarity("".join(sorted(one.whole)), "".join(sorted(other.whole)))
    return max(straight, turned)


def _order(found: Alignment) -> str:
    """Return whether matched words stand in one order, one "turned" round, or are "shuffled"."""
    seconds = [second for _, second in sorted(match.places for match in found.matches)]
    ordered = sorted(seconds)
    if seconds == ordered:
        return "kept"
    start = seconds.index(ordered[0])
    return "turned" if [*seconds[start:], *seconds[:start]] == ordered else "shuffled"


def _both_name_fathers(one: Name, other: Name) -> bool:
    return not (_FATHERS.isdisjoint(one.particles) or _FATHERS.isdisjoint(other.particles))


def _is_acronym(short: Name, long: Name) -> bool:
    if len(short.whole) != 1 or not _SHORTEST_ACRONYM <= len(short.whole[0]) <= _LONGEST_ACRONYM:
        return False
    main = [word for word in long.whole if word not in long.particles]
    is_person = len(short.whole[0]) == _SHORTEST_ACRONYM and not long.is_company
    return (
        len(main) > 1
        and not is_person
        and any(
            "".join(word[0] for word in spelling) == short.whole[0]
            for spelling in (long.whole, main)
        )
    )


def _numbers_agree(one: Name, other: Name) -> bool:
    is_company = one.is_company or other.is_company
    has_both = bool(one.numbers and other.numbers)
    return one.numbers == other.numbers or not (has_both or is_company)

"""Which mentions of events mean one event, whatever their kind: for texts of one story.

Reports of typed events are compared by parties, days and places (``same_event``). Where no coder
has found these, two mentions are judged by the words of the deed (the same, in other words, a kin
deed; see ``predicates``), by how alike these words are in use (``coref_words``), by what stands
around them, and by how alike their texts are. Words that tell little alone ("took", "said") need
more around them. Mentions are joined by average
linkage, so that a chain of near words does not run through a story.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.merge.coref_words import word_vectors
from detente.merge.predicates import KIN, Predicate, tie

# Weights of what speaks for one event, and the likeness from which two groups are one. Read on
# the dev half of ECB+ inside the system's stories: CoNLL F1 .826; with SAME_FROM chosen on other
# topics (six folds): .825, and without what one sentence, a denial and the words behind tell: .822.
# Each weight moved by a quarter costs .003 at most, a kin deed worth .75 costs .008. A regression
# of all this and of names, numbers, roles and the encoder's own classes, fitted on other topics,
# came to .821, and so did trees.
SAME_FROM = 0.8
_KIN = 0.6
_NEAR, _ALL, _TEXTS = 0.5, 0.15, 0.3
_LIGHT, _TELLING, _BOTH_TELL = -0.15, -0.35, -0.3
_IN_USE, _ALIKE_IN_USE = 0.4, 0.4
_ONE_TEXT, _ONE_SENTENCE, _NEGATED, _AFTER = -0.4, -0.4, -0.2, 0.1
# Few words in common of few prove little.
_LEAST_WEIGHT = 8.0
_UNKNOWN_RARITY = 3.0

Floats = npt.NDArray[np.float64]
Rarity = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that tell an event. ``near`` are roots just around them, ``around`` of the sentence.

    ``text`` is the number of the text they stand in, ``sentence`` that of their sentence in it,
    ``told`` the words themselves; ``after`` are roots just behind them, where mostly stands whom or
    what it befell; ``is_negated``: words before them say that it was not.
    """

    text: int
    told: str
    predicate: Predicate
    near: frozenset[str]
    around: frozenset[str]
    sentence: int = 0
    after: frozenset[str] = frozenset()
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """How alike two mentions are, on an open scale, and why in words."""

    points: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What texts are made of: roots of words, counted; made ready for comparing them."""

    rarity: Rarity
    vectors: Sequence[Mapping[str, float]]

    def likeness(self, one: int, other: int) -> float:
        """Return the cosine of two texts' TF-IDF vectors, 0..1."""
        few, many = sorted((self.vectors[one], self.vectors[other]), key=len)
        return sum(weight * many.get(root, 0.0) for root, weight in few.items())


def read_texts(words: Sequence[Counter[str]]) -> Texts:
    """Return texts made ready, given how often each root of a word stands in each.

    The weight of a root is (1 + log n) log((N + 1) / texts that have it), the usual TF-IDF.
    """
    holders = Counter(root for counted in words for root in counted)
    rarity = {root: math.log((len(words) + 1) / n) for root, n in holders.items()}
    return Texts(rarity, [_unit(counted, rarity) for counted in words])


def likeness(one: Mention, other: Mention, texts: Texts) -> Tie:
    """Return how alike two mentions are, and why; 0 if their words tell of different deeds."""
    bond = tie(one.predicate, other.predicate)
    if not bond:
        return Tie(0.0, ("other deeds",))
    told = [
        (_KIN if bond == KIN else bond, "a kin deed" if bond == KIN else "one deed"),
        (_used_alike(one.told, other.told), "words used alike"),
        (_NEAR * _shared(one.near, other.near, texts.rarity), "words nearby"),
        (_AFTER * _shared(one.after, other.after, texts.rarity), "words behind"),
        (_ALL * _shared(one.around, other.around, texts.rarity), "words of the sentence"),
        (_TEXTS * texts.likeness(one.text, other.text), "texts alike"),
        (_LIGHT * _either(one.predicate.is_light, other.predicate.is_light), "says little"),
        (_TELLING * _either(one.predicate.is_telling, other.predicate.is_telling), "of saying"),
        (_BOTH_TELL * (_tells(one.predicate) and _tells(other.predicate)), "both of saying"),
        (_NEGATED * (one.is_negated != other.is_negated), "one says that it was not"),
        (_ONE_TEXT * (one.text == other.text), "one text tells it twice"),
        (_ONE_SENTENCE * _in_one_sentence(one, other), "one sentence tells it twice"),
    ]
    reasons = tuple(f"{why} ({points:+.2f})" for points, why in told if points)
    return Tie(sum(points for points, _ in told), reasons)


def groups_of(mentions: Sequence[Mention], texts: Texts) -> list[int]:
    """Return the number of each mention's event; the mentions are those of one story.

    Numbers follow the order of first mentions; the result does not depend on that order. Time and
    memory grow with the square of the mentions.
    """
    size = len(mentions)
    alike = np.zeros((size, size))
    for place, one in enumerate(mentions):
        for beside in range(place):
            points = likeness(one, mentions[beside], texts).points
            alike[place, beside] = alike[beside, place] = points
    return _numbered(_joined(alike))


def _in_one_sentence(one: Mention, other: Mention) -> bool:
    return (one.text, one.sentence) == (other.text, other.sentence)


def _either(one: bool, other: bool) -> bool:  # noqa: FBT001 - two facts, not switches
    return one or other


def _tells(told: Predicate) -> bool:
    return told.is_telling and not told.is_light


def _used_alike(one: str, other: str) -> float:
    vectors = word_vectors()
    found = vectors.likeness(one, other) if vectors else None
    return 0.0 if found is None else _IN_USE * (found - _ALIKE_IN_USE)


def _shared(ours: frozenset[str], theirs: frozenset[str], rarity: Rarity) -> float:
    """Return the weight of roots in common, as a share of that of the side with less."""
    common = _weight(ours & theirs, rarity)
    least = min(_weight(ours, rarity), _weight(theirs, rarity))
    return common / max(least, _LEAST_WEIGHT)


def _weight(roots: frozenset[str], rarity: Rarity) -> float:
    return math.fsum(rarity.get(root, _UNKNOWN_RARITY) for root in roots)


def _unit(counted: Counter[str], rarity: Rarity) -> dict[str, float]:
    weights = {root: (1 + math.log(n)) * rarity[root] for root, n in counted.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {root: weights[root] / length for root in sorted(weights)}


def _joined(alike: Floats) -> list[int]:
    """Return a group for each row: average linkage, the most alike groups first."""
    sizes = np.ones(len(alike))
    group = np.arange(len(alike))
    np.fill_diagonal(alike, -np.inf)
    while len(alike) > 1:
        one, other = sorted(map(int, divmod(int(alike.argmax()), len(alike))))
        if alike[one, other] < SAME_FROM:
            break
        total = sizes[one] + sizes[other]
        mean = (alike[one] * sizes[one] + alike[other] * sizes[other]) / total
        alike[one], alike[:, one], sizes[one] = mean, mean, total
        alike[other], alike[:, other] = -np.inf, -np.inf
        alike[one, one] = -np.inf
        group[group == other] = one
    return [int(number) for number in group]


def _numbered(groups: Sequence[int]) -> list[int]:
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return [numbers[group] for group in groups]

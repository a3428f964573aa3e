"""Which word of one name stands for which of another, and what is left over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from detente.entities.names_fits import WordFits
from detente.entities.names_read import Name, Word

# Words less likely to be one are not matched (0.05 to 0.3 tried, flat).
LEAST_FIT = 0.1
_BUNDLE = 0.75
_LONGEST_BUNDLE = 4
_MOST_JOINED = 4
_SCRIPTS_WITHOUT_SPACES = frozenset({"han", "hangul", "kana", "thai", "lao", "khmer", "myanmar"})


@dataclass(slots=True)
class Match:
    """Words of two names that stand for each other: ``places`` in both, and how likely they do."""

    fit: float
    places: tuple[int, int]
    words: tuple[Word, Word]


@dataclass(slots=True)
class Alignment:
    """Matched words, best first, and the words that only one name has."""

    matches: list[Match] = field(default_factory=list)
    left: tuple[list[Word], list[Word]] = field(default_factory=lambda: ([], []))


def align(one: Name, other: Name, fits: WordFits) -> Alignment:
    """Return the best pairs of words of two names, each word used once.

    Words written apart in one name and together in the other are put together first; initials in
    one word ("JC") stand for the words that begin with them.
    """
    ours, theirs = _main_words(one, other), _main_words(other, one)
    whole = _unspaced(ours, theirs, fits)
    return whole or _rejoined(_bundled(_greedy(ours, theirs, fits)), fits)


def _main_words(name: Name, model: Name) -> list[Word]:
    wanted = {word.plain for word in model.words} - {word.plain for word in name.words}
    joined = _joined(name.words, wanted) if wanted and len(name.words) > 1 else name.words
    return [word for word in joined if word.plain not in name.particles]


def _joined(words: Sequence[Word], wanted: set[str]) -> Sequence[Word]:
    """Return words with neighbours run together where the other name writes them so."""
    for place, size in product(range(len(words) - 1), range(2, _MOST_JOINED + 1)):
        run = words[place : place + size]
        if "".join(word.plain for word in run) in wanted:
            return _joined((*words[:place], join(run), *words[place + size :]), wanted)
    return words


def join(words: Sequence[Word]) -> Word:
    """Return words run together."""
    native = "".join(word.native for word in words)
    return Word(native, "".join(word.plain for word in words), words[0].script)


def _unspaced(ours: Sequence[Word], theirs: Sequence[Word], fits: WordFits) -> Alignment | None:
    """Return the match of a name written without spaces with all words of the other, if any."""
    if len(ours) == len(theirs) or min(len(ours), len(theirs)) != 1:
        return None
    first, second = (ours, theirs) if len(ours) == 1 else (theirs, ours)
    if first[0].script not in _SCRIPTS_WITHOUT_SPACES:
        return None
    orders = (second, (*second[1:], second[0]), (second[-1], *second[:-1]))
    fit = max(fits.fit(first[0], join(order)) for order in orders)
    return Alignment([Match(fit, (0, 0), (join(ours), join(theirs)))])


def _greedy(ours: Sequence[Word], theirs: Sequence[Word], fits: WordFits) -> Alignment:
    free = (dict(enumerate(ours)), dict(enumerate(theirs)))
    found = Alignment(list(_take(_equal(ours, theirs), free)))
    found.matches.extend(_take(sorted(_likely(*free, fits), key=_best_first), free))
    found.left = list(free[0].values()), list(free[1].values())
    return found


def _best_first(match: Match) -> tuple[float, int, int]:
    # Of words as likely the ones in like places are taken, whichever name is read first.
    one, other = match.places
    return -match.fit, abs(one - other), min(one, other)


def _take(
    likely: Iterable[Match], free: tuple[dict[int, Word], dict[int, Word]]
) -> Iterator[Match]:
    for match in likely:
        first, second = match.places
        if first in free[0] and second in free[1]:
            del free[0][first], free[1][second]
            yield match


def _equal(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Match]:
    for (i, one), (j, other) in product(enumerate(ours), enumerate(theirs)):
        if one.plain == other.plain:
            yield Match(1.0, (i, j), (one, other))


def _likely(ours: dict[int, Word], theirs: dict[int, Word], fits: WordFits) -> Iterator[Match]:
    for (i, one), (j, other) in product(ours.items(), theirs.items()):
        fit = fits.fit(one, other)
        if fit >= LEAST_FIT:
            yield Match(fit, (i, j), (one, other))


def _bundled(found: Alignment) -> Alignment:
    """Match a word that is left with the words on the other side whose initials it spells."""
    for side in (0, 1):
        words, others = found.left[side], found.left[1 - side]
        initials = "".join(word.plain[0] for word in others)
        bundle = next((word for word in words if word.plain == initials), None)
        if bundle is not None and 1 < len(initials) <= _LONGEST_BUNDLE:
            words.remove(bundle)
            _match_side(found, side, (bundle, join(others)), _BUNDLE)
            others.clear()
    return found


def _rejoined(found: Alignment, fits: WordFits) -> Alignment:
    """Match one word that is left with two on the other side, run together ("Tse-tung")."""
    for side in (0, 1):
        words, others = found.left[side], found.left[1 - side]
        if len(words) != 1 or len(others) == 1:
            continue
        pairs = [join(pair) for pair in pairwise(others)]
        likely = [fits.by_sound(words[0], pair) for pair in pairs]
        fit = max(likely, default=0.0)
        if fit >= LEAST_FIT:
            place = likely.index(fit)
            _match_side(found, side, (words.pop(), pairs[place]), fit)
            del others[place : place + 2]
    return found


def _match_side(found: Alignment, side: int, pair: tuple[Word, Word], fit: float) -> None:
    words = pair if side == 0 else (pair[1], pair[0])
    found.matches.append(Match(fit, (-1, -1), words))

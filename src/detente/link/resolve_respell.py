"""A phrase that means nothing, read again with its misspelt words put right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from detente.entities.lexicon import fold, words_of
from detente.entities.registry import Registry
from detente.model import Word

# A word in small letters can only be a role's.
_ROLE_TAGS, _NAME_TAGS, _PLACE_TAGS = frozenset("R"), frozenset("ASDE"), frozenset("CL")
# Slips of one letter in words of five and more, of two in those of ten and more, and of two in
# those of eight that only have their letters in another order.
_SHORTEST, _LONG, _LONGEST = 5, 8, 10
_CANDIDATES = 5
_LEAST_ALIKE_BODY = 86
_SHORTEST_BODY = 8
# Names of companies and newspapers are too many and too alike to guess at.
_OF_BUSINESS = frozenset(("company", "airline", "bank", "media"))


class Respeller:
    """Puts words right by the names and roles of one registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def respelt(self, text: str) -> str:
        """Return a phrase with each unknown word replaced by the one known word nearest to it.

        A phrase that is spelled almost like a known body becomes that body's name.
        """
        body = self.body(text)
        if body != text:
            return body
        words = words_of(text)
        known = [self._nearest(word, is_alone=len(words) == 1) for word in words]
        return _replaced(text, words, known)

    def body(self, text: str) -> str:
        """Return the name of the body that a phrase spells almost, else the phrase itself."""
        plain = _solid(text)
        if len(plain) < _SHORTEST_BODY or " " not in text.strip():
            return text
        found = process.extractOne(
            plain, self._bodies, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE_BODY
        )
        return found[2] if found else text

    def _nearest(self, word: Word, *, is_alone: bool) -> str | None:
        plain = word.folded
        is_name = word.text[0].isupper() and plain in self._registry.surnames
        if is_name or not _may_be_misspelt(word) or plain in self._vocabulary:
            return None
        wanted = "RN" if is_alone else "RNL"
        wanted = wanted if word.text[0].isupper() else "R"
        lengths = range(len(plain) - 2, len(plain) + 3)
        near = (one for length in lengths for one in self._by_length.get(length, ()))
        near = (one for one in near if one[0] == plain[0] and self._vocabulary[one] in wanted)
        found = process.extract(
            plain, list(near), scorer=OSA.distance, score_cutoff=2, limit=_CANDIDATES
        )
        slips = sorted((_slips(plain, one), one) for one, _, _ in found)
        slips = [(number, one) for number, one in slips if number <= 1]
        is_clear = len(slips) == 1 or (len(slips) > 1 and slips[0][0] < slips[1][0])
        return slips[0][1] if is_clear else None

    @cached_property
    def _vocabulary(self) -> Mapping[str, str]:
        """Words of roles (R), of names of states (N) and of places (L)."""
        kinds = (("L", _PLACE_TAGS), ("N", _NAME_TAGS), ("R", _ROLE_TAGS))
        keys = ((kind, self._registry.lexicon.keys(tags)) for kind, tags in kinds)
        return {word: kind for kind, some in keys for key, _ in some for word in key.split()}

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            found[len(word)].append(word)
        return found

    @cached_property
    def _bodies(self) -> Mapping[str, str]:
        return dict(self._body_names())

    def _body_names(self) -> Iterator[tuple[str, str]]:
        for body in self._registry.bodies.values():
            if " " in body.name and body.kind not in _OF_BUSINESS:
                yield body.name, _solid(body.name)


def _may_be_misspelt(word: Word) -> bool:
    return len(word.folded) >= _SHORTEST and word.text.isalpha() and not word.text.isupper()


def _slips(word: str, other: str) -> float:
    """Return how far a word is from another: up to 1 is a slip; letters in another order less."""
    distance = OSA.distance(word, other)
    is_shuffled = sorted(word) == sorted(other) and len(word) >= _LONG
    if distance <= 1:
        return 0.5 if sorted(word) == sorted(other) else 0.8
    return 1.0 if is_shuffled or len(word) >= _LONGEST else distance


def _solid(text: str) -> str:
    return "".join(letter for letter in fold(text).removeprefix("the ") if letter.isalnum())


def _replaced(text: str, words: Sequence[Word], known: Sequence[str | None]) -> str:
    parts: list[str] = []
    at = 0
    for word, right in zip(words, known, strict=True):
        if right:
            is_name = word.text[0].isupper()
            parts += text[at : word.start], right.capitalize() if is_name else right
            at = word.end
    return "".join((*parts, text[at:]))

"""A phrase that means nothing, read again with its misspelt words put right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from detente.entities.lexicon import Word, fold, words_of
from detente.entities.registry import Registry

# A word in small letters can only be a role's.
_ROLE_TAGS, _NAME_TAGS = frozenset("R"), frozenset("ASCLDE")
# Slips of one letter in words of five and more, of two in those of eight and more.
_SHORTEST, _LONG = 5, 8
_LEAST_ALIKE_BODY = 86
_SHORTEST_BODY = 8


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
        known = [self._nearest(word) for word in words]
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

    def _nearest(self, word: Word) -> str | None:
        size = len(word.folded)
        if size < _SHORTEST or not word.text.isalpha() or word.text.isupper():
            return None
        if word.folded in self._vocabulary:
            return None
        slips = 2 if size >= _LONG else 1
        lengths = range(size - slips, size + slips + 1)
        near = (one for length in lengths for one in self._by_length.get(length, ()))
        near = (one for one in near if one[0] == word.folded[0])
        is_name = word.text[0].isupper()
        choices = [one for one in near if is_name or self._vocabulary[one] == "R"]
        found = process.extract(
            word.folded, choices, scorer=OSA.distance, score_cutoff=slips, limit=2
        )
        is_clear = len(found) == 1 or (len(found) > 1 and found[0][1] < found[1][1])
        return found[0][0] if is_clear else None

    @cached_property
    def _vocabulary(self) -> Mapping[str, str]:
        """Words of names and roles, each with N or R."""
        lexicon = self._registry.lexicon
        names = {word: "N" for key, _ in lexicon.keys(_NAME_TAGS) for word in key.split()}
        return names | {word: "R" for key, _ in lexicon.keys(_ROLE_TAGS) for word in key.split()}

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
            if " " in body.name:
                yield body.name, _solid(body.name)


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

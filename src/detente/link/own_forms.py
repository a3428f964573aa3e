"""The words by which the gate knows sentences that may tell of the user's own event types."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from detente.model import Parse, Span
from detente.ontology.own_types import OwnType, whole_set
from detente.ontology.own_types_file import read_own_types

Parsing = Callable[[Iterable[tuple[str, int]]], Iterator[Parse]]

_TELLING: Final = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_SHORT: Final = 3


def own_forms(path: str | None, parsing: Parsing) -> frozenset[str]:
    """Return how the words that tell of a file's types begin, lemmas and as its examples have them.

    Without a file, none.

    Raises:
        OwnTypesError: the file is broken; names file, line and key.
    """
    if path is None:
        return frozenset()
    own = read_own_types(path)
    words = {word for one in own.types for word in _words(one, parsing)}
    return frozenset(_stem(one) for word in words for one in whole_set(word, own.sets))


def _words(own: OwnType, parsing: Parsing) -> Iterator[str]:
    yield from (lemma for words in own.words for lemma in words.lemmas)
    phrases = [(words.text, None) for words in own.words if words.kind is None]
    marked = [(example.text, example.marks) for example in own.examples if example.marks]
    for text, marks in (*phrases, *marked):
        (parse,) = parsing([(text, 0)])
        yield from _telling(parse, marks)


def _telling(parse: Parse, marks: Sequence[Span] | None) -> Iterator[str]:
    for token, start in enumerate(parse.starts):
        inside = marks is None or any(mark.start <= start < mark.end for mark in marks)
        if inside and parse.pos[token] in _TELLING:
            yield parse.lemmas[token].casefold()
            yield parse.words[token].casefold()


def _stem(word: str) -> str:
    # "supply" begins "supplies", and "seize" "seizing".
    return word[:-1] if len(word) > _SHORT and word[-1] in "ey" else word

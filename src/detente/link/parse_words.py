"""What the rules of a spaCy pipeline make of a tagged word: lemma and universal tag, remembered.

Two parts of the English pipeline only follow rules: the attribute ruler sets the universal tag of
a word by its form, tag and dependency, the lemmatizer its lemma by form and universal tag. Both
take long for a sentence and say the same of the same word each time.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

RULES: Final = ("attribute_ruler", "lemmatizer")
"""The parts of a pipeline that are left out of it and asked here."""

# A vocabulary grows with the news; this many words are some tens of megabytes.
_MOST_WORDS: Final = 200_000


class Told(NamedTuple):
    """A word and what is told of it; ``lemma`` is in lower case."""

    word: str
    lemma: str
    tag: str
    pos: str
    dep: str


class WordRules:
    """The rules of one pipeline, and what they said of the words seen so far.

    Some rules look at two words ("let" before "'s"). What a sentence with a word that begins such
    a pair gets is not remembered, so that the memory has only what one word tells.
    """

    def __init__(self, nlp: Any) -> None:
        parts = dict(nlp.pipeline)
        self._rules = [parts[name] for name in RULES if name in parts]
        self._pairs = _pair_matcher(nlp.vocab, parts)
        self._known: dict[tuple[int, int, int], Told] = {}

    def told(self, doc: Any, keys: Sequence[tuple[int, int, int]]) -> list[Told]:
        """Return what is told of the words of a parsed text; ``keys`` are their form, tag, dep."""
        try:
            return [self._known[key] for key in keys]
        except KeyError:
            return self._asked(doc, keys)

    def _asked(self, doc: Any, keys: Sequence[tuple[int, int, int]]) -> list[Told]:
        is_paired = bool(self._pairs(doc, allow_missing=True))
        for rule in self._rules:
            rule(doc)
        told = [Told(one.text, one.lemma_.lower(), one.tag_, one.pos_, one.dep_) for one in doc]
        if not is_paired:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            self._known.update(zip(keys, told, strict=True))
        return told


def _pair_matcher(vocab: Any, parts: dict[str, Any]) -> Any:
    """Return what finds the words that rules over several words begin with."""
    from spacy.matcher import Matcher  # noqa: PLC0415  (heavy: only a worker that parses pays)

    matcher = Matcher(vocab)
    firsts = list(_first_words(parts.get(RULES[0])))
    if firsts:
        matcher.add("first", [[first] for first in firsts])
    return matcher


def _first_words(ruler: Any) -> Iterator[Any]:
    for rule in ruler.patterns if ruler else ():
        yield from (pattern[0] for pattern in rule["patterns"] if len(pattern) > 1)

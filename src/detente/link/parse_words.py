"""What the rules of a spaCy pipeline make of a tagged word: lemma and universal tag, remembered.

Two parts of the English pipeline only follow rules: the attribute ruler sets the universal tag of
a word by its form, tag and dependency, the lemmatizer its lemma by form and universal tag. Both
take long for a sentence and say the same of the same word each time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


Key = tuple[int, int, int]
"""A word's form, tag and dependency, as spaCy numbers them."""


class WordRules:
    """The rules of one pipeline, and what they said of the words seen so far.

    Some rules look at two words ("let" before "'s"). A sentence with a word that begins such a
    pair is read whole each time; of all others only the words that are new. What the attribute
    ruler says of a word whose form no rule names hangs on its tag and dependency alone.
    """

    def __init__(self, nlp: Any) -> None:
        parts = dict(nlp.pipeline)
        self._rules = [parts[name] for name in RULES if name in parts]
        self._pairs = _pair_matcher(nlp.vocab, parts)
        self._forms = forms_named(*map(parts.get, RULES))
        self._known: dict[Key, Told | None] = {}
        self._classes: dict[tuple[int, int], tuple[int, Any]] = {}

    def told(self, doc: Any, keys: Sequence[Key]) -> Sequence[Told]:
        """Return what is told of the words of a parsed text; ``keys`` are those of its words."""
        known = self._known
        new = {key: at for at, key in enumerate(keys) if key not in known}
        if new:
            self._learn(doc, new)
        told = [one for one in map(known.get, keys) if one]
        return told if len(told) == len(keys) else self._asked(doc)

    def _learn(self, doc: Any, new: Mapping[Key, int]) -> None:
        """Remember what is told of new words, None of those that begin a pair."""
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        rest = {key: at for key, at in new.items() if not self._is_soon_told(doc[at], key)}
        if rest:
            self._learn_by_rules(doc, rest)

    def _is_soon_told(self, word: Any, key: Key) -> bool:
        """Remember a word whose form no rule names, if another of its class was told."""
        told = self._classes.get(key[1:])
        if told is None or self._forms is None or not self._forms.is_free(word.text):
            return False
        word.pos, morph = told
        word.set_morph(morph)
        (lemma, *_) = self._rules[1].lemmatize(word)
        self._known[key] = Told(word.text, lemma.lower(), word.tag_, word.pos_, word.dep_)
        return True

    def _learn_by_rules(self, doc: Any, new: Mapping[Key, int]) -> None:
        alone = _alone(doc, list(new.values()))
        first = {at for _, at, _ in self._pairs(alone, allow_missing=True)}
        if first:
            # Read apart: a word after one that begins a pair may be told as half of it.
            self._known.update((key, None) for at, key in enumerate(new) if at in first)
            new = {key: place for at, (key, place) in enumerate(new.items()) if at not in first}
            alone = _alone(doc, list(new.values()))
        self._known.update(zip(new, self._asked(alone), strict=True))
        for key, word in zip(new, alone, strict=True):
            if self._forms and self._forms.is_free(word.text):
                self._classes[key[1:]] = (word.pos, word.morph)

    def _asked(self, doc: Any) -> list[Told]:
        for rule in self._rules:
            rule(doc)
        return [Told(one.text, one.lemma_.lower(), one.tag_, one.pos_, one.dep_) for one in doc]


def _alone(doc: Any, places: Sequence[int]) -> Any:
    """Return some words of a text as a text, with their tags and dependencies."""
    from spacy.tokens import Doc  # noqa: PLC0415  (heavy: only a worker that parses pays)

    words = [doc[at] for at in places]
    return Doc(
        doc.vocab,
        words=[one.text for one in words],
        tags=[one.tag_ for one in words],
        deps=[one.dep_ for one in words],
        heads=list(range(len(words))),
    )


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


class Forms(NamedTuple):
    """The forms that rules name, in lower case, and patterns of forms."""

    words: frozenset[str]
    patterns: Sequence[re.Pattern[str]]

    def is_free(self, word: str) -> bool:
        """Whether no rule names the form of a word; said of plain words only."""
        if not word.isalpha():
            return False
        low = word.lower()
        return low not in self.words and not any(one.search(low) for one in self.patterns)


def forms_named(ruler: Any, lemmatizer: Any) -> Forms | None:
    """Return the forms that a ruler's rules name; None if a rule asks what is not known here."""
    if not (ruler and lemmatizer):
        return None
    tokens = [token for rule in ruler.patterns for row in rule["patterns"] for token in row]
    if not all(_ASKED.issuperset(token) for token in tokens):
        return None
    by_class = [rule for rule in ruler.patterns if not _names_forms(rule["patterns"])]
    asked = [one["LOWER"] for one in tokens if "LOWER" in one]
    if not all(_TOLD.issuperset(rule["attrs"]) for rule in by_class) or not all(
        map(_is_read, asked)
    ):
        return None
    return Forms(
        frozenset(form for one in asked for form in _named(one)),
        [re.compile(one["REGEX"]) for one in asked if "REGEX" in one],
    )


_ASKED: Final = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
# What rules may tell of a word by its tag and dependency; its lemma comes from the lemmatizer.
_TOLD: Final = frozenset({"POS", "MORPH"})


def _names_forms(patterns: Iterable[Sequence[Mapping[str, Any]]]) -> bool:
    """Whether a rule names forms, or blanks, which are never plain words."""
    return all(
        any("LOWER" in one or one.get("IS_SPACE") is True for one in row) for row in patterns
    )


def _is_read(asked: Any) -> bool:
    return isinstance(asked, str) or set(asked) in ({"IN"}, {"REGEX"})


def _named(asked: Any) -> Sequence[str]:
    return (asked,) if isinstance(asked, str) else asked.get("IN", ())

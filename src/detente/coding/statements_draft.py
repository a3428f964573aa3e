"""The record of an attribution before quotation marks and names are looked at."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from detente.coding.statements_tables import words
from detente.coding.tree import Tree
from detente.model import Span

OBJECT_RULE: Final = "a verb and its object"
OUTER: Final = frozenset({",", ".", ";", ":", "-", "--", "–", "—"})


class Phrase(NamedTuple):
    """Words for somebody: the whole phrase, and its main word."""

    span: Span
    head: Span


class Draft(NamedTuple):
    """An attribution in one sentence, before quotation marks and names are looked at.

    ``rule`` tells how it was found, ``word`` is the cue's lemma. ``takes_quotes``: words in
    quotation marks beside the cue are its content. ``through`` are those who quote the source,
    ``relayer`` who speaks for it, ``joint`` those who speak with it.
    """

    sentence: int
    cue: Span
    source: Phrase | None
    content: tuple[Span, ...]
    takes_quotes: bool
    confidence: float
    rule: str
    word: str
    addressee: Phrase | None = None
    relayer: Phrase | None = None
    through: tuple[Phrase, ...] = ()
    joint: tuple[Phrase, ...] = ()


def phrase(tree: Tree, token: int | None) -> Phrase | None:
    """Return the noun phrase around a token, or None for None."""
    if token is None:
        return None
    return Phrase(tree.span(tree.noun_phrase(token)), tree.span([token]))


def trimmed(tree: Tree, tokens: Sequence[int]) -> list[int]:
    """Return the tokens of a content without stops and commas at its ends."""
    first, last = 0, len(tokens)
    while first < last and tree.parse.words[tokens[first]] in OUTER:
        first += 1
    while last > first and tree.parse.words[tokens[last - 1]] in OUTER:
        last -= 1
    return list(tokens[first:last] or tokens)


def can_speak(tree: Tree, token: int) -> bool:
    """Can the head of a phrase say, want or judge: a name, a pronoun, a person, body or text?"""
    tag, lemma, word = tree.parse.tags[token], tree.parse.lemmas[token], tree.parse.words[token]
    if tag.startswith("NNP") or tag == "PRP$" or _is_name(token, tag, word):
        return True
    table, low = words(), word.lower()
    if tag in {"PRP", "WP"}:
        return low not in {"it", "what"}
    known = lemma in table.speaker_nouns or low in table.speaker_nouns | table.speaker_others
    return known or low.endswith(tuple(table.speaker_endings))


def _is_name(token: int, tag: str, word: str) -> bool:
    """Is this a name that the tagger took for a common noun: with a capital, one at least?"""
    return word[:1].isupper() and (tag == "NN" or (token > 0 and tag in {"NNS", "JJ"}))

"""Set phrases in the words of a statement: "cross a line", "reserve the right", "no such"."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

import ahocorasick

from detente.coding.stance_evidence import Evidence, Rank
from detente.coding.stance_negation import negation_of
from detente.coding.stance_tables import word_list
from detente.coding.stance_view import Part
from detente.coding.tables import read
from detente.coding.tree import VERBAL, Tree

_DROPPED: Final = frozenset({"DT", "RB", "RBR", "MD", "UH"})
_KEPT: Final = frozenset(
    {"not", "n't", "no", "never", "too", "only", "together", "away", "forward"}
)
_CLIMB: Final = 4  # heads above a phrase that are asked for a negation


class Phrase(NamedTuple):
    """A set phrase: see the header of data/en/stance_phrases.toml."""

    words: str
    stance: str
    negated: str
    is_weak: bool


def phrase_evidence(parts: Sequence[Part]) -> Iterator[Evidence]:
    """Yield the stances that set phrases show; a question shows none."""
    for part in parts:
        if "?" not in part.tree.parse.words[-3:]:
            yield from _in_part(part)


def _in_part(part: Part) -> Iterator[Evidence]:
    kept = _kept(part)
    lemmas = [_plain(part.tree.parse.lemmas[token]) for token in kept]
    line, ends = " ", {}
    for place, lemma in enumerate(lemmas):
        line += lemma + " "
        ends[len(line) - 1] = place
    for last, phrase in _automaton().iter(line):
        size = phrase.words.count(" ") + 1
        tokens = kept[ends[last] - size + 1 : ends[last] + 1]
        yield _evidence(part.tree, tokens, phrase)


def _kept(part: Part) -> list[int]:
    """Return the tokens that count: no articles, adverbs or auxiliaries."""
    tags, lemmas = part.tree.parse.tags, part.tree.parse.lemmas
    return [
        token
        for token in sorted(part.tokens)
        if tags[token] not in _DROPPED or lemmas[token] in _KEPT
    ]


def _plain(lemma: str) -> str:
    return "not" if lemma == "n't" else lemma


def _evidence(tree: Tree, tokens: Sequence[int], phrase: Phrase) -> Evidence:
    is_negative = bool(set(phrase.words.split()) & word_list("negation", "words"))
    negated = not is_negative and _is_negated(tree, tokens[0])
    stance = phrase.negated if negated else phrase.stance
    return Evidence(stance, tree.span(tokens), _rank(phrase, stance), f"phrase: {phrase.words}")


def _rank(phrase: Phrase, stance: str) -> Rank:
    if stance == "describes":
        return Rank.PLAIN
    return Rank.WEAK_PHRASE if phrase.is_weak else Rank.PHRASE


def _is_negated(tree: Tree, token: int) -> bool:
    """Whether the clause of a phrase is negated."""
    for _ in range(_CLIMB):
        if tree.parse.pos[token] in VERBAL:
            return negation_of(tree, token, None) is not None
        if tree.parse.heads[token] == token:
            return False
        token = tree.parse.heads[token]
    return False


@cache
def _automaton() -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for group in read("stance_phrases.toml")["group"]:
        for words in group["phrases"]:
            phrase = Phrase(words, group["stance"], group["negated"], group["weak"])
            found.add_word(f" {words} ", phrase)
    found.make_automaton()
    return found

"""Words for all sides of what was told before: "both", "the two ministers", "they"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from detente.coding.tree import Tree
from detente.model import Document, Mention, Participant, Span
from detente.ontology.lexicon import word_sets

# Words that mean both sides alone, and those that do before a noun.
_ALONE: Final = frozenset({"both", "two"})
_PAIRING: Final = frozenset({"both", "two", "three", "each"})
_JOINING: Final = frozenset({"and", "&", ",", ", and", "and the", ", and the", ", the"})
# Words for states, for those who need no number before them, and for the two sides of a visit.
_STATES: Final = frozenset({"country", "state", "government", "side", "neighbour", "neighbor"})
_OPPOSED: Final = frozenset({"neighbour", "neighbor", "rival", "side"})
_GUESTS: Final = frozenset({"guest", "visitor"})
_VISITING: Final = _GUESTS | {"host"}
# Whom such a word means is less sure than who is named.
_LESS_SURE: Final = 0.75


class Sides(NamedTuple):
    """Who did something together: as told last before a sentence, and as its article opens.

    ``guest`` and ``host`` are those of the visit told last.
    """

    near: tuple[Participant, ...] = ()
    opening: tuple[Participant, ...] = ()
    guest: tuple[Participant, ...] = ()
    host: tuple[Participant, ...] = ()

    def at(self, tree: Tree, token: int) -> tuple[Participant, ...]:
        """Return whom a word for all sides means.

        "They" reaches no further than the last told. "The two countries" are those that an article
        opens with, if one of them is among the last told.
        """
        lemma = tree.parse.lemmas[token]
        if lemma in _VISITING:
            return self.guest if lemma in _GUESTS else self.host
        if lemma == "they":
            return self.near
        is_main = lemma in _STATES and not _countries(self.near).isdisjoint(
            _countries(self.opening)
        )
        return self.opening if is_main or not self.near else self.near


def _countries(parties: Sequence[Participant]) -> set[str | None]:
    return {one.country for one in parties}


def means_both(tree: Tree, token: int) -> bool:
    """Say whether a word means all sides told before, and names nobody itself."""
    lemma, word = tree.parse.lemmas[token], tree.parse.words[token].casefold()
    if lemma in _VISITING:
        return not tree.kids(token, {"prep", "amod", "compound", "nmod", "appos"})
    if lemma not in word_sets()["both_sides"]:
        return False
    if word == "they":
        return not any(_is_plural(tree, one) for one in _subjects_above(tree, token))
    kids = {tree.parse.lemmas[kid] for kid in tree.kids(token, {"nummod", "det", "predet"})}
    is_pair = word in _ALONE or not _PAIRING.isdisjoint(kids)
    is_pair = is_pair or (lemma in _OPPOSED and word != lemma and kids == {"the"})
    return is_pair and not tree.kids(token, {"poss", "prep", "amod", "compound", "nmod"})


def _subjects_above(tree: Tree, token: int) -> list[int]:
    verbs = tree.ancestors(tree.parse.heads[token])
    return [subject for verb in verbs for subject in tree.kids(verb, {"nsubj"})]


def _is_plural(tree: Tree, token: int) -> bool:
    return tree.parse.tags[token] in {"NNS", "NNPS"} or bool(tree.kids(token, {"conj"}))


def are_apart(document: Document, members: Sequence[int], sides: Sequence[Participant]) -> bool:
    """Say whether mentions are others than those who did something together, joined by no text.

    In "Oman *and* Chad met Fiji" text joins the first two. What stands beside each other by chance
    is a worse guess than who acted together.
    """
    links, mentions, text = document.links or (), document.mentions or (), document.text or ""
    first = min(members)
    if first and _are_joined(text, mentions[first - 1], mentions[first]):
        return True  # the last two of a longer list are no pair
    if {links[one].country for one in members} == {one.country for one in sides}:
        return False
    pairs = pairwise(mentions[one] for one in sorted(members))
    return not all(_are_joined(text, one, other) for one, other in pairs)


def _are_joined(text: str, one: Mention, other: Mention) -> bool:
    return text[one.span.end : other.span.start].strip().casefold() in _JOINING


def in_words(sides: Sequence[Participant], span: Span, text: str) -> list[Participant]:
    """Return the sides as parties that the words at a span of a text stand for."""
    words = text[span.start : span.end]
    return [
        replace(one, span=span, text=words, confidence=round(one.confidence * _LESS_SURE, 3))
        for one in sides
    ]

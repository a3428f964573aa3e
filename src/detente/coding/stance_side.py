"""Whose deed a clause of a statement tells: the speaker's own side's, or another's."""

from collections.abc import Iterator
from enum import Enum
from typing import Final

from detente.coding.stance_tables import cue_list, word_list
from detente.coding.stance_view import Part, View
from detente.model import Statement

_PERSON: Final = frozenset({"he", "she"})  # who is told of in the speaker's words: the speaker
_ECHO: Final = frozenset({"he", "she", "it", "they"})
_NEAR: Final = frozenset({"our", "my", "his", "her", "its", "their", "the"})
_CLAUSES: Final = frozenset({"relcl", "acl"})
_APART: Final = frozenset({"with", "against", "on", "to"})
_LEARNED: Final = frozenset({"EDU", "MED", "SOC", "NGO", "CVL"})
_OUTLET: Final = "JRN"  # an outlet passes on what others say, and has no side in it


class Whose(Enum):
    """Whose deed it is."""

    OWN = "own"
    OTHER = "other"
    UNKNOWN = "unknown"


class Side:
    """Tells for one statement whether words of it mean the side of its speaker.

    ``acts``: the speaker speaks for a state or body, so that what it will do is theirs to promise.
    ``is_placed``: the speaker's state is known. ``is_told_in_past``: the words are told in the past
    tense, so that their own present may have become past. ``is_quoted``: some of it is in marks.
    """

    def __init__(self, view: View, statement: Statement) -> None:
        self._view = view
        self._country = _country(statement)
        self._is_direct = statement.kind == "direct"
        self.is_quoted = statement.kind != "indirect"
        self.is_told_in_past = not self._is_direct and _is_past(view, statement)
        self.is_placed = self._country is not None
        self.acts = _acts(statement) and not _is_only_thought(view, statement)

    def of(self, part: Part, token: int | None) -> Whose:
        """Return whose side the noun phrase of a token is on."""
        if token is None:
            return Whose.UNKNOWN
        parse = part.tree.parse
        word = parse.words[token].lower()
        is_speaker = word in _PERSON and not self._is_direct
        if is_speaker or word in word_list("own", "words") or self._is_possessed(part, token):
            return Whose.OWN
        countries = set(self._countries(part, token))
        if self._country in countries:
            return Whose.OWN
        if countries:
            return Whose.OTHER
        if word in _ECHO:
            return Whose.UNKNOWN if self._is_direct else Whose.OWN
        return Whose.OWN if self._is_own_noun(part, token) else Whose.UNKNOWN

    def is_self(self, part: Part, token: int | None) -> bool:
        """Whether a word is "I" or "we"."""
        word = "" if token is None else part.tree.parse.words[token].lower()
        return word in word_list("own", "words")

    def _is_possessed(self, part: Part, token: int) -> bool:
        words = part.tree.parse.words
        owners = {words[kid].lower() for kid in part.tree.kids(token, {"poss"})}
        if owners & word_list("own", "words"):
            return True
        return not self._is_direct and bool(owners & {"his", "her"})

    def _is_own_noun(self, part: Part, token: int) -> bool:
        parse = part.tree.parse
        owners = [parse.words[kid].lower() for kid in part.tree.kids(token, {"poss", "det"})]
        is_near = any(owner in _NEAR for owner in owners)
        return is_near and parse.lemmas[token] in word_list("own", "nouns")

    def _countries(self, part: Part, token: int) -> Iterator[str]:
        """Yield the states of a phrase; not those that it only stands with ("with Azerbaijan")."""
        parse = part.tree.parse
        apart = [
            kid
            for kid in part.tree.children[token]
            if parse.deps[kid] in _CLAUSES or parse.lemmas[kid] in _APART
        ]
        for one in part.tree.subtree(token, apart):
            link = self._view.link_at(part.sentence, parse.starts[one])
            if link and link.country:
                yield link.country


def _country(statement: Statement) -> str | None:
    speaker = statement.speaker
    return speaker.country if speaker and speaker.sector != _OUTLET else None


def _is_past(view: View, statement: Statement) -> bool:
    tree = view.tree(statement.sentence)
    return tree is not None and any(
        tree.parse.tags[token] in {"VBD", "VBN", "VBG"} for token in view.cue_tokens(statement)
    )


def _acts(statement: Statement) -> bool:
    speaker = statement.speaker
    if speaker is None:
        return True  # a headline or a notice: who speaks is not in the words
    words = speaker.text.lower().split()
    is_watching = any(word.rstrip("s,") in cue_list("watching", "nouns") for word in words)
    return not is_watching and speaker.sector not in _LEARNED


def _is_only_thought(view: View, statement: Statement) -> bool:
    tree = view.tree(statement.sentence)
    lemmas = (tree.parse.lemmas[token] for token in view.cue_tokens(statement)) if tree else ()
    return any(lemma in cue_list("thinking") for lemma in lemmas)

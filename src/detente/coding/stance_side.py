"""Whose deed a clause of a statement tells: the speaker's own side's, or another's."""

from enum import Enum
from typing import Final

from detente.coding.stance_tables import word_list
from detente.coding.stance_view import Part, View
from detente.model import Statement

_ECHO: Final = frozenset({"he", "she", "it", "they"})
_NEAR: Final = frozenset({"our", "my", "his", "her", "its", "their", "the"})
# Kinds of speakers who act for a state or body, so that what it will do is theirs to promise.
_LEARNED: Final = frozenset({"EDU", "MED", "SOC", "NGO", "CVL", "JRN"})


class Whose(Enum):
    """Whose deed it is."""

    OWN = "own"
    OTHER = "other"
    UNKNOWN = "unknown"


class Side:
    """Tells for one statement whether words of it mean the side of its speaker."""

    def __init__(self, view: View, statement: Statement) -> None:
        self._view = view
        self._country = statement.speaker.country if statement.speaker else None
        self._is_direct = statement.kind == "direct"
        sector = statement.speaker.sector if statement.speaker else None
        self.acts = statement.speaker is not None and sector not in _LEARNED

    def of(self, part: Part, token: int | None) -> Whose:
        """Return whose side the noun phrase of a token is on."""
        if token is None:
            return Whose.UNKNOWN
        parse = part.tree.parse
        word = parse.words[token].lower()
        if word in word_list("own", "words"):
            return Whose.OWN if self._is_first_person(part, token) else Whose.UNKNOWN
        countries = self._countries(part, token)
        if self._country and self._country in countries:
            return Whose.OWN
        if countries:
            return Whose.OTHER
        if word in _ECHO:
            return Whose.UNKNOWN if self._is_direct else Whose.OWN
        return Whose.OWN if self._is_own_noun(part, token) else Whose.UNKNOWN

    def _is_first_person(self, part: Part, token: int) -> bool:
        return part.tree.parse.starts[token] >= 0

    def _is_own_noun(self, part: Part, token: int) -> bool:
        parse = part.tree.parse
        owners = [parse.words[kid].lower() for kid in part.tree.kids(token, {"poss", "det"})]
        if any(owner in word_list("own", "words") for owner in owners):
            return True
        is_near = any(owner in _NEAR for owner in owners)
        return is_near and parse.lemmas[token] in word_list("own", "nouns")

    def _countries(self, part: Part, token: int) -> set[str]:
        parse = part.tree.parse
        near = part.tree.noun_phrase(token)
        joined = [kid for kid in part.tree.kids(token, {"conj"}) if parse.pos[kid] != "VERB"]
        found: set[str] = set()
        for one in (*near, *joined):
            link = self._view.link_at(part.sentence, parse.starts[one])
            if link and link.country:
                found.add(link.country)
        return found

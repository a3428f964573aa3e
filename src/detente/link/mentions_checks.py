"""Whether words with a capital can be the name of a person, by their shape and kind."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from detente.entities.tables import words as word_table
from detente.link.name_usage import Usage, load_usage

# "SeaMicro", but not McCain, MacArthur, O'Brien, DeLay, LeBron.
_INNER = re.compile(
    r"^(?!(?:Mc|Mac|O['’]|D['’]|De|Del|Di|Du|Da|La|Le|Van|Von|Fitz|St|Al|El|Ah)[A-Z])\w*[a-z][A-Z]"
)
_ROMAN = frozenset(("II", "III", "VII", "VIII", "XII", "XIV", "XVI", "XXIII"))
_ACRONYM = 3
_SHORTEST = 3


class ShapeWords(NamedTuple):
    """Classes of words that tell names of things from names of persons."""

    everyday: frozenset[str]
    naval: frozenset[str]
    ships: frozenset[str]
    place_endings: frozenset[str]
    place_beginnings: frozenset[str]
    teams: frozenset[str]
    vessels: frozenset[str]
    social: frozenset[str]


def load_shape_words() -> ShapeWords:
    """Return the packaged words."""
    table = word_table("words.toml")
    keys = ("everyday", "naval_prefixes", "ship_prefixes", "place_endings", "place_beginnings")
    read = [table[key].split() for key in (*keys, "team_names", "vessels", "social")]
    return ShapeWords(*(frozenset(one.partition(":")[0] for one in words) for words in read))


class NameCheck:
    """Checks names as they are written; ``tags`` are the words with a class of their own."""

    def __init__(self, tags: Collection[str], particles: Collection[str]) -> None:
        self.words = load_shape_words()
        self._usage: Usage = load_usage()
        self._tags = tags
        self._particles = particles

    def is_plain(self, folded: str) -> bool:
        """Say whether a word is an everyday one that is no part of a name."""
        if folded in self._particles or folded in self._usage.surnames:
            return False
        is_function = folded in self._tags and len(folded) >= _SHORTEST
        return folded not in self._usage.given and (folded in self.words.everyday or is_function)

    def is_social(self, before: str, noun: str) -> bool:
        """Say whether a party is held, not joined: "a Christmas party"."""
        return noun in {"party", "parties"} and before in self.words.social

    def is_ship(self, words: Sequence[str]) -> bool:
        """Say whether a name is that of a ship: "USS Cole", "MV Sirius Star"."""
        first = words[0].replace("/", "").casefold()
        is_prefix = first in self.words.naval or first in self.words.ships
        return len(words) > 1 and is_prefix and (words[0].isupper() or first in {"my", "flight"})

    def is_no_person(self, words: Sequence[str]) -> bool:
        """Say whether a name is a place's, ship's, company's or team's by its words."""
        first, last = words[0].casefold(), words[-1].casefold()
        if any(_INNER.match(word) for word in words) or _is_acronym(words):
            return True
        if len(words) == 1:
            return self.is_plain(first)
        is_place = last in self.words.place_endings or first in self.words.place_beginnings
        is_team = last in self.words.teams and first not in self._usage.given
        is_named = first in self._usage.given and last not in {"county", "day", "award", "prize"}
        return self.is_ship(words) or (is_place and not is_named) or is_team


def _is_acronym(words: Sequence[str]) -> bool:
    """Say whether a name has a word in capitals that are no initials, and is not all so."""
    capitals = [word for word in words if len(word) >= _ACRONYM and word.isupper()]
    kept = [word for word in capitals if word not in _ROMAN and "." not in word]
    return bool(kept) and (len(words) == 1 or len(kept) < len(words))

"""Whether the words around a doubtful name ("Shell", "Target", "787") make it a thing's."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from detente.entities.lexicon import Entry, Hit
from detente.entities.tables import rows
from detente.entities.things_records import CAPITAL_ONLY, SURE, SURNAME, Thing
from detente.model import Word

_REACH: Final = 4
"""How many words away a clue may stand."""
_SENTENCE_ENDS = frozenset('.!?:;"“”\n|•')
# Places are called after companies ("Toyota Center"); the company is not meant.
_SPONSORS = frozenset({"company", "airline", "bank"})
_ACRONYM_LENGTH = 5


class Clues(NamedTuple):
    """Words that tell a thing's kind, by (kind, place): "suffix", "before", "after", "near".

    Further rows are of no kind: "number" (a figure is a count), "start" (openers of sentences),
    "plain" (capitalised words that belong to no name), "venue".
    """

    words: Mapping[tuple[str, str], frozenset[str]]

    def have(self, kind: str, place: str, word: Word | None) -> bool:
        """Say whether a word is a clue to a kind in a place; no word is no clue."""
        return word is not None and word.text in self.words.get((kind, place), ())


class Scene:
    """A text's words, which of them are sure names, and the ids known to be meant."""

    def __init__(
        self, words: Sequence[Word], named: Collection[int], meant: Collection[str], clues: Clues
    ) -> None:
        self.words = words
        self._named = named
        self._meant = meant
        self._clues = clues
        self._surnames: frozenset[str] | None = None

    def allows(self, hit: Hit, entry: Entry, thing: Thing) -> bool:
        """Say whether a name may mean a thing here."""
        if thing.kind in _SPONSORS and self._clues.have("venue", "after", self._word(hit.last)):
            return False
        if entry.tag == SURE or self.has_suffix(hit.last, thing.kind):
            return True
        if self._is_vetoed(hit, entry):
            return False
        if self.is_meant(thing):
            return True
        if entry.tag != SURNAME and self._has_clue(hit, thing.kind):
            return True
        return entry.tag == CAPITAL_ONLY and not (
            self._starts_sentence(hit.first) or self._is_surname(hit)
        )

    def is_meant(self, thing: Thing) -> bool:
        """Say whether the thing, or what it belongs to, is named beyond doubt elsewhere."""
        return thing.id in self._meant or thing.parent in self._meant

    def has_suffix(self, at: int, kind: str) -> bool:
        """Say whether the word at an index is a legal form that ends a name of this kind."""
        return at not in self._named and self._clues.have(kind, "suffix", self._word(at))

    def _is_vetoed(self, hit: Hit, entry: Entry) -> bool:
        text = self.words[hit.first].text
        if text[0].isdigit():
            return self._counts(hit)
        # "a SWAT unit" is not the Swat valley.
        if text.isupper() and len(text) <= _ACRONYM_LENGTH and not entry.surface.isupper():
            return hit.last == hit.first + 1
        # "Harrison Ford", "Orange County": part of a name that is not known.
        return self._is_name(hit.first - 1) or self._is_name(hit.last)

    def _counts(self, hit: Hit) -> bool:
        before, after = self._word(hit.first - 1), self._word(hit.last)
        is_sum = self._clues.have("number", "before", before)
        return is_sum or self._clues.have("number", "after", after)

    def _is_name(self, at: int) -> bool:
        word = self._word(at)
        if not word or not word.text[0].isupper() or at in self._named:
            return False
        is_opener = (
            self._starts_sentence(at) and word.folded in self._clues.words["start", "before"]
        )
        return not (is_opener or self._clues.have("plain", "before", word))

    def _is_surname(self, hit: Hit) -> bool:
        """Say whether the text has the name behind another that is not known ("Phil Ford")."""
        if self._surnames is None:
            words = self.words
            capitals = [at for at, word in enumerate(words[:-1]) if word.text[0].isupper()]
            self._surnames = frozenset(words[at + 1].folded for at in capitals if self._is_name(at))
        return self.words[hit.first].folded in self._surnames

    def _has_clue(self, hit: Hit, kind: str) -> bool:
        if self._clues.have(kind, "after", self._word(hit.last)):
            return True
        near = [*self.words[max(hit.first - _REACH, 0) : hit.first]]
        near += self.words[hit.last : hit.last + _REACH]
        return any(self._clues.have(kind, "near", word) for word in near)

    def _starts_sentence(self, at: int) -> bool:
        return at == 0 or self.words[at - 1].text in _SENTENCE_ENDS

    def _word(self, at: int) -> Word | None:
        return self.words[at] if 0 <= at < len(self.words) else None


def load_clues() -> Clues:
    """Return the packaged clue words."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, place, words, *_ in rows("own_things_cues.csv"):
        found[kind, place].update(words.split("|"))
    return Clues({key: frozenset(words) for key, words in found.items()})

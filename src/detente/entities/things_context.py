"""Whether the words around a doubtful name ("Shell", "Target", "787") make it a thing's."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from detente.entities.lexicon import Entry, Hit, Word
from detente.entities.tables import rows
from detente.entities.things_records import CAPITAL_ONLY, SURE, Thing

_REACH = 4
"""How many words away a clue may stand."""
_SENTENCE_ENDS = frozenset('.!?:;"“”\n|')


class Clues(NamedTuple):
    """Words that tell a thing's kind, by (kind, place): "suffix", "before", "after", "near"."""

    words: Mapping[tuple[str, str], frozenset[str]]

    def have(self, kind: str, place: str, word: Word) -> bool:
        """Say whether a word is a clue to a kind in a place."""
        return word.text in self.words.get((kind, place), ())


class Scene(NamedTuple):
    """The words of a text, which of them belong to names, and the ids known to be meant."""

    words: Sequence[Word]
    named: Collection[int]
    meant: Collection[str]
    clues: Clues

    def allows(self, hit: Hit, entry: Entry, thing: Thing) -> bool:
        """Say whether a name may mean a thing here."""
        if entry.tag == SURE or self.has_suffix(hit.last, thing.kind):
            return True
        if self._is_vetoed(hit, entry):
            return False
        if self.is_meant(thing) or self._has_clue(hit, thing.kind):
            return True
        return entry.tag == CAPITAL_ONLY and not self._starts_sentence(hit.first)

    def is_meant(self, thing: Thing) -> bool:
        """Say whether the thing, or what it belongs to, is named beyond doubt elsewhere."""
        return thing.id in self.meant or thing.parent in self.meant

    def has_suffix(self, at: int, kind: str) -> bool:
        """Say whether the word at an index is a legal form that ends a name of this kind."""
        return at < len(self.words) and self.clues.have(kind, "suffix", self.words[at])

    def _is_vetoed(self, hit: Hit, entry: Entry) -> bool:
        if entry.id and self.words[hit.first].text[0].isdigit():
            return self._counts(hit)
        # "Harrison Ford", "Orange County": part of a name that is not known.
        return self._is_name(hit.first - 1) or self._is_name(hit.last)

    def _counts(self, hit: Hit) -> bool:
        before, after = self._word(hit.first - 1), self._word(hit.last)
        return bool(
            (before and self.clues.have("number", "before", before))
            or (after and self.clues.have("number", "after", after))
        )

    def _is_name(self, at: int) -> bool:
        word = self._word(at)
        if not word or not word.text[0].isupper() or at in self.named:
            return False
        return not (self._starts_sentence(at) and word.folded in self._openers())

    def _openers(self) -> frozenset[str]:
        return self.clues.words["start", "before"]

    def _has_clue(self, hit: Hit, kind: str) -> bool:
        after = self._word(hit.last)
        if after and self.clues.have(kind, "after", after):
            return True
        near = [*self.words[max(hit.first - _REACH, 0) : hit.first]]
        near += self.words[hit.last : hit.last + _REACH]
        return any(self.clues.have(kind, "near", word) for word in near)

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

"""Words of a text in classes: names, roles, adjectives of states, and the words around them.

A sentence becomes a string with one letter a unit, over which mention patterns are regular
expressions. Beside the tags of the registry (S A D E C K X L O B P U) there are:

R role of a person · G role of a body ("ministry") · W capitalised word of no known meaning
I institution word with a capital ("Institute") · T title · F former · M passing ("acting")
m modifier · d determiner or number · h his, her, their · ' possessive · o of, for · t to
i in, at · j other words of place · f from · & and · , comma · - hyphen · ( ) brackets
H he, she · Q they · Z it · v verb of speech or deed · p day or month · x other small word
y function word · N countries, sides, leaders after two or both
c capital as a mere place · . any other sign
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from detente.entities.lexicon import HYPHENS, Entry, Hit, fold, is_hyphen
from detente.entities.registry import Registry
from detente.entities.tables import words as word_table
from detente.kept import Kept
from detente.link.name_usage import load_usage
from detente.model import Word

# Of several meanings of one phrase the first in this order is taken.
_ORDER = {tag: rank for rank, tag in enumerate("PymBKOREXASCDLU")}
_SIGNS = {
    "'s": "'",
    "’s": "'",
    "'": "'",
    "’": "'",
    ",": ",",
    "-": "-",
    "–": "-",
    "‑": "-",
    "&": "&",
    "(": "(",
    ")": ")",
}


_NAME_TAGS = frozenset("WU")
# "King", "Fisher", "May", "West", "Young" are family names, too.
_WORDS_LIKE_NAMES = frozenset("RTpymx")
_PLACING = frozenset("ij")
_BEFORE_PARTICLE = frozenset("WU-")
# "made her the first president"
_AFTER_OBJECT = frozenset("dyotijf.,&")
_ROLE_TAGS = frozenset("RGm")


_LONGEST_SYLLABLE = 6
# Neighbours change units with these tags, those after these, and a few words; no others.
_OPEN_TAGS: Final = frozenset("CLSAKXEDW")
_OPENING: Final = frozenset("WU-")
# Words whose tags are remembered: some tens of megabytes at most.


class Unit(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (excluded) that are one thing, and its possible meanings."""

    tag: str
    first: int
    last: int
    entries: tuple[Entry, ...] = ()


_NO_UNIT = Unit("", 0, 0)


class WordClasses(NamedTuple):
    """The classes of words without meaning of their own, by folded word."""

    tags: Mapping[str, str]
    shy: Collection[str]
    honorifics: Collection[str]
    given_names: Collection[str]
    institutions: Collection[str]
    attached_from: Collection[str]
    attached_other: Collection[str]
    not_state: Collection[str]
    not_actors: Collection[str]
    movement: Collection[str]
    plural_entities: Collection[str]
    region_adjectives: Collection[str]
    particles: Collection[str]
    ambiguous_names: Collection[str]
    predicating: Collection[str]
    plural_endings: Collection[str]
    pair_words: Collection[str]
    pair_nouns: Collection[str]


def load_word_classes() -> WordClasses:
    """Return the packaged word classes."""
    table = {
        name: frozenset(str(value).split()) for name, value in word_table("words.toml").items()
    }
    return WordClasses(tags=_tags(table), **{name: table[name] for name in WordClasses._fields[1:]})


# Later classes win where a word is in several.
_CLASSES = (
    ("deeds", "v"),
    ("modifiers", "m"),
    ("region_adjectives", "m"),
    ("regions", "y"),
    ("functions", "y"),
    ("speech", "v"),
    ("numbers", "d"),
    ("determiners", "d"),
    ("prepositions_place", "j"),
    ("prepositions_in", "i"),
    ("prepositions_to", "t"),
    ("prepositions_from", "f"),
    ("of", "o"),
    ("passing", "M"),
    ("former", "F"),
    ("days", "p"),
    ("pronouns_one", "H"),
    ("pronouns_many", "Q"),
    ("pronouns_it", "Z"),
)


def _tags(table: Mapping[str, Collection[str]]) -> dict[str, str]:
    tags: dict[str, str] = {}
    for name, tag in _CLASSES:
        tags |= dict.fromkeys(table[name], tag)
    tags |= dict.fromkeys(("his", "her", "their", "its"), "h")
    return tags | {"and": "&"}


class Tagger:
    """Cuts words into units."""

    def __init__(self, registry: Registry, classes: WordClasses) -> None:
        self._registry = registry
        self._classes = classes
        self._usage = load_usage()
        self._inside = Kept(self._tag_inside)
        self._listening = frozenset(
            (*classes.plural_entities, *classes.pair_nouns, *classes.particles, "her")
        )

    def units(
        self, words: Sequence[Word], hits: Sequence[Hit], names: Collection[str] | None = None
    ) -> list[Unit]:
        """Return the units of a stretch of words.

        ``names`` is given where every word has a capital (a headline), so that one tells nothing:
        only those folded words may be names then.
        """
        units: list[Unit] = []
        at = 0
        for hit in (*hits, Hit(len(words), len(words), ())):
            tags = self._word_tags(words, at, hit.first, names)
            units += [Unit(tag, index, index + 1) for index, tag in enumerate(tags, at)]
            if hit.entries:
                units.append(self._hit_unit(words, hit))
            at = hit.last
        return self._attached(units, words)

    def _word_tags(
        self, words: Sequence[Word], first: int, last: int, names: Collection[str] | None
    ) -> list[str]:
        """Return the tags of words without a meaning; those inside a sentence are remembered."""
        if names is not None:
            return [self._tag_at(words, at, names) for at in range(first, last)]
        inside = self._inside
        tags = [inside[words[at].text] or self._tag_at(words, at) for at in range(first, last)]
        if tags and not first:
            tags[0] = self._tag_at(words, 0)
        return tags

    def _tag_inside(self, text: str) -> str:
        """Return the tag of a word inside a sentence; "" of a hyphen: its neighbours tell it."""
        if text in HYPHENS:
            return ""
        word = Word(0, len(text), text, fold(text))
        return self._word_tag(word, tells=text[0].isupper(), is_first=False)

    def _tag_at(self, words: Sequence[Word], at: int, names: Collection[str] | None = None) -> str:
        word = words[at]
        if word.text in HYPHENS:
            return "-" if is_hyphen(words, at) else "."
        tells = word.text[0].isupper() and (names is None or word.folded in names)
        return self._word_tag(word, tells=tells, is_first=at == 0)

    def _word_tag(self, word: Word, *, tells: bool, is_first: bool) -> str:
        """Return the tag of a word; ``tells`` says that its capital marks a name."""
        if not word.text[0].isalnum():
            return _SIGNS.get(word.text, ".")
        if word.text[0].isdigit():
            return "d"
        if word.text[0].isupper() and word.folded in self._classes.honorifics:
            return "T"
        known = self._classes.tags.get(word.folded)
        is_region = word.folded in self._classes.region_adjectives
        if known and (not tells or is_first or is_region or known not in "mvo"):
            return known
        return self._capital_tag(word) if tells else "x"

    def _capital_tag(self, word: Word) -> str:
        return "I" if word.folded in self._classes.institutions else "W"

    def _hit_unit(self, words: Sequence[Word], hit: Hit) -> Unit:
        entries = tuple(sorted(hit.entries, key=lambda entry: _ORDER[entry.tag]))
        tag = entries[0].tag
        if any(entry.tag == "R" for entry in entries) and tag not in "PK":
            tag = self._role_tag(words, hit, entries)
        if tag == "U" and words[hit.first].folded in self._classes.tags:
            tag = self._classes.tags[words[hit.first].folded]
        return Unit(tag, hit.first, hit.last, entries)

    def _role_tag(self, words: Sequence[Word], hit: Hit, entries: Sequence[Entry]) -> str:
        term = next(entry.id for entry in entries if entry.tag == "R")
        if words[hit.first].text[0].isupper() and term in self._classes.honorifics:
            return "T" if self._is_before_name(words, hit.last) else "R"
        return "G" if self._registry.roles[term].kind == "body" else "R"

    def _is_before_name(self, words: Sequence[Word], at: int) -> bool:
        at += at < len(words) and words[at].text in HYPHENS
        return at < len(words) and words[at].text[0].isupper()

    def _attached(self, units: list[Unit], words: Sequence[Word]) -> list[Unit]:
        """Return units with what their neighbours make of them."""
        before = ""
        for index, unit in enumerate(units):
            tag = unit.tag
            is_open = tag in _OPEN_TAGS or before in _OPENING
            if is_open or words[unit.first].folded in self._listening:
                tag = self._tag_beside(units, index, words)
            if tag != unit.tag:
                units[index] = Unit(tag, unit.first, unit.last, unit.entries)
            before = tag
        return units

    def _tag_beside(self, units: Sequence[Unit], index: int, words: Sequence[Word]) -> str:
        unit = units[index]
        before = units[index - 1] if index else _NO_UNIT
        folded = words[unit.first].folded
        is_surname = unit.tag in "CL" and before.tag in _NAME_TAGS  # "Rosa Valencia"
        if is_surname or self._is_family_name(words, unit, before):
            return "W"
        after = units[index + 1].tag if index + 1 < len(units) else ""
        if unit.tag == "C" and before.tag in _PLACING and after != "'":
            return "c"
        if unit.tag in "SACKXLEDOB":
            is_ethnic = index > 0 and words[before.first].folded == "ethnic"
            is_other = is_ethnic or self._is_taken_side_on(units, index, words)
            return "x" if is_other else self._attached_tag(units, index, words)
        if folded in self._classes.plural_entities and before.tag == "d":
            is_pair = words[before.first].folded in self._classes.pair_words
            return "N" if is_pair else unit.tag
        if folded in self._classes.pair_nouns and words[before.first].folded == "the":
            return unit.tag if after == "o" else "N"  # "the pair of officers" is no two parties
        is_name = unit.tag == "x" and self._is_syllable(units, index, folded)
        return self._tag_between("W" if is_name else unit.tag, folded, before.tag, after)

    def _is_family_name(self, words: Sequence[Word], unit: Unit, before: Unit) -> bool:
        """Say whether a role or other word is a name after a given name: "Paul King"."""
        is_one_word = unit.last == unit.first + 1 and before.last == before.first + 1
        if unit.tag not in _WORDS_LIKE_NAMES or before.tag not in _NAME_TAGS or not is_one_word:
            return False
        is_capital = words[unit.first].text.istitle()
        is_given = words[before.first].folded in self._usage.given
        return is_capital and is_given and words[unit.first].folded in self._usage.surnames

    def _is_syllable(self, units: Sequence[Unit], index: int, folded: str) -> bool:
        """Say whether a small word ends an East Asian given name: "Hwang Kyo-ahn"."""
        tags = "".join(unit.tag for unit in units[max(0, index - 3) : index])
        is_joined = tags == "WW-" and len(folded) <= _LONGEST_SYLLABLE
        return is_joined and folded not in self._classes.attached_other

    def _tag_between(self, tag: str, folded: str, before: str, after: str) -> str:
        if folded == "her" and after in _AFTER_OBJECT:
            return "H"
        if (
            folded in self._classes.particles
            and before in _BEFORE_PARTICLE
            and after in _BEFORE_PARTICLE
        ):
            return "W"  # "Osama bin Laden", "Fazl-ur-Rehman"
        if tag == "W" and self._classes.tags.get(folded) == "m" and after in _ROLE_TAGS:
            return "m"  # "the Socialist prime minister"
        return tag

    def _attached_tag(self, units: Sequence[Unit], index: int, words: Sequence[Word]) -> str:
        unit, after = units[index], index + 2
        if unit.tag in "OB":
            return unit.tag
        if after < len(units) and units[index + 1].tag == "-":
            word = words[units[after].first].folded
            if word in self._classes.attached_other:
                return "x"
            if word in self._classes.attached_from:
                return "A"
        return self._namesake_tag(units, index, words) or unit.tag

    def _is_taken_side_on(self, units: Sequence[Unit], index: int, words: Sequence[Word]) -> bool:
        """Say whether a name only tells what others are for or against: "pro-*EU* crowd"."""
        before = words[units[index - 2].first].folded if index > 1 else ""
        return units[index - 1].tag == "-" and before in self._classes.not_state

    def _namesake_tag(self, units: Sequence[Unit], index: int, words: Sequence[Word]) -> str:
        """Return W for a state's or city's name that is a person's first name here."""
        is_given = words[units[index].first].folded in self._classes.given_names
        before_name = index + 1 < len(units) and units[index + 1].tag == "W"
        return "W" if is_given and before_name and units[index].tag != "A" else ""


def tags_of(units: Sequence[Unit]) -> str:
    """Return the tags of units as a string, a letter a unit."""
    return "".join(unit.tag for unit in units)

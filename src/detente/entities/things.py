"""Named things beyond states, offices and bodies: companies, products, media, treaties, places.

Each row of ``data/own_things_<class>.csv`` has a page title of the English Wikipedia, so that a
name in a text is tied to something known. Names match as in ``lexicon``; those that are everyday
words or mean several things count only where the words around them say so (``things_context``).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Final, NamedTuple

import msgspec

from detente.entities.compiled import read_compiled
from detente.entities.lexicon import (
    ANY_CASE,
    CAPITAL,
    CAPITALS,
    EXACT,
    Case,
    Entry,
    Hit,
    Lexicon,
    Phrases,
    fold,
    is_hyphen,
    phrase_key,
)
from detente.entities.tables import rows
from detente.entities.things_context import Clues, Scene, load_clues
from detente.entities.things_records import SURE, SURNAME, Thing, ThingHit
from detente.entities.things_titles import Titles, load_titles
from detente.kept import Kept
from detente.model import Word

__all__ = ["CLASSES", "Thing", "ThingHit", "ThingRows", "Things", "load_things", "thing_rows"]

CLASSES: Final = (
    "companies",
    "products",
    "indices",
    "agencies",
    "bodies",
    "media",
    "parties",
    "persons",
    "places",
    "events",
)
"""The classes of things, a table each."""

_ACRONYM_LENGTH = 6
_DIGIT = re.compile(r"\d")
_INITIALS = frozenset(f"{letter}." for letter in ascii_uppercase)
# Words of the longest product names before the last.
_REACH = 5
_ODD_LENGTH = 4
_NO_DOUBTS: Final[dict[str, str]] = {}
# Where the family name stands first, so that the last word is none.
_FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "MMR", "IDN"})
# Kinds whose names are common nouns in part: "the Dow Jones industrial average".
_SMALL_ENDED = frozenset({"index", "currency", "agreement"})


class _Pattern(NamedTuple):
    """How names of some kinds go on: a regular expression over one folded word."""

    kinds: frozenset[str]
    pattern: re.Pattern[str]


class Things:
    """The known things by id (``things``), found in a text by their names."""

    def __init__(self, things: Mapping[str, Thing], lexicon: Lexicon, titles: Titles) -> None:
        self.things = things
        self._lexicon = lexicon
        self._titles = titles
        self._clues: Clues = load_clues()
        self._endings = _patterns("word")
        self._tails = _patterns("tail")
        self._counted = frozenset(kind for ending in self._endings for kind in ending.kinds)
        self._last_words = _last_words(things.values(), self._counted)
        self._stems = Kept(self._stem)

    def named(self, name: str) -> tuple[Thing, ...]:
        """Return the things that go by a name, whatever its case and context."""
        found = dict.fromkeys(entry.id for entry in self._lexicon.entries(name))
        return tuple(self.things[one] for one in found)

    def title_of(self, entity: str, name: str = "") -> str:
        """Return the page title of a thing, state, organisation, body or person.

        ``entity`` is its id, ``name`` its full name. Without a row of its own the title is that
        of the thing of this name and country, or the name itself.
        """
        if entity in self.things:
            return self.things[entity].title
        listed = self._titles.entities.get(entity)
        if listed or ":" not in entity:  # states and organisations have ids of one part
            return listed or self._titles.plain(name or entity)
        country = entity.partition(":")[0]
        same = [one.title for one in self.named(name) if one.country in {country, "MNC"}]
        same.append(self._titles.person(name) or self._titles.plain(name or entity))
        return same[0]

    def title_of_place(self, name: str, admin: str = "", country: str = "") -> str:
        """Return the page title of a town; ``admin`` is its state by name, ``country`` ISO3."""
        return self._titles.place(name, admin, country)

    def matches(self, words: Sequence[Word], known: Collection[str] = ()) -> list[ThingHit]:
        """Return the things that words name, from left to right, without overlap.

        The longest name wins. A product's plural or sub-model is the product ("787s",
        "A330-200", "F-16C"), a company's legal form is part of its name. Doubtful names count
        if the words name the thing or its parent in full, if ``known`` (ids named before in the
        text) has it, or if a word beside them tells its kind.
        """
        hits = self._hits(words)
        sure = [(hit, entry) for hit in hits for entry in hit.entries if entry.tag == SURE]
        meant = {entry.id for _, entry in sure}.union(known)
        meant |= {self.things[one].parent for one in meant if one in self.things} - {""}
        named = {index for hit, _ in sure for index in range(hit.first, hit.last)}
        scene = Scene(words, named, meant, self._clues)
        found = (self._allowed(hit, scene) for hit in hits if not _is_loose(hit, words))
        return [hit for hit in found if hit]

    def _hits(self, words: Sequence[Word]) -> list[Hit]:
        hits = self._lexicon.matches(words)
        whole = self._without_initials(words)
        hits = _longest([*hits, *whole]) if whole else hits
        stems = self._stems
        open_ = [at for at, word in enumerate(words) if stems[word.text]]
        more = [hit for at in open_ for hit in self._ending(words, at, stems[words[at].text])]
        return _longest([*hits, *more]) if more else hits

    def _without_initials(self, words: Sequence[Word]) -> list[Hit]:
        """Return the persons whose names have an initial inside: "Alan R. Mulally"."""
        if _INITIALS.isdisjoint([word.text for word in words]):
            return []
        solid = [at for at, word in enumerate(words) if word.text not in _INITIALS]
        found = self._lexicon.matches([words[index] for index in solid])
        spans = ((hit, solid[hit.first], solid[hit.last - 1] + 1) for hit in found)
        return [
            Hit(first, last, hit.entries)
            for hit, first, last in spans
            if last - first > hit.last - hit.first and self._is_person(hit)
        ]

    def _is_person(self, hit: Hit) -> bool:
        return all(self.things[entry.id].kind == "person" for entry in hit.entries)

    def _ending(self, words: Sequence[Word], last: int, stem: str) -> Iterator[Hit]:
        """Yield the product's name that ends with the stem of a word, if there is one."""
        start, word = max(last - _REACH, 0), words[last]
        cut = Word(word.start, word.end, word.text[: len(stem)], stem)
        for hit in self._lexicon.matches([*words[start:last], cut]):
            entries = tuple(one for one in hit.entries if self.things[one.id].kind in self._counted)
            if entries and hit.last + start == last + 1:
                yield Hit(hit.first + start, last + 1, entries)

    def _stem(self, word: str) -> str:
        """Return a word, folded, without its plural or the letters of a sub-model; "" for others.

        Only what then ends names has a stem.
        """
        folded = fold(word)
        is_small = word[0].islower() and word.islower()
        is_open = not is_small and (folded.endswith("s") or _DIGIT.search(folded) is not None)
        if not is_open or folded in self._last_words:
            return ""
        found = (pattern.fullmatch(folded) for _, pattern in self._endings)
        return next((one[1] for one in found if one and one[1] in self._last_words), "")

    def _allowed(self, hit: Hit, scene: Scene) -> ThingHit | None:
        pairs = [(entry, self.things[entry.id]) for entry in hit.entries]
        things = [thing for entry, thing in pairs if scene.allows(hit, entry, thing)]
        if not things:
            return None
        things.sort(key=lambda thing: not scene.is_meant(thing))
        last = self._end(hit.last, things[0].kind, scene)
        return ThingHit(hit.first, last, tuple(dict.fromkeys(things)))

    def _end(self, at: int, kind: str, scene: Scene) -> int:
        """Return where a name ends that goes on with a sub-model or a legal form."""
        words = scene.words
        if scene.has_suffix(at, kind):
            return at + 1
        if at + 1 < len(words) and is_hyphen(words, at):
            tails = (tail for tail in self._tails if kind in tail.kinds)
            if any(tail.pattern.fullmatch(words[at + 1].folded) for tail in tails):
                return at + 2
        return at


class ThingRows(msgspec.Struct, frozen=True, array_like=True):
    """The packaged things as they are compiled, and the meanings of their names."""

    things: list[Thing]
    known: Phrases


def load_things() -> Things:
    """Return the packaged things."""
    rows = read_compiled("things", ThingRows) or thing_rows()
    things = {thing.id: thing for thing in rows.things}
    return Things(things, Lexicon(known=rows.known), load_titles())


def thing_rows() -> ThingRows:
    """Return the things as the packaged tables make them."""
    read = [*_read()]
    things = {thing.id: thing for thing, _ in read}
    phrases = (pair for thing, doubts in read for pair in _phrases(thing, doubts))
    return ThingRows(list(things.values()), Lexicon(phrases).known)


def _read() -> Iterator[tuple[Thing, dict[str, str]]]:
    for table in CLASSES:
        for row in rows(f"own_things_{table}.csv"):
            yield _thing(row), dict(map(_doubt, row[7].split("|"))) if row[7] else _NO_DOUBTS


def _thing(row: Sequence[str]) -> Thing:
    name, title, kind, country, sector, parent, variants, _, former, then, *_ = row
    up, others, titles = f"thing:{parent}" if parent else "", _split(variants), _split(former)
    then = then or title
    return Thing(f"thing:{title}", name, title, kind, country, sector, up, others, titles, then)


def _doubt(text: str) -> tuple[str, str]:
    name, _, need = text.rpartition("=")
    return name, need


def _phrases(thing: Thing, doubts: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    for name in (thing.name, *thing.variants):
        case, surface = _case(name, thing.kind)
        yield name, Entry(doubts.get(name, SURE), thing.id, case, surface)
    surname = _surname(thing)
    if surname:
        yield surname, Entry(SURNAME, thing.id, CAPITAL, surname)


def _surname(thing: Thing) -> str:
    """Return the name a person is called after the full name; in East Asia it stands first."""
    if thing.kind != "person" or thing.country in _FAMILY_FIRST:
        return ""
    surname = thing.name.removesuffix(" Jr.").rpartition(" ")[2]
    is_none = surname.isupper() or surname == thing.name or surname in thing.variants  # Felipe VI
    return "" if is_none else surname


def _case(name: str, kind: str) -> tuple[Case, str]:
    if name.istitle() and kind not in _SMALL_ENDED:  # most names: no need to look close
        return CAPITALS, name
    solid = name.replace(" ", "").replace("-", "")
    has_inner = not name[1:].islower() and not solid.isupper()
    is_odd = has_inner and (name[0].islower() or len(name) <= _ODD_LENGTH)  # iPhone, NeXT
    if is_odd or (solid.isupper() and len(solid) <= _ACRONYM_LENGTH and "." not in name):
        return EXACT, solid
    if name.islower():
        return ANY_CASE, name
    ends_small = name.rpartition(" ")[2].islower() or kind in _SMALL_ENDED
    return CAPITAL if ends_small else CAPITALS, name


def _patterns(place: str) -> tuple[_Pattern, ...]:
    found = (row for row in rows("own_things_patterns.csv") if row[1] == place)
    return tuple(_Pattern(frozenset(_split(row[0])), re.compile(row[2])) for row in found)


def _last_words(things: Iterable[Thing], kinds: Collection[str]) -> frozenset[str]:
    names = (name for one in things if one.kind in kinds for name in (one.name, *one.variants))
    return frozenset(phrase_key(name.rpartition(" ")[2]).rpartition(" ")[2] for name in names)


def _is_loose(hit: Hit, words: Sequence[Word]) -> bool:
    """Say whether a letter and a number are no name, for want of a hyphen: "A 10 percent rise"."""
    first, second = words[hit.first], words[min(hit.first + 1, hit.last - 1)]
    return len(first.text) == 1 and second.text[0].isdigit()


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if all(hit.last <= one.first or one.last <= hit.first for one in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()

"""Places named in the text: cities with coordinates, and states where they are used as places.

"in Moscow" and "flew to Malaysia" name places; "Moscow said" names a government and does not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from detente.link.datelines import Dateline, DatelineFinder
from detente.link.places_capitals import Capitals
from detente.link.places_clause import place_of_clause
from detente.link.places_cues import Cues, Use, listed
from detente.link.places_gazetteer import Gazetteer, Named, as_place, load_gazetteer
from detente.link.places_page import Page, PageReader
from detente.link.places_senses import Choice, Senses
from detente.link.places_tables import KnownPlace
from detente.model import Document, Place, Span
from detente.settings import Settings

__all__ = ["PlaceFinder", "build", "place_of_clause"]

_SLASHED: Final = re.compile(r"[^/]+")
_ROUNDED: Final = 3
_OPENING_WORDS: Final = 2
# Of how many words a person's full name is.
_FULL_NAME: Final = range(2, 4)
# Below this a name is left alone.
_LEAST_CHANCE: Final = 0.3
_CAPITAL_CHANCE: Final = 0.97


def build(_settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``places``, in the order of the text."""
    finder = PlaceFinder()

    def add_places(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, places=finder.find(document)) for document in batch]

    return add_places


@dataclass(slots=True)
class _Reading:
    """One document in work: the places found by their starts, and where the persons stand."""

    page: Page
    persons: Sequence[Span]
    bodies: frozenset[int]
    called: frozenset[str]
    found: dict[int, Place] = field(default_factory=dict)
    cued: set[str] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)


class PlaceFinder:
    """Finds the places of documents by the words around their names."""

    def __init__(self) -> None:
        self._gazetteer: Gazetteer = load_gazetteer()
        self._reader = PageReader(self._gazetteer)
        self._senses = Senses(self._gazetteer)
        self._cues = Cues(self._gazetteer.tables.words)
        self._seats: dict[str, str] = self._gazetteer.tables.words["dateline_seats"]
        self._datelines = DatelineFinder()
        self._capitals = Capitals(self._gazetteer)

    def find(self, document: Document) -> tuple[Place, ...]:
        """Return the places of a document with ``text`` and ``sentences``, in order."""
        page = self._reader.read(document)
        persons = list(_persons(document))
        called = frozenset(_called(page.text, persons))
        reading = _Reading(page, persons, frozenset(_bodies(document)), called)
        spans = [sentence.span for sentence in document.sentences or ()]
        self._add_datelines(reading)
        self._learn(reading, spans)
        for span in spans:
            self._add_cued(reading, span)
            for place in self._capitals.find(reading.page.text, span):
                reading.found.setdefault(
                    place.span.start, replace(place, confidence=_CAPITAL_CHANCE)
                )
        for span in spans:
            self._add_bare(reading, span)
        return tuple(reading.found[start] for start in sorted(reading.found))

    def _add_datelines(self, reading: _Reading) -> None:
        text = reading.page.text
        for line in self._datelines.find(text):
            self._add_line(reading, line)
        for line in self._datelines.likely(text):
            if self._is_settled_line(text, line):
                self._add_line(reading, line)

    def _add_line(self, reading: _Reading, line: Dateline) -> None:
        for start, end in _cities_of(reading.page.text, line):
            self._add_dateline(reading, start, end)
        if line.region:
            reading.inside.add(line.region.start)

    def _is_settled_line(self, text: str, line: Dateline) -> bool:
        """Say whether all places of a line are known, and a state or capitals make it sure."""
        spans = list(_cities_of(text, line))
        named = [self._seat(text, start, end) for start, end in spans]
        known = all(one and one.end == end for one, (_, end) in zip(named, spans, strict=True))
        words = text[spans[0][0] : spans[-1][1]] if spans else ""
        return known and bool(words) and (words.isupper() or line.region is not None)

    def _add_dateline(self, reading: _Reading, start: int, end: int) -> None:
        named = self._seat(reading.page.text, start, end)
        if named and named.end == end:
            choice = self._senses.choose(reading.page, named, Span(0, len(reading.page.text)))
            self._add(reading, named, choice, listed("dateline"), Span(start, end))

    def _seat(self, text: str, start: int, end: int) -> Named | None:
        """Return the places of a dateline's words; "UNITED NATIONS" is written in New York."""
        key = self._seats.get(text[start:end].casefold())
        if key is None:
            return self._gazetteer.at(text, start, end)
        return Named(start, end, self._gazetteer.tables.places(key), key)

    def _learn(self, reading: _Reading, spans: Sequence[Span]) -> None:
        """Note what the text tells once: "Santa Rosa, California" holds for every Santa Rosa."""
        page = reading.page
        pairs = (
            (span, named) for span in spans for named in page.names_between(span.start, span.end)
        )
        for span, named in pairs:
            choice = self._told(page, named, span)
            if choice and choice.container:
                page.told.setdefault(named.key, choice.place)

    def _told(self, page: Page, named: Named, span: Span) -> Choice | None:
        is_open = len(named.places) > 1 and self._senses.container(page, named)
        return self._senses.choose(page, named, span) if is_open else None

    def _add_cued(self, reading: _Reading, sentence: Span) -> None:
        for named in reading.page.names_between(sentence.start, sentence.end):
            if named.start in reading.found or self._is_settled(reading, named):
                continue
            noun = self._senses.region_noun(reading.page.text, named)
            use = self._cues.use(reading.page.text, named, sentence, is_noun=bool(noun))
            if use and self._take(reading, named, use, sentence):
                self._add_joined(reading, named, sentence)

    def _is_settled(self, reading: _Reading, named: Named) -> bool:
        """Say whether a name is part of a person's, or that of the state after a city."""
        if named.start in reading.inside:
            return True
        around = (one for one in reading.persons if one.start <= named.start < one.end)
        return any(one.end - one.start > named.end - named.start for one in around)

    def _take(self, reading: _Reading, named: Named, use: Use, sentence: Span) -> bool:
        """Add the place of a name that has a cue; return whether it is one."""
        text = reading.page.text
        noun = self._senses.region_noun(text, named)
        choice = self._senses.choose(reading.page, named, sentence)
        if noun and choice.place.kind == "city":
            if self._cues.is_word(named) or not (choice.is_told or _is_one_state(named)):
                return False
            choice = _around(choice)
        if named.key in reading.called and not (choice.is_told or use.kind == "dateline"):
            return False
        if not self._is_sure(text, named, choice, use):
            return False
        self._add(reading, named, choice, use, Span(named.start, noun.end() if noun else named.end))
        return True

    def _is_sure(self, text: str, named: Named, choice: Choice, use: Use) -> bool:
        is_likely = choice.chance * use.chance >= _LEAST_CHANCE
        return is_likely and self._cues.is_likely(text, named, choice, use)

    def _add(self, reading: _Reading, named: Named, choice: Choice, use: Use, span: Span) -> None:
        place = as_place(choice.place, span)
        reading.found[named.start] = replace(
            place,
            confidence=round(choice.chance * use.chance, _ROUNDED),
            reason=choice.reason,
            is_dateline=use.kind == "dateline",
        )
        if not self._cues.may_act(named, choice.place) and use.kind != "dateline":
            reading.cued.add(named.key)
        container = choice.container
        if container and reading.page.text[named.end : named.end + 1] == ",":
            reading.inside.add(named.end + 2)

    def _add_joined(self, reading: _Reading, named: Named, sentence: Span) -> None:
        """Add the places joined to one: "in Hanoi, Vientiane and Jakarta"."""
        page = reading.page
        before: Named | None = named
        while before:
            after = before.end
            inside = page.name_at(after + 2) if after + 2 in reading.inside else None
            start = self._cues.joint(page.text, inside.end if inside else after, sentence.end)
            following = page.name_at(start) if start else None
            joins = following and self._joins(reading, before, following, sentence)
            before = following if joins else None

    def _joins(self, reading: _Reading, before: Named, named: Named, sentence: Span) -> bool:
        kinds = {place.kind for place in before.places}
        same_kind = any(place.kind in kinds for place in named.places)
        if named.start in reading.found or not same_kind:
            return False
        text = reading.page.text
        # "Officials in Rome and Valletta blamed" has no verb before its places.
        is_opening = text.count(" ", sentence.start, before.start) <= _OPENING_WORDS
        goes_on = is_opening or self._cues.goes_on(text, named.end)
        return goes_on and self._take(reading, named, listed("list"), sentence)

    def _add_bare(self, reading: _Reading, sentence: Span) -> None:
        """Add cities that stand without a cue, if they are no seats of power."""
        for named in reading.page.names_between(sentence.start, sentence.end):
            is_body = named.start in reading.bodies
            if is_body or named.start in reading.found or self._is_settled(reading, named):
                continue
            if self._cues.may_be_bare(named, is_known=named.key in reading.cued):
                self._take_bare(reading, named, sentence)

    def _take_bare(self, reading: _Reading, named: Named, sentence: Span) -> None:
        text = reading.page.text
        if not self._cues.is_free(text, named, sentence):
            return
        choice = self._senses.choose(reading.page, named, sentence)
        use = self._cues.bare(named, choice)
        # A name that was a place elsewhere in the text is one here.
        if use is None and named.key in reading.cued:
            use = listed("again")
        if use and self._is_sure(text, named, choice, use):
            self._add(reading, named, choice, use, Span(named.start, named.end))


def _is_one_state(named: Named) -> bool:
    """Say whether all places of a name lie in one state."""
    return len({place.country for place in named.places}) == 1


def _around(choice: Choice) -> Choice:
    """Return the choice of a city for the region named after it, which has no point."""
    place = KnownPlace(
        name=choice.place.name, kind="region", country=choice.place.country, feature="ADM2"
    )
    return Choice(place, choice.chance, choice.reason, choice.is_told, choice.container)


def _persons(document: Document) -> Iterator[Span]:
    """Yield the heads of mentions of persons, in which no place is named."""
    for mention in document.mentions or ():
        if mention.kind == "person":
            yield mention.head


def _called(text: str, persons: Iterable[Span]) -> Iterator[str]:
    """Yield the given and family names of persons named in full: "Tyler" of "Tyler Reed"."""
    for span in persons:
        words = text[span.start : span.end].casefold().split()
        if len(words) in _FULL_NAME:
            yield from (words[0], words[-1])


def _bodies(document: Document) -> Iterator[int]:
    """Yield where names of organisations and bodies begin, which are no towns."""
    for mention in document.mentions or ():
        if mention.kind in {"organisation", "body"}:
            yield mention.head.start


def _cities_of(text: str, line: Dateline) -> Iterator[tuple[int, int]]:
    """Yield the code points of each city of a dateline ("WASHINGTON/AMMAN" has two)."""
    if line.place is None:
        return
    for match in _SLASHED.finditer(text, line.place.start, line.place.end):
        yield match.span()

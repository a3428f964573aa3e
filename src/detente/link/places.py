"""Places named in the text: cities with coordinates, and states where they are used as places.

"in Moscow" and "flew to Malaysia" name places; "Moscow said" names a government and does not.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec.structs import replace

from detente.link.datelines import Dateline, DatelineFinder
from detente.link.places_gazetteer import (
    Gazetteer,
    KnownPlace,
    leading_words,
    load_gazetteer,
    read_words,
)
from detente.model import Document, Place, Span
from detente.settings import Settings

_CAPITAL: Final = re.compile(r"[A-Z\u00c0-\u00de‘İŞ]")
# Words before "to" in which a motion is looked for: "a four-day visit by the minister to".
_MOTION_REACH: Final = 70
_SLASHED: Final = re.compile(r"[^/]+")
_PAIR: Final = re.compile(r",\s(?=[A-Z])")
_ORIGIN: Final = re.compile(r"\b(?:from|out of|left|leaving|departed)\s(?:the\s)?$", re.IGNORECASE)
_AFTER_REACH: Final = 24
_PAIR_REACH: Final = 40
_CUES: Final = ("always", "toward", "visit")


@dataclass(frozen=True, slots=True)
class _Named:
    """A known name in the text: its code points and the places it may mean."""

    start: int
    end: int
    places: Sequence[KnownPlace]


def build(_settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``places``, in the order of the text."""
    finder = PlaceFinder()

    def add_places(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, places=finder.find(document)) for document in batch]

    return add_places


def place_of_clause(document: Document, sentence_index: int, start: int, end: int) -> Place | None:
    """Return the place that the words between two code points of a sentence name, or None.

    A city wins over a region and that over a state, where somebody is or goes wins over where
    they come from, and then the first. A dateline is no place of an action.
    """
    del sentence_index
    text = document.text or ""
    inside = [
        place
        for place in document.places or ()
        if start <= place.span.start and place.span.end <= end and not place.is_dateline
    ]
    return min(inside, key=lambda place: _rank(text, place), default=None)


def _rank(text: str, place: Place) -> tuple[bool, int, int]:
    before = text[max(0, place.span.start - 30) : place.span.start]
    kinds = ("city", "region", "country")
    return bool(_ORIGIN.search(before)), kinds.index(place.kind), place.span.start


class PlaceFinder:
    """Finds the places of documents by the words before their names."""

    def __init__(self) -> None:
        words = read_words()
        self._gazetteer: Gazetteer = load_gazetteer(words)
        self._ambiguous: Mapping[str, Any] = words["ambiguous"]
        self._city_states = frozenset(words["city_states"]["codes"])
        self._patterns = {name: re.compile(text) for name, text in words["locative"].items()}
        cues = "|".join(f"(?P<{name}>{words['locative'][name]})" for name in _CUES)
        self._cue = re.compile(f"(?:{cues}|(?P<the>\\b[Tt]he\\s))(?=[A-Z\u00c0-\u00de])")
        self._after = {name: re.compile(text) for name, text in words["after"].items()}
        self._provinces: Mapping[str, str] = {
            name: code for code, names in words["provinces"].items() for name in names
        }
        self._datelines = DatelineFinder()

    def find(self, document: Document) -> tuple[Place, ...]:
        """Return the places of a document with ``text`` and ``sentences``, in order."""
        text = document.text or ""
        found = {place.span.start: place for place in self._of_datelines(text)}
        for sentence in document.sentences or ():
            for place in self._of_sentence(text, sentence.span):
                found.setdefault(place.span.start, place)
        return tuple(found[start] for start in sorted(found))

    def _of_datelines(self, text: str) -> Iterator[Place]:
        cities = (span for line in self._datelines.find(text) for span in _cities_of(text, line))
        for start, end in cities:
            named = self._named(text, start, end)
            if named and named.end == end:
                yield replace(_as_place(named, self._choose(text, named)), is_dateline=True)

    def _of_sentence(self, text: str, span: Span) -> Iterator[Place]:
        for match in self._cue.finditer(text, span.start, span.end):
            named = self._named(text, match.end(), span.end)
            if named and self._is_place(text, match, named, span):
                yield from self._with_joined(text, named, span)

    def _with_joined(self, text: str, named: _Named | None, span: Span) -> Iterator[Place]:
        """Yield a place, and those joined to it: "in Hanoi, Vientiane and Jakarta"."""
        while named:
            known = self._choose(text, named)
            yield _as_place(named, known)
            state = self._state_after(text, named, known)
            after = state.end if state else named.end
            joint = self._patterns["joined"].match(text[after : min(after + 8, span.end)])
            named = self._named(text, after + joint.end(), span.end) if joint else None
            if named and not self._may_join(text, named, known):
                return

    def _may_join(self, text: str, named: _Named, before: KnownPlace) -> bool:
        """Say whether a name after "and" goes on with the places.

        "in Doha and Cairo." does; in "in Doha and Moscow said" a new clause begins.
        """
        tail = text[named.end : named.end + _AFTER_REACH]
        same_kind = any(place.kind == before.kind for place in named.places)
        return same_kind and bool(self._patterns["goes_on"].match(tail))

    def _named(self, text: str, start: int, limit: int) -> _Named | None:
        """Return the longest known name that begins at a code point."""
        if not _CAPITAL.match(text, start):
            return None
        words = list(leading_words(text, start, limit))
        count, places = self._gazetteer.longest([word for word, _ in words])
        return _Named(start, words[count - 1][1], places) if count else None

    def _is_place(self, text: str, match: re.Match[str], named: _Named, span: Span) -> bool:
        if self._is_something_else(text[named.end : named.end + _AFTER_REACH], text, named):
            return False
        cue = match.lastgroup
        if cue == "the":
            city = any(place.kind == "city" for place in named.places)
            return city and bool(self._patterns["event_noun"].match(text[named.end : span.end]))
        if cue == "toward":
            before = text[max(span.start, match.start() - _MOTION_REACH) : match.start()]
            moves = self._patterns["motion"].search(before)
            return bool(moves) and not self._patterns["abstract"].search(before)
        return not self._patterns["feeling"].search(
            text, max(span.start, match.start() - 20), match.end()
        )

    def _is_something_else(self, after: str, text: str, named: _Named) -> bool:
        """Say whether the name is an owner, part of a longer name, or an adjective."""
        short = text[named.start : named.end].isupper() or text[named.end - 1] == "."
        names = ("owner", "longer", "adjective") if short else ("owner", "longer")
        return any(self._after[name].search(after) for name in names)

    def _choose(self, text: str, named: _Named) -> KnownPlace:
        """Return the place that a name means here: by its state, the text's states, its size."""
        told = self._state_told_after(text, named.end) or self._state_told_elsewhere(text, named)
        paired = [place for place in named.places if told and place.country == told]
        if paired:
            return paired[0]
        name = text[named.start : named.end]
        other = self._ambiguous.get(name)
        if other and any(word in text for word in other["words"]):
            return KnownPlace(name, other["kind"], other["country"])
        return max(named.places, key=lambda place: self._weight(text, place))

    def _state_told_elsewhere(self, text: str, named: _Named) -> str | None:
        """Return the state that the text tells after the same name in another place."""
        if len(named.places) == 1:
            return None
        name = text[named.start : named.end]
        other = text.find(f"{name}, ")
        return self._state_told_after(text, other + len(name)) if other >= 0 else None

    def _state_told_after(self, text: str, end: int) -> str | None:
        """Return the ISO3 code of the state in "Birmingham, Alabama" or "Birmingham, Britain"."""
        comma = _PAIR.match(text, end)
        if not comma:
            return None
        rest = text[comma.end() : comma.end() + _PAIR_REACH]
        for name, code in self._provinces.items():
            if rest.startswith(name):
                return code
        state = self._named(text, comma.end(), comma.end() + _PAIR_REACH)
        codes = (
            (place.country for place in state.places if place.kind == "country") if state else ()
        )
        return next(iter(codes), None)

    def _weight(self, text: str, place: KnownPlace) -> tuple[int, int, int]:
        state = self._gazetteer.state_name(place.country or "")
        spoken_of = bool(state) and state in text
        is_state = place.kind == "country" and place.country not in self._city_states
        return is_state, spoken_of, place.population

    def _state_after(self, text: str, named: _Named, known: KnownPlace) -> _Named | None:
        comma = _PAIR.match(text, named.end)
        state = self._named(text, comma.end(), comma.end() + 40) if comma else None
        is_state = state and any(
            place.kind == "country" and place.country == known.country for place in state.places
        )
        return state if is_state else None


def _as_place(named: _Named, known: KnownPlace) -> Place:
    return Place(
        span=Span(named.start, named.end),
        name=known.name,
        kind=known.kind,
        country=known.country,
        latitude=known.latitude,
        longitude=known.longitude,
        geonameid=known.geonameid,
    )


def _cities_of(text: str, line: Dateline) -> Iterator[tuple[int, int]]:
    """Yield the code points of each city of a dateline ("WASHINGTON/AMMAN" has two)."""
    if line.place is None:
        return
    for match in _SLASHED.finditer(text, line.place.start, line.place.end):
        yield match.span()

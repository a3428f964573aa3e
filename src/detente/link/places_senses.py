"""Which of several places a name means in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from detente.link.places_gazetteer import Gazetteer, KnownPlace, Named

_PAIR: Final = re.compile(r",\s(?=[A-Z])")
_PAIR_REACH: Final = 40


@dataclass(slots=True)
class Page:
    """A text, and what its names have been found to mean in it: one meaning a name."""

    text: str
    known: dict[str, KnownPlace] = field(default_factory=dict)


class Senses:
    """Chooses the place that a name means: by its state, the text's states, its size."""

    def __init__(self, gazetteer: Gazetteer, words: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._ambiguous: Mapping[str, Any] = words["ambiguous"]
        self._city_states = frozenset(words["city_states"]["codes"])
        self._provinces: Mapping[str, str] = {
            name: code for code, names in words["provinces"].items() for name in names
        }

    def choose(self, page: Page, named: Named) -> KnownPlace:
        """Return the place that a name means on a page."""
        paired = _of_state(named, self._state_told_after(page.text, named.end))
        if paired:
            return paired
        name = page.text[named.start : named.end]
        known = page.known.get(name)
        if known is None:
            known = page.known[name] = self._usual(page.text, named, name)
        return known

    def _usual(self, text: str, named: Named, name: str) -> KnownPlace:
        """Return the meaning of a name where it stands alone."""
        other = self._ambiguous.get(name)
        if other and any(word in text for word in other["words"]):
            return KnownPlace(name, other["kind"], other["country"])
        if len(named.places) == 1:
            return named.places[0]
        told = _of_state(named, self._state_told_elsewhere(text, name))
        return told or max(named.places, key=lambda place: self._weight(text, place))

    def _state_told_elsewhere(self, text: str, name: str) -> str | None:
        """Return the state that the text tells after the same name in another place."""
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
        state = self._gazetteer.at(text, comma.end(), comma.end() + _PAIR_REACH)
        codes = (
            (place.country for place in state.places if place.kind == "country") if state else ()
        )
        return next(iter(codes), None)

    def _weight(self, text: str, place: KnownPlace) -> tuple[int, int, int]:
        state = self._gazetteer.state_name(place.country or "")
        spoken_of = bool(state) and state in text
        is_state = place.kind == "country" and place.country not in self._city_states
        return is_state, spoken_of, place.population


def _of_state(named: Named, code: str | None) -> KnownPlace | None:
    """Return the place of that name in a state, if the name has one there."""
    inside = (place for place in named.places if place.country == code)
    return next(inside, None) if code else None

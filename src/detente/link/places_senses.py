"""Which of several places a name means in a text, how sure that is, and why."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from detente.link.places_gazetteer import Gazetteer, Named
from detente.link.places_page import Hint, Page
from detente.link.places_tables import KnownPlace
from detente.model import Span

_COMMA: Final = re.compile(r",\s(?=[A-Z])")
_WITHIN: Final = re.compile(r"\s(?:in|of)\s(?:the\s)?(?:[a-z]+\s){0,2}(?=[A-Z])")
_OWNED: Final = re.compile(r"['’]s?\s(?:[a-z]+\s(?:of\s)?){0,3}$")
_TOLD_REACH: Final = 44
_NEAR_KM: Final = 160.0
_SAME_KM: Final = 40.0
_KM_A_DEGREE: Final = 111.2

# Weights in natural logarithms of odds, set by hand on the project's own passages; each was
# varied by a third without a change of more than two of them.
_PEOPLE: Final = 2.0
_LEAST_PEOPLE: Final = 300
_STATE: Final = 8.0
_SHAKY_STATE: Final = 2.5
_CAPITAL: Final = 2.0
_CITY: Final = 1.0
_VARIANT: Final = -2.5
# A town that few have heard of is not meant where a namesake is known.
_OBSCURE: Final = -1.5
_OBSCURE_PEOPLE: Final = 50_000
_REGION_NOUN: Final = 9.0
_IN_SENTENCE: Final = 2.4
_IN_TEXT: Final = 1.6
_DIVISION_IN_SENTENCE: Final = 3.0
_DIVISION_IN_TEXT: Final = 1.8
_NEAR: Final = 0.7
_SHARE: Final = 3.0
_HOME: Final = 0.8
_TOLD_ELSEWHERE: Final = 4.0
_SOFTNESS: Final = 1.0
_LARGE: Final = 100_000
_UNKNOWN: Final = 0.8


@dataclass(frozen=True, slots=True)
class Container:
    """What a text says a place lies in: a state, and perhaps its division; ``end`` of the words.

    ``is_sure`` says that the words can be nothing else ("Hereford, Ariz.").
    """

    country: str
    division: str | None
    words: str
    end: int
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means, the chance that it is right among its namesakes, and why.

    ``is_told`` says that the text tells where it lies: by a container, its region, or its state,
    if that is not one whose small towns have every name there is.
    """

    place: KnownPlace
    chance: float
    reason: str
    is_told: bool
    container: Container | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """How a text tells where a place lies: in words that end with ``state``, if that is all."""

    words: str
    state: str | None = None


class Senses:
    """Chooses among the places of a name: what it lies in, what the text speaks of, its size."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        words: dict[str, Any] = dict(gazetteer.tables.words)
        self._gazetteer = gazetteer
        self._city_states = frozenset(words["city_states"]["codes"])
        self._settler_states = frozenset(words["settler_states"]["codes"])
        self._states = gazetteer.tables.states
        self._shaky = frozenset(words["shaky_states"]["names"])
        self._short: dict[str, tuple[str, str]] = {
            name: (code.split(".")[0], code) for name, code in words["abbreviations"].items()
        }
        self._region_noun = re.compile(words["region_noun"]["after"])

    def choose(self, page: Page, named: Named, sentence: Span) -> Choice:
        """Return the place that a name means where it stands."""
        container = self.container(page, named)
        if container:
            inside = [place for place in named.places if _lies_in(place, container)]
            if inside:
                return self._best(page, named, sentence, inside, container)
            if container.is_sure:
                return _unknown(page, named, container)
        return self._best(page, named, sentence, named.places, None)

    def container(self, page: Page, named: Named) -> Container | None:
        """Return what the words beside a name say that it lies in, or None."""
        return self._after(page, named) or self._before(page, named)

    def region_noun(self, text: str, named: Named) -> re.Match[str] | None:
        """Return the "region" or "province" that follows a name, or None.

        "Borno State" is a region; "Indiana State" is a university and its team.
        """
        noun = self._region_noun.match(text, named.end)
        if noun and noun[0].endswith("State"):
            regions = (place.country for place in named.places if place.feature == "ADM1")
            return noun if any(country != "USA" for country in regions) else None
        return noun

    def _after(self, page: Page, named: Named) -> Container | None:
        text = page.text
        link = _COMMA.match(text, named.end) or _WITHIN.match(text, named.end)
        if not link:
            return None
        short = re.match(r"(?:[A-Z]\.){2}|[A-Z][a-z]+\.", text[link.end() : link.end() + 8])
        if short and short[0] in self._short:
            _, code = self._short[short[0]]
            return Container(
                _ISO3[code[:2]], code, short[0], link.end() + short.end(), is_sure=True
            )
        other = self._gazetteer.at(text, link.end(), link.end() + _TOLD_REACH)
        return _containing(other) if other else None

    def _before(self, page: Page, named: Named) -> Container | None:
        """Read "the Syrian city of Idlib", "Alabama's Birmingham", "Russia's Belgorod region"."""
        start = max(0, named.start - _TOLD_REACH)
        before = page.text[start : named.start]
        if _OWNED.search(before):
            owner = max(
                page.names_between(start, named.start), key=lambda one: one.end, default=None
            )
            is_owner = owner and _OWNED.fullmatch(page.text, owner.end, named.start)
            return _containing(owner) if owner and is_owner else None
        return None

    def _best(
        self, page: Page, named: Named, sentence: Span, places: Sequence[KnownPlace],
        container: Container | None,
    ) -> Choice:  # fmt: skip
        if len(places) == 1:
            told = _told(page, named, sentence, places[0], container)
            reason = self._words(told, places[0]) or "the only place of that name"
            return Choice(places[0], 1.0, reason, self._is_told(places[0], told), container)
        noun = bool(self.region_noun(page.text, named))
        places = places if noun else _without_own_division(places)
        scores = [self._score(page, named, sentence, place, noun=noun) for place in places]
        best = max(range(len(places)), key=lambda number: scores[number])
        told = _told(page, named, sentence, places[best], container)
        chance = _chance(places, scores, best)
        return Choice(
            place=places[best],
            chance=chance,
            reason=_reason(self._words(told, places[best]), places, scores, best),
            is_told=self._is_told(places[best], told),
            container=container,
        )

    def _is_told(self, place: KnownPlace, told: Told | None) -> bool:
        is_small = place.population < _OBSCURE_PEOPLE and place.country in self._settler_states
        return told is not None and not (is_small and told.state)

    def _words(self, told: Told | None, place: KnownPlace) -> str:
        """Return in words how a text tells where a place lies, or an empty string."""
        if place.kind == "country":
            return "the state of that name"
        if told is None or told.state is None:
            return told.words if told else ""
        return f"{told.words} {self._states.get(told.state, told.state)}"

    def _score(
        self, page: Page, named: Named, sentence: Span, place: KnownPlace, *, noun: bool
    ) -> float:
        size = _PEOPLE * math.log10(place.population + _LEAST_PEOPLE)
        return size + self._kind(named, place, noun=noun) + _spoken_of(page, named, sentence, place)

    def _kind(self, named: Named, place: KnownPlace, *, noun: bool) -> float:
        if noun and place.kind == "region":
            return _REGION_NOUN
        if place.kind == "country" and place.country not in self._city_states:
            return _SHAKY_STATE if named.key in self._shaky else _STATE
        if place.kind == "city":
            capital = _CAPITAL if place.feature == "PPLC" else 0.0
            obscure = _OBSCURE if place.population < _OBSCURE_PEOPLE else 0.0
            return _CITY + capital + obscure + (_VARIANT if place.is_variant else 0.0)
        return _VARIANT if place.is_variant else 0.0


_ISO3: Final = {"US": "USA", "CA": "CAN", "AU": "AUS", "GB": "GBR"}


def _without_own_division(places: Sequence[KnownPlace]) -> Sequence[KnownPlace]:
    """Return the places without divisions that share their name with a city: that is meant.

    "Kherson" is the city, and "Washington" is not the state.
    """
    cities = [place for place in places if place.kind == "city" and not place.is_variant]
    divisions = {place.division for place in cities if place.division}
    large = {place.country for place in cities if place.population >= _LARGE}
    return [
        place
        for place in places
        if place.feature != "ADM1" or not (place.division in divisions or place.country in large)
    ]


def _containing(other: Named) -> Container | None:
    """Return the state or division that a name can be, the state first."""
    states = [place for place in other.places if place.kind == "country" and place.country]
    regions = [place for place in other.places if place.kind == "region" and place.country]
    place = next(iter((*states, *regions)), None)
    if place is None or place.country is None:
        return None
    return Container(place.country, place.division, other.key, other.end)


def _unknown(page: Page, named: Named, container: Container) -> Choice:
    """Return a place that the tables do not have, of which the text says where it lies."""
    place = KnownPlace(
        name=page.text[named.start : named.end],
        kind="city",
        country=container.country,
        division=container.division,
    )
    reason = f"no such place in the tables; the text says where: {container.words}"
    return Choice(place, _UNKNOWN, reason, is_told=True, container=container)


def _lies_in(place: KnownPlace, container: Container) -> bool:
    if place.kind == "country" or place.country != container.country:
        return False
    # Sites have no division in their table.
    return place.division is None or container.division in {None, place.division}


def _spoken_of(page: Page, named: Named, sentence: Span, place: KnownPlace) -> float:
    """Return what the rest of a text says for a place."""
    gained = _HOME if page.home and page.home == place.country else 0.0
    gained += _TOLD_ELSEWHERE if page.told.get(named.key) is place else 0.0
    hints = page.hints_of(place.country, named.key)
    if not hints:
        return gained
    inside = [hint for hint in hints if sentence.start <= hint.at < sentence.end]
    others = sum(hint.key != named.key for hint in page.hints)
    gained += (_IN_SENTENCE if inside else _IN_TEXT) + _SHARE * len(hints) / others
    divisions = {hint.division for hint in hints if hint.division}
    if place.division and place.division in divisions:
        here = any(hint.division == place.division for hint in inside)
        gained += _DIVISION_IN_SENTENCE if here else _DIVISION_IN_TEXT
    return gained + (_NEAR if _is_near(place, hints) else 0.0)


def _is_near(place: KnownPlace, hints: Sequence[Hint]) -> bool:
    points = {hint.point for hint in hints if hint.point}
    return any(_km(place, point) <= _NEAR_KM for point in points)


def _km(place: KnownPlace, point: tuple[float, float]) -> float:
    if place.latitude is None or place.longitude is None:
        return math.inf
    north = place.latitude - point[0]
    east = (place.longitude - point[1]) * math.cos(math.radians(point[0]))
    return _KM_A_DEGREE * math.hypot(north, east)


def _chance(places: Sequence[KnownPlace], scores: Sequence[float], best: int) -> float:
    """Return the share of the best place, with those that are the same spot, of all."""
    odds = [math.exp((score - scores[best]) / _SOFTNESS) for score in scores]
    same = (odd for place, odd in zip(places, odds, strict=True) if _is_same(place, places[best]))
    return sum(same) / sum(odds)


def _is_same(one: KnownPlace, other: KnownPlace) -> bool:
    if one is other:
        return True
    if one.country != other.country:
        return False
    if one.kind != other.kind:
        # A state that is a city: Singapore, Singapore.
        return one.name == other.name and "country" in {one.kind, other.kind}
    if one.latitude is None or one.longitude is None or other.latitude is None:
        return True
    return _km(other, (one.latitude, one.longitude)) <= _SAME_KM


def _told(
    page: Page, named: Named, sentence: Span, place: KnownPlace, container: Container | None
) -> Told | None:
    """Say how the text tells where a place lies, or return None."""
    if container:
        return Told(f"the text says where: {container.words}")
    if page.told.get(named.key) is place:
        return Told("the text says elsewhere where it lies")
    hints = page.hints_of(place.country, named.key)
    if not hints or place.kind == "country":
        return None
    if any(hint.division and hint.division == place.division for hint in hints):
        return Told(f"the text speaks of {place.admin or place.name}")
    inside = any(sentence.start <= hint.at < sentence.end for hint in hints)
    return Told(f"the {'sentence' if inside else 'text'} speaks of", place.country)


def _reason(told: str, places: Sequence[KnownPlace], scores: Sequence[float], best: int) -> str:
    others = _others(places, scores, best)
    first = next(others, None)
    why = told or "the likeliest place of that name"
    if first is None:
        return why
    return f"{why}; else {first.name}, {first.admin or first.country}"


def _others(
    places: Sequence[KnownPlace], scores: Sequence[float], best: int
) -> Iterator[KnownPlace]:
    ranked = sorted(range(len(places)), key=lambda number: -scores[number])
    for number in ranked:
        if not _is_same(places[number], places[best]):
            yield places[number]

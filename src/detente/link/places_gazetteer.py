"""The places that detente knows: cities of GeoNames, states, regions, and their other names."""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any, Final

from detente.model import Place, Span

_LONGEST_NAME: Final = 5
_CAPITAL: Final = re.compile(r"[A-Z\u00c0-\u00de‘İŞ]")
_WORD: Final = re.compile(r"[^\s,;:!?()\"“”/—–]+")
_ABBREVIATION: Final = re.compile(r"St\.|(?:[A-Z]\.)+")
_TAIL: Final = re.compile(r"(?:['’]s?|[.'’\]]+)+$")
_REGION_WEIGHT: Final = 10**9


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place of the tables. ``kind``: city, region, country; ``country`` is ISO3."""

    name: str
    kind: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A known name in a text: its code points, and the places it may mean."""

    start: int
    end: int
    places: Sequence[KnownPlace]


class Gazetteer:
    """Looks places up by name, in any case of letters."""

    def __init__(self, places: Iterable[tuple[str, KnownPlace]], states: Mapping[str, str]) -> None:
        self._by_name: dict[str, list[KnownPlace]] = {}
        self._states = states
        for name, place in places:
            self._by_name.setdefault(name.casefold(), []).append(place)

    def at(self, text: str, start: int, limit: int) -> Named | None:
        """Return the longest known name that begins with a capital at a code point."""
        if not _CAPITAL.match(text, start):
            return None
        words = list(islice(leading_words(text, start, limit), _LONGEST_NAME))
        count, places = self.longest([word for word, _ in words])
        return Named(start, words[count - 1][1], places) if count else None

    def longest(self, words: Sequence[str]) -> tuple[int, Sequence[KnownPlace]]:
        """Return how many leading words make the longest known name, and its places, or (0, ())."""
        for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
            found = self._by_name.get(" ".join(words[:count]).casefold())
            if found:
                return count, found
        return 0, ()

    def state_name(self, code: str) -> str:
        """Return the name of a state by its ISO3 code, or an empty string."""
        return self._states.get(code, "")


def leading_words(text: str, start: int, limit: int) -> Iterator[tuple[str, int]]:
    """Yield the words of a name that may begin at a code point, each with its end.

    Punctuation and "'s" end a name; the stop of an abbreviation ("St.", "U.S.") does not.
    """
    position = start
    for match in _WORD.finditer(text, start, limit):
        if match.start() > position + (position > start) or text[position : match.start()] == "\n":
            return
        word = _bare(match[0])
        position = match.start() + len(word)
        yield word, position
        if word != match[0]:
            return


def _bare(word: str) -> str:
    if _ABBREVIATION.fullmatch(word):
        return word
    return _TAIL.sub("", word)


def as_place(known: KnownPlace, span: Span) -> Place:
    """Return the record of a known place that some words of a text name."""
    return Place(
        span=span,
        name=known.name,
        kind=known.kind,
        country=known.country,
        latitude=known.latitude,
        longitude=known.longitude,
        geonameid=known.geonameid,
    )


def read_words() -> dict[str, Any]:
    """Return the tables of ``data/place_words.toml``."""
    source = files("detente.link") / "data" / "place_words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def load_gazetteer(words: Mapping[str, Any]) -> Gazetteer:
    """Return the gazetteer of the package's tables."""
    rows = list(_read_cities())
    states = {place.country or "": place.name for _, place in rows if place.kind == "country"}
    return Gazetteer([*rows, *_extras(words), *_variants(words, rows), *_states(words)], states)


def _read_cities() -> Iterator[tuple[str, KnownPlace]]:
    source = files("detente.link") / "data" / "places.csv"
    lines = (line for line in source.read_text("utf-8").splitlines() if line[:1] != "#")
    for row in csv.DictReader(lines):
        place = _place(row)
        yield place.name, place
        if row["variants"]:
            yield row["variants"], place


def _place(row: Mapping[str, str]) -> KnownPlace:
    return KnownPlace(
        name=row["name"].strip(),
        kind=row["kind"],
        country=row["country"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        geonameid=int(row["geonameid"]),
        population=int(row["population"]),
    )


def _extras(words: Mapping[str, Any]) -> Iterator[tuple[str, KnownPlace]]:
    for row in words["extra"]:
        yield row["name"], KnownPlace(**row, kind="city")
    for name, country in words["regions"].items():
        yield name, KnownPlace(name, "region", country or None, population=_REGION_WEIGHT)


def _variants(
    words: Mapping[str, Any], rows: Iterable[tuple[str, KnownPlace]]
) -> Iterator[tuple[str, KnownPlace]]:
    cities = {f"{name}|{place.country}": place for name, place in rows if place.kind == "city"}
    for variant, target in words["variants"].items():
        if target in cities and not target.startswith(f"{variant}|"):
            yield variant, cities[target]


def _states(words: Mapping[str, Any]) -> Iterator[tuple[str, KnownPlace]]:
    for name, code in words["states"].items():
        yield name, KnownPlace(name, "country", code)

"""The place tables of the package: states, regions, cities, sites, and their other names."""

import csv
import gzip
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from detente.link.places_index import Index, Lines
from detente.link.places_names import key_of

# Rows of the packed tables: name feature country admin latitude longitude geonameid population
# variants.
_FIELDS: Final = 9
_KINDS: Final = {"PCLI": "country", "ADM1": "region"}
# A site that is in the project's own table is meant before a hamlet of its name.
_SITE_PEOPLE: Final = 300_000
_TOWN_PEOPLE: Final = 30_000
_REGION_PEOPLE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place of the tables. ``kind``: city (also a site), region, country; country is ISO3.

    ``division`` is the GeoNames code of the first-level division ("US.TX"), ``admin`` its name.
    ``is_variant`` says that it was found by another name than its own; ``acts`` that the name
    also stands for those who work there.
    """

    name: str
    kind: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    population: int = 0
    feature: str | None = None
    division: str | None = None
    admin: str | None = None
    is_variant: bool = False
    acts: bool = False


@dataclass(slots=True)
class Tables:
    """The packed tables, unread until a name is looked up, and the short ones, read."""

    regions: Lines
    cities: Lines
    index: Index
    own: Mapping[str, tuple[KnownPlace, ...]]
    divisions: Mapping[str, str]
    words: Mapping[str, Any]
    states: Mapping[str, str]
    own_keys: Sequence[str]
    found: dict[str, tuple[KnownPlace, ...]] = field(default_factory=dict)

    def places(self, key: str) -> tuple[KnownPlace, ...]:
        """Return the places of a key of ``places_names.key_of``, the project's own first."""
        known = self.found.get(key)
        if known is None:
            known = self.found[key] = (*self.own.get(key, ()), *self._packed(key))
        return known

    def has(self, key: str) -> bool:
        """Say whether a key is that of a known name."""
        return key in self.own or self.index.has(key)

    def goes_on(self, beginning: str) -> bool:
        """Say whether the key of a known name begins so."""
        at = bisect_left(self.own_keys, beginning)
        if at < len(self.own_keys) and self.own_keys[at].startswith(beginning):
            return True
        return self.index.goes_on(beginning)

    def _packed(self, key: str) -> Iterator[KnownPlace]:
        for number in self.index.numbers(key):
            row = self._row(int(number.rstrip("~")))
            yield self._place(row, is_variant=number[-1] == "~")

    def _row(self, number: int) -> str:
        count = len(self.regions)
        return self.regions[number] if number < count else self.cities[number - count]

    def _place(self, line: str, *, is_variant: bool) -> KnownPlace:
        name, feature, country, division, *point, geonameid, population, _ = line.split("\t")
        latitude, longitude = (float(one) if one else None for one in point)
        kind = _KINDS.get(feature, "city")
        return KnownPlace(
            name=name,
            kind=kind,
            country=country,
            latitude=latitude,
            longitude=longitude,
            geonameid=int(geonameid),
            population=int(population),
            feature=feature,
            division=division or None,
            admin=self.divisions.get(division) if kind == "city" else None,
            is_variant=is_variant,
        )


def load_tables() -> Tables:
    """Return the tables of the package."""
    words = read_words()
    regions, cities = _lines("place_regions.tsv.gz"), _lines("places.tsv.gz")
    keys, _, numbers = _bytes("place_index.tsv.gz").partition(b"\n\f\n")
    own = _own(words)
    return Tables(
        regions=regions,
        cities=cities,
        index=Index(Lines(keys), Lines(numbers)),
        own=own,
        own_keys=sorted(own),
        divisions=dict(_divisions(regions)),
        words=words,
        states=dict(_state_names(cities)),
    )


def read_words() -> dict[str, Any]:
    """Return the tables of ``data/place_words.toml``."""
    return tomllib.loads(_text("place_words.toml"))


def read_doubtful() -> dict[str, frozenset[str]]:
    """Return the names of towns that are mostly ``words`` or ``persons``."""
    table = tomllib.loads(_text("place_doubtful.toml"))
    return {kind: frozenset(names.split()) for kind, names in table.items()}


def _text(name: str) -> str:
    return _bytes(name).decode("utf-8")


def _bytes(name: str) -> bytes:
    data = files("detente.link").joinpath("data", name).read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


def _lines(name: str) -> Lines:
    """Return the lines of a packed table below its comments."""
    text = _bytes(name)
    start = 0
    while text.startswith(b"#", start):
        start = text.index(b"\n", start) + 1
    return Lines(text[start:].rstrip(b"\n"))


def _divisions(regions: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in regions:
        name, _, _, code, *_ = line.split("\t", 4)
        yield code, name


def _state_names(cities: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the codes of states with their names; their rows come first."""
    for line in cities:
        name, feature, code, _ = line.split("\t", 3)
        if feature != "PCLI":
            return
        yield code, name


def _own(words: Mapping[str, Any]) -> dict[str, tuple[KnownPlace, ...]]:
    found: dict[str, list[KnownPlace]] = defaultdict(list)
    for name, place in (*_sites(), *_states(words), *_regions(words)):
        found[key_of(name)].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _sites() -> Iterator[tuple[str, KnownPlace]]:
    lines = (line for line in _text("place_sites.csv").splitlines() if line[:1] != "#")
    for row in csv.DictReader(lines):
        place = KnownPlace(
            name=row["name"],
            kind=row["kind"],
            country=row["country"] or None,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=_TOWN_PEOPLE if row["feature"] == "PPL" else _SITE_PEOPLE,
            feature=row["feature"],
            acts=row["acts"] == "yes",
        )
        names = (row["name"], *filter(None, row["variants"].split("|")))
        yield from ((name, place) for name in names)


def _states(words: Mapping[str, Any]) -> Iterator[tuple[str, KnownPlace]]:
    for name, code in words["states"].items():
        yield name, KnownPlace(name, "country", code, population=_REGION_PEOPLE, feature="PCLI")


def _regions(words: Mapping[str, Any]) -> Iterator[tuple[str, KnownPlace]]:
    acting = words["acting_regions"]["names"]
    for name, country in words["regions"].items():
        yield name, KnownPlace(
            name, "region", country or None, population=_REGION_PEOPLE, feature="RGN",
            acts=name in acting,
        )  # fmt: skip

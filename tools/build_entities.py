"""Build the packaged entity tables from a folder of fact tables.

    python tools/build_entities.py FACTS [--out FOLDER]

Reads the CSV files of FACTS (states, names, persons, offices, tenures, organisations,
memberships, agencies and groups, role nouns), leaves out what may not be passed on in a
permissively licensed package, and writes compact tables with their source and licence columns,
and ``manifest.json`` with row counts. Tables of our own (``own_*.csv`` in the same folder) are
written by hand and never touched. The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

Row = dict[str, str]

# Share-alike sources stay out; so does the one relayed by a share-alike repository.
SHARE_ALIKE = ("ODbL", "CC-BY-SA")
RELAYED = "wikidata:wlc-2026"
# What remains of a confirmation date when the relayed source is left out.
CONFIRMED = (("factbook", "2026-01-31"), ("compiled", "2025-10-31"))
KEPT_TERRITORIES = frozenset({"TWN", "PSE", "XKX", "HKG", "MAC", "ESH", "VAT"})
NAME_KINDS = frozenset({"name", "former_name", "abbreviation"})
SHOWN_NAMES = {"USA": "United States", "GBR": "United Kingdom"}
_WORDS = tomllib.loads((Path(__file__).parent / "entities_words.toml").read_text("utf-8"))
BODY_HEADS = frozenset(_WORDS["body_heads"].split())
EVERYDAY = frozenset(_WORDS["everyday"].split())


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path)
    default = Path(__file__).parent.parent / "src/detente/entities/data"
    parser.add_argument("--out", type=Path, default=default)
    arguments = parser.parse_args()
    counts = build(arguments.facts, arguments.out)
    print(json.dumps(counts, indent=2))


def build(facts: Path, out: Path) -> dict[str, int]:
    """Write all tables and the manifest; return rows by file."""
    out.mkdir(parents=True, exist_ok=True)
    persons = list(_persons(facts))
    tenures = list(_merged(list(_tenures(facts)), persons))
    kept = {row["person_id"] for row in tenures}
    used = {row["office_id"] for row in tenures}
    tables: dict[str, Sequence[Row]] = {
        "states.csv": list(_states(facts)),
        "names.csv.gz": list(_names(facts)),
        "persons.csv.gz": [row for row in persons if row["person_id"] in kept],
        "offices.csv.gz": [row for row in _read(facts, "offices") if row["office_id"] in used],
        "tenures.csv.gz": tenures,
        "organisations.csv": list(_read(facts, "organisations")),
        "memberships.csv": list(_read(facts, "memberships")),
        "bodies.csv.gz": list(_bodies(facts)),
        "roles.csv.gz": list(_roles(facts)),
    }
    for name, rows in tables.items():
        _write(out / name, rows)
    counts = {name: len(rows) for name, rows in tables.items()}
    manifest = {"rows": counts, "licences": {k: _licences(v) for k, v in tables.items()}}
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
    return counts


def _states(facts: Path) -> Iterator[Row]:
    wanted = ("iso3", "name", "official_name", "capital", "plover_country", "independent")
    for row in _read(facts, "states"):
        kept = {column: row[column] for column in (*wanted, "valid_to", "wikidata", "source")}
        kept["name"] = SHOWN_NAMES.get(row["iso3"], row["name"])
        # Correlates of War membership makes a state in PLOVER; its table lacks Serbia.
        kept["is_state"] = str(int(row["independent"] == "1" or row["iso3"] in KEPT_TERRITORIES))
        kept["licence"] = "PDDL+CC-BY-4.0" if "cow" in row["source"] else "CC0"
        yield kept


def _names(facts: Path) -> Iterator[Row]:
    rows = [row for row in _read(facts, "state_names") if _is_usable_name(row)]
    named = {row["variant"].casefold() for row in rows if row["kind"] in NAME_KINDS}
    taken = {row["variant"].casefold() for row in rows if row["kind"] != "place_or_name"}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (row["variant"].casefold(), row["iso3"], _name_kind(row))
        folded = key[0]
        misfiled = row["kind"] in {"demonym", "adjective"} and folded in named and "." not in folded
        repeated = row["kind"] == "place_or_name" and folded in taken
        if key in seen or repeated or (misfiled and folded not in {"us", "uk", "eu", "uae"}):
            continue
        seen.add(key)
        columns = ("variant", "iso3", "kind", "source", "licence")
        yield {column: row[column] for column in columns} | {"kind": _name_kind(row)}


def _name_kind(row: Row) -> str:
    return "place" if row["kind"] == "place_or_name" else row["kind"]


def _is_usable_name(row: Row) -> bool:
    long_enough = len(row["variant"]) > 2 or row["variant"] in {"US", "UK", "KL"}  # noqa: PLR2004 - letters
    return row["lang"] in {"en", "und"} and _is_permissive(row) and long_enough


def _persons(facts: Path) -> Iterator[Row]:
    states = {row["name"] for row in _read(facts, "states")}
    for row in _read(facts, "persons"):
        # A list of ministers may name the state that fills an office ("New Zealand").
        if row["name"] not in states:
            yield row


def _tenures(facts: Path) -> Iterator[Row]:
    territories = {
        row["iso3"]
        for row in _read(facts, "states")
        if not row["cow_code"] and row["iso3"] not in KEPT_TERRITORIES and not row["valid_to"]
    }
    for row in _read(facts, "tenures"):
        sources = [source for source in row["sources"].split() if source != RELAYED]
        # A territory's head of state is its sovereign's, who is listed there.
        if not sources or (row["iso3"] in territories and row["type"] == "HOS"):
            continue
        yield _without_relay(_of_own_kind(row), sources)


def _of_own_kind(row: Row) -> Row:
    """Return a tenure whose type is that of its office: a first lady is no deputy of anybody."""
    return {**row, "type": "ROY"} if row["office_id"].endswith(":first-lady") else row


# A leader known by surname alone is taken for a full-named one this close in time.
MERGE_YEARS = 5


def _merged(tenures: Sequence[Row], persons: Sequence[Row]) -> Iterator[Row]:
    """Yield tenures with persons known by surname alone merged into their full-named selves."""
    full: dict[tuple[str, str], list[str]] = {}
    years: dict[str, list[int]] = {}
    names = {row["person_id"]: row["name"] for row in persons}
    for row in persons:
        if " " in row["name"]:
            key = (row["iso3"], row["name"].split()[-1].casefold())
            full.setdefault(key, []).append(row["person_id"])
    tenures = [row for row in tenures if row["person_id"] in names]
    for row in tenures:
        years.setdefault(row["person_id"], []).extend(_years(row))
    for row in tenures:
        same = full.get((row["iso3"], names[row["person_id"]].casefold()), [])
        near = [one for one in same if _are_near(_years(row), years.get(one, []))]
        yield row | {"person_id": near[0]} if len(near) == 1 else row


def _years(row: Row) -> list[int]:
    return [int(row[column][:4]) for column in ("start", "end", "observed") if row[column]]


def _are_near(some: Sequence[int], others: Sequence[int]) -> bool:
    return any(abs(one - other) <= MERGE_YEARS for one in some for other in others)


def _without_relay(row: Row, sources: Sequence[str]) -> Row:
    if len(sources) < len(row["sources"].split()):
        row["asof"] = next((day for name, day in CONFIRMED if name in sources), "")
        parts = [part for part in row["licence"].split("+") if "relayed" not in part]
        row["licence"] = "+".join(parts)
    row["sources"] = " ".join(sources)
    return {key: value for key, value in row.items() if key not in {"person", "n_sources"}}


def _bodies(facts: Path) -> Iterator[Row]:
    seen: set[tuple[str, str]] = set()
    states = {row["iso3"] for row in _read(facts, "states")} | {"EUU"}
    for row in _read(facts, "agencies_groups"):
        if not _is_permissive(row) or (row["name"].casefold(), row["iso3"]) in seen:
            continue
        seen.add((row["name"].casefold(), row["iso3"]))
        # PETRARCH's regions (AFR, SAS, INT, ...) are PLOVER's armed transnational groups.
        country = row["iso3"] if row["iso3"] in states else "IMG"
        yield row | {"iso3": country}


def _roles(facts: Path) -> Iterator[Row]:
    seen: set[str] = set()
    for term, row in _terms(facts):
        if term in seen or term in EVERYDAY or not _is_permissive(row):
            continue
        seen.add(term)
        last = term.split()[-1].removesuffix("s")
        kind = "body" if {last, term.split()[0], last + "s"} & BODY_HEADS else "person"
        columns = ("sector", "other_sectors", "source", "licence")
        yield {"term": term, "kind": kind} | {column: row[column] for column in columns}


def _terms(facts: Path) -> Iterator[tuple[str, Row]]:
    for row in _read(facts, "agents"):
        term = row["term"].casefold().removeprefix("a ").removeprefix("the ")
        yield from ((form, row) for form in (term, *_plural(term)))


def _plural(term: str) -> tuple[str, ...]:
    if term.endswith(("s", "men", "people", "police", "military", ".", "x")):
        return ()
    if " of " in term or " for " in term or " to " in term:
        return ()
    if term.endswith("man"):
        return (term[:-3] + "men",)
    if term.endswith("y") and term[-2:-1] not in {*"aeiou"}:
        return (term[:-1] + "ies",)
    return (term + ("es" if term.endswith(("ch", "sh")) else "s"),)


def _is_permissive(row: Row) -> bool:
    return not any(mark in row["licence"] for mark in SHARE_ALIKE) and row["source"] != "mledoze"


def _read(facts: Path, name: str) -> Iterator[Row]:
    with (facts / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _licences(rows: Iterable[Row]) -> dict[str, int]:
    return dict(sorted(Counter(row.get("licence", "as the tenures") for row in rows).items()))


def _write(path: Path, rows: Sequence[Row]) -> None:
    lines: list[str] = []
    write: Callable[[str], object] = lines.append
    writer = csv.writer(_Lines(write), lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    data = "".join(lines).encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


class _Lines:
    """The least that ``csv.writer`` writes to."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write


if __name__ == "__main__":
    main()

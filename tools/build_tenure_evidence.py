"""Build what the tenure table is judged by: rival claims, and how long holders stay.

    python tools/build_tenure_evidence.py FACTS [--out FOLDER]
    python tools/build_tenure_evidence.py --check

Reads the packaged tenures of FOLDER (built by ``build_entities.py``), and from FACTS the tables of
tenures whose sources differ and of rows that lost against a better source. Writes

``rivals.csv``: what another source says of a tenure, or of an office;
``staying.csv``: of holders in office on a day, the share still there so many years later, by kind
of office and by whether another head of government had come in between.

``--check`` writes nothing. It learns the shares on one half of the states and prints, for the
other half, how often the rule "former six years after the last word" and the rule by shares are
right about who is still in office.
"""

import argparse
import csv
import datetime as dt
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Row = dict[str, str]

RELAYED = "wikidata:wlc-2026"
LICENCES = {"compiled": "CC0", "factbook": "CC0/PD", "reign": "MIT", "cia-world-leaders-2019": "PD"}
WIKIDATA = "CC0(wikidata)"
# Sources that agree to the month are not rivals: they count from election, oath or decree.
MONTH = 31
YEAR = 365.25
# Kinds with too few closed tenures of their own are judged together.
OWN = ("HOS", "HOG", "LEADER", "FM", "DM", "HOIO", "AMB", "CDS")
CABINET = frozenset({"FM", "DM", "minister"})
YEARS = 12
# Days are sampled this far apart, and only where the table is known to be complete.
STEP = dt.timedelta(182)
COMPLETE = dt.date(2025, 10, 31)
NAIVE_YEARS = 6
# Less likely than not: a holder of whom nothing was heard then counts as former.
FORMER_BELOW = 0.5


class Term(NamedTuple):
    """A tenure with days for its ends; ``until`` is the day up to which it is known."""

    person: str
    state: str
    kind: str
    start: dt.date
    end: dt.date | None
    until: dt.date


class Sample(NamedTuple):
    """A holder on a day, and whether he still was so many years later."""

    state: str
    kind: str
    changed: str
    years: int
    stayed: bool


def main() -> None:
    """Read the command line and build, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path, nargs="?")
    default = Path(__file__).parent.parent / "src/detente/entities/data"
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    tenures = list(_packed(arguments.out / "tenures.csv.gz"))
    samples = list(_samples(list(_terms(tenures))))
    if arguments.check:
        _check(samples)
        return
    _write(arguments.out / "staying.csv", list(_staying(samples)))
    _write(arguments.out / "rivals.csv", list(_rivals(arguments.facts, tenures)))


def _staying(samples: Iterable[Sample]) -> Iterator[Row]:
    shares = _shares(samples)
    for (kind, changed), cells in sorted(shares.items()):
        least = 1.0
        for years, (stayed, asked) in sorted(cells.items()):
            # A share cannot rise with the years; the few cases at the far end would let it.
            least = min(least, stayed / asked)
            yield {
                "kind": kind,
                "government": changed,
                "years": str(years),
                "share": f"{least:.3f}",
                "cases": str(asked),
                "source": "tenures.csv.gz",
                "licence": "CC0",
            }


Cells = dict[tuple[str, str], dict[int, tuple[int, int]]]


def _shares(samples: Iterable[Sample]) -> Cells:
    counts: Counter[tuple[str, str, int, bool]] = Counter()
    for one in samples:
        counts[one.kind, one.changed, one.years, one.stayed] += 1
    shares: Cells = defaultdict(dict)
    for kind, changed, years, _ in counts:
        stayed = counts[kind, changed, years, True]
        shares[kind, changed][years] = (stayed, stayed + counts[kind, changed, years, False])
    return shares


def _samples(terms: Sequence[Term]) -> Iterator[Sample]:
    heads = _heads(terms)
    for term in terms:
        day = term.start + STEP / 2
        while day <= (term.end or term.until):
            yield from _later(term, day, heads.get(term.state, []))
            day += STEP


def _later(term: Term, day: dt.date, heads: Sequence[Term]) -> Iterator[Sample]:
    kind = term.kind if term.kind in OWN else "minister"
    for years in range(1, YEARS + 1):
        later = day + dt.timedelta(YEAR * years)
        if later > COMPLETE or (term.end is None and later > term.until):
            return
        changed = _change(day, later, heads) if kind in CABINET else "any"
        if changed:
            stayed = term.end is None or later <= term.end
            yield Sample(term.state, kind, changed, years, stayed)


def _change(day: dt.date, later: dt.date, heads: Sequence[Term]) -> str:
    then, now = _head(heads, day), _head(heads, later)
    if not then or not now:
        return ""
    return "same" if then == now else "other"


def _heads(terms: Sequence[Term]) -> Mapping[str, list[Term]]:
    """Return the heads of government by state; of state, where it has no other."""
    found: dict[str, list[Term]] = defaultdict(list)
    led = {term.state for term in terms if term.kind == "HOG"}
    for term in terms:
        if term.kind == "HOG" or (term.kind == "HOS" and term.state not in led):
            found[term.state].append(term)
    return found


def _head(heads: Sequence[Term], day: dt.date) -> str:
    held = [one for one in heads if one.start <= day <= (one.end or one.until)]
    return max(held, key=lambda one: one.start).person if held else ""


def _terms(tenures: Iterable[Row]) -> Iterator[Term]:
    for row in tenures:
        start, end = _day(row["start"]), _day(row["end"])
        if start is None or row["end_prec"] == "le" or (end and end < start):
            continue
        until = end or _day(row["asof"]) or start
        yield Term(row["person_id"], row["iso3"], row["type"], start, end, until)


def _day(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso + "0000-07-01"[len(iso) :]) if iso else None


def _check(samples: Sequence[Sample]) -> None:
    learned = _shares(one for one in samples if _is_first_half(one.state))
    tried = [one for one in samples if not _is_first_half(one.state)]
    rules: dict[str, Callable[[Sample], bool]] = {
        "six years": lambda one: one.years <= NAIVE_YEARS,
        "by shares": lambda one: _is_likely(one, learned),
    }
    for kind in (*OWN, "minister", ""):
        some = [one for one in tried if kind in {one.kind, ""}]
        print(f"{kind or 'all':9}{len(some):8}", end="")
        for name, rule in rules.items():
            right = sum(rule(one) == one.stayed for one in some) / max(1, len(some))
            held = [one for one in some if rule(one)]
            true = sum(one.stayed for one in held) / max(1, len(held))
            print(f"   {name}: right {right:.3f}, still there when said so {true:.3f}", end="")
        print()


def _is_likely(one: Sample, learned: Cells) -> bool:
    stayed, asked = learned[one.kind, one.changed].get(one.years, (0, 1))
    return stayed / asked >= FORMER_BELOW


def _is_first_half(state: str) -> bool:
    return sum(map(ord, state)) % 2 == 0


def _rivals(facts: Path, tenures: Sequence[Row]) -> Iterator[Row]:
    persons = {(row["name"], row["iso3"]): row["person_id"] for row in _read(facts, "persons")}
    held = {(row["person_id"], row["iso3"], row["type"]) for row in tenures}
    for row in _read(facts, "tenure_conflicts"):
        person = persons.get((row["person"], row["iso3"]), "")
        if (person, row["iso3"], row["type"]) in held:
            yield from _claims(row, person)
    for row in _read(facts, "tenures_disputed"):
        person = persons.get((row["person"], row["iso3"]), "")
        sources = [one for one in row["sources"].split() if one != RELAYED]
        if sources:
            yield _rival(row, person, "", (row["start"], row["end"]), " ".join(sources))


def _claims(row: Row, person: str) -> Iterator[Row]:
    for claim in dict.fromkeys(row["claims"].split("; ")):
        source, _, start = claim.partition("=")
        chosen, other = _day(row["chosen_start"]), _day(start)
        if source != RELAYED and chosen and other and abs((chosen - other).days) > MONTH:
            yield _rival(row, person, row["chosen_start"], (start, ""), source)


def _rival(row: Row, person: str, about: str, days: tuple[str, str], sources: str) -> Row:
    licences = {LICENCES.get(one, WIKIDATA) for one in sources.split()}
    return {
        "person_id": person,
        "person": row["person"],
        "iso3": row["iso3"],
        "type": row["type"],
        "about": about,
        "start": days[0],
        "end": days[1],
        "sources": sources,
        "licence": "+".join(sorted(licences)),
    }


def _packed(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read(facts: Path, name: str) -> Iterator[Row]:
    with (facts / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(path.name, len(rows))


if __name__ == "__main__":
    main()

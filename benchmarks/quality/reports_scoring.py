"""The figures of the task "reports"; what each means stands in ``reports.py``."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from benchmarks.quality.reports_aligned import Aligned, Mention, Row, aligned
from detente.merge.numbers import CountFinder
from detente.merge.tables import read_number_words

FIELDS = {"when": "date", "participants": "actor", "mediator": "actor"}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

Pairs = set[tuple[str, str]]
# Event, field, grade, values.
Told = tuple[str, str, str, frozenset[str]]


def all_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Any]:
    """Return all figures of the task."""
    found = aligned(gold, predicted)
    events = {row["event"]: row for row in predicted if row["kind"] == "event"}
    records = {row["record"]: row for row in predicted if row["kind"] == "record"}
    told = _conflicts_of(predicted, found)
    return {
        **_coding(found),
        **_record(found),
        **_origins(gold, found, events, records),
        **_conflict_figures(told, _gold_conflicts(events.values()), found, events),
        **_links(found, events, records),
    }


def mistakes(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[str]:
    """Yield what was wrong in records, origins and conflicts, a line each."""
    found = aligned(gold, predicted)
    events = {row["event"]: row for row in predicted if row["kind"] == "event"}
    records = {row["record"]: row for row in predicted if row["kind"] == "record"}
    yield from _wrong_records(found)
    for event, (ours, theirs) in _numbers_of_origins(gold, found, records).items():
        if ours != theirs:
            yield f"origins {event}: {ours}, gold {theirs}"
    told = _conflicts_of(predicted, found)
    true = _gold_conflicts(events.values())
    yield from (f"conflict not in gold: {_in_words(one)}" for one in sorted(told - true, key=str))
    yield from (f"conflict missed: {_in_words(one)}" for one in sorted(true - told, key=str))


def b_cubed(truth: Mapping[Mention, str], answer: Mapping[Mention, str]) -> dict[str, float]:
    """Return precision, recall and F1 of clusters; what has no answer has recall 0.

    Source: Bagga and Baldwin 1998, each mention counting alike.
    """
    ours, theirs = _groups(answer), _groups(truth)
    shared = {one: len(ours[answer[one]] & theirs[truth[one]]) for one in answer}
    precision = sum(n / len(ours[answer[one]]) for one, n in shared.items()) / max(len(answer), 1)
    recall = sum(n / len(theirs[truth[one]]) for one, n in shared.items()) / max(len(truth), 1)
    return _rounded(precision, recall)


def _groups(of: Mapping[Mention, str]) -> dict[str, set[Mention]]:
    groups: dict[str, set[Mention]] = defaultdict(set)
    for one, group in of.items():
        groups[group].add(one)
    return groups


def _rounded(precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3)}


def _coding(found: Aligned) -> dict[str, float]:
    pairs = [(found.mentions[key], coded) for key, coded in found.coded.items()]
    n_found = max(len(pairs), 1)
    right_type = sum(mention["type"] == coded["type"] for mention, coded in pairs)
    right_states = sum(
        {*mention["actors"], *mention["recipients"]} == set(coded["states"])
        for mention, coded in pairs
    )
    return {
        "found": round(len(pairs) / len(found.mentions), 3),
        "right_type": round(right_type / n_found, 3),
        "right_states": round(right_states / n_found, 3),
    }


def _record(found: Aligned) -> dict[str, Any]:
    truth = {mention: mention[1] for mention in found.mentions}
    answer = {mention: str(coded["record"]) for mention, coded in found.coded.items()}
    alone = {mention: answer.get(mention, f"alone {mention}") for mention in truth}
    given = {mention: truth[mention] for mention in answer}
    return {
        "record": b_cubed(truth, answer),
        "record_alone": b_cubed(truth, alone),
        "record_given": b_cubed(given, answer),
    }


def _numbers_of_origins(
    gold: Sequence[Row], found: Aligned, records: Mapping[str, Row]
) -> dict[str, tuple[int, int]]:
    """Return the answer's and gold's number of origins of each event, over reports found."""
    origin_of = {row["id"]: row["origin"] for row in gold}
    return {
        event: (
            int(records[record]["origins"]),
            len({origin_of[report] for report in found.found_in(event)}),
        )
        for event, record in sorted(found.records.items())
    }


def _origins(
    gold: Sequence[Row], found: Aligned, events: Mapping[str, Row], records: Mapping[str, Row]
) -> dict[str, float]:
    right = sum(
        records[record]["origins"] == events[event]["origins"]
        for event, record in found.records.items()
    )
    numbers = _numbers_of_origins(gold, found, records).values()
    given = sum(ours == theirs for ours, theirs in numbers)
    return {
        "origins": round(right / len(events), 3),
        "origins_given": round(given / max(len(numbers), 1), 3),
    }


def _gold_conflicts(events: Iterable[Row]) -> set[Told]:
    return {
        (row["event"], one["field"], one["grade"], _values(one["field"], one["values"]))
        for row in events
        for one in row["conflicts"]
    }


def _conflicts_of(predicted: Sequence[Row], found: Aligned) -> set[Told]:
    """Return the answer's conflicts; one in a record of two events of gold counts for the first."""
    event_of: dict[str, str] = {}
    for event, record in sorted(found.records.items()):
        event_of.setdefault(record, event)
    rows = [row for row in predicted if row["kind"] == "conflict" and row["record"] in event_of]
    names = [FIELDS.get(row["field"], row["field"]) for row in rows]
    return {
        (event_of[row["record"]], name, row["grade"], _values(name, row["values"]))
        for row, name in zip(rows, names, strict=True)
    }


def _conflict_figures(
    told: set[Told], true: set[Told], found: Aligned, events: Mapping[str, Row]
) -> dict[str, Any]:
    reach = {one for one in true if _is_reachable(one, found, events)}
    return {
        "conflicts": _f1(told, true),
        "conflicts_values": _f1({_ungraded(one) for one in told}, {_ungraded(o) for o in true}),
        "conflicts_fields": _f1({one[:2] for one in told}, {one[:2] for one in true}),
        "conflicts_given": _f1(told, reach),
        "conflicts_reachable": round(len(reach) / max(len(true), 1), 3),
    }


def _ungraded(one: Told) -> tuple[str, str, frozenset[str]]:
    return one[0], one[1], one[3]


def _is_reachable(one: Told, found: Aligned, events: Mapping[str, Row]) -> bool:
    there = found.found_in(one[0])
    sides = next(
        conflict["values"]
        for conflict in events[one[0]]["conflicts"]
        if (conflict["field"], conflict["grade"]) == one[1:3]
    )
    return all(there & set(side["reports"]) for side in sides)


def _f1(ours: set[Any], theirs: set[Any]) -> dict[str, float]:
    right = len(ours & theirs)
    return _rounded(right / max(len(ours), 1), right / max(len(theirs), 1))


def _values(name: str, sides: Iterable[Row]) -> frozenset[str]:
    known = {"date": _day, "number": _number}.get(name, _plain)
    return frozenset(known(str(side["value"])) for side in sides)


def _day(value: str) -> str:
    """Return "18 June 2024" as "2024-06-18", "June 2024" as "2024-06"; of a range, its start."""
    words = value.casefold().split(" to ")[0].split()
    if not words or words[-1].isdigit() is False or len(words) == 1:
        return value
    numbers = [f"{MONTHS.index(word) + 1:02}" if word in MONTHS else f"{int(word):02}"
               for word in words if word in MONTHS or word.isdigit()]  # fmt: skip
    return "-".join(reversed(numbers))


def _number(value: str) -> str:
    """Return "1.5 million people" as "1.5e+06", "eighty countries" as "80"."""
    told = next(_counts().counts_in(value), None)
    if told is not None:
        return f"{told.value:g}"
    match = re.search(r"\d[\d,]*(?:\.\d+)?", value)
    if not match:
        return value.casefold()
    after = value[match.end() :].split()
    scale = SCALES.get(after[0].casefold(), 1.0) if after else 1.0
    return f"{float(match.group().replace(',', '')) * scale:g}"


@cache
def _counts() -> CountFinder:
    return CountFinder(read_number_words())


def _plain(value: str) -> str:
    bare = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    return bare.casefold()


def _links(
    found: Aligned, events: Mapping[str, Row], records: Mapping[str, Row]
) -> dict[str, dict[str, float]]:
    part = {(event, row["part_of"]) for event, row in events.items() if row["part_of"]}
    series = _pairs({event: row["series"] for event, row in events.items()})
    event_of = _events_of(found)
    our_part = {
        (event, whole)
        for event, record in found.records.items()
        for whole in event_of.get(records[record]["part_of"] or "", ())
    }
    chains = _chains(records)
    our_series = _pairs({event: chains.get(id_) for event, id_ in found.records.items()})
    return {
        "part_of": _f1(our_part, part),
        "part_of_given": _f1(our_part, _among(part, found)),
        "series": _f1(our_series, series),
        "series_given": _f1(our_series, _among(series, found)),
    }


def _chains(records: Mapping[str, Row]) -> dict[str, str]:
    """Return the first record of the chain that each record stands in; alone: none."""
    firsts = {}
    for id_ in records:
        first = id_
        while records[first]["follows"] in records:
            first = str(records[first]["follows"])
        firsts[id_] = first
    followed = {str(row["follows"]) for row in records.values()}
    return {id_: one for id_, one in firsts.items() if one != id_ or id_ in followed}


def _events_of(found: Aligned) -> dict[str, list[str]]:
    events: dict[str, list[str]] = defaultdict(list)
    for event, record in found.records.items():
        events[record].append(event)
    return events


def _pairs(series: Mapping[str, str | None]) -> Pairs:
    of: dict[str, list[str]] = defaultdict(list)
    for event, name in sorted(series.items()):
        if name:
            of[name].append(event)
    return {pair for members in of.values() for pair in combinations(members, 2)}


def _among(pairs: Pairs, found: Aligned) -> Pairs:
    return {pair for pair in pairs if all(event in found.records for event in pair)}


def _wrong_records(found: Aligned) -> Iterator[str]:
    for mention in sorted(found.mentions):
        if mention not in found.coded:
            words = found.mentions[mention]["words"]
            yield f"not coded {mention[0]} {mention[1]}: {words}"
    events = _events_of(found)
    for record, together in sorted(events.items()):
        if len(together) > 1:
            yield f"one record {record} of {' '.join(together)}"
    for (report, event), coded in sorted(found.coded.items()):
        if coded["record"] != found.records[event]:
            yield f"apart {report} {event}: {coded['action']!r} {coded['type']} {coded['states']}"


def _in_words(told: Told) -> str:
    event, name, grade, values = told
    return f"{event} {name} {grade} {' | '.join(sorted(values))}"

"""Task "headlines": who did what to whom in 300 headlines in wire style, and silence where nothing.

The gold, ``benchmarks/gold/headlines.jsonl``, is the project's own, written by somebody who had
seen neither rules nor outputs; 90 of the headlines tell of no event. ``triple`` is as in the scorer
of the shared event sets: (country that acts, type, country that receives), both orders where
parties act together, '---' for a missing side. All events of a headline are compared, not only
the main one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.quality import events
from benchmarks.quality.options import Options

SCORER = ("headlines",)
GOLD = Path(__file__).parents[1] / "gold" / "headlines.jsonl"
NOBODY = "---"

Triple = tuple[str, str, str]


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield a row for each headline: its id, and all its events."""
    yield from events.predict(gold, replace(options, all_events=True))


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return precision, recall and F1 of types and triples, and the share of silence kept."""
    pairs = list(zip(gold, predicted, strict=True))
    empty = [one for row, one in pairs if not row["events"]]
    told = [(row, one) for row, one in pairs if row["events"]]
    return {
        "headlines": len(pairs),
        "silence": round(sum(not one["events"] for one in empty) / max(1, len(empty)), 3),
        "type": _scores([(_types(row), _types(one)) for row, one in told]),
        "triple": _scores([(_triples(row), _triples(one)) for row, one in told]),
    }


def report(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """Return the figures, a line each, and each headline of which something is wrong."""
    lines = [f"{key}: {value}" for key, value in figures(gold, predicted).items()]
    for row, one in zip(gold, predicted, strict=True):
        wanted, found = _triples(row), _triples(one)
        if wanted != found:
            missed, extra = sorted(wanted - found), sorted(found - wanted)
            lines.append(f"{row['text']} | missed {missed} | extra {extra}")
    return "\n".join(lines) + "\n"


def _types(row: Mapping[str, Any]) -> set[str]:
    return {event["event"] for event in row["events"]}


def _triples(row: Mapping[str, Any]) -> set[Triple]:
    return {triple for event in row["events"] for triple in _of_event(event)}


def _of_event(event: Mapping[str, Any]) -> set[Triple]:
    sources = list(dict.fromkeys(map(_country, event["source"])))
    targets = list(dict.fromkeys(map(_country, event["target"])))
    if len(event["source"]) > 1 and not targets:
        return {(a, event["event"], b) for a, b in product(sources, sources) if a != b}
    return set(product(sources or [NOBODY], [event["event"]], targets or [NOBODY]))


def _country(party: Mapping[str, str] | str) -> str:
    code = party if isinstance(party, str) else party["code"]
    return code[:3] or NOBODY


def _scores(pairs: Sequence[tuple[set[Any], set[Any]]]) -> dict[str, float]:
    right = sum(len(wanted & found) for wanted, found in pairs)
    told, asked = sum(len(found) for _, found in pairs), sum(len(wanted) for wanted, _ in pairs)
    precision, recall = right / max(1, told), right / max(1, asked)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3)}

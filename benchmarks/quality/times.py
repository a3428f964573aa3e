"""Task "times": temporal expressions and days of actions in the project's own sentences.

Gold rows: ``{"id", "dct", "text", "timexes": [{"start", "end", "text", "type", "value",
"earliest", "latest"}], "events": [{"word", "start", "earliest", "latest"}]}``; ``earliest`` and
``latest`` are ISO days, null at an open end, both null where the text does not tell.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.quality.event_dates import answer
from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Document, TimeExpression, When

SCORER = ("times",)


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "timexes", "events"}`` for each sentence, in the form of the gold."""
    rows = [(row["id"], row["text"], _day(row["dct"])) for row in gold]
    for document, row in zip(documents(rows, "days"), gold, strict=True):
        events = [_event(document, event) for event in row["events"]]
        timexes = [_timex(expression) for expression in document.days or ()]
        yield {"id": row["id"], "timexes": timexes, "events": events}


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _event(document: Document, event: Mapping[str, Any]) -> dict[str, Any]:
    first, last = answer(document, event["start"]) or (None, None)
    return {"word": event["word"], "earliest": first, "latest": last}


def _timex(expression: TimeExpression) -> dict[str, Any]:
    when = expression.when or When(None, None)
    return {
        "start": expression.span.start,
        "end": expression.span.end,
        "type": expression.kind,
        "value": expression.value,
        "earliest": str(when.earliest) if when.earliest else None,
        "latest": str(when.latest) if when.latest else None,
    }


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return F1 of spans, values and days of expressions, and the share of actions right."""
    counts: Counter[str] = Counter()
    for row, told in zip(gold, predicted, strict=True):
        _count(counts, row["timexes"], told["timexes"])
        counts["events"] += len(row["events"])
        counts["events_right"] += sum(map(_same_days, row["events"], told["events"]))
    both = counts["gold"] + counts["told"]
    return {
        "expressions": counts["gold"],
        **{name: round(2 * counts[name] / both, 4) for name in ("span", "value", "days")},
        "events": counts["events"],
        "event_days": round(counts["events_right"] / counts["events"], 4),
    }


def _count(
    counts: Counter[str], gold: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]
) -> None:
    counts["gold"] += len(gold)
    counts["told"] += len(told)
    by_span = {(one["start"], one["end"]): one for one in told}
    for row in gold:
        found = by_span.get((row["start"], row["end"]))
        if found:
            counts["span"] += 1
            counts["value"] += (found["type"], found["value"]) == (row["type"], row["value"])
            counts["days"] += _same_days(row, found)


def _same_days(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return (first["earliest"], first["latest"]) == (second["earliest"], second["latest"])

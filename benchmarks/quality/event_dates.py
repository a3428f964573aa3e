"""Task "event_dates": the days of an action, told by the date of its own clause.

Gold rows are articles with the mentions of events and their ``date`` or ``begin`` and ``end``
(the schema of MEANTIME in the coref task). ``XX`` stands for an unknown part: 2009-06-XX is any
day of that June, and a wholly unknown date is no date.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.link.date_values import days_of
from detente.link.event_dates import date_of_clause, dates_between
from detente.model import Document, Span, When

SCORER = ("event_dates",)
_NO_SPACE_BEFORE = frozenset(",.;:?!)%]") | {"'s", "’s", "n't", "''"}
_NO_SPACE_AFTER = frozenset("([$£€")


class Days(NamedTuple):
    """The first and last day of an event, as ISO dates; None at an open end."""

    first: str | None
    last: str | None


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "events": {mention id: {"days", "near"}}}`` for each article.

    ``days`` is [first, last] or None; ``near`` are the days of all dates of the sentence.
    """
    texts = [_rebuilt(row) for row in gold]
    rows = [
        (row["id"], text, _day(row.get("dct"))) for row, (text, _) in zip(gold, texts, strict=True)
    ]
    for document, row, (_, starts) in zip(documents(rows, "days"), gold, texts, strict=True):
        events = {
            mention["id"]: _told(document, starts[mention["sent"]][mention["tokens"][-1]])
            for mention in _dated(row)
        }
        yield {"id": row["id"], "events": events}


def _told(document: Document, start: int) -> dict[str, Any]:
    span = _sentence(document, start)[1]
    found = dates_between(document, span.start, span.end) if span else ()
    whens = [expression.when for expression in found if expression.when]
    near = [[_iso(when.earliest), _iso(when.latest)] for when in whens]
    return {"days": answer(document, start), "near": near}


def _sentence(document: Document, start: int) -> tuple[int, Span | None]:
    spans = [sentence.span for sentence in document.sentences or ()]
    here = [at for at, span in enumerate(spans) if span.start <= start < span.end]
    return (here[0], spans[here[0]]) if here else (-1, None)


def answer(document: Document, start: int) -> list[str | None] | None:
    """Return the days that ``date_of_clause`` gives for the action at a code point, or None."""
    index, span = _sentence(document, start)
    if span is None:
        return None
    found = date_of_clause(document, index, span.start, span.end, start)
    return [_iso(found[0].earliest), _iso(found[0].latest)] if found else None


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how well the days of events are told.

    ``day``: events of one known day; right if the answer is exactly that day. ``overlap``: all
    dated events; right if the answer has a day in common with the gold. Precision is over the
    answers given to such events, recall over all of them. ``near``: the same, over the events
    whose sentence tells a date that agrees with the gold, where the clause decides.
    """
    answers = {row["id"]: row["events"] for row in predicted}
    counts: Counter[str] = Counter()
    for row in gold:
        for mention in _dated(row):
            _count(counts, mention, answers[row["id"]][mention["id"]])
    kinds = ("day", "overlap", "near_day", "near_overlap")
    return {kind: _scores(counts, kind) for kind in kinds}


def _count(counts: Counter[str], mention: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    days = gold_days(mention)
    if days is None:
        return
    given = Days(*told["days"]) if told["days"] else None
    is_near = any(overlaps(days, Days(*near)) for near in told["near"])
    for prefix in ("", "near_")[: 1 + is_near]:
        _add(counts, f"{prefix}overlap", given, right=given is not None and overlaps(days, given))
        if days.first == days.last:
            _add(counts, f"{prefix}day", given, right=given == days)


def _add(counts: Counter[str], kind: str, given: Days | None, *, right: bool) -> None:
    counts[f"{kind}.gold"] += 1
    counts[f"{kind}.given"] += given is not None
    counts[f"{kind}.right"] += right


def _scores(counts: Counter[str], kind: str) -> dict[str, float]:
    gold, given, right = (counts[f"{kind}.{name}"] for name in ("gold", "given", "right"))
    return {
        "gold": gold,
        "coverage": round(given / gold, 4) if gold else 0.0,
        "p": round(right / given, 4) if given else 0.0,
        "r": round(right / gold, 4) if gold else 0.0,
        "f1": round(2 * right / (gold + given), 4) if gold + given else 0.0,
    }


def gold_days(mention: Mapping[str, Any]) -> Days | None:
    """Return the first and last day of a gold event, or None if neither is known."""
    if mention.get("date"):
        when = _partial(mention["date"])
        return Days(_iso(when.earliest), _iso(when.latest)) if when else None
    first, last = _partial(mention.get("begin")), _partial(mention.get("end"))
    if first is None and last is None:
        return None
    return Days(_iso(first.earliest) if first else None, _iso(last.latest) if last else None)


def overlaps(first: Days, second: Days) -> bool:
    """Say whether two stretches of days have a day in common; an open end has no limit."""
    begins = max(first.first or "0", second.first or "0")
    return begins <= min(first.last or "9", second.last or "9")


def _partial(value: str | None) -> When | None:
    return days_of((value or "").replace("-XX", ""))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _dated(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        mention
        for mention in row["mentions"]
        if mention["kind"] == "event" and gold_days(mention) is not None
    ]


def _rebuilt(row: Mapping[str, Any]) -> tuple[str, dict[int, list[int]]]:
    """Return the text of a tokenised article, and where each token of each sentence starts."""
    text, starts = "", {}
    for sentence in row["sents"]:
        text += "\n" * bool(text)
        places: list[int] = []
        for token in sentence["tokens"]:
            text += " " * bool(places and _is_apart(text, token))
            places.append(len(text))
            text += token
        starts[sentence["n"]] = places
    return text, starts


def _is_apart(text: str, token: str) -> bool:
    return token not in _NO_SPACE_BEFORE and text[-1:] not in _NO_SPACE_AFTER

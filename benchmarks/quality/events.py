"""The events task: gold sentences in, the main event of each (or all with ``--all``) out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Document, Event, Participant
from detente.ontology.reductions import strict_type

SCORER = ("events",)
JSON_FLAGS = ("--json",)


def predict(gold: Sequence[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield a row for each gold row: its id, and its events, the main one first.

    Types are those of strict PLOVER, where a planned CONSULT is an AGREE. Sets that fold all
    international organisations into IGO (see their README) get them folded.
    """
    folds = not _tells_organisations_apart(gold)
    rows = ((row["id"], row["text"], _day(row.get("date"))) for row in gold)
    for document in documents(rows, until="events"):
        events = [_row(event, folds=folds) for event in _main_first(document)]
        yield {
            "id": document.article.id,
            "events": events if options.all_events else events[:1],
        }


def _main_first(document: Document) -> Sequence[Event]:
    return document.events or ()


def _row(event: Event, *, folds: bool) -> dict[str, Any]:
    actors = [_code(item, folds=folds) for item in event.actors]
    recipients = [_code(item, folds=folds) for item in event.recipients]
    return {
        "event": strict_type(event.event_type, event.modality),
        "source": [code for code in actors if code],
        "target": [code for code in recipients if code],
    }


def _code(item: Participant, *, folds: bool) -> str:
    country = item.country or ""
    if folds and country in {"UNO", "EUR"}:
        country = "IGO"
    return country + (item.sector or "") if country else ""


def _tells_organisations_apart(gold: Sequence[dict[str, Any]]) -> bool:
    sides = (event.get(side) or () for row in gold for event in row["events"] for side in _SIDES)
    return any(actor.get("code") in {"UNO", "EUR"} for side in sides for actor in side)


_SIDES = ("source", "target")


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None

"""The events task: gold sentences in, the main event of each (or all with ``--all``) out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Event, Participant
from detente.ontology.reductions import reduced

SCORER = ("events",)
_READING = "cameo_strict"
JSON_FLAGS = ("--json",)


def predict(gold: Sequence[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield a row for each gold row: its id, and its events, the main one first.

    All sets were coded in CAMEO or carried over from it by the CAMEO2PLOVER table, so events are
    reduced to what that table has (see ``detente.ontology.reductions``): a planned CONSULT is an
    AGREE, appeals (CAMEO 02) and deeds only weighed have no type. Sets that fold all international
    organisations into IGO (see their README) get them folded. The project's own sets tell how real
    an event is and keep its type: there nothing is reduced.
    """
    folds = not _tells_organisations_apart(gold)
    reading = None if _tells_modality(gold) else _READING
    rows = ((row["id"], row["text"], _day(row.get("date"))) for row in gold)
    for document in documents(rows, until="events"):
        found = document.events or ()
        # What a sentence is about may be nothing in a set's reading: there it tells of nothing.
        told = _in_their_terms(found if options.all_events else found[:1], reading)
        yield {
            "id": document.article.id,
            "events": [_row(*pair, folds=folds) for pair in told],
        }


def _in_their_terms(events: Sequence[Event], reading: str | None) -> Iterator[tuple[Event, str]]:
    """Yield the events that a set's reading of PLOVER has, and as what, the main one first."""
    for event in events:
        found = event if reading is None else reduced(event, reading)
        if found is not None:
            yield event, found.event_type


def _row(event: Event, event_type: str, *, folds: bool) -> dict[str, Any]:
    actors = [_code(item, folds=folds) for item in event.actors]
    recipients = [_code(item, folds=folds) for item in event.recipients]
    return {
        "event": event_type,
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


def _tells_modality(gold: Sequence[dict[str, Any]]) -> bool:
    return any("modality" in event for row in gold for event in row["events"])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None

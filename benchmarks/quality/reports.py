"""Task "reports": many reports to records, with the whole product, in the project's own gold.

The gold is ``benchmarks/gold/reports.jsonl``, reports of invented outlets on real events, and
``reports_events.jsonl`` beside it, the events (rules: README.md there); three
more sets lie there, each with its own. Every report is read by
all stages of the product as any article is, and the corpus is merged. Then it is scored
(``reports_scoring.py`` does so, ``reports_aligned.py`` finds which coded event is which mention):

* ``record``: B-cubed over the gold's mentions (report and event), the response being the records.
  A mention that no coded event fits is not found: it has recall 0 and no precision.
  ``record_alone`` leaves such a mention as a record of its own, as scorers of coreference do;
  ``record_given`` takes only what was found, gold and response alike: merging by itself.
* ``found``: the share of mentions that a coded event fits; ``right_type``, ``right_states``: of
  those found. These are the coder's, not merging's.
* ``origins``: the share of events whose record has the number of origins that gold has; the
  record of an event is that with most of its mentions, an event without one is wrong.
  ``origins_given``: among the events with a record, the number being that of gold's origins of
  the reports that were found.
* ``conflicts``: a conflict is right if its field, its grade and the values of all its sides are
  gold's, in the event's record. Those of records without a gold mention are not counted.
  ``conflicts_values`` asks for field and values, ``conflicts_fields`` for the field alone;
  ``conflicts_given`` is over gold's conflicts of which every side has a report that was found.
* ``part_of``: pairs of a part and its whole; ``series``: pairs of events of one series. Both
  among events; ``*_given`` among events with a record.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.reports_scoring import all_figures, mistakes
from benchmarks.quality.stages import BATCH
from detente.merge.corpus import Corpus, merge_corpus
from detente.model import Article, Conflict, Document, Event, EventRecord
from detente.pipeline.stages import build_steps
from detente.settings import Settings

SCORER = ("reports",)
GOLD = Path(__file__).parents[1] / "gold" / "reports.jsonl"

Row = dict[str, Any]


def predict(gold: list[Row], options: Options) -> Iterator[Row]:
    """Yield rows of kind "report", "record", "conflict", then the gold's own of kind "event"."""
    documents = read_all(gold)
    yield from rows_of(documents, merge_corpus(documents, Settings()))
    yield from events_of(options)


def read_all(gold: Sequence[Row]) -> tuple[Document, ...]:
    """Return the reports after all stages of the product; the same reports are read once."""
    return _read_all(tuple(map(article_of, gold)))


@lru_cache(maxsize=1)
def _read_all(articles: tuple[Article, ...]) -> tuple[Document, ...]:
    built = build_steps(Settings())
    read: list[Document] = []
    for start in range(0, len(articles), BATCH):
        batch = [Document(article=article) for article in articles[start : start + BATCH]]
        for step in built:
            batch = step.stage(batch)
        read += batch
    return tuple(read)


def rows_of(documents: Sequence[Document], corpus: Corpus) -> Iterator[Row]:
    """Yield a row for each document with its events, and one for each record and conflict."""
    record_of = {event: record.id for record in corpus.records for event in record.event_ids}
    for document in documents:
        events = [_event(event, record_of[event.id]) for event in document.events or ()]
        text = document.text or ""
        yield {"kind": "report", "id": document.article.id, "text": text, "events": events}
    yield from map(_record, corpus.records)
    yield from (_conflict(one) for one in corpus.conflicts if one.kind == "between_reports")


def events_of(options: Options) -> Iterator[Row]:
    """Yield the gold's events, which the scorer needs beside the reports."""
    path = options.gold.with_stem(f"{options.gold.stem}_events")
    lines = path.read_text(encoding="utf-8").splitlines()
    yield from ({**json.loads(line), "kind": "event"} for line in lines)


def figures(gold: list[Row], predicted: list[Row]) -> Row:
    """Return all figures named above."""
    return all_figures(gold, predicted)


def report(gold: list[Row], predicted: list[Row]) -> str:
    """Return the figures, then what was wrong, a line each."""
    shown = json.dumps(figures(gold, predicted), indent=1)
    return "\n".join((*mistakes(gold, predicted), shown, ""))


def article_of(row: Row) -> Article:
    """Return the article of a row with its id, title, text, outlet and time of publication."""
    return Article(
        id=row["id"],
        title=row["title"],
        body=row["text"],
        outlet=row["outlet"],
        published=dt.date.fromisoformat(row["published"][:10]),
    )


def _event(event: Event, record: str) -> Row:
    sides = (*event.actors, *event.recipients)
    return {
        "event": event.id,
        "record": record,
        "start": event.action.start,
        "end": event.action.end,
        "action": event.action_text,
        "type": event.event_type,
        "modality": event.modality.value,
        "states": sorted({one.country for one in sides if one.country}),
    }


def _record(record: EventRecord) -> Row:
    return {
        "kind": "record",
        "record": record.id,
        "origins": record.n_origins,
        "part_of": record.part_of,
        "follows": record.follows,
    }


def _conflict(conflict: Conflict) -> Row:
    sides: dict[str, list[str]] = {}
    for reading in conflict.readings:
        sides.setdefault(reading.value, []).append(reading.article_id or "")
    return {
        "kind": "conflict",
        "record": conflict.record_id,
        "field": conflict.field,
        "grade": conflict.grade,
        "values": [{"value": value, "reports": told} for value, told in sides.items()],
    }

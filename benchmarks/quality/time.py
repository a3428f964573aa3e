"""Task "time": temporal expressions, found and resolved."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from detente.clean import segment
from detente.link import dates
from detente.model import Article, Document
from detente.settings import Settings

SCORER = ("time",)


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "timexes": [{"start", "end", "type", "value"}]}`` for each text."""
    settings = Settings()
    add_sentences, add_days = segment.build(settings), dates.build(settings)
    for row in gold:
        document = add_days(add_sentences([_document(row)]))[0]
        yield {"id": row["id"], "timexes": list(_timexes(document))}


def _document(row: dict[str, Any]) -> Document:
    # The texts of the gold files are offsets' ground: they are taken as they stand.
    published = dt.date.fromisoformat(row["dct"]) if row.get("dct") else None
    article = Article(id=row["id"], body=row["text"], published=published)
    return Document(article=article, text=row["text"])


def _timexes(document: Document) -> Iterator[dict[str, Any]]:
    for expression in document.days or ():
        yield {
            "start": expression.span.start,
            "end": expression.span.end,
            "type": expression.kind,
            "value": expression.value,
            "mod": expression.mod,
        }

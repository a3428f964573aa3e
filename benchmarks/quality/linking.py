"""Task "linking": which known entity each name in a text means.

Names of entities are turned into addresses in the manner of DBpedia ("United States" to
".../United_States"); the scorer compares their last part.
"""

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Document, Link

SCORER = ("names", "linking")
_ADDRESS = "http://dbpedia.org/resource/"


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "mentions"}`` for each text."""
    rows = [(row["id"], row["text"], None) for row in gold]
    for document in documents(rows, "links"):
        yield {"id": document.article.id, "mentions": _mentions(document)}


def _mentions(document: Document) -> list[dict[str, Any]]:
    pairs = zip(document.mentions or (), document.links or (), strict=True)
    return [
        {"start": mention.head.start, "end": mention.head.end, "link": _address(link)}
        for mention, link in pairs
    ]


def _address(link: Link) -> str | None:
    return _ADDRESS + link.name.replace(" ", "_") if link.entity and link.name else None

"""Task "linking": which known entity each name, description and pronoun in a text means.

Every phrase of every chain is predicted, inner ones too, longer ones first, so that the scorer
meets a name by itself last. The scorer compares the last part of addresses as DBpedia has them.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.entities.things import load_things
from detente.model import Document

SCORER = ("names", "linking")
_ADDRESS = "http://dbpedia.org/resource/"
# Signs that stand in DBpedia's addresses as they are; other letters than ASCII's do not.
_PLAIN = "_(),.'&!:;*+-/@"


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "mentions"}`` for each text."""
    # The gold's addresses are those of DBpedia in 2015, and pages have moved since.
    titles = {thing.title: thing.title_2015 for thing in load_things().things.values()}
    rows = [(row["id"], row["text"], None) for row in gold]
    for document in documents(rows, "chains"):
        yield {"id": document.article.id, "mentions": _mentions(document, titles)}


def _mentions(document: Document, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    found = [
        {
            "start": span.start,
            "end": span.end,
            "link": _address(titles.get(chain.title or "", chain.title)),
        }
        for chain in document.chains or ()
        for span in chain.spans
    ]
    return sorted(found, key=lambda one: one["start"] - one["end"])


def _address(title: str | None) -> str | None:
    return _ADDRESS + quote(title, safe=_PLAIN) if title else None

"""Task "chains": which gold mentions of things mean one thing, inside each article.

The text is rebuilt from the gold's tokens and read as any other; then a gold mention goes to the
chain that has the phrase most like it. A mention that no phrase is like stays alone.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import UNGATED, documents
from detente.link.coref import build
from detente.model import Document

SCORER = ("coref", "--kind", "entity", "--within")
# Share of two spans' points that must be common to both.
_LEAST = 0.34
_QUOTES = {"``": '"', "''": '"'}
_NO_SPACE_BEFORE = frozenset(". , ; : ? ! ) ' 's % n't ’s".split())
_NO_SPACE_AFTER = frozenset({"(", "$", "#"})


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"doc", "id", "cluster"}`` for each gold mention of an entity."""
    stage = build(UNGATED)
    pages = {row["id"]: _Rebuilt(row) for row in gold}
    rows = [(row["id"], pages[row["id"]].text, _day(row)) for row in gold]
    for document, row in zip(documents(rows, "links"), gold, strict=True):
        yield from _clusters(stage([document])[0], row, pages[row["id"]])


def _day(row: dict[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(row["dct"]) if row.get("dct") else None


class _Rebuilt:
    """A text put together from tokens, with the code points of each."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.text = ""
        self.points: dict[tuple[int, int], tuple[int, int]] = {}
        self._open = False
        for sentence in row["sents"]:
            self._add(sentence["n"], sentence["tokens"])

    def _add(self, number: int, tokens: list[str]) -> None:
        glued = True
        for index, token in enumerate(tokens):
            word = _QUOTES.get(token, token)
            closes = word == '"' and (token == "''" or self._open)
            if word == '"':
                self._open = not closes
            if not (glued or closes or token in _NO_SPACE_BEFORE):
                self.text += " "
            self.points[number, index] = (len(self.text), len(self.text) + len(word))
            self.text += word
            glued = token in _NO_SPACE_AFTER or (word == '"' and not closes)
        self.text += "\n"

    def span(self, sentence: int, tokens: list[int]) -> tuple[int, int]:
        """Return the code points from the first to the last of some tokens."""
        return self.points[sentence, tokens[0]][0], self.points[sentence, tokens[-1]][1]


def _clusters(document: Document, row: dict[str, Any], page: _Rebuilt) -> Iterator[dict[str, Any]]:
    spans = [
        (span.start, span.end, number)
        for number, chain in enumerate(document.chains or ())
        for span in chain.spans
    ]
    for mention in row["mentions"]:
        if mention["kind"] != "entity":
            continue
        start, end = page.span(mention["sent"], mention["tokens"])
        found = max(((_likeness(start, end, *one[:2]), one[2]) for one in spans), default=(0.0, -1))
        cluster = str(found[1]) if found[0] >= _LEAST else f"alone {mention['id']}"
        yield {"doc": row["id"], "id": mention["id"], "cluster": cluster}


def _likeness(start: int, end: int, first: int, last: int) -> float:
    common = min(end, last) - max(start, first)
    return common / (max(end, last) - min(start, first)) if common > 0 else 0.0

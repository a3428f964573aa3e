"""Task "chains": which gold mentions of things mean one thing, inside each article.

The text is rebuilt from the gold's tokens and read as any other; then a gold mention goes to the
chain that has the phrase most like it. A mention that no phrase is like stays alone.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Document

SCORER = ("coref", "--kind", "entity", "--within")
# What a phrase with another head must have in common with a mention, as a share of both.
_OTHER_HEAD = 0.5
# A relative clause has nothing in common with the noun it is about but their head.
_BESIDE = 0.01
_QUOTES = {"``": '"', "''": '"'}
_NO_SPACE_BEFORE = frozenset([".", ",", ";", ":", "?", "!", ")", "'", "'s", "%", "n't", "’s"])
_NO_SPACE_AFTER = frozenset({"(", "$", "#"})


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"doc", "id", "cluster"}`` for each gold mention of an entity."""
    pages = {row["id"]: Rebuilt(row) for row in gold}
    rows = [(row["id"], pages[row["id"]].text, _day(row)) for row in gold]
    for document, row in zip(documents(rows, "chains"), gold, strict=True):
        yield from _clusters(document, row, pages[row["id"]])


def _day(row: dict[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(row["dct"]) if row.get("dct") else None


class _Phrase(NamedTuple):
    start: int
    end: int
    head: int
    chain: int


class Rebuilt:
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
            closes = word == '"' and (self._open or token.startswith("'"))
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


def _clusters(document: Document, row: dict[str, Any], page: Rebuilt) -> Iterator[dict[str, Any]]:
    heads = _Heads(document)
    phrases = [
        _Phrase(span.start, span.end, heads.at(span.start, span.end), number)
        for number, chain in enumerate(document.chains or ())
        for span in chain.spans
    ]
    for mention in row["mentions"]:
        if mention["kind"] == "entity":
            found = _chain_of(phrases, heads, *page.span(mention["sent"], mention["tokens"]))
            cluster = f"alone {mention['id']}" if found is None else str(found)
            yield {"doc": row["id"], "id": mention["id"], "cluster": cluster}


def _chain_of(phrases: Sequence[_Phrase], heads: "_Heads", start: int, end: int) -> int | None:
    """Return the number of the chain that has the phrase of the same head that is most like."""
    head = heads.at(start, end)
    like = [(_likeness(start, end, one), one.chain) for one in phrases if one.head == head]
    like += [(_likeness(start, end, one) - _OTHER_HEAD, one.chain) for one in phrases]
    best = max(like, default=(0.0, -1))
    return best[1] if best[0] > 0 else None


class _Heads:
    """Tells the head of a span by the parse of its sentence."""

    def __init__(self, document: Document) -> None:
        self._parses = [parse for parse in document.parses or () if parse]
        self._starts = [parse.starts[0] for parse in self._parses]

    def at(self, start: int, end: int) -> int:
        """Return where the head word of a span begins; a clause has the noun it is about."""
        number = max(bisect_right(self._starts, start) - 1, 0)
        parse = self._parses[number]
        first, last = bisect_right(parse.ends, start), bisect_left(parse.starts, end)
        inside = range(first, max(last, first + 1))
        head = next(
            (at for at in inside if parse.heads[at] not in inside or parse.heads[at] == at), first
        )
        if parse.deps[head] in {"relcl", "acl"}:
            head = parse.heads[head]
        return parse.starts[head]


def _likeness(start: int, end: int, phrase: _Phrase) -> float:
    common = min(end, phrase.end) - max(start, phrase.start)
    whole = max(end, phrase.end) - min(start, phrase.start)
    return common / whole if common > 0 else (_BESIDE if phrase.head < start else 0.0)

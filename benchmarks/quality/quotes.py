"""The quotes task: news texts in, who said what out, as spans of speaker, cue and words."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Span, Statement
from detente.settings import Coding, Settings

SCORER = ("quotes",)
# Gold texts may be about anything: the gate would spare sentences that name no state the parse.
EVERYTHING = Settings(coding=Coding(gate=False, coder="rules"))

RELATIVE = re.compile(r"\s?,?\s(who|which|that)\b")


def predict(gold: Sequence[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield the attributions of each text: spans of content, source and cue, and the kind."""
    rows = ((row["id"], row["text"], _day(row.get("date"))) for row in gold)
    for document in documents(rows, until="statements", settings=EVERYTHING):
        text = document.text or ""
        said = [_row(statement, text) for statement in document.statements or ()]
        yield {"id": document.article.id, "attributions": said}


def _row(statement: Statement, text: str) -> dict[str, Any]:
    speaker = statement.speaker.span if statement.speaker else None
    return {
        "content": _content(statement, text),
        "source": _source(speaker, statement.cue, text) if speaker else [],
        "cue": [_pair(statement.cue)] if statement.cue else [],
        "kind": statement.kind,
        "confidence": statement.confidence,
    }


def _content(statement: Statement, text: str) -> list[list[int]]:
    """Return the words, with who is to do what is asked.

    The corpus takes "the court to rule" for what somebody asks, the product "to rule", with the
    court as who hears it.
    """
    first, hearer = statement.content[0], statement.addressee
    words = [_pair(span) for span in statement.content]
    is_near = hearer is not None and not text[hearer.span.end : first.start].strip()
    if hearer is None or not is_near or not text.startswith("to ", first.start):
        return words
    return [[hearer.span.start, first.end], *words[1:]]


def _source(speaker: Span, cue: Span | None, text: str) -> list[list[int]]:
    """Return the words for a speaker, and the pronoun that stands for them beside the cue.

    The corpus takes "who" of "the envoy, who said that" for the source; the product stores whom
    it stands for.
    """
    between = text[speaker.end : cue.start] if cue else ""
    found = RELATIVE.match(between)
    relative = [[speaker.end + found.start(1), speaker.end + found.end(1)]] if found else []
    return [_pair(speaker), *relative]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None

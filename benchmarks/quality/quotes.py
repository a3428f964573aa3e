"""The quotes task: news texts in, who said what out, as spans of speaker, cue and words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Span, Statement
from detente.settings import Coding, Settings

SCORER = ("quotes",)
# Gold texts may be about anything: the gate would spare sentences that name no state the parse.
EVERYTHING = Settings(coding=Coding(gate=False, coder="rules"))


def predict(gold: Sequence[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield the attributions of each text: spans of content, source and cue, and the kind."""
    rows = ((row["id"], row["text"], _day(row.get("date"))) for row in gold)
    for document in documents(rows, until="statements", settings=EVERYTHING):
        said = [_row(statement) for statement in document.statements or ()]
        yield {"id": document.article.id, "attributions": said}


def _row(statement: Statement) -> dict[str, Any]:
    speaker = statement.speaker.span if statement.speaker else None
    return {
        "content": [_pair(span) for span in statement.content],
        "source": [_pair(speaker)] if speaker else [],
        "cue": [_pair(statement.cue)] if statement.cue else [],
        "kind": statement.kind,
        "confidence": statement.confidence,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None

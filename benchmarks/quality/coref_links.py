"""Task "coref_links": who pronouns, pairs and descriptions of actors stand for.

The gold, ``benchmarks/gold/coref_links.jsonl``, is the project's own: sentences about public facts.
``phrase`` is a mention of the text, the last that reads so; ``means`` words of the mention it is
read through, ``members`` words of those that it stands for, ``country`` the country of its link.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import UNGATED, documents
from detente.model import Document

SCORER = ("coref_links",)
GOLD = Path(__file__).parents[1] / "gold" / "coref_links.jsonl"


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "found", "means", "members", "country"}`` for each passage."""
    rows = [(row["id"], row["text"], dt.date.fromisoformat(row["day"])) for row in gold]
    for document, row in zip(documents(rows, "links", UNGATED), gold, strict=True):
        yield {"id": row["id"], **_read(document, row["phrase"])}


def _read(document: Document, phrase: str) -> dict[str, Any]:
    numbers = range(len(document.mentions or ()))
    named = [number for number in numbers if _words(document, number) == phrase]
    if not named:
        return {"found": False, "means": "", "members": [], "country": None}
    link = (document.links or ())[named[-1]]
    return {
        "found": True,
        "means": "" if link.antecedent is None else _words(document, link.antecedent),
        "members": [_words(document, number) for number in link.members],
        "country": link.country,
    }


def _words(document: Document, number: int) -> str:
    span = (document.mentions or ())[number].span
    return (document.text or "")[span.start : span.end]


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the share of passages that are right, and that of phrases found at all."""
    pairs = list(zip(gold, predicted, strict=True))
    right = sum(is_right(*pair) for pair in pairs)
    found = sum(answer["found"] for answer in predicted)
    return {
        "passages": len(pairs),
        "accuracy": round(right / len(pairs), 4),
        "found": round(found / len(pairs), 4),
    }


def is_right(row: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Say whether an answer has all that the gold row tells."""
    if not answer["found"] or row.get("means", "") not in answer["means"]:
        return False
    country = row.get("country", answer["country"])
    return bool(country == answer["country"]) and _are(row.get("members", []), answer["members"])


def _are(wanted: Sequence[str], members: Sequence[str]) -> bool:
    each = all(any(word in one for one in members) for word in wanted)
    return each and len(wanted) == len(members)

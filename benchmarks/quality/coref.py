"""Task "coref": which gold mentions of events mean one event.

Mentions meet if their predicates have one root, in articles of one story published on one day:
the same two states meet every month, so a predicate alone proves nothing across dates.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from detente.merge.stems import root
from detente.merge.stories import story_numbers

SCORER = ("coref", "--kind", "event")


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"doc", "id", "cluster"}`` for each gold mention of an event."""
    days = [dt.date.fromisoformat(row["dct"]) if row.get("dct") else None for row in gold]
    numbers = story_numbers([_text(row) for row in gold], days)
    for row, day, number in zip(gold, days, numbers, strict=True):
        yield from _clustered(row, f"{number} {day}")


def _clustered(row: dict[str, Any], scope: str) -> Iterator[dict[str, Any]]:
    for mention in row["mentions"]:
        if mention["kind"] == "event":
            cluster = f"{scope} {root(_predicate(mention))}"
            yield {"doc": row["id"], "id": mention["id"], "cluster": cluster}


def _text(row: dict[str, Any]) -> str:
    return "\n".join(" ".join(sentence["tokens"]) for sentence in row["sents"])


def _predicate(mention: dict[str, Any]) -> str:
    word: str = mention.get("lemma") or mention.get("pred") or mention["text"]
    return word.casefold()

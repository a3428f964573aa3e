"""Task "stories": which articles tell one story."""

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from detente.merge.stories import story_numbers

SCORER = ("cluster", "stories")


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "cluster"}`` for each article."""
    numbers = story_numbers([row["text"] for row in gold])
    for row, number in zip(gold, numbers, strict=True):
        yield {"id": row["id"], "cluster": str(number)}

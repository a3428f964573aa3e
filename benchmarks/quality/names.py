"""Task "names": how alike two names are (pairs by hand, and one-word names of other scripts)."""

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from detente.entities.names import NameMatcher
from detente.entities.romanise import read_letters

SCORER = ("names", "pairs")


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "score"}`` for each pair."""
    matcher = NameMatcher(read_letters())
    for row in gold:
        yield {"id": row["id"], "score": matcher.likeness(row["a"], row["b"])}

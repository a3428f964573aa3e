"""How likely a reading is right, learned from phrases with known answers."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from detente.link.resolve_parts import Parts

# What a reading of a kind that was never seen is worth.
_UNSEEN = 0.6
_SHY = 0.02
# The row of the weights that says what share of its chance a phrase keeps that nobody has seen.
FRESH = "fresh"
FEATURES = ("chance", "words", "unread", "letters", "acronym", "one")


class Certainty:
    """Chances of a right country and sector by how a phrase was read."""

    def __init__(
        self, chances: Mapping[str, float], weights: Mapping[str, float] | None = None
    ) -> None:
        self._chances = chances
        self._weights = [weights[name] for name in FEATURES] if weights else None
        self._fresh = weights.get(FRESH, 1.0) if weights else 1.0

    def of(self, *features: str) -> float:
        """Return the chance for a reading of these features, the weightiest first.

        Where the whole combination was never seen, that of the longest known part counts.
        """
        for last in range(len(features), 0, -1):
            found = self._chances.get("/".join(features[:last]))
            if found is not None:
                return found
        return self._chances.get("", _UNSEEN)

    def adjusted(self, chance: float, parts: Parts) -> float:
        """Return the chance of a reading, given what is left over of the phrase."""
        if self._weights is None:
            return chance
        seen = evidence(chance, parts)
        total = sum(weight * one for weight, one in zip(self._weights, seen, strict=True))
        return round(self._fresh / (1 + math.exp(-total)), 5)


def evidence(chance: float, parts: Parts) -> Sequence[float]:
    """Return the values of ``FEATURES`` for a phrase read with some chance."""
    words = [word for word in parts.words if word[0].isalnum()]
    letters = sum(map(len, words))
    likely = min(max(chance, _SHY), 1 - _SHY)
    unread = sum(parts.tags.count(tag) for tag in "xyvp")
    is_acronym = len(words) == 1 and any(one.words.isupper() for one in parts.references)
    return (
        math.log(likely / (1 - likely)),
        math.log(len(words) + 1),
        unread / (len(parts.tags) + 1),
        math.log(letters + 1),
        float(is_acronym),
        1.0,
    )


def load_certainty() -> Certainty:
    """Return the packaged tables, which ``tools/calibrate_actors.py`` makes."""
    chances = {row["reading"]: float(row["chance"]) for row in _rows("actor_confidence.csv")}
    weights = {row["feature"]: float(row["weight"]) for row in _rows("actor_evidence.csv")}
    return Certainty(chances, weights)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("detente.link").joinpath("data", name).read_text("utf-8")
    yield from csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#"))

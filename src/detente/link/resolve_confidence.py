"""How likely a reading is right, learned from phrases with known answers."""

import csv
import io
from collections.abc import Mapping
from importlib.resources import files

# What a reading of a kind that was never seen is worth.
_UNSEEN = 0.6


class Certainty:
    """Chances of a right country and sector by how a phrase was read."""

    def __init__(self, chances: Mapping[str, float]) -> None:
        self._chances = chances

    def of(self, *features: str) -> float:
        """Return the chance for a reading of these features, the weightiest first.

        Where the whole combination was never seen, that of the longest known part counts.
        """
        for last in range(len(features), 0, -1):
            found = self._chances.get("/".join(features[:last]))
            if found is not None:
                return found
        return self._chances.get("", _UNSEEN)


def load_certainty() -> Certainty:
    """Return the packaged table, which ``tools/calibrate_actors.py`` makes."""
    text = files("detente.link").joinpath("data", "actor_confidence.csv").read_text("utf-8")
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return Certainty({row["reading"]: float(row["chance"]) for row in csv.DictReader(lines)})

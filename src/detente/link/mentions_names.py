"""Family names of those who lead states and organisations on a day."""

import datetime as dt
from collections.abc import Collection

from detente.entities.lexicon import words_of
from detente.entities.registry import Registry
from detente.entities.tenure import IN_OFFICE, LEADING, Tenures, standing

# Where the name to call somebody by stands first.
NAME_FIRST = frozenset(
    ("CHN", "PRK", "KOR", "TWN", "VNM", "MYS", "IDN", "SGP", "KHM", "TLS", "HKG")
)
_SHORTEST = 3
# A batch of articles has few days; a long run has many.
_DAYS_KEPT = 400


class LeadingNames:
    """Knows the names leaders are called by, day by day.

    ``ambiguous`` are folded names that are everyday words, too: they tell nobody.
    """

    def __init__(
        self, registry: Registry, tenures: Tenures, ambiguous: Collection[str] = ()
    ) -> None:
        self._registry = registry
        self._tenures = [one for kind in LEADING for one in tenures.of_kind(kind)]
        self._ambiguous = ambiguous
        self._days: dict[dt.date, frozenset[str]] = {}

    def names(self, day: dt.date | None) -> frozenset[str]:
        """Return the folded names that leaders of a day are called by; none without a day."""
        if day is None:
            return frozenset()
        if day not in self._days:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            self._days[day] = frozenset(self._names(day))
        return self._days[day]

    def _names(self, day: dt.date) -> set[str]:
        people = {one.person for one in self._tenures if standing(one, day) in IN_OFFICE}
        return {name for one in people if (name := self._called(one))}

    def _called(self, person: str) -> str:
        found = self._registry.persons[person]
        parts = [word.folded for word in words_of(found.name) if word.text[0].isalpha()]
        name = (parts[0] if found.state in NAME_FIRST else parts[-1]) if parts else ""
        return name if len(name) >= _SHORTEST and name not in self._ambiguous else ""

"""Names of those who lead states and organisations on a day, or are called by one name then."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

from detente.entities.called import called
from detente.entities.lexicon import words_of
from detente.entities.registry import Registry
from detente.entities.tenure import LEADING, Tenures
from detente.kept import Kept

# Where the name to call somebody by stands first.
NAME_FIRST = frozenset(
    ("CHN", "PRK", "KOR", "TWN", "VNM", "MYS", "IDN", "SGP", "KHM", "TLS", "HKG")
)
_SHORTEST = 3
# A batch of articles has few days; a long run has many.
_DAYS_KEPT = 400
_UNTIL: Final = itemgetter(1)


class Leaders(NamedTuple):
    """Ids of persons, and the folded names they are called by."""

    persons: frozenset[str]
    names: frozenset[str]


class LeadingNames:
    """Knows the names leaders are called by, day by day.

    ``ambiguous`` are folded names that are everyday words, too: they tell nobody.
    """

    def __init__(
        self, registry: Registry, tenures: Tenures, ambiguous: Collection[str] = ()
    ) -> None:
        self._registry = registry
        self._ambiguous = ambiguous
        self._days = Kept(self._leaders, _DAYS_KEPT)
        self._names = Kept(self._name_of)
        # Sorted by the day before which they end: few end after a day of news.
        self._terms = sorted(tenures.terms_of(LEADING), key=_UNTIL)
        self._called_too = [one for one in called() if one.person in registry.persons]

    def on(self, day: dt.date | None) -> Leaders:
        """Return the leaders of a day and the names they are called by.

        Without a day they are the leaders of any day whose last name no other person has.
        """
        return self._of_any_day if day is None else self._days[day]

    @cached_property
    def _of_any_day(self) -> Leaders:
        called = {person: self._names[person] for _, _, person in self._terms}
        single = {person: name for person, name in called.items() if name and self._is_only(name)}
        return Leaders(frozenset(single), frozenset(single.values()))

    def _is_only(self, name: str) -> bool:
        persons = self._registry.surnames.get(name, ())
        return len({self._registry.persons[person].name for person in persons}) == 1

    def _leaders(self, day: dt.date) -> Leaders:
        iso = day.isoformat()
        after = self._terms[bisect_right(self._terms, iso, key=_UNTIL) :]
        persons = {person for first, _, person in after if first <= iso}
        names = {name for one in persons if (name := self._names[one])}
        others = [one for one in self._called_too if one.first <= iso < one.until]
        persons |= {one.person for one in others}
        names |= {one.name for one in others}
        return Leaders(frozenset(persons), frozenset(names))

    def _name_of(self, person: str) -> str:
        found = self._registry.persons[person]
        parts = [word.folded for word in words_of(found.name) if word.text[0].isalpha()]
        name = (parts[0] if found.state in NAME_FIRST else parts[-1]) if parts else ""
        return name if len(name) >= _SHORTEST and name not in self._ambiguous else ""

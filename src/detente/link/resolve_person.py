"""Which person a name or an office means on a day, and the office held then."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.entities.lexicon import fold, words_of
from detente.entities.registry import Person, Registry
from detente.entities.tenure import FORMER, FUTURE, IN_OFFICE, WEIGHT, Held, Office, Tenures

UNDATED = "undated"
# Bare surnames are taken for holders of these offices only.
LEADING = frozenset({"HOS", "HOG", "LEADER", "FM", "DM", "NSC", "HOIO", "HOIO2", "DHOS", "CROWN"})


class Standing(NamedTuple):
    """A person, the office to name on a day, and how it stands: confirmed ... undated, unknown."""

    person: Person
    held: Held | None
    office: Office | None
    state: str


class People:
    """Looks persons up by name, office and day."""

    def __init__(self, registry: Registry, tenures: Tenures) -> None:
        self._registry = registry
        self._tenures = tenures

    def standing(
        self, person: str, day: dt.date | None, office_types: Sequence[str] = ()
    ) -> Standing:
        """Return the office to name a person by.

        Of offices held on ``day`` one of ``office_types`` is preferred. Without a day it is the
        latest known one, marked undated.
        """
        found = self._registry.persons[person]
        if day is None:
            return self._undated(found, office_types)
        held = self._tenures.offices_of(person, day)
        current = [one for one in held if one.state in IN_OFFICE]
        named = [one for one in current if one.tenure.kind in office_types]
        chosen = next(iter(named or held), None)
        office = self._tenures.offices.get(chosen.tenure.office) if chosen else None
        return Standing(found, chosen, office, chosen.state if chosen else "unknown")

    def _undated(self, person: Person, office_types: Sequence[str]) -> Standing:
        known = self._tenures.tenures_of(person.id)
        tenures = [one for one in known if one.kind in office_types] or known
        latest = max(
            tenures,
            key=lambda one: (not one.end, one.end, one.start, -WEIGHT.get(one.kind, 99)),
            default=None,
        )
        if latest is None:
            return Standing(person, None, None, "unknown")
        held = Held(latest, UNDATED)
        return Standing(person, held, self._tenures.offices.get(latest.office), held.state)

    def holders(
        self, office_types: Iterable[str], state: str, day: dt.date | None
    ) -> list[Standing]:
        """Return who holds the first of these office types that somebody holds on a day."""
        for kind in office_types:
            held = self._held(kind, state, day)
            if held:
                return [self._of_held(one) for one in held]
        return []

    def _held(self, kind: str, state: str, day: dt.date | None) -> list[Held]:
        if day:
            return self._tenures.holders(kind, state, day)
        latest = self._tenures.latest_holder(kind, state)
        return [Held(latest, UNDATED)] if latest else []

    def _of_held(self, held: Held) -> Standing:
        person = self._registry.persons[held.tenure.person]
        return Standing(person, held, self._tenures.offices.get(held.tenure.office), held.state)

    def named(self, name: str) -> list[str]:
        """Return ids of persons whose names share the words of ``name``.

        Every word of the shorter name must be in the longer one; a single word, on either side,
        must be a first or last name.
        """
        wanted = [word.folded for word in words_of(name) if word.text[0].isalpha()]
        if not wanted:
            return []
        candidates = dict.fromkeys(
            person
            for part in {wanted[0], wanted[-1]}
            for person in self._registry.surnames.get(part, ())
        )
        return [person for person in candidates if self._shares_words(person, frozenset(wanted))]

    def _shares_words(self, person: str, wanted: frozenset[str]) -> bool:
        known = frozenset(
            fold(part) for part in self._registry.persons[person].name.replace("-", " ").split()
        )
        if len(wanted) == 1 or (len(known) == 1 and known <= wanted):
            return True
        return wanted <= known or (len(known) > 1 and known <= wanted)

    def best(
        self,
        persons: Iterable[str],
        day: dt.date | None,
        *,
        states: Sequence[str] = (),
        office_types: Sequence[str] = (),
    ) -> list[Standing]:
        """Return persons as they stand on a day, the likeliest first.

        Those of ``states`` come first, then holders of ``office_types``, then those in office by
        the weight of the office, then the latest former ones.
        """
        found = [self.standing(person, day, office_types) for person in dict.fromkeys(persons)]
        return sorted(found, key=lambda one: _rank(one, states, office_types))


def _rank(
    one: Standing, states: Sequence[str], office_types: Sequence[str]
) -> tuple[bool, bool, int, int, int]:
    held = one.held
    if held is None:
        return (one.person.state not in states, True, 3, 0, 0)
    state = {FORMER: 1, FUTURE: 2}.get(one.state, 0)
    year = int((held.tenure.end or held.tenure.start or held.tenure.observed or "0")[:4])
    weight = WEIGHT.get(held.tenure.kind, len(WEIGHT))
    is_wanted = held.tenure.kind in office_types and state == 0
    return (
        one.person.state not in states,
        not is_wanted,
        state,
        -year if state else weight,
        weight,
    )

"""Which person a name or an office means on a day, and the office held then."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from detente.entities.lexicon import fold, words_of
from detente.entities.registry import Person, Registry
from detente.entities.tenure import (
    FORMER,
    FUTURE,
    IN_OFFICE,
    LEADING,
    WEIGHT,
    Held,
    Office,
    Tenures,
)
from detente.kept import Kept
from detente.link.name_usage import load_usage
from detente.link.resolve_name_fit import NameFit
from detente.link.resolve_spellings import Spellings, skeleton

UNDATED = "undated"
# Spellings of one name differ by a letter or two (Zelenskiy, Lukashenka); tried 80 to 92 on pairs
# of leaders' names: below 84 different people of one family come in.
_LEAST_SIMILAR = 86
_DAYS_KEPT = 400
# Names come again and again in a corpus.
_NAMES_KEPT = 20_000
# A single name of fewer consonants says too little without an office.
_LEAST_SOUNDS = 3
# How long before taking office somebody is called elect.
_ELECT_FOR = dt.timedelta(days=365)


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
        self._spellings = Spellings(registry)
        self.fit = NameFit(registry, load_usage())
        self._leaders_by_day = Kept(self._leaders_of, _DAYS_KEPT)
        self._terms = Kept(self._terms_of)
        self._parts: dict[str, tuple[bool, frozenset[str]]] = {}
        self._named = Kept(self._named_so, _NAMES_KEPT)
        # How many people a table lists for a state says how likely its namesake is meant.
        self._listed = Counter(person.state for person in registry.persons.values())

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

    def elected(self, office_types: Iterable[str], state: str, day: dt.date) -> list[Standing]:
        """Return who takes the first of these office types within a year after a day."""
        last = (day + _ELECT_FOR).isoformat()
        for kind in office_types:
            held = self._tenures.all_of(kind, state, day)
            soon = [one for one in held if one.state == FUTURE and one.tenure.start <= last]
            if soon:
                return [self._of_held(min(soon, key=lambda one: one.tenure.start))]
        return []

    def _held(self, kind: str, state: str, day: dt.date | None) -> list[Held]:
        if day:
            return self._tenures.holders(kind, state, day)
        latest = self._tenures.latest_holder(kind, state)
        return [Held(latest, UNDATED)] if latest else []

    def _of_held(self, held: Held) -> Standing:
        person = self._registry.persons[held.tenure.person]
        return Standing(person, held, self._tenures.offices.get(held.tenure.office), held.state)

    def named(self, name: str) -> Sequence[str]:
        """Return ids of persons whose names share the words of ``name``.

        Every word of the shorter name must be in the longer one; a single word, on either side,
        must be a first or last name.
        """
        return self._named[name]

    def _named_so(self, name: str) -> Sequence[str]:
        read = [word.folded for word in words_of(name) if word.text[0].isalpha()]
        initials = _initials(read)
        wanted = [word for word in read if word not in initials]
        if not wanted:
            return []
        candidates = dict.fromkeys(
            person
            for part in {wanted[0], wanted[-1]}
            for person in self._registry.surnames.get(part, ())
        )
        first = initials[0][0] if initials and read[0] == initials[0] else ""
        alike = [one for one in candidates if self._shares_words(one, frozenset(wanted))]
        alike = [one for one in alike if not first or self._has_initial(one, first)]
        if len(read) == 1:
            return [one for one in alike if self.fit.is_called(one, read[0])]
        return [one for one in alike if self.fit.is_written_so(one, read)]

    def namesakes(self, name: str) -> list[str]:
        """Return ids of persons of just this name, accents and order aside."""
        wanted = sorted(fold(name).split())
        return [one for one in self.named(name) if sorted(self._words(one)) == wanted]

    def _words(self, person: str) -> list[str]:
        return fold(self._registry.persons[person].name).split()

    def similar(self, name: str, day: dt.date | None, *, is_placed: bool = True) -> list[str]:
        """Return the persons whose name sounds or is spelled almost like ``name``.

        Among all persons those whose names sound the same, else the leader nearest in spelling.

        Leaders are those in a leading office on ``day``, or ever if there is no day.
        ``is_placed`` says that an office or state stands beside the name.
        """
        found = self._alike(name, day)
        return [one for one in found if self.fit.is_spelling(one, name, is_placed=is_placed)]

    def _alike(self, name: str, day: dt.date | None) -> list[str]:
        sounding = self._spellings.of_full_name(name)
        if sounding:
            return sounding
        names = self._leaders(day)
        found = process.extractOne(
            fold(name), names, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILAR
        )
        return [one for one, known in names.items() if known == found[0]] if found else []

    def sounding(
        self, surname: str, day: dt.date | None, office_types: tuple[str, ...]
    ) -> list[str]:
        """Return who holds such an office on a day and has a name that sounds like a single one.

        Without office types they are the leaders of the day, if the name has sounds enough.
        """
        is_short = not office_types and len(skeleton(surname)) < _LEAST_SOUNDS
        if is_short or self.fit.is_common(surname):
            return []
        return self._spellings.of_surname(surname, self._leaders(day, office_types or LEADING))

    def _leaders(self, day: dt.date | None, kinds: tuple[str, ...] = LEADING) -> Mapping[str, str]:
        """Return the folded names of those in some offices on a day, by id."""
        return self._leaders_by_day[day, kinds]

    def _leaders_of(self, asked: tuple[dt.date | None, tuple[str, ...]]) -> Mapping[str, str]:
        day, kinds = asked
        iso = day.isoformat() if day else ""
        terms = self._terms[kinds]
        return {one: name for first, until, one, name in terms if not iso or first <= iso < until}

    def _terms_of(self, kinds: tuple[str, ...]) -> Sequence[tuple[str, str, str, str]]:
        """Return first day, end, person and folded name of all who ever held some offices."""
        return [
            (first, until, person, fold(self._registry.persons[person].name))
            for first, until, person in self._tenures.terms_of(kinds)
        ]

    def _has_initial(self, person: str, initial: str) -> bool:
        names = fold(self._registry.persons[person].name).split()
        return any(name.startswith(initial) for name in names[:-1])

    def _shares_words(self, person: str, wanted: frozenset[str]) -> bool:
        if len(wanted) == 1:
            return True
        is_single, known = self._parts.get(person) or self._parts_of(person)
        if is_single and known <= wanted:
            return True
        return wanted <= known or (len(known) > 1 and known <= wanted)

    def _parts_of(self, person: str) -> tuple[bool, frozenset[str]]:
        """Return whether a person's name is one word, and its words, hyphens apart; remember it.

        The words are folded, without those that are cut short.
        """
        name = self._registry.persons[person].name
        words = [fold(one) for one in name.replace("-", " ").split()]
        known = frozenset(word for word in words if not word.endswith("."))
        self._parts[person] = len(words) == 1, known
        return self._parts[person]

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
        the weight of the office, then the latest former ones, then those of the state with the
        most people listed (one man is president of France and co-prince of Andorra).
        """
        found = [self.standing(person, day, office_types) for person in dict.fromkeys(persons)]
        return sorted(
            found,
            key=lambda one: (*_rank(one, states, office_types), -self._listed[one.person.state]),
        )


def _initials(words: Sequence[str]) -> list[str]:
    """Return the words of a name that are initials: "j.", "j.d."; "m" alone, too."""
    return [word for word in words if len(word) == 1 or word.endswith(".")]


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

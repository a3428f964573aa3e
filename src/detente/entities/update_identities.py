"""Which known person an item of Wikidata is, or the id of a new one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from detente.entities.directory_persons import all_spellings
from detente.entities.lexicon import fold, phrase_key
from detente.entities.people import slug
from detente.entities.tables import rows
from detente.entities.tenure_records import Tenure

# Two spellings of the one who took an office in a month: 80 to 90 tried on the shipped sources,
# flat; names of two people so alike do not follow each other in an office.
_ALIKE = 80
_MONTH = len("YYYY-MM")


class Claimed(NamedTuple):
    """Who an answer names: item, name, other names, and the office that was taken when."""

    item: str
    name: str
    names: tuple[str, ...]
    state: str
    kind: str
    start: str


class Identities:
    """Finds persons by item, by name and state, by the office they took in a month.

    The same item gets the same id every time; ``known`` are (item, id) of updates in force.
    """

    def __init__(self, tenures: Iterable[Tenure], known: Iterable[tuple[str, str]] = ()) -> None:
        self._by_item: dict[str, list[str]] = defaultdict(list)
        self._items: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_office: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._kinds: set[tuple[str, str]] = set()
        self._names: dict[str, str] = {}
        self._read_persons()
        for tenure in tenures:
            self._kinds.add((tenure.person, tenure.kind))
            taken = (tenure.state, tenure.kind, tenure.start[:_MONTH])
            self._by_office[taken].append(tenure.person)
        for item, person in known:
            self._learn(item, person)

    def find(self, claimed: Claimed) -> str:
        """Return the id of a person, a new one if nobody known fits."""
        found = self._of_item(claimed) or self._of_name(claimed) or self._of_office(claimed)
        person = found or self._new(claimed)
        self._learn(claimed.item, person)
        return person

    def _of_item(self, claimed: Claimed) -> str:
        known = self._by_item.get(claimed.item, []) if claimed.item else []
        here = [one for one in known if one.startswith(claimed.state + ":")]
        return (here or known or [""])[0]

    def _of_name(self, claimed: Claimed) -> str:
        keys = [(claimed.state, phrase_key(name)) for name in (claimed.name, *claimed.names)]
        found = [one for key in keys for one in self._by_name.get(key, ())]
        free = [one for one in dict.fromkeys(found) if self._may_be(one, claimed.item)]
        same_office = [one for one in free if (one, claimed.kind) in self._kinds]
        return (same_office or free or [""])[0]

    def _of_office(self, claimed: Claimed) -> str:
        taken = (claimed.state, claimed.kind, claimed.start[:_MONTH])
        holders = self._by_office.get(taken, []) if len(claimed.start) >= _MONTH else []
        for person in holders:
            if self._may_be(person, claimed.item) and self._is_alike(person, claimed):
                return person
        return ""

    def _is_alike(self, person: str, claimed: Claimed) -> bool:
        known = fold(self._names.get(person, ""))
        names = [fold(name) for name in (claimed.name, *claimed.names)]
        return bool(known) and any(fuzz.token_set_ratio(known, one) >= _ALIKE for one in names)

    def _may_be(self, person: str, item: str) -> bool:
        return self._items.get(person, item) == item

    def _new(self, claimed: Claimed) -> str:
        person = f"{claimed.state}:{slug(claimed.name) or claimed.item.lower()}"
        is_taken = person in self._names or person in self._items
        return f"{person}-{claimed.item.lower()}" if is_taken else person

    def _learn(self, item: str, person: str) -> None:
        if item and person not in self._by_item[item]:
            self._by_item[item].append(person)
            self._items.setdefault(person, item)

    def _read_persons(self) -> None:
        for person, name, _, _, item in rows("persons.csv.gz"):
            self._names[person] = name
            self._learn(item, person)
        for person, spellings in all_spellings(()).items():
            self._names.setdefault(person, spellings[0].text)
            state = person.partition(":")[0]
            for spelling in spellings:
                self._by_name[state, phrase_key(spelling.text)].append(person)


def usable_names(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the other names that may stand for a person in a text, in order, each once.

    One word alone is left out ("May", "Bill") unless it is of a script without capitals; so are
    notes in brackets, lists and whole sentences.
    """
    kept = (" ".join(one.split()) for one in names)
    return tuple(dict.fromkeys(one for one in kept if one != name and _is_usable(one)))


_LONGEST_NAME = 60
_MOST_WORDS = 8
_SHORTEST_NAME = 2
_SIGNS = "()[],;0123456789"


def _is_usable(name: str) -> bool:
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or any(sign in name for sign in _SIGNS):
        return False
    has_capitals = name.upper() != name.lower()
    return len(name.split()) <= _MOST_WORDS and (" " in name or not has_capitals)

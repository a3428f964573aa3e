"""Whether a person of the tables is meant by the name of a phrase."""

from collections import Counter
from collections.abc import Collection
from functools import cached_property

from detente.entities.called import called_names
from detente.entities.lexicon import fold
from detente.entities.registry import Registry
from detente.entities.tenure import FORMER, IN_OFFICE, LEADING
from detente.link.resolve_name_fit import NameFit
from detente.link.resolve_offices import office_types
from detente.link.resolve_parts import Parts
from detente.link.resolve_person import Standing

# The states an article names; None for a phrase without an article.
Near = Collection[str] | None

# States with so many persons in the tables are those that news tells most of; a name of so many
# letters is hardly anybody else's.
_MUCH_TOLD_OF, _TELLING = 60, 5
# What a leader of a state leads.
_LED = frozenset(("administration", "cabinet", "government", "presidency", "regime"))


class Meant:
    """Decides by the words around a name."""

    def __init__(self, registry: Registry, fit: NameFit) -> None:
        self._registry = registry
        self._fit = fit

    def is_meant(self, one: Standing, parts: Parts, owner: str | None, near: Near) -> bool:
        """Say whether a person may be meant by the name of a phrase."""
        is_full = " " in parts.name and (one.person.id in parts.persons or " " in one.person.name)
        if not is_full:
            is_called = self._is_called_so(one, parts, owner)
            return is_called and (near is None or self._is_told(one, parts, owner, near))
        if owner in {None, one.person.state}:
            return True
        if one.person.id not in parts.persons:
            return False
        # "Kenyan trader X" is no minister X of another state; "Tesla's X" may be anybody's.
        is_elsewhere = owner in self._registry.states and bool(parts.roles)
        return not is_elsewhere or bool(office_types(parts)) or parts.is_former

    def leads(self, one: Standing, parts: Parts, near: Near) -> bool:
        """Say whether a leader may be meant by a name that owns: "the Bush administration"."""
        is_told = near is None or not self._fit.is_common(parts.leader)
        is_here = one.state in IN_OFFICE and one.person.state in (near or ())
        is_clear = is_told or is_here or not _LED.isdisjoint(parts.words)
        return one.held is not None and one.held.tenure.kind in LEADING and is_clear

    @cached_property
    def _listed(self) -> Counter[str]:
        return Counter(person.state for person in self._registry.persons.values())

    def _is_called_so(self, one: Standing, parts: Parts, owner: str | None) -> bool:
        """Say whether a person may be meant by one name, with or without title and state."""
        if one.held is None or (owner and one.person.state != owner):
            return False
        types, kind = office_types(parts), one.held.tenure.kind
        if types:
            is_leader = kind == "LEADER" and bool({"HOS", "HOG"} & set(types))
            is_former = one.state == FORMER and one.person.id in parts.persons
            return kind in types or is_leader or is_former
        if " " in parts.name:
            return False
        if parts.roles or owner:
            return one.state in IN_OFFICE or bool(owner)
        if _is_listed(one, parts):
            return True
        return _is_known_by_it(one, parts) or (kind in LEADING and one.state in IN_OFFICE)

    def _is_told(
        self, one: Standing, parts: Parts, owner: str | None, near: Collection[str]
    ) -> bool:
        """Say whether an article tells that one name means a person: by title, state or rarity.

        A name that many have needs the office; without a day the state must be named, too.
        """
        is_near = one.person.state in near
        if office_types(parts):
            leads = one.held is not None and one.held.tenure.kind in LEADING
            return is_near or leads or bool(owner) or self._fit.is_rare(parts.name)
        if parts.roles and not _shares_sector(one, parts):
            return False
        if _is_listed(one, parts):
            return is_near or not self._fit.is_common(parts.name)
        if one.state not in IN_OFFICE:
            return self._fit.is_rare(parts.name) and (is_near or self._is_famous(one, parts.name))
        return is_near or not self._fit.is_common(parts.name)

    def _is_famous(self, one: Standing, name: str) -> bool:
        """Say whether the only one of a name led a state that the news is full of."""
        ids = self._registry.surnames.get(fold(name), ())
        full = {self._registry.persons[other].name for other in ids}
        full = {known for known in full if " " in known}
        is_leader = one.held is not None and one.held.tenure.kind in LEADING
        is_told_of = self._listed[one.person.state] >= _MUCH_TOLD_OF
        return full == {one.person.name} and is_leader and is_told_of and len(name) >= _TELLING


def _is_known_by_it(one: Standing, parts: Parts) -> bool:
    """Say whether the tables have the one name of a phrase as a name of a person.

    Tables that know a person by surname alone are old: such names mean the present only.
    """
    return one.person.id in parts.persons and " " in one.person.name


def _is_listed(one: Standing, parts: Parts) -> bool:
    """Whether a person is one of those called by the one name of a phrase."""
    return (one.person.id, fold(parts.name)) in called_names()


def _shares_sector(one: Standing, parts: Parts) -> bool:
    """Say whether the role beside a name goes with the office of a person."""
    sectors = {role.sector for role in parts.roles} | {
        other for role in parts.roles for other in role.other_sectors
    }
    return one.office is not None and one.office.sector in sectors

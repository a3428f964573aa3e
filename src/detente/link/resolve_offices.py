"""Which office a role in a phrase means, and who holds it on a day."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from detente.entities.registry import EUROPEAN_UNION, Registry, Role
from detente.entities.tables import words
from detente.link.resolve_parts import Parts, Reference
from detente.link.resolve_person import People, Standing

# The bodies of the European Union whose head is its head.
_TOPS = ("council", "commission")


class OfficeWords(NamedTuple):
    """The words of ``office_words.toml``, which says what each set is for."""

    heads: frozenset[str]
    indefinite: frozenset[str]
    shared: frozenset[str]
    aside: tuple[str, ...]
    accredited: tuple[str, ...]
    led_by_government: frozenset[str]
    body_heads: frozenset[str]
    body_offices: tuple[str, ...]
    regional: frozenset[str]
    stateless: frozenset[str]
    members: frozenset[str]
    faiths: frozenset[str]
    learned: frozenset[str]
    media: frozenset[str]
    titles: Mapping[str, str]


def load_office_words() -> OfficeWords:
    """Return the packaged words."""
    table = words("office_words.toml")
    return OfficeWords(
        heads=frozenset(table["heads"]),
        indefinite=frozenset(table["indefinite"]),
        shared=frozenset(table["shared"]),
        aside=tuple(table["aside"]),
        accredited=tuple(table["accredited"]),
        led_by_government=frozenset(table["led_by_government"].split()),
        body_heads=frozenset(table["body_heads"]),
        body_offices=tuple(table["body_offices"]),
        regional=frozenset(table["regional"]),
        stateless=frozenset(table["stateless"]),
        members=frozenset(table["members"]),
        faiths=frozenset(table["faiths"]),
        learned=frozenset(table["learned"]),
        media=frozenset(table["media"]),
        titles={title: one for one, some in table["titles"].items() for title in some.split()},
    )


class Offices:
    """Looks up offices and their holders."""

    def __init__(self, registry: Registry, people: People) -> None:
        self.words = load_office_words()
        self._registry = registry
        self._people = people

    def holders(self, parts: Parts, day: dt.date | None, owner: str | None) -> list[Standing]:
        """Return who holds the one office that a phrase means, nobody if it may mean several."""
        is_any = self.words.indefinite.issuperset(parts.words[:1])
        if owner is None or parts.is_former or is_any:
            return []
        heads = self._heads_of_body(parts, day, owner)
        if heads:
            return heads
        place = self._place(parts)
        if place:
            return self._governors(place, day, owner)
        if parts.roles[0].term.startswith(self.words.accredited):
            return list(self._accredited(parts, day, owner))
        types = self._types_at(parts, owner)
        if parts.is_elect:
            return self._people.elected(types, owner, day) if day else []
        return self._of_types(types, parts, day, owner)

    def _of_types(
        self, types: tuple[str, ...], parts: Parts, day: dt.date | None, owner: str
    ) -> list[Standing]:
        """Return who holds the first of some office types that anybody holds."""
        for kind in (*types, *self._ruling(types, owner)):
            found = self._people.holders((kind,), owner, day)
            found = [one for one in found if not self._is_aside(one, parts.roles[0])]
            if found:
                found.sort(key=lambda one: _distance(one, parts.roles[0]))
                return found if kind not in self.words.shared or len(found) == 1 else []
        return []

    def _place(self, parts: Parts) -> Reference | None:
        """Return the part of a state that a role is of, None where the state itself owns it."""
        owning = [one for one in parts.references if one.relation in {"own", "of"}]
        is_part = [one.tag == "L" or one.words.casefold() in self.words.regional for one in owning]
        return owning[0] if owning and all(is_part) else None

    def _heads_of_body(self, parts: Parts, day: dt.date | None, owner: str) -> list[Standing]:
        """Return who heads the body of a phrase by the title of the office: "Mossad chief"."""
        bodies = [one for one in parts.references if one.tag == "B"]
        if not bodies or parts.roles[0].term not in self.words.body_heads:
            return []
        names = {
            bodies[0].words.casefold(),
            self._registry.bodies[bodies[0].ids[0]].name.casefold(),
        }
        for kind in self.words.body_offices:
            found = self._people.holders((kind,), owner, day)
            titled = [one for one in found if _is_titled_by(one, names)]
            nearest = [one for one in titled if _is_titled_by(one, names, at_end=True)] or titled
            if nearest:
                return nearest[:1] if len({one.person.name for one in nearest}) == 1 else []
        return []

    def _governors(self, place: Reference, day: dt.date | None, owner: str) -> list[Standing]:
        """Return who governs a part of a state: its premier is not the state's."""
        found = self._people.holders(("GOVR",), owner, day)
        named = [one for one in found if _is_titled_by(one, {place.words.casefold()})]
        return named if len(named) == 1 else []

    def _accredited(self, parts: Parts, day: dt.date | None, owner: str) -> Iterator[Standing]:
        """Yield the ambassadors of a state whose title names the host that the phrase names."""
        hosts = [one for one in parts.references if one.relation == "host"]
        names = {name for host in hosts for name in self._host_names(host)}
        for one in self._people.holders(("AMB",), owner, day) if names else ():
            title = one.office.title.casefold() if one.office else ""
            if any(title.endswith(name) for name in names):
                yield one

    def _host_names(self, host: Reference) -> Iterator[str]:
        yield host.words.casefold()
        for identity in host.ids:
            known = self._registry.states.get(identity)
            organisation = self._registry.organisations.get(identity)
            yield from (one.name.casefold() for one in (known, organisation) if one)

    def _types_at(self, parts: Parts, owner: str) -> tuple[str, ...]:
        """Return the office types to look for, which in an organisation differ from a state's."""
        role, types = parts.roles[0], office_types(parts)
        bodies = [one for one in parts.references if one.tag == "B"]
        if owner in self._registry.organisations or owner == EUROPEAN_UNION:
            is_council = any("council" in one.words.casefold() for one in bodies)
            if bodies and not any(one.words.casefold().endswith(_TOPS) for one in bodies):
                return ()
            heads = ("HOIO2",) if is_council else ("HOIO", "HOIO2")
            return heads if role.term in self.words.heads else types
        is_speaker_of = any(self._registry.bodies[one.ids[0]].sector != "GOV" for one in bodies)
        if is_speaker_of and (role.is_weak or role.term in self.words.heads):
            return ()
        if "spokes" in role.term and not any(one.tag == "K" for one in parts.references):
            return ()
        is_either = {"HOS", "HOG"} <= set(types)
        return ("LEADER", self._led_by(owner), *types) if is_either else types

    def _led_by(self, state: str) -> str:
        return "HOG" if state in self.words.led_by_government else "HOS"

    def _ruling(self, types: tuple[str, ...], owner: str) -> tuple[str, ...]:
        """Return LEADER where a state's leaders hold the office: old tables know only these."""
        return ("LEADER",) if types[:1] == (self._led_by(owner),) else ()

    def _is_aside(self, one: Standing, role: Role) -> bool:
        title = one.office.title.casefold() if one.office else ""
        return title.startswith(self.words.aside) and not role.term.startswith(self.words.aside)


def office_types(parts: Parts) -> tuple[str, ...]:
    """Return the office types that the role of a phrase may mean, the likeliest first."""
    if not parts.roles:
        return ()
    role = parts.roles[0]
    if parts.is_deputy and role.office_types and not role.term.startswith(("deputy", "vice")):
        return ("DEP",)
    return role.office_types


def _distance(one: Standing, role: Role) -> int:
    """Return how far the title of an office is from the words of a role: 0, 1 or 2."""
    title = one.office.title.casefold().replace("-", " ") if one.office else ""
    return 0 if title.startswith(role.term) else 1 if role.term in title else 2


def _is_titled_by(one: Standing, names: set[str], *, at_end: bool = False) -> bool:
    title = one.office.title.casefold() if one.office else ""
    return any(title.endswith(name) if at_end else name in title for name in names)


def deciding_role(roles: Sequence[Role]) -> Role | None:
    """Return the role that tells the sector: a strong one before a weak one."""
    with_sector = [role for role in roles if role.sector]
    strong = [role for role in with_sector if not role.is_weak]
    return next(iter(strong or with_sector), None)

"""What one actor phrase means by itself."""

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from detente.entities.registry import EUROPEAN_UNION, Registry, Role
from detente.entities.tenure import FORMER, FUTURE, IN_OFFICE
from detente.link.resolve_parts import STATE_TAGS, Parts, Reader, Reference
from detente.link.resolve_person import UNDATED, People, Standing
from detente.model import Link

FORMER_SECTOR = "ELI"
ORGANISATION_HEADS = ("HOIO", "HOIO2", "LEADER")
# Shares of right country and sector on the development halves of the actor gold sets.
CONFIDENCE = {
    "confirmed": 0.95,
    "open": 0.9,
    FORMER: 0.85,
    FUTURE: 0.7,
    UNDATED: 0.6,
    "unknown": 0.5,
}
_HEADING = frozenset(
    {
        "president",
        "chief",
        "head",
        "leader",
        "secretary general",
        "secretary-general",
        "director general",
        "director-general",
        "managing director",
        "chairman",
    }
)


class Resolver:
    """Resolves phrases with one set of tables."""

    def __init__(self, registry: Registry, reader: Reader, people: People) -> None:
        self.registry = registry
        self.reader = reader
        self.people = people

    def link(self, text: str, day: dt.date | None, number: int = 0) -> Link:
        """Return what a phrase means on a day; ``number`` is its mention."""
        return replace(self.of_parts(self.reader.parts(text), day), mention=number)

    def of_parts(self, parts: Parts, day: dt.date | None) -> Link:
        """Return what a phrase that was taken apart means on a day."""
        if parts.persons or parts.name:
            found = self._person(parts, day)
            if found:
                return found
        if parts.roles:
            return self._role(parts, day)
        if parts.references:
            return self._entity(parts, day)
        return Link(
            mention=0,
            entity=None,
            name=parts.name or None,
            kind="person" if parts.name else "role",
            confidence=0.5,
            reason="no known name or role",
        )

    def country(self, iso3: str) -> str:
        """Return the PLOVER country of a state, organisation or body's owner."""
        state = self.registry.states.get(iso3)
        return state.plover if state else iso3

    def _state_of(self, parts: Parts, day: dt.date | None) -> str | None:
        """Return the ISO3 code of the state or organisation that owns the role of a phrase."""
        for relation in ("own", "of", "in"):
            for reference in parts.references:
                owner = self._owner(reference, day) if reference.relation == relation else None
                if owner:
                    return owner
        return None

    def _owner(self, reference: Reference, day: dt.date | None) -> str | None:
        if reference.tag in STATE_TAGS:
            return self._current(reference.ids, day)
        if reference.tag == "B":
            return self.registry.bodies[reference.ids[0]].country
        return reference.ids[0]

    def _current(self, ids: Sequence[str], day: dt.date | None) -> str:
        """Return the state of several of one name that existed on a day."""
        for iso3 in ids:
            ended = self.registry.states[iso3].ended
            if ended and day and day.isoformat() <= ended:
                return iso3
        states = [iso3 for iso3 in ids if not self.registry.states[iso3].ended]
        return next(
            (one for one in states if self.registry.states[one].is_state), (states or ids)[0]
        )

    def _person(self, parts: Parts, day: dt.date | None) -> Link | None:
        state = self._state_of(parts, day)
        role = parts.roles[0] if parts.roles else None
        types = _office_types(parts, role)
        named = list(parts.persons) if " " in parts.name or parts.persons else []
        named = named or self.people.named(parts.name)
        ranked = self.people.best(named, day, states=[state] if state else (), office_types=types)
        ranked = [one for one in ranked if self._may_be(one, parts, state, types)]
        if ranked:
            return self._known_person(ranked, parts)
        return self._unknown_person(parts, state, day)

    def _may_be(self, one: Standing, parts: Parts, state: str | None, types: Sequence[str]) -> bool:
        if " " in parts.name and parts.persons:
            return True
        if state and one.person.state != state:
            return False
        if " " in parts.name:
            return True
        if types and one.held and one.held.tenure.kind not in types:
            return bool(parts.persons) and not parts.roles
        return bool(one.held)

    def _known_person(self, ranked: Sequence[Standing], parts: Parts) -> Link:
        best = ranked[0]
        runner_up = ranked[1].person.id if len(ranked) > 1 else None
        in_office = best.state in IN_OFFICE or best.state == UNDATED
        office = best.office if in_office else None
        sector = office.sector if office else FORMER_SECTOR if best.held else "ELI"
        return Link(
            mention=0,
            entity=best.person.id,
            name=best.person.name,
            kind="person",
            country=self._person_country(best.person.state),
            sector=sector,
            other_sectors=(office.other_sector,) if office and office.other_sector else (),
            office=office.title if office else None,
            office_type=best.held.tenure.kind if office and best.held else None,
            office_state=best.state if best.held else None,
            runner_up=runner_up,
            confidence=CONFIDENCE.get(best.state, 0.5) - (0.1 if runner_up else 0.0),
            reason=_person_reason(best, parts, in_office=in_office),
        )

    def _person_country(self, state: str) -> str:
        organisation = self.registry.organisations.get(state)
        return organisation.plover if organisation else self.country(state)

    def _unknown_person(self, parts: Parts, state: str | None, day: dt.date | None) -> Link | None:
        if not parts.roles and not state:
            return None
        if not parts.roles:
            return Link(
                mention=0,
                entity=None,
                name=parts.name,
                kind="person",
                country=self._person_country(state or ""),
                confidence=0.5,
                reason="a person in no table, beside a state",
            )
        link = self._role(parts._replace(name="", persons=()), day, lookup=False)
        words = " ".join(parts.words)
        return replace(
            link,
            entity=None,
            name=parts.name,
            kind="person",
            office=None,
            office_type=None,
            office_state=None,
            confidence=0.6,
            reason=f"a person in no table, described as {words!r}",
        )

    def _role(self, parts: Parts, day: dt.date | None, *, lookup: bool = True) -> Link:
        state = self._state_of(parts, day)
        if state is None:
            default = [one for one in parts.references if one.relation == "default"]
            if default and len(parts.roles) == 1:
                return self._entity(parts._replace(references=tuple(default)), day)
        role = parts.roles[0]
        types = _office_types(parts, role)
        if lookup and state and not parts.is_former and not parts.is_elect:
            holders = self.people.holders(self._types_at(state, role, types, parts), state, day)
            if holders:
                return self._known_person(holders, parts)
        sector, others = self._sector(parts, state)
        return Link(
            mention=0,
            entity=None,
            name=None,
            kind="body" if role.kind == "body" else "role",
            country=self._person_country(state) if state else None,
            sector=sector,
            other_sectors=others,
            office_type=types[0] if types and not parts.is_former else None,
            confidence=0.8 if state else 0.7,
            reason=f"role {role.term!r}" + (f" of {state}" if state else ""),
        )

    def _types_at(
        self, state: str, role: Role, types: tuple[str, ...], parts: Parts
    ) -> tuple[str, ...]:
        """Return the office types to look for, which in an organisation differ from a state's."""
        if state not in self.registry.organisations or role.term not in _HEADING:
            return types
        named = " ".join(reference.words.casefold() for reference in parts.references)
        if state == EUROPEAN_UNION and "council" in named:
            return ("HOIO2",)
        return ORGANISATION_HEADS

    def _sector(self, parts: Parts, state: str | None) -> tuple[str | None, tuple[str, ...]]:
        if parts.is_former or parts.is_elect:
            return FORMER_SECTOR, ()
        role = _deciding_role(parts.roles)
        bodies = [self.registry.bodies[one.ids[0]] for one in parts.references if one.tag == "B"]
        if bodies and (role is None or role.is_weak):
            return bodies[0].sector or None, tuple(filter(None, (bodies[0].other_sector,)))
        if state in self.registry.organisations and (role is None or role.is_weak):
            return "IGO", ()
        if role is None:
            return None, ()
        return role.sector or None, role.other_sectors

    def _entity(self, parts: Parts, day: dt.date | None) -> Link:
        reference = next((one for one in parts.references if one.tag in "BO"), parts.references[0])
        if reference.tag == "B":
            return self._body(reference)
        if reference.tag == "O":
            return self._organisation(reference)
        return self._state(reference, day)

    def _state(self, reference: Reference, day: dt.date | None) -> Link:
        iso3 = self._current(reference.ids, day)
        sector = {"C": "GOV", "K": "GOV", "X": "PRE"}.get(reference.tag)
        others = [
            one for one in reference.ids if one != iso3 and not self.registry.states[one].ended
        ]
        return Link(
            mention=0,
            entity=iso3,
            name=self.registry.states[iso3].name,
            kind="state",
            country=self.country(iso3),
            sector=sector,
            runner_up=others[0] if others else None,
            confidence={"S": 0.97, "A": 0.95, "C": 0.88, "K": 0.95, "L": 0.6}.get(
                reference.tag, 0.9
            ),
            reason=f"{reference.words!r} names {iso3}"
            if reference.tag in "SAED"
            else f"{reference.words!r} stands for {iso3}",
        )

    def _body(self, reference: Reference) -> Link:
        body = self.registry.bodies[reference.ids[0]]
        return Link(
            mention=0,
            entity=body.id,
            name=body.name,
            kind="organisation" if body.country in {"NGO", "MNC"} else "body",
            country=self.country(body.country),
            sector=body.sector or None,
            other_sectors=(body.other_sector,) if body.other_sector else (),
            runner_up=reference.ids[1] if len(reference.ids) > 1 else None,
            confidence=0.9 if len(reference.ids) == 1 else 0.7,
            reason=f"{reference.words!r} is a name of {body.name}",
        )

    def _organisation(self, reference: Reference) -> Link:
        organisation = self.registry.organisations[reference.ids[0]]
        return Link(
            mention=0,
            entity=organisation.id,
            name=organisation.name,
            kind="organisation",
            country=organisation.plover,
            sector=None,
            other_sectors=(organisation.other_sector,) if organisation.other_sector else (),
            confidence=0.95,
            reason=f"{reference.words!r} is a name of {organisation.name}",
        )


def _office_types(parts: Parts, role: Role | None) -> tuple[str, ...]:
    if role is None or not role.office_types:
        return ()
    if parts.is_deputy and not role.term.startswith(("deputy", "vice")):
        return ("DEP",)
    return role.office_types


def _deciding_role(roles: Sequence[Role]) -> Role | None:
    strong = [role for role in roles if not role.is_weak and role.sector]
    weak = [role for role in roles if role.sector]
    return (strong or weak or [None])[0]


def _person_reason(best: Standing, parts: Parts, *, in_office: bool) -> str:
    if best.held is None:
        return "known person without an office in the table"
    tenure = best.held.tenure
    text = f"{tenure.office} {tenure.start or tenure.observed or '?'} to {tenure.end or 'open'}: {best.state}"
    text += f" (tenures row {tenure.row}, {tenure.sources})"
    if parts.is_former and in_office:
        return f"the text says former, the table in office: {text}"
    if parts.roles and not parts.is_former and best.state == FORMER and parts.roles[0].office_types:
        return f"the text says {parts.roles[0].term!r}, the table former: {text}"
    return text

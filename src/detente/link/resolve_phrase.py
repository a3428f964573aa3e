"""What one actor phrase means by itself."""

import datetime as dt
from collections.abc import Sequence

from detente.entities.registry import EUROPEAN_UNION, Registry, Role
from detente.entities.tenure import FORMER, FUTURE, IN_OFFICE, LEADING, OPEN
from detente.link.resolve_entities import Entities
from detente.link.resolve_parts import Parts, Reader
from detente.link.resolve_person import UNDATED, People, Standing
from detente.model import Link

# PLOVER files former officials under elites.
FORMER_SECTOR = "ELI"
# Chance of a right entity and sector by how the office is known, judged on the actor gold sets.
_CERTAINTY = {"confirmed": 0.96, "open": 0.9, FORMER: 0.85, FUTURE: 0.7, UNDATED: 0.6}
_UNKNOWN = 0.5
_RIVALLED = 0.1
_ROLE_OF_STATE = 0.94
_ROLE_ALONE = 0.88
_NEW_PERSON = 0.65
# Words for the head of an organisation.
_HEADS = frozenset(
    (
        "president",
        "chief",
        "head",
        "leader",
        "chairman",
        "secretary general",
        "secretary-general",
        "director general",
        "director-general",
        "managing director",
        "commission president",
        "commissioner",
    )
)
# Words of an institution's name that tell its sector.
_LEARNED = frozenset(
    ("university", "institute", "college", "school", "academy", "studies", "research", "centre")
)
_MEDIA = frozenset(
    ("news", "times", "post", "herald", "tribune", "radio", "television", "gazette", "daily")
)
_TITLES = {
    **dict.fromkeys(("gen", "lt", "col", "maj", "capt", "cmdr", "adm", "sgt", "brig"), "MIL"),
    **dict.fromkeys(("general", "lieutenant", "colonel", "major", "captain", "admiral"), "MIL"),
    **dict.fromkeys(("brigadier", "sergeant", "marshal"), "MIL"),
    **dict.fromkeys(("sen", "rep"), "LEG"),
    **dict.fromkeys(("ayatollah", "imam", "mullah", "mufti", "maulana", "rev"), "REL"),
    **dict.fromkeys(("cardinal", "archbishop", "bishop", "rabbi"), "REL"),
    "prof": "EDU",
    "gov": "GOV",
}
_INDEFINITE = frozenset(
    ["a", "an", "some", "several", "many", "two", "three", "four", "five", "few", "any", "another"]
)


class Resolver:
    """Resolves phrases with one set of tables."""

    def __init__(self, registry: Registry, reader: Reader, people: People) -> None:
        self.registry = registry
        self.reader = reader
        self.people = people
        self.entities = Entities(registry)

    def link(self, text: str, day: dt.date | None) -> Link:
        """Return what a phrase means on a day; None asks for the latest known office."""
        return self.of_parts(self.reader.parts(text), day)

    def of_parts(self, parts: Parts, day: dt.date | None, owner: str | None = None) -> Link:
        """Return what a phrase that was taken apart means on a day.

        ``owner`` is whose role it is, where the phrase does not say so itself.
        """
        owner = self._leader_state(parts, day) or self.entities.owner(parts, day) or owner
        described = next((one for one in parts.references if one.tag in "BO"), None)
        if described and parts.tags[:2] in {"B(", "O("}:
            return self.entities.link(described, day)
        if parts.name:
            return self._person(parts, day, owner) or self._new_person(parts, owner)
        if parts.roles:
            return self._role(parts, day, owner)
        if parts.references:
            named = [one for one in parts.references if one.tag in "BO"]
            return self.entities.link((named or parts.references)[0], day)
        sector = "UNK" if set(parts.tags) & set("HQ") else None
        return Link(mention=0, entity=None, kind="role", sector=sector, confidence=_UNKNOWN)

    def _leader_state(self, parts: Parts, day: dt.date | None) -> str | None:
        """Return the state of the person in "the Bush administration", "an aide to Bush"."""
        if not parts.leader:
            return None
        named = self.people.named(parts.leader)
        ranked = self.people.best(named, day)
        leading = [one for one in ranked if one.held and one.held.tenure.kind in LEADING]
        found = leading or (ranked if " " in parts.leader else [])
        return found[0].person.state if found else None

    def _person(self, parts: Parts, day: dt.date | None, owner: str | None) -> Link | None:
        types = _office_types(parts)
        is_single = " " not in parts.name.strip()
        named = list(parts.persons)
        if is_single or not named:
            named += self.people.named(parts.name)
        if not named and not is_single:
            named = self.people.similar(parts.name, day)
        states = [owner] if owner else []
        ranked = self.people.best(named, day, states=states, office_types=types)
        ranked = [one for one in ranked if self._is_meant(one, parts, owner)]
        return self.person_link(ranked, parts) if ranked else None

    def _is_meant(self, one: Standing, parts: Parts, owner: str | None) -> bool:
        """Say whether a person may be meant by the name of a phrase."""
        if " " not in parts.name or " " not in one.person.name:
            return self._is_called_so(one, parts, owner)
        return bool(parts.persons) or owner in {None, one.person.state}

    def _is_called_so(self, one: Standing, parts: Parts, owner: str | None) -> bool:
        """Say whether a person may be meant by one name, with or without title and state."""
        if one.held is None or (owner and one.person.state != owner):
            return False
        types, kind = _office_types(parts), one.held.tenure.kind
        if types:
            is_leader = kind == "LEADER" and bool({"HOS", "HOG"} & set(types))
            is_former = one.state == FORMER and one.person.id in parts.persons
            return kind in types or is_leader or is_former
        if " " in parts.name:
            return False
        if parts.roles or owner:
            return one.state in IN_OFFICE or bool(owner)
        # Tables that know a person by surname alone are old: such names mean the present only.
        is_known_by_it = one.person.id in parts.persons and " " in one.person.name
        return is_known_by_it or (kind in LEADING and one.state in IN_OFFICE)

    def person_link(self, ranked: Sequence[Standing], parts: Parts) -> Link:
        """Return the link of the first of some persons; the second is the runner-up."""
        best, rivals = ranked[0], ranked[1:]
        in_office = best.state in IN_OFFICE or best.state == UNDATED
        if best.state == OPEN and parts.is_former:
            in_office = False
        office = best.office if in_office else None
        # Without a day there is no table to hold against a text that says "former".
        is_past = parts.is_former and best.state == UNDATED
        confidence = _CERTAINTY.get(best.state, _UNKNOWN) - (_RIVALLED if rivals else 0.0)
        return Link(
            mention=0,
            entity=best.person.id,
            name=best.person.name,
            kind="person",
            country=self.entities.country(best.person.state),
            sector=office.sector if office and not is_past else FORMER_SECTOR,
            other_sectors=(office.other_sector,) if office and office.other_sector else (),
            office=office.title if office else None,
            office_type=best.held.tenure.kind if office and best.held else None,
            office_state=best.state if best.held else None,
            runner_up=rivals[0].person.id if rivals else None,
            confidence=round(confidence, 2),
            reason=_reason(best, parts, in_office=in_office),
        )

    def _new_person(self, parts: Parts, owner: str | None) -> Link:
        """Return the link of a person in no table, with what the phrase says of them."""
        if not (parts.roles or parts.references or parts.titles or owner):
            reason = f"{parts.name!r} is in no table"
            return Link(
                mention=0,
                entity=None,
                name=parts.name,
                kind="person",
                confidence=_UNKNOWN,
                reason=reason,
            )
        sector, others = self._sector(parts, owner)
        said = parts.description
        return Link(
            mention=0,
            entity=None,
            name=parts.name,
            kind="person",
            country=self.entities.country(owner) if owner else None,
            sector=sector,
            other_sectors=others,
            office=said or None,
            office_state="described" if said else None,
            confidence=_NEW_PERSON,
            reason=f"{parts.name!r} is in no table; the text says {said!r}",
        )

    def institution(self, parts: Parts, words: str, day: dt.date | None) -> Link:
        """Return the link of an institution in no table: "Pacific Research Centre"."""
        owner = self.entities.owner(parts, day)
        return Link(
            mention=0,
            entity=None,
            name=words,
            kind="organisation",
            country=self.entities.country(owner) if owner else None,
            sector=_institution_sector(parts),
            confidence=_UNKNOWN,
            reason=f"{words!r} is in no table",
        )

    def _role(self, parts: Parts, day: dt.date | None, owner: str | None) -> Link:
        default = [one for one in parts.references if one.relation == "default"]
        is_owned = any(one.relation in {"own", "of"} for one in parts.references)
        if default and not is_owned and len(parts.roles) == 1:
            return self.entities.link(default[0], day)
        holders = self._holders(parts, day, owner)
        if holders:
            return self.person_link(holders, parts)
        sector, others = self._sector(parts, owner)
        types = () if parts.is_former else _office_types(parts)
        role = parts.roles[0]
        return Link(
            mention=0,
            entity=None,
            kind="body" if role.kind == "body" else "role",
            country=self.entities.country(owner) if owner else None,
            sector=sector,
            other_sectors=others,
            office_type=types[0] if types else None,
            confidence=_ROLE_OF_STATE if owner else _ROLE_ALONE,
            reason=f"role {role.term!r}" + (f" of {owner}" if owner else ", whose is not said"),
        )

    def _holders(self, parts: Parts, day: dt.date | None, owner: str | None) -> list[Standing]:
        """Return who holds the one office that a phrase means, nobody if it may mean several."""
        if owner is None or parts.is_former or parts.is_elect:
            return []
        if parts.words and parts.words[0] in _INDEFINITE:
            return []
        return self.people.holders(self._types_at(parts, owner), owner, day)

    def _types_at(self, parts: Parts, owner: str) -> tuple[str, ...]:
        """Return the office types to look for, which in an organisation differ from a state's."""
        role, types = parts.roles[0], _office_types(parts)
        bodies = [one for one in parts.references if one.tag == "B"]
        if owner in self.registry.organisations or owner == EUROPEAN_UNION:
            is_council = any("council" in one.words.casefold() for one in bodies)
            heads = ("HOIO2",) if is_council else ("HOIO", "HOIO2")
            return heads if role.term in _HEADS else types
        is_speaker_of = any(self.registry.bodies[one.ids[0]].sector != "GOV" for one in bodies)
        if is_speaker_of and (role.is_weak or role.term in _HEADS):
            return ()
        if "spokes" in role.term and not any(one.tag == "K" for one in parts.references):
            return ()
        return types

    def _sector(self, parts: Parts, owner: str | None) -> tuple[str | None, tuple[str, ...]]:
        if parts.is_former or parts.is_elect:
            return FORMER_SECTOR, ()
        role = _deciding_role(parts.roles)
        bodies = [self.registry.bodies[one.ids[0]] for one in parts.references if one.tag == "B"]
        is_heading = role is None or role.is_weak or role.term in _HEADS
        if bodies and is_heading:
            return bodies[0].sector or None, tuple(filter(None, (bodies[0].other_sector,)))
        if owner in self.registry.organisations and is_heading:
            return "IGO", ()
        if role is None:
            return _institution_sector(parts) or _title_sector(parts), ()
        return role.sector or None, role.other_sectors


def _office_types(parts: Parts) -> tuple[str, ...]:
    if not parts.roles:
        return ()
    role = parts.roles[0]
    if parts.is_deputy and role.office_types and not role.term.startswith(("deputy", "vice")):
        return ("DEP",)
    return role.office_types


def _institution_sector(parts: Parts) -> str | None:
    """Return the sector that the words of an institution's name tell, if they do."""
    words = set(parts.words) if "I" in parts.tags else set()
    return "EDU" if words & _LEARNED else "JRN" if words & _MEDIA else None


def _title_sector(parts: Parts) -> str | None:
    """Return the sector that a title before a name tells ("Gen.", "Sen.", "Prof.")."""
    return next((_TITLES[title] for title in parts.titles if title in _TITLES), None)


def _deciding_role(roles: Sequence[Role]) -> Role | None:
    with_sector = [role for role in roles if role.sector]
    strong = [role for role in with_sector if not role.is_weak]
    return next(iter(strong or with_sector), None)


def _reason(best: Standing, parts: Parts, *, in_office: bool) -> str:
    if best.held is None:
        return "known person without an office in the table"
    tenure = best.held.tenure
    text = f"{best.office.title if best.office else tenure.office}, {_period(best)}: {best.state}"
    text += f" (tenures.csv row {tenure.row}: {tenure.sources})"
    if parts.is_former and in_office:
        return f"the text says former, the table says in office: {text}"
    if best.state == FORMER and parts.roles and parts.roles[0].office_types and not parts.is_former:
        return f"the text says {parts.roles[0].term!r}, the table says former: {text}"
    return text


def _period(best: Standing) -> str:
    tenure = best.held.tenure if best.held else None
    if tenure is None:
        return ""
    if not tenure.start and not tenure.end:
        return f"seen in {tenure.observed}"
    return f"{tenure.start or '?'} to {tenure.end or 'no known end'}"

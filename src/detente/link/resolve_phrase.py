"""What one actor phrase means by itself."""

import datetime as dt
import re
from collections.abc import Sequence

from msgspec.structs import replace

from detente.entities.lexicon import phrase_key
from detente.entities.memberships import load_blocs
from detente.entities.registry import Body, Registry, Role
from detente.entities.tables import words
from detente.entities.tenure import FORMER, IN_OFFICE, LEADING, OPEN
from detente.link.resolve_confidence import Certainty
from detente.link.resolve_entities import Entities
from detente.link.resolve_meant import Meant, Near
from detente.link.resolve_offices import Offices, deciding_role, office_types
from detente.link.resolve_parts import Parts, Reader, Reference
from detente.link.resolve_person import UNDATED, People, Standing
from detente.link.resolve_respell import Respeller
from detente.model import Link

# PLOVER files former officials under elites.
FORMER_SECTOR = "ELI"
# Who is in no table, or is of no known country, is not known for sure.
_MOST_UNKNOWN, _MOST_WITHOUT_COUNTRY = 0.5, 0.6
# "South Korea's Joint Chiefs of Staff", "the French National Assembly"
_OWNED_BODY = re.compile(r"^d?[SA]'?[mM]{0,2}B$")


# Who is called so without more words leads the Vatican.
_POPES, _VATICAN = frozenset({"pope", "pontiff"}), "VAT"


class Resolver:
    """Resolves phrases with one set of tables."""

    def __init__(
        self, registry: Registry, reader: Reader, people: People, certainty: Certainty
    ) -> None:
        self.registry = registry
        self.reader = reader
        self.people = people
        self.certainty = certainty
        self.entities = Entities(registry, certainty)
        self.offices = Offices(registry, people)
        self._words = self.offices.words
        self._vessels = frozenset(words("words.toml")["vessels"].split())
        self._meant = Meant(registry, people.fit)
        self._blocs = load_blocs()
        self._respeller = Respeller(registry)

    def link(self, text: str, day: dt.date | None) -> Link:
        """Return what a phrase means on a day; None asks for the latest known office."""
        parts = self.reader.parts(text)
        found = self.of_parts(parts, day)
        bloc = self._blocs.get(phrase_key(text)) if not found.country else None
        if bloc:
            return self.entities.bloc(bloc, text)
        if (found.entity or found.country) and "x" not in parts.tags:
            return found
        is_new_name = " " in parts.name and not parts.roles
        respelt = self._respeller.body(text) if is_new_name else self._respeller.respelt(text)
        again = self.of_parts(self.reader.parts(respelt), day) if respelt != text else found
        return self._respelt(again, respelt) if _says_more(again, found) else found

    def _respelt(self, link: Link, words: str) -> Link:
        confidence = self._sure("respelt", link.kind)
        return replace(link, confidence=confidence, reason=f"read as {words!r}; {link.reason}")

    def _sure(self, *features: str) -> float:
        return self.certainty.of(*features)

    def of_parts(
        self, parts: Parts, day: dt.date | None, owner: str | None = None, near: Near = None
    ) -> Link:
        """Return what a phrase that was taken apart means on a day.

        ``owner`` is whose role it is, where the phrase does not say so itself; ``near`` are the
        states that its article names, None for a phrase without an article.
        """
        found = self._read(parts, day, owner, near)
        confidence = self.certainty.adjusted(found.confidence, parts)
        if near is not None:
            confidence = min(confidence, _most(found))
        return replace(found, confidence=confidence)

    def _read(self, parts: Parts, day: dt.date | None, owner: str | None, near: Near) -> Link:
        owner = self._leader_state(parts, day, near) or self.entities.owner(parts, day) or owner
        owner = owner or _only_state(parts)
        described = next((one for one in parts.references if one.tag in "BO"), None)
        if described and parts.tags[:2] in {"B(", "O("}:
            return self.entities.link(described, day)
        if parts.name:
            return self._person(parts, day, owner, near)
        if parts.roles:
            return self._role(parts, day, owner)
        if parts.references:
            named = [one for one in parts.references if one.tag in "BO"]
            found = self.entities.link((named or parts.references)[0], day)
            return self._of_another(found, parts, day) or found
        sector = "UNK" if set(parts.tags) & set("HQ") else None
        confidence = self._sure("nothing", "pronoun" if sector else "noun")
        return Link(mention=0, entity=None, kind="role", sector=sector, confidence=confidence)

    def _of_another(self, found: Link, parts: Parts, day: dt.date | None) -> Link | None:
        """Return what "South Korea's Joint Chiefs of Staff" means, a body of another state."""
        owner = parts.references[0]
        if not _OWNED_BODY.search(parts.tags) or found.country not in self.registry.states:
            return None
        state = self.entities.owner_of(owner, day)
        if self.entities.country(state) == found.country:
            return None
        reason = f"{found.name} of {state}, not of {found.country}"
        return replace(
            found,
            entity=None,
            country=self.entities.country(state),
            runner_up=found.entity,
            reason=reason,
        )

    def _leader_state(self, parts: Parts, day: dt.date | None, near: Near) -> str | None:
        """Return the state of the person in "the Bush administration", "an aide to Bush"."""
        if not parts.leader:
            return None
        named = self.people.named(parts.leader)
        ranked = self.people.best(named, day)
        leading = [one for one in ranked if self._meant.leads(one, parts, near)]
        found = leading or (ranked if " " in parts.leader else [])
        return found[0].person.state if found else None

    def _person(self, parts: Parts, day: dt.date | None, owner: str | None, near: Near) -> Link:
        ship = self.entities.ship(parts, owner)
        if ship:
            return ship
        if parts.roles and not parts.persons and self._vessels.intersection(parts.words):
            return replace(self._role(parts, day, owner), name=parts.name)
        named, how = self._candidates(parts, day, owner)
        types, states = office_types(parts), [owner] if owner else []
        ranked = self.people.best(named, day, states=states, office_types=types)
        meant = [one for one in ranked if self._meant.is_meant(one, parts, owner, near)]
        if meant:
            return self.person_link(meant, parts, how)
        new = self._new_person(parts, owner)
        # A person in office of that name, whom the words about the name speak against.
        rivals = [one.person.id for one in ranked if one.state in IN_OFFICE]
        return replace(new, runner_up=rivals[0]) if rivals else new

    def _candidates(
        self, parts: Parts, day: dt.date | None, owner: str | None
    ) -> tuple[list[str], str]:
        """Return persons that a name may mean, and how it was found: exact, part, similar."""
        is_single = " " not in parts.name.strip()
        named = list(parts.persons)
        if is_single or not named:
            named += self.people.named(parts.name)
        elif not self._holds_office(named, day):
            named += self.people.namesakes(parts.name)
        if named:
            return named, "part" if is_single or not parts.persons else "exact"
        if not is_single:
            is_placed = owner or not parts.roles or office_types(parts)
            return self._similar(parts, day, owner) if is_placed else [], "similar"
        return self.people.sounding(parts.name, day, office_types(parts)), "sounding"

    def _similar(self, parts: Parts, day: dt.date | None, owner: str | None) -> list[str]:
        return self.people.similar(parts.name, day, is_placed=bool(owner or parts.roles))

    def _holds_office(self, persons: Sequence[str], day: dt.date | None) -> bool:
        """Say whether one of some persons is in office; without a day, whether there is one."""
        if day is None:
            return bool(persons)
        return any(self.people.standing(one, day).state in IN_OFFICE for one in persons)

    def person_link(self, ranked: Sequence[Standing], parts: Parts, how: str = "office") -> Link:
        """Return the link of the first of some persons; the second is the runner-up.

        ``how`` is how they were found: by office, or by name (exact, part, similar, sounding).
        """
        best = ranked[0]
        rivals = [one for one in ranked[1:] if one.person.name != best.person.name]
        in_office = best.state in IN_OFFICE or best.state == UNDATED
        if parts.is_former and (best.state == OPEN or not _is_leading(best)):
            in_office = False
        office = best.office if in_office else None
        # Without a day there is no table to hold against a text that says "former".
        is_past = parts.is_former and best.state == UNDATED
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
            layer=best.held.tenure.layer if best.held else None,
            runner_up=rivals[0].person.id if rivals else None,
            confidence=self._sure("person", best.state, how, _agreement(best, parts, rivals)),
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
                confidence=self._sure("new", "bare", "full" if " " in parts.name else "single"),
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
            confidence=self._sure("new", "owned" if owner else "described", _service(sector)),
            reason=f"{parts.name!r} is in no table; the text says {said!r}",
        )

    def institution(self, parts: Parts, text: str, day: dt.date | None) -> Link:
        """Return the link of an institution in no table: "Pacific Research Centre"."""
        owner = self.entities.owner(parts, day)
        return Link(
            mention=0,
            entity=None,
            name=text,
            kind="organisation",
            country=self.entities.country(owner) if owner else None,
            sector=self._institution_sector(parts),
            confidence=min(self._sure("institution"), _MOST_UNKNOWN),
            reason=f"{text!r} is in no table",
        )

    def _role(self, parts: Parts, day: dt.date | None, owner: str | None) -> Link:
        default = [one for one in parts.references if one.relation == "default"]
        is_owned = any(one.relation in {"own", "of"} for one in parts.references)
        if default and not is_owned and len(parts.roles) == 1:
            return self.entities.link(default[0], day)
        if self._is_membership(parts, owner):
            return self.entities.link(self._owning(parts), day)
        holders = self.offices.holders(parts, day, owner)
        if holders:
            return self.person_link(holders, parts)
        sector, others = self._sector(parts, owner)
        types = () if parts.is_former else office_types(parts)
        role = parts.roles[0]
        return Link(
            mention=0,
            entity=None,
            kind="body" if role.kind == "body" else "role",
            country=self.entities.country(owner) if owner else None,
            sector=sector,
            other_sectors=others,
            office_type=types[0] if types else None,
            confidence=self._sure("role", "owned" if owner else "alone", role.kind),
            reason=f"role {role.term!r}" + (f" of {owner}" if owner else ", whose is not said"),
        )

    def _is_membership(self, parts: Parts, owner: str | None) -> bool:
        """Say whether a phrase means the states of an organisation: "ASEAN members"."""
        is_of_one = any(one.tag == "O" and owner in one.ids for one in parts.references)
        is_plain = len(parts.roles) == 1 and parts.roles[0].term in self._words.members
        return is_of_one and is_plain

    def _owning(self, parts: Parts) -> Reference:
        return next(one for one in parts.references if one.tag == "O")

    def _sector(self, parts: Parts, owner: str | None) -> tuple[str | None, tuple[str, ...]]:
        if parts.is_former or parts.is_elect:
            return FORMER_SECTOR, ()
        role = deciding_role(parts.roles)
        body = next(
            (self.registry.bodies[one.ids[0]] for one in parts.references if one.tag == "B"), None
        )
        is_heading = role is None or role.is_weak or role.term in self._words.heads
        if body and (is_heading or self._is_stateless(role, body)):
            return body.sector or None, tuple(filter(None, (body.other_sector,)))
        if is_heading:
            return self._heading_sector(parts, role, owner)
        return (role.sector or None, role.other_sectors) if role else (None, ())

    def _is_stateless(self, role: Role | None, body: Body) -> bool:
        """Say whether officials of a body are no government's: "Taliban negotiators"."""
        is_official = role is not None and role.sector == "GOV" and role.kind == "person"
        return is_official and body.sector in self._words.stateless

    def _heading_sector(
        self, parts: Parts, role: Role | None, owner: str | None
    ) -> tuple[str | None, tuple[str, ...]]:
        """Return the sector of somebody whose role says little: a leader, a member."""
        if owner in self.registry.organisations:
            return "IGO", ()
        if role and self._words.faiths & set(parts.words):
            return "REL", ()
        if role is None:
            return self._institution_sector(parts) or self._title_sector(parts), ()
        return role.sector or None, role.other_sectors

    def _institution_sector(self, parts: Parts) -> str | None:
        """Return the sector that the words of an institution's name tell, if they do."""
        words = set(parts.words) if "I" in parts.tags else set()
        is_media = bool(words & self._words.media)
        return "EDU" if words & self._words.learned else "JRN" if is_media else None

    def _title_sector(self, parts: Parts) -> str | None:
        """Return the sector that a title before a name tells ("Gen.", "Sen.", "Prof.")."""
        return next(
            (self._words.titles[one] for one in parts.titles if one in self._words.titles), None
        )


def _most(link: Link) -> float:
    """Return how sure a link in an article may be that names nobody known, and no country."""
    if link.entity or link.country or link.sector == "UNK":
        return 1.0
    return _MOST_UNKNOWN if link.kind in {"person", "organisation"} else _MOST_WITHOUT_COUNTRY


def _service(sector: str | None) -> str:
    """Return whether a sector is a state's service, whose people belong to some state."""
    return "official" if sector in {"GOV", "LEG", "MIL", "JUD", "SPY"} else "private"


def _says_more(link: Link, other: Link) -> bool:
    """Say whether a link tells country or sector where another does not, and all that it does."""
    is_new = bool((link.country and not other.country) or (link.sector and not other.sector))
    return is_new and not (other.sector and not link.sector)


def _is_leading(one: Standing) -> bool:
    return one.held is not None and one.held.tenure.kind in LEADING


def _agreement(best: Standing, parts: Parts, rivals: Sequence[Standing]) -> str:
    """Return how the text agrees with the table: agrees, differs, silent, or rivalled."""
    types = office_types(parts)
    if types and not parts.is_former:
        holds = best.held is not None and best.held.tenure.kind in types
        return "agrees" if holds else "differs"
    return "rivalled" if rivals else "silent"


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


def _only_state(parts: Parts) -> str | None:
    """Return the state of an office that only one has: "the pope"."""
    is_alone = not parts.name and not parts.references and len(set(parts.words) - {"the"}) == 1
    return _VATICAN if is_alone and not _POPES.isdisjoint(parts.words) else None

"""The user's own corrections as a layer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from detente.entities.directory_names import Names, suggestion
from detente.entities.layers import BodyRow, Ending, Layer, PersonRow, RoleRow, Strike
from detente.entities.layers_entries import Entry
from detente.entities.layers_offices import Offices
from detente.entities.lexicon import phrase_key
from detente.entities.people import slug
from detente.entities.records import Body, Registry, Role
from detente.entities.tenure_records import Office, Tenure
from detente.errors import LayerError, QueryError

T = TypeVar("T")

_BODY_KINDS = ("agency", "group")
_SOURCE = "own correction"


def corrections_layer(
    entries: Sequence[Entry], registry: Registry, offices: Iterable[Office]
) -> Layer:
    """Return the entries of a corrections file as a layer over the registry.

    Raises:
        LayerError: an entry names a country, office, sector or person that is not known; it gives
            the line and what comes near.
    """
    reader = _Reader(entries, registry, Offices(offices))
    return Layer(
        persons=tuple(map(reader.person, reader.of("person")))
        + tuple(map(reader.spelling, reader.of("spelling"))),
        tenures=tuple(map(reader.tenure, reader.of("tenure"))),
        bodies=tuple(map(reader.body, reader.of("body"))),
        roles=tuple(map(reader.role, reader.of("role"))),
        endings=tuple(map(reader.ending, reader.of("end"))),
        strikes=tuple(map(reader.strike, reader.of("wrong"))),
        offices=tuple(reader.offices.added),
    )


class _Reader:
    """Reads entries with the names of the registry, and of the persons they add themselves."""

    def __init__(self, entries: Sequence[Entry], registry: Registry, offices: Offices) -> None:
        self._entries = entries
        self._registry = registry
        self._names = Names(registry)
        self.offices = offices
        sectors = {role.sector for role in registry.roles.values()}
        sectors |= {body.sector for body in registry.bodies.values()}
        self._sectors = sorted(sectors - {""})
        self._own: dict[str, str] = {}
        for entry in self.of("person"):
            self._add_own(self._identity(entry), (entry.text("name"), *entry.listed("variants")))
        for entry in self.of("spelling"):
            self._add_own(self._person(entry), entry.listed("variants"))

    def of(self, kind: str) -> list[Entry]:
        return [entry for entry in self._entries if entry.kind == kind]

    def person(self, entry: Entry) -> PersonRow:
        identity, state = self._identity(entry), self._country(entry)
        return PersonRow(identity, entry.text("name"), entry.listed("variants"), state, entry.place)

    def spelling(self, entry: Entry) -> PersonRow:
        identity = self._person(entry)
        known = self._registry.persons.get(identity)
        name, state = (known.name, known.state) if known else ("", "")
        return PersonRow(identity, name, entry.listed("variants"), state, entry.place)

    def tenure(self, entry: Entry) -> Tenure:
        state, kind = self._country(entry), self._kind(entry)
        named = f"{self._names.office_name(kind)} of {self._names.country_name(state)}"
        office = self.offices.find(state, kind, entry.text("title"), named.capitalize())
        return Tenure(
            person=self._person(entry, state),
            state=state,
            office=office.id,
            kind=kind,
            start=entry.text("start"),
            end=entry.text("end"),
            asof=entry.text("confirmed"),
            observed="",
            sources=entry.text("source") or _SOURCE,
            row=entry.line,
            start_prec=_precision(entry.text("start")),
            end_prec=_precision(entry.text("end")),
            layer=entry.place,
        )

    def ending(self, entry: Entry) -> Ending:
        state, kind = self._country(entry), self._kind(entry)
        source = entry.text("source") or _SOURCE
        person = self._person(entry, state)
        return Ending(person, state, kind, entry.text("end"), source, entry.place)

    def strike(self, entry: Entry) -> Strike:
        state, kind = self._country(entry), self._kind(entry)
        person, start = self._person(entry, state), entry.text("start")
        return Strike(person, state, kind, start, entry.text("because"), entry.place)

    def role(self, entry: Entry) -> RoleRow:
        types = [
            kind
            for asked in entry.listed("offices")
            for kind in self._read(entry, self._names.office_types, asked)
        ]
        term, sector = phrase_key(entry.text("term")), self._sector(entry)
        return RoleRow(Role(term, sector, (), tuple(types), "person", is_weak=False), entry.place)

    def body(self, entry: Entry) -> BodyRow:
        kind, name = entry.text("kind") or _BODY_KINDS[0], entry.text("name")
        if kind not in _BODY_KINDS:
            wrong = f"no kind of body {kind!r}; there are: {', '.join(_BODY_KINDS)}"
            raise LayerError(f"{entry.place}: {wrong}")
        state = self._country(entry)
        body = Body(f"{state}:{slug(name)}", name, state, self._sector(entry), "", kind)
        return BodyRow(body, (name, *entry.listed("variants")), entry.place)

    def _add_own(self, identity: str, names: Sequence[str]) -> None:
        for name in (identity, *names):
            self._own.setdefault(phrase_key(name), identity)

    def _identity(self, entry: Entry) -> str:
        return entry.text("id") or f"{self._country(entry)}:{slug(entry.text('name'))}"

    def _person(self, entry: Entry, state: str | None = None) -> str:
        asked = entry.text("person")
        own = self._own.get(phrase_key(asked))
        return own or self._read(entry, lambda name: self._names.person(name, state), asked)

    def _country(self, entry: Entry) -> str:
        return self._read(entry, self._names.country, entry.text("country"))

    def _kind(self, entry: Entry) -> str:
        return self._read(entry, self._names.office_types, entry.text("office"))[0]

    def _sector(self, entry: Entry) -> str:
        sector = entry.text("sector").upper()
        if sector in self._sectors:
            return sector
        choices: Mapping[str, str] = {one: one for one in self._sectors}
        near = suggestion(sector, choices) or f"; there are: {', '.join(self._sectors)}"
        raise LayerError(f"{entry.place}: no PLOVER sector {entry.text('sector')!r}{near}")

    def _read(self, entry: Entry, reader: Callable[[str], T], asked: str) -> T:
        try:
            return reader(asked)
        except QueryError as error:
            raise LayerError(f"{entry.place}: {error}") from error


def _precision(iso: str) -> str:
    return {4: "year", 7: "month", 10: "day"}.get(len(iso), "")

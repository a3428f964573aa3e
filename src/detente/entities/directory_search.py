"""Search for persons, bodies, organisations and states across spellings and scripts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from detente.entities.directory_records import Candidate, Spelling
from detente.entities.names import NameMatcher
from detente.entities.names_index import NameIndex
from detente.entities.records import Registry
from detente.entities.tables import rows
from detente.entities.tenure_records import SHIPPED

# An even chance that two names are one (see ``names``); below it nothing is offered.
_LEAST = 0.7
# A person has several spellings, which all come back.
_SPELLINGS = 5


class _Known(NamedTuple):
    """A known name: whose, of what kind, as written."""

    id: str
    kind: str
    spelling: str


class Search:
    """Finds known names that are spelled like a given one.

    Likeness is that of :class:`~detente.entities.names.NameMatcher`.
    """

    def __init__(self, registry: Registry, spellings: Mapping[str, tuple[Spelling, ...]]) -> None:
        self._registry = registry
        self._spellings = spellings
        self._known = list(self._all())
        numbered = ((str(number), known.spelling) for number, known in enumerate(self._known))
        self._index = NameIndex(numbered, NameMatcher())

    def find(self, asked: str, limit: int) -> tuple[Candidate, ...]:
        """Return what the name may mean, best first; nothing below a score of 0.7."""
        best: dict[str, tuple[float, _Known]] = {}
        for number, score in self._index.candidates(asked, limit=_SPELLINGS * limit):
            known = self._known[int(number)]
            if score >= _LEAST:
                best.setdefault(known.id, (score, known))
        found = [self._candidate(score, known) for score, known in best.values()]
        return tuple(found[:limit])

    def _candidate(self, score: float, known: _Known) -> Candidate:
        name, country = self._named(known)
        return Candidate(
            id=known.id,
            kind=known.kind,
            name=name,
            spelling=known.spelling,
            country=country,
            score=round(score, 3),
            layer=self._registry.layers.get(known.id, SHIPPED),
        )

    def _named(self, known: _Known) -> tuple[str, str]:
        registry = self._registry
        if known.kind == "person":
            person = registry.persons[known.id]
            return person.name, person.state
        if known.kind == "body":
            body = registry.bodies[known.id]
            return body.name, body.country
        if known.kind == "organisation":
            return registry.organisations[known.id].name, known.id
        return registry.states[known.id].name, known.id

    def _all(self) -> Iterator[_Known]:
        for identity, spellings in self._spellings.items():
            if identity in self._registry.persons:
                yield from _of(identity, "person", [one.text for one in spellings])
        for body in self._registry.bodies.values():
            yield from _of(body.id, "body", [body.name])
        for identity, name, variants, *_ in rows("organisations.csv"):
            names = [name, *(one for one in variants.split("; ") if not one.startswith("the "))]
            yield from _of(identity, "organisation", names)
        for state in self._registry.states.values():
            yield from _of(state.iso3, "state", [state.name])


def _of(identity: str, kind: str, names: Sequence[str]) -> Iterator[_Known]:
    yield from (_Known(identity, kind, name) for name in names if name)

"""Links of states, bodies and organisations."""

import datetime as dt
from collections.abc import Sequence

from detente.entities.registry import Organisation, Registry
from detente.entities.tables import words
from detente.link.resolve_confidence import Certainty
from detente.link.resolve_parts import STATE_TAGS, Parts, Reference
from detente.model import Link

# A capital or palace stands for a government; a breakaway region is PLOVER's PRE; nationals
# ("two Russians") are civilians.
_SECTORS = {"C": "GOV", "c": "GOV", "K": "GOV", "X": "PRE", "E": "CVL", "D": "CVL"}
# "Russia's ambassador in London" is Russia's.
_OWNING = {"own": 0, "of": 1, "in": 2}
WITHOUT_STATE = frozenset({"NGO", "MNC"})


class Entities:
    """Resolves names of states, bodies and organisations."""

    def __init__(self, registry: Registry, certainty: Certainty) -> None:
        self.registry = registry
        self._certainty = certainty
        listed = (one.partition(":") for one in words("words.toml")["naval_prefixes"].split())
        self._navies = {prefix: state for prefix, _, state in listed}

    def country(self, owner: str) -> str:
        """Return the PLOVER country of a state's ISO3 code or an organisation's id."""
        organisation = self.registry.organisations.get(owner)
        state = self.registry.states.get(owner)
        return organisation.plover if organisation else state.plover if state else owner

    def _sure(self, *features: str) -> float:
        return self._certainty.of(*features)

    def owner(self, parts: Parts, day: dt.date | None) -> str | None:
        """Return the state or organisation that owns the role in a phrase, None without one."""
        known = self.registry.organisations
        named = [one for one in parts.references if one.relation in _OWNING]
        # A bloc without a code of its own ("the Baltic states") is no country.
        owners = [one for one in named if one.tag != "O" or known[one.ids[0]].plover]
        if not owners:
            return None
        return self.owner_of(min(owners, key=lambda one: _OWNING[one.relation]), day)

    def owner_of(self, reference: Reference, day: dt.date | None) -> str:
        """Return the ISO3 code or organisation id that a reference stands for."""
        if reference.tag in STATE_TAGS:
            return self.current(reference.ids, day)
        if reference.tag == "B":
            return self.registry.bodies[reference.ids[0]].country
        return reference.ids[0]

    def current(self, states: Sequence[str], day: dt.date | None) -> str:
        """Return the state, of several of one name, that existed on a day."""
        known = self.registry.states
        for iso3 in states:
            if day and known[iso3].ended and day.isoformat() <= known[iso3].ended:
                return iso3
        lasting = [iso3 for iso3 in states if not known[iso3].ended] or list(states)
        return next((iso3 for iso3 in lasting if known[iso3].is_state), lasting[0])

    def link(self, reference: Reference, day: dt.date | None) -> Link:
        """Return the link of a phrase that only names a state, body or organisation."""
        if reference.tag == "B":
            return self._body(reference)
        if reference.tag == "O":
            return self._organisation(reference)
        return self._state(reference, day)

    def _state(self, reference: Reference, day: dt.date | None) -> Link:
        iso3 = self.current(reference.ids, day)
        others = [one for one in reference.ids if one != iso3]
        rivals = [one for one in others if self.registry.states[one].is_state]
        rivals = [one for one in rivals if not self.registry.states[one].ended]
        verb = "stands for" if reference.tag in "CcKL" else "names"
        return Link(
            mention=0,
            entity=iso3,
            name=self.registry.states[iso3].name,
            kind="role" if reference.tag in "ED" else "state",
            country=self.country(iso3),
            sector=_SECTORS.get(reference.tag),
            runner_up=rivals[0] if rivals else None,
            confidence=self._sure("name", reference.tag, "rivalled" if rivals else "clear"),
            reason=f"{reference.words!r} {verb} {self.registry.states[iso3].name}",
        )

    def _body(self, reference: Reference) -> Link:
        body = self.registry.bodies[reference.ids[0]]
        return Link(
            mention=0,
            entity=body.id,
            name=body.name,
            kind="organisation" if body.country in WITHOUT_STATE else "body",
            country=self.country(body.country),
            sector=body.sector or None,
            other_sectors=(body.other_sector,) if body.other_sector else (),
            runner_up=reference.ids[1] if len(reference.ids) > 1 else None,
            confidence=self._sure("body", _clarity(reference), body.kind),
            reason=f"{reference.words!r} is a name of {body.name}",
        )

    def ship(self, parts: Parts, owner: str | None) -> Link | None:
        """Return the link of a ship of war by its prefix: "USS Cole"; None for other names."""
        prefix, _, rest = parts.name.partition(" ")
        state = self._navies.get(prefix.casefold()) if rest and prefix.isupper() else None
        if state is None:
            return None
        return Link(
            mention=0,
            entity=None,
            name=parts.name,
            kind="body",
            country=self.country(owner or state),
            sector="MIL",
            confidence=self._sure("new", "owned", "official"),
            reason=f"{prefix!r} begins the names of ships of war of {owner or state}",
        )

    def bloc(self, bloc: Organisation, words: str) -> Link:
        """Return the link of a bloc that is no organisation: "the Baltic states"."""
        return Link(
            mention=0,
            entity=bloc.id,
            name=bloc.name,
            kind="organisation",
            country=bloc.plover or None,
            confidence=self._sure("bloc"),
            reason=f"{words!r} is a name of {bloc.name}",
        )

    def _organisation(self, reference: Reference) -> Link:
        organisation = self.registry.organisations[reference.ids[0]]
        return Link(
            mention=0,
            entity=organisation.id,
            name=organisation.name,
            kind="organisation",
            country=organisation.plover or None,
            other_sectors=(organisation.other_sector,) if organisation.other_sector else (),
            confidence=self._sure("organisation", _clarity(reference)),
            reason=f"{reference.words!r} is a name of the {organisation.name}",
        )


def _clarity(reference: Reference) -> str:
    """Return how much the words of a name tell: rivalled, an acronym, or clear."""
    if len(reference.ids) > 1:
        return "rivalled"
    return "acronym" if reference.words.isupper() else "clear"

"""States, persons, organisations, bodies and role nouns, with the names they go by.

Tags of lexicon entries, a letter each:

S state · A adjective of a state ("Russian", "US") · D one national ("Briton") · E nationals
("Russians") · C capital or city that stands for its government · K building that does ("Kremlin")
X breakaway region · L other place · O international organisation or bloc · B named body (agency,
ministry, armed group, party, company, NGO) · R role noun · P person's full name · U a person's
single name ("Jokowi", "Putin")
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from detente.entities.lexicon import (
    ANY_CASE,
    CAPITAL,
    CAPITALS,
    EXACT,
    Entry,
    Lexicon,
    fold,
    words_of,
)
from detente.entities.tables import rows

# Wikidata's and our tables' organisation id of the European Union is not its PLOVER code.
EUROPEAN_UNION = "EUU"
_NAME_TAGS = {
    "name": "S",
    "former_name": "S",
    "abbreviation": "S",
    "adjective": "A",
    "demonym": "D",
    "plural": "E",
    "prefix": "A",
    "capital": "C",
    "metonym": "C",
    "building": "K",
    "building_leg": "K",
    "separatist": "X",
    "place": "L",
}
_ACRONYM_LENGTH = 6


class State(NamedTuple):
    """A state or territory; ``plover`` is the code PLOVER files it under.

    ``is_state`` says whether PLOVER counts it a state; ``ended`` is its last day, "" if it exists.
    """

    iso3: str
    name: str
    plover: str
    is_state: bool
    ended: str


class Person(NamedTuple):
    """A person of the tables, under one state or organisation."""

    id: str
    name: str
    state: str


class Organisation(NamedTuple):
    """An international organisation or bloc; ``plover`` is IGO, UNO or EUR."""

    id: str
    name: str
    plover: str
    other_sector: str


class Body(NamedTuple):
    """A named agency, group, party, company or NGO.

    ``country`` is an ISO3 code or PLOVER's IMG, MNC, NGO, EUU.
    """

    id: str
    name: str
    country: str
    sector: str
    other_sector: str
    kind: str


class Role(NamedTuple):
    """A role noun: its PLOVER sector ("" if it has none of its own) and office types.

    ``is_weak``: a stronger noun beside it decides the sector ("the company's chairman").
    """

    term: str
    sector: str
    other_sectors: tuple[str, ...]
    office_types: tuple[str, ...]
    kind: str
    is_weak: bool


class Registry(NamedTuple):
    """Everything known by name. ``surnames`` gives person ids by one folded part of a name."""

    states: Mapping[str, State]
    persons: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    bodies: Mapping[str, Body]
    roles: Mapping[str, Role]
    surnames: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon


def load_registry() -> Registry:
    """Return the registry of the packaged tables."""
    states = {state.iso3: state for state in _states()}
    named = list(_persons())
    organisations, bodies = list(_organisations()), list(_bodies())
    roles: dict[str, Role] = {}
    for role in _roles():
        roles.setdefault(role.term, role)
    phrases = [
        *_state_phrases(states),
        *_role_phrases(roles),
        *(
            (name, _named_entry("O", one.id, name))
            for one, names in organisations
            for name in names
        ),
        *((one.name_in_text, _named_entry("B", one.body.id, one.name_in_text)) for one in bodies),
        *_person_phrases(named),
    ]
    return Registry(
        states=states,
        persons={person.id: person for person, _ in named},
        organisations={one.id: one for one, _ in organisations},
        bodies={one.body.id: one.body for one in bodies},
        roles=roles,
        surnames=_surnames(named),
        lexicon=Lexicon(phrases),
    )


class _NamedBody(NamedTuple):
    name_in_text: str
    body: Body


def _states() -> Iterator[State]:
    for iso3, name, _, _, plover, _, valid_to, _, _, is_state, _ in rows("states.csv"):
        yield State(iso3, name, plover or iso3, is_state == "1", valid_to)
    yield State(EUROPEAN_UNION, "European Union", "EUR", is_state=True, ended="")


def _state_phrases(states: Mapping[str, State]) -> Iterator[tuple[str, Entry]]:
    adjectives = set()
    for name in ("own_names.csv", "names.csv.gz"):
        for variant, iso3, kind, *_ in rows(name):
            tag = _NAME_TAGS.get(kind)
            if not tag or not _is_worth_a_name(variant, kind, states[iso3]):
                continue
            adjectives |= {(variant, iso3)} if tag == "A" else set()
            if tag == "D" and (variant, iso3) in adjectives:
                tag = "A"
            yield variant, _named_entry(tag, iso3, variant)
            if tag in {"A", "D"} and variant[-1] in "nikebt" and not variant.endswith("men"):
                yield variant + "s", Entry("E", iso3)


def _is_worth_a_name(variant: str, kind: str, state: State) -> bool:
    # The adjective of a dependency that is also its sovereign's ("French" of Saint Pierre).
    borrowed = kind in {"adjective", "demonym"} and not state.is_state and " " not in variant
    return not borrowed and " or " not in variant and "(" not in variant


def _named_entry(tag: str, identity: str, surface: str) -> Entry:
    solid = surface.replace(".", "").replace(" ", "").replace("-", "")
    if solid.isupper() and len(solid) <= _ACRONYM_LENGTH and "." not in surface:
        return Entry(tag, identity, EXACT, surface.replace(" ", "").replace("-", ""))
    # "Islamic Group" is a group, "an Islamic group" is not; "the BRICS group" is.
    return Entry(tag, identity, CAPITALS if tag == "B" else CAPITAL)


def _persons() -> Iterator[tuple[Person, tuple[str, ...]]]:
    for identity, name, variants, state, _ in rows("persons.csv.gz"):
        others = tuple(variant for variant in variants.split("; ") if variant)
        yield Person(identity, name, state), (name, *others)


def _person_phrases(named: list[tuple[Person, tuple[str, ...]]]) -> Iterator[tuple[str, Entry]]:
    for person, names in named:
        # Persons known by surname alone are looked up by surname; "Price" is mostly a price.
        for name in names if " " in person.name else ():
            yield name, Entry("P" if " " in name else "U", person.id)


def _surnames(named: list[tuple[Person, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for person, names in named:
        for name in names:
            for part in _surname_parts(name):
                found[part][person.id] = None
    return {part: tuple(ids) for part, ids in found.items()}


# Particles and suffixes that are no surname of their own.
_NOT_SURNAMES = frozenset(
    "jr sr ii iii iv al el bin bint ibn abu de da di von van del la le".split()
)


def _surname_parts(name: str) -> Iterator[str]:
    parts = [word.folded for word in words_of(name) if word.text.isalpha() or "'" in word.text]
    # First and last: family names stand first in East Asia, and Malay and Arabic usage
    # calls a person by the first name ("Anwar", "Prabowo").
    yield from {parts[0], parts[-1]} - _NOT_SURNAMES if parts else ()


def _organisations() -> Iterator[tuple[Organisation, tuple[str, ...]]]:
    for identity, name, variants, _, plover, other, *_ in rows("organisations.csv"):
        others = [one for one in variants.split("; ") if one and not one.startswith("the bloc")]
        yield Organisation(identity, name, plover, other), (name, *others)


def _bodies() -> Iterator[_NamedBody]:
    taken: set[str] = set()
    for table in ("own_bodies.csv", "bodies.csv.gz"):
        for name, iso3, _, kind, sector, other, canonical, source, _ in rows(table):
            # One-word groups of the old dictionaries are mostly everyday words ("Aleph").
            if fold(name) in taken or (source == "petrarch2" and " " not in name):
                continue
            taken.add(fold(name))
            body = Body(f"{iso3}:{_slug(canonical)}", canonical, iso3, sector, other, kind)
            yield _NamedBody(name, body)


def _slug(name: str) -> str:
    return "-".join(word.folded for word in words_of(name) if word.text.isalnum())


def _roles() -> Iterator[Role]:
    for term, sector, others, types, kind, weight, *_ in rows("own_roles.csv"):
        yield Role(term, sector, _split(others), _split(types), kind, weight == "weak")
    for term, kind, sector, others, *_ in rows("roles.csv.gz"):
        if not term.startswith(_STANDINGS):
            yield Role(term, sector, _split(others), (), kind, is_weak=False)


# "Former" and the like are read by themselves, before any role.
_STANDINGS = (
    "former ",
    "ex-",
    "ex ",
    "deposed ",
    "ousted ",
    "acting ",
    "kremlin ",
    "un ",
    "cia ",
    "white house ",
)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace("|", ";").replace(",", ";").split(";") if part)


def _role_phrases(roles: Mapping[str, Role]) -> Iterator[tuple[str, Entry]]:
    for term in roles:
        yield term, Entry("R", term, ANY_CASE)

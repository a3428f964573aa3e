"""The registry of the packaged tables: everything known by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from detente.entities.layers_files import lay_over
from detente.entities.lexicon import ANY_CASE, Entry, Lexicon, fold
from detente.entities.people import own_roles_of_people, slug
from detente.entities.records import (
    EUROPEAN_UNION,
    Body,
    Organisation,
    Person,
    Registry,
    Role,
    State,
)
from detente.entities.registry_phrases import named_entry, surname_parts
from detente.entities.tables import rows
from detente.settings import Actors

__all__ = [
    "EUROPEAN_UNION",
    "Body",
    "Organisation",
    "Person",
    "Registry",
    "Role",
    "State",
    "load_registry",
]

Phrases = Iterator[tuple[str, Entry]]
Names = tuple[str, ...]

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
    "region": "y",
    "region_adjective": "m",
}
# Adjectives that end so take an s for the people ("Russians"), others do not ("the French").
_WITH_PLURAL = tuple("nikebt")
_TOO_SHORT = 2
# "Former" and the like are read by themselves before a role, owners too.
_STANDINGS = ("former ", "ex-", "ex ", "deposed ", "ousted ", "acting ")
# "ambassador to" is an ambassador; ranks cut short are titles.
_LOOSE_ENDS = (" to", " in", " of", " for", " with", ".")
_OWNERS = ("kremlin ", "un ", "cia ", "white house ")


def load_registry(actors: Actors | None = None) -> Registry:
    """Return the registry of the packaged tables, with the layers of the settings over them.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    registry = _shipped()
    return lay_over(actors, registry).registry if actors else registry


def _shipped() -> Registry:
    states = {state.iso3: state for state in _states()}
    persons, organisations, bodies = list(_persons()), list(_organisations()), list(_bodies())
    roles: dict[str, Role] = {}
    for role in _roles():
        roles.setdefault(role.term, role)
    phrases = [
        *_state_phrases(states),
        *((term, Entry("R", term, ANY_CASE)) for term in roles),
        *_organisation_phrases(organisations),
        *((name, named_entry("B", body.id, name)) for name, body in bodies),
        *_person_phrases(persons),
    ]
    return Registry(
        states=states,
        persons={person.id: person for person, _ in persons},
        organisations={one.id: one for one, _ in organisations},
        bodies={body.id: body for _, body in reversed(bodies)},
        roles=roles,
        surnames=_surnames(persons),
        lexicon=Lexicon(phrases),
    )


def _states() -> Iterator[State]:
    for iso3, name, _, _, plover, _, valid_to, _, _, is_state, _ in rows("states.csv"):
        yield State(iso3, name, plover or iso3, is_state == "1", valid_to)
    yield State(EUROPEAN_UNION, "European Union", "EUR", is_state=True, ended="")


def _state_phrases(states: Mapping[str, State]) -> Phrases:
    adjectives: set[tuple[str, str]] = set()
    own = list(rows("own_names.csv"))
    ours = {(variant, iso3) for variant, iso3, *_ in own}
    claimed = {variant for variant, _ in ours}
    for variant, iso3, kind, *_ in (*own, *rows("names.csv.gz")):
        # A name in our own table means what it says there and nothing else.
        is_rival = variant in claimed and (variant, iso3) not in ours
        if is_rival or not _is_worth_a_name(variant, kind, states[iso3]):
            continue
        tag = _NAME_TAGS[kind]
        if tag == "A":
            adjectives.add((variant, iso3))
        tag = "A" if (variant, iso3) in adjectives else tag
        yield variant, named_entry(tag, iso3, variant)
        yield from _plural(variant, iso3, tag)


def _is_worth_a_name(variant: str, kind: str, state: State) -> bool:
    # The adjective of a dependency that is also its sovereign's ("French" of Saint Pierre).
    borrowed = kind in {"adjective", "demonym"} and not state.is_state and " " not in variant
    return kind in _NAME_TAGS and not borrowed and " or " not in variant and "(" not in variant


def _plural(variant: str, iso3: str, tag: str) -> Phrases:
    if tag in {"A", "D"} and variant.endswith(_WITH_PLURAL) and not variant.endswith("men"):
        yield variant + "s", Entry("E", iso3)


def _persons() -> Iterator[tuple[Person, Names]]:
    others: dict[str, list[str]] = defaultdict(list)
    for identity, variant, *_ in rows("own_persons.csv"):
        others[identity].append(variant)
    ours = {one.person: one for one in own_roles_of_people()}
    for one in ours.values():
        others[one.person].extend(_split(one.variants, "; "))
    for identity, name, variants, state, _ in rows("persons.csv.gz"):
        ours.pop(identity, None)
        names = dict.fromkeys((name, *_split(variants, "; "), *others[identity]))
        yield Person(identity, name, state), tuple(names)
    for identity, one in ours.items():
        yield Person(identity, one.name, one.state), (one.name, *others[identity])


def _person_phrases(persons: Iterable[tuple[Person, Names]]) -> Phrases:
    for person, names in persons:
        # Persons known by surname alone are looked up by surname; "Price" is mostly a price.
        known = [name for name in names if " " in name or " " in person.name]
        yield from ((name, Entry("P" if " " in name else "U", person.id)) for name in known)


def _surnames(persons: Iterable[tuple[Person, Names]]) -> dict[str, Names]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for person, names in persons:
        for part in {part for name in names for part in surname_parts(name)}:
            found[part][person.id] = None
    return {part: tuple(ids) for part, ids in found.items()}


def _organisations() -> Iterator[tuple[Organisation, Names]]:
    for identity, name, variants, _, plover, other, *_ in rows("organisations.csv"):
        others = [one for one in _split(variants, "; ") if not one.startswith("the bloc")]
        yield Organisation(identity, name, plover, other), (name, *others)


def _organisation_phrases(organisations: Iterable[tuple[Organisation, Names]]) -> Phrases:
    for one, names in organisations:
        dotted = ["U.N." + name[2:] for name in names if name.startswith("UN ")]
        yield from ((name, named_entry("O", one.id, name)) for name in (*names, *dotted))


def _bodies() -> Iterator[tuple[str, Body]]:
    taken: set[str] = set()
    for row in (*rows("own_bodies.csv"), *rows("bodies.csv.gz")):
        name, iso3, _, kind, sector, other, canonical, source, _ = row
        if fold(name) in taken or not _is_clear(name, source):
            continue
        taken.add(fold(name))
        yield name, Body(f"{iso3}:{slug(canonical)}", canonical, iso3, sector, other, kind)


def _is_clear(name: str, source: str) -> bool:
    # Two capitals mean too much ("PA"); one-word groups of the old dictionaries are mostly
    # everyday words ("Aleph").
    return len(name) > _TOO_SHORT and (source != "petrarch2" or " " in name)


def _roles() -> Iterator[Role]:
    for term, sector, others, types, kind, weight, *_ in rows("own_roles.csv"):
        yield Role(term, sector, _split(others), _split(types), kind, weight == "weak")
    for term, kind, sector, others, *_ in rows("roles.csv.gz"):
        if not term.startswith(_STANDINGS + _OWNERS) and not term.endswith(_LOOSE_ENDS):
            yield Role(term, sector, _split(others), (), kind, is_weak=False)


def _split(text: str, separator: str = "|") -> Names:
    return tuple(part for part in text.split(separator) if part)

"""The registry of the packaged tables: everything known by name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from detente.entities.compiled import read_compiled
from detente.entities.layers_files import lay_over
from detente.entities.lexicon import ANY_CASE, Entry, Lexicon, fold
from detente.entities.lexicon import Phrases as Known
from detente.entities.people import own_roles_of_people, slug
from detente.entities.records import (
    EUROPEAN_UNION,
    Body,
    Names,
    Organisation,
    Person,
    Registry,
    Role,
    State,
)
from detente.entities.registry_phrases import named_entry, surname_parts
from detente.entities.registry_things import named_organisations, named_things
from detente.entities.shorter_names import with_shorter
from detente.entities.tables import rows
from detente.settings import Actors

__all__ = [
    "EUROPEAN_UNION",
    "Body",
    "Organisation",
    "Person",
    "Registry",
    "RegistryRows",
    "Role",
    "State",
    "load_registry",
    "registry_rows",
]

Phrases = Iterator[tuple[str, Entry]]

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
_WITH_PLURAL = tuple("nikebtr")
_TOO_SHORT = 2
# "Rohingya refugees" are refugees of somebody, whose name is read by itself.
_OWNING = frozenset({"adjective", "demonym"})
# "Former" and the like are read by themselves before a role, owners too.
_STANDINGS = ("former ", "ex-", "ex ", "deposed ", "ousted ", "acting ")
# "ambassador to" is an ambassador; ranks cut short are titles.
_LOOSE_ENDS = (" to", " in", " of", " for", " with", ".")
_OWNERS = ("kremlin ", "un ", "cia ", "white house ")


class RegistryRows(msgspec.Struct, frozen=True, array_like=True):
    """The packaged registry as it is compiled: everything by name, in its order."""

    states: list[State]
    persons: list[Person]
    organisations: list[Organisation]
    bodies: list[Body]
    roles: list[Role]
    surnames: dict[str, Names]
    known: Known


def load_registry(actors: Actors | None = None) -> Registry:
    """Return the registry of the packaged tables, with the layers of the settings over them.

    The packaged tables are read once a process; files of layers each time.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    registry = _shipped()
    return lay_over(actors, registry).registry if actors else registry


@cache
def _shipped() -> Registry:
    rows = read_compiled("registry", RegistryRows) or registry_rows()
    return Registry(
        states={one.iso3: one for one in rows.states},
        persons={one.id: one for one in rows.persons},
        organisations={one.id: one for one in rows.organisations},
        bodies={one.id: one for one in rows.bodies},
        roles={one.term: one for one in rows.roles},
        surnames=rows.surnames,
        lexicon=Lexicon(known=rows.known),
    )


def registry_rows() -> RegistryRows:
    """Return the registry as the packaged tables make it."""
    states = {state.iso3: state for state in _states()}
    persons, bodies = list(_persons()), list(_bodies())
    organisations = [*named_organisations(_organisations(), _own_bodies()), *_blocs()]
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
    return RegistryRows(
        states=list(states.values()),
        persons=list({person.id: person for person, _ in persons}.values()),
        organisations=list({one.id: one for one, _ in organisations}.values()),
        bodies=list({body.id: body for _, body in reversed(bodies)}.values()),
        roles=list(roles.values()),
        surnames=_surnames(persons),
        known=Lexicon(phrases).known,
    )


def _states() -> Iterator[State]:
    for iso3, name, _, _, plover, _, valid_to, _, _, is_state, _ in rows("states.csv"):
        yield State(iso3, name, plover or iso3, is_state == "1", valid_to)
    yield State(EUROPEAN_UNION, "European Union", "EUR", is_state=True, ended="")


def _state_phrases(states: Mapping[str, State]) -> Phrases:
    adjectives: set[tuple[str, str]] = set()
    own = list(rows("own_names.csv"))
    ours = {(variant, iso3, kind) for variant, iso3, kind, *_ in own}
    claimed = {variant for variant, *_ in ours}
    known = [*own, *rows("names.csv.gz"), *rows("own_places.csv.gz")]
    states_called = {variant for variant, _, kind, *_ in known if _NAME_TAGS.get(kind) == "S"}
    for variant, iso3, kind, *_ in known:
        # A name in our own table means what it says there and nothing else.
        is_rival = variant in claimed and (variant, iso3, kind) not in ours
        if is_rival or not _is_worth_a_name(variant, kind, states[iso3]):
            continue
        tag = _NAME_TAGS[kind]
        if tag == "A":
            adjectives.add((variant, iso3))
        tag = "A" if (variant, iso3) in adjectives else tag
        yield variant, named_entry(tag, iso3, variant)
        # "Philippine" makes no "Philippines": that is the state.
        if variant + "s" not in states_called:
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
    first = _first_names()
    for identity, name, variants, state, _ in rows("persons.csv.gz"):
        ours.pop(identity, None)
        names = dict.fromkeys((name, *_split(variants, "; "), *others[identity]))
        yield Person(identity, name, state), with_shorter(names, state, first)
    for identity, one in ours.items():
        names = dict.fromkeys((one.name, *others[identity]))
        yield Person(identity, one.name, one.state), with_shorter(names, one.state, first)


def _person_phrases(persons: Iterable[tuple[Person, Names]]) -> Phrases:
    for person, names in persons:
        # Persons known by surname alone are looked up by surname; "Price" is mostly a price.
        known = [name for name in names if " " in name or " " in person.name]
        yield from ((name, Entry("P" if " " in name else "U", person.id)) for name in known)


def _surnames(persons: Iterable[tuple[Person, Names]]) -> dict[str, Names]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for person, names in persons:
        for part in sorted({part for name in names for part in surname_parts(name)}):
            found[part][person.id] = None
    return {part: tuple(ids) for part, ids in found.items()}


def _organisations() -> Iterator[tuple[Organisation, Names]]:
    for identity, name, variants, _, plover, other, *_ in rows("organisations.csv"):
        others = [one for one in _split(variants, "; ") if not one.startswith("the bloc")]
        yield Organisation(identity, name, plover, other), (name, *others)


def _blocs() -> Iterator[tuple[Organisation, Names]]:
    """Yield blocs by the names that say states ("Gulf states"), not regions ("Latin America")."""
    for identity, name, variants, plover, *_ in rows("own_blocs.csv"):
        names = (one for one in (name, *_split(variants, "; ")) if " " in one)
        said = (one for one in names if one[0].isupper() and one.rpartition(" ")[2].islower())
        yield Organisation(identity, name, plover, ""), tuple(said)


def _organisation_phrases(organisations: Iterable[tuple[Organisation, Names]]) -> Phrases:
    for one, names in organisations:
        dotted = ["U.N." + name[2:] for name in names if name.startswith("UN ")]
        yield from ((name, named_entry("O", one.id, name)) for name in (*names, *dotted))


def _bodies() -> Iterator[tuple[str, Body]]:
    taken: set[str] = set()
    first_names = _first_names()
    for row in (*rows("own_bodies.csv"), *rows("bodies.csv.gz")):
        name, iso3, _, kind, sector, other, canonical, source, _ = row
        if fold(name) in taken or not _is_clear(name, source, first_names):
            continue
        taken.add(fold(name))
        if sector in _WITHOUT_STATE:
            iso3, sector = sector, _WITHOUT_STATE[sector]
        yield name, Body(f"{iso3}:{slug(canonical)}", canonical, iso3, sector, other, kind)
    for name, body in named_things():
        if fold(name) not in taken:
            yield name, body


# Old tables write a company of many states as a sector, where PLOVER has a country.
_WITHOUT_STATE = {"MNC": "BUS", "NGO": "SOC"}


def _is_clear(name: str, source: str, first_names: frozenset[str]) -> bool:
    # Two capitals mean too much ("PA"); one-word groups of the old dictionaries are mostly
    # everyday words ("Aleph"), and persons stand among its groups.
    if source != "petrarch2":
        return len(name) > _TOO_SHORT
    return " " in name and not _is_of_a_person(name, first_names)


def _is_of_a_person(name: str, first_names: frozenset[str]) -> bool:
    """Say whether a group's name begins like a person's and has no word for a group."""
    words = name.casefold().split()
    is_called_so = words[0] in first_names and words[0] not in _NOT_FIRST
    return is_called_so and not any(word.startswith(_GROUP_WORDS) for word in words[1:])


def _first_names() -> frozenset[str]:
    """Return the first names that two persons of the tables have."""
    named = (row[1].casefold().split() for row in rows("persons.csv.gz"))
    counts = Counter(words[0] for words in named if len(words) > 1)
    return frozenset(name for name, number in counts.items() if number > 1)


_NOT_FIRST = frozenset(("al", "el", "le", "la", "de", "christian", "mahdi", "charles"))
_GROUP_WORDS = (
    *("group", "organi", "front", "brigade", "battalion", "command", "movement", "club", "army"),
    *("commission", "council", "board", "martyrs", "forces", "union", "party", "group", "ansar"),
    *("sayyaf", "mass"),
)


def _roles() -> Iterator[Role]:
    for term, sector, others, types, kind, weight, *_ in rows("own_roles.csv"):
        yield Role(term, sector, _split(others), _split(types), kind, weight == "weak")
    owned = tuple(
        f"{fold(name)} " for name, _, kind, *_ in rows("own_names.csv") if kind in _OWNING
    )
    named = _own_bodies()
    for term, kind, sector, others, *_ in rows("roles.csv.gz"):
        is_owned = term.startswith((*_STANDINGS, *_OWNERS, *owned))
        if not is_owned and not term.endswith(_LOOSE_ENDS) and term not in named:
            yield Role(term, sector, _split(others), (), kind, is_weak=False)


def _own_bodies() -> frozenset[str]:
    """Return the folded names of agencies and groups, but for those of old dictionaries."""
    return frozenset(fold(name) for name, *_ in (*rows("own_bodies.csv"), *_compiled_bodies()))


def _compiled_bodies() -> Iterator[list[str]]:
    yield from (row for row in rows("bodies.csv.gz") if row[7] != "petrarch2")


def _split(text: str, separator: str = "|") -> Names:
    return tuple(part for part in text.split(separator) if part)

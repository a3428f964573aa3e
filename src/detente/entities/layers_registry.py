"""A layer laid over the registry: its persons, spellings, bodies and role nouns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from detente.entities.layers import UPDATE, BodyRow, Layer, PersonRow
from detente.entities.lexicon import ANY_CASE, Entry, Lexicon
from detente.entities.records import Person, Registry
from detente.entities.registry_phrases import named_entry, surname_parts

_PERSON_TAGS = frozenset({"P", "U"})


def with_layer(registry: Registry, layer: Layer) -> Registry:
    """Return the registry with a layer over it; the one given stays as it is.

    A person, body or role of the layer that is known already keeps its name; new spellings are
    added to the old ones. A role noun of the layer replaces the one below.
    """
    lexicon, persons = registry.lexicon.copy(), dict(registry.persons)
    for row in layer.persons:
        persons.setdefault(row.id, Person(row.id, row.name, row.state))
    for row in dict.fromkeys(layer.persons):
        _add_names(lexicon, row)
    for body in layer.bodies:
        _add_body(lexicon, body)
    for role in layer.roles:
        lexicon.add(role.role.term, Entry("R", role.role.term, ANY_CASE))
    return registry._replace(
        lexicon=lexicon,
        persons=persons,
        bodies={**{one.body.id: one.body for one in layer.bodies}, **registry.bodies},
        roles={**registry.roles, **{one.role.term: one.role for one in layer.roles}},
        surnames=_with_surnames(registry.surnames, layer.persons),
        layers={**registry.layers, **_new(registry, layer)},
    )


def _new(registry: Registry, layer: Layer) -> dict[str, str]:
    persons = {one.id: one.layer for one in layer.persons if one.id not in registry.persons}
    bodies = {one.body.id: one.layer for one in layer.bodies}
    return {**persons, **bodies, **{one.role.term: one.layer for one in layer.roles}}


def _add_names(lexicon: Lexicon, row: PersonRow) -> None:
    for name in (row.name, *row.variants):
        if name and not (row.layer.startswith(UPDATE) and _means_more(lexicon, name)):
            lexicon.add(name, Entry("P" if " " in name else "U", row.id))


def _means_more(lexicon: Lexicon, name: str) -> bool:
    """Say whether a name is also that of something else: an alias may be "Crown Prince"."""
    return any(entry.tag not in _PERSON_TAGS for entry in lexicon.entries(name))


def _add_body(lexicon: Lexicon, row: BodyRow) -> None:
    for name in row.names:
        lexicon.add(name, named_entry("B", row.body.id, name))


def _with_surnames(
    known: Mapping[str, tuple[str, ...]], persons: Iterable[PersonRow]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in dict.fromkeys(persons):
        # Of the many spellings of an update the first is enough to look somebody up by one word.
        names = (row.name,) if row.layer.startswith(UPDATE) else (row.name, *row.variants)
        for part in {part for name in names for part in surname_parts(name)}:
            found[part][row.id] = None
    merged = {
        part: tuple(dict.fromkeys((*known.get(part, ()), *ids))) for part, ids in found.items()
    }
    return {**known, **merged}

"""How the names of persons are spelled, with the layer that has each spelling."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.entities.directory_records import Spelling
from detente.entities.layers import Layer
from detente.entities.people import own_roles_of_people
from detente.entities.tables import rows
from detente.entities.tenure_records import SHIPPED

_SEPARATOR = "; "


def all_spellings(layers: Sequence[Layer]) -> Mapping[str, tuple[Spelling, ...]]:
    """Return the spellings of each person's name, by id; the first is the name itself."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for identity, text, layer in (*_shipped(), *_of_layers(layers)):
        if text:
            found[identity].setdefault(text, layer)
    return {
        identity: tuple(Spelling(text=text, layer=layer) for text, layer in spellings.items())
        for identity, spellings in found.items()
    }


def _shipped() -> Iterator[tuple[str, str, str]]:
    for identity, name, variants, *_ in rows("persons.csv.gz"):
        yield from ((identity, one, SHIPPED) for one in (name, *variants.split(_SEPARATOR)))
    for identity, variant, *_ in rows("own_persons.csv"):
        yield identity, variant, SHIPPED
    for role in own_roles_of_people():
        names = (role.name, *role.variants.split(_SEPARATOR))
        yield from ((role.person, one, SHIPPED) for one in names)


def _of_layers(layers: Iterable[Layer]) -> Iterator[tuple[str, str, str]]:
    for layer in layers:
        for row in layer.persons:
            yield from ((row.id, one, row.layer) for one in (row.name, *row.variants))

"""Companies, agencies, media and other named things that act, as bodies of the registry."""

from collections.abc import Iterable, Iterator

from detente.entities.lexicon import fold
from detente.entities.people import slug
from detente.entities.records import Body, Names, Organisation
from detente.entities.tables import rows, words

_TABLES = ("companies", "agencies", "bodies", "media", "parties")
# Organisations of states have a table of their own; offices are roles.
_NOT_BODIES = frozenset(("igo", "office", "alliance"))
_SHORTEST = 3
# Organisations by their table whose names end so are rules, plans or places, and act in nothing.
_NO_ACTORS = (
    *("area", "market", "agreement", "tariffs and trade", "convention"),
    *("arrangement", "scheme", "certification scheme", "control regime", "plan", "facility"),
    *("rapporteur", "nations system", "commissioner", "for trade", "for competition"),
)
# What stands for a state is none of its agencies.
_STANDING = frozenset(("name", "abbreviation", "capital", "metonym", "building", "building_leg"))


def named_things() -> Iterator[tuple[str, Body]]:
    """Yield (name, body) for each thing that can act, by the names that mean nothing else.

    A name that the tables of things mark as doubtful without context is left out.
    """
    taken = _everyday()
    acting = (row for table in _TABLES for row in rows(f"own_things_{table}.csv"))
    for name, _, kind, country, sector, _, variants, needs, *_ in acting:
        if sector and country and kind not in _NOT_BODIES:
            plain = name.partition(" (")[0]
            body = Body(f"{country}:{slug(plain)}", plain, country, sector, "", kind)
            names = _clear_names(name, variants, needs)
            yield from ((one, body) for one in names if fold(one) not in taken)


def _everyday() -> frozenset[str]:
    """Return folded words and names that mean something else."""
    states = (*rows("own_names.csv"), *rows("names.csv.gz"))
    named = (fold(variant) for variant, _, kind, *_ in states if kind in _STANDING)
    return frozenset((*words("words.toml")["everyday"].split(), *named))


def _clear_names(name: str, variants: str, needs: str) -> Iterator[str]:
    doubtful = {one.partition("=")[0] for one in needs.split("|")}
    for one in (name, *variants.split("|")):
        if len(one) >= _SHORTEST and one not in doubtful and "(" not in one:
            yield one


def named_organisations(
    known: Iterable[tuple[Organisation, Names]], taken: frozenset[str]
) -> Iterator[tuple[Organisation, Names]]:
    """Yield organisations with the names that the tables of things add, then those only they have.

    ``taken`` are folded names of agencies and groups, which stay what they are.
    """
    things = [(row, frozenset(map(fold, _names_of(row)))) for row in _intergovernmental()]
    said = set(taken | _everyday())
    for one, names in known:
        folded = frozenset(map(fold, names))
        added = (new for row, names_ in things if names_ & folded for new in _names_of(row))
        yield one, (*names, *dict.fromkeys(new for new in added if fold(new) not in folded))
        said |= folded.union(*(names_ for _, names_ in things if names_ & folded))
    for row, names_ in things:
        if not names_ & said:
            name, country = row[0].partition(" (")[0], row[3]
            yield Organisation(f"{country}:{slug(name)}", name, country, row[4]), _names_of(row)


def _intergovernmental() -> Iterator[list[str]]:
    for row in rows("own_things_bodies.csv"):
        if row[2] == "igo" and row[3] and not fold(row[0]).endswith(_NO_ACTORS):
            yield row


def _names_of(row: list[str]) -> Names:
    return tuple(_clear_names(row[0], row[6], row[7]))

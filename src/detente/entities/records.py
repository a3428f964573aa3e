"""States, persons, organisations, bodies and role nouns, with the names they go by.

Tags of lexicon entries, a letter each:

S state · A adjective of a state ("Russian", "US") · D one national ("Briton") · E nationals
("Russians") · C capital or city that stands for its government · K building that does ("Kremlin")
X breakaway region · L other place · O international organisation or bloc · B named body (agency,
ministry, armed group, party, company, NGO) · R role noun · P person's full name · U a person's
single name ("Jokowi", "Putin") · m, y regions that are no state ("Latin American", "Middle East")
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from detente.entities.lexicon import Lexicon

# The id of the European Union among states and organisations; its PLOVER code is EUR.
EUROPEAN_UNION = "EUU"

Names = tuple[str, ...]


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
    """Everything known by name. ``surnames`` gives person ids by one folded part of a name.

    ``layers`` names the layer of each person, body and role that is not of the packaged tables.
    """

    states: Mapping[str, State]
    persons: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    bodies: Mapping[str, Body]
    roles: Mapping[str, Role]
    surnames: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    layers: Mapping[str, str] = MappingProxyType({})

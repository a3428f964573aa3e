"""Layers over the packaged actor tables: updates, and over those the user's corrections.

Rows of a layer are added to what lies below and never delete it: where both speak of one tenure
the upper is answered, the lower kept ``beneath`` it; a row that a correction calls wrong is kept
apart, with the reason.
"""

from typing import NamedTuple

from detente.entities.records import Body, Role
from detente.entities.tenure_records import Office, Tenure

# How the names of the upper layers begin: "update 2026-11-20", "corrections FILE:LINE".
UPDATE, CORRECTIONS = "update", "corrections"


class PersonRow(NamedTuple):
    """A person, or with the id of a known one further spellings of the name."""

    id: str
    name: str
    variants: tuple[str, ...]
    state: str
    layer: str


class BodyRow(NamedTuple):
    """A named body with the names it goes by."""

    body: Body
    names: tuple[str, ...]
    layer: str


class RoleRow(NamedTuple):
    """A role noun."""

    role: Role
    layer: str


class Ending(NamedTuple):
    """The end of a tenure that is in a lower layer."""

    person: str
    state: str
    kind: str
    end: str
    sources: str
    layer: str


class Strike(NamedTuple):
    """A tenure of a lower layer that is wrong; ``start`` tells which, "" if there is only one."""

    person: str
    state: str
    kind: str
    start: str
    because: str
    layer: str


class Layer(NamedTuple):
    """The rows of one layer, in the order of their files."""

    persons: tuple[PersonRow, ...] = ()
    offices: tuple[Office, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()
    endings: tuple[Ending, ...] = ()
    strikes: tuple[Strike, ...] = ()

"""PLOVER: event types, modes, contexts, quad classes and scores.

Source: PLOVER manual of February 2024; the table and its readings stand in ``data/plover.toml``.
"""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from detente.errors import OntologyError
from detente.model import Record

QUAD_NAMES: Final = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}

# The type of what only the user's own types name: none of PLOVER's, of no quad class, no scores.
OWN: Final = "OWN"
OWN_QUAD_CLASS: Final = 0


class EventType(Record, frozen=True, kw_only=True):
    """One of the sixteen PLOVER types, with its modes and their scores (-10 to +10)."""

    quad_class: int
    score: float
    says: str
    needs_recipient: bool = False
    modes: dict[str, float] = msgspec.field(default_factory=dict)


class Ontology(Record, frozen=True, kw_only=True):
    """All types by name, the names of contexts, and the codes of sectors."""

    types: dict[str, EventType]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]


@cache
def ontology() -> Ontology:
    """Return the PLOVER ontology, read once from the packaged table."""
    text = files("detente.ontology").joinpath("data/plover.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Ontology)


def event_type(name: str) -> EventType:
    """Return a type by its name.

    Raises:
        OntologyError: not one of the sixteen PLOVER types.
    """
    found = ontology().types.get(name)
    if found is None:
        known = ", ".join(ontology().types)
        raise OntologyError(f"no PLOVER event type {name!r}; the sixteen are: {known}")
    return found


def quad_class(name: str) -> int:
    """Return the quad class of a type: 1 verbal cooperation to 4 material conflict; 0 of OWN.

    Source: PLOVER manual, the "Quad category" line of each type's section.
    """
    return OWN_QUAD_CLASS if name == OWN else event_type(name).quad_class


def plover_score(name: str, mode: str | None) -> float:
    """Return the score of a type and mode, -10 to +10; a mode's value replaces the type's.

    Raises:
        OntologyError: an unknown type, or a mode that the type does not have.
    """
    found = event_type(name)
    if mode is None:
        return found.score
    if mode not in found.modes:
        known = ", ".join(found.modes) or "none"
        raise OntologyError(f"{name} has no mode {mode!r}; its modes: {known}")
    score = found.modes[mode]
    return found.score if math.isnan(score) else score

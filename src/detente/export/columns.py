"""A column of an exported table, and cells that several tables write alike."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from detente.model import Participant, Span, When


class Column(NamedTuple):
    """A column: name, Frictionless type, and what it holds."""

    name: str
    type: str
    description: str


def joined(items: Iterable[str]) -> str:
    """Return items in one cell, ;-joined; a semicolon in an item becomes a comma."""
    return ";".join(item.replace(";", ",") for item in items)


def person_columns(role: str, person: Participant | None) -> dict[str, Any]:
    """Return the cells of one participant: ``<role>_id``, ``_name``, ``_office``, ``_iso3``."""
    return {
        f"{role}_id": person.entity if person else None,
        f"{role}_name": (person.name or person.text) if person else None,
        f"{role}_office": person.office if person else None,
        f"{role}_iso3": person.country if person else None,
    }


def names(people: Iterable[Participant]) -> str:
    """Return the names of participants in one cell."""
    return joined(person.name or person.text for person in people)


def day_columns(prefix: str, when: When | None) -> dict[str, Any]:
    """Return the cells of days: ``<prefix>``, ``<prefix>_end``, ``<prefix>_precision``."""
    return {
        prefix: when.earliest if when else None,
        f"{prefix}_end": when.latest if when else None,
        f"{prefix}_precision": when.precision.value if when else None,
    }


def span_columns(span: Span | None) -> dict[str, Any]:
    """Return the cells of a span: ``start`` and ``end``."""
    return {"start": span.start if span else None, "end": span.end if span else None}

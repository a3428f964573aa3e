"""What a code, a type or a name of an event table means.

Table: ``data/relation_names.csv``; codes and types are those of ``detente.ontology``.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Final

from detente.forecast.series import Relation
from detente.ontology.cameo import codes
from detente.ontology.plover import ontology, quad_class

_NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
# CAMEO 01 (statements) has no PLOVER type; by CAMEO's own quad classes it is verbal cooperation.
_STATEMENT_QUAD: Final = 1


def relation_of_code(code: str, name: str | None = None) -> Relation:
    """Return the relation of a CAMEO code, a string: leading zeros count.

    A code that is not known keeps its words and has neither type nor quad class.
    """
    found = codes().get(code)
    if found is None:
        return Relation(name=name or code)
    quad = _STATEMENT_QUAD if found.event_type is None else quad_class(found.event_type)
    return Relation(
        name=name or found.label,
        cameo_code=code,
        event_type=found.event_type,
        mode=found.mode,
        quad_class=quad,
    )


def relation_of_name(name: str) -> Relation:
    """Return the relation of a name such as "Make a visit"; an unknown one has only the name."""
    code = _codes_by_name().get(_key(name))
    return Relation(name=name) if code is None else relation_of_code(code, name)


def relation_of_type(event_type: str, mode: str | None = None) -> Relation:
    """Return the relation of a PLOVER type and mode; an unknown type has only the name.

    A mode that the type does not have is left out.
    """
    found = ontology().types.get(event_type)
    if found is None:
        return Relation(name=event_type)
    known = mode if mode in found.modes else None
    name = f"{event_type}/{known}" if known else event_type
    return Relation(name=name, event_type=event_type, mode=known, quad_class=found.quad_class)


@cache
def _codes_by_name() -> dict[str, str]:
    text = files("detente.forecast").joinpath("data/relation_names.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {_key(row["name"]): row["cameo_code"] for row in rows}


def _key(name: str) -> str:
    return _NOT_WORDS.sub(" ", name.lower()).strip()

"""Cells of event tables as values: days, numbers, codes, types.

A whole column is read at once; what a cell means is worked out once for each different one.
"""

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from detente.forecast.relations import relation_of_code, relation_of_name, relation_of_type
from detente.forecast.series import Relation
from detente.model import Modality
from detente.ontology.plover import ontology

_COMPACT_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{6})?")
_SIGNS: Final = re.compile(r"[;,|]")
_NOT_A_WORD: Final = re.compile(r"[^a-z]+")


class Wrong(NamedTuple):
    """A cell that cannot be read: what was expected in its place."""

    expected: str


def read_day(cell: str) -> dt.date | Wrong | None:
    """Return the day of a cell: 2014-01-31, 20140131, or either with a time behind it."""
    text = cell.strip()
    if not text:
        return None
    compact = _COMPACT_DAY.fullmatch(text)
    iso = "-".join(compact.groups()[:3]) if compact else text[:10]
    is_day = compact or len(text) == len(iso) or text[10] in "T "
    try:
        return dt.date.fromisoformat(iso) if is_day else Wrong("a day such as 2014-01-31")
    except ValueError:
        return Wrong("a day such as 2014-01-31")


def read_number(cell: str) -> float | Wrong | None:
    """Return the number of a cell, None if it is empty."""
    if not cell.strip():
        return None
    try:
        value = float(cell)
    except ValueError:
        return Wrong("a number")
    return value if math.isfinite(value) else None


def read_modality(cell: str) -> str | Wrong:
    """Return the modality of a cell; done where it is empty."""
    text = cell.strip().lower() or Modality.DONE.value
    known = [one.value for one in Modality]
    return text if text in known else Wrong(f"one of {', '.join(known)}")


def read_contexts(cell: str) -> list[str]:
    """Return PLOVER's contexts among the words of a cell; others are left out."""
    known = ontology().contexts
    words = ("_".join(part.strip().lower().split()) for part in _SIGNS.split(cell))
    return [word for word in dict.fromkeys(words) if word in known]


def read_relation(cells: Sequence[str]) -> Relation | Wrong:
    """Return the relation of the cells (code, type, mode, words), the first that says something.

    A code that CAMEO does not have is read by the words beside it; if they do not help either it
    is kept as it is, with no type.
    """
    code, type_, mode, words = (cell.strip() for cell in cells)
    if code:
        return _of_code(code, words)
    if type_:
        return relation_of_type(type_.upper(), _mode(mode))
    if words:
        return relation_of_name(words)
    return Wrong("an event: a CAMEO code, a PLOVER type or its name")


def text_column(cells: Iterable[str]) -> list[str | None]:
    """Return a column of words; None for what is empty."""
    return [cell.strip() or None for cell in cells]


def check(column: Sequence[Any]) -> list[tuple[int, str]]:
    """Return the places of a read column whose cells are wrong, with what was expected."""
    return [(place, value.expected) for place, value in enumerate(column) if type(value) is Wrong]


def _of_code(code: str, words: str) -> Relation:
    found = relation_of_code(code, words or None)
    if found.cameo_code is None and words:
        return relation_of_name(words)
    return found


def _mode(text: str) -> str | None:
    return _NOT_A_WORD.sub("-", text.lower()).strip("-") or None

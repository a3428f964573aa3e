"""Words around a deed that make its CAMEO code deeper, or give it a mode.

Table: ``data/en/deeper.toml``, whose head tells what the fields mean.
"""

import tomllib
from functools import cache
from typing import Any, Literal

import msgspec

from detente.model import Record
from detente.ontology.cameo import codes
from detente.ontology.languages import language_file


class Deeper(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table.

    ``gives`` is the new code, None where the code stays; ``ends`` is the digit that an event's
    own code of three digits goes on with, where the row is for several codes.
    """

    of: str
    code: str
    where: Literal["topic", "means", "object"]
    words: frozenset[str]
    gives: str | None = None
    ends: str | None = None
    mode: str | None = None

    def code_from(self, code: str) -> str | None:
        """Return the code that a code becomes, or None if it has none deeper by this row."""
        if self.ends is None:
            return self.gives or code
        deeper = f"{'141' if code == '140' else code[:3]}{self.ends}"
        return deeper if deeper in codes() else None


@cache
def deeper_rows() -> dict[str, tuple[Deeper, ...]]:
    """Return the rows by PLOVER type, in the order of the table."""
    text = language_file("detente.ontology", "deeper.toml").read_text(encoding="utf-8")
    rows = [_read(row) for row in tomllib.loads(text)["row"]]
    names = dict.fromkeys(row.of for row in rows)
    return {name: tuple(row for row in rows if row.of == name) for name in names}


def _read(row: dict[str, Any]) -> Deeper:
    return msgspec.convert({**row, "words": row["words"].split()}, Deeper)

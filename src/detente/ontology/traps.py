"""Where PLOVER and CAMEO contradict themselves, and how detente reads them.

Table: ``data/traps.toml``; ``docs/ontology.md`` prints it.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from detente.model import Record


class Trap(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question, what the sources say, what detente does, and where that stands."""

    question: str
    sources: str
    reading: str
    where: str


@cache
def traps() -> tuple[Trap, ...]:
    """Return all traps, in the order of the table."""
    text = files("detente.ontology").joinpath("data/traps.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["trap"], tuple[Trap, ...])

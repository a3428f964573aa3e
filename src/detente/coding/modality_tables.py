"""What words make of the events they govern or qualify (data/en/modality_words.toml)."""

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from detente.coding.tables import read


class Effect(NamedTuple):
    """What a word makes of an event: see the header of data/en/modality_words.toml."""

    name: str
    certainty: str = "certain"


@cache
def effects() -> Mapping[tuple[str, str], Effect]:
    """Return effects by (word, relation); of several rows the first in the table counts."""
    found: dict[tuple[str, str], Effect] = {}
    for row in read("modality_words.toml")["governor"]:
        effect = Effect(row["effect"], row.get("certainty", "certain"))
        for key in product(row["words"].split(), row["relations"].split()):
            found.setdefault(key, effect)
    return found


@cache
def modality_words(name: str) -> frozenset[str]:
    """Return a list of function words of data/en/modality_words.toml by its name."""
    return frozenset(read("modality_words.toml")["list"][name].split())

"""What an entity's name says of it: country and role, from names like "Police (India)".

Event tables of the field name actors below the state that way. A name that is itself a country
of another name ("India") is that country's state.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NAME = re.compile(r"(?P<role>.+?) \((?P<country>[^()]+)\)")
_STATE = "state"


@dataclass(frozen=True, eq=False)
class Attributes:
    """Country and role of every entity, as numbers from 1; 0 is unknown."""

    country: NDArray[np.int64]
    role: NDArray[np.int64]

    @property
    def countries(self) -> int:
        """How many values ``country`` may have, the unknown among them."""
        return int(self.country.max(initial=0)) + 1

    @property
    def roles(self) -> int:
        """How many values ``role`` may have, the unknown among them."""
        return int(self.role.max(initial=0)) + 1


def attributes_of_names(names: Sequence[str]) -> Attributes:
    """Return country and role of each entity by its name; unknown where the name has none."""
    parts = [_NAME.fullmatch(name) for name in names]
    countries = {part["country"] for part in parts if part}
    country = [_country(name, part, countries) for name, part in zip(names, parts, strict=True)]
    role = [
        part["role"] if part else (_STATE if name in countries else "")
        for name, part in zip(names, parts, strict=True)
    ]
    return Attributes(numbered(country), numbered(role))


def no_attributes(entities: int) -> Attributes:
    """Return attributes that say nothing."""
    return Attributes(np.zeros(entities, np.int64), np.zeros(entities, np.int64))


def numbered(words: Sequence[str]) -> NDArray[np.int64]:
    """Return a number from 1 for each distinct word, in alphabetical order; 0 for none."""
    numbers = {word: number for number, word in enumerate(sorted(set(words) - {""}), start=1)}
    return np.array([numbers.get(word, 0) for word in words], np.int64)


def _country(name: str, part: re.Match[str] | None, countries: set[str]) -> str:
    if part:
        return part["country"]
    return name if name in countries else ""

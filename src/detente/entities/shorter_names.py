"""The shorter forms that news use of persons' names in the tables."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from detente.entities.lexicon import fold

# A person has the father's and the mother's surname; news mostly leave out the second.
_TWO_SURNAMES: Final = frozenset(
    (
        *("ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GNQ", "GTM", "HND"),
        *("MEX", "NIC", "PAN", "PER", "PRY", "SLV", "URY", "VEN"),
    )
)
_GIVEN_AND_TWO: Final = 3


def with_shorter(names: Iterable[str], state: str, first: Collection[str]) -> tuple[str, ...]:
    """Return a person's names and their shorter forms, each once.

    ``first`` are folded first names: what follows one is no surname.

    >>> with_shorter(["Santiago Peña Palacios"], "PRY", {"santiago"})
    ('Santiago Peña Palacios', 'Santiago Peña')
    >>> with_shorter(["Gideon Sa'ar", "Martin Roe Jr."], "ISR", ())
    ("Gideon Sa'ar", 'Martin Roe Jr.', 'Gideon Saar', 'Martin Roe Jr')
    """
    known = tuple(names)
    shorter = (form for name in known for form in _shorter(name, state, first))
    return tuple(dict.fromkeys((*known, *shorter)))


def _shorter(name: str, state: str, first: Collection[str]) -> Iterator[str]:
    if name.endswith(" Jr."):
        yield name.removesuffix(".")
    if "'" in name.strip("'"):
        yield name.replace("'", "")
    words = name.split()
    if state in _TWO_SURNAMES and _has_two_surnames(words, first):
        yield " ".join(words[:2])


def _has_two_surnames(words: list[str], first: Collection[str]) -> bool:
    """Say whether words are a first name and two surnames: "Bernardo Arévalo de León"."""
    surnames = [word for word in words[1:] if word[0].isupper()]
    is_joined = len(words) > _GIVEN_AND_TWO and words[2].islower()
    is_long = len(words) == _GIVEN_AND_TWO or is_joined
    return is_long and surnames[:1] == words[1:2] and fold(words[1]) not in first

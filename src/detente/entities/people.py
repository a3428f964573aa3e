"""Persons of our own table: commanders, opponents, party and rebel leaders, and their offices.

``own_people.csv`` has a row for each role of a person: name, further names (separated by
"; "), state, PLOVER sectors, office type and title, first and last day, and the month up to which
an open role was known to last.
"""

from collections.abc import Iterator
from typing import NamedTuple

from detente.entities.lexicon import words_of
from detente.entities.tables import rows


class OwnRole(NamedTuple):
    """One row of the table. Days are ISO dates, possibly cut; "" where unknown."""

    name: str
    variants: str
    state: str
    sector: str
    other_sector: str
    kind: str
    title: str
    start: str
    end: str
    asof: str
    row: int

    @property
    def person(self) -> str:
        """The id of the person, as the other tables would make it."""
        return f"{self.state}:{slug(self.name)}"

    @property
    def office(self) -> str:
        """The id of the office."""
        return f"{self.state}:{self.kind}:{slug(self.title)}"


def own_roles_of_people() -> Iterator[OwnRole]:
    """Yield the rows of ``own_people.csv``, then those of ``own_leaders.csv``.

    The second has ministers and leaders that the fact tables lack, in the same columns.
    """
    for table in ("own_people.csv", "own_leaders.csv"):
        for number, row in enumerate(rows(table), 2):
            name, variants, state, sector, other, kind, title, start, end, asof, *_ = row
            days = (start, end, asof)
            yield OwnRole(name, variants, state, sector, other, kind, title, *days, number)


def slug(name: str) -> str:
    """Return a name as part of an id.

    >>> slug("Uhuru Kenyatta")
    'uhuru-kenyatta'
    """
    if name.isascii() and name.replace(" ", "").isalnum():  # most names: nothing to cut
        return "-".join(name.casefold().split())
    return "-".join(word.folded for word in words_of(name) if word.text.isalnum())

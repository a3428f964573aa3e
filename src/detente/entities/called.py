"""Who is called by one name without leading a state: envoys, speakers, rebels, former leaders."""

from functools import cache
from typing import Final, NamedTuple

from detente.entities.tables import rows

TABLE: Final = "own_called.csv"


class Called(NamedTuple):
    """A folded name that means a person from one day until another, as ISO dates cut to sense."""

    name: str
    person: str
    first: str
    until: str


@cache
def called() -> tuple[Called, ...]:
    """Return the rows of the table, in its order."""
    return tuple(Called(*row[:4]) for row in rows(TABLE))


@cache
def called_names() -> frozenset[tuple[str, str]]:
    """Return the pairs of person and folded name of the table."""
    return frozenset((one.person, one.name) for one in called())

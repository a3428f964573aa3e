"""A table of dated facts (actor, relation, recipient, day), seen from both ends.

Ranking asks in both directions: whom does an actor turn to, and who turns to it. Every fact is
therefore held twice, the second time with actor and recipient exchanged and the relation's
number raised by the number of relations (the convention of the field's data sets).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.errors import ForecastError

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Facts:
    """Facts of both directions, ordered by day; columns of equal length.

    ``relation`` is below ``2 * relations``; from ``relations`` on it is an inverse. ``row`` is
    the number of the fact in the table that was given, which both directions share.
    """

    actor: Ints
    relation: Ints
    recipient: Ints
    day: Ints
    row: Ints
    entities: int
    relations: int

    @property
    def directed(self) -> int:
        """The number of relations with their inverses."""
        return 2 * self.relations

    def before(self, day: int) -> int:
        """How many facts, in the order held, lie before a day."""
        return int(np.searchsorted(self.day, day))

    def take(self, chosen: NDArray[np.bool_]) -> "Facts":
        """Return some of the facts, in the order held."""
        columns = (self.actor, self.relation, self.recipient, self.day, self.row)
        one, asked, other, day, row = (column[chosen] for column in columns)
        return Facts(one, asked, other, day, row, self.entities, self.relations)

    def renumbered(self, rows: Ints) -> "Facts":
        """Return the facts with the number of each row exchanged for ``rows[number]``."""
        return replace(self, row=rows[self.row])

    @cached_property
    def by_actor(self) -> Ints:
        """Positions of the facts, by actor and then by day."""
        return np.asarray(np.lexsort((self.day, self.actor)), np.int64)

    @cached_property
    def _actor_day(self) -> Ints:
        return self._key(self.actor[self.by_actor], self.day[self.by_actor])

    def _key(self, actor: Ints, day: Ints | int) -> Ints:
        within = np.clip(np.asarray(day, np.int64), 0, self._last_day + 1)
        return actor * (self._last_day + 2) + within

    @cached_property
    def _last_day(self) -> int:
        return int(self.day[-1]) if len(self.day) else 0

    def span(self, actor: Ints, day: Ints | int, longest: int) -> tuple[Ints, Ints]:
        """Where in ``by_actor`` each actor's latest facts before a day begin and end.

        Args:
            actor: numbers of entities.
            day: one day for all, or one for each.
            longest: at most this many facts an actor, the latest.
        """
        end = np.searchsorted(self._actor_day, self._key(actor, day))
        begin = np.searchsorted(self._actor_day, self._key(actor, 0))
        return np.maximum(begin, end - longest), end


def both_directions(table: NDArray[np.integer], *, entities: int, relations: int) -> Facts:
    """Return the facts of a table of columns actor, relation, recipient, day.

    The order of the rows does not matter to any score: facts of one day are held in the order
    of their numbers.

    Raises:
        ForecastError: a number is negative, or not below ``entities`` or ``relations``.
    """
    table = np.asarray(table, np.int64).reshape(-1, 4)
    _check(table, entities, relations)
    actor, relation, recipient, day = table.T
    both = np.concatenate([table, np.stack([recipient, relation + relations, actor, day], 1)])
    rows = np.tile(np.arange(len(table)), 2)
    order = np.lexsort((both[:, 2], both[:, 1], both[:, 0], both[:, 3]))
    one, asked, other, when = np.ascontiguousarray(both[order].T)
    return Facts(one, asked, other, when, rows[order], entities, relations)


def expanded(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return all positions of all spans in turn, and the number of the span of each."""
    lengths = end - begin
    owner = np.repeat(np.arange(len(begin)), lengths)
    first = np.repeat(begin - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    return first + np.arange(len(owner)), owner


def _check(table: Ints, entities: int, relations: int) -> None:
    if not len(table):
        return
    limits = np.array([entities, relations, entities, np.iinfo(np.int64).max])
    wrong = ((table < 0) | (table >= limits)).any(axis=1)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ForecastError(
            f"fact {row} is {table[row].tolist()}; expected an actor and a recipient below "
            f"{entities}, a relation below {relations} and a day from 0"
        )

"""Counts that fade: how often each combination of fact columns was seen, the recent more.

A tally of ("actor", "relation", "recipient") holds, for every triple, a sum over its facts of
``exp(-age / fade)`` for each of several fades in days, and the day it was last seen. Tallies
move forward in time, day by day; a day's facts count from the next day on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking_facts import Floats, Ints

NEVER = -(10**6)
"""The day of a combination that was never seen: any gap since is larger than all others."""

Columns = Mapping[str, Ints]


@dataclass(frozen=True)
class Shape:
    """Which columns a tally combines, how many values each has, and its fades in days.

    With ``first_of``, only facts of the first day of their combination of those columns count:
    how often something new was seen.
    """

    name: str
    columns: tuple[str, ...]
    fades: tuple[float, ...]
    sizes: tuple[int, ...]
    first_of: tuple[str, ...] = ()

    def keys(self, columns: Columns) -> Ints:
        """One number for each combination; columns are of equal length."""
        key = columns[self.columns[0]].astype(np.int64)
        for name, size in zip(self.columns[1:], self.sizes[1:], strict=True):
            key = key * size + columns[name]
        return key


class Tally:
    """Fading counts of the combinations that occur in a table, moved forward day by day."""

    def __init__(self, shape: Shape, keys: Ints, counted: NDArray[np.bool_] | None) -> None:
        """Count nothing yet.

        Args:
            shape: what is combined.
            keys: the combination of each fact of the table, in its order.
            counted: which facts count; None for all.
        """
        self.shape = shape
        self._counted = counted
        self.known, places = np.unique(keys, return_inverse=True)
        self._places = places.reshape(-1)
        # One place more than there are combinations: what was never seen reads as zero there.
        self.sums = np.zeros((len(shape.fades), len(self.known) + 1), np.float32)
        self.last = np.full(len(self.known) + 1, NEVER, np.int32)
        self._kept = np.array([np.exp(-1.0 / fade) for fade in shape.fades])

    def pass_day(self, begin: int, end: int, day: int, gap: int) -> None:
        """Fade by ``gap`` days, then take in the facts begin to end, which are of ``day``."""
        self.sums *= (self._kept**gap).astype(np.float32)[:, None]
        places = self._places[begin:end]
        if self._counted is not None:
            places = places[self._counted[begin:end]]
        places, counts = np.unique(places, return_counts=True)
        self.sums[:, places] += counts.astype(np.float32)
        self.last[places] = day

    def find(self, columns: Columns) -> NDArray[np.intp]:
        """Places of combinations in ``sums`` and ``last``; the last place if never seen."""
        keys = self.shape.keys(columns)
        places = np.searchsorted(self.known, keys)
        places[places == len(self.known)] = 0
        if len(self.known):
            places[self.known[places] != keys] = len(self.known)
        return places


class Tallies:
    """All tallies of a table, at one day: everything before that day is in them."""

    def __init__(self, shapes: Sequence[Shape], columns: Columns, days: Ints) -> None:
        """Args: columns, days: of the facts, ordered by day."""
        self.tally = {
            shape.name: Tally(shape, shape.keys(columns), _first_days(shape, columns, days))
            for shape in shapes
        }
        self._days = days
        self._position = 0
        self._day = int(days[0]) if len(days) else 0

    def move_to(self, day: int) -> None:
        """Take in every fact before a day; a day once passed does not come back."""
        end = int(np.searchsorted(self._days, day))
        while self._position < end:
            self._pass(int(self._days[self._position]))
        self._fade(day)

    def _pass(self, day: int) -> None:
        self._fade(day)
        end = int(np.searchsorted(self._days, day + 1))
        for tally in self.tally.values():
            tally.pass_day(self._position, end, day, 0)
        self._position = end

    def _fade(self, day: int) -> None:
        gap = max(day - self._day, 0)
        if gap:
            for tally in self.tally.values():
                tally.pass_day(0, 0, day, gap)
        self._day = max(day, self._day)

    def read(self, name: str, columns: Columns) -> tuple[Floats, Ints]:
        """Return sums (fades, rows) and the day last seen, of each row's combination."""
        tally = self.tally[name]
        places = tally.find(columns)
        return tally.sums[:, places], tally.last[places].astype(np.int64)


def _first_days(shape: Shape, columns: Columns, days: Ints) -> NDArray[np.bool_] | None:
    """Which facts are of the first day of their combination; None if all count."""
    if not shape.first_of:
        return None
    together = np.stack([columns[name] for name in shape.first_of])
    _, first, places = np.unique(together, axis=1, return_index=True, return_inverse=True)
    return np.asarray(days[first[places.reshape(-1)]] == days)

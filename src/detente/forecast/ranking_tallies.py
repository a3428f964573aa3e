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

_FEW = 8
Mask = NDArray[np.bool_]
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

    def __init__(self, shape: Shape, keys: Ints, days: Ints, counted: Mask | None) -> None:
        """Count nothing yet.

        Args:
            shape: what is combined.
            keys: the combination of each fact of the table, in its order.
            days: of the facts, ascending.
            counted: which facts count; None for all.
        """
        self.shape = shape
        self._counted = counted
        self._days = days
        self.known, places = np.unique(keys, return_inverse=True)
        self._places = places.reshape(-1)
        # One place more than there are combinations: what was never seen reads as zero there.
        self.sums = np.zeros((len(shape.fades), len(self.known) + 1), np.float32)
        self.last = np.full(len(self.known) + 1, NEVER, np.int32)
        self._fades = np.array(shape.fades)

    def move(self, begin: int, end: int, day: int, gap: int) -> None:
        """Move ``gap`` days forward to a day, taking in the facts begin to end before it."""
        self.sums *= np.exp(-gap / self._fades).astype(np.float32)[:, None]
        places, days = self._places[begin:end], self._days[begin:end]
        if self._counted is not None:
            counted = self._counted[begin:end]
            places, days = places[counted], days[counted]
        found, back = self._found(places)
        for row, fade in zip(self.sums, self._fades, strict=True):
            weight = np.exp((days - day) / fade)
            row[found] += np.bincount(back, weight, len(found)).astype(np.float32)
        # Facts are ordered by day: of several in one place, the latest is kept.
        self.last[places] = days

    def _found(self, places: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Distinct places and the number of each; all there are, unsorted, where most are asked."""
        if len(places) * _FEW > len(self.known):
            return np.arange(len(self.known)), places
        found, back = np.unique(places, return_inverse=True)
        return found.astype(np.intp, copy=False), back.reshape(-1)

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
        counted = {kind: _first_days(kind, columns, days) for kind in _kinds(shapes)}
        self.tally = {
            shape.name: Tally(shape, shape.keys(columns), days, counted.get(shape.first_of))
            for shape in shapes
        }
        self._days = days
        self._position = 0
        self._day = 0

    def move_to(self, day: int) -> None:
        """Take in every fact before a day; a day once passed does not come back."""
        end = int(np.searchsorted(self._days, day))
        for tally in self.tally.values():
            tally.move(self._position, max(end, self._position), day, day - self._day)
        self._position, self._day = end, day

    def read(self, name: str, columns: Columns) -> tuple[Floats, Ints]:
        """Return sums (fades, rows) and the day last seen, of each row's combination."""
        tally = self.tally[name]
        places = tally.find(columns)
        return tally.sums[:, places], tally.last[places].astype(np.int64)


def _kinds(shapes: Sequence[Shape]) -> set[tuple[str, ...]]:
    return {shape.first_of for shape in shapes} - {()}


def _first_days(together: tuple[str, ...], columns: Columns, days: Ints) -> Mask:
    """Which facts are of the first day of their combination of some columns."""
    key = np.zeros(len(days), np.int64)
    for name in together:
        key = key * (int(columns[name].max(initial=0)) + 1) + columns[name]
    _, first, places = np.unique(key, return_index=True, return_inverse=True)
    return np.asarray(days[first[places.reshape(-1)]] == days)

"""Which groups of reports may be others than before, and no more of them than that.

What is firmly alike is joined first, so that a chain of firm pairs bounds all that this can change.
What is loosely alike is joined after it, one report at a time, to the group that fits best; what
fits depends on the group of that report, and on the groups of those that it is loosely alike. So a
report has to be asked again only if one of these groups has a *dirty* report: one of a chain of
firm pairs that changed, or of a group, old or new, in which a report is dirty or was joined
otherwise than before. All others are joined as they were, in their old order; and as their groups
then come about as they did, asking them would give the same.

Asking shows which groups are new, which may make more reports dirty, until it makes none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.merge.incremental import connected

Integers = npt.NDArray[np.int64]
# By round and number of a report, a report of the group that it was joined to.
Joins = Mapping[tuple[int, int], int]
Group = tuple[int, ...]
# Groups the reports of some numbers, of which it asks some; returns joins of these, too.
Clustering = Callable[[Integers, Integers], tuple[Sequence[Group], Joins]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Pairs of numbers."""

    one: Integers
    other: Integers

    def taken(self, places: npt.NDArray[np.bool_]) -> "Columns":
        """Return some of the pairs, by flag."""
        return Columns(self.one[places], self.other[places])

    def joined(self, more: "Columns") -> "Columns":
        """Return these pairs and others."""
        return Columns(
            np.concatenate((self.one, more.one)), np.concatenate((self.other, more.other))
        )


@dataclass(frozen=True, slots=True)
class Bonds:
    """What ties reports: firm pairs with those of one group as it was, and loose pairs."""

    firm: Columns
    loose: Columns

    def whole(self, seeds: Integers) -> Integers:
        """Return the numbers that firm pairs and old groups connect with the seeds."""
        return connected(self.firm.one, self.firm.other, seeds)

    def open_beside(self, dirty: Integers) -> Integers:
        """Return both ends of the loose pairs of which one is dirty."""
        return _both(self.loose.taken(_touching(self.loose, dirty)))

    def reach(self, seeds: Integers, asked: Integers) -> Integers:
        """Return what decides on the seeds: all connected, by loose pairs of the asked as well."""
        tied = self.firm.joined(self.loose.taken(_touching(self.loose, asked)))
        return connected(tied.one, tied.other, seeds)


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Groups by each of their members, and the joins of those asked, which replace the old."""

    groups: Mapping[int, Group]
    asked: Integers
    joins: Joins


def regrouped(
    bonds: Bonds, dirty: Integers, asked: Integers, earlier: Joins, cluster: Clustering
) -> Regrouped:
    """Return all groups that may be others than before.

    Args:
        bonds: pairs as they are now; groups as they were.
        dirty: reports that are new, gone, or have another firm pair than before.
        asked: reports that have another loose pair than before.
        earlier: the joins of before.
        cluster: groups reports; asks some, and joins the others as before.
    """
    groups: dict[int, Group] = {}
    joins: dict[tuple[int, int], int] = {}
    dirty = bonds.whole(dirty)
    asked = np.union1d(asked, bonds.open_beside(dirty))
    waiting = np.union1d(dirty, asked)
    while len(waiting):
        here = bonds.reach(waiting, asked)
        found, made = cluster(here, asked)
        groups |= {member: group for group in found for member in group}
        again = set(here.tolist())
        joins = {turn: other for turn, other in joins.items() if turn[1] not in again} | dict(made)
        moved = _moved(earlier, made, np.intersect1d(here, asked))
        dirty = np.union1d(dirty, bonds.whole(_stirred(found, {*moved, *dirty.tolist()})))
        before, asked = asked, np.union1d(asked, bonds.open_beside(dirty))
        waiting = np.setdiff1d(asked, before)
    return Regrouped(groups, asked, joins)


def _touching(pairs: Columns, numbers: Integers) -> npt.NDArray[np.bool_]:
    touching: npt.NDArray[np.bool_] = np.isin(pairs.one, numbers) | np.isin(pairs.other, numbers)
    return touching


def _both(pairs: Columns) -> Integers:
    return np.unique(np.concatenate((pairs.one, pairs.other)))


def _moved(earlier: Joins, made: Joins, asked: Integers) -> set[int]:
    """Return the reports asked that were joined otherwise before, and whom they were joined to."""
    here = set(asked.tolist())
    old = {(turn, other) for turn, other in earlier.items() if turn[1] in here}
    changed = old ^ set(made.items())
    return {number for (_, one), other in changed for number in (one, other)}


def _stirred(groups: Sequence[Group], dirty: set[int]) -> Integers:
    """Return the members of groups that have a dirty one."""
    members = (group for group in groups if not dirty.isdisjoint(group))
    return np.array([member for group in members for member in group], dtype=np.int64)

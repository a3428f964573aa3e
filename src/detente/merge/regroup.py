"""Which groups of reports may be others than before, and no more of them than that.

What is firmly alike is joined first. Which of these pairs join follows from the reports that a
chain of firm pairs connects, so that chains in which a pair or report changed are joined anew, and
of their groups those are *dirty* that came about by other joins than before.

What is loosely alike is joined after it, one report at a time, to the group that fits best; what
fits depends on the group of that report, and on the groups of those that it is loosely alike. So a
report has to be asked again only if one of these groups, old or new, has a dirty report, or one
that was joined otherwise than before. All others are joined as they were, in their old order; and
as their groups then come about as they did, asking them would give the same.

Asking shows which groups are new, which may make more reports dirty, until it makes none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from detente.merge.incremental import connected

Integers = npt.NDArray[np.int64]
# By round and number of a report, a report of the group that it was joined to.
Joins = Mapping[tuple[int, int], int]
Group = tuple[int, ...]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Pairs of numbers."""

    one: Integers
    other: Integers

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> "Columns":
        """Return pairs as columns, in their order."""
        table = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    def taken(self, places: npt.NDArray[np.bool_]) -> "Columns":
        """Return some of the pairs, by flag."""
        return Columns(self.one[places], self.other[places])

    def joined(self, more: "Columns") -> "Columns":
        """Return these pairs and others."""
        return Columns(
            np.concatenate((self.one, more.one)), np.concatenate((self.other, more.other))
        )

    def touching(self, numbers: Integers) -> "Columns":
        """Return the pairs of which one end, or both, is among some numbers."""
        return self.taken(np.isin(self.one, numbers) | np.isin(self.other, numbers))

    def pairs(self) -> list[Pair]:
        """Return the pairs, in their order."""
        return list(zip(self.one.tolist(), self.other.tolist(), strict=True))

    def ends(self) -> Integers:
        """Return the numbers of which there are pairs, sorted."""
        return np.unique(np.concatenate((self.one, self.other)))


@dataclass(frozen=True, slots=True)
class Before:
    """How groups came about: the firm pairs that joined, of each group in order; loose joins."""

    firm: Columns
    joins: Joins


@dataclass(frozen=True, slots=True)
class Bonds:
    """What ties reports as they are now: firm pairs, loose pairs, and what users hold together."""

    firm: Columns
    loose: Columns
    held: Columns


@dataclass(frozen=True, slots=True)
class Changes:
    """Reports that are ``new``, or gone; and those with other ``firm`` or ``loose`` pairs now.

    The groups of those to be ``shown`` are returned as well, be they as before.
    """

    new: Integers
    firm: Integers
    loose: Integers
    shown: Integers


class Clustering(Protocol):
    """Groups reports by their numbers."""

    def firmly(self, numbers: Integers) -> Sequence[Pair]:
        """Return the firm pairs of some reports that join groups, in order."""

    def loosely(
        self, numbers: Integers, firm: Columns, asked: Integers
    ) -> tuple[Sequence[Group], Joins]:
        """Return the groups of some reports, and the loose joins of those asked.

        What is ``firm`` is joined in its order; all others are joined loosely as before.
        """


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Groups that may be others than before, by each member, and how they came about.

    ``firm`` are pairs that joined, which replace the old ones of all ``chained``; ``joins`` replace
    those of all ``asked``.
    """

    groups: Mapping[int, Group]
    chained: Integers
    firm: Columns
    asked: Integers
    joins: Joins


def regrouped(bonds: Bonds, changes: Changes, before: Before, clustering: Clustering) -> Regrouped:
    """Return all groups that may be others than before."""
    chains = bonds.firm.joined(bonds.held).joined(before.firm)
    chained = connected(chains.one, chains.other, np.union1d(changes.new, changes.firm))
    firm = Columns.of(clustering.firmly(chained))
    was_chained = np.isin(before.firm.one, chained)
    told_anew = {*before.firm.taken(was_chained).pairs()} ^ {*firm.pairs()}
    loosely = Columns.of((one, other) for (_, one), other in before.joins.items())
    asking = _Asking(
        fellows=Fellows(before.firm.joined(firm).joined(bonds.held).joined(loosely)),
        firm=before.firm.taken(~was_chained).joined(firm),
        loose=bonds.loose,
        joined=before.joins,
        clustering=clustering,
    )
    asking.begin(np.union1d(Columns.of(told_anew).ends(), changes.new), changes)
    shown = {*asking.dirty.tolist(), *changes.shown.tolist()}
    groups = {one: group for one, group in asking.groups.items() if not shown.isdisjoint(group)}
    return Regrouped(groups, chained, firm, asking.asked, asking.joins)


class Fellows:
    """Which reports pairs tie together: by each number the least of those it is tied to."""

    def __init__(self, pairs: Columns) -> None:
        size = int(max(pairs.one.max(), pairs.other.max())) + 1 if len(pairs.one) else 0
        self._least = np.arange(size)
        while True:
            ours, theirs = self._least[pairs.one], self._least[pairs.other]
            if (ours == theirs).all():
                return
            np.minimum.at(self._least, np.maximum(ours, theirs), np.minimum(ours, theirs))
            self._least = self._least[self._least]

    def whole(self, numbers: Integers) -> Integers:
        """Return all that are tied to some numbers, these included, sorted."""
        known = numbers[numbers < len(self._least)]
        wanted = np.zeros(len(self._least), dtype=np.bool_)
        wanted[self._least[known]] = True
        return np.union1d(np.flatnonzero(wanted[self._least]), numbers)

    def reach(self, numbers: Integers, more: Columns) -> Integers:
        """Return all that are tied to some numbers, if more pairs tie, too."""
        ties = connected(self._leasts(more.one), self._leasts(more.other), self._leasts(numbers))
        return self.whole(ties)

    def _leasts(self, numbers: Integers) -> Integers:
        inside = numbers < len(self._least)
        leasts = numbers.copy()
        leasts[inside] = self._least[numbers[inside]]
        return leasts


class _Asking:
    """Asks reports what they loosely fit, until asking makes no others dirty.

    ``fellows`` tie together the reports of one group, be it as before or by firm joins as now.
    """

    def __init__(
        self,
        fellows: Fellows,
        firm: Columns,
        loose: Columns,
        joined: Joins,
        clustering: Clustering,
    ) -> None:
        self._fellows = fellows
        self._firm = firm
        self._loose = loose
        self._joined = joined
        self._clustering = clustering
        self.dirty = self.asked = np.empty(0, dtype=np.int64)
        self.groups: dict[int, Group] = {}
        self.joins: dict[tuple[int, int], int] = {}

    def begin(self, dirty: Integers, changes: Changes) -> None:
        """Ask all that has to be, as some reports are dirty, and others have changed."""
        self.dirty = self._whole(dirty)
        self.asked = np.union1d(changes.loose, self._open_beside())
        waiting = np.unique(np.concatenate((self.dirty, self.asked, changes.shown)))
        while len(waiting):
            self._ask(self._reach(waiting))
            asked = np.union1d(self.asked, self._open_beside())
            waiting = np.setdiff1d(asked, self.asked)
            self.asked = asked

    def _ask(self, here: Integers) -> None:
        found, made = self._clustering.loosely(here, self._firm, self.asked)
        self.groups |= {member: group for group in found for member in group}
        again = set(here.tolist())
        kept = {turn: other for turn, other in self.joins.items() if turn[1] not in again}
        self.joins = kept | dict(made)
        moved = _moved(self._joined, made, np.intersect1d(here, self.asked))
        stirred = _stirred(found, {*moved, *self.dirty.tolist()})
        self.dirty = np.union1d(self.dirty, self._whole(stirred))

    def _whole(self, seeds: Integers) -> Integers:
        """Return the reports that are, or were, in a group with one of the seeds."""
        return self._fellows.whole(seeds)

    def _open_beside(self) -> Integers:
        """Return both ends of the loose pairs of which one is dirty."""
        return self._loose.touching(self.dirty).ends()

    def _reach(self, seeds: Integers) -> Integers:
        """Return what decides on the seeds: groups, tied by loose pairs of the asked as well."""
        return self._fellows.reach(seeds, self._loose.touching(self.asked))


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

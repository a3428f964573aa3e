"""Reports compared where blocks changed, and grouped where a chain of pairs connects them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.merge.block_pairs import Pairs, pairs_within
from detente.merge.clusters import Earlier, Edge, cluster_again, edges_among
from detente.merge.decisions import Rulings
from detente.merge.incremental import EdgePairs, Edges, changed_pairs, with_fresh, without
from detente.merge.regroup import Bonds, Columns, Joins, regrouped
from detente.merge.reports import Report
from detente.pipeline.merge_job import Entry, Job
from detente.store import merging
from detente.store.loading import Connection

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of reports as they are now, and as the records have them: ids of events by record.

    ``dirty`` are events whose records are to be made anew even if their group is as before.
    ``joins`` are the loose joins of the reports ``asked``, see :mod:`detente.merge.regroup`.
    """

    found: Sequence[tuple[Report, ...]]
    old: dict[str, tuple[str, ...]]
    dirty: frozenset[str]
    asked: Sequence[int]
    joins: Joins


def compared(connection: Connection, entry: Entry, job: Job) -> tuple[Pairs, Edges]:
    """Return the pairs that are proposed no longer, and those new ones that are one event."""
    homes = np.array([key for one in entry.fresh.lean for key in one.home], dtype=np.uint64)
    visited = [key for one in entry.fresh.lean for key in one.visited]
    new = np.concatenate((homes, np.array(visited, dtype=np.uint64)))
    blocks = np.union1d(merging.blocks_of(connection, entry.gone), new)
    before = merging.members_in(connection, blocks, homes)
    after = with_fresh(before, entry.gone, entry.fresh.lean, entry.fresh.numbers)
    change = changed_pairs(pairs_within(before), pairs_within(after))
    return change.removed, _scored(connection, entry, change.added, job)


def _scored(connection: Connection, entry: Entry, added: Pairs, job: Job) -> Edges:
    numbers = np.union1d(added.one, added.other)
    others = merging.ids_of(connection, np.setdiff1d(numbers, entry.fresh.numbers))
    loaded = job.load(connection, others.values())
    number_of = {id_: number for number, id_ in others.items()} | entry.numbers()
    reports = sorted([*loaded, *entry.reports], key=lambda report: report.rank)
    place = {number_of[report.event.id]: index for index, report in enumerate(reports)}
    asked = [
        _ordered(place[one], place[other])
        for one, other in zip(added.one.tolist(), added.other.tolist(), strict=True)
    ]
    found = {
        (one, other): like for one, other, like in edges_among(reports, sorted({*asked}), job.rules)
    }
    return Edges.of(added, [found.get(pair) for pair in asked])


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


class Graph:
    """The pairs that are one event when a step is done, and who stands behind their numbers."""

    def __init__(self, connection: Connection, entry: Entry, removed: Pairs, added: Edges) -> None:
        self._connection = connection
        self._entry = entry
        self._removed = removed
        self._added = added
        known = merging.edge_pairs(connection)
        stay = without(known, removed)
        self._pairs = known.taken(stay).joined(added)
        self._changed = known.taken(~stay).joined(added)
        self._ids = {number: id_ for id_, number in entry.numbers().items()}

    def groups(self, dirty: frozenset[str], job: Job) -> Groups:
        """Return the groups of all reports that new pairs, or dirty reports, may change."""
        held = {id_ for group in job.rulings.together for id_ in group}
        numbers = merging.numbers_of(self._connection, {*dirty, *held}) | self._entry.numbers()
        seeds = [number for id_, number in numbers.items() if id_ in dirty]
        earlier = merging.joins(self._connection)
        changed = self._changed
        made = regrouped(
            self._bonds(job.rulings, numbers),
            np.union1d(
                _ends(changed, ~changed.is_loose), np.array([*seeds, *self._entry.gone], np.int64)
            ),
            _ends(changed, changed.is_loose),
            earlier,
            lambda here, asked: self._clustered(here, asked, earlier, job),
        )
        here = {self._ids[number] for number in made.groups}
        return Groups(
            found=self._reports_of(made.groups, job),
            old=merging.groups_of(self._connection, {*here, *self._entry.ruled}),
            dirty=dirty,
            asked=made.asked.tolist(),
            joins=made.joins,
        )

    def _bonds(self, rulings: Rulings, numbers: dict[str, int]) -> Bonds:
        pairs, is_loose = Columns(self._pairs.one, self._pairs.other), self._pairs.is_loose
        held = list(_bonds(rulings, numbers))
        ruled = Columns(
            np.array([one for one, _ in held], np.int64),
            np.array([other for _, other in held], np.int64),
        )
        firm = pairs.taken(~is_loose).joined(ruled)
        return Bonds(
            firm=firm.joined(merging.fellows(self._connection)),
            loose=pairs.taken(is_loose),
        )

    def _clustered(
        self, numbers: Integers, asked: Integers, earlier: Joins, job: Job
    ) -> tuple[list[tuple[int, ...]], Joins]:
        """Return the groups of some reports, and the loose joins of those asked, by numbers."""
        numbers = np.setdiff1d(numbers, np.array(self._entry.gone, dtype=np.int64))
        reports = self._load(numbers, job)
        number_of = {self._ids[number]: number for number in numbers.tolist()}
        told = [number_of[report.event.id] for report in reports]
        place = {number: index for index, number in enumerate(told)}
        stay = {
            (turn, place[one]): place[other]
            for (turn, one), other in earlier.items()
            if one in place and other in place
        }
        open_ = frozenset(place[number] for number in asked.tolist() if number in place)
        found = cluster_again(
            reports, job.rules, job.rulings, self._edges_of(numbers, place), Earlier(open_, stay)
        )
        groups = [tuple(number_of[one.event.id] for one in group) for group in found.groups]
        joins = {
            (turn, told[one]): told[other]
            for (turn, one), other in found.joins.items()
            if one in open_
        }
        return groups, joins

    def _load(self, numbers: Integers, job: Job) -> list[Report]:
        missing = [number for number in numbers.tolist() if number not in self._ids]
        self._ids |= merging.ids_of(self._connection, np.array(missing, dtype=np.int64))
        return job.load(self._connection, (self._ids[number] for number in numbers.tolist()))

    def _edges_of(self, numbers: Integers, place: dict[int, int]) -> list[Edge]:
        known = merging.edges_of(self._connection, numbers)
        inner = known.taken(without(known, self._removed)).joined(self._added)
        found = {
            _ordered(place[one], place[other]): like
            for (one, other), like in inner.likenesses().items()
            if one in place and other in place
        }
        return [(one, other, like) for (one, other), like in found.items()]

    def _reports_of(
        self, groups: Mapping[int, tuple[int, ...]], job: Job
    ) -> list[tuple[Report, ...]]:
        """Return groups of numbers as groups of reports, ordered by rank."""
        reports = job.load(self._connection, (self._ids[number] for number in groups))
        known = {report.event.id: report for report in reports}
        firsts = {group[0]: group for group in groups.values()}
        found = [tuple(known[self._ids[one]] for one in group) for group in firsts.values()]
        return sorted(found, key=lambda group: group[0].rank)


def _ends(edges: EdgePairs, flags: npt.NDArray[np.bool_]) -> Integers:
    return np.unique(np.concatenate((edges.one[flags], edges.other[flags])))


def _bonds(rulings: Rulings, numbers: dict[str, int]) -> Iterable[tuple[int, int]]:
    """Yield pairs of numbers that chain together what users hold together."""
    for group in rulings.together:
        yield from pairwise(numbers[id_] for id_ in group if id_ in numbers)

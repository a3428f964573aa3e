"""Reports compared where blocks changed, and grouped where a chain of pairs connects them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.merge.block_pairs import Pairs, pairs_within
from detente.merge.clusters import Edge, cluster_reports, edges_among
from detente.merge.decisions import Rulings
from detente.merge.incremental import Edges, changed_pairs, connected, with_fresh, without
from detente.merge.reports import Report
from detente.pipeline.merge_job import Entry, Job
from detente.store import merging
from detente.store.loading import Connection

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of reports as they are now, and as the records have them: ids of events by record.

    ``dirty`` are events whose records are to be made anew even if their group is as before.
    """

    found: Sequence[tuple[Report, ...]]
    old: dict[str, tuple[str, ...]]
    dirty: frozenset[str]


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
        known = merging.edges(connection)
        stay = without(known, removed)
        parted = known.taken(~stay)
        self._edges = known.taken(stay).joined(added)
        self._moved = np.concatenate((parted.one, parted.other, added.one, added.other))

    def groups(self, dirty: frozenset[str], job: Job) -> Groups:
        """Return the groups of all reports that a chain of pairs connects with dirty ones."""
        numbers = self._reached(dirty, job.rulings)
        ids = merging.ids_of(self._connection, numbers)
        ids |= {number: id_ for id_, number in self._entry.numbers().items()}
        here = {ids[number] for number in numbers.tolist()}
        known = [report for report in self._entry.reports if report.event.id in here]
        loaded = job.load(self._connection, here - {report.event.id for report in known})
        reports = sorted([*loaded, *known], key=lambda report: report.rank)
        edges = self._edges_of(numbers, ids, reports)
        return Groups(
            found=cluster_reports(reports, job.rules, job.rulings, edges),
            old=merging.groups_of(self._connection, {*here, *self._entry.ruled}),
            dirty=dirty,
        )

    def _reached(self, dirty: frozenset[str], rulings: Rulings) -> Integers:
        """Return the numbers of all that is connected with dirty events or with moved pairs."""
        held = {id_ for group in rulings.together for id_ in group}
        numbers = merging.numbers_of(self._connection, {*dirty, *held})
        numbers |= self._entry.numbers()
        bonds = list(_bonds(rulings, numbers))
        seeds = {number for id_, number in numbers.items() if id_ in dirty}
        reached = connected(
            np.concatenate((self._edges.one, np.array([one for one, _ in bonds], np.int64))),
            np.concatenate((self._edges.other, np.array([two for _, two in bonds], np.int64))),
            [*seeds, *self._moved.tolist()],
        )
        return np.setdiff1d(reached, np.array(self._entry.gone, dtype=np.int64))

    def _edges_of(
        self, numbers: Integers, ids: dict[int, str], reports: Sequence[Report]
    ) -> list[Edge]:
        place = {report.event.id: index for index, report in enumerate(reports)}
        inner = self._edges.taken(np.isin(self._edges.one, numbers))
        found = {
            _ordered(place[ids[one]], place[ids[other]]): like
            for (one, other), like in inner.likenesses().items()
        }
        return [(one, other, like) for (one, other), like in found.items()]


def _bonds(rulings: Rulings, numbers: dict[str, int]) -> Iterable[tuple[int, int]]:
    """Yield pairs of numbers that chain together what users hold together."""
    for group in rulings.together:
        yield from pairwise(numbers[id_] for id_ in group if id_ in numbers)

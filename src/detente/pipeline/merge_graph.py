"""Reports compared where blocks changed, and grouped where a chain of pairs connects them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.merge.block_pairs import Pairs, pairs_within
from detente.merge.clusters import edges_among
from detente.merge.decisions import Rulings
from detente.merge.incremental import (
    EdgeChange,
    EdgePairs,
    Edges,
    changed_pairs,
    with_fresh,
    without,
)
from detente.merge.regroup import Bonds, Changes, Columns, Regrouped, regrouped
from detente.merge.reports import Report
from detente.pipeline.merge_clusters import Clusters
from detente.pipeline.merge_job import Entry, Job
from detente.store import merging
from detente.store.loading import Connection


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of reports as they are now, and as the records have them: ids of events by record.

    ``dirty`` are events whose records are to be made anew even if their group is as before.
    ``made`` tells how the groups came about.
    """

    found: Sequence[tuple[Report, ...]]
    old: dict[str, tuple[str, ...]]
    dirty: frozenset[str]
    made: Regrouped


def compared(connection: Connection, entry: Entry, job: Job) -> EdgeChange:
    """Return how the pairs of the blocks change."""
    homes = np.array([key for one in entry.fresh.lean for key in one.home], dtype=np.uint64)
    visited = [key for one in entry.fresh.lean for key in one.visited]
    new = np.concatenate((homes, np.array(visited, dtype=np.uint64)))
    blocks = np.union1d(merging.blocks_of(connection, entry.gone), new)
    before = merging.members_in(connection, blocks, homes)
    after = with_fresh(before, entry.gone, entry.fresh.lean, entry.fresh.numbers)
    change = changed_pairs(pairs_within(before), pairs_within(after))
    return EdgeChange(change.removed, _scored(connection, entry, change.added, job))


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


def grouped(
    connection: Connection, entry: Entry, change: EdgeChange, dirty: frozenset[str], job: Job
) -> Groups:
    """Return the groups of all reports that new pairs, or dirty reports, may change."""
    held = {id_ for group in job.rulings.together for id_ in group}
    fresh = entry.numbers()
    numbers = merging.numbers_of(connection, {*dirty, *held}) | fresh
    known, added = merging.edge_pairs(connection), change.added
    stay = without(known, change.removed)
    firm, loose = (_pairs(added, flags) for flags in (~added.is_loose, added.is_loose))
    before = merging.joins_before(connection)
    clustering = Clusters(connection, entry, change, before.joins, job)
    made = regrouped(
        Bonds(
            firm=_pairs(known, stay & ~known.is_loose).joined(firm),
            loose=_pairs(known, stay & known.is_loose).joined(loose),
            held=Columns.of(_held(job.rulings, numbers)),
        ),
        Changes(
            new=np.array([*fresh.values(), *entry.gone], np.int64),
            firm=_pairs(known, ~stay & ~known.is_loose).joined(firm).ends(),
            loose=_pairs(known, ~stay & known.is_loose).joined(loose).ends(),
            shown=np.array([numbers[id_] for id_ in dirty if id_ in numbers], np.int64),
        ),
        before,
        clustering,
    )
    found = clustering.reports_of(made.groups)
    here = {report.event.id for group in found for report in group}
    old = merging.groups_of(connection, {*here, *entry.ruled})
    return Groups(found, old, dirty, made)


def _pairs(edges: EdgePairs | Edges, flags: npt.NDArray[np.bool_]) -> Columns:
    return Columns(edges.one[flags], edges.other[flags])


def _held(rulings: Rulings, numbers: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers that chain together what users hold together."""
    for group in rulings.together:
        yield from pairwise(numbers[id_] for id_ in group if id_ in numbers)

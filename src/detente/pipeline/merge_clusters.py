"""Reports of the database grouped by their numbers, with the pairs that there are after a step."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from detente.merge.clusters import Earlier, Edge, cluster_again, firm_joins
from detente.merge.incremental import EdgeChange, Edges
from detente.merge.regroup import Columns, Group, Joins, Pair
from detente.merge.reports import Report
from detente.pipeline.merge_job import Entry, Job
from detente.store import merging
from detente.store.loading import Connection

Integers = npt.NDArray[np.int64]


class Clusters:
    """Groups reports as :class:`detente.merge.regroup.Clustering` tells.

    ``joined`` are the loose joins of before.
    """

    def __init__(
        self, connection: Connection, entry: Entry, change: EdgeChange, joined: Joins, job: Job
    ) -> None:
        self._connection = connection
        self._gone = np.array(entry.gone, dtype=np.int64)
        self._change = change
        self._joined = joined
        self._job = job
        self._ids = {number: id_ for id_, number in entry.numbers().items()}

    def firmly(self, numbers: Integers) -> list[Pair]:
        """Return the firm pairs of some reports that join groups, in order."""
        told, reports = self._loaded(numbers)
        known = self._change.made_to(merging.firm_edges(self._connection, numbers))
        edges = _edges(known.taken(~known.is_loose), _places(told))
        joined = firm_joins(reports, self._job.rules, self._job.rulings, edges)
        return [(told[one], told[other]) for one, other in joined]

    def loosely(
        self, numbers: Integers, firm: Columns, asked: Integers
    ) -> tuple[list[Group], Joins]:
        """Return the groups of some reports, and the loose joins of those asked."""
        told, reports = self._loaded(numbers)
        place = _places(told)
        known = self._change.made_to(merging.loose_edges(self._connection, asked))
        earlier = Earlier(
            asked=frozenset(place[number] for number in asked.tolist() if number in place),
            firm=[(place[one], place[to]) for one, to in firm.touching(numbers).pairs()],
            joins={
                (turn, place[one]): place[to]
                for (turn, one), to in self._joined.items()
                if one in place and to in place
            },
        )
        edges = _edges(known.taken(known.is_loose), place)
        found = cluster_again(reports, self._job.rules, self._job.rulings, edges, earlier)
        number_of = {report.event.id: number for number, report in zip(told, reports, strict=True)}
        return [tuple(number_of[one.event.id] for one in group) for group in found.groups], {
            (turn, told[one]): told[other]
            for (turn, one), other in found.joins.items()
            if one in earlier.asked
        }

    def reports_of(self, groups: Mapping[int, Group]) -> list[tuple[Report, ...]]:
        """Return groups of numbers, by their members, as groups of reports, ordered by rank."""
        told, reports = self._loaded(np.array(sorted(groups), dtype=np.int64))
        known = dict(zip(told, reports, strict=True))
        firsts = {group[0]: group for group in groups.values()}
        found = [tuple(known[one] for one in group) for group in firsts.values()]
        return sorted(found, key=lambda group: group[0].rank)

    def _loaded(self, numbers: Integers) -> tuple[list[int], list[Report]]:
        """Return the reports of numbers, but of those gone, ordered by rank, and their numbers."""
        here = np.setdiff1d(numbers, self._gone)
        missing = [number for number in here.tolist() if number not in self._ids]
        self._ids |= merging.ids_of(self._connection, np.array(missing, dtype=np.int64))
        number_of = {self._ids[number]: number for number in here.tolist()}
        reports = self._job.load(self._connection, number_of)
        return [number_of[report.event.id] for report in reports], reports


def _places(told: Sequence[int]) -> dict[int, int]:
    return {number: index for index, number in enumerate(told)}


def _edges(known: Edges, place: Mapping[int, int]) -> list[Edge]:
    """Return edges between places, the smaller first, each pair once."""
    found = {
        _ordered(place[one], place[other]): like
        for (one, other), like in known.likenesses().items()
        if one in place and other in place
    }
    return [(one, other, like) for (one, other), like in found.items()]


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)

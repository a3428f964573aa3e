"""Sorts of events within a class, from ``data/dyads_sorts.toml``: they do not last alike.

Only intensities (:mod:`dyads_intensity`) count them. For trees and linear models they are too many:
these follow the past more closely with them, and do worse on what comes next.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from detente.forecast.classes import EventClass
from detente.forecast.dyads_features import Matrix, Subject
from detente.forecast.dyads_history import NEAR, OWN, History, sorts
from detente.forecast.dyads_snapshot import Snapshot
from detente.forecast.series import Mask, Relation

_FADES: Final = (15.0, 60.0)  # days after which an event counts 1/e of what it did
_PER_DAYS: Final = 100.0

Cells = npt.NDArray[np.float32]


def sorts_of(class_: EventClass) -> tuple[EventClass, ...]:
    """Return the sorts whose first code is in a class; of types of one's own there are none."""
    return tuple(
        one for one in sorts() if class_.holds(Relation(name=one.name, cameo_code=one.cameo[0]))
    )


def sort_names(class_: EventClass) -> tuple[str, ...]:
    """Return the names of the sorts of a class."""
    return tuple(one.name for one in sorts_of(class_))


def sort_columns(history: History, now: Snapshot, subject: Subject) -> Matrix:
    """Return the counts of each sort of a class; shape (n_pairs, n_columns), none below 0.

    Of a class without direction: both ways together, fading at two speeds and as a rate. Of one
    with a direction: the same of the first, the slower and the rate of the second, and the rate of
    who is known to belong to the first.
    """
    class_ = history.channels.classes[subject.channel]
    past = history.before(now.day)
    held = history.channels.holds[subject.channel]
    past = past.select(held[past.relation] & past.between())
    columns = [
        column
        for one in sorts_of(class_)
        for column in _of_sort(past.select(_holds(past, one)), now, subject)
    ]
    if not columns:
        return np.zeros((len(subject.first), 0), dtype=np.float32)
    return np.stack(columns, axis=1).astype(np.float32)


def _holds(past: History, sort: EventClass) -> Mask:
    of_relation = past.channels.sorts[sorts().index(sort)]
    held: Mask = of_relation[past.relation]
    return held


def _of_sort(chosen: History, now: Snapshot, subject: Subject) -> list[Cells]:
    own = chosen.select(chosen.layer == OWN)
    age = (now.day - 1 - own.day).astype(np.float64)
    fading = [cells_of(own, np.exp(-age / fade)) for fade in _FADES]
    rate = cells_of(own, np.full(len(age), _PER_DAYS / now.span))
    there, back = (subject.first, subject.second), (subject.second, subject.first)
    if not subject.is_directed:
        return [cells[there] + cells[back] for cells in (*fading, rate)]
    near = chosen.select(chosen.layer == NEAR)
    near_rate = cells_of(near, np.full(len(near.day), _PER_DAYS / now.span))
    of_first = [cells[there] for cells in (*fading, rate)]
    return [*of_first, fading[-1][back], rate[back], near_rate[there]]


def cells_of(history: History, weight: npt.NDArray[np.float64]) -> Cells:
    """Return the weights of events added up, first acts on second; shape (n, n)."""
    size = len(history.countries)
    pair = history.first.astype(np.int64) * size + history.second
    counted = np.bincount(pair, weight, minlength=size * size)
    return counted.reshape(size, size).astype(np.float32)

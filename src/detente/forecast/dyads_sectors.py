"""Who in a country acts on whom: counts of a class by sector of actor and recipient.

The police that arrests somebody's citizen does so once; soldiers who shoot come back.
"""

import itertools
from collections.abc import Iterator
from typing import Final

import numpy as np

from detente.forecast.dyads_features import Columns, Subject
from detente.forecast.dyads_history import OWN, SECTORS, Floats, History
from detente.forecast.dyads_snapshot import Snapshot
from detente.forecast.dyads_sorts import Cells, cells_of

_FADES: Final = (15.0, 60.0)  # days after which an event counts 1/e of what it did
_PER_DAYS: Final = 100.0
_GROUPS: Final = len(SECTORS) + 2  # with the countries themselves, and all others


def sector_columns(history: History, now: Snapshot, subject: Subject) -> Columns:
    """Return features of pairs, each log(1 + count) of what the first did to the second."""
    columns = Columns()
    past = history.before(now.day)
    held = history.channels.holds[subject.channel][past.relation]
    past = past.select(held & past.between() & (past.layer == OWN))
    sides = (("acting", past.acting), ("receiving", past.receiving))
    for (label, groups), group in itertools.product(sides, range(_GROUPS)):
        for name, cells in _counts(past.select(groups == group), now):
            counted = cells[subject.first, subject.second]
            columns.add(f"{label}_{group}_{name}", np.log1p(counted))
    return columns


def _counts(events: History, now: Snapshot) -> Iterator[tuple[str, Cells]]:
    age: Floats = (now.day - 1 - events.day).astype(np.float64)
    for fade in _FADES:
        yield f"{fade:.0f}", cells_of(events, np.exp(-age / fade))
    yield "rate", cells_of(events, np.full(len(age), _PER_DAYS / now.span))

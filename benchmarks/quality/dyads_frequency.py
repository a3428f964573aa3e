"""Dyad frequency as the country-dyad task defines it: what its own program measures against.

A pair's share of past windows that held an event, drawn to the base rate of all pairs with the
weight that was best on windows before the scored split (``dyad_task.py``, "dyad climatology").
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.quality.dyads_task import Gold, first_day, places_of, scored_begin, subject_at
from detente.forecast.dyads import Dyads
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import History
from detente.forecast.dyads_windows import either_way, frequency, happened
from detente.forecast.series import EventSeries

_WEIGHTS = (0.5, 1.0, 2.0, 4.0, 8.0)
# Days from the first on which windows before the scored split begin, and every how manieth of them
# the weight is chosen on: as the task has it.
_FIRST, _STEP, _TRIED = 100, 3, 4

Floats = npt.NDArray[np.float64]


def task_frequency(
    model: Dyads, series: EventSeries, keys: dict[str, npt.NDArray[Any]], gold: Gold
) -> Floats:
    """Return the task's dyad frequency for its keys, in their order."""
    history = model.history(series)
    answer = np.zeros(len(keys["y"]))
    origins = np.unique(keys["origin"]).tolist()
    for class_ in np.unique(keys["cls"]).tolist():
        # An origin's keys are the same pairs in the same order as another's.
        places = {origin: places_of(keys, class_, origin) for origin in origins}
        pairs = subject_at(model, keys, places[origins[0]], gold)
        reference = _Reference(history, pairs, gold)
        weight, base = reference.fitted()
        for origin, place in places.items():
            answer[place] = reference.share(origin, weight, base)
    return answer


class _Reference:
    """The frequency of the pairs of one class; origins are days from the first."""

    def __init__(self, history: History, pairs: Subject, gold: Gold) -> None:
        self._history = history
        self._pairs = pairs
        self._within = gold.within
        self._begin = first_day(gold)
        self._scored = scored_begin(gold) - self._begin

    def fitted(self) -> tuple[float, float]:
        """Return the weight of the base rate, and that rate, on windows before the split."""
        origins = range(_FIRST, self._scored - self._within + 1, _STEP)
        told = [self._outcome(origin) for origin in origins]
        base = float(np.mean(told))
        tried = list(zip(origins, told, strict=True))[::_TRIED]

        def error(weight: float) -> float:
            shares = ((self.share(origin, weight, base), one) for origin, one in tried)
            return float(np.mean([((share - one) ** 2).mean() for share, one in shares]))

        return min(_WEIGHTS, key=error), base

    def share(self, origin: int, weight: float, base: float) -> Floats:
        """Return the share of past windows with an event, drawn to the base rate."""
        pairs = self._pairs
        hits, windows = frequency(
            self._history,
            pairs.channel,
            self._begin + origin,
            self._within,
            is_directed=pairs.is_directed,
        )
        drawn: Floats = hits[pairs.first, pairs.second] + weight * base
        return drawn / (windows + weight)

    def _outcome(self, origin: int) -> Floats:
        pairs = self._pairs
        cells = happened(self._history, pairs.channel, self._begin + origin, self._within)
        cells = cells if pairs.is_directed else either_way(cells)
        return cells[pairs.first, pairs.second].astype(np.float64)

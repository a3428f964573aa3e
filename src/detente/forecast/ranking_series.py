"""The ranking's facts and attributes from a series of events, the project's own or imported.

What a fact's day is to a ranking is the day on whose end it was known: a question of a later day
may use it, one of the same day may not.
"""

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking_facts import Facts, both_directions
from detente.forecast.ranking_names import Attributes, numbered
from detente.forecast.series import NONE, EventSeries


def events_ranked(series: EventSeries) -> NDArray[np.int64]:
    """Return the numbers of the events a ranking sees: done, by one on another, day not below 0."""
    one, other = series.actor, series.recipient
    seen = (one != NONE) & (other != NONE) & (one != other) & ~series.announced
    return np.flatnonzero(seen & (series.known >= 0))


def facts_of_series(series: EventSeries) -> Facts:
    """Return the facts of a series; ``Facts.row`` counts ``events_ranked``."""
    events = events_ranked(series)
    columns = (series.actor, series.relation, series.recipient, series.known)
    table = np.stack([column[events] for column in columns], axis=1)
    return both_directions(table, entities=len(series.entities), relations=len(series.relations))


def attributes_of_series(series: EventSeries) -> Attributes:
    """Return country and sector (as the role) of every entity of a series."""
    return Attributes(
        numbered([one.country or "" for one in series.entities]),
        numbered([one.sector or "" for one in series.entities]),
    )

"""Windows of days: did an event of a class fall into them, and how often did one so far?"""

import numpy as np
import numpy.typing as npt

from detente.forecast.dyads_history import OWN, REACH, Floats, History
from detente.forecast.dyads_snapshot import Snapshot
from detente.forecast.series import Indices, Mask

LEAST_EVENTS = 2  # a pair with fewer events so far teaches nothing


def known_pairs(now: Snapshot, least: int = LEAST_EVENTS) -> tuple[Indices, Indices]:
    """Return the pairs with at least so many events of their own so far, lower index first."""
    events = now.total[OWN, -1]
    first, second = np.nonzero(np.triu(events + events.T >= least, k=1))
    return first.astype(np.int32), second.astype(np.int32)


def happened(history: History, channel: int, start: int, days: int) -> Mask:
    """Return which country did what a channel holds to which, in some days; shape (n, n).

    Only events of the countries themselves count.
    """
    size = len(history.countries)
    chosen = _in_channel(history, channel)
    chosen &= (history.day >= start) & (history.day < start + days)
    out = np.zeros((size, size), dtype=np.bool_)
    out[history.first[chosen], history.second[chosen]] = True
    return out


def either_way(cells: Mask) -> Mask:
    """Return whether one or the other acted."""
    return cells | cells.T


def frequency(
    history: History, channel: int, day: int, within: int, *, is_directed: bool
) -> tuple[Floats, int]:
    """Return how many past windows of each pair held an event, shape (n, n), and the windows.

    The windows are ``within`` days long and end on the eve of ``day``, one after the other, as
    far back as the history goes: the reference "dyad frequency" of the country-dyad task.
    """
    past = history.before(day)
    size = len(past.countries)
    windows = max(day - max(past.begin, day - REACH), 0) // within
    chosen = _in_channel(past, channel)
    number = (day - 1 - past.day[chosen]) // within
    pair = past.first[chosen].astype(np.int64) * size + past.second[chosen]
    if not is_directed:
        other = past.second[chosen].astype(np.int64) * size + past.first[chosen]
        pair, number = np.concatenate([pair, other]), np.concatenate([number, number])
    seen = np.unique(pair * (windows + 1) + np.minimum(number, windows))
    seen = seen[seen % (windows + 1) < windows]
    hits = np.bincount(seen // (windows + 1), minlength=size * size)
    return hits.reshape(size, size).astype(np.float64), windows


def shrunk(
    hits: Floats, windows: npt.NDArray[np.float64] | int, base: float, kappa: float
) -> Floats:
    """Return frequencies drawn towards the base rate, as if of ``kappa`` more windows."""
    shares: Floats = (hits + kappa * base) / (windows + kappa)
    return shares


def _in_channel(history: History, channel: int) -> Mask:
    held: Mask = history.channels.holds[channel, history.relation]
    chosen: Mask = held & (history.layer == OWN) & history.between()
    return chosen

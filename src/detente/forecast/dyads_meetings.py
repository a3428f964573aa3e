"""Features of pairs from the calendar of meetings."""

from typing import Final

import numpy as np

from detente.forecast.dyads_features import Matrix, Subject
from detente.forecast.meetings import Meeting, due

NAMES: Final = ("hosted", "joint", "forum", "host_a", "host_b")
"""Of the features, in their order."""


def meeting_columns(
    every: tuple[Meeting, ...], countries: tuple[str, ...], window: tuple[int, int], asked: Subject
) -> Matrix:
    """Return how many meetings of a window bring pairs together; shape (n_pairs, 5).

    Host and guest; both guests; the country whose forum it is and one of the others; and how often
    either is a host, the greater count first.
    Meetings count by the share of their days that lies in the window.

    Args:
        every: the meetings there are.
        countries: codes of the countries that ``asked`` points into.
        window: its first day and its length in days.
        asked: the pairs.
    """
    index = {code: number for number, code in enumerate(countries)}
    hosted = np.zeros((len(countries), len(countries)), dtype=np.float32)
    joint, courted = np.zeros_like(hosted), np.zeros_like(hosted)
    hosts = np.zeros(len(countries), dtype=np.float32)
    for one in due(every, *window):
        share = _share(one, *window)
        guests = [index[code] for code in one.guests if code in index]
        joint[np.ix_(guests, guests)] += share
        if one.host in index:
            hosts[index[one.host]] += share
            hosted[index[one.host], guests] += share
        if one.partner in index:
            courted[index[one.partner], guests] += share
    first, second = asked.first, asked.second
    both_ways, forum = (cells[first, second] + cells[second, first] for cells in (hosted, courted))
    either = np.maximum(hosts[first], hosts[second]), np.minimum(hosts[first], hosts[second])
    return np.stack([both_ways, joint[first, second], forum, *either], axis=1)


def _share(one: Meeting, day: int, within: int) -> float:
    inside = min(one.last, day + within - 1) - max(one.first, day) + 1
    return inside / (one.last - one.first + 1)

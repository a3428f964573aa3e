"""Average linkage of a few things, without the library that is slow to load.

Loading scipy takes longer than grouping a few hundred articles. The steps and their arithmetic are
those of scipy's "average": chains of nearest neighbours (Müllner 2011, "Modern hierarchical,
agglomerative clustering algorithms", figure 4), so that the groups are the same, ties included.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]


class Join(NamedTuple):
    """Two groups made one: the row of each that stands for it, and their mean distance.

    The second row stands for both from then on.
    """

    one: int
    other: int
    distance: float


def average_groups(distances: Floats, limit: float) -> list[list[int]]:
    """Return groups of rows that average linkage joins at a distance up to a limit.

    Args:
        distances: from each row to each, shape (rows, rows), symmetric; the diagonal is not read.
        limit: a group is left whole if no join in it was at a larger distance.
    """
    groups = {row: [row] for row in range(len(distances))}
    whole: list[list[int]] = []
    for join in _joins(distances):
        one, other = groups.pop(join.one), groups[join.other]
        if one and other and join.distance <= limit:
            groups[join.other] = one + other
        else:
            whole += [one, other]
            groups[join.other] = []
    return sorted(sorted(group) for group in (*whole, *groups.values()) if group)


def _joins(distances: Floats) -> Iterator[Join]:
    """Yield all joins in the order in which chains of nearest neighbours find them."""
    left = np.array(distances, dtype=np.float64)
    np.fill_diagonal(left, np.inf)
    sizes = np.ones(len(left))
    chain: list[int] = []
    for _ in range(len(left) - 1):
        chain = chain or [int(np.flatnonzero(sizes)[0])]
        distance = _follow(chain, left)
        one, other = sorted((chain.pop(), chain.pop()))
        yield Join(one, other, distance)
        _join(left, sizes, one, other)


def _follow(chain: list[int], left: Floats) -> float:
    """Follow nearest neighbours until two are each other's; return their distance.

    Of equally near ones the last in the chain goes first, then the first row.
    """
    while True:
        row = left[chain[-1]]
        nearest = int(row.argmin())
        if len(chain) > 1 and row[chain[-2]] <= row[nearest]:
            return float(row[chain[-2]])
        chain.append(nearest)


def _join(left: Floats, sizes: Floats, one: int, other: int) -> None:
    """Let the second row stand for both, at the mean distance of their members."""
    mean = (sizes[one] * left[one] + sizes[other] * left[other]) / (sizes[one] + sizes[other])
    left[other] = left[:, other] = mean
    left[one] = left[:, one] = left[other, other] = np.inf
    sizes[other] += sizes[one]
    sizes[one] = 0

"""Which texts are worth comparing: those tied by telling terms, never all pairs.

For each text the terms that weigh most are listed under the term; in each list a text is tied to
the few that follow it in time, so that a list of any length gives work in proportion. The likeness
of two texts over these terms alone is a lower bound of their full likeness: enough to find groups
that have nothing to do with each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from detente.merge.stories_terms import Floats, Numbers
from detente.merge.stories_vectors import Matrix, nearness

# Terms a text is listed under, and how many followers in a list it is tied to.
_TELLING_TERMS: Final = 32
_FOLLOWERS: Final = 16
_EDGE_FROM: Final = 0.05
# A block is compared in full, with memory that grows with its square: 2,000 take 100 MB.
_LARGEST_BLOCK: Final = 2_000
_STEP: Final = 1.2
_ROWS_AT_ONCE: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Ties:
    """Pairs of rows, ``first`` < ``second``, and how alike they are at least."""

    first: Numbers
    second: Numbers
    alike: Floats


@dataclass(frozen=True, slots=True)
class _Lists:
    """Texts listed under terms, ordered by term, then row."""

    terms: Numbers
    rows: Numbers
    values: Floats


def blocks(matrix: Matrix, days: Floats, window_days: int) -> Iterator[Numbers]:
    """Yield groups of rows, each ascending, that have no tie with each other.

    Args:
        matrix: unit vectors, rows ordered by time.
        days: day numbers of the rows, NaN where unknown.
        window_days: rows further apart are not tied.
    """
    rows = np.arange(matrix.shape[0])
    waiting = [(rows, _ties(_lists(matrix), days, window_days), _EDGE_FROM)] if len(rows) else []
    while waiting:
        part, ties, limit = waiting.pop()
        small, large = _split(part, ties)
        yield from small
        raised = limit * _STEP
        if raised > 1:
            yield from (piece for big, _ in large for piece in _sliced(big))
        else:
            waiting += [(big, _at_least(inside, raised), raised) for big, inside in large]


def _sliced(rows: Numbers) -> list[Numbers]:
    return np.array_split(rows, -(-len(rows) // _LARGEST_BLOCK))


def _split(rows: Numbers, ties: _Ties) -> tuple[list[Numbers], list[tuple[Numbers, _Ties]]]:
    """Return the connected parts that are small enough, and those that are not, with ties."""
    parts = list(_parts(rows, ties))
    small = [part for part, _ in parts if len(part) <= _LARGEST_BLOCK]
    return small, [(part, inside) for part, inside in parts if len(part) > _LARGEST_BLOCK]


def _lists(matrix: Matrix) -> _Lists:
    kept = [_heaviest(matrix, start) for start in range(0, matrix.shape[0], _ROWS_AT_ONCE)]
    rows = np.concatenate([one.rows for one in kept] or [np.empty(0, dtype=np.int64)])
    terms = np.concatenate([one.terms for one in kept] or [np.empty(0, dtype=np.int64)])
    values = np.concatenate([one.values for one in kept] or [np.empty(0)])
    order = np.lexsort((rows, terms))
    return _Lists(terms[order], rows[order], values[order])


def _heaviest(matrix: Matrix, start: int) -> _Lists:
    part = matrix[start : start + _ROWS_AT_ONCE]
    rows = np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
    order = np.lexsort((part.indices, -part.data, rows))
    place = np.arange(len(rows)) - part.indptr[rows]
    chosen = order[place < _TELLING_TERMS]
    return _Lists(
        part.indices[chosen].astype(np.int64),
        rows[chosen] + start,
        part.data[chosen].astype(np.float64),
    )


def _ties(lists: _Lists, days: Floats, window_days: int) -> _Ties:
    found = [
        _ties_from(lists, days, window_days, start) for start in range(0, len(days), _ROWS_AT_ONCE)
    ]
    return _Ties(
        np.concatenate([one.first for one in found] or [np.empty(0, dtype=np.int64)]),
        np.concatenate([one.second for one in found] or [np.empty(0, dtype=np.int64)]),
        np.concatenate([one.alike for one in found] or [np.empty(0)]),
    )


def _ties_from(lists: _Lists, days: Floats, window_days: int, start: int) -> _Ties:
    """Return the ties whose first row is one of the rows from ``start`` on."""
    in_reach = (lists.rows >= start) & (lists.rows < start + _ROWS_AT_ONCE)
    here = np.flatnonzero(in_reach)
    keys, shares = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for step in range(1, _FOLLOWERS + 1):
        one = here[here + step < len(lists.rows)]
        one = one[lists.terms[one] == lists.terms[one + step]]
        keys.append(lists.rows[one] * len(days) + lists.rows[one + step])
        shares.append(lists.values[one] * lists.values[one + step])
    pairs, place = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(place, np.concatenate(shares), minlength=len(pairs)).astype(np.float64)
    first, second = pairs // len(days), pairs % len(days)
    alike = sums * nearness(np.abs(days[first] - days[second]), window_days)
    return _at_least(_Ties(first, second, alike), _EDGE_FROM)


def _at_least(ties: _Ties, limit: float) -> _Ties:
    return _chosen(ties, ties.alike >= limit)


def _chosen(ties: _Ties, kept: npt.NDArray[np.bool_]) -> _Ties:
    return _Ties(ties.first[kept], ties.second[kept], ties.alike[kept])


def _parts(rows: Numbers, ties: _Ties) -> Iterator[tuple[Numbers, _Ties]]:
    """Yield the connected parts of some rows with the ties inside each, in order of first rows."""
    n_parts, labels = _connected(rows, ties)
    by_label = np.argsort(labels, kind="stable")
    members = np.split(rows[by_label], np.cumsum(np.bincount(labels, minlength=n_parts))[:-1])
    of_ties = labels[np.searchsorted(rows, ties.first)]
    order = np.argsort(of_ties, kind="stable")
    bounds = np.cumsum(np.bincount(of_ties, minlength=n_parts))[:-1]
    for part, inside in zip(members, np.split(order, bounds), strict=True):
        yield part, _Ties(ties.first[inside], ties.second[inside], ties.alike[inside])


def _connected(rows: Numbers, ties: _Ties) -> tuple[int, Any]:
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - a quarter of a second to load
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    first, second = np.searchsorted(rows, ties.first), np.searchsorted(rows, ties.second)
    ones = np.ones(len(first), dtype=np.int8)
    graph = coo_matrix((ones, (first, second)), shape=(len(rows), len(rows)))
    n_parts, labels = connected_components(graph, directed=False)
    return int(n_parts), labels

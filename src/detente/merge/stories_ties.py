"""Which texts are worth comparing: those tied by telling terms, never all pairs.

Each text is listed under its most telling terms, in each list it is tied to the few that follow it
in time, and a tie holds if the two texts are alike enough. Texts that no chain of ties connects
have nothing to do with each other, so each such piece is looked at by itself; a piece too large
for that is cut where its ties are weakest.

**Ties are local in time.** Time is cut into stretches of one window; a text leads in the stretch
of its own day, and follows in that and in the one before. What a stretch ties depends on its texts
alone, so a new text changes the ties of two stretches; all others stay. Two texts within the window
share a stretch in which the earlier leads. Texts without a day follow in every stretch, and have
one of their own.

**A forest of ties is enough.** Pieces, and what becomes of them when ties below a limit fall, are
the components of the ties that reach the limit. A maximum spanning forest has the same components
at every limit (Kruskal's algorithm adds ties from the strongest down, and leaves out those alone
whose ends are connected already), and a maximum spanning forest of the union of some sets of ties
lies in the union of forests of the sets (the cycle property: a tie that is weakest on a cycle
within its set is weakest on it in the union). So of each stretch no more than a forest is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from detente.merge.stories_terms import Floats, Numbers
from detente.merge.stories_vectors import Vectors, nearness

NO_DAY: Final = -1  # the stretch of texts without a day
# Terms a text is listed under, and how many followers in a list it is tied to.
# On the dev half of ECB+ 8 and 4 give the same stories as 32 and 16; of 10,000 made-up articles
# 12 and 6 make 3 % more.
_LISTED_TERMS: Final = 16
_FOLLOWERS: Final = 8
# Likeness is counted in millionths, so that sums and limits are exact.
_WHOLE: Final = 1_000_000
# Mean likeness from which two groups are on one subject. On the dev half of ECB+ (427 articles)
# anything from .06 to .18 gives the same within .01; in small corpora that tell of the same few
# states again and again, less than .14 joins what is not one. Groups whose mean likeness reaches it
# have a pair that does, so ties that do not can be left out.
SUBJECT_FROM: Final = 0.14
# A piece is compared in full, with memory that grows with its square: 2,000 take 100 MB.
LARGEST: Final = 2_000
_STEP: Final = 1.2
_AT_ONCE: Final = 100_000  # pairs


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of texts by their numbers, and how alike they are, in millionths."""

    one: Numbers
    other: Numbers
    alike: Numbers

    def taken(self, places: Any) -> "Ties":
        """Return some of them, by place or flag."""
        return Ties(self.one[places], self.other[places], self.alike[places])

    @classmethod
    def joined(cls, parts: Iterable["Ties"]) -> "Ties":
        """Return the ties of all parts."""
        found = list(parts)
        nothing = np.empty(0, dtype=np.int64)
        return cls(
            np.concatenate([*(part.one for part in found), nothing]),
            np.concatenate([*(part.other for part in found), nothing]),
            np.concatenate([*(part.alike for part in found), nothing]),
        )


def stretches(days: Floats, window_days: int) -> list[int]:
    """Return the stretches in which texts of some days have a place, sorted; NaN is no day."""
    known = np.unique(days[~np.isnan(days)] // window_days).astype(np.int64)
    own = [NO_DAY] if np.isnan(days).any() else []
    return [*own, *np.union1d(known, known - 1).tolist()]


def in_stretch(days: Floats, stretch: int, window_days: int) -> Numbers:
    """Return the rows of the texts that have a place in a stretch."""
    is_undated = np.isnan(days)
    if stretch == NO_DAY:
        return np.flatnonzero(is_undated)
    begin = stretch * window_days
    return np.flatnonzero(is_undated | ((days >= begin) & (days < begin + 2 * window_days)))


def tied(vectors: Vectors, days: Floats, stretch: int, window_days: int) -> Ties:
    """Return a maximum spanning forest of the ties of a stretch, by rows.

    Args:
        vectors: those of the texts of the stretch, ordered by day, those without one last.
        days: their day numbers, NaN where unknown.
        stretch: which it is.
        window_days: texts further apart are not tied.
    """
    leads = np.isnan(days) if stretch == NO_DAY else days < (stretch + 1) * window_days
    one, other = _followers(vectors, leads)
    if not len(one):
        return Ties.joined([])
    alike = _alike(vectors, one, other) * nearness(np.abs(days[one] - days[other]), window_days)
    ties = Ties(one, other, np.rint(alike * _WHOLE).astype(np.int64))
    return forest(ties.taken(ties.alike >= SUBJECT_FROM * _WHOLE), vectors.n_rows)


def pieces(n_texts: int, ties: Ties, largest: int = LARGEST) -> Iterator[Numbers]:
    """Yield the texts, by numbers from 0, in pieces that no tie connects; each ascending.

    Ties of pieces of more than ``largest`` texts are cut, the weakest first.
    """
    rows, limit = np.arange(n_texts), SUBJECT_FROM * _WHOLE
    while len(rows):
        parts = list(_parts(rows, ties))
        large = [part for part in parts if len(part) > largest]
        yield from (part for part in parts if len(part) <= largest)
        limit *= _STEP
        if limit > _WHOLE:
            yield from (piece for part in large for piece in _sliced(part, largest))
            return
        rows = np.sort(np.concatenate([*large, np.empty(0, dtype=np.int64)]))
        inside = np.isin(ties.one, rows) & np.isin(ties.other, rows)
        ties = ties.taken(inside & (ties.alike >= limit))


def _sliced(rows: Numbers, largest: int) -> list[Numbers]:
    return np.array_split(rows, -(-len(rows) // largest))


def _followers(vectors: Vectors, leads: Any) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows of which the second follows soon in a list, each once."""
    listed = vectors.ranks() < _LISTED_TERMS
    terms, rows = vectors.terms[listed], vectors.rows()[listed]
    order = np.lexsort((rows, terms))
    terms, rows = terms[order], rows[order]
    found = [np.empty(0, dtype=np.int64)]
    here = np.flatnonzero(leads[rows])
    for step in range(1, _FOLLOWERS + 1):
        here = here[here + step < len(rows)]
        here = here[terms[here] == terms[here + step]]
        found.append(_distinct(rows[here] * vectors.n_rows + rows[here + step]))
    pairs = _distinct(np.concatenate(found))
    # Two terms of one text may have the same digest.
    one, other = np.divmod(pairs, max(vectors.n_rows, 1))
    return one[one != other], other[one != other]


def _distinct(values: Numbers) -> Numbers:
    # By sorting: three times as fast as numpy's unique, which hashes.
    ordered = np.sort(values)
    return (
        ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
    )


def _alike(vectors: Vectors, one: Numbers, other: Numbers) -> Floats:
    """Return the cosines of pairs of rows."""
    matrix = vectors.matrix()
    found = [np.empty(0)]
    for start in range(0, len(one), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        products = matrix[one[part]].multiply(matrix[other[part]])
        found.append(np.asarray(products.sum(axis=1)).ravel())
    return np.concatenate(found)


def forest(ties: Ties, n_rows: int) -> Ties:
    """Return a maximum spanning forest of ties between rows, no pair of which stands twice."""
    if not len(ties.one):
        return ties
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a quarter of a second to load
    from scipy.sparse.csgraph import minimum_spanning_tree  # noqa: PLC0415

    # A length of 0 would be no tie at all.
    far = (2 * _WHOLE - ties.alike).astype(np.float64)
    tree = minimum_spanning_tree(csr_matrix((far, (ties.one, ties.other)), shape=(n_rows, n_rows)))
    kept = tree.tocoo()
    alike = 2 * _WHOLE - np.rint(kept.data).astype(np.int64)
    return Ties(kept.row.astype(np.int64), kept.col.astype(np.int64), alike)


def _parts(rows: Numbers, ties: Ties) -> list[Numbers]:
    """Return the connected parts of some rows, in the order of their first rows."""
    if not len(ties.one):
        return np.split(rows, np.arange(1, len(rows)))
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - a quarter of a second to load
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    one, other = np.searchsorted(rows, ties.one), np.searchsorted(rows, ties.other)
    ones = np.ones(len(one), dtype=np.int8)
    graph = coo_matrix((ones, (one, other)), shape=(len(rows), len(rows)))
    n_parts, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=n_parts))[:-1]
    return sorted(np.split(rows[order], ends), key=lambda part: int(part[0]))

"""Texts as unit vectors of telling terms, and how alike they are, less so with days between."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from detente.merge.stories_terms import Floats, Numbers, Telling, Terms, Weights

# The power to which rarity within a group counts, when the group is looked at by itself.
_LOCAL_POWER: Final = 0.5
# Days after which two articles with the same words are half as alike. In the project's own dated
# reports anything from 10 to 60 does equally well.
HALF_LIFE_DAYS: Final = 21.0

Matrix = Any  # scipy.sparse.csr_matrix, which has no types


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit vectors of texts, row after row: row r between ``starts[r]`` and ``starts[r + 1]``.

    The terms of a row are as in :class:`detente.merge.stories_terms.Telling`.
    """

    starts: Numbers
    terms: Terms
    weights: Weights

    @classmethod
    def of(cls, texts: Iterable[Telling]) -> "Vectors":
        """Return the terms of texts as one table."""
        rows = list(texts)
        ends = np.cumsum([0, *(len(row.terms) for row in rows)], dtype=np.int64)
        return cls(
            ends,
            np.concatenate([*(row.terms for row in rows), np.empty(0, dtype=np.uint32)]),
            np.concatenate([*(row.weights for row in rows), np.empty(0, dtype=np.float32)]),
        )

    @property
    def n_rows(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1

    def rows(self) -> Numbers:
        """Return the row of each term."""
        return np.repeat(np.arange(self.n_rows), np.diff(self.starts))

    def ranks(self) -> Numbers:
        """Return the place of each term in its row, 0 for the most telling."""
        ranks: Numbers = np.arange(len(self.terms)) - np.repeat(
            self.starts[:-1], np.diff(self.starts)
        )
        return ranks

    def taken(self, rows: Numbers) -> "Vectors":
        """Return some rows, in the order given."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        places = np.arange(ends[-1]) + np.repeat(self.starts[rows] - ends[:-1], lengths)
        return Vectors(ends, self.terms[places], self.weights[places])

    def matrix(self) -> Matrix:
        """Return the vectors, (n_rows, n_terms), columns in the order of the terms."""
        return _matrix(self, self.weights.astype(np.float64))


def local_matrix(vectors: Vectors) -> Matrix:
    """Return unit vectors of texts in which what most of them share counts little."""
    _, place, holders = np.unique(vectors.terms, return_inverse=True, return_counts=True)
    rarity = np.log((vectors.n_rows + 1) / holders) ** _LOCAL_POWER
    is_shared = holders[place] > 1
    values = np.where(is_shared, vectors.weights * rarity[place], 0.0)
    squares = np.bincount(vectors.rows(), values**2, minlength=vectors.n_rows)
    lengths = np.sqrt(np.maximum(squares, 1e-12))
    return _matrix(vectors, values / lengths[vectors.rows()])


def _matrix(vectors: Vectors, values: Floats) -> Matrix:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a quarter of a second to load

    known, columns = np.unique(vectors.terms, return_inverse=True)
    made = csr_matrix((values, columns, vectors.starts), shape=(vectors.n_rows, len(known)))
    # In the order of the terms, so that sums do not depend on what else the matrix holds.
    made.sum_duplicates()
    return made


def likeness(matrix: Matrix, days: Floats, window_days: int) -> Floats:
    """Return how alike the rows of a matrix are, 0..1, (n_rows, n_rows).

    Cosines, halved for every 21 days between two texts, and 0 beyond the window; ``days`` are
    day numbers, NaN where unknown: such a text is far from none.
    """
    alike: Floats = (matrix @ matrix.T).toarray()
    alike *= nearness(np.abs(days[:, None] - days[None, :]), window_days)
    np.fill_diagonal(alike, 1.0)
    return np.clip(alike, 0.0, 1.0)


def nearness(gap: Floats, window_days: int) -> Floats:
    """Return the factor for days between two texts: 1 for none or unknown, 0 beyond the window."""
    known = np.nan_to_num(gap, nan=0.0)
    near: Floats = np.where(known > window_days, 0.0, 0.5 ** (known / HALF_LIFE_DAYS))
    return near

"""Texts as unit vectors of weighed terms, and how alike they are, less so with days between."""

from typing import Any, Final

import numpy as np

from detente.merge.stories_terms import Floats, Numbers, TermTable

# A term of one text only ties it to none, but a text with many such is on something else: they
# lengthen its vector, damped. From .1 to 1 the figures differ by .005.
_LONE_WEIGHT: Final = 0.3
# The power to which rarity within a group counts, when the group is looked at by itself.
_LOCAL_POWER: Final = 0.5
# Days after which two articles with the same words are half as alike. In the project's own dated
# reports anything from 10 to 60 does equally well.
HALF_LIFE_DAYS: Final = 21.0
_ROWS_AT_ONCE: Final = 10_000

Matrix = Any  # scipy.sparse.csr_matrix, which has no types


def vectors(table: TermTable) -> Matrix:
    """Return unit vectors of all texts, sparse, (n_rows, n_terms); lone terms are left out."""
    from scipy.sparse import vstack  # noqa: PLC0415 - a quarter of a second to load

    starts = range(0, max(table.n_rows, 1), _ROWS_AT_ONCE)
    ends = (min(start + _ROWS_AT_ONCE, table.n_rows) for start in starts)
    parts = [
        _vectors(_rows_of(table, np.arange(start, end)))
        for start, end in zip(starts, ends, strict=True)
    ]
    return vstack(parts, format="csr")


def _vectors(part: TermTable) -> Matrix:
    values = part.weights * part.rarity[part.columns]
    is_lone = part.holders[part.columns] == 1
    return _unit(values, np.where(is_lone, _LONE_WEIGHT, 1.0), ~is_lone, part)


def local_vectors(table: TermTable, rows: Numbers) -> Matrix:
    """Return unit vectors of some texts in which what most of them share counts little."""
    part = _rows_of(table, rows)
    holders = np.bincount(part.columns, minlength=len(table.holders))
    rarity = np.log((len(rows) + 1) / np.maximum(holders, 1)) ** _LOCAL_POWER
    values = part.weights * part.rarity[part.columns] * rarity[part.columns]
    is_shared = holders[part.columns] > 1
    return _unit(values, is_shared.astype(np.float64), is_shared, part)


def likeness(matrix: Matrix, days: Floats, window_days: int) -> Floats:
    """Return how alike the rows of a matrix are, 0..1, (n_rows, n_rows).

    Cosines, halved for every 21 days between two texts, and 0 beyond the window; ``days`` are
    day numbers, NaN where unknown: such a text is far from none.
    """
    alike: Floats = (matrix @ matrix.T).toarray().astype(np.float64)
    gap = np.abs(days[:, None] - days[None, :])
    alike *= nearness(gap, window_days)
    np.fill_diagonal(alike, 1.0)
    return np.clip(alike, 0.0, 1.0)


def nearness(gap: Floats, window_days: int) -> Floats:
    """Return the factor for days between two texts: 1 for none or unknown, 0 beyond the window."""
    known = np.nan_to_num(gap, nan=0.0)
    near: Floats = np.where(known > window_days, 0.0, 0.5 ** (known / HALF_LIFE_DAYS))
    return near


def _rows_of(table: TermTable, rows: Numbers) -> TermTable:
    lengths = table.starts[rows + 1] - table.starts[rows]
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1] if len(ends) else 0)
    shift = np.repeat(table.starts[rows] - (ends - lengths), lengths)
    return TermTable(
        starts=np.concatenate([[0], ends]).astype(np.int64),
        columns=table.columns[places + shift],
        weights=table.weights[places + shift],
        holders=table.holders,
        rarity=table.rarity,
        names=table.names,
    )


def _unit(values: Floats, share_of_length: Floats, kept: Any, table: TermTable) -> Matrix:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a quarter of a second to load

    rows = np.repeat(np.arange(table.n_rows), np.diff(table.starts))
    squares = np.bincount(rows, share_of_length * values**2, minlength=table.n_rows)
    lengths = np.sqrt(np.maximum(squares, 1e-12))
    units = (values / lengths[rows])[kept].astype(np.float32)
    shape = (table.n_rows, len(table.holders))
    return csr_matrix((units, (rows[kept], table.columns[kept])), shape=shape)

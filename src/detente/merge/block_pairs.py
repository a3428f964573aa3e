"""The pairs that blocks propose, found in columns: a pure function of each block's members."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

# Reports of a block up to which all that may meet are compared.
_SMALL: Final = 40
# How many neighbours (in order of days) each report of a large block is compared with anyway.
_NEIGHBOURS: Final = 8
# How many of those that share words with a report of a large block it is compared with.
_AKIN: Final = 12
# Standings in the parts of large blocks that are looked at together: bounds memory.
_AT_ONCE: Final = 400_000
_WEIGHT: Final = 5040  # of a mark; divided by how many have it, and so exact for few

Integers = npt.NDArray[np.int64]
Digests = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Members:
    """Who stands in which block, in columns.

    ``block``, ``row`` and ``is_home`` have an item for each standing; ``row`` points into the
    other columns, which have an item for each report: its ``number``, its ``first`` and ``last``
    day, ``tie`` (which orders reports of one day), and its ``marks``, those of row r between
    ``mark_ends[r]`` and ``mark_ends[r + 1]``.
    """

    block: Digests
    row: Integers
    is_home: Flags
    number: Integers
    first: Integers
    last: Integers
    tie: Digests
    mark_ends: Integers
    marks: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports by their numbers, and the block that proposes each, in columns.

    ``one`` is the report that comes first by day; a pair stands here once for each block.
    """

    block: Digests
    one: Integers
    other: Integers


@dataclass(frozen=True, slots=True)
class _Standings:
    """Standings ordered by group, then day, then tie."""

    group: Digests
    row: Integers
    is_home: Flags


def pairs_within(members: Members) -> Pairs:
    """Return the pairs that the blocks propose; what a block proposes depends on it alone.

    A block at which nobody is at home proposes none.
    """
    ordered = _ordered(members, members.block, members.row, members.is_home)
    ordered = _taken(ordered, _inhabited(ordered.group, ordered.is_home))
    sizes = _sizes(ordered.group)
    one, other = _swept(members, ordered, sizes)
    found = [(ordered.group[one], ordered.row[one], ordered.row[other])]
    parts = _parts(members, ordered, np.flatnonzero(sizes > _SMALL))
    found += [_akin(members, _taken(ordered, part)) for part in parts]
    block, left, right = (np.concatenate(columns) for columns in zip(*found, strict=True))
    named = np.searchsorted(ordered.group[_starts(ordered.group)], block)
    kept = _firsts(named, left, right, len(members.number))
    return Pairs(block[kept], members.number[left[kept]], members.number[right[kept]])


def _ordered(members: Members, group: Digests, row: Integers, is_home: Flags) -> _Standings:
    order = np.lexsort((members.tie[row], members.first[row], group))
    return _Standings(group[order], row[order], is_home[order])


def _inhabited(group: Digests, is_home: Flags) -> Integers:
    """Return the places of a sorted column whose group has somebody at home."""
    starts = _starts(group)
    if not len(starts):
        return starts
    lengths = np.diff(np.append(starts, len(group)))
    places: Integers = np.flatnonzero(np.repeat(np.logical_or.reduceat(is_home, starts), lengths))
    return places


def _taken(standings: _Standings, places: Integers) -> _Standings:
    return _Standings(standings.group[places], standings.row[places], standings.is_home[places])


def _starts(column: Digests | Integers) -> Integers:
    """Return the places of a sorted column at which a value begins."""
    if not len(column):
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate(([True], column[1:] != column[:-1])))


def _sizes(group: Digests) -> Integers:
    """Return for each place of a sorted column how many have the same value."""
    lengths = np.diff(np.append(_starts(group), len(group)))
    sizes: Integers = np.repeat(lengths, lengths)
    return sizes


def _ranks(column: Integers) -> Integers:
    """Return each place's number among those of the same value in a sorted column."""
    starts = _starts(column)
    lengths = np.diff(np.append(starts, len(column)))
    ranks: Integers = np.arange(len(column)) - np.repeat(starts, lengths)
    return ranks


def _swept(members: Members, standings: _Standings, sizes: Integers) -> tuple[Integers, Integers]:
    """Return the places of the pairs that meet in time, of large groups those of neighbours."""
    reach = np.where(sizes > _SMALL, _NEIGHBOURS, sizes - 1)
    last, first = members.last[standings.row], members.first[standings.row]
    places = np.arange(len(sizes), dtype=np.int64)
    found: list[tuple[Integers, Integers]] = [(places[:0], places[:0])]
    for distance in range(1, _SMALL):
        places = places[(reach[places] >= distance) & (places + distance < len(sizes))]
        after = places + distance
        meets = (standings.group[after] == standings.group[places]) & (first[after] <= last[places])
        # Ordered by first day: who begins after one's end is followed by none that does not.
        places, after = places[meets], after[meets]
        kept = standings.is_home[places] | standings.is_home[after]
        found.append((places[kept], after[kept]))
    one, other = zip(*found, strict=True)
    return np.concatenate(one), np.concatenate(other)


def _parts(members: Members, standings: _Standings, places: Integers) -> Iterator[Integers]:
    """Yield places of whole blocks, so many at a time as have few enough marks."""
    if not len(places):
        return
    rows = standings.row[places]
    ends = np.cumsum(members.mark_ends[rows + 1] - members.mark_ends[rows])
    group = standings.group[places]
    starts = _starts(group)
    begun = 0
    for start, end in zip(starts, np.append(starts[1:], len(places)), strict=True):
        behind = ends[begun - 1] if begun else 0
        if ends[end - 1] - behind > _AT_ONCE and start > begun:
            yield places[begun:start]
            begun = start
    yield places[begun:]


def _akin(members: Members, standings: _Standings) -> tuple[Digests, Integers, Integers]:
    """Return block and rows of the pairs of large blocks that have the most in common."""
    place, mark = _exploded(members, standings)
    group = _mixed(standings.group[place], mark)
    order = np.argsort(group, kind="stable")  # the standings are ordered by day within a block
    at = place[order]
    kept = _inhabited(group[order], standings.is_home[at])
    at = at[kept]
    parts = _Standings(group[order][kept], standings.row[at], standings.is_home[at])
    sizes = _sizes(parts.group)
    left, right = _swept(members, parts, sizes)
    one, other, weight = _summed(at[left], at[right], _WEIGHT // sizes[left])
    near = _nearest(members.tie[standings.row], one, other, weight)
    rows = standings.row
    return standings.group[one[near]], rows[one[near]], rows[other[near]]


def _exploded(members: Members, standings: _Standings) -> tuple[Integers, Digests]:
    """Return each standing's place once for each of its marks, and the marks."""
    starts = members.mark_ends[standings.row]
    lengths = members.mark_ends[standings.row + 1] - starts
    place = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    within = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return place, members.marks[np.repeat(starts, lengths) + within].astype(np.uint64)


def _mixed(block: Digests, mark: Digests) -> Digests:
    mixed: Digests = (block ^ (mark * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(
        0xBF58476D1CE4E5B9
    )
    return mixed


def _summed(
    one: Integers, other: Integers, weight: Integers
) -> tuple[Integers, Integers, Integers]:
    """Return each pair once, with the sum of its weights."""
    if not len(one):
        return one, other, weight
    # One key that holds all is sorted many times faster than columns.
    size = int(other.max()) + 1
    key = np.sort((one * size + other) * _WEIGHT + weight)
    pair, weight = np.divmod(key, _WEIGHT)
    starts = _starts(pair)
    one, other = np.divmod(pair[starts], size)
    return one, other, np.add.reduceat(weight, starts)


def _nearest(tie: Digests, one: Integers, other: Integers, weight: Integers) -> Flags:
    """Return which pairs are among the weightiest of either side."""
    kept = np.zeros(len(one), dtype=np.bool_)
    if not len(one):
        return kept
    # Places, weights and ranks have some twenty bits each: one key holds them.
    rank = np.empty(len(tie), dtype=np.int64)
    rank[np.argsort(tie, kind="stable")] = np.arange(len(tie))
    most = int(weight.max())
    for side, partner in ((one, other), (other, one)):
        order = np.argsort((side * (most + 1) + most - weight) * len(tie) + rank[partner])
        kept[order[_ranks(side[order]) < _AKIN]] = True
    return kept


def _firsts(block: Integers, one: Integers, other: Integers, size: int) -> Integers:
    """Return the places of distinct rows; ``one`` and ``other`` are less than a size."""
    key = (block * size + one) * size + other
    order = np.argsort(key)
    kept: Integers = order[_starts(key[order])]
    return kept

"""What new reports change: pairs of their blocks, and the groups that a chain of pairs connects.

A merge is local. A pair is worth comparing if a block of both proposes it; what a block proposes
depends on its members alone; whether a pair is one event depends on its two reports; and groups
depend on the reports that a chain of such pairs connects. So new reports change their own blocks,
and of the records those of the reports so connected; all others stay as they are, and the result
is that of merging everything from nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.merge.block_pairs import Members, Pairs
from detente.merge.blocks import Lean, members_of
from detente.merge.decisions import Rulings
from detente.merge.same_event import Likeness

Integers = npt.NDArray[np.int64]
Digests = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of reports that are one event, or may be, in columns; once for each block.

    The columns behind ``other`` are those of :class:`detente.merge.same_event.Likeness`;
    ``over_days`` is "" where that has None.
    """

    block: Digests
    one: Integers
    other: Integers
    points: npt.NDArray[np.float64]
    is_contested: npt.NDArray[np.bool_]
    over_days: npt.NDArray[np.object_]
    is_loose: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, pairs: Pairs, likes: Sequence[Likeness | None]) -> "Edges":
        """Return those of the pairs that have a likeness."""
        same = np.array([like is not None for like in likes], dtype=np.bool_)
        kept = [like for like in likes if like is not None]
        return cls(
            block=pairs.block[same],
            one=pairs.one[same],
            other=pairs.other[same],
            points=np.array([like.points for like in kept], dtype=np.float64),
            is_contested=np.array([like.is_contested for like in kept], dtype=np.bool_),
            over_days=np.array([like.over_days or "" for like in kept], dtype=object),
            is_loose=np.array([like.is_loose for like in kept], dtype=np.bool_),
        )

    def likenesses(self) -> dict[tuple[int, int], Likeness]:
        """Return how alike the pairs are, by their numbers, without reasons."""
        columns = (self.points, self.is_contested, self.over_days, self.is_loose)
        told = zip(*(column.tolist() for column in columns), strict=True)
        pairs = zip(self.one.tolist(), self.other.tolist(), strict=True)
        return {
            pair: Likeness(
                points, (), None, is_contested=contested, over_days=over or None, is_loose=loose
            )
            for pair, (points, contested, over, loose) in zip(pairs, told, strict=True)
        }

    def taken(self, places: npt.NDArray[np.bool_] | Integers) -> "Edges":
        """Return some of them, by place or flag."""
        return Edges(*(getattr(self, name)[places] for name in self.__slots__))

    def joined(self, others: "Edges") -> "Edges":
        """Return these and others."""
        names = self.__slots__
        return Edges(*(np.concatenate((getattr(self, n), getattr(others, n))) for n in names))


@dataclass(frozen=True, slots=True)
class EdgePairs:
    """The columns of :class:`Edges` that tell which pairs there are, and which are loose."""

    block: Digests
    one: Integers
    other: Integers
    is_loose: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PairChange:
    """Which pairs blocks propose now that they did not, and which no longer."""

    added: Pairs
    removed: Pairs


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """Pairs that are proposed no longer, and those new ones that are one event, or may be."""

    removed: Pairs
    added: Edges

    def made_to(self, known: Edges) -> Edges:
        """Return stored edges with the change; those added are all in it."""
        return known.taken(without(known, self.removed)).joined(self.added)


def with_fresh(
    members: Members, gone: Iterable[int], fresh: Sequence[Lean], numbers: Sequence[int]
) -> Members:
    """Return the members without those whose numbers are gone, and with fresh ones."""
    leaving = np.fromiter(gone, dtype=np.int64)
    stay = ~np.isin(members.number[members.row], leaving)
    new = members_of(fresh, numbers)
    n_marks = members.mark_ends[-1]
    return Members(
        block=np.concatenate((members.block[stay], new.block)),
        row=np.concatenate((members.row[stay], new.row + len(members.number))),
        is_home=np.concatenate((members.is_home[stay], new.is_home)),
        number=np.concatenate((members.number, new.number)),
        first=np.concatenate((members.first, new.first)),
        last=np.concatenate((members.last, new.last)),
        tie=np.concatenate((members.tie, new.tie)),
        mark_ends=np.concatenate((members.mark_ends, new.mark_ends[1:] + n_marks)),
        marks=np.concatenate((members.marks, new.marks)),
    )


def changed_pairs(before: Pairs, after: Pairs) -> PairChange:
    """Return what of the pairs is in one only; each pair stands once for each block in either."""
    keys = np.concatenate([_keys(pairs.block, pairs.one, pairs.other) for pairs in (before, after)])
    order = np.argsort(keys)
    same = keys[order][1:] == keys[order][:-1]
    in_both = np.concatenate((same, [False])) | np.concatenate(([False], same))
    single = order[~in_both] if len(order) else order
    n_before = len(before.one)
    return PairChange(
        added=_picked(after, np.sort(single[single >= n_before]) - n_before),
        removed=_picked(before, np.sort(single[single < n_before])),
    )


def _picked(pairs: Pairs, places: Integers) -> Pairs:
    return Pairs(pairs.block[places], pairs.one[places], pairs.other[places])


def connected(one: Integers, other: Integers, seeds: Iterable[int]) -> Integers:
    """Return the numbers that a chain of pairs connects with the seeds, sorted, these included."""
    begun = np.fromiter(seeds, dtype=np.int64)
    size = max((int(column.max()) for column in (one, other, begun) if len(column)), default=-1)
    inside = np.zeros(size + 1, dtype=np.bool_)
    inside[begun] = True
    edge = np.arange(len(one))
    while len(edge):
        left, right = inside[one[edge]], inside[other[edge]]
        reached = left != right
        inside[one[edge[reached]]] = True
        inside[other[edge[reached]]] = True
        edge = edge[~(left | right)]
        if not reached.any():
            break
    return np.flatnonzero(inside)


def without(edges: Edges | EdgePairs, removed: Pairs) -> npt.NDArray[np.bool_]:
    """Return which edges are not among the pairs removed, block by block."""
    stay = np.ones(len(edges.one), dtype=np.bool_)
    near = np.flatnonzero(np.isin(edges.one, removed.one))
    stay[near] = ~np.isin(
        _keys(edges.block[near], edges.one[near], edges.other[near]),
        _keys(removed.block, removed.one, removed.other),
    )
    return stay


def _keys(block: Digests, one: Integers, other: Integers) -> Digests:
    # 64 bits are enough to tell some millions of triples apart.
    pair = (one.astype(np.uint64) << np.uint64(32)) | other.astype(np.uint64)
    mixed: Digests = (block ^ (pair * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(
        0xBF58476D1CE4E5B9
    )
    return mixed


def ruled_anew(before: Rulings, after: Rulings) -> frozenset[str]:
    """Return the events of which the one ruling says other things than the other."""
    lists = ((before.together, after.together), (before.apart, after.apart))
    named = {id_ for one, other in lists for ids in set(one) ^ set(other) for id_ in ids}
    for name in ("no_event", "codes", "actors", "recipients"):
        one, other = getattr(before, name), getattr(after, name)
        named |= {id_ for id_ in {*one, *other} if one.get(id_) != other.get(id_)}
    held, holds = before.named, after.named
    return frozenset(named | {id_ for id_ in {*held, *holds} if held.get(id_) != holds.get(id_)})

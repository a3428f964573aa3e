"""Which reports are worth comparing: same family and pair of parties, and days that may meet.

A report stands in a block for each pair of its parties and each stretch of days that its own days
touch; reports of wide days ("in 2022") stand in blocks of longer stretches, in which the narrow
ones are guests: a guest is compared with those at home there alone. So blocks stay small, and what
a block proposes depends on its members and on nothing else: new reports change the pairs of their
own blocks, whatever came before, and no others.

Within a block reports are ordered by their first possible day, and each is compared with those
that begin before it ends. Large blocks are cut finer: each report is compared with its neighbours
in time, and with those that share the most of its persons, cities and words, rare ones first; so
that no pair of states at war costs a square of comparisons.

Who names one party alone is at home in blocks of that party and a day, in which all that name it
beside others are guests.
"""

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from detente.merge.block_pairs import Members, Pairs, pairs_within
from detente.merge.days import bounds
from detente.merge.reports import Report, certain_days, is_individual

__all__ = ["Lean", "Members", "Pairs", "candidates", "lean_reports", "members_of", "pairs_within"]

# Days of the stretches that blocks are cut to; the last blocks have no end. A report is at home
# where its own days touch no more than _TOUCHED stretches.
_STRETCHES: Final = (16, 512)
_TOUCHED: Final = 4
# Reports that disagree on the day lie up to three days apart.
_GRACE: Final = dt.timedelta(days=3)
_LAST: Final = dt.date(9999, 1, 1)
_MOST_PARTIES: Final = 6

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lean:
    """What blocking asks of a report.

    ``first`` and ``last`` are its possible days (ordinals; three days of grace at the end),
    ``tie`` a digest of its id that orders reports of one day, ``marks`` digests of its persons,
    city and words, ``home`` the blocks it stands in, ``visited`` those it is a guest in.
    """

    first: int
    last: int
    tie: int
    marks: tuple[int, ...]
    home: tuple[int, ...]
    visited: tuple[int, ...]


def candidates(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Return the pairs of reports worth comparing, as ordered indices, sorted, each once."""
    pairs = pairs_within(members_of(lean_reports(reports), range(len(reports))))
    found = zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)
    return sorted({(min(pair), max(pair)) for pair in found})


def lean_reports(reports: Iterable[Report]) -> list[Lean]:
    """Return what blocking asks of each report; it depends on that report alone."""
    return [_lean(report) for report in reports]


def members_of(reports: Sequence[Lean], numbers: Iterable[int]) -> Members:
    """Return who stands in which block, in columns; ``numbers`` tell the reports apart."""
    standing = [
        (key, row, at_home)
        for row, one in enumerate(reports)
        for keys, at_home in ((one.home, True), (one.visited, False))
        for key in keys
    ]
    ends = np.cumsum([0, *(len(one.marks) for one in reports)], dtype=np.int64)
    return Members(
        block=np.array([key for key, _, _ in standing], dtype=np.uint64),
        row=np.array([row for _, row, _ in standing], dtype=np.int64),
        is_home=np.array([at_home for _, _, at_home in standing], dtype=np.bool_),
        number=np.fromiter(numbers, dtype=np.int64, count=len(reports)),
        first=_column(one.first for one in reports),
        last=_column(one.last for one in reports),
        tie=np.fromiter((one.tie for one in reports), dtype=np.uint64, count=len(reports)),
        mark_ends=ends,
        marks=np.fromiter(chain.from_iterable(one.marks for one in reports), dtype=np.uint32),
    )


def _column(values: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _lean(report: Report) -> Lean:
    first, last = bounds(report.reach or report.span)
    start = first.toordinal()
    end = (last + _GRACE if last < _LAST else last).toordinal()
    level = _level(start, end)
    keys = list(_keys(report))
    home = {_digest(*key, *bucket) for key in keys for bucket in _buckets(start, end, level)}
    # An article's blocks hold no more than its own reports, of whatever days.
    home.add(_digest(report.family, "article", report.article.id))
    levels = range(level + 1, len(_STRETCHES) + 1)
    higher = [bucket for wider in levels for bucket in _buckets(start, end, wider)]
    visited = {_digest(*key, *bucket) for key in keys for bucket in higher}
    (home if len(report.parties) == 1 else visited).update(_single(report))
    return Lean(
        first=start,
        last=end,
        tie=_digest(report.event.id),
        marks=tuple(sorted({zlib.crc32(mark.encode()) for mark in _marks(report)})),
        home=tuple(sorted(home)),
        visited=tuple(sorted(visited)),
    )


def _level(start: int, end: int) -> int:
    fitting = (n for n, days in enumerate(_STRETCHES) if end - start <= days * (_TOUCHED - 1))
    return next(fitting, len(_STRETCHES))


def _buckets(start: int, end: int, level: int) -> Iterator[_Key]:
    if level == len(_STRETCHES):
        yield (str(level),)
        return
    days = _STRETCHES[level]
    yield from ((str(level), str(number)) for number in range(start // days, end // days + 1))


def _keys(report: Report) -> Iterator[_Key]:
    parties = sorted(report.parties)[:_MOST_PARTIES]
    pairs = combinations(parties, 2) if len(parties) > 1 else [tuple(parties)]
    yield from ((report.family, *pair) for pair in pairs)


def _single(report: Report) -> Iterator[int]:
    """Yield blocks of one party and one day: at home there is who names no other party."""
    for party in sorted(report.parties)[:_MOST_PARTIES]:
        for day in certain_days(report):
            yield _digest(report.family, "alone", party, day.isoformat())


def _marks(report: Report) -> Iterator[str]:
    event = report.event
    for participant in (*event.actors, *event.recipients):
        if is_individual(participant) and participant.entity:
            yield participant.entity
    if event.place and event.place.kind == "city":
        yield event.place.name
    yield from report.words


def _digest(*parts: str) -> int:
    made = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(made.digest(), "little")

"""Which reports are worth comparing: same family and pair of parties, and days that may meet.

Within a block reports are ordered by their first possible day, and each is compared with those
that begin before it ends (a week's window for undated ones). Large blocks are cut finer, by
persons, cities and rare words, so that no pair of states at war costs a square of comparisons.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from detente.merge.days import bounds
from detente.merge.reports import Report, is_individual

# Reports of a block up to which all that may meet are compared; measured with 10,000 reports.
_SMALL = 40
# How many neighbours (in order of days) each report of a large block is compared with anyway.
_NEIGHBOURS = 8
_MOST_PARTIES = 6

_Key = tuple[str, ...]


def candidates(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Return the pairs of reports worth comparing, as ordered indices, sorted, each once."""
    pairs: set[tuple[int, int]] = set()
    for block in _blocks(reports).values():
        pairs.update(_within(reports, block))
    return sorted(pairs)


def _blocks(reports: Sequence[Report]) -> dict[_Key, list[int]]:
    blocks: dict[_Key, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for key in _keys(report):
            blocks[key].append(index)
    return blocks


def _keys(report: Report) -> Iterator[_Key]:
    parties = sorted(report.parties)[:_MOST_PARTIES]
    pairs = combinations(parties, 2) if len(parties) > 1 else [tuple(parties)]
    yield from ((report.family, *pair) for pair in pairs)
    # Within an article a vague mention may name one party only, or none.
    yield (report.family, "article", report.article.id)


def _within(reports: Sequence[Report], block: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(block) <= _SMALL:
        yield from _sweep(reports, block, len(block))
        return
    yield from _sweep(reports, block, _NEIGHBOURS)
    finer: dict[str, list[int]] = defaultdict(list)
    for index in block:
        for key in _fine_keys(reports[index]):
            finer[key].append(index)
    for part in finer.values():
        yield from _sweep(reports, part, len(part) if len(part) <= _SMALL else _NEIGHBOURS)


def _sweep(
    reports: Sequence[Report], block: Sequence[int], n_neighbours: int
) -> Iterator[tuple[int, int]]:
    ordered = sorted(block, key=lambda index: (_first_day(reports[index]), index))
    for place, index in enumerate(ordered):
        end = _last_day(reports[index])
        following = ordered[place + 1 : place + 1 + n_neighbours]
        yield from (
            (min(index, other), max(index, other))
            for other in following
            if _first_day(reports[other]) <= end
        )


def _first_day(report: Report) -> dt.date:
    return bounds(report.span)[0]


def _last_day(report: Report) -> dt.date:
    # Three days more, for reports that disagree on the day.
    last = bounds(report.span)[1]
    return last + dt.timedelta(days=3) if last < dt.date(9999, 1, 1) else last


def _fine_keys(report: Report) -> Iterable[str]:
    event = report.event
    for participant in (*event.actors, *event.recipients):
        if is_individual(participant) and participant.entity:
            yield participant.entity
    if event.place and event.place.kind == "city":
        yield event.place.name
    yield from report.words

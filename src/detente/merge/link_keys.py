"""Which records may be part of one another, or of one series: those that share a link key.

A visit or meeting holds another record only if they have a party in common, and an article or days
(see :func:`detente.merge.visits.link_parts`); what follows in a series has a party, an article and
the sort of deed in common. So keys are made of a party and an article; or of visitor and host, or a
party of a summit, and a stretch of days; a whole of many days has keys of longer stretches.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from detente.merge.days import bounds
from detente.merge.deed_kinds import CALL, OTHER, STAY
from detente.merge.ids import digest
from detente.merge.reports import party_key
from detente.merge.series import number_of
from detente.merge.visits import (
    FEWEST_OF_SUMMIT,
    SLACK,
    LinkKeys,
    Merged,
    is_settled,
    may_be_part,
    may_hold,
)
from detente.model import When

_STRETCHES: Final = (16, 512)  # days; the last keys have no end
_TOUCHED: Final = 4
_SORTS: Final = frozenset({CALL, OTHER, STAY})

_MOST_PARTIES: Final = 8  # of which pairs are made
_NONE: Final[frozenset[int]] = frozenset()


def link_keys(item: Merged) -> LinkKeys:
    """Return the keys of a record as a whole, as a part, and in a series, none where it is not."""
    when = item.record.when
    deed = item.deed
    articles = [f"article {id_}" for id_ in item.record.article_ids]
    days_of_whole = _days_of_whole(when) if when else ()
    sort = deed if deed in _SORTS else "contact"
    return LinkKeys(
        whole=_keys(_parties(item), articles) | _keys(_held(item), days_of_whole)
        if may_hold(item)
        else _NONE,
        part=_keys(_parties(item), articles) | _keys(_told(item), _days_of_part(item))
        if may_be_part(item)
        else _NONE,
        series=_keys(_parties(item), [f"{sort} {article}" for article in articles])
        | _keys(_pairs(_parties(item)), [f"counted {sort}"] if number_of(item.reports) else []),
    )


def _keys(sides: Iterable[str], places: Iterable[str]) -> frozenset[int]:
    told = tuple(places)
    return frozenset(int(digest("link", one, place), 16) for one in sides for place in told)


def _parties(item: Merged) -> set[str]:
    return {party_key(one) for one in (*item.record.actors, *item.record.recipients)}


def _held(item: Merged) -> set[str]:
    """Return what a whole asks of parts that no article tells beside it.

    A visit asks for visitor and host, a summit for one of its parties, a meeting for two of its
    parties that settle something.
    """
    actors, recipients = (
        {party_key(one) for one in side} for side in (item.record.actors, item.record.recipients)
    )
    if item.deed == STAY and recipients:
        return {_pair(one, other) for one in actors for other in recipients if one != other}
    parties = actors | recipients
    settling = {f"settled {pair}" for pair in _pairs(parties)}
    return parties | settling if len(parties) >= FEWEST_OF_SUMMIT else settling


def _told(item: Merged) -> set[str]:
    parties = _parties(item)
    told = parties | _pairs(parties)
    if is_settled(item):
        told |= {f"settled {pair}" for pair in _pairs(parties)}
    # A meeting with a third one is held at the host's: in the host's country.
    place = item.record.place
    if place is not None and place.country:
        told |= {_pair(one, place.country) for one in parties if one != place.country}
    return told


def _pairs(parties: Iterable[str]) -> set[str]:
    return {_pair(one, other) for one, other in combinations(sorted(parties)[:_MOST_PARTIES], 2)}


def _pair(one: str, other: str) -> str:
    return " and ".join(sorted((one, other)))


def _days_of_part(item: Merged) -> Iterator[str]:
    days = {report.published for report in item.reports if report.published}
    if item.record.when is not None:
        days.add(bounds(item.record.when)[0])
    for day in days:
        yield from _day(day)


def _days_of_whole(when: When) -> Iterator[str]:
    first, last = (day.toordinal() for day in bounds(when))
    last += SLACK.days
    fitting = (days for days in _STRETCHES if last - first <= days * (_TOUCHED - 1))
    days = next(fitting, None)
    if days is None:
        yield "any day"
        return
    yield from (f"{days} days {number}" for number in range(first // days, last // days + 1))


def _day(day: dt.date) -> Iterator[str]:
    yield from (f"{days} days {day.toordinal() // days}" for days in _STRETCHES)
    yield "any day"

"""The known summits of bodies of states, and where a claim of one does not fit them."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from detente.merge.days import bounds
from detente.model import Claim, When

_SLACK: Final = dt.timedelta(days=2)  # leaders arrive before a summit and leave after it
_YEAR: Final = 366
TABLE: Final = "summit table"


@dataclass(frozen=True, slots=True)
class Summit:
    """Where and when a body met. ``places`` are the city's names and those around it, folded."""

    start: dt.date
    end: dt.date
    city: str
    country: str
    places: frozenset[str]
    source: str


Summits = Mapping[str, tuple[Summit, ...]]


@cache
def read_summits() -> Summits:
    """Return the packaged table of summits, by the id of the body and in order of time."""
    text = resources.files("detente.merge").joinpath("data/summits.csv").read_text("utf-8")
    found: dict[str, list[Summit]] = {}
    for body, start, end, city, country, also, source, _ in list(csv.reader(text.splitlines()))[1:]:
        names = frozenset(name.casefold() for name in (city, *also.split(";")) if name)
        days = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
        found.setdefault(body, []).append(Summit(*days, city, country, names, source))
    return {body: tuple(sorted(rows, key=lambda row: row.start)) for body, rows in found.items()}


def summits_claimed(claim: Claim, summits: Summits) -> list[Summit]:
    """Return the body's known summits of the days that a claim tells; none if it tells no day.

    A claim that tells a day is held against all of its year.
    """
    when = claim.start
    if when is None or (when.earliest is None and when.latest is None):
        return []
    first, last = bounds(when)
    if (last - first).days > _YEAR:
        return []
    years = range(first.year, last.year + 1)
    known = summits.get(claim.subject.entity or "", ())
    return [one for one in known if one.start.year in years]


def is_place_of(summit: Summit, claim: Claim) -> bool:
    """Whether a claim's place is that of a summit: the city, one around it, or its state."""
    return claim.object_text.casefold() in summit.places or claim.object_entity == summit.country


def is_day_of(summit: Summit, when: When) -> bool:
    """Whether the days told meet a summit's, give or take those of travel."""
    first, last = bounds(when)
    return first <= summit.end + _SLACK and summit.start - _SLACK <= last


def in_words_of(summit: Summit) -> str:
    """Return where and when a summit was."""
    start, end = summit.start, summit.end
    days = f"{start.day} {start:%B %Y}"
    if end != start:
        days = f"{start.day} {start:%B} to {end.day} {end:%B %Y}"
    return f"{summit.city} ({summit.country}), {days}"


def nearest(summits: list[Summit], when: When) -> Summit:
    """Return the summit nearest to the days told."""
    first, _ = bounds(when)
    return min(summits, key=lambda one: (abs((one.start - first).days), one.start))


def misplaced(claim: Claim, summits: Summits) -> Iterator[tuple[str, Summit]]:
    """Yield the field ("summit place" or "summit day") of a claim that fits no known summit."""
    known = summits_claimed(claim, summits)
    if not known or claim.start is None:
        return
    here = [one for one in known if is_place_of(one, claim)]
    if not here:
        yield "summit place", nearest(known, claim.start)
    elif not any(is_day_of(one, claim.start) for one in here):
        yield "summit day", nearest(here, claim.start)

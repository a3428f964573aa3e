"""The calendar of meetings of many countries: who is due where, known long before.

Table: ``data/meetings.csv``, whose head tells what is in it. The days of a series must be days
since 1970-01-01 (``questions.date_of``); in other counts no meeting falls.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from detente.entities.memberships import Memberships, load_memberships
from detente.forecast.questions import day_number

KNOWN_BEFORE: Final = 30
"""Days before a meeting by which its days are taken to be known."""


class Meeting(NamedTuple):
    """A meeting: its days (numbers, both included), host and who else takes part, by code.

    ``partner``: the one country whose forum with the others it is.
    """

    name: str
    first: int
    last: int
    host: str
    guests: frozenset[str]
    partner: str | None = None


@cache
def meetings() -> tuple[Meeting, ...]:
    """Return the meetings of the packaged table."""
    return tuple(_read())


def due(every: tuple[Meeting, ...], day: int, within: int) -> list[Meeting]:
    """Return the meetings that fall into a window and are known before it."""
    return [
        one
        for one in every
        if one.first < day + within and one.last >= day and one.first - KNOWN_BEFORE < day
    ]


def bringing_together(
    every: tuple[Meeting, ...], window: tuple[int, int], pair: tuple[str, str]
) -> list[Meeting]:
    """Return the meetings of a window that two countries take part in."""
    return [one for one in due(every, *window) if set(pair) <= {one.host, *one.guests}]


def _read() -> Iterator[Meeting]:
    text = files("detente.forecast").joinpath("data/meetings.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    members = load_memberships()
    for row in csv.DictReader(lines):
        first, last = (dt.date.fromisoformat(row[name]) for name in ("first", "last"))
        guests = _guests(row["members"], members, first) - {row["host"]}
        days = day_number(first), day_number(last)
        yield Meeting(row["name"], *days, row["host"], guests, row["partner"] or None)


def _guests(words: str, members: Memberships, day: dt.date) -> frozenset[str]:
    """Return the countries that codes of countries and ids of organisations stand for."""
    found: set[str] = set()
    for word in words.split():
        found |= set(members.members_on(word, day)) or {word}
    return frozenset(found)

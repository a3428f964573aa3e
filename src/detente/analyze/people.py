"""What the tables tell of persons, offices and actors, as views; and days cut short, in words."""

import datetime as dt
from typing import Final

from detente.analyze import wording
from detente.model import Record

CONFIRMED, OPEN, FORMER, FUTURE = "confirmed", "open", "former", "future"
IN_OFFICE: Final = frozenset({CONFIRMED, OPEN})
_DAY, _MONTH = len("YYYY-MM-DD"), len("YYYY-MM")


class Alias(Record, frozen=True, kw_only=True):
    """A way to write a name, and the table it comes from."""

    text: str
    source: str


class Rival(Record, frozen=True, kw_only=True):
    """Another claim about the same tenure: its days as ISO dates cut short, and who makes it."""

    start: str
    end: str
    source: str
    layer: str


class OfficeHeld(Record, frozen=True, kw_only=True):
    """One person's time in one office, as it stands on a day.

    ``start``, ``end``, ``asof`` and ``observed`` are ISO dates cut to what is known, "" where the
    tables are silent; ``asof`` is the day until which a source confirmed it, ``observed`` the
    month of a list that shows it. ``standing`` is confirmed, open, former or future; ``words``
    tells it with its day. ``layer`` is shipped, update or user.
    """

    person: str
    person_name: str
    country: str
    title: str
    office_type: str
    start: str
    end: str
    asof: str
    observed: str
    standing: str
    words: str
    sources: tuple[str, ...]
    layer: str
    rivals: tuple[Rival, ...] = ()


class PersonCard(Record, frozen=True, kw_only=True):
    """A person of the tables. ``country`` is a state or organisation id, ``wikidata`` an item."""

    id: str
    name: str
    country: str
    aliases: tuple[Alias, ...]
    wikidata: str


class ActorCard(Record, frozen=True, kw_only=True):
    """A state or organisation of the tables. ``kind``: state, organisation.

    ``code`` is what participants of records carry: the ISO3 code, EUR for the European Union, or
    the id of the organisation. ``ended`` is a state's last day, "" if it exists.
    """

    id: str
    kind: str
    code: str
    name: str
    official_name: str = ""
    capital: str = ""
    wikidata: str = ""
    ended: str = ""
    aliases: tuple[Alias, ...] = ()


class Membership(Record, frozen=True, kw_only=True):
    """A state's time in an organisation, ISO dates cut short, and how it stands on a day."""

    organisation: str
    organisation_name: str
    member: str
    member_name: str
    start: str
    end: str
    source: str
    standing: str


def shortened_words(iso: str) -> str:
    """Return an ISO date that may be cut short in words: "12 May 2024", "May 2024", "2024"."""
    if len(iso) == _DAY:
        return wording.day(dt.date.fromisoformat(iso))
    if len(iso) == _MONTH:
        return wording.day(dt.date.fromisoformat(f"{iso}-01")).partition(" ")[2]
    return iso


def precision_of(iso: str) -> str:
    """Return how finely a date cut short is known: day, month, year, or "" without one."""
    return {_DAY: "day", _MONTH: "month", 4: "year"}.get(len(iso), "")


def first_day(iso: str) -> dt.date:
    """Return the first day that an ISO date cut short may mean."""
    return dt.date.fromisoformat(iso + "-01-01"[len(iso) - _DAY :] if len(iso) < _DAY else iso)


def last_day(iso: str) -> dt.date:
    """Return the last day that an ISO date cut short may mean."""
    if len(iso) == _DAY:
        return dt.date.fromisoformat(iso)
    first = first_day(iso)
    following = (
        dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        if len(iso) == _MONTH
        else dt.date(first.year + 1, 1, 1)
    )
    return following - dt.timedelta(days=1)


def standing_words(standing: str, held: tuple[str, str, str, str]) -> str:
    """Return a standing with the day it rests on: "open, last confirmed 31 October 2025".

    Args:
        standing: confirmed, open, former or future.
        held: start, end, asof and observed of the tenure.
    """
    start, end, asof, observed = held
    if standing == CONFIRMED:
        return _confirmed_words(end, asof)
    if standing == OPEN:
        return f"open, {_last_word(start, asof, observed)}"
    if standing == FUTURE:
        return f"not yet, from {shortened_words(start)}" if start else "not yet"
    if end:
        return f"former, until {shortened_words(end)}"
    return f"taken as former, {_last_word(start, asof, observed)}"


def _confirmed_words(end: str, asof: str) -> str:
    if end:
        return f"confirmed, in office until {shortened_words(end)}"
    if not asof:
        return CONFIRMED
    return (
        f"confirmed, still in office {'on' if len(asof) == _DAY else 'in'} {shortened_words(asof)}"
    )


def _last_word(start: str, asof: str, observed: str) -> str:
    if asof:
        return f"last confirmed {shortened_words(asof)}"
    if observed:
        return f"seen in a list of {shortened_words(observed)}"
    return f"nothing known after its start in {shortened_words(start)[-4:]}" if start else "undated"

"""Offices, memberships and days cut short, in words; states and organisations as views."""

import datetime as dt
from typing import Final

from detente.analyze import wording
from detente.entities.directory_records import Holding
from detente.entities.tenure_records import CONFIRMED, FORMER, FUTURE, OPEN
from detente.model import Record

_DAY, _MONTH = len("YYYY-MM-DD"), len("YYYY-MM")
_OTHER_STANDINGS: Final = {
    "struck": "called wrong by a correction",
    "disputed": "said by one source alone",
}


class Alias(Record, frozen=True, kw_only=True):
    """A way to write a name, and the table it comes from."""

    text: str
    source: str


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


def shortened_words(iso: str | None) -> str:
    """Return an ISO date that may be cut short in words: "12 May 2024", "May 2024"; "" for none."""
    if not iso:
        return ""
    if len(iso) == _DAY:
        return wording.day(dt.date.fromisoformat(iso))
    if len(iso) == _MONTH:
        return wording.day(dt.date.fromisoformat(f"{iso}-01")).partition(" ")[2]
    return iso


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


def standing_words(held: Holding) -> str:
    """Return how a tenure stands, with the day that rests on: "open, last confirmed May 2025"."""
    if held.standing == CONFIRMED:
        return _confirmed_words(held)
    if held.standing == OPEN:
        return f"open, {_last_word(held)}"
    if held.standing == FUTURE:
        return f"not yet, from {shortened_words(held.start)}" if held.start else "not yet"
    if held.standing == FORMER and not held.end:
        return f"taken as former, {_last_word(held)}"
    if held.standing == FORMER:
        return f"former, until {shortened_words(held.end)}"
    return _OTHER_STANDINGS.get(held.standing, held.standing)


def standing_evidence(held: Holding) -> str:
    """Return what else a standing rests on: why an open one is believed; "" for nothing."""
    return held.in_words.partition("; ")[2]


def precision_words(held: Holding) -> str:
    """Return how finely the days of a tenure are known: "day", "day to year", "seen once"."""
    parts = [part for part in (held.start_precision, held.end_precision) if part]
    if not parts:
        return "seen once" if held.last_confirmed else "not known"
    return parts[0] if len(set(parts)) == 1 else " / ".join(parts)


def _confirmed_words(held: Holding) -> str:
    if held.end:
        return f"confirmed, in office until {shortened_words(held.end)}"
    if not held.last_confirmed:
        return "confirmed"
    at = "on" if len(held.last_confirmed) == _DAY else "in"
    return f"confirmed, still in office {at} {shortened_words(held.last_confirmed)}"


def _last_word(held: Holding) -> str:
    if held.last_confirmed and (held.start or held.end):
        return f"last confirmed {shortened_words(held.last_confirmed)}"
    if held.last_confirmed:
        return f"seen in a list of {shortened_words(held.last_confirmed)}"
    return f"nothing heard since its start in {(held.start or '')[:4]}" if held.start else "undated"

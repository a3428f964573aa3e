"""Tenures and offices as records, and how a tenure stands to a day."""

import datetime as dt
from typing import NamedTuple

# How a tenure stands to a day; the first that fits is the better known.
CONFIRMED, OPEN, FORMER, FUTURE = "confirmed", "open", "former", "future"
IN_OFFICE = frozenset({CONFIRMED, OPEN})
# A person in two offices is called by the weightier one.
_BY_WEIGHT = (
    *("HOS", "HOG", "LEADER", "CROWN", "HOIO", "FM", "DM", "NSC", "HOIO2", "DHOG", "DHOG2", "DHOS"),
    *("INT", "FIN", "CDS", "SPY", "SPY2", "TRADE", "ENERGY", "JUS", "ENV", "COS", "CBANK"),
    *("SPEAKER", "SPEAKER2", "SPOX", "SPOX2", "PRESSOFF", "DEP", "FSEC", "AMB", "COORD"),
    *("IGO_OFF", "OTHER", "GOVGEN"),
)
WEIGHT = {kind: weight for weight, kind in enumerate(_BY_WEIGHT)}
# Who holds one of these is called by surname alone.
LEADING = ("HOS", "HOG", "LEADER", "FM", "DM", "NSC", "HOIO", "HOIO2", "DHOS", "CROWN")
# The layer of the packaged tables.
SHIPPED = "shipped"


class Tenure(NamedTuple):
    """One person's time in one office, days inclusive; "" where the table is silent.

    ``start``, ``end`` and ``asof`` are ISO dates cut to what is known (YYYY, YYYY-MM). Without an
    ``end``, ``asof`` is the day until which a source confirmed it; ``observed`` the month of a
    list that shows it, without start or end. ``row`` is the line of the table, for reference.
    ``start_prec`` and ``end_prec`` are day, month or year; an end also ``inferred`` (from the
    successor's start) or ``le`` (on or before that day). ``layer`` names the layer the row is
    from, ``beneath`` holds what lower layers say of the same tenure.

    Where no end is known: ``succeeded`` is the day on which somebody else took the office,
    ``government`` the day on which another head of government took office, both after the last
    word; from ``lapses`` on the holder counts as former. ``struck`` says why a correction calls
    the row wrong.
    """

    person: str
    state: str
    office: str
    kind: str
    start: str
    end: str
    asof: str
    observed: str
    sources: str
    row: int
    start_prec: str = ""
    end_prec: str = ""
    licence: str = ""
    layer: str = SHIPPED
    beneath: tuple["Tenure", ...] = ()
    succeeded: str = ""
    government: str = ""
    lapses: str = ""
    struck: str = ""


class Office(NamedTuple):
    """An office: its type, title, PLOVER sector and further sectors."""

    id: str
    state: str
    kind: str
    title: str
    sector: str
    other_sector: str


class Held(NamedTuple):
    """A tenure as it stands on a day: confirmed, open, former or future."""

    tenure: Tenure
    state: str


class Rival(NamedTuple):
    """What another source says: of a tenure, or of an office that it gives to someone else.

    ``person`` is an id, or "" if the tables do not know the name. ``about`` is the start of the
    tenure that it contradicts, "" if it is about the office.
    """

    person: str
    name: str
    state: str
    kind: str
    about: str
    start: str
    end: str
    sources: str
    licence: str


def standing(tenure: Tenure, day: dt.date) -> str:
    """Return how a tenure stands on a day: confirmed, open, former or future.

    Open means that no end is known, no source has confirmed it up to that day, and it is likelier
    than not (see ``tenure_evidence``).
    """
    # ISO dates sort as text, and a shortened one before every day inside it, which is right
    # for a start; an end is stretched to the last day it may mean.
    iso = day.isoformat()
    if not tenure.start and not tenure.end and tenure.observed:
        return _observed_standing(tenure, iso)
    if tenure.start > iso:
        return FUTURE
    if tenure.end:
        return CONFIRMED if iso <= stretched(tenure.end) else FORMER
    if iso <= stretched(tenure.asof or tenure.start):
        return CONFIRMED
    return _unheard_of(tenure, iso, _OPEN_YEARS)


class OfficeDays(NamedTuple):
    """The days in office as ISO text: ``first`` <= day < ``until``."""

    first: str
    until: str


def office_days(tenure: Tenure) -> OfficeDays:
    """Return the days on which ``standing`` finds a tenure in office; they have no gap."""
    if not tenure.start and not tenure.end and tenure.observed:
        first = f"{int(tenure.observed[:4]) - _OBSERVED_YEARS:04}"
        until = max(tenure.observed + "\0", _lapse(tenure, _OBSERVED_YEARS))
    elif tenure.end:
        first, until = tenure.start, _after(stretched(tenure.end))
    else:
        first = tenure.start
        known = _after(stretched(tenure.asof or tenure.start))
        until = max(known, _lapse(tenure, _OPEN_YEARS))
    return OfficeDays(first, until)


def _after(iso: str) -> str:
    """Return what sorts behind a day, or all days of a month or year, and before the next."""
    return iso + "~"


def _lapse(tenure: Tenure, years: int) -> str:
    return tenure.lapses or f"{int(last_word(tenure)[:4]) + years:04}~"


# Without evidence in the row: how long a holder of whom no end is known is believed to stay.
_OPEN_YEARS = 6
# Seen in one dated list only: trusted for a year on either side of it.
_OBSERVED_YEARS = 1


def _observed_standing(tenure: Tenure, iso: str) -> str:
    if int(tenure.observed[:4]) - int(iso[:4]) > _OBSERVED_YEARS:
        return FUTURE
    if iso <= tenure.observed:
        return OPEN
    return _unheard_of(tenure, iso, _OBSERVED_YEARS)


def _unheard_of(tenure: Tenure, iso: str, years: int) -> str:
    if tenure.lapses:
        return OPEN if iso < tenure.lapses else FORMER
    return OPEN if int(iso[:4]) - int(last_word(tenure)[:4]) <= years else FORMER


def last_word(tenure: Tenure) -> str:
    """Return the latest day, perhaps cut, on which a source saw the holder in office."""
    return max(tenure.asof, tenure.observed, tenure.start)


def stretched(iso: str) -> str:
    """Return the last day that a date cut to a month or year may mean, as text for comparison.

    >>> stretched("2024")
    '2024-12-31'
    """
    return iso + "-12-31"[len(iso) - 10 :] if len(iso) < len("YYYY-MM-DD") else iso

"""How a tenure stands on a day, in words."""

import datetime as dt
from typing import NamedTuple

from detente.entities.tenure_evidence import OTHER, SAME, Staying
from detente.entities.tenure_records import (
    CONFIRMED,
    FORMER,
    FUTURE,
    Held,
    Tenure,
    last_word,
    stretched,
)

# Ways to stand beside those of ``tenure_records``: a correction struck the row out; another
# source alone says so; nobody asked for a day.
STRUCK, DISPUTED, UNDATED = "struck", "disputed", "undated"
_LESS_SURE = {"inferred": "inferred", "le": "before"}
_YEAR = 365.25


def precision_of(iso: str, told: str) -> str | None:
    """Return how sure a date is: day, month, year, inferred, before; None without a date."""
    if not iso:
        return None
    return _LESS_SURE.get(told) or {4: "year", 7: "month"}.get(len(iso), "day")


class Odds(NamedTuple):
    """What the chance of an open tenure is told from: how long such holders stay, their name."""

    staying: Staying
    holders: str


def standing_in_words(held: Held, day: dt.date | None, odds: Odds) -> str:
    """Return a sentence on how a tenure stands on a day, and what that rests on."""
    tenure, days = held.tenure, _days(held.tenure)
    if held.state == STRUCK:
        return f"{days}; called wrong: {tenure.struck}"
    if held.state == DISPUTED:
        return f"{days}, says {tenure.sources} alone; better sources name somebody else"
    if held.state == FUTURE:
        return f"{days}; not yet in office"
    if day is None or held.state == CONFIRMED or tenure.end:
        return days + _doubt(tenure)
    return f"{days}; {_why_open(held, day, odds)}"


def _days(tenure: Tenure) -> str:
    if not tenure.start and not tenure.end and tenure.observed:
        return f"seen in office in {tenure.observed}, start and end not known"
    start = f"from {tenure.start}" if tenure.start else "start not known,"
    if tenure.end:
        return f"{start} to {tenure.end}"
    seen = f", last confirmed {tenure.asof}" if tenure.asof else ""
    return f"since {tenure.start}{seen}" if tenure.start else f"{start} no end known{seen}"


def _doubt(tenure: Tenure) -> str:
    if tenure.end and tenure.end_prec == "inferred":
        return " (the end is the successor's start)"
    if tenure.end and tenure.end_prec == "le":
        return " (ended on that day or before)"
    return ""


def _why_open(held: Held, day: dt.date, odds: Odds) -> str:
    tenure, iso = held.tenure, day.isoformat()
    if held.state == FORMER and tenure.succeeded and tenure.succeeded <= iso:
        return f"no end is known, but somebody else took the office on {tenure.succeeded}"
    parts = ["no end is known"]
    changed = bool(tenure.government) and tenure.government <= iso
    if changed:
        parts.append(f"another head of government took office on {tenure.government}")
    parts.append(_odds(tenure, day, odds, OTHER if changed else SAME))
    return "; ".join(part for part in parts if part)


def _odds(tenure: Tenure, day: dt.date, odds: Odds, government: str) -> str:
    word = stretched(last_word(tenure))
    seen = dt.date.fromisoformat(word[:8] + min(word[8:], "28"))
    share = odds.staying.share(tenure.kind, government, (day - seen).days / _YEAR)
    if share is None:
        return "" if day <= seen else "nothing was heard since"
    years = "a year" if share.years == 1 else f"{share.years} years"
    under = ""
    if odds.staying.is_of_a_government(tenure.kind):
        under = f" under {'another' if government == OTHER else 'the same'} head of government"
    rest = f"{round(100 * share.share)} are still there {years} later{under}"
    return f"of 100 {odds.holders}, {rest}"

"""What is known of the matter of a claim: the tables agree, disagree, or do not tell."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from detente.entities.tenure import CONFIRMED, FORMER, Tenure, standing
from detente.merge.known_facts import (
    Facts,
    iso_in_words,
    membership_claimed,
    membership_table,
    misfits,
    tenure_table,
    tenures_claimed,
    was_member,
)
from detente.merge.known_summits import TABLE, in_words_of, is_day_of, is_place_of, summits_claimed
from detente.model import Claim, Record

AGREE, DISAGREE, UNKNOWN = "agree", "disagree", "unknown"
VERDICTS: Final = (AGREE, DISAGREE, UNKNOWN)


class Check(Record, frozen=True, kw_only=True):
    """What a table says to a claim. ``verdict``: agree, disagree, unknown.

    ``known`` is what the table says, in words, and ``table`` which one; None where none tells.
    """

    verdict: str
    known: str | None = None
    table: str | None = None


def check_claim(claim: Claim, published: dt.date | None, facts: Facts) -> Check:
    """Return what the tables say to a claim that an article published on a day told.

    Unknown where no table has a row on the matter, where the article has no day, and where the
    row proves nothing on that day.
    """
    misfit = next(misfits(claim, published, facts), None)
    if misfit is not None:
        return Check(verdict=DISAGREE, known=misfit.known, table=misfit.table)
    supports = _SUPPORTS.get(claim.kind)
    if supports is None or published is None:
        return Check(verdict=UNKNOWN)
    return supports(claim, published, facts) or Check(verdict=UNKNOWN)


def _office(claim: Claim, published: dt.date, facts: Facts) -> Check | None:
    wanted = CONFIRMED if claim.kind == "holds_office" else FORMER
    if claim.is_negated:
        return None
    tenures = tenures_claimed(claim, facts)
    fitting = [one for one in tenures if standing(one, published) == wanted]
    dated = tenures if claim.start or claim.end else ()
    found = next(iter([*fitting, *(one for one in dated if one.start and one.end)]), None)
    if found is None:
        return None
    return Check(verdict=AGREE, known=_days(found), table=tenure_table(found))


def _days(tenure: Tenure) -> str:
    since = f"in office since {iso_in_words(tenure.start)}" if tenure.start else "in office"
    if not tenure.end:
        return since
    start = iso_in_words(tenure.start) if tenure.start else "an unknown day"
    return f"in office from {start} to {iso_in_words(tenure.end)}"


def _membership(claim: Claim, published: dt.date, facts: Facts) -> Check | None:
    membership = membership_claimed(claim, facts)
    if membership is None:
        return None
    is_member = was_member(membership, published)
    says_member = claim.kind == "member_of" and not claim.is_negated
    if claim.is_negated and claim.kind != "member_of":
        return None
    if is_member != says_member:
        return None
    has_ended = bool(membership.end) and membership.end < published.isoformat()
    if claim.kind == "left" and not has_ended:
        return None
    edge = iso_in_words(membership.end if has_ended else membership.start)
    words = "ended on" if has_ended else "has run since" if is_member else "began on"
    return Check(
        verdict=AGREE, known=f"membership {words} {edge}", table=membership_table(membership)
    )


def _summit(claim: Claim, published: dt.date, facts: Facts) -> Check | None:  # noqa: ARG001 - as every check
    known = summits_claimed(claim, facts.summits)
    when = claim.start
    fitting = (one for one in known if when and is_place_of(one, claim) and is_day_of(one, when))
    found = next(fitting, None)
    if found is None:
        return None
    return Check(verdict=AGREE, known=in_words_of(found), table=f"{TABLE} ({found.source})")


_Support = Callable[[Claim, dt.date, Facts], Check | None]
_SUPPORTS: Mapping[str, _Support] = {
    "holds_office": _office,
    "held_office": _office,
    "member_of": _membership,
    "wants_to_join": _membership,
    "left": _membership,
    "summit_in": _summit,
}

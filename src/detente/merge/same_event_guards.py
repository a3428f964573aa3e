"""What keeps two reports from being one event, and what lets one event have two days."""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from detente.merge.days import bounds, days_exclude, gap_days
from detente.merge.deed_kinds import CONTACT, OTHER, STAY, WELCOME, are_two, ends_stay, tells_end
from detente.merge.parties import Match
from detente.merge.predicates import KIN, SAME_DEED, Predicate, is_deed, predicate, tie
from detente.merge.reports import Report, certain_days, party_key
from detente.model import Modality, Precision, When

TOO_FAR = "too far apart in time"
ONE_SIDED = "one names a single party"
OTHER_DAYS = "days exclude each other"
_VISITS = frozenset({STAY, WELCOME})
# Share of words from which two sentences tell the same in nearly the same words.
_SAME_WORDING = 0.6
_SAME_MATTER = 0.25
_CLEAR_PARTIES = 0.85
_LIKELY_PARTIES = 0.55
_CONTESTED_DAYS = 3
# In how many characters behind a verb its object stands.
_OBJECT = 40
_RELATIONS = re.compile(r"\b(?:relations|ties)\b")
# How many words behind a deed of so few words may end a phrase.
_SHORT, _BEHIND = 2, 4
_WORDS_ALONE, _BINDING = frozenset({"declaration"}), frozenset({"treaty", "contract", "loan"})
# A state visit takes three days or four; nobody visits the same host twice in them.
_STAY_DAYS = 3


class Shared(NamedTuple):
    """What two reports have in common: a share of words, and a tie of their deeds, 0..1 each."""

    words: float
    deed: float


def veto_of(one: Report, other: Report) -> str | None:
    """Return why two reports cannot be one event whatever else they say, or None."""
    if veto := _veto_of_kind(one, other):
        return veto
    if one.event.historical != other.event.historical and not (one.event.when and other.event.when):
        return "one is background, without a day"
    is_near = gap_days(one.span, other.span) <= _CONTESTED_DAYS
    if not (is_near or is_far(one, other) or _is_long_stay(one, other)):
        return TOO_FAR
    if one.article.id == other.article.id:
        return _veto_in_article(one, other)
    return ONE_SIDED if is_one_sided(one, other) and not _is_told_in_part(one, other) else None


def is_far(one: Report, other: Report) -> bool:
    """Whether two reports share no day, but one tells none and looks as far as the other lies.

    So it may mean the one event of the same parties and the same deed there.
    """
    if one.parties != other.parties or len(one.parties) == 1 or not _reach_only(one, other):
        return False
    if one.event.when and other.event.when:
        return _is_done_late(one, other)
    if one.family == "contact":
        return one.deed == other.deed or {one.deed, other.deed} <= _VISITS
    return _is_one_deed(one, other) or shared_words(one, other) >= _SAME_MATTER


def _is_done_late(one: Report, other: Report) -> bool:
    """Whether one tells a plan for some day, and the other that such a thing was done weeks later.

    A visit, one more of a counted series, or the same deed in a quarter of the same words.
    """
    plan, deed = sorted((one, other), key=lambda report: report.event.modality is Modality.DONE)
    is_late = bounds(plan.span)[1] < bounds(deed.span)[0]
    is_late &= gap_days(one.span, other.span) > _CONTESTED_DAYS
    if not (is_late and _is_announced(plan, deed)):
        return False
    if one.family == "contact":
        is_counted = one.number is not None and one.number == other.number
        return is_counted or {one.deed, other.deed} <= _VISITS
    return _is_one_deed(one, other) and shared_words(one, other) >= _SAME_MATTER


def _is_announced(plan: Report, deed: Report) -> bool:
    """Whether one report tells a plan, and another, no earlier, what was done."""
    if plan.event.modality is not Modality.PLANNED or deed.event.modality is not Modality.DONE:
        return False
    if plan.published is None or deed.published is None:
        return False
    return plan.published <= deed.published


def _is_one_deed(one: Report, other: Report) -> bool:
    return tie(deed_in(one), deed_in(other)) >= SAME_DEED


def deed_in(report: Report) -> Predicate:
    """Return what the words of a report's deed tell, with those behind that may end a phrase."""
    event = report.event
    return _deed_in(event.action_text, report.sentence, event.action.end - report.sentence_start)


@lru_cache(maxsize=1 << 14)
def _deed_in(action: str, sentence: str, end: int) -> Predicate:
    if len(action.split()) > _SHORT:
        return predicate(action)
    return predicate(action, " ".join(sentence[max(end, 0) :].split(maxsplit=_BEHIND)[:_BEHIND]))


def shared_words(one: Report, other: Report) -> float:
    """Return the share of the shorter sentence's telling words that the other has too, 0..1."""
    # At least five words, so that a sentence of two words proves little.
    common = len(one.words & other.words)
    return common / max(min(len(one.words), len(other.words)), 5) if common else 0.0


def _reach_only(one: Report, other: Report) -> bool:
    if one.article.id == other.article.id or not days_exclude(one.span, other.span):
        return False
    return not days_exclude(one.reach or one.span, other.reach or other.span)


def excluded(one: Report, other: Report, match: Match) -> str | None:
    """Return on what two reports exclude each other, a day or a party, or None."""
    if days_exclude(one.span, other.span) and not is_far(one, other):
        return OTHER_DAYS
    if match.clash:
        return match.clash
    if all(match.left) and 2 * len(one.parties & other.parties) < len(one.parties | other.parties):
        return "other parties: " + ", ".join(sorted(match.left[0] | match.left[1]))
    return None


def ties_over_days(
    one: Report, other: Report, match: Match, shared: Shared, *, is_apart: bool
) -> str | None:
    """Return why reports that exclude each other may yet tell one event, or None.

    contested: two articles that could both have known of either day, name the same persons (one
    may name more) and yet differ by a day, or by three if they tell it in nearly the same words;
    so do two that differ in one party alone. stay: days of one visit, or of another deed whose end
    is told. slip: planned for one day, done a day or some later. late: done weeks later, as nothing
    of the kind is told of the day. far: one tells no day, and looks far back or ahead. moved: a
    plan that one of the reports says was put off; such a report excludes none of the days to come,
    so all but this and the last ask for ``is_apart``.
    """
    if one.article.id == other.article.id:
        return None
    is_dyad = len(one.parties & other.parties) > 1 and not match.clash and not all(match.left)
    if is_dyad and match.worth >= _LIKELY_PARTIES and _is_move(one, other):
        return "moved"
    if is_far(one, other):
        return "late" if one.event.when and other.event.when else "far"
    if is_apart and not days_exclude(one.span, other.span):
        alike = shared.words >= _SAME_WORDING and len(one.parties & other.parties) > 1
        return "contested" if alike and same_day(one.event.when, other.event.when) else None
    return _over_two_days(one, other, match, shared) if is_apart and is_dyad else None


def _over_two_days(one: Report, other: Report, match: Match, shared: Shared) -> str | None:
    if _is_one_stay(one, other, match) or _has_ended(one, other, match, shared):
        return "stay"
    if _is_contested_day(one, other, match, shared):
        return "contested"
    return "slip" if match.worth >= _LIKELY_PARTIES and _has_slipped(one, other) else None


def same_day(one: When | None, other: When | None) -> bool:
    """Whether both are known to the day, and it is one day."""
    return one is not None and one == other and one.precision is Precision.DAY


def _veto_of_kind(one: Report, other: Report) -> str | None:
    if one.family != other.family:
        return f"{one.event.event_type} is not {other.event.event_type}"
    if are_two(one.deed, other.deed):
        return f"a {one.deed} is not a {other.deed}"
    if one.deed == other.deed == STAY and _is_return(one, other):
        return "a visit the other way round"
    if _are_two_of_series(one, other):
        return "another of a series"
    if _sign_words_and_bond(one, other):
        return "a document of another sort"
    return "an offer and the answer to it" if _is_answer(one, other) else None


def _are_two_of_series(one: Report, other: Report) -> bool:
    if one.number is None or other.number is None:
        return 1 in {one.number, other.number} and (one.is_next or other.is_next)
    return one.number != other.number


def _is_return(one: Report, other: Report) -> bool:
    """Whether who visits in one report is visited in the other, and none visits in both."""
    visitors, others = (frozenset(map(party_key, each.event.actors)) for each in (one, other))
    if visitors & others:
        return False
    hosts, others_hosts = (
        frozenset(map(party_key, each.event.recipients)) for each in (one, other)
    )
    return bool(visitors & others_hosts or others & hosts)


def _is_answer(one: Report, other: Report) -> bool:
    """Whether one accepts what the other offers: who acts in one receives in the other."""
    sides = [
        frozenset(map(party_key, some))
        for event in (one.event, other.event)
        for some in (event.actors, event.recipients)
    ]
    if not all(sides) or (sides[0], sides[1]) != (sides[3], sides[2]):
        return False
    accepts = [is_deed(report.event.action_text, "accept") for report in (one, other)]
    return accepts[0] != accepts[1]


def _veto_in_article(one: Report, other: Report) -> str | None:
    in_one_sentence = one.event.sentence == other.event.sentence
    if in_one_sentence and (one.family != "contact" or one.parties != other.parties):
        return "one sentence tells them apart"
    if _is_next_step(one, other):
        return "one article tells one as done and one as planned"
    if _is_one_more(one, other):
        return "one article tells of one more"
    if _sign_two(one, other):
        return "one article tells of two documents"
    points_back = one.is_vague or other.is_vague or one.is_headline or other.is_headline
    if is_one_sided(one, other) and not points_back:
        return ONE_SIDED
    return None


def is_one_sided(one: Report, other: Report) -> bool:
    """Whether one of two reports names a single party, and the other more."""
    return (len(one.parties) == 1) != (len(other.parties) == 1)


def _is_told_in_part(one: Report, other: Report) -> bool:
    """Whether two articles tell the same deed of the same days, the one with a party fewer."""
    if not (one.parties <= other.parties or other.parties <= one.parties):
        return False
    if set(certain_days(one)).isdisjoint(certain_days(other)):
        return False
    if one.family == "contact":
        return one.deed == other.deed or {one.deed, other.deed} <= _VISITS
    return _is_one_deed(one, other)


def _is_next_step(one: Report, other: Report) -> bool:
    if one.event.when and other.event.when:
        return False
    return {one.event.modality, other.event.modality} == {Modality.DONE, Modality.PLANNED}


def _is_one_more(one: Report, other: Report) -> bool:
    """Whether the later of two mentions in one text says that it is another of the kind."""
    if one.is_headline or other.is_headline or one.is_next == other.is_next:
        return False
    return max((one, other), key=lambda report: report.event.action.start).is_next


def _sign_two(one: Report, other: Report) -> bool:
    if one.is_headline or other.is_headline or one.family != "accord":
        return False
    ours, theirs = one.instruments, other.instruments
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _sign_words_and_bond(one: Report, other: Report) -> bool:
    """Whether one tells of a declaration and the other of what binds: papers mix up other sorts."""
    sorts = sorted((one.instruments, other.instruments), key=lambda some: some == _WORDS_ALONE)
    return one.family == "accord" and sorts[1] == _WORDS_ALONE and bool(sorts[0] & _BINDING)


def _is_contested_day(one: Report, other: Report, match: Match, shared: Shared) -> bool:
    dates = [one.event.when, other.event.when]
    last = max((when.latest for when in dates if when and when.latest), default=None)
    if last is None or not (_may_know(one, last) and _may_know(other, last)):
        return False
    if not all(when and when.precision is Precision.DAY for when in dates):
        return False
    is_clear = match.worth >= _CLEAR_PARTIES
    # Two states meet day after day, but sign one treaty, break off relations once.
    is_clear |= one.deed == OTHER and shared.deed >= SAME_DEED and shared.words >= _SAME_MATTER
    is_clear |= shared.deed >= KIN and all(map(_breaks_relations, (one, other)))
    allowed = _CONTESTED_DAYS if shared.words >= _SAME_WORDING else 1
    return is_clear and gap_days(one.span, other.span) <= allowed


def _breaks_relations(report: Report) -> bool:
    """Whether a state breaks with another, which it does but once in years."""
    start = max(report.event.action.end - report.sentence_start, 0)
    told = f"{report.event.action_text} {report.sentence[start : start + _OBJECT]}"
    return is_deed(report.event.action_text, "sever") and _RELATIONS.search(told) is not None


def _may_know(report: Report, day: dt.date) -> bool:
    """Say whether a report was printed on a day or later; a plan is told before it."""
    is_plan = report.event.modality is Modality.PLANNED
    return report.published is not None and (is_plan or report.published >= day)


def _is_one_stay(one: Report, other: Report, match: Match) -> bool:
    kinds = {one.deed, other.deed}
    if STAY not in kinds or not kinds <= {STAY, WELCOME, CONTACT} or match.worth < _LIKELY_PARTIES:
        return False
    return gap_days(one.span, other.span) <= _STAY_DAYS or _is_long_stay(one, other)


def _is_long_stay(one: Report, other: Report) -> bool:
    """Whether one tells of a visit, and the other of its end, some days later."""
    begin, end = sorted((one, other), key=lambda report: bounds(report.span))
    if begin.deed != STAY or end.deed != STAY or begin.parties != end.parties:
        return False
    is_told = begin.event.modality is end.event.modality is Modality.DONE
    return is_told and ends_stay(end.event.action_text) and _reach_only(one, other)


def _has_ended(one: Report, other: Report, match: Match, shared: Shared) -> bool:
    """Whether the later of two reports of done deeds tells the end of what the earlier began."""
    if any(report.event.modality is Modality.PLANNED for report in (one, other)):
        return False
    later = max((one, other), key=lambda report: (bounds(report.span), report.rank))
    is_one_deed = shared.deed >= KIN or shared.words >= _SAME_MATTER
    is_near = gap_days(one.span, other.span) <= _STAY_DAYS
    if not (is_one_deed and is_near and one.parties == other.parties):
        return False
    return tells_end(later.event.action_text) and match.worth >= _LIKELY_PARTIES


def _has_slipped(one: Report, other: Report) -> bool:
    plan, deed = sorted((one, other), key=lambda report: report.event.modality is Modality.DONE)
    if not (plan.event.when and deed.event.when and _is_announced(plan, deed)):
        return False
    return gap_days(one.span, other.span) <= _CONTESTED_DAYS


def _is_move(one: Report, other: Report) -> bool:
    """Whether one of two reports says that a plan was put off, and the other may be that plan."""
    if one.has_moved == other.has_moved or days_exclude(one.span, other.span):
        return False
    days = [report.event.when for report in (one, other) if report.event.when]
    return len(days) < 2 or days_exclude(*days)  # noqa: PLR2004 - both

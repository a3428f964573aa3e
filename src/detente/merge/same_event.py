"""Is it the same event? A score for two reports, with its reasons in words."""

import re
from dataclasses import dataclass, field

from detente.merge.days import days_exclude, gap_days
from detente.merge.deed_kinds import CONTACT, STAY, WELCOME
from detente.merge.parties import Match, match_parties
from detente.merge.predicates import KIN, SAME_DEED, bond_of
from detente.merge.reports import Report, Rules
from detente.merge.same_event_guards import (
    ONE_SIDED,
    Shared,
    deed_in,
    excluded,
    is_one_sided,
    same_day,
    shared_words,
    ties_over_days,
    veto_of,
)
from detente.merge.tables import Deeds
from detente.model import Modality, Place, When

# Points from which two reports are one event; the cases under tests/merge/cases hold the border.
SAME_FROM = 4.4
_PARTIES = 4.0
_SAME_TYPE, _KIN_TYPE = 1.0, -0.5
_SAME_MODE = 0.3
_SAME_DAY, _SAME_NIGHT, _NARROW, _WIDE = 2.0, 1.6, 1.2, 0.5
_NEXT_DAY = 0.6
# What lets one event have two days speaks for it, too.
_OVER_DAYS = {
    "moved": (0.4, "one says that the plan was put off"),
    "stay": (0.4, "days of one stay"),
}
_SAME_NUMBER = 0.5
_UNDATED_NEAR, _UNDATED_FAR = 0.6, 0.2
_SAME_CITY, _SAME_COUNTRY = 1.0, 0.3
_OTHER_CITY, _OTHER_COUNTRY = -1.0, -2.0
_WORDS, _SAME_TOPIC = 3.0, 0.3
_VAGUE, _HEADLINE, _ANTECEDENT = 1.5, 1.0, 1.2
_NEAR_SENTENCES = 2
_FORCE = "force"
# Before a noun, what makes it one that all know: "the Iranian attack", "Iran's attack".
_DEFINITE = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Hh]is|[Tt]heir)|['’]s?) (?:[A-Z][a-z]+ )?\S+$")
_FREQUENT, _FREQUENT_IN_DAY, _FREQUENT_YET_TOLD = -2.2, -1.5, -1.0
_ONE_PARTY, _ALONE = 0.45, 0.6
_ONE_ARTICLE = 0.4
_SUPPOSED = -1.0
_LEFT = -0.5
# What an untold recipient is worth when the other report tells one.
_UNTOLD = 0.4
# "Overnight" is one of two days.
_NIGHT_DAYS, _NARROW_DAYS = 2, 8
# What is told without a day, or of a whole month, may mean the one event that fits.
LOOSE_FROM = 3.3
_LOOSE_PARTIES = 0.55
# Share of words from which a report that names one party fewer may tell the same.
_PART_WORDS = 0.2
_SAME_WORDS_OF_DEED, _OTHER_DEED = 0.5, -0.6


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are.

    ``points`` is an open scale, same from ``SAME_FROM``; ``veto`` tells why they cannot be one
    event, whatever the points; ``is_contested``: one event, but the reports exclude each other
    on a day or a party; ``over_days`` tells why one event may have two days: "stay", "slip" (a
    plan that slipped), "moved" (a plan put off), "late" (one that nobody tells to have been put
    off), "far" (of no certain day). ``is_loose``: one event only if none fits as well, for want of
    a certain day, or of a party that the other names.
    """

    points: float
    reasons: tuple[str, ...]
    veto: str | None = None
    is_contested: bool = False
    over_days: str | None = None
    is_loose: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the two reports are taken for one event."""
        return self.veto is None and self.points >= SAME_FROM


@dataclass(slots=True)
class _Tally:
    points: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str) -> None:
        if points:
            self.points += points
            self.reasons.append(f"{reason} ({points:+.1f})")


def score(one: Report, other: Report, rules: Rules) -> Likeness:
    """Return how alike two reports are, and why; the order of the two does not matter."""
    if veto := veto_of(one, other):
        return Likeness(0.0, (), veto)
    match, overlap = _match(one, other, rules.deeds), shared_words(one, other)
    in_part = _is_in_part(one, other)
    if in_part and overlap < _PART_WORDS:
        return Likeness(0.0, (), ONE_SIDED)
    shared = _shared(one, other, overlap)
    apart = excluded(one, other, match)
    over = ties_over_days(one, other, match, shared, is_apart=apart is not None)
    if apart and over is None:
        return Likeness(0.0, (), apart)
    tally = _tallied(one, other, match, shared, rules.deeds)
    if over == "slip" and gap_days(one.span, other.span) == 1:
        tally.add(_NEXT_DAY, "done the day after it was planned for")
    if over in _OVER_DAYS:
        tally.add(*_OVER_DAYS[over])
    if over not in _OTHER_PLACE and not _is_place_of_both(one, other):
        _add_place(tally, one.event.place, other.event.place)
    if len(one.parties | other.parties) == 1 and _is_loosely_alone(one, other, shared.deed):
        tally.add(_ALONE, "the same deed of one party")
    points = round(tally.points, 2)
    is_some_day = over != "moved" and _tells_some_day(one.event.when, other.event.when)
    loose = (points < SAME_FROM or is_some_day) and _is_loose(one, other, match, shared.deed)
    loose = loose or in_part or over in {"far", "late"}
    return Likeness(points, tuple(tally.reasons), None, over not in {None, "far"}, over, loose)


def veto_between(one: Report, other: Report, rules: Rules) -> str | None:
    """Return the veto of :func:`score`, without counting what speaks for one event."""
    if veto := veto_of(one, other):
        return veto
    overlap = shared_words(one, other)
    if overlap < _PART_WORDS and _is_in_part(one, other):
        return ONE_SIDED
    match = _match(one, other, rules.deeds)
    apart = excluded(one, other, match)
    if apart is None:
        return None
    over = ties_over_days(one, other, match, _shared(one, other, overlap), is_apart=True)
    return apart if over is None else None


def _is_in_part(one: Report, other: Report) -> bool:
    """Whether one of two reports, in two articles, leaves out a party."""
    return one.article.id != other.article.id and is_one_sided(one, other)


def _shared(one: Report, other: Report, overlap: float) -> Shared:
    in_one_text = one.article.id == other.article.id
    return Shared(overlap, bond_of(deed_in(one), deed_in(other), in_one_text=in_one_text))


def _tallied(one: Report, other: Report, match: Match, shared: Shared, deeds: Deeds) -> _Tally:
    """Return the points for all but the places."""
    tally = _Tally()
    _add_parties(tally, match, min(len(one.parties), len(other.parties)))
    _add_type(tally, one, other)
    _add_deed(tally, one, other, shared.deed, deeds)
    _add_days(tally, one, other)
    if _is_same_number(one, other):
        tally.add(_SAME_NUMBER, "the same of a series")
    tally.add(round(_WORDS * shared.words, 2), "words in common")
    if set(one.event.topics) & set(other.event.topics):
        tally.add(_SAME_TOPIC, "same topic")
    if one.article.id == other.article.id:
        _add_same_article(tally, one, other)
    return tally


def _is_loose(one: Report, other: Report, match: Match, bond: float) -> bool:
    if one.article.id == other.article.id or len(one.parties & other.parties) < 1:
        return False
    if min(len(one.parties), len(other.parties)) == 1:
        return _is_loosely_alone(one, other, bond)
    if not (_is_wide(one.event.when) or _is_wide(other.event.when)):
        return False
    is_one_deed = bond >= KIN or one.deed == other.deed or {one.deed, other.deed} & _ANY_CONTACT
    return bool(is_one_deed) and match.worth >= _LOOSE_PARTIES and not all(match.left)


def _is_loosely_alone(one: Report, other: Report, bond: float) -> bool:
    """Whether both tell the same deed of one party, and one of them no certain day.

    A report of no day in an article of no day may tell of any time, and of any such deed.
    """
    if len(one.parties | other.parties) > 1 or bond < KIN:
        return False
    if any(report.span.earliest is None and report.span.latest is None for report in (one, other)):
        return False
    return _is_wide(one.event.when) or _is_wide(other.event.when)


def _tells_some_day(one: When | None, other: When | None) -> bool:
    """Whether one tells a day and the other a month, which may hold more events than one."""
    return one is not None and other is not None and _is_wide(one) != _is_wide(other)


_ANY_CONTACT = frozenset({CONTACT, WELCOME})
# What was put off may take place elsewhere.
_OTHER_PLACE = frozenset({"slip", "moved", "late"})


def _is_wide(when: When | None) -> bool:
    return when is None or _width_days(when) > _NARROW_DAYS


def _add_deed(tally: _Tally, one: Report, other: Report, bond: float, deeds: Deeds) -> None:
    if one.family == "contact":
        return
    is_frequent = one.family in deeds.frequent
    is_told_apart = bond >= SAME_DEED and one.family in deeds.told_apart
    if bond >= SAME_DEED and (is_told_apart or not is_frequent):
        tally.add(_SAME_WORDS_OF_DEED, "words of one deed")
    elif bond < KIN:
        tally.add(_OTHER_DEED, "words of two deeds")
    if is_frequent and not _is_headline_of(one, other):
        often = _FREQUENT_YET_TOLD if is_told_apart else _often(one, other, bond)
        tally.add(often, "such events are frequent")


def _often(one: Report, other: Report, bond: float) -> float:
    """Return what it says against one event that such deeds are frequent."""
    # Two accusations of one day are of two matters more often than two strikes are two.
    if one.family == _FORCE and bond >= KIN and same_day(one.event.when, other.event.when):
        return _FREQUENT_IN_DAY
    return _FREQUENT_YET_TOLD if _is_known_one(one) or _is_known_one(other) else _FREQUENT


def _is_known_one(report: Report) -> bool:
    """Whether a report of no certain day tells a deed as one that all know: "Iran's attack"."""
    if not _is_wide(report.event.when) or report.event.modality is not Modality.DONE:
        return False
    words = report.sentence[: max(report.event.action.end - report.sentence_start, 0)]
    return _DEFINITE.search(words) is not None


def has_wide_days(report: Report) -> bool:
    """Whether a report tells no certain day: none, or a month."""
    return _is_wide(report.event.when)


def _match(one: Report, other: Report, deeds: Deeds) -> Match:
    a, b = one.event, other.event
    if one.family in deeds.symmetric:
        return match_parties((*a.actors, *a.recipients), (*b.actors, *b.recipients))
    actors = match_parties(a.actors, b.actors)
    if not (a.recipients or b.recipients):
        return actors
    recipients = match_parties(a.recipients, b.recipients)
    known = recipients.worth if a.recipients and b.recipients else _UNTOLD
    left = tuple(ours | theirs for ours, theirs in zip(actors.left, recipients.left, strict=True))
    return Match((actors.worth + known) / 2, actors.clash or recipients.clash, (left[0], left[1]))


def _add_parties(tally: _Tally, match: Match, n_parties: int) -> None:
    worth = match.worth * (1.0 if n_parties > 1 else _ONE_PARTY)
    left = len(match.left[0]) + len(match.left[1])
    tally.add(round(_PARTIES * worth, 2), f"parties fit to {match.worth:.2f}")
    if left:
        tally.add(_LEFT * min(left, 3), "parties named by one alone")


def _add_type(tally: _Tally, one: Report, other: Report) -> None:
    same = one.event.event_type == other.event.event_type or one.family == "contact"
    tally.add(_SAME_TYPE if same else _KIN_TYPE, "same type" if same else "kin type")
    if one.event.mode and one.event.mode == other.event.mode:
        tally.add(_SAME_MODE, "same mode")
    if (one.event.modality is Modality.HYPOTHETICAL) != (
        other.event.modality is Modality.HYPOTHETICAL
    ):
        tally.add(_SUPPOSED, "one only supposes it")


def _add_days(tally: _Tally, one: Report, other: Report) -> None:
    if one.event.when and other.event.when:
        tally.add(*_dated(one.event.when, other.event.when))
        return
    days = [_told_by(one), _told_by(other)]
    if all(days):
        near = gap_days(*(day for day in days if day)) <= 1
        points = _UNDATED_NEAR if near else _UNDATED_FAR
        tally.add(points, "told a day apart or less" if near else "told near each other")


def _told_by(report: Report) -> When | None:
    """Return the days a report tells, or, if none, the day it was published."""
    published = report.published
    return report.event.when or (When(published, published) if published else None)


def _dated(one: When, other: When) -> tuple[float, str]:
    if same_day(one, other):
        return _SAME_DAY, "same day"
    if days_exclude(one, other):
        return 0.0, ""
    width = max(_width_days(one), _width_days(other))
    if width <= _NIGHT_DAYS:
        return _SAME_NIGHT, "one of two days"
    return (_NARROW, "days overlap") if width <= _NARROW_DAYS else (_WIDE, "wide dates overlap")


def _width_days(when: When) -> float:
    if when.earliest is None or when.latest is None:
        return float("inf")
    return (when.latest - when.earliest).days + 1


def _is_same_number(one: Report, other: Report) -> bool:
    """Whether both tell of the third round, or one of the second call and one of one more."""
    if one.number is None or other.number is None:
        return bool((one.number or 0) + (other.number or 0) > 1 and (one.is_next or other.is_next))
    return one.number == other.number


def _is_place_of_both(one: Report, other: Report) -> bool:
    # A tour of two states may be placed in either.
    places = (one.event.place, other.event.place)
    countries = {place.country for place in places if place}
    return one.deed == STAY and len(countries) > 1 and countries <= one.parties | other.parties


def _add_place(tally: _Tally, one: Place | None, other: Place | None) -> None:
    if one is None or other is None:
        return
    is_firm = not (one.is_dateline or other.is_dateline)
    if not one.country or not other.country:
        tally.add(_SAME_CITY * (one.name == other.name), "same place")
    elif one.country != other.country:
        tally.add(_OTHER_COUNTRY if is_firm else _OTHER_CITY, "other country")
    elif one.kind == other.kind == "city":
        same = one.name == other.name
        tally.add(
            _SAME_CITY if same else _OTHER_CITY * is_firm, "same city" if same else "other city"
        )
    else:
        tally.add(_SAME_COUNTRY, "same country")


def _is_headline_of(one: Report, other: Report) -> bool:
    """Whether one is the headline and the other stands in the first sentences below it."""
    if one.article.id != other.article.id or one.is_headline == other.is_headline:
        return False
    return abs(one.event.sentence - other.event.sentence) <= _NEAR_SENTENCES


def _add_antecedent(tally: _Tally, earlier: Report, later: Report) -> None:
    distance = later.event.sentence - earlier.event.sentence
    if later.is_vague and not later.parties and distance <= _NEAR_SENTENCES:
        tally.add(_ANTECEDENT, "nobody named, and the deed told just before")


def _add_same_article(tally: _Tally, one: Report, other: Report) -> None:
    tally.add(_ONE_ARTICLE, "same article")
    if one.is_vague or other.is_vague:
        tally.add(_VAGUE, "a mention that points back")
        _add_antecedent(tally, *sorted((one, other), key=lambda report: report.event.sentence))
    if _is_headline_of(one, other):
        tally.add(_HEADLINE, "headline and lead")

"""Is it the same event? A score for two reports, with its reasons in words."""

import datetime as dt
from dataclasses import dataclass, field

from detente.merge.days import days_exclude, gap_days
from detente.merge.parties import Match, match_parties
from detente.merge.reports import Report, Rules
from detente.merge.tables import Deeds
from detente.model import Modality, Place, Precision, When

# Points from which two reports are one event; the cases under tests/merge/cases hold the border.
SAME_FROM = 4.4
_PARTIES = 4.0
_SAME_TYPE, _KIN_TYPE = 1.0, -0.5
_SAME_MODE = 0.3
_SAME_DAY, _NARROW, _WIDE = 2.0, 1.2, 0.5
_UNDATED_NEAR, _UNDATED_FAR = 0.6, 0.2
_SAME_CITY, _SAME_COUNTRY = 1.0, 0.3
_OTHER_CITY, _OTHER_COUNTRY = -1.0, -2.0
_WORDS, _SAME_TOPIC = 3.0, 0.3
_VAGUE, _HEADLINE, _ANTECEDENT = 1.5, 1.0, 1.2
_NEAR_SENTENCES = 2
_FREQUENT = -2.2
_ONE_PARTY = 0.45
_ONE_ARTICLE = 0.4
_SUPPOSED = -1.0
_LEFT = -0.2
# What an untold recipient is worth when the other report tells one.
_UNTOLD = 0.4
# Share of words from which two sentences tell the same in nearly the same words.
_SAME_WORDING = 0.6
_NARROW_DAYS = 8
_CLEAR_PARTIES = 0.85
_CONTESTED_DAYS = 3
_TWO_DEEDS = frozenset(
    frozenset(pair)
    for pair in (("stay", "meeting"), ("stay", "talk"), ("stay", "call"), ("call", "meeting"))
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are.

    ``points`` is an open scale, same from ``SAME_FROM``; ``veto`` tells why they cannot be one
    event, whatever the points; ``is_contested``: one event, but the reports exclude each other
    on a day or a party.
    """

    points: float
    reasons: tuple[str, ...]
    veto: str | None = None
    is_contested: bool = False

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
    if veto := _veto(one, other):
        return Likeness(0.0, (), veto)
    match, overlap = _match(one, other, rules.deeds), _overlap(one, other)
    excluded = _excluded(one, other, match)
    contested = excluded is not None and _is_contested(one, other, match, overlap)
    if excluded and not contested:
        return Likeness(0.0, (), excluded)
    tally = _Tally()
    _add_parties(tally, match, min(len(one.parties), len(other.parties)))
    _add_type(tally, one, other, rules.deeds)
    _add_days(tally, one, other)
    if not _is_place_of_both(one, other):
        _add_place(tally, one.event.place, other.event.place)
    tally.add(round(_WORDS * overlap, 2), "words in common")
    if set(one.event.topics) & set(other.event.topics):
        tally.add(_SAME_TOPIC, "same topic")
    if one.article.id == other.article.id:
        _add_same_article(tally, one, other)
    return Likeness(round(tally.points, 2), tuple(tally.reasons), None, contested)


def _overlap(one: Report, other: Report) -> float:
    # Of the shorter sentence: a headline tells the same in fewer words. At least five words, so
    # that a sentence of two words proves little.
    common = len(one.words & other.words)
    return common / max(min(len(one.words), len(other.words)), 5) if common else 0.0


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


def _veto(one: Report, other: Report) -> str | None:
    if one.family != other.family:
        return f"{one.event.event_type} is not {other.event.event_type}"
    if frozenset({one.deed, other.deed}) in _TWO_DEEDS:
        return f"a {one.deed} is not a {other.deed}"
    if one.event.historical != other.event.historical and not (one.event.when and other.event.when):
        return "one is background, without a day"
    if gap_days(one.span, other.span) > _CONTESTED_DAYS:
        return "too far apart in time"
    if one.article.id == other.article.id:
        return _veto_in_article(one, other)
    return "one names a single party" if _is_one_sided(one, other) else None


def _veto_in_article(one: Report, other: Report) -> str | None:
    in_one_sentence = one.event.sentence == other.event.sentence
    if in_one_sentence and (one.family != "contact" or one.parties != other.parties):
        return "one sentence tells them apart"
    if _is_next_step(one, other):
        return "one article tells one as done and one as planned"
    points_back = one.is_vague or other.is_vague or one.is_headline or other.is_headline
    if _is_one_sided(one, other) and not points_back:
        return "one names a single party"
    return None


def _is_one_sided(one: Report, other: Report) -> bool:
    return (len(one.parties) == 1) != (len(other.parties) == 1)


def _is_next_step(one: Report, other: Report) -> bool:
    if one.event.when and other.event.when:
        return False
    return {one.event.modality, other.event.modality} == {Modality.DONE, Modality.PLANNED}


def _excluded(one: Report, other: Report, match: Match) -> str | None:
    if days_exclude(one.span, other.span):
        return "days exclude each other"
    if match.clash:
        return match.clash
    if all(match.left) and 2 * len(one.parties & other.parties) < len(one.parties | other.parties):
        return "other parties: " + ", ".join(sorted(match.left[0] | match.left[1]))
    return None


def _is_contested(one: Report, other: Report, match: Match, overlap: float) -> bool:
    # Two articles that could both have known of either day, name the same persons (one may name
    # more) and yet differ by a day (three if they tell it in nearly the same words) disagree on one
    # event; so do two that differ in one party alone.
    if one.article.id == other.article.id or one.deed == "stay":
        return False
    if days_exclude(one.span, other.span):
        return _is_contested_day(one, other, match, overlap)
    alike = overlap >= _SAME_WORDING and len(one.parties & other.parties) > 1
    return alike and _same_day(one.event.when, other.event.when)


def _is_contested_day(one: Report, other: Report, match: Match, overlap: float) -> bool:
    dates = [one.event.when, other.event.when]
    last = max((when.latest for when in dates if when and when.latest), default=None)
    if match.clash or last is None or not (_may_know(one, last) and _may_know(other, last)):
        return False
    if not all(when and when.precision is Precision.DAY for when in dates):
        return False
    clear = match.worth >= _CLEAR_PARTIES and len(one.parties & other.parties) > 1
    allowed = _CONTESTED_DAYS if overlap >= _SAME_WORDING else 1
    return clear and not all(match.left) and gap_days(one.span, other.span) <= allowed


def _may_know(report: Report, day: dt.date) -> bool:
    """Say whether a report was printed on a day or later; a plan is told before it."""
    is_plan = report.event.modality is Modality.PLANNED
    return report.published is not None and (is_plan or report.published >= day)


def _same_day(one: When | None, other: When | None) -> bool:
    return one is not None and one == other and one.precision is Precision.DAY


def _add_parties(tally: _Tally, match: Match, n_parties: int) -> None:
    worth = match.worth * (1.0 if n_parties > 1 else _ONE_PARTY)
    left = len(match.left[0]) + len(match.left[1])
    tally.add(round(_PARTIES * worth, 2), f"parties fit to {match.worth:.2f}")
    if left:
        tally.add(_LEFT * min(left, 3), "parties named by one alone")


def _add_type(tally: _Tally, one: Report, other: Report, deeds: Deeds) -> None:
    same = one.event.event_type == other.event.event_type or one.family == "contact"
    tally.add(_SAME_TYPE if same else _KIN_TYPE, "same type" if same else "kin type")
    if one.event.mode and one.event.mode == other.event.mode:
        tally.add(_SAME_MODE, "same mode")
    if one.family in deeds.frequent and not _is_headline_of(one, other):
        tally.add(_FREQUENT, "such events are frequent")
    if (one.event.modality is Modality.HYPOTHETICAL) != (
        other.event.modality is Modality.HYPOTHETICAL
    ):
        tally.add(_SUPPOSED, "one only supposes it")


def _add_days(tally: _Tally, one: Report, other: Report) -> None:
    if one.event.when and other.event.when:
        points, reason = _dated(one.event.when, other.event.when)
    elif one.published and other.published:
        near = abs((one.published - other.published).days) <= 1
        points = _UNDATED_NEAR if near else _UNDATED_FAR
        reason = "published a day apart or less" if near else "published near each other"
    else:
        return
    tally.add(points, reason)


def _dated(one: When, other: When) -> tuple[float, str]:
    if _same_day(one, other):
        return _SAME_DAY, "same day"
    if days_exclude(one, other):
        return 0.0, ""
    is_narrow = max(_width_days(one), _width_days(other)) <= _NARROW_DAYS
    return (_NARROW, "days overlap") if is_narrow else (_WIDE, "wide dates overlap")


def _width_days(when: When) -> float:
    if when.earliest is None or when.latest is None:
        return float("inf")
    return (when.latest - when.earliest).days + 1


def _is_place_of_both(one: Report, other: Report) -> bool:
    # A tour of two states may be placed in either.
    places = (one.event.place, other.event.place)
    countries = {place.country for place in places if place}
    return one.deed == "stay" and len(countries) > 1 and countries <= one.parties | other.parties


def _add_place(tally: _Tally, one: Place | None, other: Place | None) -> None:
    if one is None or other is None:
        return
    is_firm = not (one.is_dateline or other.is_dateline)
    if one.country != other.country:
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

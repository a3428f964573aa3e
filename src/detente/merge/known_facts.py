"""Where a claim does not fit a known fact: offices and their tenures, memberships of blocs."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.entities.tables import rows
from detente.entities.tenure import (
    CONFIRMED,
    FORMER,
    FUTURE,
    IN_OFFICE,
    Tenure,
    Tenures,
    load_tenures,
    standing,
)
from detente.merge.conflict import CONTRADICTORY, DIFFERENT, conflict_id, source_in_words
from detente.merge.days import bounds, day_in_words, in_words
from detente.merge.known_summits import TABLE, Summits, in_words_of, misplaced, read_summits
from detente.model import Article, Claim, Conflict, Document, Precision, Reading, Span, When
from detente.settings import Actors

WITH_KNOWN_FACT = "with_known_fact"


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in an organisation; ISO dates, "" where open or unknown."""

    start: str
    end: str
    source: str


Memberships = Mapping[tuple[str, str], Membership]


@dataclass(frozen=True, slots=True)
class Facts:
    """The tables that claims are held against. Memberships go by (organisation, state)."""

    tenures: Tenures
    memberships: Memberships
    summits: Summits = field(default_factory=read_summits)


@dataclass(frozen=True, slots=True)
class Misfit:
    """What a claim says and what the table says, as values and as clauses of a sentence."""

    field: str
    grade: str
    claimed: str
    telling: str
    span: Span
    known: str
    knowing: str
    table: str


def read_memberships() -> Memberships:
    """Return the packaged table of memberships, without observers and associates."""
    return {
        (organisation, state): Membership(start, end, source)
        for organisation, state, start, end, status, source, _ in rows("memberships.csv")
        if status in _FULL_MEMBER
    }


def load_facts(actors: Actors | None = None) -> Facts:
    """Return the packaged tables of tenures and memberships, with the layers of the settings.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    return Facts(load_tenures(actors), read_memberships())


_FULL_MEMBER = frozenset({"", "member", "founder"})


def conflicts_with_facts(documents: Iterable[Document], facts: Facts) -> list[Conflict]:
    """Return the claims of the documents that do not fit a known fact, each article's once.

    What the tables do not tell is no conflict, nor is a coarse date that holds the exact one.
    """
    found = {
        conflict.id: conflict
        for document in documents
        for claim in document.claims or ()
        for conflict in _conflicts(claim, document.article, facts)
    }
    return list(found.values())


def _conflicts(claim: Claim, article: Article, facts: Facts) -> Iterator[Conflict]:
    for misfit in misfits(claim, article.published, facts):
        yield _conflict(claim, article, misfit)


def misfits(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    """Yield where a claim, told on a day, does not fit the tables.

    Of what a text says not to hold, only a membership is held against them.
    """
    check = (_NEGATED if claim.is_negated else _CHECKS).get(claim.kind)
    if check is not None:
        yield from check(claim, published, facts)


def _conflict(claim: Claim, article: Article, misfit: Misfit) -> Conflict:
    told = Reading(
        value=misfit.claimed,
        source=source_in_words(article),
        article_id=article.id,
        claim_id=claim.id,
        sentence=claim.sentence,
        span=misfit.span,
    )
    readings = (told, Reading(value=misfit.known, source=misfit.table))
    about = f"{article.id} {_name(claim)} {claim.object_entity or claim.object_text}"
    return Conflict(
        id=conflict_id(about, misfit.field, readings),
        kind=WITH_KNOWN_FACT,
        field=misfit.field,
        grade=misfit.grade,
        readings=readings,
        explanation=f"{told.source} {misfit.telling}, but the {misfit.table} {misfit.knowing}.",
    )


def _held_office(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    tenures = tenures_claimed(claim, facts)
    if not tenures:
        return
    if claim.start or claim.end:
        yield from _misdated(claim, tenures)
        return
    now = next((one for one in tenures if _is_held(one, published)), None)
    if now:
        yield Misfit(
            field="office held",
            grade=DIFFERENT,
            claimed=_as_former(claim.object_text),
            telling=f"calls {_name(claim)} {_as_former(claim.object_text)}",
            span=claim.object_span,
            known=f"in office since {iso_in_words(now.start)}",
            knowing=f"has {_name(claim)} in office since {iso_in_words(now.start)}",
            table=tenure_table(now),
        )


def _holds_office(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    tenures = tenures_claimed(claim, facts)
    if claim.start:
        yield from _misdated(claim, tenures)
    stood = {standing(one, published): one for one in tenures} if published else {}
    if claim.end or not stood or IN_OFFICE & set(stood):
        return
    ended, ahead = stood.get(FORMER), stood.get(FUTURE)
    if ended and ended.end:
        known = f"tenure ended on {iso_in_words(ended.end)}"
    elif ahead:
        known = f"tenure began on {iso_in_words(ahead.start)}"
    else:
        return
    yield Misfit(
        field="office held",
        grade=CONTRADICTORY,
        claimed=claim.object_text,
        telling=f"calls {_name(claim)} {claim.object_text}",
        span=claim.object_span,
        known=known,
        knowing=f"says that the {known}",
        table=tenure_table(ended or ahead or tenures[0]),
    )


def _misdated(claim: Claim, tenures: list[Tenure]) -> Iterator[Misfit]:
    told = ((claim.start, claim.start_span, "start"), (claim.end, claim.end_span, "end"))
    for when, span, side in told:
        if when is None or not tenures:
            continue
        known = [(one, day) for one in tenures if (day := getattr(one, side))]
        if not known or any(_fits(when, day) for _, day in known):
            continue
        tenure, day = min(known, key=lambda pair: _distance(when, pair[1]))
        word, boundary = ("from", "first") if side == "start" else ("until", "last")
        claimed = f"{claim.object_text} {word} {in_words(_told(when))}"
        yield Misfit(
            field=f"tenure {side}",
            grade=CONTRADICTORY,
            claimed=claimed,
            telling=f"says that {_name(claim)} {_stood(claim)} {claimed}",
            span=span or claim.span,
            known=f"{boundary} day {iso_in_words(day)}",
            knowing=f"gives {iso_in_words(day)} as the {boundary} day",
            table=tenure_table(tenure),
        )


def _stood(claim: Claim) -> str:
    """Return the verb between a person and the words of the office: one leads a ministry."""
    return "led" if claim.object_text.lower().endswith("ministry") else "was"


def _wants_to_join(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    membership = membership_claimed(claim, facts)
    # Who asked to join in an earlier year was no member then.
    day = claim.start.earliest if claim.start else published
    if membership and published and day and was_member(membership, day):
        yield Misfit(
            field="membership",
            grade=DIFFERENT,
            claimed=f"wishes to join {claim.object_text}",
            telling=f"says that {_name(claim)} wishes to join {claim.object_text}",
            span=claim.object_span,
            known=f"a member since {iso_in_words(membership.start)}",
            knowing=f"has {_name(claim)} as a member since {iso_in_words(membership.start)}",
            table=membership_table(membership),
        )


def _member_of(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    membership = membership_claimed(claim, facts)
    if membership and published and not was_member(membership, published):
        ended = membership.end and membership.end < published.isoformat()
        day = iso_in_words(membership.end if ended else membership.start)
        known = f"membership {'ended' if ended else 'began'} on {day}"
        yield Misfit(
            field="membership",
            grade=CONTRADICTORY,
            claimed=f"a member of {claim.object_text}",
            telling=f"calls {_name(claim)} a member of {claim.object_text}",
            span=claim.object_span,
            known=known,
            knowing=f"says that the {known}",
            table=membership_table(membership),
        )


def _left(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    membership = membership_claimed(claim, facts)
    if membership and published and was_member(membership, published) and not claim.start:
        yield _still_member(claim, membership, f"has left {claim.object_text}")


def _not_member(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:
    membership = membership_claimed(claim, facts)
    if membership and published and was_member(membership, published):
        yield _still_member(claim, membership, f"is no member of {claim.object_text}")


def _still_member(claim: Claim, membership: Membership, told: str) -> Misfit:
    since = iso_in_words(membership.start)
    return Misfit(
        field="membership",
        grade=CONTRADICTORY,
        claimed=told,
        telling=f"says that {_name(claim)} {told}",
        span=claim.object_span,
        known=f"a member since {since}",
        knowing=f"has {_name(claim)} as a member since {since}",
        table=membership_table(membership),
    )


def _summit_in(claim: Claim, published: dt.date | None, facts: Facts) -> Iterator[Misfit]:  # noqa: ARG001 - as every check
    for told, summit in misplaced(claim, facts.summits):
        known = in_words_of(summit)
        days = f" {in_words(claim.start)}" if told == "summit day" and claim.start else ""
        yield Misfit(
            field=told,
            grade=DIFFERENT if summit.country == claim.object_country else CONTRADICTORY,
            claimed=f"{claim.object_text}{days}",
            telling=f"has a summit of {_name(claim)} in {claim.object_text}{days}",
            span=claim.start_span or claim.object_span if days else claim.object_span,
            known=known,
            knowing=f"has it in {known}",
            table=f"{TABLE} ({summit.source})",
        )


_Check = Callable[[Claim, dt.date | None, Facts], Iterator[Misfit]]
_CHECKS: Mapping[str, _Check] = {
    "held_office": _held_office,
    "holds_office": _holds_office,
    "wants_to_join": _wants_to_join,
    "member_of": _member_of,
    "left": _left,
    "summit_in": _summit_in,
}
_NEGATED: Mapping[str, _Check] = {"member_of": _not_member}


def tenures_claimed(claim: Claim, facts: Facts) -> list[Tenure]:
    """Return the subject's tenures of the office claimed; none if either is unknown."""
    office = claim.object_entity
    if not claim.subject.entity or not office:
        return []
    tenures = facts.tenures.tenures_of(claim.subject.entity)
    exact = [one for one in tenures if one.office == office]
    return exact or [one for one in tenures if one.kind == office]


def membership_claimed(claim: Claim, facts: Facts) -> Membership | None:
    """Return the membership of a claim's subject in its object, or None if no table has it."""
    state = claim.subject.country or claim.subject.entity
    return facts.memberships.get((claim.object_entity or "", state or ""))


def was_member(membership: Membership, day: dt.date) -> bool:
    """Whether a membership holds on a day."""
    iso = day.isoformat()
    return membership.start <= iso and (not membership.end or iso <= membership.end)


def _is_held(tenure: Tenure, day: dt.date | None) -> bool:
    # A tenure without a known end that no source confirms on that day proves nothing.
    return day is not None and bool(tenure.start) and standing(tenure, day) == CONFIRMED


def _fits(claimed: When, iso: str) -> bool:
    """Whether a day of the table, perhaps cut to a month or year, lies in the days claimed."""
    earliest, latest = (day.isoformat() for day in bounds(_told(claimed)))
    return earliest[: len(iso)] <= iso <= latest[: len(iso)]


def _distance(claimed: When, iso: str) -> int:
    day = dt.date.fromisoformat(iso + "0000-06-15"[len(iso) :])
    earliest, latest = bounds(_told(claimed))
    return max((earliest - day).days, (day - latest).days)


def _told(when: When) -> When:
    """Return the day, month or year a boundary names: "until May 2023" names that May."""
    edge = when.latest if when.earliest is None else when.earliest
    if edge is None or (when.earliest and when.latest):
        return when
    if when.precision is Precision.MONTH:
        following = (edge.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return When(edge.replace(day=1), following - dt.timedelta(days=1), Precision.MONTH)
    if when.precision is Precision.YEAR:
        return When(edge.replace(month=1, day=1), edge.replace(month=12, day=31), Precision.YEAR)
    return When(edge, edge, when.precision)


def iso_in_words(iso: str) -> str:
    """Return an ISO day that may be cut to a month or year in words."""
    if len(iso) == len("YYYY-MM-DD"):
        return day_in_words(dt.date.fromisoformat(iso))
    return f"{dt.date.fromisoformat(iso + '-01'):%B %Y}" if "-" in iso else iso


def tenure_table(tenure: Tenure) -> str:
    """Return how a row of the table of tenures is cited."""
    days = f"{tenure.start or 'unknown'} to {tenure.end or 'no known end'}"
    return f"tenure table ({', '.join(tenure.sources.split())}; {days})"


def membership_table(membership: Membership) -> str:
    """Return how a row of the table of memberships is cited."""
    return f"membership table ({membership.source})"


def _name(claim: Claim) -> str:
    return claim.subject.name or claim.subject.text


def _as_former(office: str) -> str:
    words = office.casefold()
    return office if "former" in words or words.startswith("ex-") else f"former {office}"

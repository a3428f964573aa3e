"""The life of a claim: who made it, who repeated, denied, confirmed or withdrew it, and when."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from detente.analyze.views import ArticleHead, Quotation, Report
from detente.model import Claim, Modality, Participant, Record

MADE, REPEATED, CONFIRMED = "made", "repeated", "confirmed"
DENIED, WITHDRAWN = "denied", "withdrawn"
_TOLD: Final = frozenset({Modality.DONE, Modality.CLAIMED, Modality.DENIED})


class Telling(Record, frozen=True, kw_only=True):
    """One time that somebody said that something holds, or (``holds`` is False) that it does not.

    ``by`` is who vouches for it: the source that the article names (``is_named``), else the outlet;
    ``key`` is what the same one is known by again. ``origin`` is where the article has it from:
    copies and agency reports have one origin.
    """

    by: str
    key: str
    is_named: bool
    origin: str
    holds: bool
    finding_id: str
    quotation: Quotation


class Step(Record, frozen=True, kw_only=True):
    """What a telling is in the life of the claim: made, repeated, confirmed, denied, withdrawn."""

    kind: str
    telling: Telling


class Life(Record, frozen=True, kw_only=True):
    """The steps of a claim by the day they were published, and what they come to.

    ``n_origins`` are independent origins that say it holds, ``n_denying`` those that say it does
    not. ``state`` is the last word of each side, never a verdict: "told once", "repeated",
    "confirmed", "denied", "confirmed and denied", "withdrawn".
    """

    state: str
    n_origins: int
    n_denying: int
    steps: tuple[Step, ...]


def claim_life(tellings: Iterable[Telling]) -> Life:
    """Return the life of one claim from all its tellings; nobody told a claim without any.

    The first telling makes the claim. Who made it and says the contrary later withdraws it; whoever
    else does denies it. Another voice of another origin confirms what a named source claimed;
    anything else repeats it. What one article says twice by the same voice counts once. Independent
    of the order in which they come.
    """
    ordered = _once_each(sorted(tellings, key=_when))
    steps = tuple(_steps(ordered))
    return Life(
        state=_state(steps),
        n_origins=len({one.origin for one in ordered if one.holds}),
        n_denying=len({one.origin for one in ordered if not one.holds}),
        steps=steps,
    )


def _once_each(ordered: Iterable[Telling]) -> list[Telling]:
    first: dict[tuple[str, str, bool], Telling] = {}
    for one in ordered:
        first.setdefault((one.quotation.article.id, one.key, one.holds), one)
    return list(first.values())


def _when(telling: Telling) -> tuple[str, str, int, str]:
    article = telling.quotation.article
    day = str(article.published or dt.date.max)
    return day, article.id, telling.quotation.sentence, telling.finding_id


def _steps(ordered: Sequence[Telling]) -> Iterator[Step]:
    for number, telling in enumerate(ordered):
        yield Step(kind=_kind(telling, ordered[:number]), telling=telling)


def _kind(telling: Telling, before: Sequence[Telling]) -> str:
    held = [one for one in before if one.holds]
    if not telling.holds:
        return WITHDRAWN if any(one.key == telling.key for one in held) else DENIED
    if not held:
        return MADE
    first = held[0]
    is_known = any(one.key == telling.key or one.origin == telling.origin for one in held)
    return CONFIRMED if first.is_named and not is_known else REPEATED


def _state(steps: Sequence[Step]) -> str:
    kinds = [step.kind for step in steps]
    if WITHDRAWN in kinds and not _is_taken_up_again(steps):
        return WITHDRAWN
    sides = [kind for kind in (CONFIRMED, DENIED) if kind in kinds]
    if sides:
        return " and ".join(sides)
    return REPEATED if REPEATED in kinds else "told once" if kinds else "not told"


def _is_taken_up_again(steps: Sequence[Step]) -> bool:
    withdrawn = [step for step in steps if step.kind == WITHDRAWN]
    later = steps[steps.index(withdrawn[-1]) + 1 :]
    return any(
        step.telling.holds and step.telling.key == withdrawn[-1].telling.key for step in later
    )


def of_report(report: Report, origin: str) -> Telling | None:
    """Return what a report of an event tells; None for a plan or a possibility: neither claims."""
    event = report.event
    if event.modality not in _TOLD:
        return None
    holds = event.modality is not Modality.DENIED
    return _telling(event.claimed_by, origin, event.id, report.quotation, holds=holds)


def of_claim(claim: Claim, quotation: Quotation, origin: str) -> Telling:
    """Return what a claim of a standing fact tells."""
    return _telling(claim.source, origin, claim.id, quotation, holds=not claim.is_negated)


def _telling(
    source: Participant | None, origin: str, finding_id: str, quotation: Quotation, *, holds: bool
) -> Telling:
    name = _name(source) if source else _outlet(quotation.article)
    known = source.entity if source else None
    return Telling(
        by=name,
        key=known or name.casefold(),
        is_named=source is not None,
        origin=origin,
        holds=holds,
        finding_id=finding_id,
        quotation=quotation,
    )


def _outlet(article: ArticleHead) -> str:
    return article.outlet or (f"“{article.title}”" if article.title else f"article {article.id}")


def _name(source: Participant) -> str:
    return source.text if source.kind == "role" else source.name or source.text

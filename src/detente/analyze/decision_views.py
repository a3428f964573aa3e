"""What is shown of decisions: each with the words it is about, and whether it holds."""

from collections.abc import Mapping, Sequence
from typing import Final

from detente.analyze.views import Quotation
from detente.merge.decisions import Rulings
from detente.model import Decision, DecisionKind, Event, Overruled, Party, Record

IN_FORCE, OVERRULED, UNDONE, WAITING = "in force", "gives way", "undone", "waiting"


class ReportWords(Record, frozen=True, kw_only=True):
    """A report that a decision is about: as it was coded, its sentence, the record it is in now.

    ``event`` and ``quotation`` are None while no article with it has arrived.
    """

    event_id: str
    event: Event | None
    quotation: Quotation | None
    record_id: str | None


class DecisionView(Record, frozen=True, kw_only=True):
    """A decision with what it is about.

    ``status``: in force; gives way (to ``overruled.by``, made later); undone (by ``undone_by``);
    waiting (none of its reports has arrived).
    """

    decision: Decision
    status: str
    in_words: str
    reports: tuple[ReportWords, ...]
    others: tuple[ReportWords, ...]
    overruled: Overruled | None = None
    undone_by: str | None = None


def decision_view(
    decision: Decision, rulings: Rulings, known: Mapping[str, ReportWords]
) -> DecisionView:
    """Return a decision with its reports and whether it holds; ``known`` are reports by id."""
    overruled = next((one for one in rulings.overruled if one.decision_id == decision.id), None)
    undo = rulings.undone.get(decision.id)
    reports, others = (
        tuple(known.get(id_) or _unknown(id_) for id_ in ids)
        for ids in (decision.reports, decision.others)
    )
    return DecisionView(
        decision=decision,
        status=_status(undo is not None, overruled, [*reports, *others]),
        in_words=in_words(decision),
        reports=reports,
        others=others,
        overruled=overruled,
        undone_by=undo.id if undo else None,
    )


def in_words(decision: Decision) -> str:
    """Return what a decision says in a few words: "2 reports are one event"."""
    n, m = len(decision.reports), len(decision.others)
    told = {
        DecisionKind.SAME: f"{_reports(n)} are one event",
        DecisionKind.DIFFERENT: f"{_reports(n)} and {_reports(m)} are different events",
        DecisionKind.SPLIT: f"{_reports(n)} and {_reports(m)} are one event each",
        DecisionKind.WRONG_CODE: f"the right code is {code_words(decision)}",
        DecisionKind.WRONG_ACTOR: _parties_in_words(decision),
        DecisionKind.NOT_AN_EVENT: f"{_reports(n)} {'tells' if n == 1 else 'tell'} of no event",
        DecisionKind.UNDO: f"decision {(decision.undoes or '')[:8]} is undone",
    }
    return told[decision.kind]


def code_words(decision: Decision) -> str:
    """Return the right code of a decision: "CONSULT/visit, CAMEO 042"."""
    kind = "/".join(filter(None, (decision.event_type, decision.mode)))
    return f"{kind}, CAMEO {decision.cameo_code}" if decision.cameo_code else kind


def _status(
    is_undone: bool,  # noqa: FBT001 - a fact of three
    overruled: Overruled | None,
    reports: Sequence[ReportWords],
) -> str:
    if is_undone:
        return UNDONE
    if overruled:
        return OVERRULED
    return WAITING if reports and not any(one.event for one in reports) else IN_FORCE


def _unknown(event_id: str) -> ReportWords:
    return ReportWords(event_id=event_id, event=None, quotation=None, record_id=None)


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"


_ROLES: Final = (("actors", "acts"), ("recipients", "receives"))


def _parties_in_words(decision: Decision) -> str:
    sides = ((getattr(decision, side), verb) for side, verb in _ROLES)
    return "; ".join(f"{_named(people)} {verb}" for people, verb in sides if people is not None)


def _named(people: Sequence[Party]) -> str:
    return ", ".join(one.name for one in people) or "nobody"

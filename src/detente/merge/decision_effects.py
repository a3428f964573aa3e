"""Rulings put to work: reports corrected or left out before merging, records told by whom.

What a source said stays as it was: the event in its table, its id, its words. Only the copy that
goes into the merge carries the correction, and the record says whose decision gave the value.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from detente.merge.decisions import Rulings, cited
from detente.model import (
    Decision,
    DecisionKind,
    Document,
    Event,
    EventRecord,
    Participant,
    Party,
    Span,
)
from detente.ontology.cameo import codes
from detente.ontology.plover import OWN, ontology

_PARTING = frozenset({DecisionKind.DIFFERENT, DecisionKind.SPLIT})


def judged_document(document: Document, rulings: Rulings) -> Document:
    """Return a document with its events corrected, without those judged to be none."""
    if not document.events or not any(_is_judged(event, rulings) for event in document.events):
        return document
    events = (judged_event(event, rulings) for event in document.events)
    return replace(document, events=tuple(event for event in events if event is not None))


def judged_event(event: Event, rulings: Rulings) -> Event | None:
    """Return an event as decisions correct it, with its id; None if it is judged to be none."""
    if event.id in rulings.no_event:
        return None
    code = rulings.codes.get(event.id)
    actors, recipients = rulings.actors.get(event.id), rulings.recipients.get(event.id)
    changes: dict[str, Any] = _code_of(code, event) if code else {}
    if actors is not None:
        changes["actors"] = _parties(actors.actors or (), event.actors, event.action)
    if recipients is not None:
        told = recipients.recipients or ()
        changes["recipients"] = _parties(told, event.recipients, event.action)
    return replace(event, **changes) if changes else event


def judged_record(record: EventRecord, rulings: Rulings) -> EventRecord:
    """Return a record with the values that decisions give, each naming its decision.

    Of several decisions on the reports of one record the latest gives the value.
    """
    if not any(id_ in rulings.named for id_ in record.event_ids):
        return record
    changes: dict[str, Any] = {}
    rules: dict[str, str] = {}
    if code := _latest(record.event_ids, rulings.codes):
        changes |= _code_of(code, record)
        rules["event_type"] = cited(code)
    for side, given in (("actors", rulings.actors), ("recipients", rulings.recipients)):
        if decision := _latest(record.event_ids, given):
            rules[side] = cited(decision)
            told = getattr(decision, side) or ()
            changes[side] = _parties(told, getattr(record, side), _any_span(record))
    if grouping := _grouping(record.event_ids, rulings):
        rules["reports"] = "; ".join(_grouped(decision) for decision in grouping)
    chosen = tuple((name, rule) for name, rule in record.chosen_by if name not in rules)
    return replace(record, **changes, chosen_by=(*chosen, *rules.items()))


def _is_judged(event: Event, rulings: Rulings) -> bool:
    given = (rulings.no_event, rulings.codes, rulings.actors, rulings.recipients)
    return any(event.id in one for one in given)


def _code_of(decision: Decision, coded: Event | EventRecord) -> dict[str, Any]:
    event_type, mode = decision.event_type or coded.event_type, decision.mode
    kind = ontology().types.get(event_type)
    code = decision.cameo_code or _kept_code(coded.cameo_code, event_type)
    return {
        "event_type": event_type,
        "mode": mode,
        "cameo_code": code,
        "quad_class": kind.quad_class if kind else 0,
        "plover_score": None if kind is None else kind.modes.get(mode or "", kind.score),
        "goldstein": codes()[code].goldstein if code in codes() else None,
    }


def _kept_code(code: str | None, event_type: str) -> str | None:
    """Return a CAMEO code if it is one of a type, else None: a decision guesses no code."""
    found = codes().get(code or "")
    return code if found is not None and found.event_type == event_type != OWN else None


def _parties(
    told: Sequence[Party], coded: Sequence[Participant], deed: Span
) -> tuple[Participant, ...]:
    return tuple(_participant(one, _same_as(one, coded), coded, deed) for one in told)


def _same_as(party: Party, coded: Iterable[Participant]) -> Participant | None:
    """Return the participant whom a decision leaves as it was coded, if it does."""
    fitting = (one for one in coded if party.entity and one.entity == party.entity)
    return next(fitting, None)


def _participant(
    party: Party, same: Participant | None, coded: Sequence[Participant], deed: Span
) -> Participant:
    if same is not None:
        return same
    # The words that were read as somebody else; where there are none, those of the deed.
    return Participant(
        span=coded[0].span if coded else deed,
        text=party.name,
        entity=party.entity,
        name=party.name,
        kind=party.kind,
        country=party.country,
        sector=party.sector,
        office=party.office,
        office_type=party.office_type,
        confidence=1.0,
    )


def _any_span(record: EventRecord) -> Span:
    people = (*record.actors, *record.recipients)
    return people[0].span if people else Span(0, 1)


def _latest(reports: Iterable[str], given: Mapping[str, Decision]) -> Decision | None:
    found = [given[report] for report in reports if report in given]
    return max(found, key=lambda decision: (decision.time, decision.id), default=None)


def _grouping(reports: Sequence[str], rulings: Rulings) -> list[Decision]:
    """Return the decisions that joined reports of a record, or hold some apart from it."""
    here = set(reports)
    found = {
        decision.id: decision
        for report in reports
        for decision in rulings.named.get(report, ())
        if _has_effect(decision, here)
    }
    return sorted(found.values(), key=lambda decision: (decision.time, decision.id))


def _has_effect(decision: Decision, here: set[str]) -> bool:
    if decision.kind is DecisionKind.SAME:
        return len(here & set(decision.reports)) > 1
    is_parting = decision.kind in _PARTING
    return is_parting and (here.isdisjoint(decision.reports) or here.isdisjoint(decision.others))


def _grouped(decision: Decision) -> str:
    how = "one event" if decision.kind is DecisionKind.SAME else "kept apart"
    return f"{how}: {cited(decision)}"

"""Reductions: what an event is in another reading of PLOVER, where modality is no field.

detente keeps the type of the deed and, apart, how real it is. Strict PLOVER folds the two: a
planned CONSULT is an AGREE. That loses which deed it was, so it is done on export (and when
compared with data coded so), never in the store. Table: ``data/reductions.toml``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from detente.errors import OntologyError
from detente.model import Event, EventRecord, Modality, Participant, Record
from detente.ontology.lexicon import Outcome, compose
from detente.ontology.plover import OWN

# PLOVER's auxiliary modes: time and reality of an event, beside its mode.
AUXILIARIES: Final[Mapping[Modality, str]] = {
    Modality.PLANNED: "future",
    Modality.HYPOTHETICAL: "hypothetical",
    Modality.DENIED: "negation",
}
HISTORICAL: Final = "historical"


Coded = Event | EventRecord


class Reduction(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reading of PLOVER; see the head of the table for its fields."""

    says: str
    planned: dict[str, str] = msgspec.field(default_factory=dict)
    hypothetical: dict[str, str] = msgspec.field(default_factory=dict)
    codes: dict[str, str] = msgspec.field(default_factory=dict)
    no_type: tuple[str, ...] = ()
    own_claims: tuple[str, ...] = ()
    dropped: tuple[Modality, ...] = ()


class Reduced(Record, frozen=True, kw_only=True):
    """An event in another reading: type, mode, CAMEO code, and PLOVER's auxiliary modes.

    ``is_folded`` says that the modality went into the type: what was planned is now promised.
    ``auxiliaries`` are those of historical, future, hypothetical, negation that still hold.
    """

    event_type: str
    mode: str | None
    cameo_code: str | None
    auxiliaries: tuple[str, ...] = ()
    is_folded: bool = False


@cache
def reductions() -> dict[str, Reduction]:
    """Return the reductions by name, read once from the packaged table."""
    text = files("detente.ontology").joinpath("data/reductions.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Reduction])


def reduction(name: str) -> Reduction:
    """Return a reduction by its name.

    Raises:
        OntologyError: no such reduction.
    """
    found = reductions().get(name)
    if found is None:
        raise OntologyError(f"no reduction {name!r}; there are: {', '.join(reductions())}")
    return found


def reduced(event: Coded, how: str) -> Reduced | None:
    """Return an event as a reduction has it, or None where that reading has no such event.

    Args:
        event: a report or a record.
        how: "plover", "crosswalk" or "cameo_strict".

    Raises:
        OntologyError: no such reduction.
    """
    rules = reduction(how)
    code = event.cameo_code or ""
    has_none = event.event_type == OWN or event.modality in rules.dropped
    if has_none or code.startswith(rules.no_type):
        return None
    if event.event_type in rules.own_claims and _is_own_claim(event):
        return None
    folded = _by_modality(rules, event.modality).get(event.event_type)
    if folded is not None:
        return _folded(event, folded)
    return _recoded(event, _by_code(rules, code) or event.event_type)


def _is_own_claim(event: Coded) -> bool:
    """Whether a report has a deed only from one who claims to have done it."""
    if not isinstance(event, Event) or event.modality is not Modality.CLAIMED:
        return False
    return event.claimed_by is not None and _side(event.claimed_by) in map(_side, event.actors)


def _side(party: Participant) -> tuple[str | None, ...]:
    return (party.entity, party.country, party.sector, None if party.country else party.text)


def _by_modality(rules: Reduction, modality: Modality) -> Mapping[str, str]:
    """Return what types become, by type, where a modality has a type of its own."""
    if modality is Modality.PLANNED:
        return rules.planned
    return rules.hypothetical if modality is Modality.HYPOTHETICAL else {}


def _by_code(rules: Reduction, code: str) -> str | None:
    starts = [start for start in rules.codes if code.startswith(start)]
    return rules.codes[max(starts, key=len)] if starts else None


def _folded(event: Coded, event_type: str) -> Reduced:
    """Return a deed that is not done as the word that stands for it, as deep as CAMEO has one."""
    told = compose("AGREE" if event_type == "CONCEDE" else event_type, event.event_type, event.mode)
    deeper = _deepened(event, told)
    return Reduced(
        event_type=event_type,
        mode=told.mode,
        cameo_code=deeper,
        auxiliaries=_historical(event),
        is_folded=True,
    )


def _deepened(event: Coded, told: Outcome) -> str | None:
    if told.event_type == "keep":
        return told.cameo_code
    outcome = compose(told.event_type, event.event_type, event.mode, over=event.cameo_code)
    return outcome.cameo_code


def _recoded(event: Coded, event_type: str) -> Reduced:
    left = AUXILIARIES.get(event.modality)
    return Reduced(
        event_type=event_type,
        mode=event.mode if event_type == event.event_type else None,
        cameo_code=event.cameo_code,
        auxiliaries=(*_historical(event), *([left] if left else [])),
    )


def _historical(event: Coded) -> tuple[str, ...]:
    return (HISTORICAL,) if event.historical else ()

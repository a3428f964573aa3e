"""Filters in plain words: chips that can be taken off, and one sentence for print."""

from collections.abc import Callable, Mapping
from typing import Final

from detente.analyze import wording
from detente.analyze.views import EventFilter
from detente.store.names import country_name
from detente.web import labels
from detente.web.asked import Asked, Chip

_LABELS: Final[Mapping[str, Callable[[EventFilter], str]]] = {
    "dyad": lambda wanted: f"between {labels.listed(map(_country, wanted.dyad or ()))}",
    "actor": lambda wanted: f"{_country(wanted.actor or '')} acts",
    "recipient": lambda wanted: f"done to {_country(wanted.recipient or '')}",
    "party": lambda wanted: f"with {_country(wanted.party or '')}",
    "person": lambda wanted: f"with {wanted.person}",
    "also": lambda wanted: f"and with {wanted.also}",
    "type": lambda wanted: f"type {(wanted.event_type or '').replace('/', ', ')}",
    "quad": lambda wanted: labels.quad(wanted.quad_class or 1),
    "modality": lambda wanted: labels.MODALITIES.get(wanted.modality or "", wanted.modality or ""),
    "topic": lambda wanted: f"on {wanted.topic}",
    "since": lambda wanted: f"since {wording.day(wanted.since)}" if wanted.since else "",
    "until": lambda wanted: f"until {wording.day(wanted.until)}" if wanted.until else "",
    "text": lambda wanted: f"with the words “{wanted.text}”",
    "differs": lambda _: "on which accounts differ",
    "background": lambda _: "background included",
}


def chips(asked: Asked, wanted: EventFilter) -> list[Chip]:
    """Return a chip for each filter that is on."""
    return [
        Chip(name=name, label=label(wanted), href=asked.address(**{name: None}))
        for name, label in _LABELS.items()
        if asked.get(name)
    ]


def in_words(found: list[Chip]) -> str:
    """Return the filters as one sentence: "Events between Russia and Malaysia, done."."""
    if not found:
        return "All events in the news, background left out."
    joined = ", ".join(chip.label for chip in found)
    background = "" if any(chip.name == "background" for chip in found) else ", background left out"
    return f"Events {joined}{background}."


def _country(asked: str) -> str:
    return country_name(asked.upper()) if country_name(asked.upper()) != asked.upper() else asked

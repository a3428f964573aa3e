"""The stops of a tour: a visit to several countries is one event for each (ontology, traps)."""

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from detente.coding.homes import BLOCS
from detente.model import Document, Event, Participant, Span

_SEVERAL = 2


def with_stops(document: Document, events: Sequence[Event]) -> list[Event]:
    """Return events, each visit to several states as one visit to each, in the text's order.

    The first stop keeps the event's words and id; those of a later one reach to the host's name.
    """
    return [stop for event in events for stop in _stops(document, event)]


def _stops(document: Document, event: Event) -> list[Event]:
    hosts = _hosts(event)
    if len(hosts) < _SEVERAL:
        return [event]
    return [_stop(document, event, number, hosts[country]) for number, country in enumerate(hosts)]


def _hosts(event: Event) -> dict[str, list[Participant]]:
    """Return whom a visit is to, by state, if its words name them all after the deed."""
    if event.mode != "visit" or any(one.span.start < event.action.end for one in event.recipients):
        return {}
    found: dict[str, list[Participant]] = {}
    for one in sorted(event.recipients, key=lambda one: one.span.start):
        if one.country is None or one.country in BLOCS:
            return {}
        found.setdefault(one.country, []).append(one)
    return found


def _stop(document: Document, event: Event, number: int, hosts: Sequence[Participant]) -> Event:
    country = hosts[0].country
    place = event.place if event.place and event.place.country == country else None
    if number == 0:
        return replace(event, recipients=tuple(hosts), place=place)
    action = Span(event.action.start, hosts[0].span.end)
    return replace(
        event,
        id=stop_id(event, country),
        recipients=tuple(hosts),
        action=action,
        action_text=(document.text or "")[action.start : action.end],
        place=place,
        trace=(*event.trace, f"a stop of the tour that {event.action_text!r} tells of"),
    )


def stop_id(event: Event, stop: str | int | None) -> str:
    """Return an id of its own for a later stop of the tour that an event tells of."""
    return hashlib.blake2b(f"{event.id}\x1f{stop}".encode(), digest_size=8).hexdigest()

"""Deeds that a sentence only points back at, with something new: "this visit, from 3 to 5 May"."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from detente.coding.assemble import Found, make_event
from detente.coding.modality import reality_of
from detente.coding.operators import Reading
from detente.coding.roles import Roles
from detente.coding.scene import Scene
from detente.coding.triggers import find_triggers
from detente.model import Event, Modality
from detente.ontology.lexicon import Trigger

_POINTERS = frozenset({"this", "these", "that", "those", "the"})
# A pointer reaches this many sentences back; further off it may mean another deed.
_REACH = 3
_LESS_SURE = 0.15


def events_pointed_at(scene: Scene, earlier: Sequence[Event]) -> Iterator[Event]:
    """Yield an event for each noun that points at an earlier one and dates or places it.

    It has the parties of the event it points at, whose evidence stands in that sentence.
    """
    for token, trigger in find_triggers(scene).items():
        if trigger.kind == "n" and _points(scene, token):
            yield from _pointed(scene, token, trigger, earlier)


def _points(scene: Scene, token: int) -> bool:
    lemmas = scene.tree.parse.lemmas
    is_pointing = any(lemmas[kid] in _POINTERS for kid in scene.tree.kids(token, {"det"}))
    return is_pointing and not scene.who([token], steps=1)


def _pointed(
    scene: Scene, token: int, trigger: Trigger, earlier: Sequence[Event]
) -> Iterator[Event]:
    meant = _meant(scene, trigger, earlier)
    if meant is None:
        return
    reading = Reading(token, trigger, meant.event_type, meant.mode, meant.cameo_code)
    made = make_event(scene, Found(reading, Roles(), reality_of(scene, token, ())))
    if made.when is not None or made.place is not None:
        yield _with_parties(made, meant)


def _meant(scene: Scene, trigger: Trigger, earlier: Sequence[Event]) -> Event | None:
    near = (event for event in reversed(earlier) if scene.index - event.sentence <= _REACH)
    return next((event for event in near if _is_same_kind(event, trigger)), None)


def _is_same_kind(event: Event, trigger: Trigger) -> bool:
    return event.event_type == trigger.event_type and (event.mode or trigger.mode) == event.mode


def _with_parties(made: Event, meant: Event) -> Event:
    known = made.modality is Modality.DONE
    return replace(
        made,
        actors=meant.actors,
        recipients=meant.recipients,
        modality=meant.modality if known else made.modality,
        confidence=round(max(min(made.confidence, meant.confidence) - _LESS_SURE, 0.0), 3),
        trace=(
            *made.trace,
            f"points back at the {meant.action_text!r} of sentence {meant.sentence}",
        ),
    )

"""Meetings called off or put off: events of their own beside the refusal, denied or planned.

"Called off his trip to Kyiv" tells of a refusal, REJECT, and of a visit that will not be.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.assemble import Found
from detente.coding.clauses import objects
from detente.coding.modality import reality_of
from detente.coding.operators import Reading, calls_off
from detente.coding.roles import Roles, roles_of
from detente.coding.scene import Scene
from detente.model import Modality
from detente.ontology.lexicon import Trigger, word_sets

_VISIT: Final = ("visit", "042")
_TALKS: Final = (None, "040")


def with_meetings(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """Return findings, each refusal of a meeting followed by the meeting itself."""
    told = {one.reading.token for one in found}
    return [item for one in found for item in (one, *_meetings(scene, one, told))]


def _meetings(scene: Scene, off: Found, told: set[int]) -> Iterator[Found]:
    if not off.roles.actors or not calls_off(scene, off.reading):
        return
    for noun in objects(scene.tree, off.reading.token):
        lemma = scene.tree.parse.lemmas[noun]
        is_visit = lemma in word_sets()["visit"]
        if noun not in told and (is_visit or lemma in word_sets()["talks"]):
            yield _meeting(scene, off, noun, is_visit=is_visit)


def _meeting(scene: Scene, off: Found, noun: int, *, is_visit: bool) -> Found:
    mode, code = _VISIT if is_visit else _TALKS
    trigger = Trigger(
        kind="n", lemma=scene.tree.parse.lemmas[noun], needs=(), event_type="CONSULT",
        mode=mode, cameo_code=code, frame="svo" if is_visit else "with",
    )  # fmt: skip
    reason = f"what '{off.reading.trigger.lemma}' calls off or puts off is an event too"
    reading = Reading(noun, trigger, "CONSULT", mode, code, reason=reason, is_settled=True)
    own = roles_of(scene, noun, trigger)
    is_told = any(map(scene.is_known, own.actors)) and (
        any(map(scene.is_known, own.recipients)) or scene.are_several(own.actors)
    )
    roles = own if is_told else _shared(off.roles, is_visit=is_visit)
    reality = reality_of(scene, noun, roles.actors)
    if reality.modality is Modality.DONE:
        reality = reality._replace(modality=Modality.PLANNED)
    return off._replace(reading=reading, roles=roles, reality=reality, rivals=())


def _shared(roles: Roles, *, is_visit: bool) -> Roles:
    """Return the parties of a refusal as those of what it refuses: of talks, both act."""
    if is_visit:
        return roles
    return roles._replace(actors=(*roles.actors, *roles.recipients), recipients=())

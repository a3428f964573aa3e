"""Which of a sentence's findings are events, and which is the main one."""

from collections.abc import Sequence

from detente.coding.assemble import Found
from detente.coding.clauses import depth
from detente.coding.homes import BY_AUTHORITIES
from detente.coding.scene import Scene
from detente.model import Modality

# Weights of what makes an event the one its sentence is about. Set by hand; not tuned.
_BOTH_SIDES = 2.0
_ACTOR = 1.0
_VERB = 1.0
_PER_NEED = 0.3
_PER_LEVEL = -0.5
_BACKGROUND = -1.0
_SURE = 2.0
_LEAST_SURE = 0.85
_NOT_ABSURD = 0.1
# Behind these stands what was before the news, or beside it.
_BEHIND = frozenset(
    {"after", "follow", "following", "amid", "amidst", "despite", "since", "during", "over"}
)
_UNREAL = {Modality.HYPOTHETICAL: -1.0, Modality.DENIED: -0.5, Modality.CLAIMED: -0.2}


def ranked(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """Return findings, the main one first, without repeats of one event by other words."""
    kept: dict[tuple[object, ...], Found] = {}
    for item in sorted(found, key=lambda item: -weight(scene, item)):
        kept.setdefault(_identity(scene, item), item)
    return list(kept.values())


def weight(scene: Scene, item: Found) -> float:
    """Return how much a finding is what its sentence is about; higher is more."""
    reading = item.reading
    actors = any(scene.is_known(number) for number in item.roles.actors)
    actors = actors and BY_AUTHORITIES not in item.roles.reason
    others = any(scene.is_known(number) for number in item.roles.recipients)
    sides = others or scene.are_several(item.roles.actors)
    return (
        _BOTH_SIDES * (actors and sides)
        + _ACTOR * actors
        + _VERB * (reading.trigger.kind == "v")
        + _PER_NEED * len(reading.trigger.needs)
        + _PER_LEVEL * min(depth(scene.tree, reading.token), 6)
        + _BACKGROUND * _is_background(scene, reading.token)
        + _UNREAL.get(item.reality.modality, 0.0)
        + _SURE * _sureness(item)
    )


def _is_background(scene: Scene, token: int) -> bool:
    """Whether a noun only says when or why the news came about: "held talks after *protests*"."""
    parse = scene.tree.parse
    head = parse.heads[token]
    return parse.deps[token] == "pobj" and parse.lemmas[head] in _BEHIND


def _sureness(item: Found) -> float:
    """Return how sure a finding is, at least so much where its words leave no doubt."""
    is_whole = (item.judged or 0.0) >= _NOT_ABSURD and any(n >= 0 for n in item.roles.actors)
    least = _LEAST_SURE if item.reading.is_settled and is_whole else 0.0
    return max(item.judged or 0.0, least)


def _identity(scene: Scene, item: Found) -> tuple[object, ...]:
    actors = tuple(sorted(map(str, (_who(scene, number) for number in item.roles.actors))))
    others = tuple(sorted(map(str, (_who(scene, number) for number in item.roles.recipients))))
    return (item.reading.event_type, item.reality.modality, actors, others)


def _who(scene: Scene, number: int) -> str | int:
    link = scene.link(number)
    return link.entity if link and link.entity else number

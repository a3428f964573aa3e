"""Deeds told as another's: "Nicaragua *did the same*", "as *did* Fiji", "*took the same step*".

Or as an answer to it: "Asmara *responded in kind*", "Chad *reciprocated*".
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from detente.coding.assemble import Found, make_event
from detente.coding.clauses import actors_of_verb, objects, prepositions
from detente.coding.modality import reality_of
from detente.coding.operators import Reading
from detente.coding.roles import Roles
from detente.coding.scene import Scene
from detente.model import Event, Participant
from detente.ontology.lexicon import Trigger

# The deed repeated stands at most so many sentences before.
_REACH: Final = 2
_LESS_SURE: Final = 0.15
_SAME: Final = frozenset({"same", "likewise", "so"})
_STEPS: Final = frozenset({"step", "move", "decision", "measure", "course", "action"})
# "Responded *in kind*"; "reciprocated".
_ANSWERING: Final = frozenset({"respond", "reply", "answer", "retaliate", "react", "hit"})
_RETURNING: Final = frozenset({"reciprocate"})
# What a state does by itself to another, which a third may do too.
_REPEATED: Final = frozenset(
    {"SUPPORT", "SANCTION", "AID", "CONCEDE", "RETREAT", "COERCE", "REJECT", "ACCUSE", "AGREE"}
)


def events_repeated(scene: Scene, earlier: Sequence[Event]) -> Iterator[Event]:
    """Yield an event for each verb that says a state did what another had done to a third.

    ``earlier`` are the events told before, those of the same sentence last.
    """
    parse = scene.tree.parse
    for token in range(scene.tree.size):
        if parse.pos[token] not in {"VERB", "AUX"}:
            continue
        if _repeats(scene, token):
            yield from _repeated(scene, token, earlier)
        elif _returns(scene, token):
            yield from _returned(scene, token, earlier)


def _repeats(scene: Scene, verb: int) -> bool:
    tree = scene.tree
    lemma, objs = tree.parse.lemmas[verb], objects(tree, verb)
    told = {tree.parse.lemmas[one] for one in (*objs, *tree.kids(verb, {"advmod"}))}
    if lemma == "do":
        return not told.isdisjoint(_SAME) or _is_inverted(scene, verb)
    if lemma in {"take", "make"}:
        kids = {tree.parse.lemmas[kid] for one in objs for kid in tree.kids(one, {"amod"})}
        return not told.isdisjoint(_STEPS) and "same" in kids
    return lemma == "follow" and ("suit" in told or not (objs or _goes_on(scene, verb)))


def _is_inverted(scene: Scene, verb: int) -> bool:
    """Whether a clause only adds who did as much: "expelled an envoy, *as did Latvia*"."""
    tree = scene.tree
    openers = {tree.parse.lemmas[kid] for kid in tree.kids(verb, {"mark", "advmod"})}
    subject = tree.kid(verb, {"nsubj"})
    is_after = subject is not None and subject > verb
    return is_after and "as" in openers and not objects(tree, verb)


def _returns(scene: Scene, verb: int) -> bool:
    """Whether a verb says that somebody did to another what the other had done."""
    tree, lemma = scene.tree, scene.tree.parse.lemmas[verb]
    if lemma in _RETURNING:
        return not objects(tree, verb)
    linked = {(name, tree.parse.lemmas[obj]) for name, obj in prepositions(tree, verb)}
    return lemma in _ANSWERING and ("in", "kind") in linked


def _goes_on(scene: Scene, verb: int) -> bool:
    """Whether a verb has a clause or a preposition of its own but that of a time."""
    tree = scene.tree
    preps = {tree.parse.lemmas[kid] for kid in tree.kids(verb, {"prep"})}
    return bool(tree.kids(verb, {"ccomp", "xcomp", "advcl", "prt"}) or preps - {"on", "in", "at"})


def _repeated(scene: Scene, verb: int, earlier: Sequence[Event]) -> Iterator[Event]:
    actors = _acting(scene, verb)
    own = {scene.country(one) for one in actors}
    start = scene.tree.parse.starts[verb]
    told = (one for one in reversed(earlier) if one.action.start < start)
    meant = next((one for one in told if _may_repeat(scene, one, own)), None)
    if actors and meant is not None:
        yield _done_again(scene, verb, actors, meant, meant.recipients)


def _returned(scene: Scene, verb: int, earlier: Sequence[Event]) -> Iterator[Event]:
    actors = _acting(scene, verb)
    own = {scene.country(one) for one in actors}
    near = (one for one in reversed(earlier) if _is_near(scene, one))
    on_them = (one for one in near if own and {party.country for party in one.recipients} <= own)
    meant = next((one for one in on_them if one.recipients and one.actors), None)
    if meant is not None:
        yield _done_again(scene, verb, actors, meant, meant.actors)


def _acting(scene: Scene, verb: int) -> tuple[int, ...]:
    found = scene.who(actors_of_verb(scene.tree, verb))
    return tuple(one for one in found if scene.country(one))


def _done_again(
    scene: Scene,
    verb: int,
    actors: tuple[int, ...],
    meant: Event,
    recipients: tuple[Participant, ...],
) -> Event:
    trigger = Trigger(
        kind="v", lemma=scene.tree.parse.lemmas[verb], needs=(), event_type=meant.event_type,
        mode=meant.mode, cameo_code=meant.cameo_code, frame="svo",
    )  # fmt: skip
    reading = Reading(verb, trigger, meant.event_type, meant.mode, meant.cameo_code)
    roles = Roles(actors, (), "subject acts")
    made = make_event(scene, Found(reading, roles, reality_of(scene, verb, actors)))
    return replace(
        made,
        recipients=recipients,
        confidence=round(max(meant.confidence - _LESS_SURE, 0.0), 3),
        trace=(*made.trace, f"does what {meant.action_text!r} of sentence {meant.sentence} tells"),
    )


def _may_repeat(scene: Scene, event: Event, own: set[str | None]) -> bool:
    parties = {one.country for one in (*event.actors, *event.recipients)}
    return _is_near(scene, event) and not parties & own and bool(event.actors)


def _is_near(scene: Scene, event: Event) -> bool:
    return 0 <= scene.index - event.sentence <= _REACH and event.event_type in _REPEATED

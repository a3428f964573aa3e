"""Deeds that the lexicon does not know and the encoder does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from detente.coding.clauses import actors_of_verb, depth, prepositions
from detente.coding.deeds import deed_tokens
from detente.coding.hints import NOTHING, Hints
from detente.coding.scene import Scene
from detente.coding.triggers import lookalikes
from detente.ontology.cameo import codes_of
from detente.ontology.lexicon import Trigger, word_sets

# How likely a word must tell of some event to be looked at. The judge decides later.
LOWEST: Final = 0.2
_KINDS: Final = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
_SMALL: Final = frozenset({"ADP", "ADV"})
_TO_SOMEBODY: Final = frozenset({"with", "to", "by", "between", "over"})
_OPERATORS: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


def learned_triggers(
    scene: Scene, hints: Hints, known: Mapping[int, Trigger]
) -> dict[int, Trigger]:
    """Return a trigger at each word that the encoder says tells of an event and no rule knows."""
    taken = {token for one in known for token in deed_tokens(scene, one)}
    taken.update(lookalikes(scene))
    found: dict[int, Trigger] = {}
    for run in _runs(hints):
        head = _head(scene, run)
        if head is not None and taken.isdisjoint({head, *run}) and not _is_a_speech(scene, head):
            found.update(_trigger(scene, hints, head, run))
    return found


def _runs(hints: Hints) -> Iterator[list[int]]:
    """Yield the runs of neighbouring words that tell of an event."""
    run: list[int] = []
    for token, chance in enumerate(hints.telling):
        if chance >= LOWEST:
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _head(scene: Scene, run: Sequence[int]) -> int | None:
    """Return the word of a run that stands highest; names tell of no event.

    In a headline without a verb a small word may tell all: "Ecuador's president *in* Lima".
    """
    pos, lemmas = scene.tree.parse.pos, scene.tree.parse.lemmas
    fitting = [
        token
        for token in run
        if pos[token] in _KINDS and (scene.mention_at[token] is None or pos[token] == "VERB")
    ]
    # To say something is a statement, unless a rule knows which deed the words are.
    fitting = [token for token in fitting if lemmas[token] not in word_sets()["saying"]]
    if not fitting and scene.is_headline:
        fitting = [token for token in run if pos[token] in _SMALL and not _is_idle(scene, token)]
    head = min(fitting, key=lambda token: (depth(scene.tree, token), token), default=None)
    return None if head is None else _told_by_be(scene, head)


def _is_idle(scene: Scene, token: int) -> bool:
    """Whether a preposition leads to no party or place: "Mogadishu *in* uproar"."""
    inside = scene.tree.kids(token, {"pobj"})
    placed = (scene.mention_at[one] is not None or scene.place_at(one) for one in inside)
    return bool(inside) and not any(placed)


def _told_by_be(scene: Scene, verb: int) -> int:
    """Return the deed that "be" puts before it, or the word: "troops *are* to *leave*"."""
    tree = scene.tree
    if tree.parse.lemmas[verb] != "be" or tree.kids(verb, {"acomp", "attr"}):
        return verb
    return next((kid for kid in tree.kids(verb, {"xcomp"}) if tree.parse.tags[kid] == "VB"), verb)


def _trigger(scene: Scene, hints: Hints, head: int, run: Sequence[int]) -> dict[int, Trigger]:
    event_type = hints.types(run)[0].label
    if event_type == NOTHING:
        event_type = hints.types(run)[1].label
    return {head: made_trigger(scene, hints, head, event_type)}


def made_trigger(scene: Scene, hints: Hints, token: int, event_type: str) -> Trigger:
    """Return a trigger of a type for a word, with the mode and code the encoder gives it."""
    parse = scene.tree.parse
    kind = _KINDS.get(parse.pos[token], "n" if parse.pos[token] in _SMALL else "v")
    deed = deed_tokens(scene, token)
    mode = hints.mode(deed, event_type)
    allowed = codes_of(event_type)
    return Trigger(
        kind=kind,
        lemma=parse.lemmas[token],
        needs=(),
        event_type=event_type,
        mode=mode.label if mode and _may_be(scene, token, mode.label) else None,
        cameo_code=hints.cameo_code(deed, allowed),
        frame=_frame(kind, event_type),
    )


def _is_a_speech(scene: Scene, verb: int) -> bool:
    """Whether one party speaks, and to nobody: "spoke at a session", "spoke beside the host"."""
    if scene.tree.parse.lemmas[verb] != "speak":
        return False
    linked = {name for name, _ in prepositions(scene.tree, verb)}
    speakers = scene.who(actors_of_verb(scene.tree, verb))
    return linked.isdisjoint(_TO_SOMEBODY) and not scene.are_several(speakers)


def _may_be(scene: Scene, token: int, mode: str) -> bool:
    """Whether words may have a mode: what is told of a call names one, or whom one speaks to."""
    if mode != "phone":
        return True
    told = {scene.tree.parse.lemmas[item] for item in scene.tree.subtree(token)}
    return not told.isdisjoint(word_sets()["phones"])


def _frame(kind: str, event_type: str) -> str:
    if event_type == "CONSULT":
        return "with"
    return "op" if kind == "v" and event_type in _OPERATORS else "svo"

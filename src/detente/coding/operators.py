"""What verbs of promising, asking, refusing, threatening make of the deeds they govern."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from detente.coding.clauses import complements, depth, is_negated, objects, particles, prepositions
from detente.coding.roles import governing_verb
from detente.coding.scene import Scene
from detente.coding.tree import Tree
from detente.ontology.lexicon import Outcome, Trigger, compose, word_sets

OPERATORS: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
# Frames of operators; a weak one ("plans to") tells of nothing without a deed under it.
FRAMES: Final = frozenset({"op", "weak"})
_REACH: Final = 4
# Deeds that are a promise to yield where somebody promises not to do them.
_HARMS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"})
_NO_HARM: Final = Outcome(event_type="AGREE", mode=None, cameo_code="035")
# Papers whose making is not the news where they say what they do: "a decree *banning* the party".
_ENACTING: Final = frozenset(
    {
        "adopt",
        "approve",
        "pass",
        "endorse",
        "back",
        "sign",
        "issue",
        "ratify",
        "enact",
        "promulgate",
    }
)
_CEREMONIES: Final = frozenset({"signing", "ratification"})
# What opens a clause that a verb before it does not govern.
_BACKGROUND: Final = frozenset({"after", "because", "since", "while", "although", "though", "when"})


class Reading(NamedTuple):
    """What one word tells of once all words are weighed together.

    ``governs`` is the deed under an operator. ``is_absorbed`` says that another word tells of
    this one's event. ``is_planned`` that an operator puts it in the future. ``is_settled``: words
    around it leave no doubt of its type ("called off the visit").
    """

    token: int
    trigger: Trigger
    event_type: str
    mode: str | None
    cameo_code: str | None
    governs: int | None = None
    governed: Trigger | None = None
    is_absorbed: bool = False
    is_planned: bool = False
    reason: str = ""
    is_settled: bool = False


def read_together(scene: Scene, found: Mapping[int, Trigger]) -> list[Reading]:
    """Return a reading for each trigger, outermost words first."""
    readings = {token: _alone(token, trigger) for token, trigger in found.items()}
    # Inner words first, so that "agreed to help lift sanctions" composes from the inside out.
    for token in sorted(found, key=lambda item: (-depth(scene.tree, item), item)):
        _apply(scene, token, readings)
    _absorb_causes(scene, readings)
    return sorted(readings.values(), key=lambda item: (depth(scene.tree, item.token), item.token))


def _alone(token: int, trigger: Trigger) -> Reading:
    return Reading(
        token, trigger, trigger.event_type, trigger.mode, trigger.cameo_code,
        is_settled=trigger.is_sure,
    )  # fmt: skip


def _apply(scene: Scene, token: int, readings: dict[int, Reading]) -> None:
    reading = readings[token]
    inner = next((item for item in _governed(scene, token, readings)), None)
    if inner is None:
        return
    if _is_promised_off(scene, reading, readings[inner]):
        readings[token] = _promise(reading, readings[inner])
        readings[inner] = readings[inner]._replace(is_absorbed=True)
    elif reading.trigger.frame in FRAMES and reading.event_type in OPERATORS:
        _compose(reading, readings[inner], readings)
    elif _is_told_by_paper(scene, token, inner):
        readings[token] = reading._replace(is_absorbed=True)
        readings[inner] = readings[inner]._replace(is_settled=True)
    elif _tells_the_same(scene, reading, readings[inner]):
        inner_lemma = readings[inner].trigger.lemma
        may_be_off = readings[inner].event_type == "CONSULT" or inner_lemma in _CEREMONIES
        is_off = may_be_off and calls_off(scene, reading)
        is_own_event = is_off or _is_turned_down(scene, reading, readings[inner])
        readings[token] = reading._replace(is_settled=reading.is_settled or is_off)
        # What is put off by a verb that the tables of modality do not know is still to come.
        readings[inner] = readings[inner]._replace(
            is_absorbed=not is_own_event, is_settled=is_off, is_planned=is_off
        )


def _is_promised_off(scene: Scene, outer: Reading, inner: Reading) -> bool:
    """Whether somebody promises to do no harm: "agreed *not to threaten* each other"."""
    is_promise = outer.trigger.lemma in word_sets()["promising"] and outer.trigger.kind == "v"
    is_harm = inner.event_type in _HARMS and inner.trigger.kind == "v"
    return is_promise and is_harm and is_negated(scene.tree, inner.token)


def _promise(outer: Reading, inner: Reading) -> Reading:
    reason = f"a promise of no {inner.event_type} ('{inner.trigger.lemma}') is AGREE"
    return _composed(outer, inner, _NO_HARM)._replace(reason=reason, is_settled=True)


def _compose(outer: Reading, inner: Reading, readings: dict[int, Reading]) -> None:
    if outer.trigger.lemma in word_sets()["denying"]:
        # Who denies a deed does nothing but speak; the deed stands as denied.
        readings[outer.token] = outer._replace(is_absorbed=True)
        return
    outcome = compose(
        outer.event_type,
        inner.event_type,
        inner.mode,
        by=outer.cameo_code,
        over=inner.cameo_code,
    )
    if outer.trigger.lemma in word_sets()["offering"] and inner.event_type == "MOBILIZE":
        # Troops that are offered are a help promised.
        outcome = Outcome(event_type="AGREE", mode=None, cameo_code="0332")
    is_intent = outer.trigger.frame == "weak" and outer.event_type == "AGREE"
    if is_intent or outcome.event_type == "keep":
        readings[outer.token] = outer._replace(is_absorbed=True)
        readings[inner.token] = inner._replace(is_planned=True)
        return
    readings[outer.token] = _composed(outer, inner, outcome)
    is_own_event = outer.event_type == "ACCUSE"
    readings[inner.token] = inner._replace(is_absorbed=not is_own_event)


def _composed(outer: Reading, inner: Reading, outcome: Outcome) -> Reading:
    reason = (
        f"{outer.event_type} over {inner.event_type} ('{inner.trigger.lemma}') "
        f"is {outcome.event_type}"
    )
    return outer._replace(
        event_type=outcome.event_type,
        mode=outcome.mode,
        cameo_code=outcome.cameo_code,
        governs=inner.token,
        governed=inner.trigger,
        reason=reason,
    )


def _absorb_causes(scene: Scene, readings: dict[int, Reading]) -> None:
    """Mark what a protest is about as absorbed: its demand is no REQUEST of its own (PLOVER)."""
    protests = [item for item in readings.values() if item.event_type == "PROTEST"]
    heads = {head for item in protests for head in (item.token, governing_verb(scene, item.token))}
    for token, reading in readings.items():
        is_cause = reading.event_type in {"REQUEST", "ACCUSE", "SUPPORT"}
        if is_cause and heads & set(scene.tree.ancestors(token)):
            readings[token] = reading._replace(is_absorbed=True)


def refused(reading: Reading) -> Reading:
    """Return the reading of a negated offer or deed of cooperation: a refusal."""
    return composed("REJECT", reading, "a negated {} is a {}")


def composed(operator: str, reading: Reading, reason: str) -> Reading:
    """Return a reading as what an operator makes of it; ``reason`` has places for both types."""
    outcome = compose(operator, reading.event_type, reading.mode, over=reading.cameo_code)
    return reading._replace(
        event_type=outcome.event_type,
        mode=outcome.mode,
        cameo_code=outcome.cameo_code,
        reason=reason.format(reading.event_type, outcome.event_type),
    )


def _governed(scene: Scene, token: int, readings: Mapping[int, Reading]) -> Iterator[int]:
    """Yield the triggers under a word, nearest first, not looking past the first on each path."""
    layer = [token]
    for _ in range(_REACH):
        below = [item for head in layer for item in _below(scene, head) if item != token]
        yield from (item for item in below if item in readings)
        layer = [item for item in below if item not in readings]


# What is done before or while something is agreed or asked is no part of that.
_BESIDE: Final = frozenset({"after", "following", "amid", "before", "since", "during"})


def _below(scene: Scene, head: int) -> list[int]:
    tree = scene.tree
    found = [one for one in complements(tree, head) if not _is_background(tree, one)]
    found += objects(tree, head)
    found += [obj for name, obj in prepositions(tree, head) if name not in _BESIDE]
    found += tree.kids(head, {"acl"})
    return [
        item
        for item in dict.fromkeys(found)
        if scene.mention_at[item] is None or _acts(scene, item)
    ]


def _is_background(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what came before or went on: "urged calm *after Chad shelled* it"."""
    if tree.parse.deps[verb] != "advcl":
        return False
    openers = {tree.parse.lemmas[kid] for kid in tree.kids(verb, {"mark", "advmod"})}
    return not openers.isdisjoint(_BACKGROUND)


def _acts(scene: Scene, token: int) -> bool:
    return scene.tree.parse.pos[token] == "VERB"


def _is_turned_down(scene: Scene, outer: Reading, inner: Reading) -> bool:
    """Whether a verb refuses or grants what another asks: "ignored *a request from Kyiv*"."""
    names = {name for name, _ in prepositions(scene.tree, inner.token)}
    is_asked = inner.event_type == "REQUEST" and not names.isdisjoint({"from", "by"})
    return is_asked and outer.event_type in {"REJECT", "CONCEDE"}


def calls_off(scene: Scene, reading: Reading) -> bool:
    """Say whether a verb calls off or puts off what its object names."""
    lemma = reading.trigger.lemma
    verbs = {lemma, *(f"{lemma}_{one}" for one in particles(scene.tree, reading.token))}
    return reading.event_type == "REJECT" and not verbs.isdisjoint(word_sets()["calling_off"])


def _tells_the_same(scene: Scene, outer: Reading, inner: Reading) -> bool:
    """Whether an inner noun is part of what an outer word tells ("*sign* an *agreement*")."""
    if inner.trigger.kind != "n" or outer.trigger.kind != "v":
        return False
    is_object = inner.token in objects(scene.tree, outer.token)
    return is_object and outer.event_type != "ACCUSE"


def _is_told_by_paper(scene: Scene, outer: int, inner: int) -> bool:
    """Whether a verb only puts out the paper that tells: "adopted a text *condemning* the raid"."""
    tree = scene.tree
    if tree.parse.lemmas[outer] not in _ENACTING or tree.parse.tags[inner] != "VBG":
        return False
    papers = word_sets()["papers"] | word_sets()["laws"]
    found = [one for one in objects(tree, outer) if tree.parse.lemmas[one] in papers]
    return tree.parse.deps[inner] == "acl" and tree.parse.heads[inner] in found

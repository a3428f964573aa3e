"""Deeds that a sentence only points back at, with something new: "this visit, from 3 to 5 May"."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from detente.coding.assemble import Found, date_of, make_event
from detente.coding.modality import reality_of
from detente.coding.operators import Reading
from detente.coding.roles import Roles
from detente.coding.scene import Scene
from detente.coding.stops import stop_id
from detente.coding.triggers import find_triggers
from detente.model import Event, Modality
from detente.ontology.lexicon import Trigger

_POINTERS = frozenset({"this", "these", "that", "those", "the"})
# "A *second* meeting", "*another* round": one more deed of the kind and by the parties told before.
_NEXT = frozenset({"second", "third", "fourth", "fifth", "next", "another", "further", "final"})
_ROUND = Trigger(
    kind="n", lemma="round", needs=(), event_type="CONSULT", mode=None, cameo_code="046",
    frame="with",
)  # fmt: skip
# A truce told before, with what agreed on it: "*the truce* is to take effect on Monday".
_TRUCES = frozenset({"truce", "ceasefire", "cease-fire", "armistice"})
_TRUCE = Trigger(
    kind="n", lemma="truce", needs=(), event_type="RETREAT", mode="ceasefire", cameo_code="0871",
    frame="with",
)  # fmt: skip
# "*Talks on trade* are to begin in Oslo on Friday": those who dealt with each other before talk.
_TALKS = frozenset({"talk", "negotiation", "consultation", "discussion", "round", "session"})
_HELD = frozenset({"begin", "start", "open", "resume", "continue", "hold", "take", "follow"})
# "*Clashes* went on near the frontier": between those told to be at odds before.
_BLOWS = frozenset({"fighting", "clash", "shelling", "hostility", "skirmish", "battle"})
_BLOW = Trigger(
    kind="n", lemma="fighting", needs=(), event_type="ASSAULT", mode=None, cameo_code="190",
    frame="with",
)  # fmt: skip
_GOING_ON = frozenset({"go", "continue", "resume", "erupt", "break", "rage", "flare", "persist"})
# What those do together or to each other who may talk or fight on.
_DEALING = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "RETREAT"})
_BRINGING = frozenset({"AGREE", "CONCEDE", "RETREAT", "SUPPORT", "CONSULT"})
_STARTING = frozenset({"take", "come", "go", "enter", "begin", "start", "be"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SEVERAL = 2
# A pointer reaches this many sentences back; further off it may mean another deed.
_REACH = 3
_LESS_SURE = 0.15


def events_pointed_at(scene: Scene, earlier: Sequence[Event]) -> Iterator[Event]:
    """Yield an event for each noun that points at an earlier one and dates or places it.

    It has the parties of the event it points at, whose evidence stands in that sentence.
    """
    nouns = {**find_triggers(scene), **dict.fromkeys(_rounds(scene), _ROUND)}
    nouns |= dict.fromkeys(_truces(scene), _TRUCE)
    nouns |= dict.fromkeys(_going_on(scene), _BLOW)
    for token, trigger in nouns.items():
        steps = 0 if trigger is _TRUCE else 1
        is_pointer = trigger.kind == "n" and _points(scene, token, steps)
        if is_pointer or trigger is _BLOW or _are_talks_held(scene, token, trigger):
            yield from _pointed(scene, token, trigger, _before(scene, token, trigger, earlier))


def _before(
    scene: Scene, token: int, trigger: Trigger, earlier: Sequence[Event]
) -> Sequence[Event]:
    """Return the events that a noun may point at: of its own sentence only for further talks."""
    start = scene.tree.parse.starts[token]
    last = scene.index if trigger.event_type == "CONSULT" else scene.index - 1
    return [one for one in earlier if one.action.start < start and one.sentence <= last]


def _are_talks_held(scene: Scene, token: int, trigger: Trigger) -> bool:
    """Whether a noun names talks that its verb says the time of, and nobody who holds them."""
    parse = scene.tree.parse
    is_talks = trigger.event_type == "CONSULT" and parse.lemmas[token] in _TALKS
    verbs = {parse.lemmas[parse.heads[token]], parse.lemmas[_held_by(scene, token)]}
    is_held = parse.deps[token] in _SUBJECTS and not verbs.isdisjoint(_HELD)
    return is_talks and is_held and not scene.who([token], steps=1)


def _going_on(scene: Scene) -> list[int]:
    """Return the nouns of fighting that only go on or break out, by nobody named."""
    parse = scene.tree.parse
    return [
        token
        for token, lemma in enumerate(parse.lemmas)
        if lemma in _BLOWS
        and parse.deps[token] == "nsubj"
        and parse.lemmas[parse.heads[token]] in _GOING_ON
        and not scene.who([token])
    ]


def _rounds(scene: Scene) -> list[int]:
    """Return the rounds of a sentence that are told without what they are rounds of."""
    lemmas = scene.tree.parse.lemmas
    rounds = (token for token in range(scene.tree.size) if lemmas[token] == "round")
    return [token for token in rounds if not scene.tree.kids(token, {"prep"})]


def _truces(scene: Scene) -> list[int]:
    """Return the truces of a sentence that it only says the beginning of, by name or as "it"."""
    parse = scene.tree.parse
    names = _TRUCES | ({"it"} if _truce_before(scene) else set())
    rows = enumerate(zip(parse.lemmas, parse.deps, parse.heads, strict=True))
    return [
        token
        for token, (lemma, dep, head) in rows
        if lemma in names and dep == "nsubj" and parse.lemmas[head] in _starts(lemma)
    ]


def _starts(lemma: str) -> frozenset[str]:
    """Return the verbs by which a truce begins; "it is" may tell of anything."""
    return _STARTING - {"be", "go", "come"} if lemma == "it" else _STARTING


def _truce_before(scene: Scene) -> bool:
    """Whether the sentence before ends on a truce, as far as its words tell."""
    parses = scene.document.parses or ()
    before = parses[scene.index - 1] if 0 < scene.index <= len(parses) else None
    return before is not None and not _TRUCES.isdisjoint(before.lemmas)


def _points(scene: Scene, token: int, steps: int) -> bool:
    """Whether a noun points back and names nobody within so many steps."""
    tree = scene.tree
    lemmas = tree.parse.lemmas
    is_pointing = any(lemmas[kid] in _POINTERS for kid in tree.kids(token, {"det"}))
    if lemmas[token] == "it":
        return True
    is_next = any(lemmas[kid] in _NEXT for kid in tree.kids(token, {"amod", "nummod", "det"}))
    return (is_pointing or is_next) and not scene.who([token], steps=steps)


def _pointed(
    scene: Scene, token: int, trigger: Trigger, earlier: Sequence[Event]
) -> Iterator[Event]:
    meant = _meant(scene, trigger, earlier)
    if meant is None:
        return
    kind = (meant.event_type, meant.mode, meant.cameo_code)
    if trigger in {_TRUCE, _BLOW} or not _is_same_kind(meant, trigger):
        kind = (trigger.event_type, trigger.mode, trigger.cameo_code)
    reading = Reading(token, trigger, *kind)
    verb = _held_by(scene, token)
    made = make_event(scene, Found(reading, Roles(), reality_of(scene, verb, ())))
    if verb != token:  # "*talks* on trade are *to begin*"
        words = scene.span([token, verb])
        text = (scene.document.text or "")[words.start : words.end]
        made = replace(made, action=words, action_text=text)
    if made.when is None and (dated := date_of(scene, verb)) is not None:
        made = replace(made, when=dated[0], when_span=dated[1])
    if made.when is not None or made.place is not None:
        for number, stop in enumerate(_stops(meant, earlier)):
            told = _with_parties(made, stop)
            yield replace(told, id=stop_id(told, number)) if number else told


def _stops(meant: Event, earlier: Sequence[Event]) -> list[Event]:
    """Return the visits of the tour that an event is a stop of, or the event alone."""
    if meant.mode != "visit":
        return [meant]
    alike = (one for one in earlier if (one.sentence, one.mode) == (meant.sentence, meant.mode))
    return [one for one in alike if one.actors == meant.actors]


def _held_by(scene: Scene, token: int) -> int:
    """Return the verb that tells when a deed is: "the round is *to be held* in May"; or itself."""
    tree = scene.tree
    if tree.parse.deps[token] not in _SUBJECTS:
        return token
    return next(iter(tree.kids(tree.parse.heads[token], {"xcomp"})), token)


def _meant(scene: Scene, trigger: Trigger, earlier: Sequence[Event]) -> Event | None:
    near = [event for event in reversed(earlier) if scene.index - event.sentence <= _REACH]
    if trigger is _TRUCE:
        fits = [event for event in near if _brings_truce(event, trigger)]
    elif trigger is _BLOW:
        fits = [event for event in near if event.event_type == "ASSAULT" or _deal(event)]
    elif trigger.event_type == "CONSULT" and trigger.mode is None:
        dealt = [event for event in near if _deal(event)]
        same = [event for event in near if _is_same_kind(event, trigger) and _are_two(event)]
        fits = [event for event in dealt if event in same] or dealt or same
    else:
        fits = [event for event in near if _is_same_kind(event, trigger)]
    return next(iter(fits), None)


def _deal(event: Event) -> bool:
    """Whether two parties dealt with each other in an event: no third helped them to."""
    is_direct = event.mode not in {"third-party", "visit"}
    return event.event_type in _DEALING and is_direct and _are_two(event)


def _are_two(event: Event) -> bool:
    known = [one for one in (*event.actors, *event.recipients) if one.country]
    return len(known) >= _SEVERAL


def _brings_truce(event: Event, _: Trigger) -> bool:
    """Whether an event of several states may be what a truce comes from."""
    parties = {one.country for one in (*event.actors, *event.recipients)} - {None}
    return event.event_type in _BRINGING and len(parties) >= _SEVERAL


def _is_same_kind(event: Event, trigger: Trigger) -> bool:
    return event.event_type == trigger.event_type and (event.mode or trigger.mode) == event.mode


def _with_parties(made: Event, meant: Event) -> Event:
    is_of_kind = made.event_type == meant.event_type
    known = made.modality is Modality.DONE and is_of_kind
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

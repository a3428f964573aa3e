"""Codes the user's own event types: names events that are of one, and adds those nobody else saw.

A type with a PLOVER parent makes events of that parent; where the words of the type were read as
another PLOVER type, the user's reading wins. A type without one names the event that its words
tell of; where there is none, it makes one of the type OWN. See docs/decisions/0008.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from msgspec.structs import replace

from detente.coding.operators import Reading, read_together
from detente.coding.own_types_derive import OwnTrigger, derived_triggers
from detente.coding.roles import governing_verb
from detente.coding.scene import Scene
from detente.coding.triggers import find_triggers, holds
from detente.link.parse import Parser, load_model
from detente.model import Event, Participant
from detente.ontology.cameo import codes
from detente.ontology.lexicon import Trigger
from detente.ontology.own_types import OwnType, Who, carrying_verbs, need_words
from detente.ontology.own_types_file import read_own_types
from detente.ontology.plover import OWN, OWN_QUAD_CLASS, plover_score

# Makes the event of a reading, or None where it is none (a veto, nobody known takes part).
Make = Callable[[Scene, Reading], Event | None]

CODER: Final = "own types"
# What an event of no PLOVER type is made as, before it loses what it has of that type.
_STAND_IN: Final = "COERCE"
_KINDS: Final = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
_REACH: Final = 4


class _Part(Enum):
    """What words are in the event that they stand in: its deed, what it governs, its topic."""

    DEED = "deed"
    GOVERNED = "governed"
    TOPIC = "topic"


class _Bearer(NamedTuple):
    """The number of an event, None where there is none, and what some words are in it."""

    at: int | None
    part: _Part


class Decision(NamedTuple):
    """What became of words that tell of a type: the event that has it now, or why there is none."""

    own: OwnTrigger
    event: Event | None
    reason: str


class Tagger:
    """Gives the events of sentences the types of a file. Built once; parses no text itself.

    ``triggers`` are what tells of the types, in the order of the file.
    """

    def __init__(self, triggers: Iterable[OwnTrigger], make: Make) -> None:
        self.triggers = tuple(triggers)
        self._rows: dict[tuple[str, str], list[OwnTrigger]] = defaultdict(list)
        for own in self.triggers:
            self._rows[own.trigger.kind, own.trigger.lemma].append(own)
        for rows in self._rows.values():
            rows.sort(key=_most_needs_first)
        self._make = make

    def tag(self, scene: Scene, events: Sequence[Event]) -> list[Event]:
        """Return the events of a sentence with their own types, and those that own types add."""
        found = list(events)
        for _ in self._steps(scene, found):
            pass
        return found

    def decisions(self, scene: Scene, events: Sequence[Event]) -> list[Decision]:
        """Return what becomes of all words of a sentence that tell of own types, and why."""
        return list(self._steps(scene, list(events)))

    def _steps(self, scene: Scene, events: list[Event]) -> Iterator[Decision]:
        """Yield decisions, and carry each out in ``events``."""
        for token, own in self._hits(scene):
            bearer = _bearer(scene, events, token, own.trigger)
            decision = self._decision(scene, events, (token, own), bearer)
            _carry_out(events, bearer.at, decision.event)
            yield decision

    def _decision(
        self, scene: Scene, events: Sequence[Event], hit: tuple[int, OwnTrigger], bearer: _Bearer
    ) -> Decision:
        token, own = hit
        if own.is_counter:
            return Decision(own, None, "a counter-example has these words")
        if bearer.at is None:
            return self._added(scene, token, own)
        event = events[bearer.at]
        if bearer.part is _Part.TOPIC:
            return Decision(own, None, f"it is only what “{event.action_text}” is about")
        if bearer.part is _Part.DEED and _is_other(event, own.type):
            return self._added(scene, token, own)
        return _decided(own, event, "the event that these words tell of")

    def _hits(self, scene: Scene) -> Iterator[tuple[int, OwnTrigger]]:
        """Yield the words that tell of own types, the most telling trigger of each type."""
        parse = scene.tree.parse
        for token, lemma in enumerate(parse.lemmas):
            rows = self._rows.get((_KINDS.get(parse.pos[token], ""), lemma), ())
            if rows and _may_tell(scene, token):
                fitting = (own for own in rows if holds(scene, token, own.trigger))
                best = {own.type.name: own for own in reversed(list(fitting))}
                yield from ((token, own) for own in best.values())

    def _added(self, scene: Scene, token: int, own: OwnTrigger) -> Decision:
        trigger = own.trigger
        reading = Reading(
            token, trigger, own.type.plover or _STAND_IN, trigger.mode, trigger.cameo_code
        )
        made = self._make(scene, reading)
        if made is None:
            return Decision(own, None, "nobody known takes part, or the words tell of no deed")
        return _decided(own, _as_own(made, own), "these words made it")


def load_tagger(path: str, make: Make) -> Tagger:
    """Return the tagger of a file of own types; parses its examples, so it takes a second.

    Raises:
        OwnTypesError: the file is broken; names file, line and key.
    """
    own = read_own_types(path)
    return Tagger(derived_triggers(own, Parser(load_model())), make)


def described(own: OwnTrigger) -> str:
    """Return a trigger as a person would write it down, and where it comes from."""
    trigger = own.trigger
    needs = " ".join(map(need_words, trigger.needs))
    return f"{trigger.kind}: {trigger.lemma}{' ' if needs else ''}{needs} ({own.source})"


def _most_needs_first(own: OwnTrigger) -> tuple[int, bool]:
    return (-sum(not need.forbidden for need in own.trigger.needs), not own.is_counter)


def _may_tell(scene: Scene, token: int) -> bool:
    """Whether a word is no part of a name, and no verb that only qualifies a noun."""
    parse = scene.tree.parse
    if parse.pos[token] == "VERB":
        return parse.deps[token] not in {"amod", "compound"}
    return scene.mention_at[token] is None


def _bearer(scene: Scene, events: Sequence[Event], token: int, trigger: Trigger) -> _Bearer:
    """Return the event that a word is part of: its own, or that of an operator over it."""
    at = _event_at(scene, events, token)
    if at is not None:
        return _Bearer(at, _Part.DEED)
    readings = read_together(scene, {**find_triggers(scene), token: trigger})
    governing = {one.governs: one.token for one in readings if one.governs is not None}
    is_absorbed = any(one.token == token and one.is_absorbed for one in readings)
    if is_absorbed and token not in governing:
        return _carried(scene, events, token)
    for _ in range(_REACH):
        if at is not None or token not in governing:
            break
        token = governing[token]
        at = _event_at(scene, events, token)
    return _Bearer(at, _Part.GOVERNED)


def _carried(scene: Scene, events: Sequence[Event], token: int) -> _Bearer:
    """Return the event of the verb over a noun: "*signed* an arms deal" is the deal itself."""
    verb = governing_verb(scene, token)
    at = None if verb is None else _event_at(scene, events, verb)
    is_carried = verb is not None and scene.tree.parse.lemmas[verb] in carrying_verbs()
    return _Bearer(at, _Part.DEED if is_carried else _Part.TOPIC)


def _is_other(event: Event, own: OwnType) -> bool:
    return own.plover is not None and event.event_type != own.plover


def _event_at(scene: Scene, events: Sequence[Event], token: int) -> int | None:
    start = scene.tree.parse.starts[token]
    spans = ((n, event.action) for n, event in enumerate(events) if event.sentence == scene.index)
    return next((n for n, span in spans if span.start <= start < span.end), None)


def _decided(own: OwnTrigger, event: Event, reason: str) -> Decision:
    for side, people, who in (
        ("actor", event.actors, own.type.actors),
        ("recipient", event.recipients, own.type.recipients),
    ):
        if not _fits(people, who):
            return Decision(own, None, f"no {side} is {_wanted(who)}: {_there(people)}")
    return Decision(own, _with_type(event, own), reason)


def _fits(people: Sequence[Participant], who: Who) -> bool:
    if not (who.country or who.sector):
        return True
    return any(
        (not who.country or one.country in who.country)
        and (not who.sector or bool({one.sector, *one.other_sectors} & set(who.sector)))
        for one in people
    )


def _wanted(who: Who) -> str:
    return " and ".join(" or ".join(part) for part in (who.country, who.sector) if part)


def _there(people: Sequence[Participant]) -> str:
    found = [f"{one.text} ({one.country or '?'}, {one.sector or '?'})" for one in people]
    return ", ".join(found) or "nobody is there"


def _with_type(event: Event, own: OwnTrigger) -> Event:
    """Return an event with the name, contexts, mode and code of a type."""
    if own.type.name in event.own_types:
        return event
    refined = _refined(event, own.type)
    added = f"; adds contexts {', '.join(own.type.contexts)}" if own.type.contexts else ""
    return replace(
        refined,
        own_types=(*event.own_types, own.type.name),
        contexts=tuple(sorted({*event.contexts, *own.type.contexts})),
        trace=(*event.trace, f"own type {own.type.name}: {described(own)}{added}"),
    )


def _refined(event: Event, own: OwnType) -> Event:
    """Return an event of the parent's type with the mode and code that the type says."""
    if own.plover != event.event_type:
        return event
    mode = own.mode or event.mode
    code = codes().get(own.cameo_code or event.cameo_code or "")
    return replace(
        event,
        mode=mode,
        plover_score=plover_score(event.event_type, mode),
        cameo_code=code.cameo_code if code else None,
        goldstein=code.goldstein if code else None,
    )


def _as_own(event: Event, own: OwnTrigger) -> Event:
    """Return a new event as the file's: of the parent's type, or of none of PLOVER's."""
    name = own.type.name
    digest = hashlib.blake2b(f"{event.id}\x1f{name}".encode(), digest_size=8).hexdigest()
    made = replace(event, id=digest, coder=CODER, trace=event.trace[1:])
    if own.type.plover:
        return made
    return replace(
        made,
        event_type=OWN,
        mode=name,
        quad_class=OWN_QUAD_CLASS,
        plover_score=None,
        cameo_code=None,
        goldstein=None,
    )


def _carry_out(events: list[Event], at: int | None, event: Event | None) -> None:
    """Put an event into the place of the one it was, or that it replaces, else at the end."""
    if event is None:
        return
    if at is None:
        events.append(event)
    else:
        events[at] = event

"""The coder: who did what to whom, in each sentence that has a parse."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from detente.coding.anaphora import events_pointed_at
from detente.coding.assemble import Found, make_event, place_of
from detente.coding.clauses import actors_of_verb, complements, objects
from detente.coding.deeds import deed_tokens
from detente.coding.deepening import deepened
from detente.coding.joint import joint
from detente.coding.meetings_off import with_meetings
from detente.coding.modality import Reality, reality_of
from detente.coding.operators import Reading, read_together, refused
from detente.coding.outlook import is_domestic
from detente.coding.own_types import Tagger, load_tagger
from detente.coding.private import Matters
from detente.coding.recast import is_refused_by_modal, is_refusing, recast
from detente.coding.repeats import events_repeated
from detente.coding.roles import Roles, own_roles, roles_of, sides_agreed
from detente.coding.scene import Scene
from detente.coding.select import ranked
from detente.coding.sequels import carried_on, sides_told
from detente.coding.stays import stays_beside
from detente.coding.stops import with_stops
from detente.coding.triggers import find_triggers
from detente.coding.vetoes import vetoed_by
from detente.model import Document, Event, Modality
from detente.ontology.lexicon import Trigger, rows_of
from detente.ontology.plover import quad_class
from detente.settings import Settings

# A promise or deed of cooperation that its actor says will not come is a refusal.
_REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
# Quad classes up to this one are cooperation.
_FRIENDLY = 2


Find = Callable[[Scene], list[Found]]
# What is made of the events of a sentence after they are coded.
Tag = Callable[[Scene, Sequence[Event]], list[Event]]


class Coder:
    """Codes the sentences of documents with one way of finding what a sentence tells of."""

    def __init__(self, find: Find | None = None, tag: Tag | None = None) -> None:
        """Take a way of finding, by default the rules alone; ``tag`` gives types of one's own."""
        self._find = find or by_rules
        self._tag = tag or _untagged

    def events(self, document: Document) -> list[Event]:
        """Return the events of a document, sentence by sentence, the main one of each first."""
        found: list[Event] = []
        matters = Matters(document)
        for scene in scenes_of(document):
            scene.sides = sides_told(scene.index, found)
            public = [one for one in self._find(scene) if not matters.is_private(scene, one)]
            items = ranked(scene, with_meetings(scene, public))
            made = [carried_on(scene, one, make_event(scene, one), found) for one in items]
            coded = self._tag(scene, [deepened(scene, event) for event in made])
            pointed = {event.id: event for event in events_pointed_at(scene, [*found, *coded])}
            fuller = [max((event, pointed.pop(event.id, event)), key=_n_parties) for event in coded]
            told = {event.action for event in fuller}
            more = (*pointed.values(), *events_repeated(scene, [*found, *fuller]))
            others = [event for event in more if event.action not in told]
            found += with_stops(document, [*fuller, *others])
        return found


def _n_parties(event: Event) -> int:
    return len(event.actors) + len(event.recipients)


def by_rules(scene: Scene) -> list[Found]:
    """Return what the rules alone find in a sentence."""
    found = [found for found in weighed(scene, find_triggers(scene)) if not found.veto]
    return [*found, *stays_beside(scene, found)]


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``events`` by rules alone.

    Raises:
        OwnTypesError: the settings name a file of own types that is broken.
    """
    return stage_of(Coder(tag=own_tag(settings)))


def own_tag(settings: Settings) -> Tag | None:
    """Return what gives events the user's own types, or None if the settings name no file."""
    path = settings.coding.own_types
    return None if path is None else own_tagger(path).tag


def own_tagger(path: str) -> Tagger:
    """Return what gives events the types of a file.

    Raises:
        OwnTypesError: the file is broken; names file, line and key.
    """
    return load_tagger(path, _event_of)


def _event_of(scene: Scene, reading: Reading) -> Event | None:
    found = weigh(scene, reading)
    return None if found.veto else make_event(scene, found)


def _untagged(_: Scene, events: Sequence[Event]) -> list[Event]:
    return list(events)


def stage_of(coder: Coder) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds what a coder finds."""

    def code_events(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, events=tuple(coder.events(document))) for document in batch]

    return code_events


def scenes_of(document: Document) -> Iterator[Scene]:
    """Yield the parsed sentences of a document."""
    at_home = is_domestic(document)
    for index, parse in enumerate(document.parses or ()):
        if parse is not None:
            yield Scene(document, index, parse, is_domestic=at_home)


def weighed(scene: Scene, triggers: Mapping[int, Trigger]) -> Iterator[Found]:
    """Yield what the triggers of a sentence tell of when they are read together."""
    readings = read_together(scene, triggers)
    yield from (weigh(scene, reading) for reading in readings if not reading.is_absorbed)


def weigh(scene: Scene, reading: Reading) -> Found:
    """Return the finding of a reading, with what speaks against it."""
    roles = _with_destination(scene, reading, _roles(scene, reading))
    reading = joint(scene, reading, roles)
    reality = reality_of(scene, reading.token, _parties(reading, roles))
    is_refusal = _is_refusable(reading, reality) and is_refusing(
        scene, reading.token, reality.cue, is_told_of_actor=bool(roles.actors)
    )
    changed = recast(scene, reading, reality.modality)
    if changed.event_type == "THREATEN" != reading.event_type:
        reality = reality._replace(modality=Modality.DONE, reason="a threat", cue=None)
    reading = changed
    if is_refusal or _is_told_by_denial(scene, reading, reality):
        # "Rome: no talks" and "is out of the question" refuse in so many words.
        is_plain = is_refusal and not (roles.actors and is_refused_by_modal(scene, reading.token))
        reading = refused(reading)._replace(is_settled=is_plain) if is_refusal else reading
        told = "the refusal itself is told as fact"
        reality = reality._replace(
            modality=Modality.DONE, reason=told, certainty="certain", cue=None
        )
    if reading.is_planned and reality.modality is Modality.DONE:
        reality = reality._replace(modality=Modality.PLANNED)
    return Found(reading, roles, reality, veto=vetoed_by(scene, reading, roles))


def _with_destination(scene: Scene, reading: Reading, roles: Roles) -> Roles:
    """Return a visit's roles with the place it goes to, where no host is named."""
    if reading.mode != "visit" or any(map(scene.is_known, roles.recipients)):
        return roles
    place = place_of(scene, reading.token)
    own = {scene.country(number) for number in roles.actors}
    if place is None or place.country is None or place.country in own:
        return roles
    return roles._replace(recipients=(), destination=place)


def _parties(reading: Reading, roles: Roles) -> tuple[int, ...]:
    """Return whose word makes a deed done: its actors, and of a friendly one both sides."""
    is_friendly = quad_class(reading.event_type) <= _FRIENDLY
    return (*roles.actors, *(roles.recipients if is_friendly else ()))


def _roles(scene: Scene, reading: Reading) -> Roles:
    """Return the roles of a reading; an operator takes what it lacks from the deed it governs."""
    if reading.governs is None or reading.governed is None or reading.trigger.kind != "v":
        return roles_of(scene, reading.token, reading.trigger)
    if scene.are_several(sides_agreed(scene, reading.token, reading.trigger)):
        return roles_of(scene, reading.token, reading.trigger)
    own = own_roles(scene, reading.token)
    for group in (own.recipients, *_governed_parties(scene, reading, reading.governed)):
        found = tuple(n for n in group if scene.is_known(n) and n not in own.actors)
        if found:
            return own._replace(recipients=found)
    return roles_of(scene, reading.token, reading.trigger)


def _governed_parties(scene: Scene, reading: Reading, governed: Trigger) -> Iterator[Sequence[int]]:
    """Yield who may be meant by an operator, best first, from the clause and deed it governs."""
    tree = scene.tree
    verbs = complements(tree, reading.token)
    if reading.event_type == "REQUEST":
        yield scene.who(actor for verb in verbs for actor in actors_of_verb(tree, verb))
    elif reading.governs not in {*verbs, *objects(tree, reading.token)}:
        return
    inner = roles_of(scene, reading.governs or 0, governed)
    asks = reading.event_type == "REQUEST"
    yield from (inner.actors, inner.recipients) if asks else (inner.recipients, inner.actors)


def _is_told_by_denial(scene: Scene, reading: Reading, reality: Reality) -> bool:
    """Whether what denies a deed is what makes it the deed it is read as.

    "Will *not* renew" is a refusal, and "*dropped* his veto" yields, as the encoder reads them.
    """
    trigger = reading.trigger
    if reality.modality is not Modality.DENIED or trigger in rows_of(trigger.kind, trigger.lemma):
        return False
    # "Vote" alone refuses nothing, "vote against" does.
    rows = rows_of(trigger.kind, trigger.lemma)
    is_refuser = any(row.event_type == "REJECT" and not row.needs for row in rows)
    is_refused = reading.event_type in {"REJECT", "THREATEN"} and not is_refuser
    is_own_word = reality.cue is not None and reality.cue in deed_tokens(scene, reading.token)
    return is_refused or is_own_word


def _is_refusable(reading: Reading, reality: Reality) -> bool:
    return reality.modality is Modality.DENIED and reading.event_type in _REFUSABLE

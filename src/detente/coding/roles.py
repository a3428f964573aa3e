"""Who acts and on whom, for one trigger: from its clause, by frame."""

from collections.abc import Iterator, Sequence

from detente.coding.bodies_before import who_acts
from detente.coding.clauses import (
    actors_of_verb,
    complements,
    datives,
    is_of_other_clause,
    is_passive,
    objects,
    prepositions,
)
from detente.coding.homes import PEOPLE, settled, state_of, with_home, with_target
from detente.coding.marks import is_dated
from detente.coding.nominal import (
    BETWEEN,
    acts_by_of,
    clause_head,
    governing_verb,
    noun_actors,
    roles_of_noun,
)
from detente.coding.participation import Roles
from detente.coding.parties_places import is_time
from detente.coding.partners import (
    TOWARDS,
    WITH,
    direct,
    first_known,
    is_among,
    is_foreign,
    known,
    partners,
)
from detente.coding.scene import Scene
from detente.coding.sides_told import sides_of_paper, with_sides_brought
from detente.model import Span
from detente.ontology.lexicon import Trigger, triggers, word_sets

__all__ = ["Roles", "acts_by_of", "governing_verb", "own_roles", "roles_of", "sides_agreed"]

# A march is against somebody, and only takes place in a country.
_AGAINST = ("against", "of", "at", "over", "outside", "on", "to", "with", "by")
# Deeds between states: a foreign party named with them receives, not one's own envoy.
BETWEEN_STATES = frozenset({"SANCTION", "CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"})
_OUTWARD = BETWEEN_STATES | {"RETREAT", "MOBILIZE"}
_TELLING = frozenset({"tell", "assure", "promise", "inform", "notify"})
# Deeds that two sides do by an act told in the passive.
_AGREED = frozenset({"AGREE", "SUPPORT", "CONCEDE", "RETREAT"})
# Frames of deeds that are done together.
RECIPROCAL = frozenset({"with", "topic"})
# A blow may be told of by another: "an attack by rebels killed ten".
_BY_DEEDS = frozenset({"ASSAULT", "COERCE"})
# Deeds by which something goes to somebody.
_TRANSFERS = frozenset({"AID", "RETREAT", "COOPERATE"})
_JOINING = frozenset({"join", "accompany", "flank", "convict", "accuse", "suspect"})
_OUSTING = frozenset({"expel", "deport", "restrict", "yield", "release"})
_CALLED = ("to", "at", "by", "in")
BY_CALLER = "who calls"
# In the passive of these the object left over is what its owner gives or keeps.
_GIVEN = frozenset({"deny", "refuse", "grant", "give", "offer", "award", "promise"})
_MOVING = frozenset({"withdraw", "pull", "ship"})
# Done to a measure in the passive, they are done by those whose measure it is.
_OF_MEASURES = frozenset({"CONCEDE", "RETREAT"})
_MOVED_MODES = frozenset({"disarm", "withdraw"})


def roles_of(scene: Scene, token: int, trigger: Trigger) -> Roles:
    """Return who acts and on whom in the event that a trigger at a token tells of."""
    sides = sides_agreed(scene, token, trigger)
    if scene.are_several(sides):
        return Roles(tuple(sides), (), BETWEEN)
    found = (roles_of_noun if trigger.kind == "n" else _roles_of_verb)(scene, token, trigger)
    is_shared = trigger.mode is None and scene.are_several(found.recipients)
    found = _framed(found, trigger.frame, is_shared=is_shared)
    is_moved = trigger.mode in _MOVED_MODES or trigger.lemma in _MOVING
    is_moved = is_moved and trigger.kind == "v" and not found.unnamed
    if not found.actors and (is_moved or trigger.event_type == "MOBILIZE"):
        # "Troops were stationed there": whose troops they are is who acts.
        found = found._replace(actors=found.recipients, recipients=())
    aimed = with_sides_brought(scene, token, trigger, with_target(scene, token, trigger, found))
    whole = _with_followers(scene, token, trigger, aimed)
    return settled(scene, token, _region(scene, token), trigger, whole)


def sides_agreed(scene: Scene, token: int, trigger: Trigger) -> list[int]:
    """Return between whom something is agreed: "a truce *between Chad and Mali* was agreed"."""
    tree = scene.tree
    is_joint = trigger.kind == "v" and trigger.event_type in _AGREED
    if not is_joint or not is_passive(tree, token) or tree.kids(token, {"agent"}):
        return []
    heads = [token, *objects(tree, token)]
    linked = (pair for head in heads for pair in prepositions(tree, head))
    return scene.who(obj for name, obj in linked if name == "between")


def _region(scene: Scene, token: int) -> int:
    """Return the head of the words that may hold a deed's place: its verb, or what leads to it."""
    head = clause_head(scene, token)
    above = (item for item in scene.tree.ancestors(head) if scene.tree.parse.pos[item] == "VERB")
    is_verb = scene.tree.parse.pos[head] == "VERB"
    return head if is_verb else next(above, _topmost(scene, head))


def _topmost(scene: Scene, token: int) -> int:
    return next(reversed(list(scene.tree.ancestors(token))), token)


def own_roles(scene: Scene, token: int) -> Roles:
    """Return the roles that an operator's own clause names, without the deed it governs."""
    found = objects(scene.tree, token)
    actors = who_acts(scene, actors_of_verb(scene.tree, token))
    groups = (
        direct(scene, datives(scene.tree, token)),
        direct(scene, found),
        *partners(scene, [token, *(item for item in found if not _is_deed(scene, item))]),
    )
    own = Roles(
        actors=tuple(actors),
        recipients=tuple(first_known(scene, groups, actors)),
        reason="subject acts; object, partner or the deed's parties receive",
        unnamed=None if actors else _words_of_people(scene, actors_of_verb(scene.tree, token)),
    )
    return with_home(scene, own)


def _is_deed(scene: Scene, token: int) -> bool:
    """Whether a noun names a deed, whose prepositions tell of that deed's own parties."""
    return ("n", scene.tree.parse.lemmas[token]) in triggers()


def _with_followers(scene: Scene, token: int, trigger: Trigger, found: Roles) -> Roles:
    """Return roles with a recipient from what follows, where the clause itself names none."""
    if trigger.frame == "self" or any(map(scene.is_known, found.recipients)):
        return found
    if trigger.event_type == "CONSULT" and trigger.frame in RECIPROCAL:
        return found  # what talks are about is no party to them
    if trigger.kind == "n" and not found.actors:
        return found
    if is_advice(trigger) or (trigger.mode == "release" and found.recipients):
        return found
    is_whole = trigger.event_type in BETWEEN_STATES and scene.are_several(found.actors)
    nearest = None if is_whole else _nearest_after(scene, token, found.actors)
    if nearest is None:
        return found
    reason = f"{found.reason}; the next party named after the word receives"
    return found._replace(recipients=(nearest,), reason=reason)


def _nearest_after(scene: Scene, token: int, actors: Sequence[int]) -> int | None:
    """Return the next known mention after a word that neither acts nor tells the story."""
    barred = {*actors, *_tellers(scene, token)}
    ahead = dict.fromkeys(scene.mention_at[item] for item in _clause_after(scene, token))
    others = (number for number in ahead if number is not None and number not in barred)
    known = (n for n in others if scene.is_known(n) and scene.mention(n).kind != "pronoun")
    free = (number for number in known if not is_time(scene, number))
    return next((number for number in free if not is_among(scene, number, actors)), None)


def _clause_after(scene: Scene, token: int) -> list[int]:
    """Return the words after a word that belong to its clause, without joined clauses."""
    head = clause_head(scene, token)
    joined = [kid for kid in scene.tree.kids(head, {"conj"}) if scene.tree.parse.pos[kid] == "VERB"]
    joined += [item for item in scene.tree.subtree(head) if _is_aside(scene, item)]
    return [item for item in scene.tree.subtree(head, joined) if item > token]


def _is_aside(scene: Scene, token: int) -> bool:
    """Whether a word heads a clause that tells of something else.

    A relative one, "joined by ...", or who watches: "signed a pact as *the pope looked on*"; and
    what a condition says of somebody: "if war breaks out *in Chad*".
    """
    parse = scene.tree.parse
    is_beside = parse.tags[token] == "VBN" and parse.lemmas[token] in _JOINING
    is_watching = parse.deps[token] == "advcl" and parse.lemmas[token] in word_sets()["onlooking"]
    is_aside = parse.deps[token] == "relcl" or is_beside or is_watching
    return is_aside or is_of_other_clause(scene.tree, token)


def _tellers(scene: Scene, token: int) -> list[int]:
    """Return who is named as telling: subjects of verbs of saying, "according to"."""
    tree, lemmas = scene.tree, scene.tree.parse.lemmas
    telling = word_sets()["saying"] | {"accord"}
    says = [item for item in range(tree.size) if lemmas[item] in telling]
    subjects = [kid for item in says if item != token for kid in tree.kids(item, {"nsubj"})]
    inside = [
        obj for item in says if lemmas[item] == "accord" for _, obj in prepositions(tree, item)
    ]
    return scene.who([*subjects, *inside], steps=1)


def _framed(found: Roles, frame: str, *, is_shared: bool) -> Roles:
    actors, recipients, reason = found[:3]
    if frame == "host" and recipients and is_shared:  # the host only lends the place
        return Roles(recipients, (), BETWEEN)
    if frame == "host" and recipients:
        return Roles(recipients, actors, f"{reason}; the visitor acts, the host receives")
    if frame == "given" and recipients:
        return Roles(recipients, actors, f"{reason}; who gives acts, the subject receives")
    if frame == "victim":
        return Roles((), actors or recipients, f"{reason}; the subject suffers it")
    if frame == "self":
        return Roles(actors, (), reason)
    return found


def _roles_of_verb(scene: Scene, token: int, trigger: Trigger) -> Roles:
    doers = _doers(scene, token, trigger)
    is_by_deed = trigger.event_type in _BY_DEEDS or trigger.mode == "ceasefire"
    steps = 2 if is_by_deed else 0
    actors = who_acts(scene, [one for one in doers if not _is_deed(scene, one)])
    actors += scene.who((one for one in doers if _is_deed(scene, one)), steps=steps)
    groups = list(_verb_partners(scene, token, trigger))
    if not actors:
        actors, groups = _left_unsaid(scene, token, trigger, groups)
    if trigger.frame == "host":
        groups = [scene.who(objects(scene.tree, token))]
    elif trigger.frame == "topic":
        groups = list(partners(scene, [token, *objects(scene.tree, token)], ("with", "alongside")))
    elif trigger.frame == "with" and scene.are_several(actors):
        found = objects(scene.tree, token)
        groups = [known(scene, direct(scene, found)), *partners(scene, [token, *found], WITH)]
    if trigger.frame == "with":
        far = [obj for item in _clause_after(scene, token) for obj in _with_at(scene, item)]
        groups.append(known(scene, direct(scene, far)))
    if trigger.event_type in _OUTWARD:
        groups.sort(key=lambda group: not is_foreign(scene, group, actors))
    recipients = first_known(scene, groups, actors)
    voice = "agent" if is_passive(scene.tree, token) else "subject"
    voice = _voice_unsaid(trigger, voice) if actors and not doers else voice
    return Roles(
        actors=tuple(actors),
        recipients=tuple(recipients),
        reason=f"{voice} acts, object or partner receives",
        unnamed=None if actors else _words_of_people(scene, doers),
    )


def _voice_unsaid(trigger: Trigger, voice: str) -> str:
    """Return how it is told who acts where no word of a clause says so."""
    if trigger.frame == "called":
        return BY_CALLER
    return "possessor" if trigger.event_type in _OF_MEASURES else voice


def _left_unsaid(
    scene: Scene, token: int, trigger: Trigger, groups: list[list[int]]
) -> tuple[list[int], list[list[int]]]:
    """Return who acts where a clause names no doer, from its other words, and the partners left."""
    tree = scene.tree
    if trigger.frame == "called":
        # "was summoned to the ministry": the ministry calls.
        behind = [obj for name, obj in prepositions(tree, token) if name in _CALLED]
        seats = (scene.place_at(obj) for obj in behind)
        callers = scene.who(behind) or [state_of(scene, one) for one in seats if one is not None]
        return callers, groups if objects(tree, token) else groups[:1]
    if not is_passive(tree, token):
        return [], groups
    if trigger.event_type in _AGREED and trigger.frame == "with":
        return sides_of_paper(scene, token), groups
    given = known(scene, direct(scene, tree.kids(token, {"dobj"})))
    if given and tree.parse.lemmas[token] in _GIVEN:
        # "was denied *a US visa*": whose it is denies it to the subject.
        left = set(tree.kids(token, {"dobj"}))
        return given, [direct(scene, [one for one in objects(tree, token) if one not in left])]
    if trigger.mode in _OUSTING:
        # "were expelled from Tehran": whose capital they leave acts.
        return known(scene, scene.who(_left(scene, token), steps=1)), groups
    owners = _owners_of_measure(scene, token) if trigger.event_type in _OF_MEASURES else []
    return owners, list(partners(scene, objects(tree, token))) if owners else groups


def _owners_of_measure(scene: Scene, token: int) -> list[int]:
    """Return whose measure is taken back: "*US* tariffs on Chile were put off"."""
    lemmas = scene.tree.parse.lemmas
    measures = word_sets()["sanctions"]
    return known(
        scene, direct(scene, [one for one in objects(scene.tree, token) if lemmas[one] in measures])
    )


def _left(scene: Scene, token: int) -> list[int]:
    """Return what somebody is put out of or kept from: "expelled *from Rome*", "from entering"."""
    away = [obj for name, obj in prepositions(scene.tree, token) if name == "from"]
    inside = [obj for item in away for obj in objects(scene.tree, item)]
    return [*(item for item in away if scene.tree.parse.pos[item] != "VERB"), *inside]


def _with_at(scene: Scene, token: int) -> list[int]:
    tree = scene.tree
    return tree.kids(token, {"pobj"}) if tree.parse.lemmas[token] == "with" else []


def _doers(scene: Scene, token: int, trigger: Trigger) -> list[int]:
    """Return who does what a verb says, or has what an adjective before it says."""
    parse = scene.tree.parse
    if trigger.kind == "a" and parse.deps[token] == "amod":
        return [parse.heads[token]]
    return [
        one
        for one in actors_of_verb(scene.tree, token)
        if not is_dated(scene.document, scene.tree.parse.starts[one])
    ]


def _words_of_people(scene: Scene, tokens: Sequence[int]) -> Span | None:
    """Return the words of the first noun phrase that means people or a named body."""
    for token in tokens:
        lemma, tag = scene.tree.parse.lemmas[token], scene.tree.parse.tags[token]
        is_people = any(lemma in word_sets()[name] for name in PEOPLE)
        if is_people or tag in {"NNP", "NNPS"}:
            return scene.span(scene.tree.noun_phrase(token))
    return None


def _verb_partners(scene: Scene, token: int, trigger: Trigger) -> Iterator[list[int]]:
    """Yield groups of mentions that may receive, best first."""
    tree = scene.tree
    found = objects(tree, token)
    names = _prepositions_of(trigger)
    yield direct(scene, datives(tree, token))
    if trigger.event_type in _TRANSFERS and not any(scene.mention_at[item] for item in found):
        # "handed *Benin* bronzes back to Nigeria": whom a thing goes to, not whose it was.
        yield known(scene, next(partners(scene, [token], ("to",)), []))
    if trigger.event_type == "ACCUSE":
        yield _doers_of(scene, found)
    yield direct(scene, found)
    yield from partners(scene, [token, *found], names)
    yield from _complement_partners(scene, token, trigger)
    yield scene.who(found)
    yield from partners(scene, [token, *found], names, steps=2)
    yield direct(scene, _objects_of_purpose(scene, token))
    if trigger.event_type in BETWEEN_STATES:
        yield _addressed(scene, token)


def _prepositions_of(trigger: Trigger) -> Sequence[str]:
    if trigger.event_type == "PROTEST":
        return _AGAINST
    # "evacuated its citizens from Chad" helps the citizens, not Chad.
    return [name for name in TOWARDS if trigger.event_type != "AID" or name != "from"]


def _doers_of(scene: Scene, tokens: Sequence[int]) -> list[int]:
    """Return who did the deeds that nouns name: "condemned the raid *by Chad* on Mali"."""
    found = [
        number
        for item in tokens
        for row in triggers().get(("n", scene.tree.parse.lemmas[item]), ())[-1:]
        for number in noun_actors(scene, item, row)
    ]
    return known(scene, found)


def is_advice(trigger: Trigger) -> bool:
    """Return whether a trigger is a word of saying over what somebody must or should do."""
    return any("c" in need.relations for need in trigger.needs)


def _addressed(scene: Scene, token: int) -> list[int]:
    """Return who is told of a deed: "told *his Omani host* that Rome would send boats"."""
    tree, head = scene.tree, scene.tree.parse.heads[token]
    is_told = tree.parse.deps[token] == "ccomp" and tree.parse.lemmas[head] in _TELLING
    return known(scene, direct(scene, tree.kids(head, {"dobj", "dative"}))) if is_told else []


def _objects_of_purpose(scene: Scene, token: int) -> list[int]:
    """Return what a deed is for acting on: "opened fire to disperse *the crowd*"."""
    tree = scene.tree
    purposes = [
        item
        for item in complements(tree, token)
        if any(tree.parse.lemmas[kid] == "to" for kid in tree.kids(item, {"aux"}))
    ]
    return [obj for item in purposes for obj in objects(tree, item)]


def _complement_partners(scene: Scene, token: int, trigger: Trigger) -> Iterator[list[int]]:
    """Yield who stands in the clause a verb governs: its subject, then its objects."""
    if trigger.frame not in {"op", "weak", "against"}:
        return
    for verb in complements(scene.tree, token):
        if _is_aside(scene, verb):
            continue
        found = objects(scene.tree, verb)
        yield scene.who(actors_of_verb(scene.tree, verb))
        if is_advice(trigger):
            continue
        # Those further in are only meant if they are somebody: not "urged to send *defences*".
        yield known(scene, direct(scene, found))
        yield from (known(scene, group) for group in partners(scene, [verb, *found]))
        yield known(scene, scene.who(found))
        yield from (known(scene, group) for group in partners(scene, [verb], steps=2))

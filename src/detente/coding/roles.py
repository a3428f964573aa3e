"""Who acts and on whom, for one trigger: from its clause, by frame."""

from collections.abc import Iterable, Iterator, Sequence

from detente.coding.clauses import (
    actors_of_verb,
    complements,
    datives,
    is_passive,
    objects,
    prepositions,
)
from detente.coding.homes import settled, with_home
from detente.coding.participation import Roles
from detente.coding.scene import Scene
from detente.model import Span
from detente.ontology.lexicon import Trigger, triggers, word_sets

__all__ = ["Roles", "acts_by_of", "governing_verb", "own_roles", "roles_of"]

# Prepositions that lead to a recipient, best first.
_TOWARDS = (
    "to", "against", "with", "alongside", "on", "upon", "at", "towards", "toward", "from", "for",
    "into", "over", "between", "among", "in", "of", "about", "by",
)  # fmt: skip
# A march is against somebody, and only takes place in a country.
_AGAINST = ("against", "of", "at", "over", "outside", "on", "to", "with", "by")
# Parties that act together may still face one more ("signed with", "fought against").
_WITH = ("with", "alongside", "against", "to")
# With nouns of these types "of" leads to who acts ("the withdrawal of Russia"), else to whom.
_OF_ACTS = frozenset({"CONSULT", "MOBILIZE", "PROTEST", "AGREE", "RETREAT", "REQUEST", "THREATEN"})
# Deeds between states: a foreign party named with them receives, not one's own envoy.
_BETWEEN_STATES = frozenset({"SANCTION", "CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"})
_OUTWARD = _BETWEEN_STATES | {"RETREAT", "MOBILIZE"}
_PEOPLE = ("killed", "citizens", "troops", "police", "prisoner", "relational", "people")
_PATIENT_MODES = frozenset({"release", "disarm"})
_STAFF_WITHDRAWN = "166"
# Who is said to have done a deed: "blamed on", "claimed by", "attributed to".
_BLAMING = {"blame": "on", "claim": "by", "attribute": "to", "pin": "on"}
# In the passive of these, whose troops they are is who acts.
_MOVED_MODES = frozenset({"disarm", "withdraw"})
# "Ukraine war", "Iran sanctions": with these a bare state before the noun is who suffers it.
_COMPOUND_SUFFERS = frozenset({"ASSAULT", "SANCTION", "COERCE", "AID"})


def roles_of(scene: Scene, token: int, trigger: Trigger) -> Roles:
    """Return who acts and on whom in the event that a trigger at a token tells of."""
    find = _roles_of_noun if trigger.kind == "n" else _roles_of_verb
    found = _framed(find(scene, token, trigger), trigger.frame)
    is_moved = trigger.event_type == "MOBILIZE" or trigger.mode in _MOVED_MODES
    is_moved = is_moved or trigger.cameo_code == _STAFF_WITHDRAWN
    if is_moved and not found.actors and not found.unnamed and trigger.kind == "v":
        # "Troops were stationed there": whose troops they are is who acts.
        found = found._replace(actors=found.recipients, recipients=())
    elif trigger.event_type == "MOBILIZE" and not found.actors:
        found = found._replace(actors=found.recipients, recipients=())
    whole = _with_followers(scene, token, trigger, found)
    return settled(scene, token, _clause_head(scene, token), trigger, whole)


def _clause_head(scene: Scene, token: int) -> int:
    verb = token if scene.tree.parse.pos[token] == "VERB" else governing_verb(scene, token)
    return token if verb is None else verb


def own_roles(scene: Scene, token: int) -> Roles:
    """Return the roles that an operator's own clause names, without the deed it governs."""
    found = objects(scene.tree, token)
    actors = scene.who(actors_of_verb(scene.tree, token))
    groups = (
        _direct(scene, datives(scene.tree, token)),
        _direct(scene, found),
        *_partners(scene, [token, *(item for item in found if not _is_deed(scene, item))]),
    )
    own = Roles(
        actors=tuple(actors),
        recipients=tuple(_first_known(scene, groups, actors)),
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
    if trigger.event_type == "CONSULT" and trigger.frame == "with":
        return found  # what talks are about is no party to them
    is_whole = trigger.event_type in _BETWEEN_STATES and scene.are_several(found.actors)
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
    known = (number for number in others if scene.is_known(number))
    return next((number for number in known if not _is_among(scene, number, actors)), None)


def _clause_after(scene: Scene, token: int) -> list[int]:
    """Return the words after a word that belong to its clause, without joined clauses."""
    head = _clause_head(scene, token)
    joined = [kid for kid in scene.tree.kids(head, {"conj"}) if scene.tree.parse.pos[kid] == "VERB"]
    return [item for item in scene.tree.subtree(head, joined) if item > token]


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


def _framed(found: Roles, frame: str) -> Roles:
    actors, recipients, reason = found[:3]
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
    doers = actors_of_verb(scene.tree, token)
    actors = scene.who(doers)
    groups = list(_verb_partners(scene, token, trigger))
    if trigger.frame == "host":
        groups = [scene.who(objects(scene.tree, token))]
    elif trigger.frame == "with" and scene.are_several(actors):
        groups = list(_partners(scene, [token, *objects(scene.tree, token)], _WITH))
    if trigger.event_type in _OUTWARD:
        groups.sort(key=lambda group: not _is_foreign(scene, group, actors))
    recipients = _first_known(scene, groups, actors)
    voice = "agent" if is_passive(scene.tree, token) else "subject"
    return Roles(
        actors=tuple(actors),
        recipients=tuple(recipients),
        reason=f"{voice} acts, object or partner receives",
        unnamed=None if actors else _words_of_people(scene, doers),
    )


def _words_of_people(scene: Scene, tokens: Sequence[int]) -> Span | None:
    """Return the words of the first noun phrase that means people or a named body."""
    for token in tokens:
        lemma, tag = scene.tree.parse.lemmas[token], scene.tree.parse.tags[token]
        is_people = any(lemma in word_sets()[name] for name in _PEOPLE)
        if is_people or tag in {"NNP", "NNPS"}:
            return scene.span(scene.tree.noun_phrase(token))
    return None


def _verb_partners(scene: Scene, token: int, trigger: Trigger) -> Iterator[list[int]]:
    """Yield groups of mentions that may receive, best first."""
    tree = scene.tree
    found = objects(tree, token)
    names = _AGAINST if trigger.event_type == "PROTEST" else _TOWARDS
    yield _direct(scene, datives(tree, token))
    yield _direct(scene, found)
    yield from _partners(scene, [token, *found], names)
    yield from _complement_partners(scene, token, trigger)
    yield scene.who(found)
    yield from _partners(scene, [token, *found], names, steps=2)
    yield _direct(scene, _objects_of_purpose(scene, token))


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
        yield scene.who(actors_of_verb(scene.tree, verb))
        yield _direct(scene, objects(scene.tree, verb))
        yield from _partners(scene, [verb, *objects(scene.tree, verb)])
        yield scene.who(objects(scene.tree, verb))
        yield from _partners(scene, [verb], steps=2)


def _direct(scene: Scene, tokens: Iterable[int]) -> list[int]:
    return scene.who(tokens, steps=0) if tokens else []


def _partners(
    scene: Scene, heads: Sequence[int], names: Sequence[str] = _TOWARDS, steps: int = 0
) -> Iterator[list[int]]:
    linked = [pair for head in heads for pair in prepositions(scene.tree, head)]
    for name in names:
        yield scene.who([obj for found, obj in linked if found == name], steps=steps)


def _first_known(scene: Scene, groups: Iterable[list[int]], actors: Sequence[int]) -> list[int]:
    """Return the first group with a known country, else the first with anybody, less actors."""
    fallback: list[int] = []
    for group in groups:
        others = [number for number in group if not _is_among(scene, number, actors)]
        if any(scene.is_known(number) for number in others):
            return others
        fallback = fallback or others
    return fallback


def _is_foreign(scene: Scene, group: Sequence[int], actors: Sequence[int]) -> bool:
    """Whether a group has a country that is none of the actors': "its envoy *from Chile*"."""
    own = {link.country for item in actors if (link := scene.link(item))}
    countries = {link.country for item in group if (link := scene.link(item))}
    return bool(countries - own - {None})


def _is_among(scene: Scene, number: int, others: Sequence[int]) -> bool:
    if number in others:
        return True
    link = scene.link(number)
    if link is None or link.entity is None:
        return False
    return any((other := scene.link(item)) and other.entity == link.entity for item in others)


def _roles_of_noun(scene: Scene, token: int, trigger: Trigger) -> Roles:
    between = scene.who(_between(scene, token))
    if len(between) > 1:
        return Roles(tuple(between), (), "both sides of 'between' act")
    actors, reason = _noun_actors(scene, token, trigger)
    recipients = _first_known(scene, _noun_partners(scene, token, trigger), actors)
    return Roles(tuple(actors), tuple(recipients), reason)


def _between(scene: Scene, token: int) -> list[int]:
    """Return the sides of "talks between A and B", also as "talks continue between A and B"."""
    parse = scene.tree.parse
    heads = [token, parse.heads[token]] if parse.deps[token] == "nsubj" else [token]
    linked = [pair for head in heads for pair in prepositions(scene.tree, head)]
    return [obj for name, obj in linked if name == "between"]


def _noun_actors(scene: Scene, token: int, trigger: Trigger) -> tuple[list[int], str]:
    groups = list(_noun_actor_groups(scene, token, trigger))
    for found, reason in groups:
        if any(scene.is_known(number) for number in found):
            return found, reason
    return next((one for one in groups if one[0]), ([], "no actor named with the noun"))


def _noun_actor_groups(
    scene: Scene, token: int, trigger: Trigger
) -> Iterator[tuple[list[int], str]]:
    linked = list(prepositions(scene.tree, token))
    done_to = [obj for name, obj in linked if name in {"of", "on", "against"}]
    by = [pair for item in done_to for pair in prepositions(scene.tree, item)]
    found = [obj for name, obj in (*linked, *by) if name == "by"]
    yield scene.who(found), "'by' names who acts"
    yield scene.who(_blamed(scene, token)), "a clause on the noun names who did it"
    yield _possessors(scene, token, trigger), "possessor or adjective of the noun acts"
    if acts_by_of(trigger):
        yield _direct(scene, [obj for name, obj in linked if name == "of"]), "'of' names who acts"
    verb = governing_verb(scene, token)
    if verb is not None and _carries(scene.tree.parse.lemmas[verb]):
        yield scene.who(actors_of_verb(scene.tree, verb)), "subject of the noun's verb acts"
    yield scene.who([obj for name, obj in linked if name == "from"]), "'from' names who acts"


def _blamed(scene: Scene, token: int) -> list[int]:
    """Return who a clause on a noun says did it: "an attack *blamed on* Iran", "*claimed by*"."""
    tree = scene.tree
    clauses = tree.kids(token, {"acl", "relcl"})
    tied = [(verb, pair) for verb in clauses for pair in prepositions(tree, verb)]
    blamed = [obj for verb, (name, obj) in tied if name == _BLAMING.get(tree.parse.lemmas[verb])]
    launched = [verb for verb in clauses if tree.parse.lemmas[verb] in word_sets()["light"]]
    return [*blamed, *(item for verb in launched for item in actors_of_verb(tree, verb))]


def _carries(lemma: str) -> bool:
    """Whether a verb's subject does the deed its noun names: "embarked on a visit".

    Verbs that tell of something else ("condemned the raid", "called it an attack") do not.
    """
    sets = word_sets()
    if lemma in sets["light"]:
        return True
    is_speech = lemma in sets["saying"] or lemma in sets["considering"] or lemma in sets["denying"]
    return not is_speech and ("v", lemma) not in triggers()


def acts_by_of(trigger: Trigger) -> bool:
    """Whether "of" after a noun trigger leads to who acts, not to whom it is done."""
    return trigger.event_type in _OF_ACTS and trigger.mode not in _PATIENT_MODES


def _possessors(scene: Scene, token: int, trigger: Trigger) -> list[int]:
    labels = {"poss", "amod", "nmod"}
    if trigger.event_type not in _COMPOUND_SUFFERS:
        labels |= {"compound"}
    return _direct(scene, _joined(scene, token, labels))


def _joined(scene: Scene, token: int, labels: set[str]) -> list[int]:
    tree = scene.tree
    kids = tree.kids(token, labels)
    return [item for kid in kids for item in (kid, *tree.kids(kid, {"conj"}))]


def _noun_partners(scene: Scene, token: int, trigger: Trigger) -> Iterator[list[int]]:
    verb = governing_verb(scene, token)
    heads = [token] if verb is None else [token, verb]
    linked = [pair for head in heads for pair in prepositions(scene.tree, head)]
    skipped = {"by"} | ({"of"} if acts_by_of(trigger) else set())
    names = _WITH if trigger.frame == "with" else _TOWARDS
    for direct in (True, False):
        for name in names:
            tokens = [obj for found, obj in linked if found == name and found not in skipped]
            yield scene.who((obj for obj in tokens if obj != token), steps=0 if direct else 2)
    if verb is not None:
        others = [item for item in objects(scene.tree, verb) if item != token]
        yield _direct(scene, [*datives(scene.tree, verb), *others])
    if trigger.event_type in _COMPOUND_SUFFERS:
        yield _direct(scene, _joined(scene, token, {"compound"}))


def governing_verb(scene: Scene, token: int) -> int | None:
    """Return the verb that a noun is the object or purpose of ("held talks", "came for talks")."""
    parse = scene.tree.parse
    label, head = parse.deps[token], parse.heads[token]
    if label == "conj":
        return governing_verb(scene, head) if head != token else None
    if label == "pobj" and parse.deps[head] == "prep":
        is_engaging = parse.lemmas[head] in word_sets()["engaging"]
        head = parse.heads[head]
        return head if is_engaging and parse.pos[head] == "VERB" else None
    if label in {"dobj", "attr", "nsubjpass", "oprd"} and parse.pos[head] in {"VERB", "AUX"}:
        return head
    if label == "dobj" or (label in {"nsubj", "nsubjpass"} and _is_relative_object(scene, token)):
        return head
    return None


def _is_relative_object(scene: Scene, token: int) -> bool:
    return scene.tree.parse.tags[token] in {"WP", "WDT"}

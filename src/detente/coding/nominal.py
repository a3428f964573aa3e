"""Who acts and on whom in a deed that a noun names: "talks between", "the arrest of"."""

from collections.abc import Iterator
from typing import Final

from detente.coding.clauses import actors_of_verb, complements, datives, objects, prepositions
from detente.coding.participation import Roles
from detente.coding.partners import TOWARDS, WITH, direct, first_known
from detente.coding.scene import Scene
from detente.coding.tree import Tree
from detente.ontology.lexicon import Trigger, word_sets

# With nouns of these types "of" leads to who acts ("the withdrawal of Russia"), else to whom.
_BESIDE = frozenset({"after", "during", "following", "at", "in", "on", "before", "follow"})
# What talks are counted by.
_PARTS = frozenset(
    {"day", "hour", "minute", "night", "week", "weekend", "round", "series", "month", "session"}
)
# Sets of verbs whose subject has no part in the deed that their object names.
_UNINVOLVED = ("saying", "considering", "denying", "witnessing", "pondering", "hoping")
_OF_ACTS = frozenset({"CONSULT", "MOBILIZE", "PROTEST", "AGREE", "RETREAT", "REQUEST", "THREATEN"})
_PATIENT_MODES = frozenset({"release", "disarm"})
# How it is told that two sides act.
BETWEEN: Final = "both sides of 'between' act"
# How it is told that those who do what follows talks held them.
AROUND: Final = "those who act together after the talks took part in them"
# Who is said to have done a deed: "blamed on", "claimed by", "attributed to".
_BLAMING = {"blame": "on", "claim": "by", "attribute": "to", "pin": "on"}
# What leads from a charge to the deed.
_CHARGING: Final = frozenset({"of", "for", "over"})
# "Ukraine war", "Iran sanctions": with these a bare state before the noun is who suffers it.
_COMPOUND_SUFFERS = frozenset({"ASSAULT", "SANCTION", "COERCE", "AID"})


def roles_of_noun(scene: Scene, token: int, trigger: Trigger) -> Roles:
    """Return who acts and on whom in the deed that a noun names."""
    sides = scene.who(_between(scene, token))
    if len(sides) > 1:
        return Roles(tuple(sides), (), BETWEEN)
    actors, reason = _with_reason(scene, token, trigger)
    recipients = first_known(scene, _noun_partners(scene, token, trigger), actors)
    if trigger.event_type == "REQUEST" and not recipients:  # "sent troops *at the request* of Fiji"
        recipients = first_known(scene, [scene.who(actors_around(scene, token))], actors)
    return Roles(tuple(actors), tuple(recipients), reason)


def _between(scene: Scene, token: int) -> list[int]:
    """Return the sides of "talks between A and B", also as "talks continue between A and B"."""
    parse = scene.tree.parse
    heads = [token, parse.heads[token]] if parse.deps[token] == "nsubj" else [token]
    linked = [pair for head in heads for pair in prepositions(scene.tree, head)]
    pairs = (*linked, *_below_of(scene, token))
    sides = [obj for name, obj in pairs if name == "between"] or _hyphened(scene, token)
    return [*sides, *_after_comma(scene, sides[0])] if len(sides) == 1 else sides


def _hyphened(scene: Scene, token: int) -> list[int]:
    """Return the two leaders of "the *Trump*-*Xi* summit"."""
    words, at = scene.tree.parse.words, scene.mention_at
    if scene.tree.parse.deps[token] == "pobj":  # "no date for a *Trump-Xi* summit"
        return []
    kids = scene.tree.kids(token, {"compound", "amod", "nmod"})
    seconds = [kid for kid in kids if kid > 1 and words[kid - 1] == "-"]
    found = [(kid - 2, kid) for kid in seconds if _are_people(scene, at[kid - 2], at[kid])]
    return list(found[0]) if found else []


def _are_people(scene: Scene, *numbers: int | None) -> bool:
    found = {number for number in numbers if number is not None}
    return len(found) > 1 and all(scene.mention(one).kind == "person" for one in found)


def _below_of(scene: Scene, token: int) -> Iterator[tuple[str, int]]:
    """Yield what hangs on what a noun is of: "an exchange of prisoners *between Chad and Mali*"."""
    inner = [obj for name, obj in prepositions(scene.tree, token) if name == "of"]
    yield from (pair for item in inner for pair in prepositions(scene.tree, item))


def _after_comma(scene: Scene, token: int) -> list[int]:
    """Return the second name of a headline's "between Oman, *Iran*"."""
    words, second = scene.tree.parse.words, token + 2
    is_listed = second < len(words) and words[token + 1] == ","
    return [second] if is_listed and scene.mention_at[second] is not None else []


def noun_actors(scene: Scene, token: int, trigger: Trigger) -> list[int]:
    """Return who does the deed that a noun names, as far as the words beside it tell."""
    return _with_reason(scene, token, trigger)[0]


def _with_reason(scene: Scene, token: int, trigger: Trigger) -> tuple[list[int], str]:
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
    yield scene.who(_accused(scene, token)), "who is accused of it did it"
    partner = "to" if trigger.mode == "visit" else "with"
    is_shared = trigger.frame == "with" or trigger.mode == "visit"
    has_partner = any(name == partner for name, _ in linked)
    if is_shared and not has_partner:
        around = scene.who(actors_around(scene, token))
        yield around if scene.are_several(around) else [], AROUND
    yield _possessors(scene, token, trigger), "possessor or adjective of the noun acts"
    if acts_by_of(trigger):
        yield direct(scene, [obj for name, obj in linked if name == "of"]), "'of' names who acts"
    verb = governing_verb(scene, token)
    if verb is not None and _carries(scene, token, verb):
        yield scene.who(actors_of_verb(scene.tree, verb)), "subject of the noun's verb acts"
    yield scene.who([obj for name, obj in linked if name == "from"]), "'from' names who acts"
    yield scene.who(_in_headline(scene, token)), "who is there for the deed acts"
    if is_shared and has_partner:
        yield scene.who(actors_around(scene, token)), "who acts around the talks took part in them"


def actors_around(scene: Scene, token: int) -> list[int]:
    """Return who does what is told beside talks: "after talks with Chad, *Mali* said ..."."""
    prep = _preposition_beside(scene, token)
    if prep is None:
        return []
    parse = scene.tree.parse
    verb = parse.heads[prep]
    if parse.deps[verb] == "xcomp":  # "agreed to *meet again* after talks"
        verb = parse.heads[verb]
    return actors_of_verb(scene.tree, verb) if parse.pos[verb] == "VERB" else []


def is_beside(scene: Scene, token: int) -> bool:
    """Say whether a noun names a deed beside which another is told: "after (days of) *talks*"."""
    return _preposition_beside(scene, token) is not None


def whole_of(tree: Tree, token: int) -> int:
    """Return what talks are counted by, or the word itself: "the *round* of talks"."""
    parse = tree.parse
    prep = parse.heads[token]
    above = parse.heads[prep]
    is_part = parse.deps[token] == "pobj" and parse.lemmas[prep] == "of"
    return above if is_part and parse.lemmas[above] in _PARTS else token


def _preposition_beside(scene: Scene, token: int) -> int | None:
    parse = scene.tree.parse
    while parse.deps[token] == "pobj":
        prep = parse.heads[token]
        if parse.lemmas[prep] in _BESIDE:
            return prep
        above = parse.heads[prep]
        # "Two days *of talks*", "a second round *of talks*".
        if parse.lemmas[prep] != "of" or parse.lemmas[above] not in _PARTS:
            return None
        token = above
    return None


def _in_headline(scene: Scene, token: int) -> list[int]:
    """Return who a headline without a verb names: "*Envoy* in Rome for talks"."""
    tree = scene.tree
    subjects = tree.kids(token, {"nsubj"})
    prep = tree.parse.heads[token]
    is_aim = tree.parse.deps[token] == "pobj" and tree.parse.lemmas[prep] in {"for", "on"}
    head = tree.parse.heads[prep]
    is_party = is_aim and scene.mention_at[head] is not None and tree.parse.pos[head] != "VERB"
    return [*subjects, *([head] if is_party else [])]


def _blamed(scene: Scene, token: int) -> list[int]:
    """Return who a clause on a noun says did it: "an attack *blamed on* Iran", "*claimed by*"."""
    tree = scene.tree
    clauses = tree.kids(token, {"acl", "relcl"})
    tied = [(verb, pair) for verb in clauses for pair in prepositions(tree, verb)]
    blamed = [obj for verb, (name, obj) in tied if name == _BLAMING.get(tree.parse.lemmas[verb])]
    launched = [verb for verb in clauses if tree.parse.lemmas[verb] in word_sets()["light"]]
    return [*blamed, *(item for verb in launched for item in actors_of_verb(tree, verb))]


def _accused(scene: Scene, token: int) -> list[int]:
    """Return who is accused of what a noun names: "blamed *Oman* for a blast"."""
    tree = scene.tree
    prep = tree.parse.heads[token]
    verb = tree.parse.heads[prep]
    is_charge = tree.parse.lemmas[verb] in word_sets()["accusing"] and prep != verb
    is_of_it = tree.parse.deps[token] == "pobj" and tree.parse.lemmas[prep] in _CHARGING
    return objects(tree, verb) if is_charge and is_of_it else []


def _carries(scene: Scene, token: int, verb: int) -> bool:
    """Whether a verb's subject does the deed its noun names: "embarked on a visit".

    A light verb does so through any tie. Any other only with a direct object, and not if it
    speaks, judges or suffers ("condemned the raid", "faced an attack").
    """
    lemma, sets = scene.tree.parse.lemmas[verb], word_sets()
    if lemma in sets["light"]:
        return True
    if scene.tree.parse.deps[token] not in {"dobj", "nsubjpass"} or scene.tells_of_deed(verb):
        return False
    return not any(lemma in sets[name] for name in _UNINVOLVED)


def acts_by_of(trigger: Trigger) -> bool:
    """Whether "of" after a noun trigger leads to who acts, not to whom it is done."""
    return trigger.event_type in _OF_ACTS and trigger.mode not in _PATIENT_MODES


def _possessors(scene: Scene, token: int, trigger: Trigger) -> list[int]:
    labels = {"poss", "amod", "nmod"}
    if trigger.event_type not in _COMPOUND_SUFFERS:
        labels |= {"compound"}
    return direct(scene, _joined(scene, token, labels))


def _joined(scene: Scene, token: int, labels: set[str]) -> list[int]:
    tree = scene.tree
    kids = tree.kids(token, labels)
    return [item for kid in kids for item in (kid, *tree.kids(kid, {"conj"}))]


def _noun_partners(scene: Scene, token: int, trigger: Trigger) -> Iterator[list[int]]:
    verb = governing_verb(scene, token)
    heads = [token] if verb is None else [token, verb]
    linked = [pair for head in heads for pair in prepositions(scene.tree, head)]
    skipped = {"by"} | ({"of"} if acts_by_of(trigger) else set())
    names = WITH if trigger.frame == "with" else TOWARDS
    for steps in (0, 2):
        for name in names:
            tokens = [obj for found, obj in linked if found == name and found not in skipped]
            yield scene.who((obj for obj in tokens if obj != token), steps=steps)
    if verb is not None:
        others = [item for item in objects(scene.tree, verb) if item != token]
        yield direct(scene, [*datives(scene.tree, verb), *others])
    if trigger.event_type in _COMPOUND_SUFFERS:
        yield direct(scene, _joined(scene, token, {"compound"}))
    if trigger.needs:  # "an attempt to assassinate *the governor*"
        for inner in complements(scene.tree, token):
            yield direct(scene, objects(scene.tree, inner))


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


def clause_head(scene: Scene, token: int) -> int:
    """Return the verb that a deed's word is or hangs on, or the word itself."""
    verb = token if scene.tree.parse.pos[token] == "VERB" else governing_verb(scene, token)
    return token if verb is None else verb


def _is_relative_object(scene: Scene, token: int) -> bool:
    return scene.tree.parse.tags[token] in {"WP", "WDT"}

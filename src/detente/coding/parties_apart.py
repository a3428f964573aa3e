"""Words that take no part in a deed, although the encoder may give them one.

It reads a sentence as a row of words and takes the party named nearest; syntax knows better where
a clause has a subject of its own, where a noun names a deed without its doer, and who only tells.
"""

from collections.abc import Sequence
from typing import Final

from detente.coding.clauses import PASSIVE_SUBJECTS, depth
from detente.coding.scene import Scene
from detente.coding.tree import Tree
from detente.ontology.lexicon import word_sets

_OWN_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
# What a deed named after one of these was done by, the clause before does not say.
_APART: Final = frozenset({"after", "follow", "since", "amid", "despite"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
# What stands under one of these is when or why a deed was done: of 170 parties named there in the
# corpus, five receive it.
_AROUND_DEED: Final = frozenset(
    {"after", "follow", "following", "since", "amid", "despite", "under", "accord", "without"}
)
# What the object of a deed is about ("shared evidence *about Chad* with Oman").
_MATTERS: Final = frozenset({"about", "regarding", "concerning"})
# Clauses below another, whose own subject and object are told in them.
_BELOW: Final = frozenset({"advcl", "relcl", "ccomp", "acl"})
_AROUND: Final = frozenset({"before", "after", "while", "since"})
_OWN_OBJECTS: Final = frozenset({"dobj", "obj"})
_JOINED: Final = frozenset({"conj", "dep"})
# What is discussed, and what talks are on, takes no part in them.
_DISCUSSING: Final = frozenset({"discuss", "debate", "review"})
_TALKING: Final = _DISCUSSING | frozenset(
    {"phone", "telephone", "call", "ring", "speak", "meet", "confer", "gather", "convene"}
)
_ABOUT: Final = frozenset({"on", "about", "over", "regarding", "concerning"})
# In the passive of these the subject receives.
_GIVING: Final = frozenset(
    {
        "grant",
        "give",
        "award",
        "offer",
        "invite",
        "hand",
        "lend",
        "promise",
        "deny",
        "admit",
        "pay",
        "refuse",
    }
)


def is_apart(scene: Scene, role: str, deed: Sequence[int], words: Sequence[int]) -> bool:
    """Say whether words of a sentence have no role in a deed, by syntax.

    Nobody acts from a clause joined before, if the deed's verb has a subject of its own ("Rome and
    Bern met, and *the Senate* ratified a pact"), nor on a deed that a noun after "after" names
    ("cut ties with Oman after raids"). Who tells of a deed at its end does not receive it ("... ,
    *an analyst* said"); who is granted something does not act. A clause below another that names
    who acts, or on whom, names all of them ("*Peru* shut its border as Chile and Bolivia met").
    What talks are about takes no part in them ("phoned his Omani colleague on *Yemen*").
    """
    tree = scene.tree
    first = min(deed, key=lambda token: (depth(tree, token), token))
    top = min(words, key=lambda token: (depth(tree, token), token))
    if _is_above_clause(scene, role, _verb_below(tree, deed, first), top):
        return True
    is_past = _is_past_semicolon(tree, first, top) or _is_met_before(tree, first, top)
    if is_past or _is_topic(tree, first, top):
        return True
    if role == "actor":
        return (
            _is_of_other_conjunct(tree, first, top)
            or _is_subject_after(tree, first, top)
            or _is_outside_noun(tree, first, top)
            or _is_given(tree, first, top)
            or _suffers(tree, first, top)
        )
    if _is_subject_of_reaction(tree, deed, first, top):
        return True
    is_passive = bool(tree.kids(first, PASSIVE_SUBJECTS))
    is_of_object = _is_in_object_above(tree, first, top) or _is_subject_before(tree, first, top)
    if is_of_object or _is_beside_victims(scene, first, top) or _is_around(tree, first, top):
        return True
    return _tells(tree, first, top) or (is_passive and _is_of_other_conjunct(tree, first, top))


def _is_subject_before(tree: Tree, first: int, top: int) -> bool:
    """Whether a word is the subject of a clause before, and the deed has an object that is meant.

    "*Oman* offered help, and Chad invited *him*" is not on Oman.
    """
    parse = tree.parse
    is_joined = parse.deps[first] == "conj" and bool(tree.kids(first, {"nsubj"}))
    objects = tree.kids(first, {"dobj"})
    is_of_person = any(parse.tags[kid] == "PRP" for kid in objects)
    return is_joined and is_of_person and top in tree.kids(parse.heads[first], {"nsubj"})


def _is_subject_of_reaction(tree: Tree, deed: Sequence[int], first: int, top: int) -> bool:
    """Whether a word acts beside a deed that is whole: "*Peru* left as Chad held drills"."""
    is_beside = tree.parse.deps[first] == "advcl" and bool(tree.kids(first, _OWN_SUBJECTS))
    is_whole = any(one in deed for one in tree.kids(first, _OWN_OBJECTS))
    return is_beside and is_whole and top in tree.kids(tree.parse.heads[first], {"nsubj"})


def _is_around(tree: Tree, first: int, top: int) -> bool:
    """Whether a word below a deed tells when or why, or its matter: "renewed it *despite Chad*"."""
    path = [top, *tree.ancestors(top)]
    below = path[: path.index(first)] if first in path else []
    parse = tree.parse
    names = {parse.lemmas[one] for one in below if parse.deps[one] == "prep"}
    inner = {parse.lemmas[one] for one in below[:-1] if parse.deps[one] == "prep"}
    return bool(names & _AROUND_DEED or inner & _MATTERS)


def _is_topic(tree: Tree, first: int, top: int) -> bool:
    """Whether a word stands in what a verb or noun of talking is about."""
    parse = tree.parse
    if parse.lemmas[first] not in _TALKING | word_sets()["talks"] or top == first:
        return False
    path = [top, *tree.ancestors(top)]
    below = path[: path.index(first)] if first in path else []
    if any(parse.lemmas[one] in _ABOUT and parse.deps[one] == "prep" for one in below):
        return True
    is_object = bool(below) and parse.deps[below[-1]] in _OWN_OBJECTS
    is_joint = any(parse.lemmas[one] == "with" for one in below)
    return is_object and parse.lemmas[first] in _DISCUSSING and not is_joint


def _is_met_before(tree: Tree, first: int, top: int) -> bool:
    """Whether a word stands in the object of what is done around: "met *Chad's head* before going".

    Who does both is the subject; the object has no part in the second deed.
    """
    parse, prep = tree.parse, tree.parse.heads[first]
    if parse.deps[first] != "pcomp" or parse.lemmas[prep] not in _AROUND:
        return False
    return _is_in_object(tree, parse.heads[prep], top)


def _is_in_object(tree: Tree, verb: int, top: int) -> bool:
    path = {top, *tree.ancestors(top)}
    return not path.isdisjoint(tree.kids(verb, _OWN_OBJECTS))


def _is_past_semicolon(tree: Tree, first: int, top: int) -> bool:
    """Whether a semicolon parts a deed from words that stand under another verb."""
    parse = tree.parse
    between = parse.words[min(first, top) + 1 : max(first, top)]
    if ";" not in between or first in {top, *tree.ancestors(top)}:
        return ";" in between and _has_verb_between(tree, first, top)
    verbs = (one for one in (top, *tree.ancestors(top)) if parse.pos[one] == "VERB")
    return next(verbs, first) != first


def _has_verb_between(tree: Tree, first: int, top: int) -> bool:
    """Whether words below a deed hang on another verb first."""
    for one in tree.ancestors(top):
        if one == first:
            return False
        if tree.parse.pos[one] == "VERB":
            return True
    return False


def _verb_below(tree: Tree, deed: Sequence[int], first: int) -> int:
    """Return the verb of a clause on the noun that a deed begins with: "the pact they *signed*"."""
    parse = tree.parse
    clauses = (one for one in deed if parse.deps[one] in _BELOW and parse.heads[one] == first)
    return next(clauses, first)


def _is_above_clause(scene: Scene, role: str, first: int, top: int) -> bool:
    """Whether a word stands outside a deed's clause, which has a party of its own in the role."""
    tree = scene.tree
    first = _first_of_clause(tree, first) if role == "actor" else first
    if tree.parse.pos[first] != "VERB" or tree.parse.deps[first] not in _BELOW:
        return False
    if first in {top, *tree.ancestors(top)}:
        return False
    is_passive = bool(tree.kids(first, PASSIVE_SUBJECTS))
    labels = _OWN_SUBJECTS if (role == "actor") != is_passive else _OWN_OBJECTS
    own = (scene.mention_at[kid] for kid in tree.kids(first, labels))
    return any(one is not None and scene.mention(one).kind != "pronoun" for one in own)


def _first_of_clause(tree: Tree, verb: int) -> int:
    """Return the first of verbs that share a subject: "as police *broke in* and seized files"."""
    parse = tree.parse
    while parse.deps[verb] == "conj" and parse.pos[verb] == "VERB":
        head = parse.heads[verb]
        if parse.pos[head] != "VERB" or tree.kids(verb, _OWN_SUBJECTS):
            return verb
        verb = head
    return verb


def _is_of_other_conjunct(tree: Tree, first: int, top: int) -> bool:
    parse = tree.parse
    is_joined = parse.pos[first] == "VERB" and parse.deps[first] == "conj"
    if not is_joined or not tree.kids(first, _OWN_SUBJECTS):
        return False
    return top < first and first not in {top, *tree.ancestors(top)}


def _is_subject_after(tree: Tree, first: int, top: int) -> bool:
    """Whether a word is the subject of a clause joined after: "Chad left, and *Mali* rejoiced"."""
    parse, verb = tree.parse, tree.parse.heads[top]
    is_joined = parse.deps[verb] == "conj" and parse.pos[verb] in {"VERB", "AUX"}
    is_subject = parse.deps[top] == "nsubj" and is_joined
    return is_subject and first < top and first not in {verb, *tree.ancestors(verb)}


def _is_outside_noun(tree: Tree, first: int, top: int) -> bool:
    parse = tree.parse
    prep = parse.heads[first]
    if parse.pos[first] not in _NOUNS or first in {top, *tree.ancestors(top)}:
        return False
    if parse.lemmas[prep] in _APART and parse.deps[prep] in {"prep", "mark"}:
        return top < prep
    marks = (kid for kid in tree.kids(prep, {"mark"}) if parse.lemmas[kid] in _APART)
    return parse.deps[first] in _OWN_SUBJECTS and any(top < mark for mark in marks)


def _is_given(tree: Tree, first: int, top: int) -> bool:
    parse = tree.parse
    is_subject = parse.deps[top] in PASSIVE_SUBJECTS and parse.heads[top] == first
    if parse.deps[first] == "relcl" and parse.heads[first] == top:  # "Chad, *which* was granted"
        is_subject = any(
            parse.tags[kid] in {"WP", "WDT"} for kid in tree.kids(first, PASSIVE_SUBJECTS)
        )
    return (is_subject and parse.lemmas[first] in _GIVING) or _is_accused(tree, first, top)


def _is_accused(tree: Tree, first: int, top: int) -> bool:
    """Whether a word's verb has a passive beside it: "*he* resigned after being tried"."""
    parse = tree.parse
    is_beside = parse.deps[first] in {"pcomp", "advcl"} and parse.pos[first] == "VERB"
    if not is_beside or not tree.kids(first, {"auxpass"}) or tree.kids(first, PASSIVE_SUBJECTS):
        return False
    return top == tree.subject(first)


def _suffers(tree: Tree, first: int, top: int) -> bool:
    """Whether a word stands in the subject of a passive: "soldiers *from Italy* were wounded"."""
    if tree.parse.lemmas[first] not in word_sets()["transitive"]:
        return False
    above = {top, *tree.ancestors(top)}
    return any(subject in above for subject in tree.kids(first, {"nsubjpass"}))


def _is_beside_victims(scene: Scene, first: int, top: int) -> bool:
    """Whether a word stands outside the subject of a passive that names who suffers."""
    tree = scene.tree
    if tree.parse.lemmas[first] not in word_sets()["transitive"]:
        return False
    victims = [one for kid in tree.kids(first, {"nsubjpass"}) for one in tree.subtree(kid)]
    named = (scene.mention_at[one] for one in victims)
    is_named = any(one is not None and scene.is_known(one) for one in named)
    return is_named and top not in victims


def _is_in_object_above(tree: Tree, first: int, top: int) -> bool:
    """Whether a word stands in the object of the verb before, where a deed has its own.

    "Cuts ties with *Oman*, recognises Iran."
    """
    parse = tree.parse
    is_joined = parse.pos[first] == "VERB" and parse.deps[first] in _JOINED
    own = tree.kids(first, _OWN_OBJECTS | {"npadvmod"})
    if not is_joined or not own or any(parse.pos[one] == "PRON" for one in own):
        return False
    is_before = top < first and first not in {top, *tree.ancestors(top)}
    return is_before and _is_in_object(tree, parse.heads[first], top)


def _tells(tree: Tree, first: int, top: int) -> bool:
    """Whether a word is the subject of a verb of saying behind the deed that it tells of."""
    parse = tree.parse
    verb = parse.heads[top]
    is_said = parse.deps[top] in _OWN_SUBJECTS and parse.lemmas[verb] in word_sets()["saying"]
    return is_said and top > first and verb in set(tree.ancestors(first))

"""Which words of a sentence tell of an event: the lexicon matched against the syntax."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from detente.coding.clauses import (
    NAMES,
    actors_of_verb,
    complements,
    is_only_object,
    objects,
    particles,
    prepositions,
)
from detente.coding.marks import is_dated
from detente.coding.scene import Scene
from detente.coding.tree import Tree, once
from detente.ontology.lexicon import Need, Trigger, triggers, word_sets

_PARTICIPLES = frozenset({"VBG", "VBN"})
_KINDS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


def find_triggers(scene: Scene) -> dict[int, Trigger]:
    """Return the trigger at each token that has one: the one with the most needs that all hold."""
    return {token: row for token, row in _told(scene).items() if row.event_type}


def lookalikes(scene: Scene) -> list[int]:
    """Return the words that only look as if they told of an event, with their objects."""
    empty = [token for token, row in _told(scene).items() if not row.event_type]
    return [item for token in empty for item in (token, *objects(scene.tree, token))]


def _told(scene: Scene) -> dict[int, Trigger]:
    """Return the row of the lexicon at each token that has one, found once for a scene."""
    if scene.triggers is None:
        found = ((token, _best(scene, token)) for token in range(scene.tree.size))
        scene.triggers = {token: row for token, row in found if row is not None}
    return scene.triggers


def _best(scene: Scene, token: int) -> Trigger | None:
    rows = _rows(scene, token)
    if not rows or _is_inside_name(scene, token) or _is_attribute(scene, token):
        return None
    return next((trigger for trigger in rows if holds(scene, token, trigger)), None)


def _rows(scene: Scene, token: int) -> tuple[Trigger, ...]:
    parse = scene.tree.parse
    kind = _KINDS.get(parse.pos[token])
    if kind is None:
        return ()
    return triggers().get((kind, parse.lemmas[token]), ())


def _is_inside_name(scene: Scene, token: int) -> bool:
    """Whether a word is part of a name, role or date ("*Peace Talks* Committee", "12 *March*")."""
    is_named = scene.mention_at[token] is not None and scene.tree.parse.pos[token] != "VERB"
    return (
        is_named
        or is_dated(scene.document, scene.tree.parse.starts[token])
        or _is_title(scene, token)
    )


def _is_title(scene: Scene, token: int) -> bool:
    """Whether a noun is part of a proper name: "the Ulan Bator *Dialogue*"."""
    parse = scene.tree.parse
    is_proper = token > 0 and parse.tags[token] in NAMES and parse.words[token][:1].isupper()
    return is_proper and not scene.is_titled


def _is_attribute(scene: Scene, token: int) -> bool:
    """Whether a verb only qualifies a noun before it: "the *defending* champion"."""
    parse = scene.tree.parse
    return parse.pos[token] == "VERB" and parse.deps[token] in {"amod", "compound"}


def holds(scene: Scene, token: int, trigger: Trigger) -> bool:
    """Whether all needs of a trigger hold around a token."""
    # "called the raid on Quito illegal" is no call on Quito: an operator's preposition is its own.
    is_operator = trigger.frame in {"op", "weak"}
    if not trigger.needs:
        return True
    if is_operator:
        linked: Sequence[tuple[str, int]] = _operators_prepositions(scene, token)
    else:
        linked = _all_prepositions(scene.tree, token)
    return all(_meets(scene, token, need, linked) != need.forbidden for need in trigger.needs)


def _meets(scene: Scene, token: int, need: Need, linked: Sequence[tuple[str, int]]) -> bool:
    return any(_relation_meets(scene, token, name, need, linked) for name in need.relations)


def _relation_meets(
    scene: Scene, token: int, relation: str, need: Need, linked: Sequence[tuple[str, int]]
) -> bool:
    find = _FINDERS.get(relation)
    if find is not None:
        return _any_word(scene, find(scene, token), need)
    if relation == "q":
        found = [*_objects(scene, token), *(obj for _, obj in linked)]
        return _any_word(scene, (one for obj in found for one in _modifiers(scene, obj)), need)
    if relation == "p":
        return bool(set(particles(scene.tree, token)) & (need.words or frozenset()))
    return _any_word(scene, (obj for name, obj in linked if name == relation), need)


def _any_word(scene: Scene, tokens: Iterable[int], need: Need) -> bool:
    parse = scene.tree.parse
    for token in tokens:
        if need.words is None or parse.lemmas[token] in need.words:
            return True
        # Parsers take "alarming" for a form of "alarm".
        if parse.tags[token] in _PARTICIPLES and parse.words[token].casefold() in need.words:
            return True
        if _are_marked(need.words) and scene.marks(token) & need.words:
            return True
    return False


@cache
def _are_marked(words: frozenset[str]) -> bool:
    """Whether some words are marks of mentions, such as #person."""
    return any(word.startswith("#") for word in words)


def _operators_prepositions(scene: Scene, token: int) -> list[tuple[str, int]]:
    """Return an operator's prepositions and those of the parties it turns to."""
    own = prepositions(scene.tree, token)
    turned_to = [*(obj for _, obj in own), *objects(scene.tree, token)]
    parties = (item for item in turned_to if scene.mention_at[item] is not None)
    return [*own, *(pair for item in parties for pair in prepositions(scene.tree, item))]


@once
def _all_prepositions(tree: Tree, token: int) -> list[tuple[str, int]]:
    """Return the prepositions of a word and of its objects, as parsers attach them to either."""
    things = objects(tree, token) if tree.parse.pos[token] in {"VERB", "AUX"} else []
    inner = (pair for item in things for pair in prepositions(tree, item))
    return [*prepositions(tree, token), *inner]


def _objects(scene: Scene, token: int) -> list[int]:
    found = objects(scene.tree, token)
    measured = [obj for item in found for obj in _measured(scene, item)]
    return found + measured


def _measured(scene: Scene, token: int) -> list[int]:
    """Return what a measure word counts: "25,000 tons of *food*", "ten days of *drills*"."""
    lemmas = scene.tree.parse.lemmas
    if lemmas[token] not in word_sets()["measures"]:
        return []
    return [obj for name, obj in prepositions(scene.tree, token) if name in {"of", "in"}]


def _subjects(scene: Scene, token: int) -> list[int]:
    return actors_of_verb(scene.tree, token)


def _complements(scene: Scene, token: int) -> list[int]:
    return complements(scene.tree, token)


def _modifiers(scene: Scene, token: int) -> list[int]:
    return scene.modifiers(token)


def _adjectives(scene: Scene, token: int) -> list[int]:
    tree = scene.tree
    nested = [kid for item in complements(tree, token) for kid in _said_of(scene, item)]
    return tree.kids(token, {"acomp", "oprd", "amod", "ccomp", "xcomp"}) + nested


def _said_of(scene: Scene, verb: int) -> list[int]:
    """Return what a clause says its subject is: "was *responsible*", "was *behind* it"."""
    tree = scene.tree
    if tree.parse.lemmas[verb] != "be":
        return tree.kids(verb, {"acomp"})
    return tree.kids(verb, {"acomp", "prep", "xcomp"})


def _infinitives(scene: Scene, token: int) -> list[int]:
    return [item for item in complements(scene.tree, token) if "to" in _auxiliaries(scene, item)]


def _with_own_subject(scene: Scene, token: int) -> list[int]:
    tree = scene.tree
    return [item for item in complements(tree, token) if tree.kids(item, {"nsubj"})]


def _auxiliaries(scene: Scene, token: int) -> set[str]:
    lemmas = scene.tree.parse.lemmas
    return {lemmas[kid] for kid in scene.tree.kids(token, {"aux"})}


def _complement_auxiliaries(scene: Scene, token: int) -> list[int]:
    tree = scene.tree
    return [kid for item in tree.kids(token, {"ccomp"}) for kid in tree.kids(item, {"aux"})]


def _marks_of_complements(scene: Scene, token: int) -> list[int]:
    """Return what opens the clause below a verb: "asked *if*", "asked *why*"."""
    tree = scene.tree
    clauses = tree.kids(token, {"ccomp", "advcl"})
    openers = [kid for item in clauses for kid in tree.children[item] if kid < item]
    return [kid for kid in openers if tree.parse.tags[kid] in {"WRB", "WP", "WDT", "IN"}]


def _predicates(scene: Scene, token: int) -> list[int]:
    """Return what an object is said to be: "called the deal *bad*"."""
    tree = scene.tree
    small = [item for item in tree.kids(token, {"ccomp"}) if tree.parse.pos[item] != "VERB"]
    called = [item for item in tree.kids(token, {"oprd"}) if not is_only_object(tree, item)]
    return [*called, *tree.kids(token, {"acomp"}), *small]


def _owners(scene: Scene, token: int) -> list[int]:
    return scene.tree.kids(token, {"poss"})


_FINDERS: dict[str, Callable[[Scene, int], list[int]]] = {
    "o": _objects,
    "s": _subjects,
    "x": _complements,
    "m": _modifiers,
    "a": _adjectives,
    "i": _infinitives,
    "t": _with_own_subject,
    "c": _complement_auxiliaries,
    "w": _owners,
    "z": _predicates,
    "k": _marks_of_complements,
}

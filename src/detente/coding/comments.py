"""Deeds that a mere comment speaks of: hoped for, mourned, weighed, owned up to (CAMEO 01)."""

from collections.abc import Iterable, Iterator
from typing import Final

from detente.coding.clauses import objects
from detente.coding.scene import Scene
from detente.ontology.lexicon import word_sets

# Labels by which a deed hangs on the words that govern it.
_UP: Final = frozenset(
    {"xcomp", "ccomp", "pcomp", "acl", "relcl", "dobj", "pobj", "prep", "dative", "conj"}
)
_REACH: Final = 12
_CONDITIONAL: Final = frozenset({"if", "unless", "whether"})


def is_commented_on(scene: Scene, token: int) -> bool:
    """Return whether a deed is only what somebody hopes, weighs, mourns or answers for.

    "hopes that Peru will send aid", "condolences to those killed", "denied charges that it spied".
    """
    lemmas = scene.tree.parse.lemmas
    thought = word_sets()["pondering"] | word_sets()["hoping"]
    above = list(_governors(scene, token))
    return any(lemmas[item] in thought or _is_comment(scene, item) for item in above)


def is_supposed(scene: Scene, token: int) -> bool:
    """Return whether a deed stands in a clause of condition: "if Peru *attacked*"."""
    tree = scene.tree
    marks = {tree.parse.lemmas[kid] for kid in tree.kids(token, {"mark"})}
    return bool(marks & _CONDITIONAL)


def is_presupposed(scene: Scene, token: int) -> bool:
    """Return whether a participle only tells which people are meant: "a soldier *killed* there"."""
    tree = scene.tree
    parse, head = tree.parse, tree.parse.heads[token]
    is_participle = parse.deps[token] == "acl" and parse.tags[token] == "VBN"
    # In a headline it is the verb: "Two soldiers killed in Mali".
    return is_participle and not tree.kids(token, {"agent"}) and parse.heads[head] != head


def _governors(scene: Scene, token: int) -> Iterator[int]:
    """Yield the words above a deed through clauses and objects, nearest first.

    What a word is joined to does not govern it: "rejected the charge and *expelled* the envoy".
    """
    parse = scene.tree.parse
    for _ in range(_REACH):
        label = parse.deps[token]
        if label not in _UP or parse.heads[token] == token:
            return
        token = parse.heads[token]
        if label != "conj":
            yield token


def _is_comment(scene: Scene, verb: int) -> bool:
    """Whether a verb and its object make a comment: "express condolences", "deny charges"."""
    sets, lemmas = word_sets(), scene.tree.parse.lemmas
    if scene.tree.parse.pos[verb] != "VERB":
        return False
    found = {lemmas[item] for item in _with_compounds(scene, objects(scene.tree, verb))}
    is_answer = lemmas[verb] in sets["answering"] and bool(found & sets["charges"])
    is_claim = lemmas[verb] in {"claim", "take", "accept"} and "responsibility" in found
    return is_answer or is_claim or bool(found & sets["mourning"])


def _with_compounds(scene: Scene, nouns: Iterable[int]) -> Iterator[int]:
    """Yield nouns and what is put before them: "sent a *condolence* message"."""
    for noun in nouns:
        yield noun
        yield from scene.tree.kids(noun, {"compound"})

"""Which word negates a clause: "did not", "nobody", "has no intention", "here and not there"."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from detente.coding.stance_tables import word_list
from detente.coding.tree import VERBAL, Tree

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl"})
_OBJECTS: Final = frozenset({"attr", "dobj", "acomp", "prep"})
_WITHIN: Final = frozenset({"det", "neg", "poss", "advmod", "preconj", "amod"})


class Negation(NamedTuple):
    """The word that negates a clause. ``of_object``: it stands at an object, not at the verb."""

    word: int
    of_object: bool


def negation_of(tree: Tree, word: int, subject: int | None) -> Negation | None:
    """Return what negates the clause of a main word, or None.

    "no longer", "not only", "almost nothing" do not.
    """
    verbal = [word, *tree.kids(word, {"aux", "advmod", "neg"})]
    subjects = [*tree.kids(word, _SUBJECTS), *([subject] if subject is not None else [])]
    found = _first(tree, [*verbal[1:], *subjects, *_inside(tree, [word, *subjects])])
    if found is not None:
        return Negation(found, of_object=False)
    objects = tree.kids(word, _OBJECTS)
    if tree.parse.lemmas[word] not in word_list("negation", "objects"):
        objects = [one for one in objects if tree.parse.pos[one] == "PRON"]
    found = _first(tree, [*objects, *_inside(tree, objects)])
    return None if found is None else Negation(found, of_object=True)


def contrast(tree: Tree, tokens: Iterable[int], negation: Negation | None) -> int | None:
    """Return a "not" that denies a part of a clause: "autonomy, not independence"; else None."""
    parse = tree.parse
    for token in sorted(tokens):
        is_not = parse.lemmas[token] in {"not", "n't"} and not _is_lifted(tree, token)
        if (
            is_not
            and not _is_of_verb(tree, parse.heads[token])
            and (negation is None or negation.word != token)
        ):
            return token
    return None


def _is_of_verb(tree: Tree, head: int) -> bool:
    parse = tree.parse
    is_bare = parse.deps[head] == "conj" and not tree.kids(head, {"aux", "auxpass"})
    return parse.pos[head] in VERBAL and not is_bare


def _inside(tree: Tree, words: Iterable[int]) -> list[int]:
    near = [kid for word in words for kid in tree.kids(word, _WITHIN)]
    owners = [one for one in near if tree.parse.deps[one] == "poss"]
    return [*near, *(kid for one in owners for kid in tree.kids(one, {"det"}))]


def _first(tree: Tree, tokens: Iterable[int]) -> int | None:
    negating = word_list("negation", "words")
    lemmas = tree.parse.lemmas
    found = [one for one in tokens if lemmas[one] in negating and not _is_lifted(tree, one)]
    return min(found, default=None)


def _is_lifted(tree: Tree, token: int) -> bool:
    lifting, lemmas = word_list("negation", "lifted"), tree.parse.lemmas
    near = [*lemmas[token + 1 : token + 2], *lemmas[max(0, token - 1) : token]]
    return any(lemma in lifting for lemma in near)

"""What a cue calls a thing: "called the sanctions an act of piracy", "rejected it as one-sided"."""

from collections.abc import Iterator
from typing import Final

from detente.coding.stance_clauses import Clause
from detente.coding.stance_cues import cue_head
from detente.coding.stance_evidence import Evidence, Rank
from detente.coding.stance_judged import said_of
from detente.coding.stance_side import Whose
from detente.coding.stance_tables import cue_list
from detente.coding.stance_view import Part, View
from detente.coding.tree import Tree
from detente.model import Statement

_NAMES: Final = frozenset({"oprd", "attr", "acomp", "ccomp", "xcomp"})
_UNDER_AS: Final = frozenset({"pobj", "amod", "pcomp", "acomp", "dep"})


def naming_evidence(view: View, statement: Statement) -> Iterator[Evidence]:
    """Yield the judgement in what a statement's cue calls its object."""
    tree, tokens = view.tree(statement.sentence), view.cue_tokens(statement)
    if tree is None or not tokens:
        return
    whole = Part(statement.sentence, tree, frozenset(range(tree.size)))
    yield from named(whole, cue_head(tree, tokens))


def named(part: Part, verb: int) -> Iterator[Evidence]:
    """Yield the judgement in what a verb of naming calls its object; other verbs show none."""
    tree, lemma = part.tree, part.tree.parse.lemmas[verb]
    if lemma not in cue_list("naming"):
        return
    is_dismissing = lemma in cue_list("dismissing")
    if is_dismissing and _is_of_claim(tree, verb):
        yield Evidence("denies", tree.span([verb]), Rank.FIRM + 1, "a claim turned away")
    names = _names(tree, verb)
    clauses = (Clause(part, name, None, Whose.UNKNOWN, None, is_passive=False) for name in names)
    for found in (one for clause in clauses for one in _judgements(clause)):
        yield found._replace(rank=Rank.NAMED)
    if names and is_dismissing:
        yield Evidence("criticises", tree.span([verb]), Rank.FIRM + 1, "turned away as something")


def _is_of_claim(tree: Tree, head: int) -> bool:
    """Whether what is dismissed is a claim, and not called anything."""
    objects = [tree.parse.lemmas[kid] for kid in tree.kids(head, {"dobj"})]
    return any(lemma in cue_list("claims", "nouns") for lemma in objects) and not _names(tree, head)


def _judgements(clause: Clause) -> Iterator[Evidence]:
    tree = clause.tree
    inner = [kid for one in tree.kids(clause.word, {"prep"}) for kid in tree.kids(one, {"pobj"})]
    for one in (clause.word, *inner):
        yield from said_of(clause, one)


def _names(tree: Tree, head: int) -> list[int]:
    """Return the words that tell what the object is called."""
    called = [kid for kid in tree.kids(head, _NAMES) if kid > head]
    # The parser makes one clause of what is called something and what it is called.
    nested = [one for kid in called for one in tree.kids(kid, {"attr", "acomp", "oprd"})]
    by_as = [one for kid in (head, *tree.kids(head, {"dobj"})) for one in _after_as(tree, kid)]
    return [*called, *nested, *by_as]


def _after_as(tree: Tree, word: int) -> list[int]:
    lemmas = tree.parse.lemmas
    found = [kid for kid in tree.kids(word, {"prep"}) if lemmas[kid] == "as"]
    clauses = [
        kid
        for kid in tree.kids(word, {"advcl"})
        if any(lemmas[one] == "as" for one in tree.kids(kid, {"mark"}))
        and not tree.kids(kid, {"nsubj", "nsubjpass"})
    ]
    return [*(one for kid in found for one in tree.kids(kid, _UNDER_AS)), *clauses]

"""Where those stand whom sanctions hit and agreements bind."""

from typing import Final

from detente.coding.clauses import actors_of_verb, objects, prepositions
from detente.coding.facts_tables import fact_words
from detente.coding.tree import Tree

_VERBAL: Final = frozenset({"VERB", "AUX"})
_LINKING: Final = frozenset(
    {"bind", "link", "tie", "unite", "connect", "join", "govern", "cover", "commit"}
)


def imposer(tree: Tree, token: int) -> list[int]:
    """Return who imposed a thing: "sanctions imposed *by the EU*"."""
    clauses = tree.kids(token, {"acl", "relcl"})
    if tree.parse.deps[token] == "nsubjpass":
        clauses = [*clauses, tree.parse.heads[token]]
    return [one for clause in clauses for one in actors_of_verb(tree, clause) if one != token]


def sufferer(tree: Tree, token: int) -> list[int]:
    """Return who is under a thing: "*Peru* is under an embargo", "*Peru* faces sanctions"."""
    label, head = tree.parse.deps[token], tree.parse.heads[token]
    if label == "dobj":
        is_faced = tree.parse.lemmas[head] in {"face", "suffer", "endure", "evade", "bear"}
        return actors_of_verb(tree, head) if is_faced else []
    if label == "nsubj" and tree.parse.lemmas[head] in fact_words("hurting"):
        return objects(tree, head) or _targets(tree, head)
    found = _under(tree, head) if label == "pobj" else []
    return found or [
        one for kid in tree.kids(token, {"acl", "relcl"}) for one in _targets(tree, kid)
    ]


def _under(tree: Tree, prep: int) -> list[int]:
    """Return who is under, subject to, cut off by, living with or a target of what follows."""
    above, name = tree.parse.heads[prep], tree.parse.lemmas[prep]
    lemma, is_verb = tree.parse.lemmas[above], tree.parse.pos[above] in _VERBAL
    if name == "by":
        return objects(tree, above) if is_verb else []
    if lemma in {"live", "cope"} and name in {"with", "under"}:
        return actors_of_verb(tree, above)
    if lemma in {"target", "subject"}:
        return _said_of(tree, above)
    if name != "under":
        return []
    return (objects(tree, above) or actors_of_verb(tree, above)) if is_verb else [above]


def _targets(tree: Tree, clause: int) -> list[int]:
    found = [obj for name, obj in prepositions(tree, clause) if name in {"on", "against", "upon"}]
    if tree.parse.lemmas[clause] in {"target", "hit"} and tree.parse.tags[clause] != "VBN":
        found += objects(tree, clause)
    return found


def tied(tree: Tree, token: int) -> list[int]:
    """Return those whom an agreement binds: "*A and B* are bound by a treaty", "under a pact"."""
    label, head = tree.parse.deps[token], tree.parse.heads[token]
    if label == "pobj" and tree.parse.lemmas[head] in {"by", "under", "through"}:
        verb = tree.parse.heads[head]
        if tree.parse.pos[verb] == "NOUN" and tree.parse.deps[verb] in {"dobj", "pobj"}:
            verb = next(
                (one for one in tree.ancestors(verb) if tree.parse.pos[one] in _VERBAL), verb
            )
        if tree.parse.pos[verb] not in _VERBAL:
            return []
        is_tie = tree.parse.lemmas[verb] in _LINKING
        if tree.parse.lemmas[head] == "under":
            return actors_of_verb(tree, verb) or objects(tree, verb)
        if is_tie:
            return _tie(tree, verb)
        is_means = tree.parse.deps[head] == "prep" and tree.parse.lemmas[head] == "by"
        return actors_of_verb(tree, verb) if is_means else []
    clauses = [
        kid for kid in tree.kids(token, {"acl", "relcl"}) if tree.parse.lemmas[kid] in _LINKING
    ]
    if label == "nsubj" and tree.parse.lemmas[head] in _LINKING:
        clauses = [*clauses, head]
    return [item for clause in clauses for item in _tie(tree, clause)]


def _tie(tree: Tree, verb: int) -> list[int]:
    return [
        *objects(tree, verb),
        *(obj for name, obj in prepositions(tree, verb) if name in {"to", "with"}),
    ]


def _said_of(tree: Tree, adjective: int) -> list[int]:
    head = tree.parse.heads[adjective]
    return actors_of_verb(tree, head) if tree.parse.pos[head] in _VERBAL else [head]

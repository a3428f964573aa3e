"""The way from an event up its sentence: what it hangs on, and how, step by step."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from detente.coding.tree import Tree

VERBS: Final = frozenset({"VERB", "AUX"})
_OBJECTS: Final = frozenset({"dobj", "obj", "nsubjpass", "dative"})
_BESIDE: Final = frozenset({"attr", "acomp", "oprd"})
_BEFORE_NOUN: Final = frozenset({"compound", "nmod", "poss", "amod"})
_LONGEST: Final = 12


class Step(NamedTuple):
    """A word, what it hangs on, and how (the relations of data/modality_words.toml, and more).

    Beside those: ``attr`` (what a "be" says), ``conj``, ``relative`` and ``participle`` (clauses
    of nouns), ``adverbial`` (clauses beside a verb), ``agent``, ``other``.
    """

    word: int
    governor: int
    relation: str


def climb(tree: Tree, token: int) -> Iterator[Step]:
    """Yield the steps from a word to the head of its sentence, nearest first, a dozen at most."""
    for _ in range(_LONGEST):
        step = step_up(tree, token)
        if step is None:
            return
        yield step
        token = step.governor


def step_up(tree: Tree, token: int) -> Step | None:
    """Return what a word hangs on and how; None for the head of the sentence."""
    parse = tree.parse
    label, head = parse.deps[token], parse.heads[token]
    if head == token:
        return None
    if label == "conj":
        return Step(token, head, "conj")
    if label in {"pobj", "pcomp"}:
        return _behind_preposition(tree, token, head)
    if parse.pos[token] in VERBS:
        return _clause_step(tree, token)
    return Step(token, head, _relation_of_noun(tree, token))


def _behind_preposition(tree: Tree, token: int, prep: int) -> Step:
    """Return the step over a preposition, joined to the adverb before it ("instead of")."""
    parse = tree.parse
    name, above = parse.lemmas[prep], parse.heads[prep]
    if parse.deps[prep] == "agent":
        return Step(token, above, "agent")
    adverb = above if parse.pos[above] == "ADV" else _adverb_of(tree, prep)
    if adverb is not None:
        above = parse.heads[adverb] if adverb == above else above
        return Step(token, above, f"{parse.lemmas[adverb]}_{name}")
    if parse.deps[prep] == "prep" and parse.deps[above] == "prep":
        return Step(token, parse.heads[above], name)
    return Step(token, above, name)


def _adverb_of(tree: Tree, prep: int) -> int | None:
    return next((kid for kid in tree.kids(prep, {"advmod"}) if kid < prep), None)


def _clause_step(tree: Tree, verb: int) -> Step:
    parse = tree.parse
    label, head = parse.deps[verb], parse.heads[verb]
    if has_to(tree, verb):
        return Step(verb, head, _infinitive(tree, head))
    if label == "relcl" and not tree.kids(verb, {"mark"}):
        return Step(verb, head, "relative")
    if label in {"acl", "relcl"}:
        is_clause = bool(tree.kids(verb, {"mark", "nsubj", "nsubjpass"}))
        return Step(verb, head, "that" if is_clause else "participle")
    if label == "amod" and parse.tags[verb] in {"VBG", "VBN"}:
        return _participle_before_noun(tree, verb)
    if parse.tags[verb] == "VBG" and _is_gerund(tree, verb):
        return Step(verb, head, "ing")
    return Step(verb, head, _CLAUSES.get(label, _relation_of_noun(tree, verb)))


_CLAUSES: Final = {
    "ccomp": "that", "xcomp": "ing", "csubj": "subj", "csubjpass": "obj", "advcl": "adverbial",
}  # fmt: skip


def _infinitive(tree: Tree, governor: int) -> str:
    return "passive-inf" if tree.kids(governor, {"auxpass"}) else "inf"


def _is_gerund(tree: Tree, verb: int) -> bool:
    """Whether an -ing form completes its verb ("ruled out sending"), not stands beside it."""
    parse = tree.parse
    label, head = parse.deps[verb], parse.heads[verb]
    if label in {"xcomp", "dobj", "ccomp"} and not tree.kids(verb, {"nsubj", "mark", "aux"}):
        return True
    between = range(head + 1, verb)
    return label == "advcl" and head < verb and all(parse.deps[at] == "prt" for at in between)


def _participle_before_noun(tree: Tree, verb: int) -> Step:
    """Return the step of "recommended *suspending* aid", which parsers take for an adjective.

    "*Dropped* calls" are no calls to drop something.
    """
    parse = tree.parse
    noun = parse.heads[verb]
    governor = parse.heads[noun]
    between = range(governor + 1, verb)
    is_gerund = parse.tags[verb] == "VBG"
    is_next = is_gerund and governor < verb and all(parse.deps[at] == "prt" for at in between)
    if parse.deps[noun] in _OBJECTS and is_next and parse.pos[governor] in VERBS:
        return Step(verb, governor, "ing")
    return Step(verb, noun, "participle")


def _relation_of_noun(tree: Tree, token: int) -> str:
    label = tree.parse.deps[token]
    if label in _OBJECTS:
        return "obj"
    if label in _BESIDE:
        return "attr"
    if label in _BEFORE_NOUN:
        return "compound"
    return "subj" if label in {"nsubj", "csubj"} else "other"


def has_to(tree: Tree, verb: int) -> bool:
    """Say whether a verb is an infinitive with "to"."""
    return any(tree.parse.lemmas[kid] == "to" for kid in tree.kids(verb, {"aux"}))

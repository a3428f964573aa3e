"""Attributions without a verb of their own: nouns, adjectives and "according to"."""

from typing import Final

from detente.coding.statements_draft import Draft, can_speak, phrase, trimmed
from detente.coding.statements_reach import outermost
from detente.coding.statements_tables import words
from detente.coding.tree import Tree

NOUN_PREPOSITIONS: Final = frozenset(
    {"about", "of", "for", "over", "on", "in", "at", "to", "with", "against", "that"}
)
FAR: Final = 12  # tokens between a noun of attribution and its clause, beyond which parses err


def nominal_drafts(tree: Tree, sentence: int) -> list[Draft]:
    """Return the attributions that nouns, adjectives and "according to" make."""
    found = _noun_drafts(tree, sentence)
    found += _adjective_drafts(tree, sentence) + _according_drafts(tree, sentence)
    return [draft for draft in found if draft]


def _noun_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    nouns, parse = words().nouns, tree.parse
    return [
        _noun_draft(tree, sentence, token)
        for token, lemma in enumerate(parse.lemmas)
        if parse.pos[token] == "NOUN" and (lemma in nouns or parse.words[token].lower() in nouns)
    ]


def _noun_draft(tree: Tree, sentence: int, noun: int) -> Draft | None:
    content = _noun_content(tree, noun)
    if content is None:
        return None
    carrier = tree.parse.heads[noun]
    carried = tree.parse.deps[noun] == "dobj" and tree.parse.lemmas[carrier] in words().carriers
    source = tree.kid(noun, {"poss"})
    if source is None and carried:
        source = tree.subject(carrier)
    if source is None or not can_speak(tree, source):
        return None
    if not carried and tree.kid(noun, {"acl", "ccomp"}) is None:
        return None  # "his idea of a truce" attributes no words
    return Draft(
        sentence=sentence,
        cue=tree.span([carrier, noun]) if carried else tree.span([noun]),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, content))),
        takes_quotes=False,
        confidence=0.8 if carried else 0.7,
        rule="a noun and its clause",
        word=tree.parse.lemmas[noun],
    )


def _noun_content(tree: Tree, noun: int) -> list[int] | None:
    for kid in tree.kids(noun, {"acl", "ccomp", "relcl", "prep"}):
        label = tree.parse.deps[kid]
        if label == "prep" and tree.parse.lemmas[kid] in NOUN_PREPOSITIONS:
            return tree.subtree(kid)[1:] or None
        is_content = label in {"acl", "ccomp"} and tree.kid(kid, {"mark", "aux"}) is not None
        if is_content and kid - noun <= FAR:
            return tree.subtree(kid)
    return None


def _adjective_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    adjectives = words().adjectives
    return [
        _adjective_draft(tree, sentence, token)
        for token, lemma in enumerate(tree.parse.lemmas)
        if lemma in adjectives and tree.parse.deps[token] in {"acomp", "attr", "oprd"}
    ]


def _adjective_draft(tree: Tree, sentence: int, adjective: int) -> Draft | None:
    verb = tree.parse.heads[adjective]
    source = tree.subject(verb)
    kids = tree.kids(adjective, {"ccomp", "xcomp", "prep"})
    if source is None or not kids or not can_speak(tree, source):
        return None
    tokens = [token for token in tree.subtree(kids[0]) if token > adjective]
    if tree.parse.deps[kids[0]] == "prep":
        tokens = [token for token in tokens if token != kids[0]]
    if not tokens:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([verb, adjective]),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, tokens))),
        takes_quotes=False,
        confidence=0.65,
        rule="an adjective of a state of mind",
        word=tree.parse.lemmas[adjective],
    )


def _according_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    return [
        _according_draft(tree, sentence, token)
        for token, word in enumerate(tree.parse.words)
        if word.lower() == "according"
    ]


def _according_draft(tree: Tree, sentence: int, according: int) -> Draft | None:
    to = tree.kid(according, {"prep"})
    source = None if to is None else tree.kid(to, {"pobj"})
    if to is None or source is None:
        return None
    clause = outermost(tree, according, _clause_around(tree, according))
    tokens = trimmed(tree, tree.subtree(clause, {according}))
    if not tokens or clause == according:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([according, to]),
        source=phrase(tree, source),
        content=tuple(tree.spans(tokens)),
        takes_quotes=True,
        confidence=0.95,
        rule="a clause and 'according to'",
        word="according to",
    )


def _clause_around(tree: Tree, token: int) -> int:
    """Return the head of the clause that a phrase belongs to: the nearest verb with a subject."""
    last = token
    for ancestor in tree.ancestors(token):
        last = ancestor
        if (
            tree.parse.pos[ancestor] in {"VERB", "AUX"}
            and tree.kid(ancestor, {"nsubj", "nsubjpass", "expl", "csubj"}) is not None
        ):
            return ancestor
    return last

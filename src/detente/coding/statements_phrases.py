"""Attributions that phrases make: "according to", "in her view", "in a poll", "reportedly"."""

from typing import Final

from detente.coding.statements_draft import Draft, can_speak, phrase, trimmed
from detente.coding.statements_reach import outermost
from detente.coding.statements_tables import words
from detente.coding.tree import Tree

SHORTEST: Final = 3  # tokens below which words are no clause


def phrase_drafts(tree: Tree, sentence: int) -> list[Draft]:
    """Return the attributions that "according to", "in ... view" and adverbs make."""
    found = _according_drafts(tree, sentence) + _framed_drafts(tree, sentence)
    found += _adverb_drafts(tree, sentence)
    return [draft for draft in found if draft]


def _framed_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    table = words()
    return [
        _framed_draft(tree, sentence, token)
        for token, lemma in enumerate(tree.parse.lemmas)
        if lemma in table.framing and tree.parse.deps[token] == "prep"
    ]


def _framed_draft(tree: Tree, sentence: int, preposition: int) -> Draft | None:
    """Find "in the minister's view, ...", "in recent polls, ...", "for many voters, ..."."""
    inside = tree.kid(preposition, {"pobj"})
    if inside is None:
        return None
    source = _who_frames(tree, preposition, inside)
    clause = _clause_around(tree, preposition)
    if source is None or tree.parse.heads[preposition] != clause:
        return None
    tokens = trimmed(tree, tree.subtree(clause, {preposition}))
    return _clause_draft(tree, sentence, tree.subtree(preposition), source, tokens)


def _who_frames(tree: Tree, preposition: int, inside: int) -> int | None:
    """Return whose view a phrase tells, None for a phrase of place, time or manner."""
    table, parse = words(), tree.parse
    lemma = parse.lemmas[preposition]
    if not _is_set_off(tree, preposition):
        return None
    if lemma in {"in", "by", "to"} and parse.lemmas[inside] in table.view_nouns:
        owner = tree.kid(inside, {"poss"})
        return owner if owner is not None else _of(tree, inside)
    if lemma == "in" and parse.lemmas[inside] in table.poll_nouns:
        return inside
    if lemma == "per":
        return inside if parse.pos[inside] == "PROPN" else None
    return inside if lemma == "to" and preposition == 0 and can_speak(tree, inside) else None


def _is_set_off(tree: Tree, preposition: int) -> bool:
    """Does a phrase stand apart from its clause: first or last, with a comma?"""
    words_of, reach = tree.parse.words, tree.subtree(preposition)
    follows = words_of[reach[-1] + 1] if reach[-1] + 1 < tree.size else "."
    if preposition == 0 or words_of[preposition - 1] == ",":
        return follows in {",", ".", "?", "!", "''", '"', "”"}
    return False


def _of(tree: Tree, noun: int) -> int | None:
    kid = next((k for k in tree.kids(noun, {"prep"}) if tree.parse.lemmas[k] == "of"), None)
    return None if kid is None else tree.kid(kid, {"pobj"})


def _clause_draft(
    tree: Tree, sentence: int, lead: list[int], source: int, tokens: list[int]
) -> Draft | None:
    content = [token for token in tokens if token not in lead]
    if len(content) < SHORTEST:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([lead[0]]),
        source=phrase(tree, source),
        content=tuple(tree.spans(content)),
        takes_quotes=False,
        confidence=0.6,
        rule="a clause and whose view it is",
        word=tree.parse.lemmas[lead[0]],
    )


def _adverb_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    return [
        _adverb_draft(tree, sentence, token)
        for token, lemma in enumerate(tree.parse.lemmas)
        if lemma in words().hearsay and tree.parse.deps[token] == "advmod"
    ]


def _adverb_draft(tree: Tree, sentence: int, adverb: int) -> Draft | None:
    """Find "the gun that he *allegedly* used": the clause, said by nobody named."""
    head = tree.parse.heads[adverb]
    tokens = trimmed(tree, tree.subtree(head, {adverb}))
    if tree.parse.pos[head] not in {"VERB", "AUX"} or len(tokens) < SHORTEST:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([adverb]),
        source=None,
        content=tuple(tree.spans(tokens)),
        takes_quotes=False,
        confidence=0.4,
        rule="a clause and an adverb of hearsay",
        word=tree.parse.lemmas[adverb],
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

"""Who is a member of an organisation, and who wants to be."""

import re
from collections.abc import Iterator
from typing import Final

from detente.coding.claims_draft import ClaimDraft
from detente.coding.claims_tables import blocs, organisation_in
from detente.coding.statements_draft import Phrase, phrase
from detente.coding.tree import Tree
from detente.model import Document, Mention, Span

MEMBER: Final = "member_of"
WISH: Final = "wants_to_join"
MEMBER_BEFORE: Final = re.compile(r"[\s-](?:member|founder|ally)(?:[- ]state|[- ]country)?\s+$")
MEMBER_AFTER: Final = re.compile(
    r",?\s(?:itself\s|is\s|which is\s)?(?:an?|the|one of the)\s(?:[\w-]{1,30}\s){0,3}?"
    r"(?:member|founder|member state|founding member)s?\sof\s(?:the\s)?"
)
REACH: Final = 80  # code points in which the longest name of an organisation fits
MAX_STEPS: Final = 4  # verbs between a wish and the joining ("has an interest in joining")


def bloc_drafts(document: Document, tree: Tree, sentence: int) -> Iterator[ClaimDraft]:
    """Yield the memberships and wishes for membership that one sentence tells."""
    text = document.text or ""
    span = tree.span([0, tree.size - 1])
    if organisation_in(text, span) is None:
        return
    for token, lemma in enumerate(tree.parse.lemmas):
        if lemma in blocs()["joining"] and tree.parse.tags[token].startswith("V"):
            yield from _joining(text, tree, sentence, token)
        elif lemma in blocs()["membership"] and tree.parse.pos[token] == "NOUN":
            yield from _membership(text, tree, sentence, token)


def _joining(text: str, tree: Tree, sentence: int, verb: int) -> Iterator[ClaimDraft]:
    bloc = _bloc_below(text, tree, verb)
    who = _wisher(tree, verb)
    if bloc and who is not None:
        yield from _draft(tree, sentence, WISH, who, bloc, verb)
    elif bloc and tree.parse.tags[verb] == "VBD" and not tree.kids(verb, {"neg", "aux"}):
        subject = tree.subject(verb)
        yield from (
            _draft(tree, sentence, MEMBER, subject, bloc, verb) if subject is not None else ()
        )


def _membership(text: str, tree: Tree, sentence: int, noun: int) -> Iterator[ClaimDraft]:
    bloc = _bloc_below(text, tree, noun)
    if bloc is None:
        return
    who = _wisher(tree, noun)
    if who is not None:
        yield from _draft(tree, sentence, WISH, who, bloc, noun)
    elif tree.parse.lemmas[noun] in blocs()["members"]:
        yield from _draft(tree, sentence, MEMBER, _member(tree, noun), bloc, noun)


def _bloc_below(text: str, tree: Tree, token: int) -> tuple[str, Span] | None:
    below = tree.subtree(token)
    after = [one for one in below if one >= token]
    before = tree.kids(token, {"compound", "nmod", "poss", "amod"})
    return organisation_in(text, tree.span([*after, *before, token]))


def _wisher(tree: Tree, token: int) -> int | None:
    """Return who wishes what a verb or noun of joining names, or None if nobody does."""
    table = blocs()
    for _, above in zip(range(MAX_STEPS), tree.ancestors(token), strict=False):
        lemma, tag = tree.parse.lemmas[above], tree.parse.tags[above]
        if lemma in table["wish_nouns"] and tag.startswith("N"):
            return _owner(tree, above)
        if lemma in table["wish_verbs"] and tag.startswith("V"):
            return tree.subject(above)
        if lemma in table["wish_adjectives"] and tag.startswith("J"):
            return tree.subject(tree.parse.heads[above])
    return None


def _owner(tree: Tree, noun: int) -> int | None:
    """Return whose wish a noun is: "X's bid", "the bid of X", "X expressed interest"."""
    owner = tree.kid(noun, {"poss"})
    if owner is not None:
        return owner
    for preposition in tree.kids(noun, {"prep"}):
        if tree.parse.lemmas[preposition] in {"of", "by"}:
            return tree.kid(preposition, {"pobj"})
    head = tree.parse.heads[noun]
    return tree.subject(head) if tree.parse.tags[head].startswith("V") else None


def _member(tree: Tree, noun: int) -> int | None:
    """Return who is a member: "X, a member of", "X is a member of"."""
    label, head = tree.parse.deps[noun], tree.parse.heads[noun]
    if label == "appos":
        return head
    if label != "attr" or tree.kids(head, {"neg"}) or tree.parse.tags[head] == "VBD":
        return None
    return tree.subject(head)


def _draft(
    tree: Tree, sentence: int, kind: str, who: int | None, bloc: tuple[str, Span], token: int
) -> Iterator[ClaimDraft]:
    subject = phrase(tree, who)
    if who is None or subject is None or tree.parse.pos[who] != "PROPN":
        return
    identity, span = bloc
    if not span.start <= subject.head.start < span.end:
        words = tree.span([who, token, *tree.subtree(token)])
        yield ClaimDraft(sentence, kind, subject, span, identity, words)


def member_drafts(document: Document) -> Iterator[ClaimDraft]:
    """Yield the memberships of "NATO member Turkey" and "Turkey, a member of NATO".

    They are read off the words, for the gate may have spared the sentence the parse.
    """
    text = document.text or ""
    states = (mention for mention in document.mentions or () if mention.kind == "state")
    for mention in states:
        found = (_compound(text, mention), _apposed(text, mention))
        yield from (draft for draft in found if draft)


def _apposed(text: str, mention: Mention) -> ClaimDraft | None:
    lead = MEMBER_AFTER.match(text, mention.head.end)
    bloc = organisation_in(text, Span(lead.end(), lead.end() + REACH)) if lead else None
    if lead is None or bloc is None or bloc[1].start != lead.end():
        return None
    identity, span = bloc
    whole = Span(mention.span.start, span.end)
    subject = Phrase(mention.span, mention.head)
    return ClaimDraft(mention.sentence, MEMBER, subject, span, identity, whole)


def _compound(text: str, mention: Mention) -> ClaimDraft | None:
    start = max(0, mention.span.start - 60)
    before = MEMBER_BEFORE.search(text[start : mention.span.start])
    if before is None:
        return None
    words = text[start : start + before.start()].rsplit(".", 1)[-1]
    left = start + before.start() - len(words)
    bloc = organisation_in(text, Span(left, start + before.start())) if words else None
    if bloc is None or bloc[1].end != start + before.start():
        return None
    identity, span = bloc
    subject = Phrase(mention.span, mention.head)
    return ClaimDraft(
        mention.sentence, MEMBER, subject, span, identity, Span(span.start, mention.span.end)
    )

"""Who is a member of an organisation, read off the words of sentences without a parse."""

import re
from collections.abc import Iterator
from typing import Final

from detente.coding.claims_draft import ClaimDraft
from detente.coding.claims_tables import organisation_in
from detente.coding.statements_draft import Phrase
from detente.model import Document, Mention, Span

MEMBER: Final = "member_of"
MEMBER_BEFORE: Final = re.compile(r"[\s-](?:member|founder|ally)(?:[- ]state|[- ]country)?\s+$")
MEMBER_AFTER: Final = re.compile(
    r",?\s(?:itself\s|is\s|which is\s)?(?:an?|the|one of the)\s(?:[\w-]{1,30}\s){0,3}?"
    r"(?:member|founder|member state|founding member)s?\sof\s(?:the\s)?"
)
REACH: Final = 80  # code points in which the longest name of an organisation fits


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

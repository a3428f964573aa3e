"""The record of a claim before its subject is looked up, and the dates that bound it."""

import re
from typing import Final, NamedTuple

from detente.coding.statements_draft import Phrase
from detente.link.event_dates import dates_between
from detente.model import Document, Participant, Span, When

_FUZZY: Final = r"(?:early |late |mid-|around )?$"
SINCE: Final = re.compile(rf"\b(?:since|from|between|as of)\s+{_FUZZY}", re.IGNORECASE)
# "joined in 2024" tells a start, "was minister in 2004" does not.
JOINED: Final = re.compile(rf"\b(?:since|in|on|as of)\s+{_FUZZY}", re.IGNORECASE)
ANY: Final = re.compile("")
UNTIL: Final = re.compile(rf"\b(?:until|till|to|through)\s+{_FUZZY}|[–—-]\s*$", re.IGNORECASE)
BEFORE: Final = 24  # code points before a date in which its preposition stands


class ClaimDraft(NamedTuple):
    """A claim in one sentence: who, what about whom, and the words of both together.

    ``participant`` is who the subject means, where that is known already; the rest is as in
    :class:`~detente.model.Claim`.
    """

    sentence: int
    kind: str
    subject: Phrase
    object: Span
    object_entity: str | None
    span: Span
    participant: Participant | None = None
    country: str | None = None
    value: Span | None = None
    amount: float | None = None
    unit: str | None = None
    is_negated: bool = False
    source: Participant | None = None
    trace: tuple[str, ...] = ()


class Bounds(NamedTuple):
    """From when and until when a claim holds, with the words that say so."""

    start: When | None = None
    start_span: Span | None = None
    end: When | None = None
    end_span: Span | None = None


def bounds_in(document: Document, span: Span, since: re.Pattern[str] = SINCE) -> Bounds:
    """Return the first "since ..." and the first "until ..." of some words."""
    text, found = document.text or "", Bounds()
    for expression in dates_between(document, span.start, span.end):
        before = text[max(span.start, expression.span.start - BEFORE) : expression.span.start]
        if expression.when is None:
            continue
        if UNTIL.search(before) and found.end is None:
            found = found._replace(end=expression.when, end_span=expression.span)
        elif since.search(before) and found.start is None:
            found = found._replace(start=expression.when, start_span=expression.span)
    return found

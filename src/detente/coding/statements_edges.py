"""Where the words of an attribution begin and end: no dateline, no medium behind them."""

import re
from typing import Final

from detente.coding.statements_channels import NAMED, last_medium
from detente.coding.statements_draft import OBJECT_RULE, Draft, Phrase
from detente.model import Span

_DAY: Final = r"(?:,?\s[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?)?"
DATELINE: Final = re.compile(
    rf"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ’'./, ]*(?:[’'./, ]+[^\W\d_a-zà-ÿ]+)*{_DAY}"
    r"(?:\s?\([^)\n]{1,30}\))?\s?[-–—]{1,2}\s"
)
LEAD: Final = re.compile(
    r"\s(?:on|via|in|at|during|through)\s(?:(?:a|an|the|his|her|its|their)\s)?(?:[\w-]+\s){0,2}$"
)


def clipped(text: str, sentence: Span, draft: Draft) -> Draft:
    """Return a draft whose words and speaker leave out the sentence's dateline.

    Where the content is an object, a medium at its end is left out too ("the break on X").
    """
    dateline = DATELINE.match(text, sentence.start, sentence.end)
    start = dateline.end() if dateline else sentence.start
    content = [_from(span, start) for span in draft.content]
    if draft.rule == OBJECT_RULE and content:
        content = [*content[:-1], _without_medium(text, content[-1])]
    source = _clipped_phrase(draft.source, start)
    return draft._replace(content=tuple(content), source=source and _apart(text, source))


def _clipped_phrase(words: Phrase | None, start: int) -> Phrase | None:
    return words and Phrase(_from(words.span, start), words.head)


def _apart(text: str, words: Phrase) -> Phrase:
    """Return a speaker without the medium behind it ("the ministry, *on Telegram*, said")."""
    medium = last_medium(text, words.span)
    if medium is None or medium.kind in NAMED:
        return words
    end = _without_medium(text, words.span).end
    kept = text[words.span.start : end].rstrip(" ,")
    end = words.span.start + len(kept)
    return Phrase(Span(words.span.start, end), words.head) if end > words.head.start else words


def _from(span: Span, start: int) -> Span:
    return Span(start, span.end) if span.start < start < span.end else span


def _without_medium(text: str, span: Span) -> Span:
    medium = last_medium(text, span)
    lead = LEAD.search(text, span.start, medium.span.start) if medium else None
    return Span(span.start, lead.start()) if lead and lead.start() > span.start else span

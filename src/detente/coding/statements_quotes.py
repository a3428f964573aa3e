"""Quotation marks: which words they hold, and whose cue they belong to."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from detente.coding.statements_draft import Draft
from detente.model import Span

# Opening mark -> closing mark. A straight mark closes itself; "''" is a typewriter's mark.
PAIRS: Final = {"“": "”", "«": "»", "„": "“", '"': '"', "''": "''", "‘": "’", "”": "”"}
DOUBLE: Final = frozenset({"“", "”", '"', "''"})  # marks that writers mix
MARKS: Final = re.compile(r"''|[\"“”«»„‘’]")
WORDS: Final = re.compile(r"\w+")
AFTER_GAP: Final = 14  # code points between a quotation and the cue that follows it
BEFORE_GAP: Final = 160  # ... and between a cue and the quotation that follows it
HALF: Final = 0.5  # share of overlap from which a content and a quotation are the same words
LONG: Final = 4  # words from which a quotation may stand for itself


class Quote(NamedTuple):
    """Words between marks: with the marks, and without."""

    outer: Span
    inner: Span


def quotes_in(text: str, start: int, end: int) -> list[Quote]:
    """Return the quotations of a paragraph, ``text[start:end]``, in order; none overlap.

    A quotation that is still open at the end of the paragraph goes on to its end.
    """
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    for mark in MARKS.finditer(text, start, end):
        if opened is None:
            opened = mark if _opens(text, mark, end) else None
        elif _closes(text, opened, mark):
            found += _quote(text, opened, mark.start(), mark.end())
            opened = None
    if opened is not None and opened.group() != "‘":
        found += _quote(text, opened, end, end)
    return found


def _opens(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    is_free = not before.isalnum() and mark.end() < end and not after.isspace()
    return mark.group() in PAIRS and is_free and (mark.group() != "”" or not before.strip())


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    if mark.group() != PAIRS[opened.group()]:
        return _is_slip(text, opened, mark)
    return mark.group() != "’" or not text[mark.end() : mark.end() + 1].isalnum()


def _is_slip(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Does a mark of another kind close a quotation: “so it is“, "so it is”?"""
    if opened.group() not in DOUBLE or mark.group() not in DOUBLE:
        return False
    is_behind = not text[mark.start() - 1].isspace() and mark.start() > opened.end()
    return is_behind and not text[mark.end() : mark.end() + 1].isalnum()


def _quote(text: str, opened: re.Match[str], last: int, outer_end: int) -> list[Quote]:
    inner = text[opened.end() : last]
    kept = inner.rstrip(" ,;:—–-\n")
    lead = len(kept) - len(kept.lstrip())
    if not WORDS.search(kept):
        return []
    first = opened.end()
    return [Quote(Span(opened.start(), outer_end), Span(first + lead, first + len(kept)))]


def quoted_share(text: str, content: Iterable[Span], quotes: Sequence[Quote]) -> float:
    """Return which share of the words of a content lies inside quotation marks."""
    places = [m.start() for span in content for m in WORDS.finditer(text, span.start, span.end)]
    inside = sum(quote_at(quotes, place) is not None for place in places)
    return inside / len(places) if places else 0.0


def quote_at(quotes: Sequence[Quote], place: int) -> Quote | None:
    """Return the quotation that holds a code point."""
    index = bisect_right(quotes, place, key=lambda quote: quote.outer.start) - 1
    return quotes[index] if index >= 0 and place < quotes[index].outer.end else None


class Paragraph(NamedTuple):
    """A paragraph's text, quotations, sentences and attributions."""

    text: str
    span: Span
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]
    drafts: tuple[Draft, ...]
    first: int  # number of the first sentence in the document


def sentence_at(paragraph: Paragraph, place: int) -> int:
    """Return the number (in the document) of the sentence of a paragraph that holds a place."""
    starts = [span.start for span in paragraph.sentences]
    return paragraph.first + max(0, bisect_right(starts, place) - 1)


class Hosted(NamedTuple):
    """Drafts with their quotations, and quotations of nobody (the last speaker's, perhaps)."""

    drafts: tuple[Draft, ...]
    stray: tuple[Quote, ...]


def host_quotes(paragraph: Paragraph) -> Hosted:
    """Return the drafts with the quotations that belong to them, and those that nobody hosts."""
    outside = [draft for draft in paragraph.drafts if not _is_inside(paragraph, draft.cue)]
    hosts: dict[int, list[Quote]] = {}
    stray: list[Quote] = []
    last: int | None = None
    for quote in paragraph.quotes:
        host = _host(paragraph, outside, quote)
        if host is None and last is not None and _starts_sentence(paragraph, quote):
            host = last
        if host is not None:
            hosts.setdefault(host, []).append(quote)
            last = host
        elif not _is_covered(outside, quote) and _is_long(paragraph.text, quote):
            stray.append(quote)
    drafts = [_with_quotes(paragraph, d, hosts.get(i, [])) for i, d in enumerate(outside)]
    return Hosted(tuple(draft for draft in drafts if draft.content), tuple(stray))


def _is_inside(paragraph: Paragraph, span: Span) -> bool:
    return quote_at(paragraph.quotes, span.start) is not None


def _host(paragraph: Paragraph, drafts: Sequence[Draft], quote: Quote) -> int | None:
    """Return the draft whose words a quotation is: its content, or the cue beside it."""
    able = [(i, draft) for i, draft in enumerate(drafts) if draft.takes_quotes]
    for index, draft in able:
        if _is_content(draft, quote):
            return index
    if _is_covered(drafts, quote):
        return None
    after = [
        (_left(d), i)
        for i, d in able
        if 0 <= _left(d) - quote.outer.end <= AFTER_GAP and not _has_own(paragraph, d, quote)
    ]
    before = [
        (d.cue.end, i)
        for i, d in able
        if 0 <= quote.outer.start - d.cue.end <= BEFORE_GAP and _same_sentence(paragraph, d, quote)
    ]
    ends_open = paragraph.text[quote.outer.end - 2 : quote.outer.end - 1] not in {".", ""}
    if after and (ends_open or not before):
        return min(after)[1]
    return max(before)[1] if before else None


def _has_own(paragraph: Paragraph, draft: Draft, quote: Quote) -> bool:
    """Does the sentence behind a quotation tell words of its own ("... Kim said that")?"""
    follows = bool(draft.content) and draft.content[0].start > draft.cue.end
    return follows and not any(
        span.start <= quote.inner.start and draft.cue.end <= span.end
        for span in paragraph.sentences
    )


def _is_content(draft: Draft, quote: Quote) -> bool:
    """Is the content of a draft mostly this quotation?"""
    size = sum(span.end - span.start for span in draft.content)
    held = sum(_overlap(span, quote.outer) for span in draft.content)
    return size > 0 and held / size > HALF


def _is_covered(drafts: Sequence[Draft], quote: Quote) -> bool:
    size = quote.outer.end - quote.outer.start
    return any(
        sum(_overlap(span, quote.outer) for span in draft.content) > HALF * size for draft in drafts
    )


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _left(draft: Draft) -> int:
    """Return where the words "she said" begin: at the cue, or at a speaker before it."""
    if draft.source is None:
        return draft.cue.start
    return min(draft.source.span.start, draft.cue.start)


def _same_sentence(paragraph: Paragraph, draft: Draft, quote: Quote) -> bool:
    return any(
        span.start <= draft.cue.start < span.end and quote.outer.start < span.end
        for span in paragraph.sentences
    )


def _starts_sentence(paragraph: Paragraph, quote: Quote) -> bool:
    return any(0 <= quote.outer.start - span.start <= 1 for span in paragraph.sentences)


def _is_long(text: str, quote: Quote) -> bool:
    return len(WORDS.findall(text, quote.inner.start, quote.inner.end)) >= LONG


def _with_quotes(paragraph: Paragraph, draft: Draft, quotes: Sequence[Quote]) -> Draft:
    """Return a draft whose content takes in its quotations whole."""
    if not quotes:
        return draft
    spans = [quote.inner for quote in quotes]
    for span in draft.content:
        spans += _outside(span, quotes)
    kept = [span for span in sorted(spans) if WORDS.search(paragraph.text, span.start, span.end)]
    return draft._replace(content=tuple(_joined(paragraph.text, kept, draft.cue)))


def _outside(span: Span, quotes: Sequence[Quote]) -> Iterator[Span]:
    """Yield the parts of a span that no quotation holds."""
    start = span.start
    for quote in quotes:
        if quote.outer.start > start and quote.outer.start < span.end:
            yield Span(start, quote.outer.start)
        if quote.outer.end > start and quote.outer.start < span.end:
            start = quote.outer.end
    if start < span.end:
        yield Span(start, span.end)


def _joined(text: str, spans: Sequence[Span], cue: Span) -> list[Span]:
    """Return spans, those that only marks and spaces part joined into one."""
    joined: list[Span] = []
    for span in spans:
        gap = text[joined[-1].end : span.start] if joined else "x"
        if joined and not WORDS.search(gap) and not joined[-1].end <= cue.start < span.start:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined

"""Who said what: statements with speaker, hearer, channel and words."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from detente.coding.stance import enriched
from detente.coding.statements_channels import Channel
from detente.coding.statements_draft import Draft, Phrase
from detente.coding.statements_edges import clipped
from detente.coding.statements_media import Heard, carried_channels, channel_of
from detente.coding.statements_nesting import nested
from detente.coding.statements_nominal import nominal_drafts
from detente.coding.statements_patterns import (
    NAME,
    colon_draft,
    dash_draft,
    relay_drafts,
    tail_draft,
    unparsed_drafts,
)
from detente.coding.statements_phrases import phrase_drafts
from detente.coding.statements_quotes import (
    Paragraph,
    Quote,
    host_quotes,
    quote_at,
    quoted_share,
    quotes_in,
    sentence_at,
)
from detente.coding.statements_speakers import Speakers, is_speaker, is_speaking
from detente.coding.statements_syntax import verb_drafts
from detente.coding.statements_tables import verbs
from detente.coding.topics import topics_within
from detente.coding.tree import Tree
from detente.model import Document, Participant, Span, Statement
from detente.settings import Settings

LAYOUT = frozenset({":", "-", "–", "—"})  # signs that are cues
STOPS = frozenset(".!?")
VERBS = frozenset({"VBD", "VBZ", "VBP", "VB", "MD", "VBG", "WP", "WDT", "TO"})  # tags
NAMED = re.compile(NAME)  # a label of capitalised words
CARRIED = 0.6  # confidence in the last speaker for a quotation that names none
QUOTED = 0.9  # ... in a cue beside quotation marks, at least
NOBODY = 0.8  # factor for an attribution whose speaker the sentence does not name
LABEL = 3  # words of a name before a colon, at most
SPOKEN = 0.5  # confidence from which somebody speaks, and may go on speaking
MANY = 100  # sentences of a paragraph that are read together
MOST = 500  # quotations, and cues, that are looked at among these
MOSTLY = 0.9  # share of words inside marks from which a statement is direct (as PolNeAR's kinds)


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:  # noqa: ARG001 - every stage is built from settings
    """Return the stage that adds ``statements``, with its table of verbs."""
    verbs()
    return add_statements


def add_statements(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with ``statements``, in the order of the text."""
    return [
        msgspec.structs.replace(document, statements=enriched(document, _statements(document)))
        for document in documents
    ]


class _Scene(NamedTuple):
    """What every statement of a document is made with."""

    document: Document
    text: str
    speakers: Speakers


def _statements(document: Document) -> list[Statement]:
    scene = _Scene(document, document.text or "", Speakers(document))
    found: list[Statement] = []
    for paragraph in _paragraphs(document):
        hosted = host_quotes(paragraph)
        told = [_statement(scene, paragraph, draft) for draft in hosted.drafts]
        for quote in hosted.stray:
            last = _last_speech([*found[-1:], *told], paragraph, quote)
            told += [_carried(scene, paragraph, quote, last)] if last else []
        found += sorted(told, key=lambda statement: statement.content[0])
    return carried_channels(nested(found, scene.speakers), scene.speakers)


def _last_speech(told: Sequence[Statement], paragraph: Paragraph, quote: Quote) -> Statement | None:
    """Return the statement that a quotation without a cue goes on from.

    The nearest before it in its paragraph; or, where it opens the paragraph, the last words in
    quotation marks before.
    """
    starts = quote.outer.start == paragraph.span.start
    near = [
        statement
        for statement in told
        if statement.confidence >= SPOKEN
        and statement.content[0].start < quote.outer.start
        and (
            statement.content[0].start >= paragraph.span.start or (starts and _is_quoted(statement))
        )
    ]
    return max(near, key=lambda statement: statement.content[-1].end, default=None)


def _is_quoted(statement: Statement) -> bool:
    return statement.kind == "direct"


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    text = document.text or ""
    numbered = list(enumerate(document.sentences or ()))
    # Quotations are held against every cue of their paragraph, so its length is bounded.
    for _, group in groupby(numbered, key=lambda pair: (pair[1].paragraph, pair[0] // MANY)):
        pairs = list(group)
        span = Span(pairs[0][1].span.start, pairs[-1][1].span.end)
        quotes = tuple(quotes_in(text, span.start, span.end)[:MOST])
        paragraph = Paragraph(
            text, span, quotes, tuple(sentence.span for _, sentence in pairs), (), pairs[0][0]
        )
        yield paragraph._replace(drafts=tuple(_paragraph_drafts(document, paragraph)[:MOST]))


def _paragraph_drafts(document: Document, paragraph: Paragraph) -> list[Draft]:
    drafts: list[Draft] = []
    for offset in range(len(paragraph.sentences)):
        drafts += _drafts(document, paragraph.first + offset, paragraph.quotes)
    if not paragraph.quotes:
        return drafts
    quote = paragraph.quotes[-1]
    index = sentence_at(paragraph, quote.outer.start)
    dash = dash_draft(paragraph.text, index, quote, paragraph.span.end)
    if dash is None:
        return drafts
    return [*(draft for draft in drafts if draft.cue.start < quote.outer.start), dash]


def _drafts(document: Document, index: int, quotes: Sequence[Quote]) -> list[Draft]:
    text, sentence = document.text or "", (document.sentences or ())[index]
    written = _written(document, index, quotes)
    if written:
        return [written, *_inside(document, written)]
    parse = document.parses[index] if document.parses else None
    if parse is None:
        return list(unparsed_drafts(text, index, sentence.span))
    tree = Tree(parse)
    relayed = relay_drafts(tree, index)
    found = [
        draft
        for drafts_in in (verb_drafts, nominal_drafts, phrase_drafts)
        for draft in drafts_in(tree, index)
    ]
    found.sort(key=lambda draft: draft.cue)
    drafts = [*relayed, *(draft for draft in found if not _is_relayed(draft, relayed))]
    return [clipped(text, sentence.span, draft) for draft in drafts]


def _inside(document: Document, written: Draft) -> list[Draft]:
    """Return what others say in the words of a headline ("Kyiv denies raid: agency")."""
    parse = document.parses[written.sentence] if document.parses else None
    if parse is None:
        return []
    words = written.content[0]
    found = verb_drafts(Tree(parse), written.sentence)
    return [one for one in found if words.start <= one.cue.start and one.cue.end <= words.end]


def _written(document: Document, index: int, quotes: Sequence[Quote]) -> Draft | None:
    """Return the attribution that the layout of a sentence shows: a colon, or a last dash."""
    text, sentence = document.text or "", (document.sentences or ())[index]
    colon = colon_draft(text, index, sentence.span)
    if colon and (_has_verb(document, colon) or _is_dateline(document, colon)):
        colon = None
    if colon and quote_at(quotes, colon.content[0].start) and _is_label(document, colon):
        return colon
    is_open = text[sentence.span.end - 1] not in STOPS
    tail = tail_draft(text, index, sentence.span) if is_open else None
    drafts = [colon, None if tail and _has_verb(document, tail) else tail]
    found = [draft for draft in drafts if draft and is_speaker(document, index, draft.source)]
    if not found and colon and _is_known(document, colon):
        return colon
    return _both(found) if found else None


def _is_dateline(document: Document, colon: Draft) -> bool:
    """Is a label the place an article is sent from ("KUALA LUMPUR: ...")?"""
    label = colon.source.span if colon.source else Span(0, 0)
    places = (place for place in document.places or () if place.is_dateline)
    return any(label.start <= place.span.start < label.end for place in places)


def _is_known(document: Document, colon: Draft) -> bool:
    """Is a label the family name of somebody named elsewhere in the text ("TAPPER: ...")?"""
    text = document.text or ""
    words = text[colon.source.span.start : colon.source.span.end].split() if colon.source else []
    is_short = 0 < len(words) <= LABEL and all(word[:1].isupper() for word in words)
    if not is_short:
        return False
    name = words[-1].casefold()
    return any(
        mention.kind == "person"
        and mention.sentence != colon.sentence
        and text[mention.head.start : mention.head.end].casefold().split()[-1:] == [name]
        for mention in document.mentions or ()
    )


def _both(found: Sequence[Draft]) -> Draft:
    """Return the first of the layout's attributions; one at the end passes it on ("— agency")."""
    first = found[0]
    if len(found) == 1 or found[1].source is None:
        return first
    end = found[1].cue.start - 1
    start = first.content[0].start
    if end <= start:
        return first
    return first._replace(content=(Span(start, end),), through=(found[1].source,))


def _is_label(document: Document, colon: Draft) -> bool:
    """Do words before a colon and a quotation name somebody: a name, or a role?"""
    text = document.text or ""
    words = text[colon.source.span.start : colon.source.span.end] if colon.source else ""
    return words[:1].isupper() and (NAMED.fullmatch(words) is not None or is_speaking(words))


def _has_verb(document: Document, draft: Draft) -> bool:
    """Is there a verb in a label, so that it is a clause ("he said:")?"""
    parse = document.parses[draft.sentence] if document.parses else None
    if parse is None or draft.source is None:
        return False
    label = draft.source.span
    inside = (label.start <= start < label.end for start in parse.starts)
    return any(holds and tag in VERBS for holds, tag in zip(inside, parse.tags, strict=True))


def _is_relayed(draft: Draft, relayed: Sequence[Draft]) -> bool:
    """Is this cue a part of a message that is passed on, or the relay itself?"""
    return any(
        draft.cue.start < part.end and part.start < draft.cue.end
        for relay in relayed
        for part in (relay.cue, *relay.content)
    )


def _statement(scene: _Scene, paragraph: Paragraph, draft: Draft) -> Statement:
    speaker = _who(scene, draft.sentence, draft.source)
    if speaker and draft.word in LAYOUT:
        speaker = scene.speakers.headlined(speaker, draft.content[0])
    share = quoted_share(scene.text, draft.content, paragraph.quotes)
    scene.speakers.heard(speaker, draft.sentence)
    relayer = _who(scene, draft.sentence, draft.relayer)
    relayer = scene.speakers.lent(relayer, speaker) if relayer else None
    passing = (scene.speakers.find(draft.sentence, *words) for words in draft.through)
    through = tuple(scene.speakers.lent(who, speaker) for who in passing)
    addressee = _who(scene, draft.sentence, draft.addressee)
    channel = channel_of(scene.document, draft, paragraph.drafts, Heard(speaker, addressee))
    return Statement(
        id=_digest(scene.document.article.id, draft.cue, draft.content),
        article_id=scene.document.article.id,
        sentence=draft.sentence,
        kind=_kind(share),
        content=draft.content,
        content_text=_words(scene.text, draft.content),
        cue=draft.cue,
        speaker=speaker,
        addressee=addressee,
        joint=tuple(scene.speakers.find(draft.sentence, *words) for words in draft.joint),
        channel=channel.name if channel else None,
        channel_kind=channel.kind if channel else None,
        channel_span=channel.span if channel else None,
        relayed_by=relayer,
        through=through,
        topics=topics_within(scene.document, draft.content),
        confidence=_confidence(draft, speaker, share),
        trace=_trace(scene.text, draft, speaker, channel),
    )


def _carried(scene: _Scene, paragraph: Paragraph, quote: Quote, last: Statement) -> Statement:
    content = (quote.inner,)
    return msgspec.structs.replace(
        last,
        id=_digest(scene.document.article.id, None, content),
        sentence=sentence_at(paragraph, quote.outer.start),
        kind="direct",
        content=content,
        content_text=_words(scene.text, content),
        cue=None,
        relayed_by=None,
        topics=topics_within(scene.document, content),
        confidence=min(CARRIED, last.confidence),
        trace=(
            "words in quotation marks without a cue",
            "speaker carried on from the words before",
        ),
    )


def _who(scene: _Scene, sentence: int, words: Phrase | None) -> Participant | None:
    return scene.speakers.find(sentence, words.span, words.head) if words else None


def _kind(share: float) -> str:
    if share > MOSTLY:
        return "direct"
    return "mixed" if share else "indirect"


def _confidence(draft: Draft, speaker: Participant | None, share: float) -> float:
    """Return how likely the attribution is right: better with marks, worse without a speaker."""
    base = max(draft.confidence, QUOTED) if share > MOSTLY else draft.confidence
    return round(base if speaker else base * NOBODY, 3)


def _trace(
    text: str, draft: Draft, speaker: Participant | None, channel: Channel | None
) -> tuple[str, ...]:
    cue = text[draft.cue.start : draft.cue.end].strip()
    lines = [f"cue {cue!r}: {draft.rule}"]
    lines.append(
        f"speaker: {speaker.name or speaker.text}" if speaker else "no speaker in the text"
    )
    if draft.relayer:
        lines.append(f"passed on by {text[draft.relayer.span.start : draft.relayer.span.end]}")
    if channel:
        lines.append(f"channel: {channel.name}")
    return tuple(lines)


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[span.start : span.end] for span in spans)


def _digest(article_id: str, cue: Span | None, content: Sequence[Span]) -> str:
    key = repr((article_id, cue, tuple(content))).encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()

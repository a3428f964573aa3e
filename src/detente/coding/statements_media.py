"""Which channel a statement came through: what its sentence tells, or the one before."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from detente.coding.statements_channels import (
    FIRST,
    Channel,
    audience_in,
    channels_in,
    outlet_in,
    spokesperson_in,
)
from detente.coding.statements_draft import Draft
from detente.coding.statements_speakers import Speakers
from detente.model import Document, Participant, Span, Statement

REACH: Final = 2  # sentences over which a speaker who goes on keeps the channel
PRESS: Final = "JRN"  # the sector of those who bring news


class Heard(NamedTuple):
    """Who speaks in a statement, and who hears it."""

    speaker: Participant | None
    addressee: Participant | None


def channel_of(
    document: Document, draft: Draft, others: Sequence[Draft], heard: Heard
) -> Channel | None:
    """Return the channel of an attribution, None where its sentence tells none.

    A place of speaking ("in an interview") goes before who passes the words on, that before a
    form ("in a statement"), and that before an outlet that speaks for itself.
    """
    text, sentence = document.text or "", (document.sentences or ())[draft.sentence].span
    source = (draft.source.span,) if draft.source else ()
    named = [
        channel
        for channel in channels_in(text, sentence, (*draft.content, *source))
        if _is_own(channel, draft, others)
    ]
    told = [*_first(named), *_passing(text, draft), *_hearing(text, heard), *named]
    return next(iter((*told, *_speaking(text, heard))), None)


def carried_channels(statements: Sequence[Statement], speakers: Speakers) -> list[Statement]:
    """Return statements with the channel of the same speaker's words right before.

    Those quoted by an outlet that speaks itself get that outlet.
    """
    found: list[Statement] = []
    for one in statements:
        last = next((b for b in reversed(found[-4:]) if _goes_on(b, one, speakers)), None)
        channel = _of_quoters(one) if one.channel is None else None
        if channel is not None:
            found.append(_with(one, channel.name, channel.kind, channel.span))
        elif one.channel is None and last is not None and last.channel and not one.through:
            found.append(_with(one, last.channel, last.channel_kind, last.channel_span))
        else:
            found.append(one)
    return found


def _with(one: Statement, name: str, kind: str | None, span: Span | None) -> Statement:
    return replace(one, channel=name, channel_kind=kind, channel_span=span)


def _goes_on(before: Statement, one: Statement, speakers: Speakers) -> bool:
    if before.speaker is None or one.speaker is None or before.channel is None:
        return False
    is_near = 0 <= one.sentence - before.sentence <= REACH
    return is_near and speakers.same(before.speaker, one.speaker)


def _of_quoters(one: Statement) -> Channel | None:
    for who in one.through:
        found = _outlet(who.text, who)
        if found:
            return found
    return None


def _first(named: Sequence[Channel]) -> list[Channel]:
    return [channel for channel in named if channel.kind in FIRST]


def _is_own(channel: Channel, draft: Draft, others: Sequence[Draft]) -> bool:
    """Does a medium stand nearer to this cue than to any other of the sentence?"""
    rivals = [
        other
        for other in others
        if other.sentence == draft.sentence and not _is_in(other.cue, draft.content)
    ]
    nearest = min(rivals, key=lambda other: _gap(channel, other), default=draft)
    return _gap(channel, nearest) >= _gap(channel, draft)


def _is_in(cue: Span, content: Sequence[Span]) -> bool:
    return any(span.start <= cue.start < span.end for span in content)


def _gap(channel: Channel, draft: Draft) -> int:
    return max(channel.span.start - draft.cue.end, draft.cue.start - channel.span.end, 0)


def _passing(text: str, draft: Draft) -> Iterator[Channel]:
    """Yield the outlets and spokespeople through whom the words came."""
    relayers = (draft.relayer,) if draft.relayer else ()
    for words in (*relayers, *draft.through):
        found = outlet_in(text, words.span) or spokesperson_in(text, words.span)
        if found and (found.kind != "spokesperson" or words in relayers):
            yield found


def _hearing(text: str, heard: Heard) -> Iterator[Channel]:
    """Yield the outlet or the audience that is told."""
    if heard.addressee is None:
        return
    found = _outlet(text, heard.addressee) or audience_in(text, heard.addressee.span)
    if found:
        yield found


def _speaking(text: str, heard: Heard) -> Iterator[Channel]:
    """Yield the outlet that speaks for itself, or the document that does."""
    if heard.speaker is None or (heard.speaker.entity and heard.speaker.kind == "person"):
        return
    found = _outlet(text, heard.speaker)
    if found:
        yield found


def _outlet(text: str, who: Participant) -> Channel | None:
    words, span = (text, who.span) if len(text) > len(who.text) else (who.text, None)
    found = outlet_in(words, span or Span(0, len(words)))
    if found is None and who.sector == PRESS and who.entity:
        found = Channel(who.text, "newspaper", who.span)
    return Channel(found.name, found.kind, who.span) if found else None

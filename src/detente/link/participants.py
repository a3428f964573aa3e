"""Participants: a mention and what it means, as events and statements hold them."""

from detente.model import Document, Participant


def participant(document: Document, mention: int) -> Participant:
    """Return mention number ``mention`` of a document as a participant.

    The words are the whole mention. A document without links gives a participant whose entity,
    country and sector are unknown.

    Raises:
        IndexError: the document has no such mention.
    """
    found = (document.mentions or ())[mention]
    words = (document.text or "")[found.span.start : found.span.end]
    if document.links is None:
        return Participant(span=found.span, text=words, kind=found.kind)
    link = document.links[mention]
    return Participant(
        span=found.span,
        text=words,
        entity=link.entity,
        name=link.name,
        kind=link.kind,
        country=link.country,
        sector=link.sector,
        other_sectors=link.other_sectors,
        office=link.office,
        office_type=link.office_type,
        confidence=link.confidence,
    )

"""Standing facts as their sources tell them: offices, memberships, sanctions, trade and more."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

import msgspec

from detente.coding.claims_blocs import member_drafts
from detente.coding.claims_draft import ANY, JOINED, SINCE, Bounds, ClaimDraft, bounds_in
from detente.coding.claims_offices import HELD, HOLDS, office_drafts, title_drafts
from detente.coding.claims_summits import MET, summit_drafts
from detente.coding.claims_tables import organisation_in
from detente.coding.facts import fact_drafts, may_tell
from detente.coding.facts_own import read_own_facts
from detente.coding.facts_parse import put_right
from detente.coding.facts_parties import state_named
from detente.coding.facts_tables import Frames, built_in_frames, with_own
from detente.coding.scene import Scene
from detente.coding.statements_speakers import Speakers
from detente.coding.tree import Tree
from detente.link.parse import Parser, load_model
from detente.model import Claim, Document, Participant, Span
from detente.settings import Settings

OFFICES: Final = frozenset({HOLDS, HELD})
# "joined in 2024" tells a start, as does "left in 2019".
STARTED: Final = frozenset({"member_of", "left", "agreement", "wants_to_join"})


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``claims``, those of the user's own kinds among them.

    Raises:
        OwnTypesError: ``coding.own_facts`` names a broken file; names file, line and key.
    """
    if settings.coding.own_facts is None:
        return partial(claims_by, frames=built_in_frames())
    own = read_own_facts(settings.coding.own_facts, Parser(load_model()).parse)
    return partial(claims_by, frames=with_own(own.frames))


def add_claims(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with ``claims``, in the order of the text.

    A claim is made once a document, where it is first made; with dates it is another claim.
    """
    return claims_by(documents, built_in_frames())


def claims_by(documents: Sequence[Document], frames: Frames) -> list[Document]:
    """Return the documents with the ``claims`` that some frames find, and those of offices."""
    return [
        msgspec.structs.replace(document, claims=tuple(_claims(document, frames)))
        for document in documents
    ]


def _claims(document: Document, frames: Frames) -> list[Claim]:
    drafts = sorted(_drafts(document, frames), key=lambda draft: (draft.span, draft.kind))
    if not drafts:
        return []
    speakers = Speakers(document)
    kept: dict[tuple[object, ...], Claim] = {}
    for draft in drafts:
        claim = _claim(document, speakers, draft)
        kept.setdefault(_key(claim), claim)
    return list(kept.values())


def _key(claim: Claim) -> tuple[object, ...]:
    """Return what makes two claims of a document one and the same."""
    subject = claim.subject
    who = subject.entity or subject.country or subject.name or subject.text
    if claim.kind in OFFICES:
        return (claim.kind, who, claim.object_entity, claim.start, claim.end)
    what = claim.object_entity or claim.object_country or claim.object_text.casefold()
    value = (claim.value_text or "") if claim.kind in {"amount", "supplies"} else ""
    thing = claim.object_text if claim.kind == "amount" else ""
    return (claim.kind, who, what, value, thing, claim.is_negated, claim.start, claim.end)


def _drafts(document: Document, frames: Frames) -> Iterator[ClaimDraft]:
    yield from title_drafts(document)
    yield from summit_drafts(document)
    spared = list[int]()
    for index, parse in enumerate(document.parses or ()):
        if parse is None or not parse.words:
            spared.append(index)
            continue
        yield from office_drafts(Tree(parse), index)
        if may_tell(document, index, parse, frames):
            yield from fact_drafts(Scene(document, index, put_right(parse)), frames)
    yield from (draft for draft in member_drafts(document) if draft.sentence in spared)


def _claim(document: Document, speakers: Speakers, draft: ClaimDraft) -> Claim:
    text = document.text or ""
    since = ANY if draft.kind == MET else JOINED if draft.kind in STARTED else SINCE
    bounds = bounds_in(document, draft.span, since)
    subject = draft.participant or speakers.find(
        draft.sentence, draft.subject.span, draft.subject.head
    )
    return Claim(
        id=_digest(document.article.id, draft, bounds),
        article_id=document.article.id,
        sentence=draft.sentence,
        kind=draft.kind,
        subject=subject,
        object_text=text[draft.object.start : draft.object.end],
        object_span=draft.object,
        object_entity=draft.object_entity,
        object_country=draft.country or _office_of(document, draft, subject),
        value_text=text[draft.value.start : draft.value.end] if draft.value else None,
        value_span=draft.value,
        amount=draft.amount,
        unit=draft.unit,
        is_negated=draft.is_negated,
        source=draft.source,
        trace=draft.trace,
        start=bounds.start,
        start_span=bounds.start_span,
        end=bounds.end,
        end_span=bounds.end_span,
        span=_whole(draft.span, bounds),
    )


def _office_of(document: Document, draft: ClaimDraft, subject: Participant) -> str | None:
    """Return the state or organisation that an office is of."""
    if draft.kind not in OFFICES:
        return None
    text = document.text or ""
    named = organisation_in(text, draft.object)
    if named:
        return named[0]
    return state_named(text[draft.object.start : draft.object.end]) or subject.country


def _whole(span: Span, bounds: Bounds) -> Span:
    edges = [span, *(one for one in (bounds.start_span, bounds.end_span) if one)]
    return Span(min(one.start for one in edges), max(one.end for one in edges))


def _digest(article_id: str, draft: ClaimDraft, bounds: Bounds) -> str:
    key = repr((article_id, draft, bounds)).encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()

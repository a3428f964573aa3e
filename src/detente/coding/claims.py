"""Standing facts as their sources tell them: offices held, memberships, wishes to join."""

import hashlib
from collections.abc import Callable, Iterator, Sequence

import msgspec

from detente.coding.claims_blocs import MEMBER, bloc_drafts, member_drafts
from detente.coding.claims_draft import JOINED, SINCE, Bounds, ClaimDraft, bounds_in
from detente.coding.claims_offices import office_drafts, title_drafts
from detente.coding.statements_speakers import Speakers
from detente.coding.tree import Tree
from detente.model import Claim, Document, Span
from detente.settings import Settings


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:  # noqa: ARG001 - every stage is built from settings
    """Return the stage that adds ``claims``."""
    return add_claims


def add_claims(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with ``claims``, in the order of the text.

    A claim is made once a document, where it is first made; with dates it is another claim.
    """
    return [
        msgspec.structs.replace(document, claims=tuple(_claims(document))) for document in documents
    ]


def _claims(document: Document) -> list[Claim]:
    speakers = Speakers(document)
    kept: dict[tuple[object, ...], Claim] = {}
    for draft in sorted(_drafts(document), key=lambda draft: (draft.span, draft.kind)):
        claim = _claim(document, speakers, draft)
        subject = claim.subject.entity or claim.subject.name or claim.subject.text
        key = (claim.kind, subject, claim.object_entity, claim.start, claim.end)
        kept.setdefault(key, claim)
    return list(kept.values())


def _drafts(document: Document) -> Iterator[ClaimDraft]:
    yield from title_drafts(document)
    yield from member_drafts(document)
    for index, parse in enumerate(document.parses or ()):
        if parse is not None and parse.words:
            tree = Tree(parse)
            yield from office_drafts(tree, index)
            yield from bloc_drafts(document, tree, index)


def _claim(document: Document, speakers: Speakers, draft: ClaimDraft) -> Claim:
    text = document.text or ""
    since = JOINED if draft.kind == MEMBER else SINCE
    bounds = bounds_in(document, draft.span, since)
    return Claim(
        id=_digest(document.article.id, draft, bounds),
        article_id=document.article.id,
        sentence=draft.sentence,
        kind=draft.kind,
        subject=speakers.find(draft.sentence, draft.subject.span, draft.subject.head),
        object_text=text[draft.object.start : draft.object.end],
        object_span=draft.object,
        object_entity=draft.object_entity,
        start=bounds.start,
        start_span=bounds.start_span,
        end=bounds.end,
        end_span=bounds.end_span,
        span=_whole(draft.span, bounds),
    )


def _whole(span: Span, bounds: Bounds) -> Span:
    edges = [span, *(one for one in (bounds.start_span, bounds.end_span) if one)]
    return Span(min(one.start for one in edges), max(one.end for one in edges))


def _digest(article_id: str, draft: ClaimDraft, bounds: Bounds) -> str:
    key = repr((article_id, draft, bounds)).encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()

"""Stage "text": page furniture out, text in. Offsets are fixed from here on."""

from collections.abc import Sequence

import msgspec

from detente.clean.characters import normalise_characters, normalise_plain_text
from detente.clean.furniture import Rule, read_rules, remove_furniture
from detente.clean.headline import same_words, title_of
from detente.clean.paragraphs import split_paragraphs
from detente.model import Article, Document, Problem, Removed
from detente.settings import Settings

PARAGRAPH_BREAK = "\n\n"


class _Clean:
    """The stage: text for each document, and what was removed from it."""

    def __init__(self, rules: Sequence[Rule], max_text_bytes: int) -> None:
        self._rules = rules
        self._max_text_bytes = max_text_bytes

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        return [self._clean(document) for document in documents]

    def _clean(self, document: Document) -> Document:
        title = title_of(document.article)
        paragraphs = article_paragraphs(document.article)
        # Measured before the rules are tried: they cost more than the reading.
        if sum(map(len, paragraphs)) > self._max_text_bytes:
            return _refuse(document, f"too large: over {self._max_text_bytes:,} bytes of text")
        if title and paragraphs and same_words(paragraphs[0], title):
            title, paragraphs = paragraphs[0], paragraphs[1:]
        kept, removed = remove_furniture(paragraphs, self._rules, title)
        if not kept and not (title and document.article.media == "text"):
            return _refuse(document, "no article text found in it", removed)
        text = PARAGRAPH_BREAK.join([title, *kept] if title else kept)
        return msgspec.structs.replace(document, text=text, removed=tuple(removed))


def build(settings: Settings) -> _Clean:
    """Return the stage, with its rules loaded."""
    return _Clean(read_rules(), settings.intake.max_text_bytes)


def article_paragraphs(article: Article) -> list[str]:
    """Return the paragraphs of an article's body, in order, page furniture and all."""
    if article.media == "html":
        # Loads an extractor that articles in plain text do without.
        from detente.clean.page import page_paragraphs  # noqa: PLC0415

        text = PARAGRAPH_BREAK.join(page_paragraphs(article.body, article.url))
        return [p for p in normalise_characters(text).split(PARAGRAPH_BREAK) if p.strip()]
    return split_paragraphs(normalise_plain_text(article.body))


def _refuse(document: Document, reason: str, removed: Sequence[Removed] = ()) -> Document:
    article = document.article
    problem = Problem(stage="text", reason=reason, article_id=article.id, origin=article.origin)
    return msgspec.structs.replace(
        document, text="", removed=tuple(removed), problems=(*document.problems, problem)
    )

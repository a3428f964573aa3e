"""What a mention means among the others of its document."""

import datetime as dt

from msgspec.structs import replace

from detente.link.resolve_phrase import Resolver
from detente.model import Document, Link, Mention


class Context:
    """Resolves the mentions of one document in order, remembering who was named."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        self._document = document
        self._resolver = resolver
        self._text = document.text or ""
        self._mentions = document.mentions or ()
        self._day: dt.date | None = document.article.published
        self._links: list[Link] = []

    def link(self, number: int) -> Link:
        """Return the link of mention ``number``; to be asked in order, each once."""
        mention = self._mentions[number]
        found = self._resolver.link(self._words(mention), self._day, number)
        self._links.append(found)
        return replace(found, mention=number)

    def _words(self, mention: Mention) -> str:
        return self._text[mention.span.start : mention.span.end]

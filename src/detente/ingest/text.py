"""Read plain text: one article a file."""

from collections.abc import Iterator
from typing import Any

from detente.clean.dayline import published_of
from detente.clean.headline import byline_of, headline_of
from detente.errors import IntakeError
from detente.ingest.articles import build_article, check_text_size
from detente.ingest.decode import decode
from detente.ingest.source import ReadOptions, Source, problem, read_bytes
from detente.model import Article, Problem


def read(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield the one article of a plain text, or the problem that kept it from being read."""
    try:
        text = decode(read_bytes(source, options.max_text_bytes))
        yield text_article(text, key="", options=options, origin=source.name)
    except IntakeError as error:
        yield problem(source, error)


def text_article(
    text: str, *, key: str, options: ReadOptions, origin: str, **known: Any
) -> Article:
    """Return the article that a plain text is; its headline is the title if none is ``known``.

    Raises:
        IntakeError: the text is empty or too large.
    """
    check_text_size(text, options)
    day = published_of(text)
    found: dict[str, Any] = {"title": headline_of(text), "author": byline_of(text)}
    found |= {"published": day, "published_from": "page" if day else None}
    found |= {name: value for name, value in known.items() if value is not None}
    return build_article(text, key=key, options=options, origin=origin, **found)

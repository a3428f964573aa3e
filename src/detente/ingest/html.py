"""Read HTML: one article a page, with the metadata the page gives of itself."""

from collections.abc import Iterator
from typing import Any

from detente.errors import IntakeError
from detente.ingest.articles import build_article
from detente.ingest.decode import decode
from detente.ingest.metadata import PageFacts, page_facts
from detente.ingest.source import ReadOptions, Source, problem, read_bytes
from detente.model import Article, Problem


def read(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield the one article of a page, or the problem that kept it from being read."""
    try:
        page = decode(read_bytes(source, options.max_page_bytes))
        yield page_article(page, key="", options=options, origin=source.name)
    except IntakeError as error:
        yield problem(source, error)


def page_article(
    page: str, *, key: str, options: ReadOptions, origin: str, **known: Any
) -> Article:
    """Return the article that a page is: ``known`` fields first, then what the page says.

    Raises:
        IntakeError: the page is empty or too large.
    """
    if len(page) > options.max_page_bytes:
        raise IntakeError(f"too large: a page of more than {options.max_page_bytes:,} bytes")
    fields = _page_fields(page_facts(page, known.get("url")))
    fields |= {name: value for name, value in known.items() if value is not None}
    return build_article(
        page, key=key or str(fields["url"] or ""), options=options, origin=origin, **fields
    )


def _page_fields(facts: PageFacts) -> dict[str, Any]:
    return {
        "media": "html",
        "url": facts.url,
        "title": facts.title,
        "author": facts.author,
        "language": facts.language,
        "outlet": facts.outlet,
        "outlet_from": "page" if facts.outlet else None,
        "published": facts.published,
        "published_from": "page" if facts.published else None,
    }

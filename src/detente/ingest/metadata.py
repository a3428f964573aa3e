"""What a page says of itself: title, day, author, outlet, language, address."""

import datetime as dt

import trafilatura

from detente.clean.page import parse_page
from detente.ingest.articles import parse_day
from detente.model import Record

# htmldate would take today as its last day; a fixed day keeps runs the same on any day.
_DAYS = {"original_date": True, "extensive_search": True, "max_date": "2100-01-01"}


class PageFacts(Record, frozen=True, kw_only=True):
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    language: str | None = None
    url: str | None = None


def page_facts(page: str, url: str | None) -> PageFacts:
    """Return what a page says of itself. ``url`` is where it came from, if known."""
    tree = parse_page(page)
    if tree is None:
        return PageFacts(url=url)
    found = trafilatura.extract_metadata(tree, default_url=url, date_config=dict(_DAYS))
    return PageFacts(
        title=found.title or None,
        author=found.author or None,
        outlet=found.sitename or None,
        published=parse_day(found.date),
        language=tree.get("lang") or None,
        url=url or found.url or None,
    )

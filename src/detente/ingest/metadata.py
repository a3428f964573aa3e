"""What a page says of itself: title, day, author, outlet, language, address."""

import datetime as dt
import re
from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped,unused-ignore]
import trafilatura

from detente.clean.page import parse_page
from detente.ingest.articles import parse_day
from detente.model import Record

# htmldate would take today as its last day; a fixed one keeps runs the same on any day.
_DAYS = {"original_date": True, "extensive_search": True, "max_date": "2100-01-01"}
_SEPARATOR = re.compile(r"\s+[-|–—:›»·•⋆]+\s+|\s*\|\s*")
_NOT_WORDS = re.compile(r"[\W_]+")
_NEW_YEAR = re.compile(r"\d{4}-01-01|\b0?1[./]0?1[./]\d{4}|\bJan\w* 1, \d{4}|\b1 Jan\w* \d{4}")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
MAX_HEADING = 300
MAX_HEADINGS = 8
# Share of the shorter one's words that a heading and the page's title must have in common.
SAME_TITLE_SHARE = 0.6


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
    headings = list(_headings(tree))
    found = trafilatura.extract_metadata(tree, default_url=url, date_config=dict(_DAYS))
    return PageFacts(
        title=best_title(found.title, headings, found.sitename),
        author=found.author or None,
        outlet=found.sitename or None,
        published=_likely_day(found.date, page),
        language=_language(tree),
        url=url or found.url or None,
    )


def best_title(title: str | None, headings: list[str], outlet: str | None) -> str | None:
    """Return the title of a page without its outlet's name.

    A heading of the page that says the same as its ``title`` is what readers saw; else the
    title's last part goes if it is the ``outlet``.
    """
    if not title:
        return headings[0] if len(headings) == 1 else None
    for heading in headings:
        if _shared_words(heading, title) >= SAME_TITLE_SHARE:
            return heading
    return _without_outlet(title, outlet)


def _headings(tree: lxml.html.HtmlElement) -> Iterator[str]:
    for heading in tree.xpath(f"(//h1)[position() <= {MAX_HEADINGS}]"):
        text = " ".join(heading.text_content().split())
        if 0 < len(text) <= MAX_HEADING:
            yield text


def _shared_words(first: str, second: str) -> float:
    words = [set(_NOT_WORDS.split(text.casefold())) - {""} for text in (first, second)]
    shorter = min(map(len, words))
    return len(words[0] & words[1]) / shorter if shorter else 0.0


def _without_outlet(title: str, outlet: str | None) -> str:
    breaks = list(_SEPARATOR.finditer(title))
    if not breaks or not outlet:
        return title
    last = _letters(title[breaks[-1].end() :])
    is_outlet = last and (last in _letters(outlet) or _letters(outlet) in last)
    return title[: breaks[-1].start()] if is_outlet else title


def _letters(text: str) -> str:
    return _NOT_WORDS.sub("", text.casefold())


def _likely_day(text: str | None, page: str) -> dt.date | None:
    """Return the day found in a page; 1 January only if the page writes it, not a bare year."""
    day = parse_day(text)
    if day and (day.month, day.day) == (1, 1):
        return day if _NEW_YEAR.search(page) else None
    return day


def _language(tree: lxml.html.HtmlElement) -> str | None:
    found = _LANGUAGE.fullmatch(tree.get("lang") or "")
    return found[0] if found else None

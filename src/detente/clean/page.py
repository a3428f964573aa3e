"""HTML to paragraphs, within bounds of time and depth."""

import html
import re

import lxml.html
import trafilatura
from lxml import etree

# libxml2 itself reads 256 levels; trafilatura recurses, so pages near that go the plain way.
MAX_DEPTH = 200
MAX_ELEMENTS = 20_000
MAX_PAGE_CHARACTERS = 8_000_000
_TOO_DEEP = etree.XPath("boolean(" + "/*" * MAX_DEPTH + ")")
_COUNT = etree.XPath("count(//*)")
_UNSEEN = re.compile(
    r"<(script|style|noscript|template|svg|head|nav|footer|form|aside|select|iframe)\b[^>]*>"
    r".*?</\1\s*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|br|tr|td|table|section|article|header|main|blockquote|pre|hr)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,5000}>")


def page_paragraphs(page: str, url: str | None) -> list[str]:
    """Return the paragraphs of a page's main text, in order; none if it holds no text.

    A page too large or too deeply nested for the extractor gives all its text outside of
    scripts, menus and forms.
    """
    tree = parse_page(page)
    if tree is None:
        return plain_paragraphs(page)
    found = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_tables=True, with_metadata=False
    )
    text = found.text if found else None
    return _lines(text) if text else []


def parse_page(page: str) -> lxml.html.HtmlElement | None:
    """Return the tree of a page, or None if it is too large or too deep to be worked on."""
    if len(page) > MAX_PAGE_CHARACTERS:
        return None
    tree = trafilatura.load_html(page)
    if tree is None or _TOO_DEEP(tree.getroottree()) or _COUNT(tree) > MAX_ELEMENTS:
        return None
    return tree


def plain_paragraphs(page: str) -> list[str]:
    """Return all text of a page outside of scripts, menus and forms, in linear time."""
    text = _BLOCK.sub("\n", _UNSEEN.sub("\n", page))
    return _lines(html.unescape(_TAG.sub("", text)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]

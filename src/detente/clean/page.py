"""HTML to paragraphs, within bounds of time and depth."""

import logging

import lxml.html  # type: ignore[import-untyped,unused-ignore]
import trafilatura
from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from detente.clean.markup import plain_lines

# libxml2 itself reads 256 levels; trafilatura recurses, so pages near that go the plain way.
MAX_DEPTH = 200
# The extractor's time grows with the square of the siblings: 10,000 in one paragraph take 4 s.
MAX_ELEMENTS = 10_000
MAX_PAGE_CHARACTERS = 4_000_000
_TOO_DEEP = etree.XPath("boolean(" + "/*" * MAX_DEPTH + ")")
_LAYOUT_TABLES = etree.XPath("//table[.//h1 or .//h2 or count(.//p) >= 3]")
_TABLE_PARTS = etree.XPath(
    "./tr | ./*/tr | ./tr/td | ./*/tr/td | ./tr/th | ./*/tr/th | ./tbody | ./thead | ./tfoot"
)
# What these say of odd pages would go to standard error where nobody set up logging.
_LOGGERS = ("trafilatura", "htmldate", "courlan")
_SILENT = logging.NullHandler()
_COUNT = etree.XPath("count(//*)")


def page_paragraphs(page: str, url: str | None) -> list[str]:
    """Return the paragraphs of a page's main text, in order; none if it holds no text.

    A page too large or too deeply nested for the extractor gives all its text outside of
    scripts, menus and forms.
    """
    tree = parse_page(page)
    if tree is None:
        return plain_lines(page)
    _unwrap_layout_tables(tree)
    found = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_tables=True, with_metadata=False
    )
    return _lines(getattr(found, "text", None) or "")


def parse_page(page: str) -> lxml.html.HtmlElement | None:
    """Return the tree of a page, or None if it is too large or too deep to be worked on."""
    if len(page) > MAX_PAGE_CHARACTERS:
        return None
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(_SILENT)
    tree = trafilatura.load_html(page)
    if tree is None or _TOO_DEEP(tree.getroottree()) or _COUNT(tree) > MAX_ELEMENTS:
        return None
    return tree


def _unwrap_layout_tables(tree: lxml.html.HtmlElement) -> None:
    """Turn tables that hold headings or several paragraphs into plain divisions.

    Older pages are laid out so; read as a table of data, a whole article is one row.
    """
    for table in _LAYOUT_TABLES(tree):
        for element in (table, *_TABLE_PARTS(table)):
            element.tag = "div"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]

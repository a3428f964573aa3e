"""All text of a page in linear time, for pages that no parser should be given."""

import html
import re
from collections.abc import Iterator

from detente.clean.tables import read_table

_TOKEN = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)


def plain_lines(page: str) -> list[str]:
    """Return the lines of text of a page outside of scripts, menus and forms, none empty."""
    text = html.unescape("".join(_pieces(_TOKEN.split(_without_comments(page)))))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _without_comments(page: str) -> str:
    """Return a page without comments; one that never ends is kept, as browsers do not."""
    pieces, start = [], 0
    while (opening := page.find("<!--", start)) >= 0:
        closing = page.find("-->", opening)
        if closing < 0:
            break
        pieces.append(page[start:opening])
        start = closing + 3
    return "".join((*pieces, page[start:]))


def _pieces(tokens: list[str]) -> Iterator[str]:
    """Yield text, and a line break for each tag that makes one."""
    elements = read_table("elements.toml")
    last_closing = _last_closing(tokens)
    unseen: str | None = None
    for index, token in enumerate(tokens):
        name = _tag_name(token) if index % 2 else ""
        if unseen:
            unseen = None if name == unseen and token.startswith("</") else unseen
        elif name in elements["unseen"] and last_closing.get(name, -1) > index:
            unseen = name
        elif index % 2 == 0:
            yield token.replace("\n", " ")
        elif name not in elements["inline"]:
            yield "\n"


def _last_closing(tokens: list[str]) -> dict[str, int]:
    """Return where each unseen element is closed for the last time: an open one hides nothing."""
    return {_tag_name(token): index for index, token in enumerate(tokens) if token.startswith("</")}


def _tag_name(token: str) -> str:
    found = _NAME.match(token)
    return found[1].lower() if found else ""

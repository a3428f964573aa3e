"""Titles: the one an article came with, the headline of a plain text; and bylines."""

import re
from functools import cache
from typing import Any

from detente.clean.characters import normalise_plain_text
from detente.clean.tables import read_table
from detente.model import Article, Document

_HEAD_CHARACTERS = 3000
_NOT_WORDS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W\d_]")


def title_of(article: Article) -> str | None:
    """Return the title of an article: the one it came with, or the headline of its plain text."""
    title = article.title or (headline_of(article.body) if article.media == "text" else None)
    return " ".join(normalise_plain_text(title).split()) or None if title else None


def has_headline(document: Document) -> bool:
    """Tell whether the first paragraph of a document's text is its title."""
    title = title_of(document.article)
    first = (document.text or "").split("\n\n", 1)[0]
    return bool(title and same_words(first, title))


def same_words(first: str, second: str) -> bool:
    """Tell whether two lines are the same but for case, punctuation and spaces."""
    return _NOT_WORDS.sub("", first).casefold() == _NOT_WORDS.sub("", second).casefold()


def headline_of(text: str) -> str | None:
    """Return the headline of a plain text, or None if its first line does not look like one.

    A headline is short, has no final stop, and something follows it on another line.
    """
    lines = first_lines(text)
    return lines[0] if len(lines) > 1 and is_headline(lines[0]) else None


def is_headline(line: str) -> bool:
    """Tell whether a line looks like a headline: short, lettered, without a final stop."""
    rules = _rules()["headline"]
    return (
        len(line) <= rules["max_characters"]
        and 1 < len(line.split()) <= rules["max_words"]
        and len(_LETTER.findall(line)) > len(line) / 2
        and not _ends_as_prose(line, rules)
        and not is_byline(line)
    )


def is_byline(line: str) -> bool:
    """Tell whether a line does nothing but name the author."""
    return _byline_name(line) is not None


def byline_of(text: str) -> str | None:
    """Return the author that a byline among the first lines of a plain text names, or None."""
    names = map(_byline_name, first_lines(text)[: _rules()["byline"]["max_line"]])
    return next((name for name in names if name), None)


def first_lines(text: str) -> list[str]:
    """Return the lines that a plain text begins with, none blank, stripped of spaces."""
    lines = normalise_plain_text(text[:_HEAD_CHARACTERS]).split("\n")
    return [line.strip() for line in lines if line.strip()]


def _ends_as_prose(line: str, rules: dict[str, Any]) -> bool:
    line = line.rstrip("\"'”’») ")
    if line.endswith(tuple(rules["allowed_end"])):
        return False
    return line.endswith(tuple(rules["no_end"]))


def _byline_name(line: str) -> str | None:
    for pattern in _byline_patterns():
        if found := pattern.fullmatch(line.strip()):
            return " ".join(found["name"].split())
    return None


@cache
def _rules() -> dict[str, Any]:
    return read_table("headlines.toml")


@cache
def _byline_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _rules()["byline"]["patterns"]))

"""Patterns that are compiled when they are first asked.

To compile an expression over a thousand names takes longer than to search a hundred articles with
it, and a short run asks few of them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any


class LatePattern:
    """A regular expression by its source and flags, compiled by the first question."""

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._source = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        return self._compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, from its beginning; they do not overlap."""
        return self._compiled.finditer(text)


def any_name(names: Iterable[str]) -> str:
    """Return the source of an expression that matches any of some names, the longest that fits.

    It matches what an alternation of them does, the longest first; but what names begin with in
    common stands there once, so that it is compiled, and fails to match, in half of the time. It
    is for a pattern that tells case.
    """
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _source(tree)


def _source(node: dict[str, Any]) -> str:
    branches = [_branch(letter, under) for letter, under in node.items() if letter]
    told = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{told})?" if "" in node and branches else told if branches else ""


def _branch(letters: str, node: dict[str, Any]) -> str:
    while len(node) == 1 and "" not in node:
        ((letter, node),) = node.items()
        letters += letter
    return re.escape(letters) + _source(node)

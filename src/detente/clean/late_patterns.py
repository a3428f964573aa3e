"""Patterns that are compiled when they are first asked.

To compile an expression over a thousand names takes longer than to search a hundred articles with
it, and a short run asks few of them.
"""

import re
from collections.abc import Iterator
from functools import cached_property


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

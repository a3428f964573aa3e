"""Where a temporal expression may begin: it spares most words the patterns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from detente.kept import Kept

# A word, or a year in two digits ("'82").
_WORD: Final = re.compile(r"(?<!\w)(?:['’](?=\d))?\w+")
_DIGITS: Final = "0123456789"
_MACROS: Final = {
    "<unit>": "(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|centur)",
    "<nth>": "(?:first|second|third|[a-z]{2,9}(?:th|ieth|th)|seventeenth|twenty-first|opening)",
}


class Starts:
    """The words that an expression may begin with, read from ``[trigger]`` of the word tables."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        trigger = words["trigger"]
        self._plain = frozenset(trigger["words"].split())
        self._names = _names(words)
        self._followed = {
            word: re.compile(_expand(pattern, words), re.IGNORECASE)
            for group, pattern in trigger["followed"].items()
            for word in group.split()
        }
        self._may_open = Kept(self._is_told)

    def places(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield the code points between two others at which an expression may begin."""
        may_open = self._may_open
        for match in _WORD.finditer(text, start, end):
            if may_open[match[0]] and self._may_begin(text, match):
                yield match.start()

    def _is_told(self, word: str) -> bool:
        """Whether an expression may begin with a word, for all that may follow it."""
        if word[0] in _DIGITS or word[0] in "'’" or word.lower() in self._names:
            return True
        key = word.rstrip(_DIGITS).lower()
        return key in self._plain or key in self._followed

    def _may_begin(self, text: str, match: re.Match[str]) -> bool:
        word = match[0]
        if word[0] in _DIGITS or word[0] in "'’":
            return True
        if word[0].isupper() and self._is_name(text, match):
            return True
        key = word.rstrip(_DIGITS).lower()
        if key in self._plain:
            return True
        after = self._followed.get(key)
        return after is not None and after.match(text, match.end()) is not None

    def _is_name(self, text: str, match: re.Match[str]) -> bool:
        seconds = self._names.get(match[0].lower())
        if seconds is None:
            return False
        return "" in seconds or any(text.startswith(one, match.end() + 1) for one in seconds)


def _expand(pattern: str, words: Mapping[str, Any]) -> str:
    for name, body in {**_MACROS, "<count>": "|".join(words["numbers"])}.items():
        pattern = pattern.replace(name, body)
    return pattern


def _names(words: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return names by their first word in lower case, with the words that must come second."""
    names: dict[str, set[str]] = {}
    plurals = [f"{day}s" for day in words["weekdays"]]
    listed: Sequence[str] = [*words["months"], *words["weekdays"], *plurals, *words["eras_before"]]
    for name in (*listed, *words["holidays"]):
        first, *rest = re.split(r"[\s.-]+", name.rstrip("."))
        names.setdefault(first.lower(), set()).add(
            rest[0] if rest and name in words["holidays"] else ""
        )
    return names

"""The opening of a report: "KUALA LUMPUR, Feb 27 (Agency) -"."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Final

from detente.model import Span

# A dateline stands at the head of the report: under the title, or under a line for the author.
_PARAGRAPHS_READ: Final = 4
_LINE_START: Final = re.compile(r"(?:\A|\n)\s*")
_DAY_LINE: Final = re.compile(
    r"(?P<date>(?:[A-Z][a-z]+day,\s)?(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+\.?),?\s\d{4}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})(?=[ \t]*(?:\n|$|[|·•]|,?\s\d{1,2}:\d\d))"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words of a dateline: where the report was written, and when; either may be missing."""

    place: Span | None
    region: Span | None
    date: Span | None


class DatelineFinder:
    """Finds the datelines of a text by the shape of its first paragraphs."""

    def __init__(self) -> None:
        source = files("detente.link") / "data" / "date_words.toml"
        table = tomllib.loads(source.read_text(encoding="utf-8"))["dateline"]
        full = "{place}{region}{date}{agency}{dash}".format(**table)
        # "MOSCOW, 26 February. /AGENCY/ The ..." and "New Delhi, Aug 14 (AGENCY) The ..." have an
        # agency in place of the dash.
        slashed = "{place}{region}{date}[.,]?\\s?/\\w[^/\\n]{{0,40}}/[.,]?\\s".format(**table)
        bracketed = "{place}{region}{date}[.,]?\\s?\\(\\w[^()\\n]{{0,40}}\\)[.,:]?\\s".format(
            **table
        )
        self._patterns = (re.compile(full), re.compile(slashed), re.compile(bracketed))

    def find(self, text: str) -> list[Dateline]:
        """Return the datelines in the first paragraphs of a text, in order."""
        return [dateline for start in _line_starts(text) if (dateline := self._at(text, start))]

    def likely(self, text: str) -> list[Dateline]:
        """Return what is shaped like a dateline but for a date or agency, in order.

        "ISLAMABAD: The army" and "Khartoum, Sudan — Shells" are datelines if their words name
        places, which the caller finds out; "EXCLUSIVE: Minister resigns" is none.
        """
        matches = (self._patterns[0].match(text, start) for start in _line_starts(text))
        return [
            Dateline(_span(match, "place"), _span(match, "region"), None)
            for match in matches
            if match and not _is_convincing(match)
        ]

    def _at(self, text: str, start: int) -> Dateline | None:
        lone = _DAY_LINE.match(text, start)
        if lone:
            return Dateline(None, None, _span(lone, "date"))
        for pattern in self._patterns:
            match = pattern.match(text, start)
            if match and _is_convincing(match):
                return Dateline(*(_span(match, name) for name in ("place", "region", "date")))
        return None


def _line_starts(text: str) -> Iterator[int]:
    for match in islice(_LINE_START.finditer(text), _PARAGRAPHS_READ):
        yield match.end()


def _is_convincing(match: re.Match[str]) -> bool:
    """Say whether it is a dateline and no headline with a colon: capitals, a date or an agency."""
    agency = "(" in match[0] or match[0].count("/") > 1
    dash = not match[0].rstrip().endswith(":")
    return bool(match["date"]) or agency or (match["place"].isupper() and dash)


def _span(match: re.Match[str], name: str) -> Span | None:
    if not match[name]:
        return None
    return Span(match.start(name), match.start(name) + len(match[name].rstrip(".")))

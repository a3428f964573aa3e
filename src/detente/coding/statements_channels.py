"""The medium that words come through: platforms, agencies, broadcasters, press conferences."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from detente.coding.statements_tables import read
from detente.model import Span

# A named outlet tells more than the form of the words ("in an interview with Der Spiegel").
RANKS: Final = {"agency": 0, "broadcaster": 0, "newspaper": 0, "platform": 0, "form": 1}


class Channel(NamedTuple):
    """A medium in words, and where it stands."""

    name: str
    span: Span


class Finder(NamedTuple):
    """The pattern of all media, and of each its kind and the words that must lead it."""

    pattern: re.Pattern[str]
    kinds: dict[str, tuple[str, frozenset[str]]]


def channel_in(text: str, sentence: Span, outside: Sequence[Span]) -> Channel | None:
    """Return the medium a sentence names outside some spans (the words and their speaker)."""
    finder = _finder()
    found: list[tuple[int, int, Channel]] = []
    for match in finder.pattern.finditer(text, sentence.start, sentence.end):
        kind, leads = _kind(finder, match.group())
        if kind and not _is_in(match.start(), outside) and _is_led(text, match.start(), leads):
            span = Span(match.start(), match.end())
            found.append((RANKS[kind], match.start(), Channel(match.group(), span)))
    return min(found)[2] if found else None


def last_medium(text: str, span: Span) -> Channel | None:
    """Return the medium that the words of a span end with."""
    finder = _finder()
    for match in finder.pattern.finditer(text, span.start, span.end):
        if match.end() == span.end and _kind(finder, match.group())[0]:
            return Channel(match.group(), Span(*match.span()))
    return None


def spokesperson_in(text: str, span: Span | None) -> Channel | None:
    """Return "spokesperson" where the words for a speaker say so."""
    words = read_list("spokesperson")
    if span is None:
        return None
    low = text[span.start : span.end].lower()
    word = next((word for word in words if word in low), None)
    if word is None:
        return None
    start = span.start + low.index(word)
    return Channel("spokesperson", Span(start, start + len(word)))


@cache
def read_list(section: str, key: str = "words") -> tuple[str, ...]:
    """Return a list of words of data/statements_channels.toml."""
    return tuple(read("statements_channels.toml")[section][key])


def _kind(finder: Finder, words: str) -> tuple[str | None, frozenset[str]]:
    none: tuple[str | None, frozenset[str]] = (None, frozenset())
    exact = finder.kinds.get(words)
    if exact:
        return exact
    form = finder.kinds.get(words.lower(), none)
    return form if form[0] == "form" else none


def _is_in(place: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _is_led(text: str, start: int, leads: frozenset[str]) -> bool:
    if not leads:
        return True
    before = text[max(0, start - 30) : start].split()
    return bool(before) and before[-1].lower() in leads


@cache
def _finder() -> Finder:
    kinds: dict[str, tuple[str, frozenset[str]]] = {}
    for row in read("statements_channels.toml")["channel"]:
        for name in row["names"]:
            kinds[name] = (row["kind"], frozenset(row["leads"]))
    longest = sorted(kinds, key=len, reverse=True)
    # Forms are common words and may begin a sentence; names are written as they are.
    written = [
        re.escape(name) if kinds[name][0] != "form" else f"(?i:{re.escape(name)})"
        for name in longest
    ]
    return Finder(re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w])"), kinds)

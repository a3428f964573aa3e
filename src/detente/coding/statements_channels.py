"""The medium that words come through: platforms, agencies, broadcasters, press conferences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from detente.coding.tables import read
from detente.model import Span

# Where words are said tells more than who printed them ("in an interview with Der Spiegel").
FIRST: Final = frozenset(
    {"press conference", "interview", "telegram", "letter", "phone call", "speech"}
)
NAMED: Final = frozenset({"agency", "broadcaster", "newspaper"})
POST_ON: Final = "post on "
_WORD: Final = re.compile(r"\w+")
LEAD: Final = 40  # code points before a medium in which the word that leads it stands


class Channel(NamedTuple):
    """A medium in words, what sort it is, and where it stands."""

    name: str
    kind: str
    span: Span


class Finder(NamedTuple):
    """The pattern of all media, and of each its kind, sort and the words that must lead it.

    ``begins`` are the first words of all, in lower case: only there is a medium looked for.
    """

    pattern: re.Pattern[str]
    begins: frozenset[str]
    kinds: dict[str, tuple[str, str, frozenset[str]]]


def channels_in(text: str, sentence: Span, outside: Sequence[Span]) -> list[Channel]:
    """Return the media of a sentence outside some spans, what tells most of the words first."""
    found = [
        channel
        for channel in _all(text, sentence.start, sentence.end)
        if not _is_in(channel.span.start, outside)
    ]
    return sorted(found, key=lambda channel: (_rank(channel.kind), channel.span))


def channel_in(text: str, sentence: Span, outside: Sequence[Span]) -> Channel | None:
    """Return the medium a sentence names outside some spans (the words and their speaker)."""
    return next(iter(channels_in(text, sentence, outside)), None)


def outlet_in(text: str, span: Span) -> Channel | None:
    """Return the outlet that some words name: by its name, or by a word such as "daily"."""
    words = text[span.start : span.end]
    known = [one for one in _all(text, span.start, span.end) if one.kind in NAMED]
    if known:
        return Channel(words, known[0].kind, span)
    sort = _sort_of(words)
    return Channel(words, sort, span) if sort else None


def last_medium(text: str, span: Span) -> Channel | None:
    """Return the medium that the words of a span end with."""
    found = [one for one in _all(text, span.start, span.end) if one.span.end == span.end]
    return found[0] if found else None


def spokesperson_in(text: str, span: Span) -> Channel | None:
    """Return the channel "spokesperson" where some words name one."""
    low = text[span.start : span.end].lower()
    is_one = any(word in low for word in read_list("spokesperson"))
    return Channel(text[span.start : span.end], "spokesperson", span) if is_one else None


def audience_in(text: str, span: Span) -> Channel | None:
    """Return the channel "speech" where words name those who hear speeches ("parliament")."""
    names = re.findall(r"\w+", text[span.start : span.end].lower())
    is_one = bool(set(names) & set(read_list("audiences")))
    return Channel(text[span.start : span.end], "speech", span) if is_one else None


@cache
def read_list(section: str, key: str = "words") -> tuple[str, ...]:
    """Return a list of words of data/statements_channels.toml."""
    return tuple(read("statements_channels.toml")[section][key])


def _rank(kind: str) -> int:
    if kind in FIRST:
        return 0
    return 1 if kind in NAMED or kind.startswith(POST_ON) else 2


def _all(text: str, start: int, end: int) -> Iterable[Channel]:
    finder = _finder()
    for match in _matches(finder, text, start, end):
        kind, sort, leads = _kind(finder, match.group())
        if kind and _is_led(text, match.start(), leads):
            name = _platform(match.group()) if kind == "platform" else match.group()
            label = f"post on {name}" if kind == "platform" else _posted(match.group(), sort)
            yield Channel(match.group(), label, Span(*match.span()))


def _matches(finder: Finder, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    reached = start
    for word in _WORD.finditer(text, start, end):
        may_be = word.start() >= reached and word[0].lower() in finder.begins
        match = finder.pattern.match(text, word.start(), end) if may_be else None
        if match is not None:
            reached = match.end()
            yield match


def _platform(words: str) -> str:
    names = read("statements_channels.toml")["platforms"]
    return next((name for name, forms in names.items() if words in forms), words)


def _posted(words: str, sort: str) -> str:
    """Return "post on X" for a tweet: the word tells the platform."""
    names = read("statements_channels.toml")["platforms"]
    known = (name for name, forms in names.items() if words.lower() in forms)
    return f"post on {name}" if (name := next(known, None)) else sort


def _kind(finder: Finder, words: str) -> tuple[str, str, frozenset[str]]:
    none: tuple[str, str, frozenset[str]] = ("", "", frozenset())
    exact = finder.kinds.get(words)
    if exact:
        return exact
    form = finder.kinds.get(words.lower(), none)
    return form if form[0] == "form" else none


def _sort_of(words: str) -> str | None:
    parts = words.split()
    low = {part.lower().strip(",.") for part in parts}
    for row in read("statements_channels.toml")["outlet"]:
        ends_so = bool(parts) and parts[-1].strip(",.") in row["endings"] and len(parts) > 1
        if ends_so or low & set(row["words"]):
            return str(row["sort"])
    return None


def _is_in(place: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _is_led(text: str, start: int, leads: frozenset[str]) -> bool:
    if not leads:
        return True
    before = re.findall(r"[\w’'-]+", text[max(0, start - LEAD) : start])
    return any(word.lower() in leads for word in before[-2:])


@cache
def _finder() -> Finder:
    kinds: dict[str, tuple[str, str, frozenset[str]]] = {}
    for row in read("statements_channels.toml")["channel"]:
        for name in row["names"]:
            kinds[name] = (row["kind"], row.get("sort", row["kind"]), frozenset(row["leads"]))
    longest = sorted(kinds, key=len, reverse=True)
    # Forms are common words and may begin a sentence; names are written as they are.
    written = [
        re.escape(name) if kinds[name][0] != "form" else f"(?i:{re.escape(name)})"
        for name in longest
    ]
    begins = frozenset(_WORD.findall(name.lower())[0] for name in kinds)
    return Finder(re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w])"), begins, kinds)

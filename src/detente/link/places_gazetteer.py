"""Names of places in a text, looked up in the tables."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from detente.kept import Kept
from detente.link.places_names import key_of
from detente.link.places_tables import KnownPlace, Tables, load_tables
from detente.model import Place, Span

_LONGEST_NAME: Final = 6
_CAPITAL: Final = re.compile(r"(?:[Aa][ldnrstz]|[Ee]l|[Aa]sh)-[A-Z]|[A-Z\u00c0-\u00de‘İŞ]")
_WORD: Final = re.compile(r"[^\s,;:!?()\"“”/—–]+")
_ABBREVIATION: Final = re.compile(r"St\.|(?:[A-Z]\.)+")
_TAIL: Final = re.compile(r"(?:['’]s?|[.'’\]]+)+$")


@dataclass(frozen=True, slots=True)
class Named:
    """A known name in a text: its code points, and the places it may mean."""

    start: int
    end: int
    places: Sequence[KnownPlace]
    key: str = ""


class Gazetteer:
    """Looks places up by name, in any case of letters."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        # Whether names go on after the key of a word or two, and whether that is a name.
        self._going_on = Kept[str, bool](lambda key: tables.goes_on(f"{key} "))
        self._known = Kept(tables.has)

    def at(self, text: str, start: int, limit: int) -> Named | None:
        """Return the longest known name that begins with a capital at a code point."""
        if not _CAPITAL.match(text, start):
            return None
        return self.of_words(words_at(text, start, limit, self.goes_on), start)

    def of_words(self, words: Sequence[tuple[str, int]], start: int) -> Named | None:
        """Return the longest known name that some keys of words, with their ends, begin with."""
        key, count = self._longest([word for word, _ in words])
        if not count:
            return None
        return Named(start, words[count - 1][1], self.tables.places(key), key)

    def longest(self, words: Sequence[str]) -> tuple[int, Sequence[KnownPlace]]:
        """Return how many leading words make the longest known name, and its places, or (0, ())."""
        key, count = self._longest([key_of(word) for word in words])
        return count, self.tables.places(key) if count else ()

    def _longest(self, keys: Sequence[str]) -> tuple[str, int]:
        key, longest, count = "", "", 0
        for number, word in enumerate(keys[:_LONGEST_NAME], 1):
            key = f"{key} {word}" if number > 1 else word
            if self._known[key]:
                longest, count = key, number
            if not self._going_on[key]:
                break
        return longest, count

    def goes_on(self, key: str) -> bool:
        """Say whether the key of a word or two, and more words, is that of a known name."""
        return self._going_on[key]


def word_at(text: str, start: int, limit: int) -> str:
    """Return the word at a code point as it is written, "" if there is a sign."""
    match = _WORD.match(text, start, limit)
    return match[0] if match else ""


def words_at(
    text: str, start: int, limit: int, goes_on: Callable[[str], bool]
) -> list[tuple[str, int]]:
    """Return the keys of the words that a name at a code point may have, with their ends.

    They end where no known name goes on after the key of all words so far.
    """
    found: list[tuple[str, int]] = []
    key = ""
    for word, end in islice(leading_words(text, start, limit), _LONGEST_NAME):
        found.append((key_of(word), end))
        key = " ".join([key, found[-1][0]]) if len(found) > 1 else found[-1][0]
        if not goes_on(key):
            break
    return found


def leading_words(text: str, start: int, limit: int) -> Iterator[tuple[str, int]]:
    """Yield the words of a name that may begin at a code point, each with its end.

    Punctuation and "'s" end a name; the stop of an abbreviation ("St.", "U.S.") does not.
    """
    position = start
    for match in _WORD.finditer(text, start, limit):
        if match.start() > position + (position > start) or text[position : match.start()] == "\n":
            return
        word = _bare(match[0])
        position = match.start() + len(word)
        yield word, position
        if word != match[0]:
            return


def _bare(word: str) -> str:
    if word[-1].isalnum() or _ABBREVIATION.fullmatch(word):
        return word if not word.endswith(("'s", "’s")) else word[:-2]
    return _TAIL.sub("", word)


def as_place(known: KnownPlace, span: Span) -> Place:
    """Return the record of a known place that some words of a text name."""
    return Place(
        span=span,
        name=known.name,
        kind=known.kind,
        country=known.country,
        latitude=known.latitude,
        longitude=known.longitude,
        geonameid=known.geonameid,
        admin=known.admin,
        feature=known.feature,
    )


def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package's tables."""
    return Gazetteer(load_tables())

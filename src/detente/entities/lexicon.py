"""A dictionary of phrases with longest match over the words of a text."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, Literal

import msgspec

from detente.model import Word

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,]\d+)+"  # 1,000
    r"|(?<![\w.])[A-Z]\.(?=\s+[A-Z])"  # the J. of Donald J. Trump
    r"|['’]s\b"
    r"|\w+(?:['’](?!s\b)\w+)*"  # d'Orsay, but Russia + 's
    r"|[^\w\s]"
)
HYPHENS = frozenset("-–‑")
Case = Literal["any", "capital", "capitals", "exact"]
ANY_CASE: Final = "any"
CAPITAL: Final = "capital"
CAPITALS: Final = "capitals"
EXACT: Final = "exact"


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A meaning of a phrase.

    ``tag`` is its class (see ``registry``), ``id`` what it means. ``case`` says what the text
    must look like: any case, a capital on the first word, on the first and the last, or exactly
    ``surface``.
    """

    tag: str
    id: str
    case: Case = CAPITAL
    surface: str = ""


class Hit(msgspec.Struct, frozen=True):
    """Words ``first`` up to ``last`` (excluded) that are a phrase, and what it may mean."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def words_of(text: str, offset: int = 0) -> list[Word]:
    """Return the words and signs of a text in order; ``offset`` is added to code points."""
    spans = [found.span() for found in WORD.finditer(text)]
    if text.isascii():  # folding keeps every letter in its place
        low = text.casefold()
        return [Word(at + offset, to + offset, text[at:to], low[at:to]) for at, to in spans]
    words = ((at, to, text[at:to]) for at, to in spans)
    return [
        Word(at + offset, to + offset, word, word.casefold() if word.isascii() else fold(word))
        for at, to, word in words
    ]


def fold(word: str) -> str:
    """Return a word without case, accents and typographic apostrophes.

    >>> fold("Élysée")
    'elysee'
    """
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return word.casefold()


def is_hyphen(words: Sequence[Word], index: int) -> bool:
    """Say whether a word of a text is a hyphen between two others, not a dash."""
    word = words[index]
    if word.text not in HYPHENS or not 0 < index < len(words) - 1:
        return False
    return words[index - 1].end == word.start and word.end == words[index + 1].start


def phrase_key(phrase: str) -> str:
    """Return the key a phrase is kept under: folded words without hyphens, joined by spaces.

    >>> phrase_key("the Commander-in-Chief")
    'commander in chief'
    """
    if phrase.isascii() and phrase.replace(" ", "").isalnum():  # most names: no need to look close
        return " ".join(phrase.casefold().split()).removeprefix("the ")
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        # Most names are plain words, which need no pattern.
        return " ".join(phrase.lower().split()).removeprefix("the ")
    key = " ".join(fold(word) for word in WORD.findall(phrase) if word not in HYPHENS)
    return key.removeprefix("the ")


class Phrases(msgspec.Struct, array_like=True):
    """The meanings of phrases by key, and where phrases may begin.

    ``longest`` has the number of words of the longest phrase by its first word, ``pairs`` the
    first two words of longer phrases, in order.
    """

    entries: dict[str, tuple[Entry, ...]]
    longest: dict[str, int]
    pairs: dict[str, None]


class Lexicon:
    """Phrases and their meanings."""

    def __init__(
        self, phrases: Iterable[tuple[str, Entry]] = (), known: Phrases | None = None
    ) -> None:
        self.known = known or Phrases({}, {}, {})
        self._entries = self.known.entries
        self._longest = self.known.longest
        self._pairs = self.known.pairs
        add = self.add
        for phrase, entry in phrases:
            add(phrase, entry)

    def add(self, phrase: str, entry: Entry) -> None:
        """Add a meaning of a phrase, after those that are known."""
        key = phrase_key(phrase)
        known = self._entries.get(key)
        if known is not None:
            self._entries[key] = known if entry in known else (*known, entry)
        elif key:
            self._entries[key] = (entry,)
            self._add_start(key)

    def _add_start(self, key: str) -> None:
        first, *others = key.split(" ")
        if self._longest.get(first, 0) <= len(others):
            self._longest[first] = len(others) + 1
        if others:
            self._pairs[f"{first} {others[0]}"] = None

    def copy(self) -> "Lexicon":
        """Return a lexicon with the same meanings, to which more can be added."""
        copied = Phrases(dict(self._entries), dict(self._longest), dict(self._pairs))
        return Lexicon(known=copied)

    def entries(self, phrase: str) -> tuple[Entry, ...]:
        """Return the meanings of a phrase, whatever its case."""
        return self._entries.get(phrase_key(phrase), ())

    def keys(self, tags: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield (key of a phrase, id) for each meaning of one of some classes."""
        for key, entries in self._entries.items():
            yield from ((key, entry.id) for entry in entries if entry.tag in tags)

    def matches(self, words: Sequence[Word]) -> list[Hit]:
        """Return the longest phrases from left to right, without overlap.

        Hyphens inside words are read over, dashes are not.
        """
        folded = [word.folded for word in words]
        if self._longest.keys().isdisjoint(folded):
            return []
        solid: Sequence[int] = range(len(words))
        if not HYPHENS.isdisjoint(folded):
            solid = [at for at in solid if folded[at] not in HYPHENS or not is_hyphen(words, at)]
            folded = [folded[at] for at in solid]
        return list(self._matches(words, solid, folded))

    def _matches(
        self, words: Sequence[Word], solid: Sequence[int], folded: Sequence[str]
    ) -> Iterator[Hit]:
        free, longest = 0, self._longest
        for at in [at for at, word in enumerate(folded) if word in longest]:
            size = self._size_at(folded, at) if at >= free else 0
            if not size:
                continue
            hit = self._longest_at(words, solid[at : at + size], folded[at : at + size])
            if hit:
                yield hit[0]
                free = at + hit[1]

    def _size_at(self, folded: Sequence[str], at: int) -> int:
        """Return how many words the longest phrase may have that begins at a place, 0 for none."""
        first = folded[at]
        if at + 1 < len(folded) and f"{first} {folded[at + 1]}" in self._pairs:
            return self._longest[first]
        return 1 if first in self._entries else 0

    def _longest_at(
        self, words: Sequence[Word], window: Sequence[int], folded: Sequence[str]
    ) -> tuple[Hit, int] | None:
        for size in range(len(window), 0, -1):
            known = self._entries.get(" ".join(folded[:size]))
            entries = known and _fitting(known, words, window[:size])
            if entries:
                return Hit(window[0], window[size - 1] + 1, entries), size
        return None


def _fitting(
    entries: tuple[Entry, ...], words: Sequence[Word], window: Sequence[int]
) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if _fits(entry, words, window))


# Articles that a name may begin with in small letters ("al-Qaeda").
_SMALL_FIRST = frozenset({"al", "el", "an", "ash", "the"})


def _fits(entry: Entry, words: Sequence[Word], window: Sequence[int]) -> bool:
    if entry.case == ANY_CASE:
        return True
    first = words[window[0]].text
    if first in _SMALL_FIRST:
        first = words[window[-1]].text
    if entry.case == CAPITAL:
        return not first[0].islower()
    if entry.case == CAPITALS:
        return not first[0].islower() and not words[window[-1]].text.islower()
    # An acronym must be written as it is: "US", not "us"; "WHO", not "who".
    surface = "".join(words[index].text for index in window)
    return surface == entry.surface

"""A text as the place finder sees it: its names, and which states and regions it speaks of."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from detente.entities import tables
from detente.kept import Kept
from detente.link.places_gazetteer import Gazetteer, Named, word_at, words_at
from detente.link.places_names import key_of
from detente.link.places_tables import KnownPlace, Tables
from detente.model import Article, Document

# A capital that may begin a name: not that of "The minister" or "He".
_START: Final = re.compile(
    r"(?<![\w’'‘\-])(?:(?:[Aa][ldnrstz]|[Ee]l|[Aa]sh)-(?=[A-Z])|(?=[A-Z\u00c0-\u00de‘İŞ])"
    r"(?!(?:The|An?|I|It|He|She|They|We|You|His|Her|Its|Their|Our|In|On|At|By|For|From|To|As|But|"
    r"And|Or|If|This|That|These|Those|There|When|While|After|Before|Since|Mr|Mrs|Ms|What|Who|How|"
    r"Why|Where|Not|No|All|Some|Many|Most|More|One|Two|Both|With|Under|Over|According|Also)"
    r"(?:\b(?!\s[A-Z]|[\w.'’-]))))\S"
)
_ADJECTIVES: Final = frozenset({"adjective", "demonym"})
_ADJECTIVE_WORDS: Final = 2
# A name says where the text is if this place is so many times larger than the others of its name.
_PLAIN_PEOPLE: Final = 50_000
_PLAIN_TIMES: Final = 12
_REACH: Final = 90
# The last part of a host's name.
_ENDING: Final = re.compile(r"^\w+://[^/?#]*\.([A-Za-z]{2})(?=[:/?#]|$)")
# Endings of addresses that are no sign of a state.
_WORLDLY: Final = frozenset({"io", "tv", "me", "co", "ai", "fm", "ly", "gg", "cc", "ws", "to"})


@dataclass(frozen=True, slots=True)
class Hint:
    """A place or people that a text speaks of: at which code point, in which state or region.

    ``key`` is the key of the name, "" for an adjective.
    """

    at: int
    country: str
    division: str | None = None
    key: str = ""
    point: tuple[float, float] | None = None


@dataclass(slots=True)
class Page:
    """A text with the known names in it, and what it speaks of, both in order of the text."""

    text: str
    names: Sequence[Named] = ()
    hints: Sequence[Hint] = ()
    home: str | None = None
    told: dict[str, KnownPlace] = field(default_factory=dict)
    by_country: dict[str, list[Hint]] = field(default_factory=dict)

    def hints_of(self, country: str | None, key: str) -> list[Hint]:
        """Return what speaks of a state, without the name of a key itself."""
        return [hint for hint in self.by_country.get(country or "", ()) if hint.key != key]

    def names_between(self, start: int, end: int) -> Iterator[Named]:
        """Yield the names that begin between two code points."""
        first = bisect_left(self.names, start, key=lambda named: named.start)
        for named in islice(self.names, first, None):
            if named.start >= end:
                return
            yield named

    def name_at(self, start: int) -> Named | None:
        """Return the name that begins at a code point."""
        return next(self.names_between(start, start + 1), None)


class PageReader:
    """Reads the names and hints of texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._homes = dict(_homes(gazetteer.tables))
        self._is_begun = Kept(self._may_begin)

    @cached_property
    def adjectives(self) -> Mapping[str, str]:
        """The adjectives and demonyms of states: "Lebanese" to LBN."""
        rows = tables.rows("names.csv.gz")
        return {key_of(name): code for name, code, kind, *_ in rows if kind in _ADJECTIVES}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first words of adjectives of two: "south" of "south african"."""
        return frozenset(key.partition(" ")[0] for key in self.adjectives if " " in key)

    def _goes_on(self, key: str) -> bool:
        return key in self._beginnings or self._gazetteer.goes_on(key)

    def read(self, document: Document) -> Page:
        """Return the page of a document's text."""
        text = document.text or ""
        names: list[Named] = []
        hints: list[Hint] = []
        position = 0
        for start in self._starts(text):
            if start < position:
                continue
            words = words_at(text, start, start + _REACH, self._goes_on)
            named = self._gazetteer.of_words(words, start)
            people = self._people(words)
            if people:
                hints.append(Hint(start, people[0]))
                named = named if named and _is_no_adjective(named, people[1]) else None
            elif named:
                hints.extend(_hints(named))
            if named:
                names.append(named)
                position = named.end
        page = Page(text, names, hints, self._home(document.article))
        for hint in hints:
            page.by_country.setdefault(hint.country, []).append(hint)
        return page

    def _starts(self, text: str) -> Iterator[int]:
        """Yield where names may begin: at capitals, but for words that are known to begin none."""
        for match in _START.finditer(text):
            start = match.start()
            if self._is_begun[word_at(text, start, start + _REACH)]:
                yield start

    def _may_begin(self, word: str) -> bool:
        """Whether a name or an adjective begins with a word, or with it and what may follow."""
        keys = words_at(word, 0, _REACH, self._goes_on)
        if not keys:
            return False
        is_name = self._gazetteer.of_words(keys, 0) is not None
        return is_name or self._people(keys) is not None or self._goes_on(keys[0][0])

    def _people(self, words: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
        """Return the state that the adjective which some words begin with is of, and its end."""
        for count in range(min(_ADJECTIVE_WORDS, len(words)), 0, -1):
            code = self.adjectives.get(" ".join(word for word, _ in words[:count]))
            if code:
                return code, words[count - 1][1]
        return None

    def _home(self, article: Article) -> str | None:
        """Return the state of an article's address (".com.my"), or None."""
        ending = _ENDING.match(article.url or "")
        return self._homes.get(ending[1].casefold()) if ending else None


def _is_no_adjective(named: Named, end: int) -> bool:
    """Say whether a name is more than an adjective that ends at ``end``.

    "Thai" is also a town, but nobody means it; "Chinese Taipei" is longer, "U.S." a state.
    """
    return named.end > end or any(place.kind == "country" for place in named.places)


def _homes(known: Tables) -> Iterator[tuple[str, str]]:
    """Yield the endings of addresses with their states; divisions begin with the ISO2 code."""
    yield "uk", "GBR"
    for line in known.regions:
        _, _, country, division, _ = line.split("\t", 4)
        ending = division[:2].casefold()
        if ending not in _WORLDLY:
            yield ending, country


def _hints(named: Named) -> Iterable[Hint]:
    """Return what a name tells about where a text is, if it means one place before all others."""
    best = max(named.places, key=lambda place: place.population)
    if best.kind == "country":
        # "Georgia" may be the American state, too.
        large = {one.country for one in named.places if one.feature in {"PCLI", "ADM1"}}
        return (Hint(named.start, code, key=named.key) for code in sorted(filter(None, large)))
    others = (place for place in named.places if place.country != best.country)
    second = max((place.population for place in others), default=0)
    is_plain = best.population >= max(_PLAIN_PEOPLE, _PLAIN_TIMES * second)
    if not is_plain or not best.country:
        return ()
    point = (best.latitude, best.longitude) if best.kind == "city" else None
    known = point if point and None not in point else None
    return (Hint(named.start, best.country, best.division, named.key, known),)  # type: ignore[arg-type]

"""What a text tells of a speaker without a name: the country, and the role."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from detente.coding.facts_parties import state_named
from detente.coding.statements_tables import words
from detente.coding.tables import read
from detente.entities.tables import rows
from detente.model import Document, Span

# Places behind these tell what somebody knows or is sent to, not whose they are.
ELSEWHERE: Final = frozenset({"on", "about", "against", "toward", "towards"})
# Those who are somewhere by their own words: "a Lisbon-based think-tank".
BASED: Final = re.compile(r"((?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*)-based\b")
# Foreigners where they speak: "diplomats in Vienna" are of no country that the words tell.
ABROAD: Final = re.compile(r"\b(?:diplomat|ambassador|envoy|delegate|source)s?\b", re.IGNORECASE)
CORE_END: Final = re.compile(
    r",|\s(?:in|at|for|of|from|with|on|who|to|by|now|near|close|familiar)\s"
)
BLOCS: Final = frozenset({"IGO", "NGO", "MNC", "IMG"})  # what links give who works for one
ARTICLES: Final = frozenset({"the", "a", "an"})
DEPUTY: Final = frozenset({"deputy", "vice"})
OWNERS: Final = frozenset({"its", "his", "her", "their"})
WORD: Final = re.compile(r"[^\W\d_][\w-]*")
OWNED: Final = re.compile(r"[’']s?$")


def countries_of(document: Document) -> list[tuple[int, str]]:
    """Return where a document names states, bodies and places, and whose they are, in order."""
    return sorted(set(_countries(document)))


def country_in(text: str, span: Span, countries: Sequence[tuple[int, str]]) -> str | None:
    """Return the country of the first state, body or place that the words for a speaker name.

    None where they name none, or only one that the speaker knows of, is sent to or works in.
    """
    is_abroad = ABROAD.search(text, span.start, span.end) is not None
    seat = BASED.search(text, span.start, span.end)
    based = _capitals().get(seat[1]) or state_named(seat[1]) if seat else None
    if based:
        return based
    first = bisect_left(countries, (span.start, ""))
    for place, country in islice(countries, first, None):
        if place >= span.end:
            return None
        is_matter = _is_matter(text[place : span.end])
        if not is_matter and not _is_elsewhere(text[span.start : place], is_abroad=is_abroad):
            return country
    return None


def _is_matter(words_on: str) -> bool:
    """Whether a country is what somebody knows of: "a Russia expert", "Korean history"."""
    # A role's own words begin before the country that they name.
    is_name = words_on[:1].isupper() and not words_on.startswith(("The ", "A ", "An "))
    look = _matters().match if is_name else _matters().search
    found = look(words_on)
    return found is not None and (found[2] is not None or found[1].strip() in _state_names())


@cache
def _matters() -> re.Pattern[str]:
    home = read("statements_offices.toml")["home"]
    studies, knowers = "|".join(home["studies"]), "|".join(home["knowers"])
    return re.compile(rf"((?:[A-Z][\w.'-]*\s)+?)(?:({studies})|(?:{knowers})s?)\b")


def _is_elsewhere(before: str, *, is_abroad: bool) -> bool:
    raw = re.findall(r"[\w’'-]+", before.removesuffix("The "))  # "in The Hague"
    parts = [word.lower() for word in raw]
    bare = parts[-1] if parts else ""
    while parts and parts[-1] in ARTICLES:
        parts.pop()
    last = parts[-1] if parts else ""
    return last in ELSEWHERE or (is_abroad and (last == "to" or bare in {"in", "at"}))


def office_in(phrase: str) -> str | None:
    """Return the role that words for a speaker name ("an analyst in Delhi": "expert").

    None where the words begin with no role that the table or its endings know.
    """
    parts = [part.lower() for part in _common(re.findall(WORD, OWNED.sub("", _core(phrase))))]
    roles = _roles()
    for size in (4, 3, 2, 1):
        known = roles.get(" ".join(_singular(parts[-size:]))) if len(parts) >= size else None
        if known:
            return f"deputy {known}" if DEPUTY & set(parts) else known
    return _full(parts)


def _core(phrase: str) -> str:
    """Return the words of a phrase up to its first preposition or comma ("a minister of trade")."""
    return CORE_END.split(phrase)[0]


def _common(parts: list[str]) -> list[str]:
    """Return words without the names before a common noun ("Chilean transport minister")."""
    if not parts or parts[-1][0].isupper():
        return parts
    return [part for part in parts if not part[0].isupper()] or parts


def _full(parts: list[str]) -> str | None:
    """Return a head noun with what qualifies it, for offices that need it."""
    singular = _singular(parts)
    heads: list[str] = read("statements_offices.toml")["full"]
    if singular and singular[-1] in read("statements_offices.toml")["houses"]:
        return None
    if not singular or singular[-1] not in heads:
        return singular[-1] if singular and singular[-1] in words().speaker_nouns else None
    passing = set(read("statements_offices.toml")["passing"])
    kept = [part for part in singular if part not in ARTICLES | OWNERS | passing]
    return " ".join(kept[-3:])


def _singular(parts: list[str]) -> list[str]:
    if not parts:
        return []
    last = parts[-1]
    return [*parts[:-1], last.removesuffix("s") if not last.endswith("ss") else last]


def _countries(document: Document) -> Iterator[tuple[int, str]]:
    regions: dict[str, str] = read("statements_offices.toml")["home"]["regions"]
    for name, code in regions.items():
        text = document.text or ""
        found = re.finditer(rf"\b{name}\b", text) if name in text else ()
        yield from ((match.start(), code) for match in found)
    for mention, link in zip(document.mentions or (), document.links or (), strict=False):
        if link.country and link.country not in BLOCS and mention.kind != "pronoun":
            yield mention.span.start, link.country
    for place in document.places or ():
        if place.country:
            yield place.span.start, place.country
    for chain in document.chains or ():
        if chain.kind == "state" and chain.entity:
            yield from ((one.start, chain.entity) for one in chain.spans)


@cache
def _capitals() -> dict[str, str]:
    """Return the state of each capital: where somebody is, not whom its name stands for."""
    return {capital: iso3 for iso3, _, _, capital, *_ in rows("states.csv") if capital}


@cache
def _state_names() -> frozenset[str]:
    tables = (*rows("names.csv.gz"), *rows("own_names.csv"))
    return frozenset(name for name, _, kind, *_ in tables if kind == "name")


@cache
def _roles() -> dict[str, str]:
    rows = read("statements_offices.toml")["role"]
    return {word.removesuffix("s"): row["office"] for row in rows for word in row["words"]}

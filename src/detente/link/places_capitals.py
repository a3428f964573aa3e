"""Capitals that a text names by their state: "in the Qatari capital"."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from detente.entities import tables
from detente.link.places_gazetteer import Gazetteer, as_place
from detente.link.places_tables import KnownPlace
from detente.model import Place, Span

_PHRASE: Final = re.compile(
    r"\b(?:[Ii]n|[Tt]o|[Aa]t|[Nn]ear|[Oo]utside|[Ff]rom|[Aa]cross|[Tt]owards?|[Aa]round|[Oo]ver|"
    r"[Ii]nto|[Ll]eft|[Vv]isit(?:s|ed|ing)?|[Rr]each(?:es|ed|ing)?|[Hh]it|[Ss]truck|[Bb]ombed|"
    r"[Ss]helled)\s[Tt]he\s"
    r"(?P<words>(?P<adjective>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})\scapital)\b(?!,?\s[A-Z]|['’]s)"
)
_ADJECTIVES: Final = frozenset({"adjective", "demonym"})


class Capitals:
    """Finds capitals by the adjectives of their states, from the tables of the states."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._by_adjective: Mapping[str, KnownPlace] = dict(_capitals(gazetteer))

    def find(self, text: str, span: Span) -> Iterator[Place]:
        """Yield the capitals that a sentence names so; the span is the adjective and "capital"."""
        if text.find("capital", span.start, span.end) < 0:
            return
        for match in _PHRASE.finditer(text, span.start, span.end):
            known = self._by_adjective.get(" ".join(match["adjective"].split()))
            if known:
                yield as_place(known, Span(*match.span("words")))


def _capitals(gazetteer: Gazetteer) -> Iterator[tuple[str, KnownPlace]]:
    cities = {row[0]: _city(gazetteer, row[3], row[0]) for row in tables.rows("states.csv")}
    for variant, code, kind, *_ in tables.rows("names.csv.gz"):
        city = cities.get(code)
        if kind in _ADJECTIVES and city:
            yield variant, city


def _city(gazetteer: Gazetteer, name: str, code: str) -> KnownPlace | None:
    places = gazetteer.longest(name.split())[1]
    inside = (place for place in places if place.country == code and place.kind == "city")
    return next(inside, None)

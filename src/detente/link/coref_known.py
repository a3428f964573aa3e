"""What is known by name in a document: links of mentions, places and things of the tables."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from detente.entities.lexicon import words_of
from detente.entities.things import Thing, Things
from detente.link.coref_lines import Line
from detente.link.coref_words import INDEX, ORG, PERSON, PLACE, PRODUCT, STATE
from detente.model import Document, Link, Mention, Place, Span

# What a thing of each class of the tables is, and the nouns that describe it.
_THING_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "company": (ORG, "company"),
    "product": (PRODUCT, ""),
    "index": (INDEX, "index"),
    "media": (ORG, "media"),
    "agency": (ORG, "agency"),
    "armed_service": (ORG, "military"),
    "party": (ORG, "party"),
    "university": (ORG, "school"),
    "currency": (INDEX, "currency"),
    "place": (PLACE, ""),
    "person": (PERSON, ""),
}
_LINK_KINDS: Final[Mapping[str, str]] = {
    "state": STATE,
    "person": PERSON,
    "organisation": ORG,
    "body": ORG,
}
_PLACE_KINDS: Final[Mapping[str, str]] = {"country": STATE, "city": PLACE, "region": PLACE}


class Known(NamedTuple):
    """Tokens ``first`` to ``last`` (excluded) of a line that name something known.

    ``entity`` is an id of the tables or "" (a person who is in none); ``title`` a page title.
    """

    first: int
    last: int
    kinds: frozenset[str]
    group: str
    entity: str
    title: str
    name: str
    country: str = ""
    mention: int | None = None


def known_names(
    document: Document, lines: Sequence[Line], things: Things
) -> dict[int, list[Known]]:
    """Return what is known by name, by number of the line; a span has one meaning."""
    found: dict[int, dict[tuple[int, int], Known]] = defaultdict(dict)
    sources = (
        _of_mentions(document, lines, things),
        _of_places(document, lines, things),
        _of_things(document, lines, things),
    )
    for source in sources:
        for number, one in source:
            key = (one.first, one.last)
            found[number][key] = _joined(found[number].get(key), one)
    return {number: list(spans.values()) for number, spans in found.items()}


def _joined(known: Known | None, other: Known) -> Known:
    if known is None:
        return other
    if known.entity or not other.entity:
        return known
    return other._replace(mention=known.mention)


def _of_mentions(
    document: Document, lines: Sequence[Line], things: Things
) -> Iterator[tuple[int, Known]]:
    links = document.links or ()
    for number, (mention, link) in enumerate(zip(document.mentions or (), links, strict=True)):
        kind = _LINK_KINDS.get(mention.kind)
        if kind is None or mention.kind == "pronoun" or mention.sentence >= len(lines):
            continue
        line = lines[mention.sentence]
        tokens = _tokens(line, mention.head)
        if tokens and _is_name(line, tokens):
            yield mention.sentence, _of_link(tokens, number, mention, link, things)


def _is_name(line: Line, tokens: tuple[int, int]) -> bool:
    return any(line.parse.words[at][0].isupper() for at in range(*tokens))


def _of_link(
    tokens: tuple[int, int], number: int, mention: Mention, link: Link, things: Things
) -> Known:
    kind = _LINK_KINDS.get(link.kind) if link.entity else _LINK_KINDS[mention.kind]
    entity = link.entity or ""
    title = things.title_of(entity, link.name or "") if entity else ""
    kinds = frozenset([kind] if kind else [])
    return Known(*tokens, kinds, "", entity, title, link.name or "", link.country or "", number)


def _of_places(
    document: Document, lines: Sequence[Line], things: Things
) -> Iterator[tuple[int, Known]]:
    starts = [line.parse.starts[0] for line in lines]
    for place in document.places or ():
        number = bisect_right(starts, place.span.start) - 1
        tokens = _tokens(lines[number], place.span) if number >= 0 else None
        if tokens:
            yield number, _of_place(tokens, place, things)


def _of_place(tokens: tuple[int, int], place: Place, things: Things) -> Known:
    kinds = frozenset([_PLACE_KINDS.get(place.kind, PLACE)])
    if place.kind == "country" and place.country:
        title = things.title_of(place.country, place.name)
        return Known(*tokens, kinds, "", place.country, title, place.name, place.country)
    title = things.title_of_place(place.name, place.admin or "", place.country or "")
    key = f"place:{place.geonameid or title}"
    return Known(*tokens, kinds, "", key, title, place.name, place.country or "")


def _of_things(
    document: Document, lines: Sequence[Line], things: Things
) -> Iterator[tuple[int, Known]]:
    text = document.text or ""
    named: set[str] = set()
    for line in lines:
        start, end = line.parse.starts[0], line.parse.ends[-1]
        words = words_of(text[start:end], start)
        for hit in things.matches(words, named):
            span = Span(words[hit.first].start, words[hit.last - 1].end)
            tokens = _tokens(line, span)
            named.update(one.id for one in hit.things)
            if tokens:
                yield line.number, _of_thing(tokens, hit.things[0])


def _of_thing(tokens: tuple[int, int], thing: Thing) -> Known:
    kind, group = _THING_KINDS.get(thing.kind, ("", ""))
    kinds = frozenset([kind] if kind else [])
    return Known(*tokens, kinds, group, thing.id, thing.title, thing.name, thing.country)


def _tokens(line: Line, span: Span) -> tuple[int, int] | None:
    """Return the tokens of a span, None if there are none; a joined "'s" is left out."""
    first = bisect_right(line.parse.ends, span.start)
    last = bisect_left(line.parse.starts, span.end)
    return (first, last) if first < last else None

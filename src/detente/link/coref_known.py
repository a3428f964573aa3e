"""What is known by name in a document: links of mentions, places and things of the tables."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from detente.entities.things import Thing, Things
from detente.link.coref_lines import Line
from detente.link.coref_states import load_continents, load_state_names
from detente.link.coref_words import ORG, PERSON, PLACE, STATE, Words, load_thing_kinds
from detente.link.words import sentence_words
from detente.model import Document, Link, Mention, Place, Span, Word

_LINK_KINDS: Final[Mapping[str, str]] = {
    "state": STATE,
    "person": PERSON,
    "organisation": ORG,
    "body": ORG,
}
_STATE: Final = frozenset([STATE])
_NATION: Final = frozenset(["country"])
_GOVERNMENT: Final = "government"
_TOWN: Final = frozenset(["city"])
# "in central London": words of place so near before a capital make it a mere place.
_REGION: Final = frozenset([PLACE])
_REGIONS: Final = frozenset(["region"])
_PLACING: Final = frozenset({"in", "at", "near", "outside", "inside", "around", "central"})
_PLACING_REACH: Final = 2


class Known(NamedTuple):
    """Tokens ``first`` to ``last`` (excluded) of a line that name something known.

    ``entity`` is an id of the tables or "" (a person who is in none); ``title`` a page title.
    """

    first: int
    last: int
    kinds: frozenset[str]
    groups: frozenset[str]
    entity: str
    title: str
    name: str
    country: str = ""


class Names:
    """Finds what a document names that is known, with one set of tables."""

    def __init__(self, things: Things, words: Words) -> None:
        self._things = things
        self._not_persons = words.company_endings | words.organisation_heads
        self._kinds = load_thing_kinds()
        self._states, self._state_names = load_state_names()
        self._continents = load_continents()

    def known(self, document: Document, lines: Sequence[Line]) -> dict[int, list[Known]]:
        """Return what is known by name, by number of the line; a span has one meaning.

        Of several a thing of the tables counts most, then what a mention is linked to, then a
        place, then a state's name or adjective.
        """
        found: dict[int, dict[tuple[int, int], Known]] = defaultdict(dict)
        sources = (
            self._of_words(document, lines),
            self._of_mentions(document, lines),
            self._of_places(document, lines),
        )
        for source in sources:
            for number, one in source:
                key = (one.first, one.last)
                found[number][key] = _joined(found[number].get(key), one)
        return {number: _apart(list(spans.values())) for number, spans in found.items()}

    def _of_words(self, document: Document, lines: Sequence[Line]) -> Iterator[tuple[int, Known]]:
        # The whole text at once: what is doubtful in one sentence is spelt out in another.
        words = [word for sentence in sentence_words(document) for word in sentence]
        starts = [line.parse.starts[0] for line in lines]
        found: list[tuple[int, int, Thing | str]] = [
            (hit.first, hit.last, hit.things[0])
            for hit in self._things.matches(words)
            # "the US government" is the state, as its description says.
            if words[hit.last - 1].folded != _GOVERNMENT
        ]
        states = self._states.matches(words)
        found += [(hit.first, hit.last, hit.entries[0].id) for hit in states]
        for first, last, meaning in found:
            number = bisect_right(starts, words[first].start) - 1
            if number >= 0:
                yield from self._at(lines[number], words, first, last, meaning)

    def _at(
        self, line: Line, words: Sequence[Word], first: int, last: int, meaning: Thing | str
    ) -> Iterator[tuple[int, Known]]:
        tokens = tokens_of(line, Span(words[first].start, words[last - 1].end))
        if tokens is None:
            return
        if meaning in self._continents:
            name = str(meaning)
            key = f"place:{name}"
            yield line.number, Known(*tokens, _REGION, _REGIONS, key, name, name.replace("_", " "))
        elif isinstance(meaning, str):
            name = self._state_names[meaning]
            title = self._title_of_state(meaning, name)
            yield line.number, Known(*tokens, _STATE, _NATION, meaning, title, name, meaning)
        else:
            kind, groups = self._kinds.get(meaning.kind, ("", frozenset()))
            kinds = frozenset([kind] if kind else [])
            known = (meaning.id, meaning.title, meaning.name, meaning.country)
            yield line.number, Known(*tokens, kinds, groups, *known)

    def _title_of_state(self, iso3: str, name: str) -> str:
        title = self._things.title_of(iso3)
        return self._state_names.get(iso3, name).replace(" ", "_") if title == iso3 else title

    def _of_mentions(
        self, document: Document, lines: Sequence[Line]
    ) -> Iterator[tuple[int, Known]]:
        links = document.links or ()
        for mention, link in zip(document.mentions or (), links, strict=bool(links)):
            kind = _LINK_KINDS.get(mention.kind)
            is_told = link.entity or mention.kind == "person"
            if kind is None or not is_told or mention.sentence >= len(lines):
                continue
            line = lines[mention.sentence]
            tokens = tokens_of(line, mention.head)
            if (
                tokens
                and (link.entity or self._may_be_person(line, tokens))
                and _is_name(line, tokens)
            ):
                town = self._town(line, tokens) if kind == STATE else ""
                yield (
                    mention.sentence,
                    (
                        self._of_town(tokens, town, link.country or "")
                        if town
                        else self._of_link(tokens, mention, link)
                    ),
                )

    def _may_be_person(self, line: Line, tokens: tuple[int, int]) -> bool:
        return line.parse.lemmas[tokens[1] - 1] not in self._not_persons

    def _town(self, line: Line, tokens: tuple[int, int]) -> str:
        """Return the name of a capital that is a mere place: "in central London", else ""."""
        name = " ".join(line.parse.words[tokens[0] : tokens[1]])
        if self._states.entries(name):
            return ""
        before = line.parse.words[max(0, tokens[0] - _PLACING_REACH) : tokens[0]]
        placed = any(word.casefold() in _PLACING for word in before)
        return name if placed or line.parse.deps[tokens[1] - 1] == "compound" else ""

    def _of_town(self, tokens: tuple[int, int], name: str, country: str) -> Known:
        title = self._things.title_of_place(name, "", country)
        key = f"place:{title}"
        return Known(*tokens, frozenset([PLACE]), _TOWN, key, title, name, country)

    def _of_link(self, tokens: tuple[int, int], mention: Mention, link: Link) -> Known:
        kind = _LINK_KINDS.get(link.kind) if link.entity else _LINK_KINDS[mention.kind]
        entity, name = link.entity or "", link.name or ""
        title = self._things.title_of(entity, name) if entity else ""
        if kind == STATE and entity in self._state_names:
            title = self._title_of_state(entity, name)
        kinds = frozenset([kind] if kind else [])
        return Known(*tokens, kinds, frozenset(), entity, title, name, link.country or "")

    def _of_places(self, document: Document, lines: Sequence[Line]) -> Iterator[tuple[int, Known]]:
        starts = [line.parse.starts[0] for line in lines]
        for place in document.places or ():
            number = bisect_right(starts, place.span.start) - 1
            tokens = tokens_of(lines[number], place.span) if number >= 0 else None
            if tokens:
                yield number, self._of_place(tokens, place)

    def _of_place(self, tokens: tuple[int, int], place: Place) -> Known:
        country = place.country or ""
        if place.kind == "country" and country:
            title = self._title_of_state(country, place.name)
            return Known(*tokens, _STATE, _NATION, country, title, place.name, country)
        title = self._things.title_of_place(place.name, place.admin or "", country)
        key = f"place:{place.geonameid or title}"
        group = frozenset(["city" if place.kind == "city" else "region"])
        return Known(*tokens, frozenset([PLACE]), group, key, title, place.name, country)


def _apart(names: Sequence[Known]) -> list[Known]:
    """Return names without persons who are nobody of the tables but part of what is known."""
    told = [one for one in names if one.entity]
    return [
        one
        for one in names
        if one.entity or not any(one.first < it.last and it.first < one.last for it in told)
    ]


def _joined(known: Known | None, other: Known) -> Known:
    """Return which of two meanings of one span counts: the first, unless it is nobody."""
    return known if known and known.entity else other


def _is_name(line: Line, tokens: tuple[int, int]) -> bool:
    if line.parse.lemmas[tokens[1] - 1] == _GOVERNMENT:
        return False
    return any(line.parse.words[at][0].isupper() for at in range(*tokens))


def tokens_of(line: Line, span: Span) -> tuple[int, int] | None:
    """Return the tokens that a span touches as (first, last + 1), None if there are none."""
    first = bisect_right(line.parse.ends, span.start)
    last = bisect_left(line.parse.starts, span.end)
    return (first, last) if first < last else None

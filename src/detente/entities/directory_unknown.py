"""Names in a text that the tables do not know."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.entities.lexicon import fold
from detente.entities.records import Registry
from detente.entities.tables import words
from detente.model import Document, Parse, Span

PERSON, ORGANISATION = "person", "organisation"
_NAMED = frozenset({PERSON, ORGANISATION, "body"})
_LISTS = ("organisations", "others", "titles", "particles", "links")
_MOST_INSIDE = 2
_LONGEST = 8
_SHORTEST_WORD = 3


class Unknown(NamedTuple):
    """A name nobody known goes by, its kind, and the sentences it stands in."""

    name: str
    kind: str
    sentences: tuple[str, ...]


class _Found(NamedTuple):
    name: str
    kind: str
    span: Span
    sentence: str


def unknown_names(document: Document, registry: Registry) -> list[Unknown]:
    """Return the names of persons and organisations that have no entity, in text order.

    Names are runs of proper nouns, and mentions of named kinds whose link found nothing. Part of a
    longer unknown name ("Roe" after "Jane Roe") belongs to that. Needs the layers sentences,
    parses, mentions and links; places and time expressions are left out if the document has them.
    """
    reader = _Reader(document, registry)
    grouped: dict[str, list[_Found]] = {}
    for found in sorted((*reader.runs(), *reader.mentions()), key=lambda one: one.span):
        longer = next((name for name in grouped if f" {found.name} " in f" {name} "), found.name)
        grouped.setdefault(longer, []).append(found)
    return [
        Unknown(name, some[0].kind, tuple(dict.fromkeys(one.sentence for one in some)))
        for name, some in grouped.items()
        if " " in name or some[0].kind != PERSON or len(some) > 1
    ]


class _Reader:
    """Reads one document."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self._document = document
        self._registry = registry
        self._text = document.text or ""
        self._known = sorted(_known_spans(document))
        table = words("directory_words.toml")
        lists = {name: frozenset(table[name]) for name in _LISTS}
        bodies = {term for term, role in registry.roles.items() if role.kind == "body"}
        self._bodies = lists["organisations"] | bodies
        self._others = lists["others"]
        self._before = lists["titles"] | {term for term in registry.roles if " " not in term}
        self._particles, self._links = lists["particles"], lists["links"]
        self._seen: list[Span] = []

    def runs(self) -> Iterator[_Found]:
        """Yield the runs of proper nouns that nothing known covers."""
        pairs = zip(self._document.parses or (), self._document.sentences or (), strict=True)
        # In a headline every word may have a capital.
        for parse in (parse for parse, sentence in pairs if parse and not sentence.is_headline):
            for first, last in self._runs(parse):
                yield from self._run(parse, first, last)

    def _run(self, parse: Parse, first: int, last: int) -> Iterator[_Found]:
        while first < last and fold(parse.words[first]).rstrip(".") in self._before:
            first += 1  # "President Jane Roe" is named Jane Roe
        span = Span(parse.starts[first], parse.ends[last])
        name = " ".join(self._text[span.start : span.end].split()).removesuffix("'s")
        if self._is_known(span, name) or not _is_name(name) or self._is_other(name):
            return
        self._seen.append(span)
        yield _Found(name, self._kind(name), span, self._sentence_at(span))

    def _runs(self, parse: Parse) -> Iterator[tuple[int, int]]:
        """Yield first and last token of each run of proper nouns, small words inside included."""
        run: list[int] = []
        for index, pos in enumerate(parse.pos):
            if pos == "PROPN":
                run.append(index)
            elif run and not self._goes_on(parse, index, run):
                yield run[0], run[-1]
                run = []
        if run:
            yield run[0], run[-1]

    def _goes_on(self, parse: Parse, index: int, run: Sequence[int]) -> bool:
        word = parse.words[index].lower()
        is_body = any(fold(parse.words[one]) in self._bodies for one in run)
        inside = word in self._particles or (is_body and word in self._links)
        return inside and index - run[-1] <= _MOST_INSIDE

    def mentions(self) -> Iterator[_Found]:
        """Yield the mentions of named kinds that have no entity and no run of their own."""
        mentions = self._document.mentions or ()
        for mention in (
            mentions[one.mention] for one in self._document.links or () if not one.entity
        ):
            name = " ".join(self._text[mention.head.start : mention.head.end].split())
            is_new = mention.kind in _NAMED and not self._registry.lexicon.entries(name)
            seen = any(_overlap(mention.span, one) for one in self._seen)
            if is_new and not seen and _is_name(name):
                yield _Found(name, mention.kind, mention.span, self._sentence_at(mention.span))

    def _is_known(self, span: Span, name: str) -> bool:
        covered = any(_overlap(span, one) for one in self._known)
        return covered or bool(self._registry.lexicon.entries(name))

    def _is_other(self, name: str) -> bool:
        return fold(name.rsplit(maxsplit=1)[-1]) in self._others

    def _kind(self, name: str) -> str:
        words = [fold(word) for word in name.split()]
        is_body = any(word in self._bodies for word in words) or (
            len(words) == 1 and name.isupper()
        )
        return ORGANISATION if is_body else PERSON

    def _sentence_at(self, span: Span) -> str:
        for sentence in self._document.sentences or ():
            if sentence.span.start <= span.start < sentence.span.end:
                return " ".join(self._text[sentence.span.start : sentence.span.end].split())
        return ""


def _known_spans(document: Document) -> Iterator[Span]:
    mentions = document.mentions or ()
    yield from (mentions[link.mention].span for link in document.links or () if link.entity)
    yield from (place.span for place in document.places or ())
    yield from (day.span for day in document.days or ())


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_name(name: str) -> bool:
    parts = name.split()
    is_long_enough = len(parts) > 1 or len(name) >= _SHORTEST_WORD
    return is_long_enough and len(parts) <= _LONGEST and any(one[0].isupper() for one in parts)

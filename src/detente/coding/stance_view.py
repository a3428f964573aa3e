"""A document as the reader of statements sees it: trees, and the mentions of each sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from detente.coding.tree import Tree
from detente.model import Chain, Document, Event, Link, Mention, Span, Statement

MOST: Final = 400  # words of one statement that are looked at


class Part(NamedTuple):
    """The words of a statement that stand in one sentence, as tokens of its tree."""

    sentence: int
    tree: Tree
    tokens: frozenset[int]

    def heads(self) -> list[int]:
        """Return the words that hang on none of the others, in order."""
        heads = self.tree.parse.heads
        return sorted(
            token
            for token in self.tokens
            if heads[token] == token or heads[token] not in self.tokens
        )


class View:
    """One document's trees and mentions, each looked up once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text or ""
        self._starts = [sentence.span.start for sentence in document.sentences or ()]
        self._trees: dict[int, Tree | None] = {}
        self._parts: dict[tuple[Span, ...], list[Part]] = {}
        self._mentions: dict[int, list[int]] = {}
        for number, mention in enumerate(document.mentions or ()):
            self._mentions.setdefault(mention.sentence, []).append(number)

    def tree(self, sentence: int) -> Tree | None:
        """Return the tree of a sentence, or None if it was not parsed."""
        if sentence not in self._trees:
            parses = self.document.parses or ()
            parse = parses[sentence] if sentence < len(parses) else None
            self._trees[sentence] = Tree(parse) if parse and parse.words else None
        return self._trees[sentence]

    def sentences(self, span: Span) -> range:
        """Return the sentences that a span touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return range(first, bisect_left(self._starts, span.end))

    def parts(self, spans: Sequence[Span]) -> list[Part]:
        """Return the parsed words of some spans, sentence by sentence, as many as are read."""
        key = tuple(spans)
        if key not in self._parts:
            self._parts[key] = self._parts_of(key)
        return self._parts[key]

    def _parts_of(self, spans: Sequence[Span]) -> list[Part]:
        found: dict[int, set[int]] = {}
        for span in spans:
            for sentence in self.sentences(span):
                found.setdefault(sentence, set()).update(self.tokens(sentence, span))
        parts, count = [], 0
        for sentence in sorted(found):
            tree, tokens = self.tree(sentence), frozenset(found[sentence])
            count += len(tokens)
            if tree is not None and tokens and count <= MOST:
                parts.append(Part(sentence, tree, tokens))
        return parts

    def tokens(self, sentence: int, span: Span) -> range:
        """Return the tokens of a sentence that a span touches."""
        tree = self.tree(sentence)
        if tree is None:
            return range(0)
        starts, ends = tree.parse.starts, tree.parse.ends
        return range(bisect_right(ends, span.start), bisect_left(starts, span.end))

    def referred(self, sentence: int) -> Sequence[tuple[str, Span]]:
        """Return the states that words of a sentence stand for by their chain or place."""
        return self._referred.get(sentence, ())

    @cached_property
    def _referred(self) -> Mapping[int, Sequence[tuple[str, Span]]]:
        found: dict[int, list[tuple[str, Span]]] = {}
        places = ((one.country, one.span) for one in self.document.places or ())
        for country, span in (*self._chained(), *places):
            if country:
                found.setdefault(self.sentences(span).start, []).append((country, span))
        return found

    def _chained(self) -> Iterator[tuple[str | None, Span]]:
        for chain in self.document.chains or ():
            country = self._country_of(chain)
            yield from ((country, span) for span in chain.spans)

    def _country_of(self, chain: Chain) -> str | None:
        links = (self.link(number) for number in chain.mentions)
        return next((link.country for link in links if link and link.country), None)

    @cached_property
    def _events(self) -> Mapping[int, Sequence[Event]]:
        found: dict[int, list[Event]] = {}
        for event in self.document.events or ():
            found.setdefault(event.sentence, []).append(event)
        return found

    def events_in(self, sentence: int) -> Sequence[Event]:
        """Return the events of a sentence."""
        return self._events.get(sentence, ())

    def mentions_in(self, sentence: int) -> Sequence[int]:
        """Return the numbers of the mentions of a sentence."""
        return self._mentions.get(sentence, ())

    def mention(self, number: int) -> Mention:
        """Return a mention by its number."""
        return (self.document.mentions or ())[number]

    def link(self, number: int) -> Link | None:
        """Return who a mention means, or None if links were not made."""
        return self.document.links[number] if self.document.links else None

    def link_at(self, sentence: int, place: int) -> Link | None:
        """Return whom the shortest mention at a place of the text means."""
        best: int | None = None
        size = len(self.text) + 1
        for number in self.mentions_in(sentence):
            span = self.mention(number).span
            if span.start <= place < span.end and span.end - span.start < size:
                best, size = number, span.end - span.start
        return None if best is None else self.link(best)

    def cue_tokens(self, statement: Statement) -> range:
        """Return the tokens of a statement's cue in its sentence."""
        return self.tokens(statement.sentence, statement.cue) if statement.cue else range(0)

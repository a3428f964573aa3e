"""What each sentence is about: topics by their words, and the PLOVER contexts they stand for."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import ahocorasick
import msgspec

from detente.model import Document, Sentence, Span, Topic
from detente.ontology.languages import language_file
from detente.settings import Settings

HIDDEN = ""  # the topic of words that only look like one ("World Bank" is no river bank)


class _Entry(NamedTuple):
    """One word of the table: its topic, how it is written, and whether letters may follow."""

    topic: str
    word: str
    is_stem: bool


class _Table(NamedTuple):
    """All words as one automaton over small letters, and the contexts of each topic."""

    automaton: ahocorasick.Automaton
    contexts: dict[str, tuple[str, ...]]


def build(settings: Settings) -> "TopicFinder":  # noqa: ARG001 - every stage is built from settings
    """Return the stage that adds ``topics``."""
    return TopicFinder()


class TopicFinder:
    """The stage that adds ``topics``: the first word of each topic in each sentence, in order."""

    def __init__(self) -> None:
        self._automaton = _table().automaton

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        """Return the documents with ``topics``; a document without sentences has none."""
        return [
            msgspec.structs.replace(document, topics=self._topics(document))
            for document in documents
        ]

    def _topics(self, document: Document) -> tuple[Topic, ...]:
        found: dict[tuple[int, str], Topic] = {}
        sentences = document.sentences or ()
        starts = [sentence.span.start for sentence in sentences]
        for start, end, entry in _longest(self._hits(document.text or "")):
            index = bisect_right(starts, start) - 1
            if entry.topic != HIDDEN and _holds(sentences, index, end):
                topic = Topic(name=entry.topic, sentence=index, span=Span(start, end))
                found.setdefault((index, entry.topic), topic)
        return tuple(found.values())

    def _hits(self, text: str) -> Iterator[tuple[int, int, _Entry]]:
        for last, entries in self._automaton.iter(lowered(text)):
            spans = ((entry, _span(text, last + 1, entry)) for entry in entries)
            yield from ((span[0], span[1], entry) for entry, span in spans if span)


def topics_of(document: Document, sentence: int) -> tuple[str, ...]:
    """Return the names of the topics of one sentence, in the order of their words.

    Empty where the topics were not looked for.
    """
    return tuple(topic.name for topic in document.topics or () if topic.sentence == sentence)


def topics_within(document: Document, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return the names of the topics whose words lie inside any of the spans, in text order."""
    kept = tuple(spans)
    inside = (
        topic.name
        for topic in document.topics or ()
        if any(span.start <= topic.span.start and topic.span.end <= span.end for span in kept)
    )
    return tuple(dict.fromkeys(inside))


def contexts_of(topics: Iterable[str]) -> tuple[str, ...]:
    """Return the PLOVER contexts that topics stand for, sorted; unknown topics have none.

    Source of the pairs: data/topics_words.toml, compiled for this project from the definitions of
    the 37 contexts in the PLOVER manual.
    """
    contexts = _table().contexts
    return tuple(sorted({name for topic in topics for name in contexts.get(topic, ())}))


def lowered(text: str) -> str:
    """Return the text in small letters, each at its old place (``len`` does not change)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    # "İ" becomes two code points, which would move all spans behind it.
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _longest(hits: Iterable[tuple[int, int, _Entry]]) -> list[tuple[int, int, _Entry]]:
    """Return the hits in text order; of overlapping ones the longest, then the first."""
    kept: list[tuple[int, int, _Entry]] = []
    # Hits come by their last letter, so a longer one that ends later may hide kept ones.
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
        elif hit[1] - hit[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = hit
    return kept


def _holds(sentences: Sequence[Sentence], index: int, end: int) -> bool:
    return index >= 0 and end <= sentences[index].span.end


def _span(text: str, end: int, entry: _Entry) -> tuple[int, int] | None:
    start = end - len(entry.word)
    is_acronym = entry.word == entry.word.upper()
    if is_acronym and not text.startswith(entry.word, start):
        return None
    last = _end_of_word(text, end, is_stem=entry.is_stem)
    return (start, last) if last and not (start and text[start - 1].isalnum()) else None


def _end_of_word(text: str, end: int, *, is_stem: bool) -> int | None:
    if is_stem:
        while end < len(text) and text[end].isalpha():
            end += 1
        return end
    return next((e for e in _plural_ends(text, end) if not text[e : e + 1].isalnum()), None)


def _plural_ends(text: str, end: int) -> Iterator[int]:
    yield end
    for ending in ("s", "es"):
        if text.startswith(ending, end):
            yield end + len(ending)


@cache
def _table() -> _Table:
    source = language_file("detente.coding", "topics_words.toml").read_text("utf-8")
    rows = tomllib.loads(source)["topic"]
    words: dict[str, list[_Entry]] = {}
    for row in rows:
        for word in row["words"]:
            entry = _Entry(row["name"], word.removesuffix("*"), word.endswith("*"))
            words.setdefault(entry.word.lower(), []).append(entry)
    automaton = ahocorasick.Automaton()
    for word, entries in words.items():
        automaton.add_word(word, tuple(entries))
    automaton.make_automaton()
    return _Table(automaton, {row["name"]: tuple(row["contexts"]) for row in rows})

"""Stage "sentences": spans of sentences, found by rule."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from detente.clean.headline import has_headline
from detente.clean.stops import StopWords, read_stop_words, sentence_ends
from detente.model import Document, Sentence, Span
from detente.settings import Settings

# A "sentence" longer than this is a table or a text without stops; no parser gains from it whole.
MAX_SENTENCE = 1500
_LINE = re.compile(r"[^\n]+")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


class _Segment:
    """The stage: sentences for each document."""

    def __init__(self, words: StopWords) -> None:
        self._words = words

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        return [
            msgspec.structs.replace(document, sentences=self._sentences_of(document))
            for document in documents
        ]

    def _sentences_of(self, document: Document) -> tuple[Sentence, ...]:
        text = document.text or ""
        return tuple(find_sentences(text, self._words, has_headline=has_headline(document)))


def build(settings: Settings) -> _Segment:  # noqa: ARG001 - every stage is built from settings
    """Return the stage, with its word lists loaded."""
    return _Segment(read_stop_words())


def find_sentences(text: str, words: StopWords, *, has_headline: bool) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order; together they cover all that is not space.

    With ``has_headline`` the first paragraph is the title, and one sentence.
    """
    paragraph, end = 0, 0
    for line in _LINE.finditer(text):
        if end and _PARAGRAPH_BREAK.fullmatch(text, end, line.start()):
            paragraph += 1
        end = line.end()
        is_headline = has_headline and line.start() == 0
        ends = () if is_headline else sentence_ends(line[0], words)
        for span in _spans(line[0], line.start(), ends):
            yield Sentence(span=span, paragraph=paragraph, is_headline=is_headline)


def _spans(line: str, offset: int, ends: Iterator[int] | tuple[()]) -> Iterator[Span]:
    start = 0
    for end in chain(ends, (len(line),)):
        piece = line[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right - left > MAX_SENTENCE:
            yield from _cut(line, left, right, offset)
        elif left < right:
            yield Span(offset + left, offset + right)
        start = end


def _cut(line: str, left: int, right: int, offset: int) -> Iterator[Span]:
    """Yield the pieces of an overlong sentence, cut at spaces where there are any."""
    while right - left > MAX_SENTENCE:
        space = line.rfind(" ", left + 1, left + MAX_SENTENCE)
        end = space if space > left else left + MAX_SENTENCE
        yield Span(offset + left, offset + len(line[:end].rstrip()))
        left = end + len(line[end:right]) - len(line[end:right].lstrip())
    if left < right:
        yield Span(offset + left, offset + right)

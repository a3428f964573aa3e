"""Stage "words": the words of each sentence, cut once for the stages behind.

What stands between two spaces is cut the same way each time, so most of it is known after a few
articles.
"""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from detente.entities.lexicon import words_of
from detente.kept import Kept
from detente.model import Document, Sentence, Word
from detente.settings import Settings

# Longer pieces are not kept: nobody knows how long they are.
_LONGEST_PIECE: Final = 40
_CAPITALS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# A word as plain values: start, end, text, folded. They are taken apart sooner than records.
_Piece = tuple[int, int, str, str]


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``words``, parallel to ``sentences``."""
    del settings
    splitter = Splitter()

    def add_words(batch: Sequence[Document]) -> list[Document]:
        return [replace(one, words=_words(one, splitter)) for one in batch]

    return add_words


def _words(document: Document, splitter: "Splitter") -> tuple[tuple[Word, ...], ...]:
    return tuple(
        splitter.words(*_text_of(document, sentence)) for sentence in document.sentences or ()
    )


def _text_of(document: Document, sentence: Sentence) -> tuple[str, int]:
    span = sentence.span
    return (document.text or "")[span.start : span.end], span.start


def sentence_words(document: Document) -> Sequence[Sequence[Word]]:
    """Return the words of each sentence: the layer, or what it would be where it was not made."""
    if document.words is not None:
        return document.words
    return [words_of(*_text_of(document, sentence)) for sentence in document.sentences or ()]


class Splitter:
    """Cuts texts as ``words_of`` does, with a memory for what stands between two spaces."""

    def __init__(self) -> None:
        self._known = Kept(_pieces)

    def words(self, text: str, offset: int = 0) -> tuple[Word, ...]:
        """Return the words and signs of a text in order; ``offset`` is added to code points."""
        pieces = text.split()
        known, at = self._known, 0
        found: list[Word] = []
        for number, piece in enumerate(pieces):
            at = text.find(piece, at)
            is_open = piece[-1] == "." or len(piece) > _LONGEST_PIECE
            words = self._cut(pieces, number) if is_open else known[piece]
            shift = at + offset
            found += [Word(a + shift, b + shift, word, folded) for a, b, word, folded in words]
            at += len(piece)
        return tuple(found)

    def _cut(self, pieces: Sequence[str], number: int) -> list[_Piece]:
        """Return the words of one piece. Before a capital "J." is an initial, else it is two."""
        piece = pieces[number]
        if piece[-1] == "." and number + 1 < len(pieces) and pieces[number + 1][0] in _CAPITALS:
            return _pieces(f"{piece} A")[:-1]
        return _pieces(piece) if len(piece) > _LONGEST_PIECE else self._known[piece]


def _pieces(text: str) -> list[_Piece]:
    return [(word.start, word.end, word.text, word.folded) for word in words_of(text)]

"""Syntax of the sentences that the gate lets through, as plain tuples."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from operator import add
from typing import Any

from msgspec.structs import replace

from detente.entities.registry import load_registry
from detente.link.gate import Gate, build_gate
from detente.link.own_forms import own_forms
from detente.link.parse_model import load_model
from detente.link.parse_words import RULES, WordRules
from detente.model import Document, Parse, Sentence
from detente.settings import Settings

__all__ = ["Parser", "build", "children", "load_model"]

# "KUALA LUMPUR, Feb 27 (Agency) - ", "MOSCOW/SEOUL: ": no part of the sentence's syntax.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]+(?:[/,] ?[A-Z][A-Za-z.'’ -]+)*"
    r"(?:, ?(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?)?"
    r"(?: ?[(/][^)/]{2,40}[)/])?\s*(?:--?|[–—:])\s+"
)


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``parses``, parallel to ``sentences``.

    A sentence that the gate holds back has None: nothing in it could be an event or a statement.
    """
    parser = Parser(load_model())
    gate = _gate(settings, parser) if settings.coding.gate else _everything

    def add_parses(batch: Sequence[Document]) -> list[Document]:
        wanted = [list(gate(document)) for document in batch]
        parses = parser.parse(_chosen(batch, wanted))
        return [_with_parses(*pair, parses) for pair in zip(batch, wanted, strict=True)]

    return add_parses


def _gate(settings: Settings, parser: "Parser") -> Gate:
    forms = own_forms(settings.coding.own_types, parser.parse)
    return build_gate(load_registry(settings.actors), forms)


class Parser:
    """Turns sentences into :class:`Parse` records with one spaCy pipeline."""

    def __init__(self, nlp: Any, batch_size: int = 128) -> None:
        self._nlp = nlp
        self._batch_size = batch_size
        self._rules = WordRules(nlp)

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[Parse]:
        """Yield a parse for each (text, offset of the text in its document)."""
        docs = self._nlp.pipe(sentences, as_tuples=True, batch_size=self._batch_size, disable=RULES)
        for doc, offset in docs:
            yield self._record(doc, offset)

    def _record(self, doc: Any, offset: int) -> Parse:
        columns = doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "IDX"]).astype("int64").T.tolist()
        told = self._rules.told(doc, list(zip(*columns[:3], strict=True)))
        words, lemmas, tags, pos, deps = zip(*told, strict=True)
        starts = tuple(offset + start for start in columns[4])
        return Parse(
            starts=starts,
            ends=tuple(map(add, starts, map(len, words))),
            words=words,
            lemmas=lemmas,
            tags=tags,
            pos=pos,
            heads=tuple(map(add, columns[3], range(len(words)))),
            deps=deps,
        )


def _everything(document: Document) -> list[bool]:
    return [True] * len(document.sentences or ())


def _chosen(
    batch: Sequence[Document], wanted: Sequence[Sequence[bool]]
) -> Iterator[tuple[str, int]]:
    for document, flags in zip(batch, wanted, strict=True):
        for sentence in compress(document.sentences or (), flags):
            yield _body_of(document, sentence)


def _body_of(document: Document, sentence: Sentence) -> tuple[str, int]:
    """Return a sentence's text without its dateline, and where that begins in the document."""
    text = (document.text or "")[sentence.span.start : sentence.span.end]
    dateline = _DATELINE.match(text)
    skipped = dateline.end() if dateline and dateline.end() < len(text) else 0
    # spaCy makes a token of a line break; a space of the same length keeps all offsets.
    return text[skipped:].replace("\n", " "), sentence.span.start + skipped


def _with_parses(document: Document, flags: Sequence[bool], parses: Iterator[Parse]) -> Document:
    return replace(document, parses=tuple(next(parses) if flag else None for flag in flags))


def children(parse: Parse) -> tuple[tuple[int, ...], ...]:
    """Return, for each token, the indices of its children in order."""
    found: list[list[int]] = [[] for _ in parse.heads]
    for index, head in enumerate(parse.heads):
        if head != index:
            found[head].append(index)
    return tuple(tuple(indices) for indices in found)

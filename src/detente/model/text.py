"""An article and its text: what arrived, what was removed, sentences and syntax."""

import datetime as dt

import msgspec

from detente.model.base import Record, Span


class Article(Record, frozen=True, kw_only=True):
    """An article as it arrived; never changed.

    ``id`` is a digest of ``url`` (or the id the input gave) and ``body``. ``body`` is plain text
    or HTML, as ``media`` says. ``origin`` tells where it was read from (a path, "-" for standard
    input), for messages only. ``published_from`` and ``outlet_from`` say how those fields are
    known: "input", "page", "option".
    """

    id: str
    body: str
    media: str = "text"
    url: str | None = None
    outlet: str | None = None
    outlet_from: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    origin: str | None = None


class Problem(Record, frozen=True, kw_only=True):
    """Something that went wrong with one input: where, and why in words.

    ``stage`` is a step's name, or "intake". ``article_id`` is None when no article came of it.
    """

    stage: str
    reason: str
    article_id: str | None = None
    origin: str | None = None


class Removed(Record, frozen=True, kw_only=True):
    """Text that was taken out of an article as page furniture, and why."""

    text: str
    reason: str


class Language(Record, frozen=True, kw_only=True):
    """The language of a text: ISO 639-1 code, and a probability in 0..1.

    ``is_read`` says whether detente codes this language; others are kept and counted only.
    """

    code: str
    probability: float
    is_read: bool


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence. ``paragraph`` counts from 0; a headline is the title, as a sentence."""

    span: Span
    paragraph: int
    is_headline: bool = False


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word or sign of a text: its code points, surface form and folded form."""

    start: int
    end: int
    text: str
    folded: str


class Name(Record, frozen=True, kw_only=True):
    """A named entity the parser saw: first and last token (included) and its label."""

    first: int
    last: int
    label: str


class Parse(Record, frozen=True, kw_only=True):
    """The syntax of one sentence: parallel tuples, one item a token.

    ``starts``/``ends`` are code points in ``Document.text``; ``heads`` are token indices (a root
    points at itself); ``tags`` are Penn tags, ``pos`` universal tags, ``deps`` ClearNLP labels.
    ``lemmas`` are lower case.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    pos: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    names: tuple[Name, ...] = ()

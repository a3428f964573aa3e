"""A document: an article's clean text and the layers found in it."""

from detente.model.base import Record
from detente.model.findings import Claim, Event, Statement, Topic
from detente.model.links import Chain, Link, Mention, Place, TimeExpression
from detente.model.text import Article, Language, Parse, Problem, Removed, Sentence, Word


class Document(Record, frozen=True, kw_only=True):
    """An article's clean text and the layers found in it. None means: not looked for yet.

    ``links`` is parallel to ``mentions``; ``words`` and ``parses`` to ``sentences`` (a parse is
    None where the gate spared a sentence that). ``fingerprint`` is a near-duplicate signature.
    """

    article: Article
    text: str | None = None
    removed: tuple[Removed, ...] | None = None
    language: Language | None = None
    fingerprint: tuple[int, ...] | None = None
    sentences: tuple[Sentence, ...] | None = None
    words: tuple[tuple[Word, ...], ...] | None = None
    parses: tuple[Parse | None, ...] | None = None
    days: tuple[TimeExpression, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    links: tuple[Link, ...] | None = None
    places: tuple[Place, ...] | None = None
    chains: tuple[Chain, ...] | None = None
    topics: tuple[Topic, ...] | None = None
    events: tuple[Event, ...] | None = None
    statements: tuple[Statement, ...] | None = None
    claims: tuple[Claim, ...] | None = None
    problems: tuple[Problem, ...] = ()

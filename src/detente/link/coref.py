"""Chains: the names, descriptions and pronouns of an article that mean the same thing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from detente.entities.things import Things, load_things
from detente.link.coref_known import Known, Names, tokens_of
from detente.link.coref_lines import Line, LineReader
from detente.link.coref_names import join_names
from detente.link.coref_phrases import NAME, NOUN, PRONOUN, Phrase, PhraseFinder
from detente.link.coref_referents import Page, Referent, place_of
from detente.link.coref_search import Searcher, is_first_person
from detente.link.coref_speakers import speakers
from detente.link.coref_syntax import join_by_syntax
from detente.link.coref_words import ORG, PERSON, STATE, Words, load_covers, load_words
from detente.model import Chain, Document, Span
from detente.settings import Settings

_KINDS = {PERSON: "person", ORG: "organisation", STATE: "state", "place": "place"}
_KINDS |= {"product": "product", "index": "index", "people": "role"}
_SEVERAL = 2


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``chains``, in the order of their first words."""
    del settings
    gatherer = Gatherer(load_words(), load_things())

    def add_chains(batch: Sequence[Document]) -> list[Document]:
        return [replace(one, chains=gatherer.chains(one)) for one in batch]

    return add_chains


class Gatherer:
    """Gathers the chains of documents with one set of tables."""

    def __init__(self, words: Words, things: Things) -> None:
        self._words = words
        self._reader = LineReader(words)
        self._names = Names(things, words)
        self._covers = load_covers()
        self._finder = PhraseFinder(words)

    def chains(self, document: Document) -> tuple[Chain, ...]:
        """Return the chains of a document with ``sentences``; links and places help."""
        lines = self._reader.lines(document)
        known = self._names.known(document, lines)
        phrases = [
            phrase
            for line in lines
            for phrase in self._finder.phrases(line, known.get(line.number, ()))
        ]
        page = self._gathered(lines, phrases)
        numbers = _mentions_at(document, lines, phrases)
        found = (_chain(document, one, numbers) for one in page.referents())
        return tuple(chain for chain in found if chain)

    def _gathered(self, lines: Sequence[Line], phrases: Sequence[Phrase]) -> Page:
        page = Page(phrases)
        for phrase in phrases:
            if phrase.tie:
                page.join(page.of(phrase.tie), page.of(phrase))
        join_names(page, phrases, self._words)
        join_by_syntax(page, lines, phrases)
        said = speakers(lines, phrases, self._words)
        searcher = Searcher(page, lines, said, self._covers)
        # "We" is read last: by then it is known who said it.
        for phrase in sorted(phrases, key=is_first_person):
            searcher.read(phrase)
        return page


def _mentions_at(
    document: Document, lines: Sequence[Line], phrases: Sequence[Phrase]
) -> dict[int, list[int]]:
    """Return the numbers of the mentions that phrases are, by identity of the phrase."""
    at_head: dict[tuple[int, int], Phrase] = {}
    for phrase in phrases:
        at_head.setdefault((phrase.line, phrase.head), phrase)
    found: dict[int, list[int]] = {}
    for number, mention in enumerate(document.mentions or ()):
        tokens = tokens_of(lines[mention.sentence], mention.head)
        meant = tokens and at_head.get((mention.sentence, tokens[1] - 1))
        if meant:
            found.setdefault(id(meant), []).append(number)
    return found


def _chain(
    document: Document, referent: Referent, numbers: Mapping[int, Sequence[int]]
) -> Chain | None:
    phrases = referent.phrases
    if len(phrases) > 1:
        phrases = sorted(phrases, key=place_of)
    spans = _spans(phrases)
    if len(spans) == 1 and phrases[0].form == PRONOUN:
        return None
    best = _best_known(phrases)
    mentions = sorted(number for one in phrases for number in numbers.get(id(one), ()))
    return Chain(
        spans=tuple(spans),
        mentions=tuple(mentions),
        entity=_linked(document, mentions) or (best.entity if best else None),
        name=best.name if best else _name(document, phrases),
        kind=_kind(referent),
        title=best.title or None if best else None,
    )


def _spans(phrases: Sequence[Phrase]) -> Sequence[Span]:
    """Return the spans of phrases in order; most things are spoken of once."""
    if len(phrases) == 1 and phrases[0].wider is None:
        return (phrases[0].span,)
    return sorted({span for one in phrases for span in (one.span, one.wider) if span})


def _linked(document: Document, mentions: Sequence[int]) -> str | None:
    """Return the entity that most of the mentions are linked to; of equals the first."""
    if not mentions:
        return None
    links = document.links or ()
    entities = [links[number].entity for number in mentions if number < len(links)]
    counts = Counter(entity for entity in entities if entity)
    return counts.most_common(1)[0][0] if counts else None


def _best_known(phrases: Sequence[Phrase]) -> Known | None:
    """Return what most of the phrases are known as; of equals the first."""
    known = [one.known for one in phrases if one.known and one.known.entity]
    if len(known) < _SEVERAL:
        return known[0] if known else None
    counts = Counter(one.entity for one in known)
    return max(known, key=lambda one: counts[one.entity], default=None)


def _name(document: Document, phrases: Sequence[Phrase]) -> str | None:
    """Return the fullest name among phrases, else the first description."""
    text = document.text or ""
    named = [one for one in phrases if one.form == NAME and not one.names]
    chosen = max(named, key=lambda one: len(one.name), default=None)
    chosen = chosen or next((one for one in phrases if one.form == NOUN), None)
    span: Span | None = chosen.span if chosen else None
    return text[span.start : span.end] if span else None


def _kind(referent: Referent) -> str:
    kinds = referent.kinds
    known = (name for kind, name in _KINDS.items() if kind in kinds) if kinds else ()
    return next(iter(known), "thing")

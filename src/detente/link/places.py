"""Places named in the text: cities with coordinates, and states where they are used as places.

"in Moscow" and "flew to Malaysia" name places; "Moscow said" names a government and does not.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from detente.link.datelines import Dateline, DatelineFinder
from detente.link.places_capitals import Capitals
from detente.link.places_gazetteer import (
    Gazetteer,
    KnownPlace,
    Named,
    as_place,
    load_gazetteer,
    read_words,
)
from detente.link.places_senses import Page, Senses
from detente.model import Document, Parse, Place, Span
from detente.settings import Settings

# Words before "to" in which a motion is looked for: "a four-day visit by the minister to".
_MOTION_REACH: Final = 70
_SLASHED: Final = re.compile(r"[^/]+")
_PAIR: Final = re.compile(r",\s(?=[A-Z])")
_ORIGIN: Final = re.compile(r"\b(?:from|out of|left|leaving|departed)\s(?:the\s)?$", re.IGNORECASE)
_AFTER_REACH: Final = 24
_CLIMB: Final = 12
# A place beyond one of these dependencies or prepositions is not where the action is.
_BORDERS: Final = frozenset({"advcl", "relcl", "acl", "ccomp", "csubj", "pcomp", "parataxis"})
# What is condemned is elsewhere; what is discussed may be, if it is as large as a state.
_JUDGING_VERBS: Final = frozenset(
    {"condemn", "criticise", "criticize", "denounce", "welcome", "hail", "praise", "deplore"}
    | {"oppose", "support", "back", "blame", "regret", "protest"}
)
_TALKING_VERBS: Final = frozenset(
    {"discuss", "debate", "address", "mention", "raise", "cover", "review", "consider", "cite"}
)
_ATTACKS: Final = frozenset(
    {"attack", "assault", "raid", "strike", "airstrike", "bombing", "shelling", "offensive"}
)
_JOURNEYS: Final = frozenset({"visit", "trip", "tour", "mission", "stop", "stopover", "territory"})
_TOPIC_PREPOSITIONS: Final = frozenset(
    {"on", "over", "about", "against", "for", "after", "before", "since", "regarding"}
)
_PAIR_REACH: Final = 40
_CUES: Final = ("always", "toward", "visit")


def build(_settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``places``, in the order of the text."""
    finder = PlaceFinder()

    def add_places(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, places=finder.find(document)) for document in batch]

    return add_places


def place_of_clause(
    document: Document, sentence_index: int, start: int, end: int, anchor: int | None = None
) -> Place | None:
    """Return the place that the words between two code points of a sentence name, or None.

    With a parse the words are a verb's or noun's own, and the place must hang on it without
    crossing into another clause or a topic ("talks on Ukraine"). A city wins over a region and
    that over a state, where somebody is or goes wins over where they come from, and then the
    first. A dateline is no place of an action. ``anchor`` is a code point in the action's own
    word, if that is not the word that the others hang on ("filed a suit over the *raid* in ...").
    """
    text = document.text or ""
    parse = document.parses[sentence_index] if document.parses else None
    inside = list(_between(document.places or (), start, end))
    if parse and inside:
        inside = _of_action(parse, inside, anchor, _head_of(parse, start, end))
    return min(inside, key=lambda place: _rank(text, place), default=None)


def _of_action(parse: Parse, places: Sequence[Place], anchor: int | None, head: int) -> list[Place]:
    """Return the places of the action's own word, or else of the head of its clause."""
    own = head if anchor is None else max(0, bisect_right(parse.starts, anchor) - 1)
    of_own = [place for place in places if _is_of_clause(parse, own, place)]
    return of_own or [place for place in places if _is_of_clause(parse, head, place)]


def _head_of(parse: Parse, start: int, end: int) -> int:
    """Return the token of some words that all others hang on."""
    first = bisect_left(parse.starts, start)
    last = max(first + 1, bisect_left(parse.starts, end))
    tokens = range(first, min(last, len(parse.heads)))
    heads = (at for at in tokens if parse.heads[at] == at or parse.heads[at] not in tokens)
    return next(heads, first)


def _is_of_clause(parse: Parse, action: int, place: Place) -> bool:
    """Say whether a place hangs on an action through words of place alone.

    "met at a base in Anchorage" does; in "discussed the war in Ukraine" and in "called him after
    the crash near Aktau" the place is that of something else.
    """
    token = max(0, bisect_right(parse.starts, place.span.start) - 1)
    for _ in range(_CLIMB):
        head = parse.heads[token]
        if token in {action, head}:
            return token == action
        verbs = _JUDGING_VERBS if place.kind == "city" else _JUDGING_VERBS | _TALKING_VERBS
        is_topic = parse.deps[token] == "dobj" and parse.lemmas[head] in verbs
        if is_topic or _is_border(parse, token):
            return False
        token = head
    return False


def _is_border(parse: Parse, token: int) -> bool:
    """Say whether a word begins another clause, leads to a topic, or is a verb beside another."""
    dep = parse.deps[token]
    if dep == "prep" and parse.lemmas[token] in _TOPIC_PREPOSITIONS:
        return not _is_spatial(parse, token)
    return dep in _BORDERS or (dep == "conj" and parse.pos[token] in {"VERB", "AUX"})


def _is_spatial(parse: Parse, preposition: int) -> bool:
    """Say whether a preposition keeps the place: "attack *on* a base", "*on* a visit to"."""
    if parse.lemmas[parse.heads[preposition]] in _ATTACKS:
        return True
    pairs = zip(parse.heads, parse.lemmas, strict=True)
    return any(head == preposition and lemma in _JOURNEYS for head, lemma in pairs)


def _between(places: Sequence[Place], start: int, end: int) -> Iterator[Place]:
    first = bisect_left(places, start, key=lambda place: place.span.start)
    for index in range(first, len(places)):
        if places[index].span.end > end:
            return
        if not places[index].is_dateline:
            yield places[index]


def _rank(text: str, place: Place) -> tuple[bool, int, int]:
    before = text[max(0, place.span.start - 30) : place.span.start]
    kinds = ("city", "region", "country")
    return bool(_ORIGIN.search(before)), kinds.index(place.kind), place.span.start


class PlaceFinder:
    """Finds the places of documents by the words before their names."""

    def __init__(self) -> None:
        words = read_words()
        self._gazetteer: Gazetteer = load_gazetteer(words)
        self._senses = Senses(self._gazetteer, words)
        self._patterns = {name: re.compile(text) for name, text in words["locative"].items()}
        cues = "|".join(f"(?P<{name}>{words['locative'][name]})" for name in _CUES)
        self._cue = re.compile(f"(?:{cues}|(?P<the>\\b[Tt]he\\s))(?=[A-Z\u00c0-\u00de])")
        self._after = {name: re.compile(text) for name, text in words["after"].items()}
        self._datelines = DatelineFinder()
        self._capitals = Capitals(self._gazetteer)

    def find(self, document: Document) -> tuple[Place, ...]:
        """Return the places of a document with ``text`` and ``sentences``, in order."""
        page = Page(document.text or "")
        found = {place.span.start: place for place in self._of_datelines(page)}
        for sentence in document.sentences or ():
            named = self._of_sentence(page, sentence.span)
            for place in (*named, *self._capitals.find(page.text, sentence.span)):
                found.setdefault(place.span.start, place)
        return tuple(found[start] for start in sorted(found))

    def _of_datelines(self, page: Page) -> Iterator[Place]:
        text = page.text
        cities = (span for line in self._datelines.find(text) for span in _cities_of(text, line))
        for start, end in cities:
            named = self._gazetteer.at(text, start, end)
            if named and named.end == end:
                yield replace(
                    as_place(self._senses.choose(page, named), Span(named.start, named.end)),
                    is_dateline=True,
                )

    def _of_sentence(self, page: Page, span: Span) -> Iterator[Place]:
        for match in self._cue.finditer(page.text, span.start, span.end):
            named = self._gazetteer.at(page.text, match.end(), span.end)
            if named and self._is_place(page.text, match, named, span):
                yield from self._with_joined(page, named, span)

    def _with_joined(self, page: Page, named: Named | None, span: Span) -> Iterator[Place]:
        """Yield a place, and those joined to it: "in Hanoi, Vientiane and Jakarta"."""
        text = page.text
        while named:
            known = self._senses.choose(page, named)
            yield as_place(known, Span(named.start, named.end))
            state = self._state_after(text, named, known)
            after = state.end if state else named.end
            joint = self._patterns["joined"].match(text[after : min(after + 8, span.end)])
            named = self._gazetteer.at(text, after + joint.end(), span.end) if joint else None
            if named and not self._may_join(text, named, known):
                return

    def _may_join(self, text: str, named: Named, before: KnownPlace) -> bool:
        """Say whether a name after "and" goes on with the places.

        "in Doha and Cairo." does; in "in Doha and Moscow said" a new clause begins.
        """
        tail = text[named.end : named.end + _AFTER_REACH]
        same_kind = any(place.kind == before.kind for place in named.places)
        return same_kind and bool(self._patterns["goes_on"].match(tail))

    def _is_place(self, text: str, match: re.Match[str], named: Named, span: Span) -> bool:
        if self._is_something_else(text[named.end : named.end + _AFTER_REACH], text, named):
            return False
        cue = match.lastgroup
        if cue == "the":
            city = any(place.kind == "city" for place in named.places)
            return city and bool(
                self._patterns["event_noun"].match(text[named.end : named.end + _AFTER_REACH])
            )
        if cue == "toward":
            before = text[max(span.start, match.start() - _MOTION_REACH) : match.start()]
            moves = self._patterns["motion"].search(before)
            return bool(moves) and not self._patterns["abstract"].search(before)
        return not self._patterns["feeling"].search(
            text, max(span.start, match.start() - 20), match.end()
        )

    def _is_something_else(self, after: str, text: str, named: Named) -> bool:
        """Say whether the name is an owner, part of a longer name, or an adjective."""
        short = text[named.start : named.end].isupper() or text[named.end - 1] == "."
        names = ("owner", "longer", "adjective") if short else ("owner", "longer")
        return any(self._after[name].search(after) for name in names)

    def _state_after(self, text: str, named: Named, known: KnownPlace) -> Named | None:
        comma = _PAIR.match(text, named.end)
        state = self._gazetteer.at(text, comma.end(), comma.end() + 40) if comma else None
        is_state = state and any(
            place.kind == "country" and place.country == known.country for place in state.places
        )
        return state if is_state else None


def _cities_of(text: str, line: Dateline) -> Iterator[tuple[int, int]]:
    """Yield the code points of each city of a dateline ("WASHINGTON/AMMAN" has two)."""
    if line.place is None:
        return
    for match in _SLASHED.finditer(text, line.place.start, line.place.end):
        yield match.span()

"""The place of an action, told apart from places that are only named beside it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from detente.model import Document, Parse, Place, Span

_ORIGIN: Final = re.compile(r"\b(?:from|out of|left|leaving|departed)\s(?:the\s)?$", re.IGNORECASE)
_CLIMB: Final = 12
_MARK: Final = re.compile(r"[\"“”«»„]")
_HERE_REASON: Final = '"here" is where the report was written: the place of its dateline'
# A place beyond one of these dependencies or prepositions is not where the action is.
_BORDERS: Final = frozenset({"advcl", "relcl", "acl", "ccomp", "csubj", "pcomp", "parataxis"})
# What is condemned is elsewhere; what is discussed may be, if it is as large as a state.
_JUDGING_VERBS: Final = frozenset(
    {"condemn", "criticise", "criticize", "denounce", "welcome", "hail", "praise", "deplore"}
    | {"oppose", "support", "back", "blame", "regret", "protest"}
)
# "accused the army of torture in Homs" was said elsewhere.
_ACCUSING_VERBS: Final = frozenset({"accuse", "suspect", "warn", "remind", "inform"})
_TALKING_VERBS: Final = frozenset(
    {"discuss", "debate", "address", "mention", "raise", "cover", "review", "consider", "cite"}
)
_ATTACKS: Final = frozenset(
    {"attack", "assault", "raid", "strike", "airstrike", "bombing", "shelling", "offensive"}
    | {"fire", "gunfire", "missile", "rocket", "drone", "bomb"}
)
_JOURNEYS: Final = frozenset(
    {"visit", "trip", "tour", "mission", "stop", "stopover", "territory", "island", "border"}
    | {"outskirts", "coast", "street", "road", "square", "base", "front", "isle", "soil"}
)
# "arrived on Bali", where "sanctions on Crimea" is a topic.
_STAYING_VERBS: Final = frozenset(
    {"arrive", "land", "meet", "gather", "stay", "detain", "arrest", "kill", "die", "crash", "live"}
    | {"train", "exercise", "drill", "deploy"}
)
# "on a visit to Baku" is there; "protested over a visit to Baku" is not.
_WAYS: Final = frozenset({"on", "for", "after", "before"})
_TOPIC_PREPOSITIONS: Final = frozenset(
    {"on", "over", "about", "against", "for", "after", "before", "since", "regarding"}
)


def place_of_clause(
    document: Document, sentence_index: int, start: int, end: int, anchor: int | None = None
) -> Place | None:
    """Return the place that the words between two code points of a sentence name, or None.

    With a parse the words are a verb's or noun's own, and the place must hang on it without
    crossing into another clause or a topic ("talks on Ukraine"). A city wins over a region and
    that over a state, where somebody is or goes wins over where they come from, and then the
    first. A dateline is no place of an action, but "here" means it. ``anchor`` is a code point in
    the action's own word, if that is not the word that the others hang on ("filed a suit over the
    *raid* in ...").
    """
    text = document.text or ""
    parse = document.parses[sentence_index] if document.parses else None
    inside = list(_between(document.places or (), start, end))
    if parse:
        inside += _heres(document, parse, start, end)
    if parse and inside:
        inside = _of_action(parse, inside, anchor, _head_of(parse, start, end))
    return min(inside, key=lambda place: _rank(text, place), default=None)


def _heres(document: Document, parse: Parse, start: int, end: int) -> Iterator[Place]:
    """Yield the place of the dateline for each "here" between two code points.

    Not for what is quoted ("we are *here* to stay"), nor where datelines name several cities.
    """
    lines = [place for place in document.places or () if place.is_dateline]
    if len(lines) != 1:
        return
    for token in range(bisect_left(parse.starts, start), bisect_left(parse.starts, end)):
        if parse.lemmas[token] == "here" and not _is_quoted(document, parse.starts[token]):
            span = Span(parse.starts[token], parse.starts[token] + len("here"))
            yield replace(lines[0], span=span, is_dateline=False, reason=_HERE_REASON)


def _is_quoted(document: Document, at: int) -> bool:
    """Say whether an odd number of quotation marks stands before a word in its paragraph."""
    text = document.text or ""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return len(_MARK.findall(before)) % 2 == 1


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
    if dep == "prep" and parse.lemmas[parse.heads[token]] in _JUDGING_VERBS | _ACCUSING_VERBS:
        return parse.lemmas[token] == "of" or _has_object(parse, parse.heads[token], token)
    return dep in _BORDERS or (dep == "conj" and parse.pos[token] in {"VERB", "AUX"})


def _has_object(parse: Parse, verb: int, before: int) -> bool:
    """Say whether a verb has an object before a word: "condemned the arrests in Istanbul".

    What is judged is likelier to be in the place than who judges, however it was parsed.
    """
    heads = enumerate(parse.heads[:before])
    return any(head == verb and parse.deps[at] == "dobj" for at, head in heads)


def _is_spatial(parse: Parse, preposition: int) -> bool:
    """Say whether a preposition keeps the place: "attack *on* a base", "*on* a visit to"."""
    head = parse.heads[preposition]
    # "opened fire on a bus near Peshawar" hangs the bus on the verb.
    objects = (at for at, top in enumerate(parse.heads) if top == head and parse.deps[at] == "dobj")
    if any(parse.lemmas[at] in _ATTACKS for at in (head, *objects)):
        return True
    if parse.lemmas[preposition] == "on" and parse.lemmas[head] in _STAYING_VERBS:
        return True
    pairs = zip(parse.heads, parse.lemmas, strict=True)
    is_way = parse.lemmas[preposition] in _WAYS
    return is_way and any(head == preposition and lemma in _JOURNEYS for head, lemma in pairs)


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

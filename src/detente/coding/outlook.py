"""Whether an article looks abroad: how many of its sentences name another state than its own."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from detente.model import Document

# Shorter texts tell too little of what they are about.
_LEAST_SENTENCES: Final = 8
# Articles on relations between states name a second one in a quarter of their sentences or more;
# of political news at home, four in five do in less than this.
_LOOKING_ABROAD: Final = 0.15


def is_long(document: Document) -> bool:
    """Say whether a text is long enough to tell what it is about."""
    return len(document.sentences or ()) >= _LEAST_SENTENCES


def is_domestic(document: Document) -> bool:
    """Say whether an article hardly names a state beside the one it names most.

    False for short texts, and for those whose mentions have not been linked.
    """
    n_sentences = len(document.sentences or ())
    if n_sentences < _LEAST_SENTENCES:
        return False
    named: list[set[str]] = [set() for _ in range(n_sentences)]
    for sentence, country in _named(document):
        named[sentence].add(country)
    return count_looking_abroad(named) < _LOOKING_ABROAD * n_sentences


def count_looking_abroad(named: Sequence[Collection[str]]) -> int:
    """Return how many sentences name a state that is not the text's own.

    ``named`` holds the states of each sentence, none twice. The text's own is the one that most
    sentences name; of two that are named alike, the first by its code.
    """
    counts = Counter(state for states in named for state in states)
    own = min(counts, key=lambda state: (-counts[state], state), default=None)
    return sum(any(state != own for state in states) for states in named)


def _named(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the sentences and the countries that those, and places in them, are of."""
    pairs = zip(document.mentions or (), document.links or (), strict=False)
    yield from ((mention.sentence, link.country) for mention, link in pairs if link.country)
    spans = [sentence.span for sentence in document.sentences or ()]
    for place in document.places or ():
        index = bisect_right(spans, place.span.start, key=lambda span: span.start) - 1
        is_inside = index >= 0 and place.span.start < spans[index].end
        if is_inside and place.country and not place.is_dateline:
            yield index, place.country

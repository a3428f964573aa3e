"""Whether an article looks abroad: how many of its sentences name another state than its own."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from detente.model import Document

# Shorter texts tell too little of what they are about.
_LEAST_SENTENCES: Final = 8
# Articles on relations between states name a second one in a quarter of their sentences or more;
# of political news at home, four in five do in less than this.
_LOOKING_ABROAD: Final = 0.15


def is_domestic(document: Document) -> bool:
    """Say whether an article hardly names a state beside the one it names most.

    False for short texts, and for those whose mentions have not been linked.
    """
    n_sentences = len(document.sentences or ())
    if n_sentences < _LEAST_SENTENCES:
        return False
    named = set(_named(document))
    by_sentences = Counter(country for _, country in named)
    # Of two that are named alike, the first by its code is the article's own.
    own = min(by_sentences, key=lambda one: (-by_sentences[one], one), default=None)
    others = {sentence for sentence, country in named if country != own}
    return len(others) < _LOOKING_ABROAD * n_sentences


def _named(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the sentences and the countries that those, and places in them, are of."""
    pairs = zip(document.mentions or (), document.links or (), strict=False)
    yield from ((mention.sentence, link.country) for mention, link in pairs if link.country)
    sentences = list(enumerate(document.sentences or ()))
    for place in document.places or ():
        held = (
            index for index, one in sentences if one.span.start <= place.span.start < one.span.end
        )
        index = next(held, None)
        if index is not None and place.country and not place.is_dateline:
            yield index, place.country

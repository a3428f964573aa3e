"""Sentences that look abroad: those that name a state other than their text's own."""

from collections import Counter
from collections.abc import Collection, Sequence


def count_looking_abroad(named: Sequence[Collection[str]]) -> int:
    """Return how many sentences name a state that is not the text's own.

    ``named`` holds the states of each sentence, none twice. The text's own is the one that most
    sentences name; of two that are named alike, the first by its code.
    """
    counts = Counter(state for states in named for state in states)
    own = min(counts, key=lambda state: (-counts[state], state), default=None)
    return sum(any(state != own for state in states) for states in named)

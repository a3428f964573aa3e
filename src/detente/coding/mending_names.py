"""Names joined by "and" that the parser ran into each other: "X and Ursula von der Leyen met"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from detente.model import Parse

_JOINING: Final = frozenset({"and", "&"})


def with_joined_names(parse: Parse, names: Sequence[range]) -> Parse:
    """Return a parse where each of two joined names is a phrase of its own, the second's conjunct.

    Args:
        parse: of one sentence.
        names: the tokens of each party's name, in order.
    """
    heads, deps = list(parse.heads), list(parse.deps)
    for first, second in pairwise(names):
        is_joined = second.start == first.stop + 1 and parse.words[first.stop] in _JOINING
        if is_joined:
            _part(heads, deps, first, second)
    if heads == list(parse.heads):
        return parse
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _part(heads: list[int], deps: list[str], first: range, second: range) -> None:
    """Set two names apart whose first hangs on a word inside the second."""
    tops = [token for token in first if heads[token] not in first]
    outer = [token for token in second if heads[token] not in {*first, *second}]
    if len(tops) != 1 or len(outer) != 1 or heads[tops[0]] not in second:
        return
    top, last = tops[0], outer[0]
    heads[top], deps[top] = heads[last], deps[last]
    for token in second:
        if heads[token] in first:
            heads[token], deps[token] = last, "compound"
    heads[last], deps[last] = top, "conj"
    heads[first.stop], deps[first.stop] = top, "cc"

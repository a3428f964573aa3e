"""Which states "these nations", "both capitals" and "the talks" mean, by what was told before."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from detente.coding.stance_tables import word_list
from detente.coding.stance_view import Part, View
from detente.model import Span

_JOINED: Final = re.compile(r"(?:,|,? ?\b(?:and|or|as well as|with)\b| ?[-–/] ?) ?(?:the )?")
_PAIR: Final = 2
_TELLING: Final = frozenset({"with", "between", "of"})
_REACH: Final = 4  # sentences back; further off other states may be meant


def several_in(view: View, content: Span) -> Iterator[tuple[str, Span]]:
    """Yield the state and the words for each state that a plural word of a span stands for."""
    for match in _pattern().finditer(view.text, content.start, content.end):
        span = Span(match.start(), match.end())
        for country in _named_together(view, match.start()):
            yield country, span


def _named_together(view: View, place: int) -> list[str]:
    """Return the states of the last run of names before a place ("Chad, Mali and Niger")."""
    here = view.sentences(Span(place, place + 1)).start
    near = [n for s in range(max(0, here - _REACH), here + 1) for n in view.mentions_in(s)]
    states = [n for n in near if view.mention(n).span.end <= place and _country(view, n)]
    best: list[str] = []
    run: list[int] = []
    for number in states:
        run = [*run, number] if run and _is_joined(view, run[-1], number) else [number]
        countries = list(dict.fromkeys(_country(view, one) for one in run))
        best = countries if len(countries) > 1 else best
    return best


def _country(view: View, number: int) -> str:
    link = view.link(number)
    return link.country or "" if link and view.mention(number).kind == "state" else ""


def _is_joined(view: View, first: int, second: int) -> bool:
    start, end = view.mention(first).span.end, view.mention(second).span.start
    return start <= end and _JOINED.fullmatch(view.text[start:end].strip(" ") or "x") is not None


def pointed_at(view: View, part: Part) -> Iterator[tuple[str, Span]]:
    """Yield the two parties of a meeting or bond that was told of before ("*the talks*").

    Its word must stand in one of the last sentences, with words for exactly two states.
    """
    parse = part.tree.parse
    for token in sorted(part.tokens):
        if parse.lemmas[token] in word_list("shared", "nouns") and _is_pointing(part, token):
            span = Span(parse.starts[token], parse.ends[token])
            yield from (
                (country, span) for country in _two_parties(view, part, parse.lemmas[token])
            )


def _beside(view: View, part: Part) -> list[str]:
    """Return the states that a sentence names together before a statement in it."""
    start = part.tree.parse.starts[min(part.tokens)]
    near = [n for n in view.mentions_in(part.sentence) if view.mention(n).span.end <= start]
    pairs = pairwise(near)
    joined = [pair for pair in pairs if _is_joined(view, *pair) and all(map(view.link, pair))]
    return sorted({_country(view, one) for pair in joined for one in pair} - {""})


def _is_pointing(part: Part, token: int) -> bool:
    tree = part.tree
    lemmas = {tree.parse.lemmas[kid] for kid in tree.children[token]}
    return bool(lemmas & word_list("shared", "pointers")) and not lemmas & _TELLING


def _two_parties(view: View, part: Part, noun: str) -> list[str]:
    beside = _beside(view, part)
    if len(beside) == _PAIR:
        return beside
    for sentence in range(part.sentence - 1, max(-1, part.sentence - _REACH), -1):
        tree = view.tree(sentence)
        if tree is None or noun not in tree.parse.lemmas:
            continue
        links = [view.link(number) for number in view.mentions_in(sentence)]
        found = {link.country for link in links if link and link.country}
        return sorted(found) if len(found) == _PAIR else []
    return []


@cache
def _pattern() -> re.Pattern[str]:
    pointers = "|".join(sorted(word_list("several", "pointers"), key=len, reverse=True))
    nouns = "|".join(sorted(word_list("several", "nouns")))
    return re.compile(rf"\b(?:{pointers}) (?:\w+ )?(?:{nouns})\b", re.IGNORECASE)

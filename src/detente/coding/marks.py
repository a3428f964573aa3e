"""What the mentions of a sentence are to the coder: kinds, ends of names, stand-ins."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from detente.coding.mending import mended
from detente.coding.mending_names import with_joined_names
from detente.coding.tree import Tree
from detente.model import Document, Link, Mention, Parse, Participant, Span
from detente.ontology.lexicon import word_sets

_CIVIL_SECTORS = frozenset({"CVL", "LAB", "EDU", "OPP", "SOC", "AGR", "REL", "REF", "MED"})
# Events and claims are read off the same sentences, one stage after the other: so many are kept.
_KEPT: Final = 512
_STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


def link_of(party: Participant, number: int) -> Link:
    """Return a link that says what a stand-in is."""
    return Link(
        mention=number,
        entity=party.entity,
        kind=party.kind,
        country=party.country,
        sector=party.sector,
        confidence=party.confidence,
    )


def tree_of(document: Document, index: int, parse: Parse) -> Tree:
    """Return the syntax of a sentence, mended by the parties that are named in it."""
    mentions = document.mentions or ()
    return _tree(parse, tuple(mentions[number].span for number in mentions_in(document, index)))


@lru_cache(_KEPT)
def _tree(parse: Parse, parties: tuple[Span, ...]) -> Tree:
    names = [
        range(bisect_right(parse.ends, span.start), bisect_left(parse.starts, span.end))
        for span in parties
    ]
    joined = with_joined_names(parse, names)
    return Tree(mended(joined, _party_ends(joined, names)))


_ARMED = frozenset({"soldier", "troop", "gunman", "rebel", "fighter", "militant", "lawmaker"})


def _party_ends(parse: Parse, names: Sequence[range]) -> list[bool]:
    """Return for each token whether a party's name or role ends there, or a noun that it owns."""
    inside = [False] * len(parse.words)
    for name in names:
        inside[name.start : name.stop] = [True] * len(name)
    for token in range(len(inside)):
        if _means_people(parse, token):
            inside[token] = True
    for token in range(1, len(inside)):
        is_owned = inside[token - 1] and parse.tags[token] in {"NN", "NNS", "NNP"}
        inside[token] = (
            inside[token]
            or (is_owned and parse.deps[token] != "ROOT")
            or (inside[token - 1] and parse.words[token] == "-")
            or (inside[token - 1] and parse.words[token - 1] == "-" and parse.tags[token] == "VBN")
        )
    return inside


def _means_people(parse: Parse, token: int) -> bool:
    """Whether a word means people who act: "students", "troops", "police"."""
    lemma, sets = parse.lemmas[token], word_sets()
    is_several = parse.tags[token] == "NNS" and lemma in sets["citizens"] | _ARMED
    return is_several or lemma == "police"


def mentions_in(document: Document, index: int) -> Iterator[int]:
    """Yield the numbers of a sentence's mentions, in order."""
    mentions = document.mentions or ()
    first = bisect_left(mentions, index, key=_sentence)
    last = bisect_right(mentions, index, key=_sentence)
    yield from range(first, last)


def is_credit(document: Document, number: int) -> bool:
    """Say whether a mention is the agency in brackets that a text is credited to: "(Reuters)"."""
    text, span = document.text or "", (document.mentions or ())[number].span
    in_brackets = text[span.start - 1 : span.start] == "(" and text[span.end : span.end + 1] == ")"
    return in_brackets and document.links is not None and document.links[number].sector == "JRN"


def _sentence(mention: Mention) -> int:
    return mention.sentence


def marks_of(mention: Mention, link: Link, words: Iterable[str] = ()) -> frozenset[str]:
    """Return what a mention is, as triggers name it.

    ``words`` are the lemmas of its phrase, which may say that somebody is posted: "Ana Ruiz,
    *consul* of Peru".
    """
    found = {f"#{mention.kind}"}
    if not word_sets()["posted"].isdisjoint(words):
        found.add("#envoy")
    if link.sector in _STATE_SECTORS or mention.kind in {"state", "organisation"}:
        found.add("#gov")
    if link.sector in _CIVIL_SECTORS:
        found.add("#people")
    is_named = mention.kind == "person" or (mention.kind == "pronoun" and link.kind == "person")
    if is_named or (mention.kind == "role" and link.sector):
        found.add("#person")
    if is_named:
        found.add("#name")
    if mention.kind == "organisation" or (mention.kind == "body" and link.sector in _STATE_SECTORS):
        found.add("#state")
    return frozenset(found)


def is_of_language(parse: Parse, after: int) -> bool:
    """Say whether a name that ends before a word only tells a kind: "*Spanish*-language radio"."""
    is_joined = after + 1 < len(parse.words) and parse.words[after] == "-"
    return is_joined and parse.words[after + 1].casefold() in word_sets()["kinds"]


def is_dated(document: Document, start: int) -> bool:
    """Say whether the word that begins at an offset is part of a date."""
    days = document.days or ()
    at = bisect_right(days, start, key=lambda one: one.span.start)
    return at > 0 and days[at - 1].span.end > start

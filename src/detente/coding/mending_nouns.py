"""Nouns of headlines that parsers take for names: "Returns Looted Royal *Treasures*"."""

from functools import cache
from typing import Final

from msgspec.structs import replace

from detente.model import Parse
from detente.ontology.lexicon import triggers, word_sets

_NAMES: Final = frozenset({"NNP", "NNPS"})
_SHORTEST: Final = 4


def with_noun_lemmas(parse: Parse) -> Parse:
    """Return a parse in which a known noun with a capital has the lemma of its singular."""
    pairs = zip(parse.lemmas, parse.tags, strict=True)
    lemmas = tuple(_singular(lemma) if tag in _NAMES else lemma for lemma, tag in pairs)
    return parse if lemmas == parse.lemmas else replace(parse, lemmas=lemmas)


@cache
def _singular(lemma: str) -> str:
    """Return the singular of a known noun, or the word as it is."""
    known = _known_nouns()
    if lemma in known or len(lemma) < _SHORTEST or not lemma.endswith("s"):
        return lemma
    forms = (lemma[:-1], lemma[:-2] if lemma.endswith("es") else "", f"{lemma[:-3]}y")
    return next((one for one in forms if one in known), lemma)


@cache
def _known_nouns() -> frozenset[str]:
    lemmas = {lemma for kind, lemma in triggers() if kind == "n"}
    needed = (
        need.words or frozenset[str]()
        for rows in triggers().values()
        for row in rows
        for need in row.needs
    )
    return frozenset(lemmas).union(*needed, *word_sets().values())

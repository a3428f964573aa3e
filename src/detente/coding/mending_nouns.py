"""Nouns of headlines that parsers take for names or verbs: "Returns Royal *Treasures*"."""

from functools import cache
from typing import Final

from msgspec.structs import replace

from detente.coding.mending_draft import Draft
from detente.model import Parse
from detente.ontology.lexicon import third_persons, triggers, word_sets

_NAMES: Final = frozenset({"NNP", "NNPS"})
_SHORTEST: Final = 4
_BESIDE: Final = frozenset({"after", "following", "amid", "before", "during", "despite"})
# What follows a noun, but no verb that has an object.
_AFTER_NOUN: Final = frozenset({"ADP", "PUNCT", "SCONJ", "CCONJ", "PART"})


def with_noun_lemmas(parse: Parse) -> Parse:
    """Return a parse in which a known noun with a capital has the lemma of its singular."""
    pairs = zip(parse.lemmas, parse.tags, strict=True)
    lemmas = tuple(_singular(lemma) if tag in _NAMES else lemma for lemma, tag in pairs)
    return parse if lemmas == parse.lemmas else replace(parse, lemmas=lemmas)


def with_deeds_beside(parse: Parse) -> Parse:
    """Return a parse in which a deed named after "after" is a noun: "sign pact after Lome *talks*".

    Parsers take its town for the subject of a verb; a verb that has no object may be none.
    """
    found = [at for at in range(2, len(parse.words)) if _is_deed_beside(parse, at)]
    if not found:
        return parse
    draft = Draft(parse)
    for at in found:
        draft.pos[at], draft.tags[at], draft.lemmas[at] = "NOUN", "NNS", _third_person(parse, at)
        draft.put(at - 2, parse.heads[at], "prep")
        draft.pos[at - 2], draft.tags[at - 2] = "ADP", "IN"
        draft.put(at - 1, at, "compound")
        draft.put(at, at - 2, "pobj")
    return draft.done()


def _is_deed_beside(parse: Parse, at: int) -> bool:
    is_clause = parse.tags[at] == "VBZ" and parse.deps[at] == "advcl" and parse.heads[at] < at
    is_subject = parse.deps[at - 1] == "nsubj" and parse.heads[at - 1] == at
    if not is_clause or not is_subject or parse.words[at - 2].casefold() not in _BESIDE:
        return False
    ends = at + 1 == len(parse.words) or parse.pos[at + 1] in _AFTER_NOUN
    return ends and ("n", _third_person(parse, at)) in triggers()


def _third_person(parse: Parse, at: int) -> str:
    return third_persons().get(parse.words[at].casefold(), "")


def with_objects_of_particles(parse: Parse) -> Parse:
    """Return a parse in which what hangs on a verb's particle is its object: "hands over *a ship*".

    A verb that has an object has no second one.
    """
    pairs = list(zip(parse.heads, parse.deps, strict=True))
    found = [
        at for at, (head, dep) in enumerate(pairs) if dep == "pobj" and pairs[head][1] == "prt"
    ]
    found = [at for at in found if (pairs[parse.heads[at]][0], "dobj") not in pairs]
    if not found:
        return parse
    draft = Draft(parse)
    for at in found:
        draft.put(at, parse.heads[parse.heads[at]], "dobj")
    return draft.done()


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

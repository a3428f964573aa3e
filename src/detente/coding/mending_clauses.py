"""Headlines of two clauses, of which parsers read the second as part of the first.

"Sofia expels attache, *Moscow vows reply*", "Chad's PM in Rabat, *signs* gas deal": a comma, a
party or nobody, and the form of a verb that tells of deeds.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from detente.coding.mending_draft import Draft
from detente.coding.tables import read
from detente.model import Parse
from detente.ontology.lexicon import third_persons, triggers, word_sets

_STOPS: Final = frozenset({".", "?", "!", '"', "”", "''"})
_PARTING: Final = frozenset({",", ";"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "SYM"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "NUM"})
_INSIDE: Final = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "case"})
_PLURALS: Final = frozenset({"NNS", "NNPS"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
# A party before a verb has so many words at most.
_LONGEST: Final = 5


class _Clause(NamedTuple):
    """A second clause: its comma, its verb with the lemma, and whether it names its subject."""

    comma: int
    verb: int
    lemma: str
    has_subject: bool


def with_second_clause(parse: Parse, party_ends: Sequence[bool]) -> Parse:
    """Return the parse of a headline whose second clause has its verb, or the parse itself.

    ``party_ends`` says for each token whether it is the last of a party's name or role.
    """
    if parse.words[-1] in _STOPS:
        return parse
    commas = (at for at, word in enumerate(parse.words) if word in _PARTING)
    found = (_clause_after(parse, comma, party_ends) for comma in commas)
    clause = next((one for one in found if one is not None), None)
    return parse if clause is None else _rewritten(parse, clause)


def with_clauses_beside(parse: Parse) -> Parse:
    """Return a parse in which a clause set beside another by a comma is joined to it.

    "Iran frees Belgian, Brussels *hands* back diplomat" comes back as if Brussels told the first.
    """
    verb = next((at for at in range(len(parse.words)) if _is_beside(parse, at)), None)
    if verb is None:
        return parse
    above = parse.heads[verb]
    draft = Draft(parse)
    draft.put(verb, verb, "ROOT")
    draft.put(above, verb, "conj")
    return draft.done()


def _is_beside(parse: Parse, verb: int) -> bool:
    """Whether a clause with a subject stands before another as what that would tell."""
    above = parse.heads[verb]
    is_told = parse.deps[verb] == "ccomp" and verb < above and parse.deps[above] == "ROOT"
    if not is_told or ";" in parse.words[verb:above]:
        return False
    if parse.lemmas[above] in _telling():
        return False
    is_verb = parse.pos[above] == "VERB" and parse.lemmas[above] in deed_verbs()
    rows = list(enumerate(zip(parse.heads, parse.deps, strict=True)))
    own = [at for at, (head, dep) in rows if head == above and dep in _SUBJECTS and at > verb]
    has_subject = any(head == verb and dep in _SUBJECTS for _, (head, dep) in rows)
    return is_verb and has_subject and bool(own) and own[0] < above


def _clause_after(parse: Parse, comma: int, party_ends: Sequence[bool]) -> _Clause | None:
    if comma == 0 or comma + 2 >= len(parse.words) or not any(party_ends[:comma]):
        return None
    lemma = _verb_at(parse, comma + 1)
    if lemma and not party_ends[comma + 1]:
        return _Clause(comma, comma + 1, lemma, has_subject=False)
    for verb in range(comma + 2, min(comma + 2 + _LONGEST, len(parse.words) - 1)):
        if parse.words[verb - 1] in _PARTING or _is_verb_already(parse, verb):
            return None
        lemma = _verb_at(parse, verb) if party_ends[verb - 1] else ""
        if lemma and _any_verb(parse, comma):
            return _Clause(comma, verb, lemma, has_subject=True)
    return None


def _any_verb(parse: Parse, end: int) -> bool:
    """Whether a clause with a verb ends before a word: not in "*Oman*, Iran troops begin drill"."""
    return any(parse.pos[at] in {"VERB", "AUX"} for at in range(1, end))


def _is_verb_already(parse: Parse, token: int) -> bool:
    return parse.tags[token] in {"VBZ", "VBD", "VBP", "MD"} and parse.deps[token] not in _INSIDE


def _verb_at(parse: Parse, token: int) -> str:
    """Return the lemma of the verb that a misread word is, or nothing."""
    if _is_verb_already(parse, token) or parse.pos[token + 1] not in _NOMINAL:
        return ""
    word = parse.words[token].casefold()
    is_several = parse.tags[token - 1] in _PLURALS or parse.lemmas[token - 1] == "police"
    lemma = third_persons().get(word, "") or (word if is_several else "")
    return lemma if lemma in deed_verbs() and not _has_verb_after(parse, token) else ""


def _has_verb_after(parse: Parse, token: int) -> bool:
    """Whether another verb follows in the same clause: ", *strikes* kill five"."""
    for item in range(token + 1, len(parse.words)):
        if parse.words[item] in _PARTING or parse.pos[item] == "SCONJ":
            return False
        if _is_verb_already(parse, item):
            return True
    return False


@cache
def _telling() -> frozenset[str]:
    """Return the verbs after which a clause before them may be what they tell."""
    told = frozenset(read("modality_attribution.toml")["verbs"].split())
    return told | word_sets()["saying"] | word_sets()["speaking"] | {"decide", "vote", "order"}


@cache
def deed_verbs() -> frozenset[str]:
    """Return the lemmas of the verbs that tell of deeds."""
    return frozenset(lemma for kind, lemma in triggers() if kind == "v")


def _rewritten(parse: Parse, clause: _Clause) -> Parse:
    draft = Draft(parse)
    verb = clause.verb
    draft.pos[verb], draft.tags[verb], draft.lemmas[verb] = "VERB", "VBZ", clause.lemma
    first = _hang_first(draft, clause)
    _hang_subject(draft, clause, first)
    _hang_rest(draft, verb)
    return draft.done()


def _hang_first(draft: Draft, clause: _Clause) -> int:
    """Make the first clause the whole sentence, the second joined to it; return its head.

    A first clause without a verb is the subject of the second.
    """
    tops = [at for at in range(clause.comma) if _is_top(draft, at, clause.comma)]
    head = next((at for at in tops if draft.pos[at] in {"VERB", "AUX"}), tops[0])
    is_clause = draft.pos[head] in {"VERB", "AUX"} or clause.has_subject
    if is_clause:
        draft.put(head, head, "ROOT")
        draft.put(clause.verb, head, "conj")
    else:
        draft.put(clause.verb, clause.verb, "ROOT")
        draft.put(head, clause.verb, "nsubj")
    for at in (*tops, clause.comma):
        if at != head:
            draft.put(at, head, "punct" if draft.pos[at] == "PUNCT" else "dep")
    return head


def _is_top(draft: Draft, token: int, comma: int) -> bool:
    return draft.heads[token] >= comma or draft.heads[token] == token


def _hang_subject(draft: Draft, clause: _Clause, first: int) -> None:
    if not clause.has_subject:
        return
    last = clause.verb - 1
    inside = range(clause.comma + 1, last + 1)
    for at in inside[:-1]:
        if draft.heads[at] not in inside:
            draft.put(at, last, draft.deps[at] if draft.deps[at] in _INSIDE else "compound")
    draft.put(last, clause.verb if clause.verb != first else first, "nsubj")


def _hang_rest(draft: Draft, verb: int) -> None:
    """Hang what follows the verb on it: its object first."""
    end = next(
        (at for at in range(verb + 1, len(draft.pos)) if draft.pos[at] not in _NOMINAL),
        len(draft.pos),
    )
    nouns = [at for at in range(verb + 1, end) if draft.pos[at] in _NOUNS]
    thing = nouns[-1] if nouns else None
    for at in range(verb + 1, end if thing is not None else verb + 1):
        if at != thing and thing is not None:
            draft.put(at, thing, draft.deps[at] if draft.deps[at] in _INSIDE else "compound")
    if thing is not None:
        draft.put(thing, verb, "dobj")
    for at in range(end, len(draft.pos)):
        if draft.heads[at] <= verb or (draft.heads[at] < end and draft.heads[at] != thing):
            draft.put(at, verb, "prep" if draft.pos[at] == "ADP" else "dep")

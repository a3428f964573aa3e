"""Parses mended where headlines mislead the parser: verbs in -s read as nouns, dropped verbs.

"Hungary vetoes EU statement" comes back as one noun phrase. Where a party is followed by the form
of a verb that tells of deeds, and no other word of the sentence is its verb, that form is the verb.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from detente.coding.mending_clauses import deed_verbs, with_clauses_beside, with_second_clause
from detente.coding.mending_draft import Draft
from detente.coding.mending_nouns import (
    with_deeds_beside,
    with_noun_lemmas,
    with_objects_of_particles,
)
from detente.coding.mending_tellers import with_tellers
from detente.coding.tree import SUBJECTS
from detente.model import Parse
from detente.ontology.lexicon import irregular_lemmas, third_persons, triggers, word_sets

_NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "VERB"})
_INSIDE: Final = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "case", "punct"})
_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})
_PRONE: Final = frozenset(
    {"compound", "amod", "nmod", "nsubj", "ROOT", "appos", "npadvmod", "dobj"}
)
# Labels that a subject gets whose verb the parser took for something else.
_MISREAD: Final = frozenset(
    {"compound", "amod", "nmod", "npadvmod", "advmod", "dep", "intj", "nummod"}
)
# A verb after one of these stands in a clause of its own.
_SUBORDINATING: Final = frozenset({",", ";", ":", "—", "–", "-", "that"})
_SAYING: Final = frozenset({"say", "state", "announce", "add", "note", "declare", "insist"})
_PLURALS: Final = frozenset({"NNS", "NNPS"})
# Names and nouns that are several without an ending.
_SEVERAL: Final = frozenset(
    {"taliban", "police", "mujahideen", "mujahedin", "peshmerga", "fedayeen"}
)
_PASTS: Final = frozenset({"VBN", "VBD"})
_TAGS: Final = {"s": "VBZ", "ed": "VBD", "": "VBP"}


class _Verb(NamedTuple):
    """A word that is the verb of a sentence: its token, lemma and tag."""

    token: int
    lemma: str
    tag: str


def mended(parse: Parse, party_ends: Sequence[bool]) -> Parse:
    """Return a parse whose main verb is a verb, or the parse itself where nothing is amiss.

    ``party_ends`` says for each token whether it is the last of a party's name or role.
    """
    parse = with_deeds_beside(_with_lemmas(_with_first_name(parse, party_ends)))
    parse = with_tellers(with_noun_lemmas(with_objects_of_particles(parse)))
    verb = _missed_verb(parse, party_ends)
    whole = parse if verb is None else _with_verb(parse, verb)
    whole = with_clauses_beside(with_second_clause(whole, party_ends))
    return _with_joined_verbs(_with_subjects(whole, party_ends), party_ends)


def _with_first_name(parse: Parse, party_ends: Sequence[bool]) -> Parse:
    """Return a parse whose first word is a name if it is a party's: "*UNICEF* sends tents"."""
    is_name = parse.words[0].isupper() and party_ends[0] and len(parse.words[0]) > 1
    if not is_name or parse.pos[0] != "VERB":
        return parse
    draft = Draft(parse)
    draft.pos[0], draft.tags[0] = "PROPN", "NNP"
    return draft.done()


def _with_lemmas(parse: Parse) -> Parse:
    """Return a parse whose verbs have the lemmas of verbs: "staged" is of "stage", not "stag"."""
    pairs = zip(parse.lemmas, parse.pos, strict=True)
    lemmas = tuple(_verb_lemma(lemma) if pos == "VERB" else lemma for lemma, pos in pairs)
    return parse if lemmas == parse.lemmas else replace(parse, lemmas=lemmas)


@cache
def _verb_lemma(lemma: str) -> str:
    known = _known_verbs()
    if lemma in known:
        return lemma
    return f"{lemma}e" if f"{lemma}e" in known else irregular_lemmas().get(lemma, lemma)


def _with_subjects(parse: Parse, party_ends: Sequence[bool]) -> Parse:
    """Return a parse where a party right before a finite verb without a subject is its subject."""
    bare = [verb for verb in range(1, len(parse.words)) if _is_bare(parse, verb, party_ends)]
    if not bare:
        return parse
    draft = Draft(parse)
    for verb in bare:
        draft.put(verb - 1, verb, "nsubj")
        _place_rest(draft, verb, verb)
    return draft.done()


def _with_joined_verbs(parse: Parse, party_ends: Sequence[bool]) -> Parse:
    """Return a parse where a finite verb joined too low is joined to the verb above instead.

    "Accused Mali of arming rebels and *broke* off relations": who accused, broke them off. "Oman
    said that missiles fell there and *called* for a halt": who said it, called for it.
    """
    verbs = range(len(parse.words))
    above = {verb: _finite_above(parse, verb) for verb in verbs if _is_stray(parse, verb)}
    speaking = (verb for verb in verbs if _speaks_on(parse, verb, party_ends))
    above |= {verb: parse.heads[parse.heads[verb]] for verb in speaking}
    if not above:
        return parse
    draft = Draft(parse)
    for verb, head in above.items():
        if head is not None:
            draft.put(verb, head, "conj")
    return draft.done()


def _is_stray(parse: Parse, verb: int) -> bool:
    head = parse.heads[verb]
    is_joined = parse.deps[verb] == "conj" and parse.pos[verb] == "VERB" and head < verb
    is_mixed = parse.tags[verb] in {"VBD", "VBZ"} and parse.tags[head] == "VBG"
    return is_joined and is_mixed and not _has_subject(parse, verb)


def _speaks_on(parse: Parse, verb: int, party_ends: Sequence[bool]) -> bool:
    """Whether a verb of speech joined to what is said, by no party, goes on with who said it."""
    head = parse.heads[verb]
    said = parse.heads[head]
    is_joined = parse.deps[verb] == "conj" and parse.deps[head] == "ccomp" and said < head < verb
    if not is_joined or parse.lemmas[verb] not in word_sets()["speaking"]:
        return False
    pairs = enumerate(zip(parse.heads, parse.deps, strict=True))
    subjects = [at for at, (above, dep) in pairs if above == head and dep in SUBJECTS]
    is_of_party = any(party_ends[at] or parse.pos[at] == "PRON" for at in subjects)
    is_same_tense = parse.tags[verb] == parse.tags[said] and parse.lemmas[said] in _SAYING
    return is_same_tense and not is_of_party and not _has_subject(parse, verb)


def _finite_above(parse: Parse, verb: int) -> int | None:
    """Return the nearest verb above a word that has its tense and stands before it."""
    token = parse.heads[verb]
    for _ in range(len(parse.heads)):
        if parse.tags[token] == parse.tags[verb] and parse.pos[token] == "VERB":
            return token
        if token == parse.heads[token]:
            return None
        token = parse.heads[token]
    return None


def _is_bare(parse: Parse, verb: int, party_ends: Sequence[bool]) -> bool:
    """Whether a finite verb has no subject but a party before it, labelled as something else."""
    party = verb - 1
    if parse.pos[verb] != "VERB" or not party_ends[party] or not _is_finite(parse, verb):
        return False
    hangs = parse.heads[party] == verb and parse.deps[party] in _MISREAD
    return hangs and not _has_subject(parse, verb)


def _has_subject(parse: Parse, verb: int) -> bool:
    pairs = zip(parse.heads, parse.deps, strict=True)
    return any(head == verb and label in SUBJECTS for head, label in pairs)


def _missed_verb(parse: Parse, party_ends: Sequence[bool]) -> _Verb | None:
    for token in range(1, len(parse.words) - 1):
        is_verb = _is_finite(parse, token) and not _is_prone(parse, token)
        if is_verb and parse.deps[token] != "relcl":
            return None  # the sentence has its verb before any other could be one
        found = _as_verb(parse, token, party_ends)
        if found is not None:
            return found
    return None


def _is_finite(parse: Parse, token: int) -> bool:
    return parse.tags[token] in _FINITE and parse.lemmas[token] in _known_verbs()


def _is_prone(parse: Parse, token: int) -> bool:
    """Whether a word labelled as part of a noun phrase may be a verb misread."""
    if parse.deps[token] == "acl" and parse.tags[token] in _PASTS:
        # "police *arrested* on Monday the captain": a participle has no object.
        above = parse.heads[token]
        has_object = any(
            head == token and label == "dobj"
            for head, label in zip(parse.heads, parse.deps, strict=True)
        )
        return has_object and parse.heads[above] == above
    return parse.deps[token] in _PRONE and not (
        parse.deps[token] == "ROOT" and parse.pos[token] in {"VERB", "AUX"}
    )


def _as_verb(parse: Parse, token: int, party_ends: Sequence[bool]) -> _Verb | None:
    if not _follows_party(parse, token, party_ends) or not _is_prone(parse, token):
        return None
    if _has_verb_after(parse, token):
        return None
    lemma, ending = _verb_of(parse, token)
    if not lemma or not _goes_on(parse, token, lemma):
        return None
    return _Verb(token, lemma, _TAGS[ending])


def _follows_party(parse: Parse, token: int, party_ends: Sequence[bool]) -> bool:
    """Whether a subject may end right before a word, or before a clause set off by commas."""
    before = token - 3 if parse.words[token - 1] == "-" else token - 1
    if before >= 0 and party_ends[before]:
        return True
    root = next(item for item, head in enumerate(parse.heads) if item == head)
    is_set_off = parse.words[token - 1] == "," and "," in parse.words[root : token - 1]
    return is_set_off and root < token and party_ends[root] and parse.tags[token] in _PASTS


def _verb_of(parse: Parse, token: int) -> tuple[str, str]:
    """Return the lemma a form has if it is a finite verb, and its ending; "" if it is none."""
    word = parse.words[token].casefold()
    if token > 1 and parse.words[token - 1] == "-":
        word = f"{parse.words[token - 2].casefold()}-{word}"
    if parse.tags[token] in _PASTS and parse.lemmas[token] in _known_verbs():
        return parse.lemmas[token], "ed"
    if word in _known_verbs() and _is_plural(parse, token):
        return word, ""
    return (third_persons().get(word, ""), "s")


def _is_plural(parse: Parse, token: int) -> bool:
    """Whether what stands before a word is several: "Oman, *UAE* airdrop food", "*thousands*"."""
    is_last = token > 1 and parse.words[token - 2] in {",", "and", "&"}
    is_many = parse.tags[token - 1] in _PLURALS or parse.words[token - 1].casefold() in _SEVERAL
    return (is_last or is_many) and not _any_verb(parse)


def _any_verb(parse: Parse) -> bool:
    return any(_is_finite(parse, item) for item in range(len(parse.words)))


def _goes_on(parse: Parse, token: int, lemma: str) -> bool:
    """Whether what follows may follow a verb: an object, or a preposition after no action noun."""
    after = token + 1
    if parse.pos[after] in {"ADP", "SCONJ"}:
        return ("n", lemma) not in triggers() and parse.lemmas[after] != "of"
    return parse.pos[after] in _NOMINAL or parse.words[after] in {"to", "$", "no", "back"}


def _has_verb_after(parse: Parse, token: int) -> bool:
    """Whether another finite verb follows in the same clause: "US *strikes* kill five"."""
    for item in range(token + 1, len(parse.words)):
        if parse.words[item].casefold() in _SUBORDINATING | word_sets()["joining"]:
            return False
        if _is_finite(parse, item) and not _is_prone(parse, item):
            return True
    return False


@cache
def _known_verbs() -> frozenset[str]:
    sets = word_sets()
    return frozenset(
        deed_verbs() | sets["saying"] | sets["light"] | sets["happening"] | sets["moving"]
    )


def _with_verb(parse: Parse, verb: _Verb) -> Parse:
    draft = Draft(parse)
    old_head = parse.heads[verb.token]
    _place_verb(draft, verb)
    _place_subject(draft, verb.token)
    _place_rest(draft, verb.token, old_head)
    return draft.done()


def _place_verb(draft: Draft, verb: _Verb) -> None:
    """Make a word the sentence's verb, or that of what a verb before it says."""
    token = verb.token
    draft.pos[token], draft.tags[token], draft.lemmas[token] = "VERB", verb.tag, verb.lemma
    root = next(item for item, head in enumerate(draft.heads) if item == head)
    if root < token and draft.pos[root] == "VERB":
        draft.put(token, root, "ccomp")
        return
    draft.put(token, token, "ROOT")
    if root != token:
        draft.put(root, token, _label_below(draft, root, token))


def _label_below(draft: Draft, root: int, token: int) -> str:
    if draft.pos[root] in {"VERB", "AUX"}:
        words = draft.parse.words[token:root]
        return "conj" if "," in words or "and" in words else "advcl"
    return "nsubj" if root < token else "dobj"


def _place_subject(draft: Draft, verb: int) -> None:
    """Make the phrase that ends before the verb its subject."""
    head = _last_of_subject(draft, verb)
    while draft.heads[head] < verb and draft.heads[head] != head and _climbs(draft, head):
        head = draft.heads[head]
    for item in range(verb):
        if draft.heads[item] >= verb and item != head:
            is_part = draft.deps[item] in _INSIDE and draft.pos[item] != "PUNCT"
            draft.put(item, head if is_part else verb, draft.deps[item] if is_part else "punct")
    draft.put(head, verb, "nsubj")


def _last_of_subject(draft: Draft, verb: int) -> int:
    if draft.pos[verb - 1] != "PUNCT":
        return verb - 1
    if draft.parse.words[verb - 1] == "-" and verb > 2:  # noqa: PLR2004  ("India test-fires")
        return verb - 3
    heads = draft.parse.heads
    return next(item for item in range(verb) if heads[item] == item)


def _climbs(draft: Draft, token: int) -> bool:
    return draft.pos[draft.heads[token]] in _NOUNS and draft.deps[token] not in SUBJECTS


def _place_rest(draft: Draft, verb: int, old_head: int) -> None:
    """Hang what followed the old reading on the verb: its object first."""
    if old_head > verb and draft.lemmas[old_head] not in _known_verbs():
        # "fires *missiles*": what follows a verb is no verb.
        draft.pos[old_head] = "NOUN" if draft.pos[old_head] == "VERB" else draft.pos[old_head]
    if old_head > verb and draft.pos[old_head] in _NOUNS:
        draft.put(old_head, verb, "dobj")
    has_object = any(
        head == verb and label == "dobj"
        for head, label in zip(draft.heads, draft.deps, strict=True)
    )
    for item in range(verb + 1, len(draft.heads)):
        is_misplaced = draft.heads[item] < verb or (
            draft.heads[item] == verb and draft.deps[item] in {"appos", "npadvmod", "nsubj", "conj"}
        )
        if is_misplaced:
            has_object = _rehang(draft, item, verb, has_object)


def _rehang(draft: Draft, item: int, verb: int, has_object: bool) -> bool:  # noqa: FBT001
    if draft.pos[item] in _NOUNS and not has_object:
        draft.put(item, verb, "dobj")
        return True
    draft.put(item, verb, draft.deps[item] if draft.deps[item] != "ROOT" else "dep")
    return has_object

"""Attributions that verbs make: "she said that", "urged them to", "accused him of"."""

from collections.abc import Collection
from typing import Final, NamedTuple

from detente.coding.statements_chain import is_only_quoting, voices_of
from detente.coding.statements_draft import OBJECT_RULE, Draft, can_speak, phrase, trimmed
from detente.coding.statements_reach import outer_verb, reached, speaker_beside
from detente.coding.statements_tables import Frame, naming_verbs, verbs, words
from detente.coding.tree import Tree
from detente.model import Span

CLAUSES: Final = frozenset({"ccomp"})
ASKING: Final = frozenset({"if", "whether", "that"})
OBJECTS: Final = frozenset({"dobj", "oprd", "attr", "acomp", "xcomp", "ccomp", "pcomp", "dative"})
STOPS: Final = frozenset({".", "!", "?", "”", '"', "''"})
SHORT: Final = 5  # tokens before a last "police said" below which they are no clause
# Prepositions that belong to what is said of an object ("accused him of", "praised it as").
OBJECT_PREPOSITIONS: Final = frozenset(
    {"of", "for", "as", "with", "over", "to", "against", "about", "on", "from", "by"}
)


class Found(NamedTuple):
    """Content tokens of a cue, by which frame and rule they were found, and who hears it."""

    frame: str
    tokens: list[int]
    rule: str
    addressee: int | None = None


def verb_drafts(tree: Tree, sentence: int) -> list[Draft]:
    """Return the attributions that verbs make, in the order of their cues."""
    table, parse = verbs(), tree.parse
    cues = (
        (token, table[lemma])
        for token, lemma in enumerate(parse.lemmas)
        if lemma in table and parse.tags[token].startswith("V")
    )
    drafts = (
        _verb_draft(tree, sentence, token, frames)
        for token, frames in cues
        if parse.deps[token] not in {"amod", "compound"} and not is_only_quoting(tree, token)
    )
    return [draft for draft in drafts if draft]


def _verb_draft(tree: Tree, sentence: int, verb: int, frames: tuple[Frame, ...]) -> Draft | None:
    allowed = frozenset().union(*(frame.frames for frame in frames))
    passive = _is_passive(tree, verb)
    found = _passive_content(tree, verb, allowed) if passive else _content(tree, verb, allowed)
    source = _agent(tree, verb) if passive else _speaker(tree, verb)
    voices = voices_of(tree, verb, source)
    source = voices.source
    if passive and source is None and not _is_told_of(tree, verb, found):
        return None
    if found is None and "quote" not in allowed:
        return None
    if found and not _is_sound(tree, verb, source, found):
        return None
    addressee = _addressee(tree, verb, frames, found)
    return Draft(
        sentence=sentence,
        cue=_cue(tree, verb),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, found.tokens))) if found else (),
        takes_quotes="quote" in allowed,
        confidence=_confidence(frames, found.frame if found else "quote"),
        rule=found.rule if found else "quotation marks beside it",
        word=tree.parse.lemmas[verb],
        addressee=phrase(tree, addressee),
        relayer=voices.relayer,
        through=voices.through,
        joint=voices.joint,
    )


def _is_told_of(tree: Tree, verb: int, found: Found | None) -> bool:
    """Does a passive without an agent tell words: "it was reported that", not "asked whether"?"""
    has_it = tree.kid(verb, {"nsubjpass", "expl"})
    is_told = found is not None and found.frame == "clause" and bool(tree.kids(verb, {"auxpass"}))
    return is_told and has_it is not None and tree.parse.lemmas[has_it] == "it"


def _is_passive(tree: Tree, verb: int) -> bool:
    """Is this "was asked", or "Asked whether ..., he ..."?"""
    if tree.kid(verb, {"nsubjpass", "auxpass"}) is not None:
        return True
    is_bare = not tree.kids(verb, {"aux", "nsubj"}) and tree.parse.tags[verb] == "VBN"
    return is_bare and not _is_past(tree, verb)


def _is_past(tree: Tree, verb: int) -> bool:
    """Did the parser take a past tense for a participle: "the ministry called it a lie"?"""
    label, head = tree.parse.deps[verb], tree.parse.heads[verb]
    if label not in {"advcl", "acl", "prep", "ccomp"}:
        return True
    is_root = label == "acl" and tree.parse.heads[head] == head
    governs = tree.kid(verb, {"ccomp", "dobj", "oprd"}) is not None
    return is_root and governs and tree.kid(verb, {"agent"}) is None


def _speaker(tree: Tree, verb: int) -> int | None:
    found = tree.subject(outer_verb(tree, verb))
    if found is None:
        found = tree.addressed(verb)
    if found is None or not can_speak(tree, found):
        beside = speaker_beside(tree, verb)
        found = found if beside is None else beside
    if found is None:
        return None
    # "issued a statement saying that": who issued it speaks.
    is_text = tree.parse.deps[verb] == "acl" and tree.parse.lemmas[found] in words().nouns
    if is_text and tree.parse.deps[found] == "dobj":
        issuer = tree.subject(tree.parse.heads[found])
        return found if issuer is None else issuer
    return found


def _confidence(frames: tuple[Frame, ...], used: str) -> float:
    return max(frame.confidence for frame in frames if used in frame.frames)


def _is_sound(tree: Tree, verb: int, source: int | None, found: Found) -> bool:
    """Can the source mean or say the content, and is the verb more than a by-effect?"""
    if source is not None and source in found.tokens:
        return False
    if found.frame == "clause":
        return True
    if source is None:
        return False
    if _infinitive_mark(tree, verb) is not None or not can_speak(tree, source):
        return False
    if len(found.tokens) == 1 and tree.parse.pos[found.tokens[0]] == "PRON":
        return False  # "praised it" attributes no words
    # "..., highlighting its importance": what the deed shows, not what the doer says.
    return not (tree.parse.tags[verb] == "VBG" and tree.parse.lemmas[verb] in words().effects)


def _content(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Return what a verb governs, by the first of its frames that the sentence fills."""
    finders = (_clause, _parenthesis, _infinitive, _complement, _object, _before)
    return next((found for finder in finders if (found := finder(tree, verb, allowed))), None)


def _clause(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    clause = _governed(tree, verb)
    if clause is None:
        return None
    to = _infinitive_mark(tree, clause)
    subject = tree.kid(clause, {"nsubj"})
    if "infinitive" in allowed and to is not None and subject is not None:
        tokens = [token for token in tree.subtree(clause) if token > subject and token >= to]
        return Found("infinitive", tokens, "a verb and its infinitive", subject)
    if "clause" not in allowed:
        return None
    tokens = reached(tree, verb, clause, tree.subtree(clause, {verb}))
    return Found("clause", tokens, "a verb and its clause")


def _governed(tree: Tree, verb: int) -> int | None:
    """Return the clause that a verb governs, by any of the labels that parsers give it."""
    found = [kid for kid in tree.kids(verb, CLAUSES) if not _is_apart(tree, verb, kid)]
    behind = [kid for kid in found if kid > verb and tree.kid(kid, {"mark"}) is not None]
    if found:
        return (behind or found)[0]
    for kid in tree.kids(verb, {"advcl", "xcomp"}):
        marks = {tree.parse.lemmas[mark] for mark in tree.kids(kid, {"mark"})}
        is_gerund = tree.parse.deps[kid] == "xcomp" and tree.parse.tags[kid] == "VBG"
        if kid > verb and (is_gerund or marks & ASKING):
            return kid
    return None


def _is_apart(tree: Tree, verb: int, clause: int) -> bool:
    """Does a semicolon part a verb from a clause that goes before it?"""
    return clause < verb and ";" in tree.parse.words[clause:verb]


def _infinitive_mark(tree: Tree, clause: int) -> int | None:
    marks = tree.kids(clause, {"aux"})
    return next((mark for mark in marks if tree.parse.tags[mark] == "TO"), None)


def _parenthesis(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find "Talks, officials say, will go on" and "as the ministry said"."""
    label, head = tree.parse.deps[verb], tree.parse.heads[verb]
    if "clause" not in allowed or head == verb:
        return None
    is_as = label == "advcl" and any(
        tree.parse.lemmas[kid] == "as" for kid in tree.kids(verb, {"mark", "advmod"})
    )
    if not (label == "parataxis" or is_as) or tree.kid(verb, {"dobj", "xcomp"}) is not None:
        return None
    subject = tree.subject(verb)
    if subject is None or not can_speak(tree, subject):  # "as talks continue"
        return None
    tokens = reached(tree, verb, head, tree.subtree(head, {verb}))
    return Found("clause", tokens, "a verb in parenthesis")


def _before(tree: Tree, verb: int, _allowed: Collection[str]) -> Found | None:
    """Find "..., police said." where the parse does not tell what the words before it are."""
    subject = tree.kid(verb, {"nsubj"})
    if (
        tree.parse.lemmas[verb] not in words().plain
        or subject is None
        or not can_speak(tree, subject)
    ):
        return None
    first = min(tree.subtree(subject))
    own = {token for token in tree.subtree(verb) if token >= first}
    last = max(own)
    is_last = all(tree.parse.words[token] in STOPS for token in range(last + 1, tree.size))
    if subject > verb or first < SHORT or tree.parse.words[first - 1] != "," or not is_last:
        return None
    stops = [at for at in range(first) if tree.parse.words[at] == ";"]
    tokens = list(range(stops[-1] + 1 if stops else 0, first - 1))
    return Found("clause", tokens, "the words before a verb at the end") if tokens else None


def _infinitive(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    clause = tree.kid(verb, {"xcomp"})
    if "infinitive" not in allowed or clause is None:
        return None
    return Found(
        "infinitive", tree.subtree(clause), "a verb and its infinitive", tree.kid(verb, {"dobj"})
    )


def _complement(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    for preposition in tree.kids(verb, {"prep", "agent"}):
        lemma = tree.parse.lemmas[preposition]
        inside = tree.kid(preposition, {"pobj", "pcomp"})
        if lemma in allowed and inside is not None and not _is_circumstance(tree, inside):
            tokens = sorted([*tree.subtree(inside), *_as_what(tree, verb, preposition)])
            return Found(lemma, tokens, f"a verb and its complement with {lemma!r}")
    return None


def _as_what(tree: Tree, verb: int, preposition: int) -> list[int]:
    """Return what something is called behind its name: "referred to the levy *as theft*"."""
    later = [kid for kid in tree.kids(verb, {"prep"}) if kid > preposition]
    return [token for kid in later if tree.parse.lemmas[kid] == "as" for token in tree.subtree(kid)]


def _is_circumstance(tree: Tree, token: int) -> bool:
    return tree.parse.tags[token] == "CD" or tree.parse.lemmas[token] in words().times


def _object(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    if "object" not in allowed:
        return None
    parts = [kid for kid in tree.kids(verb, OBJECTS) if kid > verb]
    if not parts:
        return _relative_object(tree, verb)
    if any(_holds_words(tree, verb, part) for part in parts):
        return None
    parts += [
        kid
        for kid in tree.kids(verb, {"prep"})
        if kid > verb and tree.parse.lemmas[kid] in OBJECT_PREPOSITIONS and not _is_when(tree, kid)
    ]
    if tree.parse.lemmas[verb] in naming_verbs() and len(parts) == 1:
        return None
    tokens = [token for part in parts for token in tree.subtree(part)]
    return Found("object", sorted(tokens), OBJECT_RULE)


def _is_when(tree: Tree, preposition: int) -> bool:
    inside = tree.kid(preposition, {"pobj"})
    return inside is not None and _is_circumstance(tree, inside)


def _holds_words(tree: Tree, verb: int, noun: int) -> bool:
    """Does the noun tell the words: "issued a statement saying that", "voiced doubts about"?"""
    if tree.parse.lemmas[noun] not in words().nouns:
        return False
    has_clause = any(
        tree.parse.lemmas[kid] in verbs() and tree.parse.tags[kid] == "VBG"
        for kid in tree.kids(noun, {"acl", "ccomp"})
    )
    is_carried = tree.parse.lemmas[verb] in words().carriers
    return has_clause or (is_carried and tree.kid(noun, {"prep"}) is not None)


def _relative_object(tree: Tree, verb: int) -> Found | None:
    head = tree.parse.heads[verb]
    subject = tree.kid(verb, {"nsubj"})
    is_relative = tree.parse.deps[verb] == "relcl" and subject is not None
    if not is_relative or tree.parse.tags[subject or 0] in {"WP", "WDT"}:
        return None
    return Found("object", tree.noun_phrase(head), "a verb whose object goes before it")


def _passive_content(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    clause = _clause(tree, verb, allowed)
    if clause is not None:
        return clause
    subject = tree.kid(verb, {"nsubjpass"})
    if "object" not in allowed or subject is None:
        return None
    return Found("object", tree.subtree(subject), "a verb in the passive")


def _agent(tree: Tree, verb: int) -> int | None:
    agent = tree.kid(verb, {"agent"})
    return None if agent is None else tree.kid(agent, {"pobj"})


def _addressee(tree: Tree, verb: int, frames: tuple[Frame, ...], found: Found | None) -> int | None:
    """Return who is told: the object of a verb of telling, or "to reporters"."""
    if found and found.addressee is not None:
        return found.addressee
    if any(frame.addressee for frame in frames):
        heard = tree.kid(verb, {"dobj", "dative"})
        if heard is not None and not (found and heard in found.tokens):
            return heard
    for preposition in tree.kids(verb, {"prep", "dative"}):
        if tree.parse.lemmas[preposition] == "to" and not (found and preposition in found.tokens):
            return tree.kid(preposition, {"pobj"})
    return None


def _cue(tree: Tree, verb: int) -> Span:
    parts = [verb, *tree.kids(verb, {"aux", "neg", "prt", "auxpass"})]
    near = [part for part in parts if abs(part - verb) <= len(parts) + 1]
    return tree.span(near)

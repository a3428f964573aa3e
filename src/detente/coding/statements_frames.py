"""What a verb governs: the clause, infinitive, object or complement that is its content."""

from collections.abc import Collection
from typing import Final, NamedTuple

from detente.coding.statements_draft import OBJECT_RULE, can_speak
from detente.coding.statements_reach import reached
from detente.coding.statements_tables import naming_verbs, verbs, words
from detente.coding.tree import Tree

CLAUSES: Final = frozenset({"ccomp"})
ASKING: Final = frozenset({"if", "whether", "that"})
OBJECTS: Final = frozenset({"dobj", "oprd", "attr", "acomp", "xcomp", "ccomp", "pcomp", "dative"})
STOPS: Final = frozenset({".", "!", "?", "”", '"', "''"})
SHORT: Final = 5  # tokens before a last "police said" below which they are no clause
# Prepositions that belong to what is said of an object ("accused him of", "praised it as").
OBJECT_PREPOSITIONS: Final = frozenset(
    {"of", "for", "as", "with", "over", "to", "against", "about", "on", "from", "by"}
)


SEEMING: Final = frozenset({"xcomp", "oprd", "acomp", "ccomp", "attr", "advcl"})
HELD: Final = frozenset({"as", "of", "for"})  # "is seen as", "is accused of", "is known for"
FURTHER: Final = frozenset({"that", "whether", "how", "why", "for"})
FELT: Final = frozenset({"about", "by", "at", "with", "over", "of"})  # "pleased *with*"
FOR_WHOM: Final = frozenset({"for"})  # "called *for* the court to rule"
UNNAMED_RULE: Final = "what is held or seems, by nobody named"


class Found(NamedTuple):
    """Content tokens of a cue, by which frame and rule they were found, and who hears it."""

    frame: str
    tokens: list[int]
    rule: str
    addressee: int | None = None


def content_of(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Return what a verb governs, by the first of its frames that the sentence fills."""
    found = next((found for finder in FINDERS if (found := finder(tree, verb, allowed))), None)
    if found is None or found.frame == "object" or found.tokens[0] < verb:
        return found
    return found._replace(tokens=sorted({*found.tokens, *_and_further(tree, verb, found.tokens)}))


def _and_further(tree: Tree, verb: int, tokens: list[int]) -> list[int]:
    """Return further clauses that parsers hang on the verb: "said that ..., *and that* ..."."""
    return [
        token
        for kid in tree.kids(verb, {"conj"})
        if kid > tokens[-1] and _linked(tree, kid) in FURTHER
        for token in range(tree.subtree(kid)[0], tree.subtree(kid)[-1] + 1)
    ]


def _linked(tree: Tree, clause: int) -> str:
    """Return the word that a clause begins with, if it makes it part of another."""
    first = tree.subtree(clause)[0]
    return tree.parse.lemmas[first] if first < clause else ""


def _clause(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    clause = _governed(tree, verb)
    if clause is None:
        return None
    to = infinitive_mark(tree, clause)
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


def infinitive_mark(tree: Tree, clause: int) -> int | None:
    """Return the "to" of an infinitive, or None for a verb that is none."""
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
    if clause is None or not {"infinitive", "to do"} & set(allowed):
        return None
    frame = "infinitive" if "infinitive" in allowed else "to do"
    if frame == "to do" and infinitive_mark(tree, clause) is None:
        return None
    return Found(frame, tree.subtree(clause), "a verb and its infinitive", tree.kid(verb, {"dobj"}))


def _held_as(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find what something is held to be: "sees *the vote as a test*"."""
    held = [kid for kid in tree.kids(verb, OBJECTS) if kid > verb]
    called = _with(tree, verb, "as") if "as" in allowed else _counted(tree, verb, allowed)
    if not held or not called:
        return None
    tokens = {token for part in (*held, *called) for token in tree.subtree(part)}
    frame = "as" if "as" in allowed else "count"
    return Found(frame, sorted(tokens), "a verb, its object and what that is held to be")


def _counted(tree: Tree, verb: int, allowed: Collection[str]) -> list[int]:
    """Return at what somebody puts a number: "put the toll *at forty*"."""
    at = _with(tree, verb, "at") if "count" in allowed else []
    return [kid for kid in at if any(tree.parse.tags[t] == "CD" for t in tree.subtree(kid))]


def _made_known(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find what somebody makes clear or lets be known: "made it clear *that he would stay*"."""
    if "known" not in allowed:
        return None
    below = tree.kids(verb, {"ccomp", "xcomp", "oprd", "acomp", "advcl"})
    known = next((kid for kid in below if tree.parse.lemmas[kid] in words().plain_states), None)
    if known is None:
        return None
    kids = [*tree.kids(known, {"ccomp", "advcl"}), *tree.kids(verb, {"ccomp", "advcl"})]
    for kid in kids:
        if kid > known and tree.parse.pos[kid] in {"VERB", "AUX"}:
            return Found("known", tree.subtree(kid), "a verb and what it makes known")
    return None


def is_made_known(tree: Tree, verb: int) -> bool:
    """Is this the "known" of "let it be known that", whose speaker is the other verb's?"""
    above = tree.parse.heads[verb]
    is_below = tree.parse.deps[verb] in {"ccomp", "xcomp"} and tree.parse.tags[verb] == "VBN"
    return is_below and tree.parse.lemmas[above] in {"let", "make"}


def _with(tree: Tree, verb: int, lemma: str) -> list[int]:
    """Return the complements of a verb with a preposition."""
    kids = tree.kids(verb, {"prep", "advcl", "agent"})
    return [kid for kid in kids if kid > verb and _marked(tree, kid) == lemma]


def _marked(tree: Tree, token: int) -> str:
    """Return the preposition at a phrase or before a clause ("*for* the court to rule")."""
    if tree.parse.deps[token] in {"prep", "agent"}:
        return tree.parse.lemmas[token]
    mark = tree.kid(token, {"mark"})
    return "" if mark is None else tree.parse.lemmas[mark]


def _raised(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find what seems: "*the deal* seems *to be dead*"."""
    subject = tree.subject(verb)
    if "raise" not in allowed or subject is None:
        return None
    said = [kid for kid in tree.kids(verb, SEEMING) if kid > verb]
    return _of_subject(tree, subject, said, "raise") if said else None


def _of_subject(tree: Tree, subject: int, said: Collection[int], frame: str) -> Found:
    """Return a subject with what is said of it as the content; "it" and "there" say nothing."""
    is_empty = tree.parse.lemmas[subject] == "it" and tree.parse.deps[subject] == "expl"
    whose = [] if is_empty else tree.noun_phrase(subject)
    tokens = {*whose, *(token for kid in said for token in tree.subtree(kid))}
    return Found(frame, sorted(tokens), UNNAMED_RULE)


def _complement(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    for clause in tree.kids(verb, {"advcl", "ccomp", "xcomp"}):
        lemma = _marked(tree, clause)
        if lemma in allowed and lemma in FOR_WHOM and clause > verb:
            tokens = tree.subtree(clause, tree.kids(clause, {"mark"}))
            return Found(lemma, tokens, f"a verb and its complement with {lemma!r}")
    for preposition in tree.kids(verb, {"prep", "agent"}):
        lemma = tree.parse.lemmas[preposition]
        inside = tree.kid(preposition, {"pobj", "pcomp"})
        is_of_object = "object" in allowed and lemma == "for" and tree.kid(verb, {"dobj"})
        is_content = lemma in allowed and not is_of_object
        if inside is not None and lemma == "to" and _is_hearer(tree, verb, inside):
            continue
        if is_content and inside is not None and not _is_circumstance(tree, inside):
            tokens = sorted([*tree.subtree(inside), *_as_what(tree, verb, preposition)])
            return Found(lemma, tokens, f"a verb and its complement with {lemma!r}")
    return None


def _is_hearer(tree: Tree, verb: int, inside: int) -> bool:
    """Is this who is told, not what: "wrote *to Russia*"?"""
    return tree.parse.lemmas[verb] in words().telling and can_speak(tree, inside)


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
    tokens = sorted(token for part in parts for token in tree.subtree(part))
    return Found("object", [*tokens, *_goes_on(tree, verb, tokens[-1] + 1)], OBJECT_RULE)


def _goes_on(tree: Tree, verb: int, place: int) -> list[int]:
    """Return what right behind an object belongs to it, though parsers hang it on the verb.

    What it is for ("pledged money *to build a road*"), or where it is ("saw Rubio *in third*").
    """
    for kid in tree.kids(verb, {"advcl", "prep"}):
        tokens = tree.subtree(kid)
        is_in = tree.parse.lemmas[kid] == "in" and not _is_when(tree, kid)
        if tokens[0] == place and (is_in or infinitive_mark(tree, kid) == place):
            return tokens
    return []


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


def passive_content(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Return what a verb in the passive tells: its clause, or its subject."""
    for finder in (_felt, _unnamed, _heard, _clause):
        found = finder(tree, verb, allowed)
        if found is not None:
            return found
    subject = tree.kid(verb, {"nsubjpass"})
    if "object" not in allowed or subject is None:
        return None
    return Found("object", tree.subtree(subject), "a verb in the passive")


def _unnamed(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find what is thought of the subject: "*she* is expected *to resign*"."""
    subject = tree.kid(verb, {"nsubjpass"})
    if subject is None and tree.parse.deps[verb] == "acl":
        subject = tree.parse.heads[verb]
    if "unnamed" not in allowed or subject is None:
        return None
    prepositions = [kid for kid in tree.kids(verb, {"prep"}) if _marked(tree, kid) in HELD]
    said = [*tree.kids(verb, {"xcomp", "oprd", "attr", "acomp"}), *prepositions]
    behind = [kid for kid in said if kid > verb]
    return _of_subject(tree, subject, behind, "unnamed") if behind else None


def _felt(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find what the subject has feelings about: "she was pleased *with the vote*"."""
    if "felt" not in allowed:
        return None
    for kid in tree.kids(verb, {"ccomp", "xcomp", "prep", "agent"}):
        is_clause = tree.parse.deps[kid] in {"ccomp", "xcomp"}
        tokens = tree.subtree(kid)[0 if is_clause else 1 :]
        if kid > verb and tokens and (is_clause or tree.parse.lemmas[kid] in FELT):
            return Found("felt", tokens, "what somebody has feelings about")
    return None


def _heard(tree: Tree, verb: int, allowed: Collection[str]) -> Found | None:
    """Find what somebody was asked or told: "was asked *whether he would go*"."""
    if "hearing" not in allowed:
        return None
    for kid in tree.kids(verb, {"ccomp", "xcomp", "advcl", "prep"}):
        is_about = tree.parse.deps[kid] == "prep" and tree.parse.lemmas[kid] == "about"
        marks = {tree.parse.lemmas[mark] for mark in tree.kids(kid, {"mark"})}
        is_clause = tree.parse.deps[kid] in {"ccomp", "xcomp"} or marks & ASKING
        if kid > verb and (is_about or is_clause):
            tokens = tree.subtree(kid)[1:] if is_about else tree.subtree(kid)
            return Found("hearing", tokens, "a verb and what somebody hears")
    return None


FINDERS: Final = (
    _made_known,
    _clause,
    _parenthesis,
    _infinitive,
    _held_as,
    _raised,
    _complement,
    _object,
    _before,
)

"""Attributions without a verb of their own: nouns and adjectives."""

from typing import Final, NamedTuple

from detente.coding.statements_draft import Draft, can_speak, phrase, trimmed
from detente.coding.statements_tables import words
from detente.coding.tree import Tree

NOUN_PREPOSITIONS: Final = frozenset(
    {
        "about",
        "of",
        "for",
        "over",
        "on",
        "in",
        "at",
        "to",
        "with",
        "against",
        "that",
        "behind",
        "from",
        "upon",
        "toward",
        "towards",
    }
)
HOLDING: Final = frozenset({"by", "from", "among", "of"})  # "fears *among* investors that ..."
OWNED: Final = frozenset({"of", "about"})  # "his account *of* the talks"
FAR: Final = 12  # tokens between a noun of attribution and its clause, beyond which parses err


def nominal_drafts(tree: Tree, sentence: int) -> list[Draft]:
    """Return the attributions that nouns and adjectives make."""
    found = _noun_drafts(tree, sentence) + _adjective_drafts(tree, sentence)
    found += _side_drafts(tree, sentence)
    return [draft for draft in found if draft]


def _noun_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    parse = tree.parse
    return [
        _noun_draft(tree, sentence, token)
        for token, tag in enumerate(parse.pos)
        if tag == "NOUN" and _can_tell(tree, token)
    ]


def _can_tell(tree: Tree, noun: int) -> bool:
    """Is this a noun of words or thoughts, by itself or with the verb that carries it?"""
    forms = {tree.parse.lemmas[noun], tree.parse.words[noun].lower()}
    if forms & words().nouns:
        return True
    return bool(forms & words().carried_nouns) and _carrier(tree, noun) is not None


class _Held(NamedTuple):
    """What a noun tells: its content, and the preposition before it ("" for a clause)."""

    tokens: list[int]
    lead: str
    lead_token: int | None


def _noun_draft(tree: Tree, sentence: int, noun: int) -> Draft | None:
    held = _noun_content(tree, noun)
    if held is None:
        return None
    carrier = _carrier(tree, noun)
    source = _holder(tree, noun, carrier, held)
    if source is not None and (source in held.tokens or not can_speak(tree, source)):
        return None
    sure = _noun_sureness(tree, noun, held, source, is_carried=carrier is not None)
    if sure is None:
        return None
    parts = [noun] if carrier is None else [carrier, noun]
    return Draft(
        sentence=sentence,
        cue=tree.span(parts),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, held.tokens))),
        takes_quotes=False,
        confidence=sure[0],
        rule=sure[1],
        word=tree.parse.lemmas[noun],
    )


def _noun_sureness(
    tree: Tree, noun: int, held: _Held, source: int | None, *, is_carried: bool
) -> tuple[float, str] | None:
    """Return how surely a noun attributes words, and by which rule; None if it does not."""
    lemma = tree.parse.lemmas[noun]
    if source is None:
        is_open = lemma in words().open_nouns and held.lead in {"", "about"}
        return (0.4, "a noun of nobody's, and its words") if is_open else None
    if is_carried:
        return 0.8, "a noun and its clause"
    if not held.lead:
        return 0.7, "a noun and its clause"
    is_owned = held.lead in OWNED or (held.lead == "for" and lemma in words().calls)
    return (0.4, "a noun, its owner and its complement") if is_owned else None


def _carrier(tree: Tree, noun: int) -> int | None:
    verb = tree.parse.heads[noun]
    is_carried = tree.parse.deps[noun] == "dobj" and tree.parse.lemmas[verb] in words().carriers
    return verb if is_carried else None


def _holder(tree: Tree, noun: int, carrier: int | None, held: _Held) -> int | None:
    """Return who has the thought: an owner, who carries the noun, or "by", "from", "among" whom."""
    owner = tree.kid(noun, {"poss"})
    if owner is not None:
        return owner
    if carrier is not None:
        return tree.subject(carrier)
    for kid in tree.kids(noun, {"prep", "agent"}):
        inside = tree.kid(kid, {"pobj"})
        is_holder = tree.parse.lemmas[kid] in HOLDING and kid != held.lead_token
        if is_holder and inside is not None and can_speak(tree, inside):
            return inside
    return None


def _noun_content(tree: Tree, noun: int) -> _Held | None:
    told = None
    for kid in tree.kids(noun, {"acl", "ccomp", "relcl", "prep"}):
        label = tree.parse.deps[kid]
        is_content = label in {"acl", "ccomp"} and tree.kid(kid, {"mark", "aux"}) is not None
        if is_content and kid - noun <= FAR:
            return _Held(tree.subtree(kid), "", None)
        if told is None and label == "prep" and tree.parse.lemmas[kid] in NOUN_PREPOSITIONS:
            inside = tree.subtree(kid)[1:]
            told = _Held(inside, tree.parse.lemmas[kid], kid) if inside else None
    return told or _carried(tree, noun) or _equated(tree, noun)


def _carried(tree: Tree, noun: int) -> _Held | None:
    """Find "took issue *with the wording*", where parsers hang the words on the verb."""
    verb = _carrier(tree, noun)
    is_set = tree.parse.lemmas[noun] in words().carried_nouns
    behind = tree.kids(verb, {"prep"}) if verb is not None and is_set else []
    for kid in behind:
        is_next = kid == noun + 1 and tree.parse.lemmas[kid] in NOUN_PREPOSITIONS
        tokens = tree.subtree(kid)[1:]
        if is_next and tokens and tree.parse.lemmas[tokens[-1]] not in words().times:
            return _Held(tokens, tree.parse.lemmas[kid], kid)
    return None


def _equated(tree: Tree, noun: int) -> _Held | None:
    """Find "his message is *that the talks must go on*"."""
    verb = tree.parse.heads[noun]
    if tree.parse.deps[noun] != "nsubj" or tree.parse.lemmas[verb] != "be":
        return None
    clause = tree.kid(verb, {"ccomp"})
    if clause is None or clause < verb or tree.kid(clause, {"mark"}) is None:
        return None
    return _Held(tree.subtree(clause), "", None)


def _adjective_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    adjectives = words().adjectives | words().open_adjectives
    return [
        _adjective_draft(tree, sentence, token)
        for token, lemma in enumerate(tree.parse.lemmas)
        if tree.parse.deps[token] in {"acomp", "attr", "oprd"}
        and (lemma in adjectives or tree.parse.words[token].lower() in adjectives)
    ]


def _adjective_draft(tree: Tree, sentence: int, adjective: int) -> Draft | None:
    verb = tree.parse.heads[adjective]
    source: int | None = tree.subject(verb)
    kids = tree.kids(adjective, {"ccomp", "xcomp", "prep", "agent"})
    if _is_open(tree, adjective, source):
        return _open_adjective_draft(tree, sentence, adjective)
    names = {tree.parse.lemmas[adjective], tree.parse.words[adjective].lower()}
    if not names & words().adjectives:
        return None
    if source is None or not kids or not can_speak(tree, source):
        return None
    tokens = [token for token in tree.subtree(kids[0]) if token > adjective]
    if tree.parse.deps[kids[0]] in {"prep", "agent"}:
        tokens = [token for token in tokens if token != kids[0]]
    if not tokens:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([verb, adjective]),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, tokens))),
        takes_quotes=False,
        confidence=0.65,
        rule="an adjective of a state of mind",
        word=tree.parse.lemmas[adjective],
    )


def _is_open(tree: Tree, adjective: int, subject: int | None) -> bool:
    """Is this "it is unclear ...", which nobody named finds so?"""
    if subject is None or tree.parse.lemmas[adjective] not in words().open_adjectives:
        return False
    return tree.parse.words[subject].lower() == "it"


def _open_adjective_draft(tree: Tree, sentence: int, adjective: int) -> Draft | None:
    verb = tree.parse.heads[adjective]
    kids = [*tree.kids(adjective, {"ccomp", "xcomp"}), *tree.kids(verb, {"ccomp", "advcl"})]
    kids = [kid for kid in kids if kid > adjective]
    if not kids:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([verb, adjective]),
        source=None,
        content=tuple(tree.spans(trimmed(tree, tree.subtree(kids[0])))),
        takes_quotes=False,
        confidence=0.4,
        rule="an adjective of nobody's",
        word=tree.parse.lemmas[adjective],
    )


def _side_drafts(tree: Tree, sentence: int) -> list[Draft | None]:
    """Return who takes a side: "*the envoy* is a critic of *the deal*"."""
    return [
        _side_draft(tree, sentence, token)
        for token, lemma in enumerate(tree.parse.lemmas)
        if lemma in words().siders and tree.parse.deps[token] == "attr"
    ]


def _side_draft(tree: Tree, sentence: int, noun: int) -> Draft | None:
    verb = tree.parse.heads[noun]
    source = tree.subject(verb)
    of = next((kid for kid in tree.kids(noun, {"prep"}) if tree.parse.lemmas[kid] == "of"), None)
    if source is None or of is None or not can_speak(tree, source):
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([verb, noun]),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, tree.subtree(of)[1:]))),
        takes_quotes=False,
        confidence=0.6,
        rule="one who takes a side",
        word=tree.parse.lemmas[noun],
    )

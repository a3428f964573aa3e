"""Attributions that verbs make: "she said that", "urged them to", "accused him of"."""

from detente.coding.statements_chain import is_only_quoting, voices_of
from detente.coding.statements_draft import Draft, can_speak, phrase, trimmed
from detente.coding.statements_frames import Found, content_of, infinitive_mark, passive_content
from detente.coding.statements_reach import outer_verb, speaker_beside
from detente.coding.statements_tables import Frame, verbs, words
from detente.coding.tree import Tree
from detente.model import Span


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
    found = passive_content(tree, verb, allowed) if passive else content_of(tree, verb, allowed)
    source = _agent(tree, verb) if passive else _speaker(tree, verb)
    voices = voices_of(tree, verb, source)
    source = voices.source
    if found and found.frame == "raise":
        source = None
    if found and found.frame == "felt":
        source = tree.subject(verb)
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
    if found is not None and found.frame in {"unnamed", "hearing"}:
        return True
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
    if found.frame in {"clause", "unnamed", "hearing", "raise"}:
        return True
    if source is None:
        return False
    if infinitive_mark(tree, verb) is not None or not can_speak(tree, source):
        return False
    if len(found.tokens) == 1 and tree.parse.pos[found.tokens[0]] == "PRON":
        return False  # "praised it" attributes no words
    # "..., highlighting its importance": what the deed shows, not what the doer says.
    return not (tree.parse.tags[verb] == "VBG" and tree.parse.lemmas[verb] in words().effects)


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

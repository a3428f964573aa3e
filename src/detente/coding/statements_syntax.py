"""Attributions that verbs make: "she said that", "urged them to", "accused him of"."""

from typing import Final

from detente.coding.statements_chain import Voices, is_only_quoting, voices_of
from detente.coding.statements_draft import Draft, can_speak, phrase, trimmed
from detente.coding.statements_frames import (
    Found,
    content_of,
    infinitive_mark,
    is_made_known,
    passive_content,
)
from detente.coding.statements_reach import outer_verb, speaker_beside
from detente.coding.statements_tables import Frame, is_judging, verbs, words
from detente.coding.tree import Tree
from detente.model import Span

# Frames whose content is words whoever the subject is ("the vote shows that ...").
SELF_TELLING: Final = frozenset({"clause", "unnamed", "hearing", "raise"})
# Complements of which a word or two tell nothing ("believes in God", "stood by it").
LOOSE: Final = frozenset({"by", "in"})
FEW: Final = 2
# Factor for an infinitive ("wants to praise the deal"), or a subject that is nobody who speaks.
DOUBTFUL: Final = 0.7


def verb_drafts(tree: Tree, sentence: int) -> list[Draft]:
    """Return the attributions that verbs make, in the order of their cues."""
    parse = tree.parse
    cues = (
        (token, found)
        for token, lemma in enumerate(parse.lemmas)
        if parse.tags[token].startswith("V") and (found := _frames(tree, token, lemma))
    )
    drafts = (
        _verb_draft(tree, sentence, token, frames)
        for token, frames in cues
        if parse.deps[token] not in {"amod", "compound"}
        and not is_only_quoting(tree, token)
        and not is_made_known(tree, token)
    )
    return [draft for draft in drafts if draft]


def _frames(tree: Tree, verb: int, lemma: str) -> tuple[Frame, ...]:
    """Return the frames of a verb, and those it has with its particle ("bring *up*")."""
    table = verbs()
    own = table.get(lemma, ())
    for kid in tree.kids(verb, {"prt", "advmod"}):
        own = (*own, *table.get(f"{lemma} {tree.parse.words[kid].lower()}", ()))
    return own


def _verb_draft(tree: Tree, sentence: int, verb: int, frames: tuple[Frame, ...]) -> Draft | None:
    allowed = frozenset().union(*(frame.frames for frame in frames))
    is_passive = _is_passive(tree, verb)
    found = passive_content(tree, verb, allowed) if is_passive else content_of(tree, verb, allowed)
    voices = _voices(tree, verb, found, is_passive=is_passive)
    source = voices.source
    if is_passive and source is None and not _is_told_of(tree, verb, found):
        return None
    if found is None and "quote" not in allowed:
        return None
    soundness = _soundness(tree, verb, source, found) if found else 1.0
    if not soundness:
        return None
    return Draft(
        sentence=sentence,
        cue=_cue(tree, verb),
        source=phrase(tree, source),
        content=tuple(tree.spans(trimmed(tree, found.tokens))) if found else (),
        takes_quotes="quote" in allowed,
        confidence=soundness * _confidence(frames, found.frame if found else "quote"),
        rule=found.rule if found else "quotation marks beside it",
        word=tree.parse.lemmas[verb],
        addressee=phrase(tree, _addressee(tree, verb, frames, found)),
        relayer=voices.relayer,
        through=voices.through,
        joint=voices.joint,
    )


def _voices(tree: Tree, verb: int, found: Found | None, *, is_passive: bool) -> Voices:
    """Return who speaks: the subject, in the passive the agent, of what only seems nobody."""
    if found and found.frame == "raise":
        return Voices(None)
    if found and found.frame == "felt":
        return Voices(tree.subject(verb))
    return voices_of(tree, verb, _agent(tree, verb) if is_passive else _speaker(tree, verb))


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
    if found is None or _is_loose(tree, verb, found):
        above = _speaker_above(tree, verb)
        found = found if above is None else above
    return found if found is None else _issuer(tree, verb, found)


def _is_loose(tree: Tree, verb: int, source: int) -> bool:
    """Does a participle hang on words that do not speak, or behind a comma on the nearest ones?

    "He cast doubt on the rate of 4.9 percent, *suggesting* that": parsers have the rate suggest.
    """
    label = tree.parse.deps[verb]
    if label in {"acl", "advcl", "xcomp"} and not can_speak(tree, source):
        return True
    return tree.parse.tags[verb] == "VBG" and verb > 0 and tree.parse.words[verb - 1] == ","


def _speaker_above(tree: Tree, verb: int) -> int | None:
    """Return the subject of the outermost verb before a verb that hangs below it."""
    found = None
    for above in tree.ancestors(verb):
        if tree.parse.pos[above] not in {"VERB", "AUX"} or above > verb:
            continue
        subject = tree.subject(above)
        if subject is not None and subject < verb and can_speak(tree, subject):
            found = subject
    return found


def _issuer(tree: Tree, verb: int, source: int) -> int:
    """Return who issues the text that speaks: "*Kyiv* issued a statement saying that"."""
    is_text = tree.parse.deps[verb] == "acl" and tree.parse.lemmas[source] in words().nouns
    if not is_text or tree.parse.deps[source] != "dobj":
        return source
    issuer = tree.subject(tree.parse.heads[source])
    return source if issuer is None else issuer


def _confidence(frames: tuple[Frame, ...], used: str) -> float:
    return max(frame.confidence for frame in frames if used in frame.frames)


def _soundness(tree: Tree, verb: int, source: int | None, found: Found) -> float:
    """Return how well a source can mean or say a content: 1 well, 0 not at all."""
    if source is not None and (source in found.tokens or _is_anybody(tree, source)):
        return 0.0
    if found.frame in SELF_TELLING:
        return 1.0
    if source is None or _is_by_effect(tree, verb):
        return 0.0
    if _says_too_little(tree, found):
        return 0.0
    is_speaking = can_speak(tree, source)
    if not is_speaking and found.frame == "object" and not is_judging(tree.parse.lemmas[verb]):
        return 0.0
    is_deed = is_speaking and infinitive_mark(tree, verb) is None
    return 1.0 if is_deed else DOUBTFUL


def _says_too_little(tree: Tree, found: Found) -> bool:
    """Is this no content: "praised *it*", "believes in *God*"?"""
    is_pronoun = len(found.tokens) == 1 and tree.parse.pos[found.tokens[0]] == "PRON"
    return is_pronoun or (len(found.tokens) <= FEW and found.frame in LOOSE)


def _is_anybody(tree: Tree, source: int) -> bool:
    """Is this the "you" that means anybody ("you see how it goes")?"""
    return tree.parse.words[source].lower() == "you"


def _is_by_effect(tree: Tree, verb: int) -> bool:
    """Does this tell what a deed shows, not what its doer says: "..., highlighting its worth"?"""
    return tree.parse.tags[verb] == "VBG" and tree.parse.lemmas[verb] in words().effects


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

"""Whether an event is told as done, planned, claimed, hypothetical or denied, and who vouches."""

from collections.abc import Iterator
from typing import NamedTuple

from detente.coding.clauses import actors_of_verb, is_negated
from detente.coding.roles import governing_verb
from detente.coding.scene import Scene
from detente.model import Link, Modality
from detente.ontology.lexicon import word_sets

# Sectors whose word is not their government's, nor its word theirs.
_AGAINST = frozenset({"REB", "OPP", "PRM", "UAF", "CRM"})
_UP = frozenset({"xcomp", "ccomp", "pcomp", "conj", "dobj", "acl", "oprd", "advcl", "dep", "relcl"})


class Reality(NamedTuple):
    """A modality, why in words, and the mention that vouches for the event, if any does."""

    modality: Modality
    reason: str
    claimed_by: int | None = None


def reality_of(scene: Scene, token: int, parties: tuple[int, ...]) -> Reality:
    """Return whether the event at a token is told as done, and who says so.

    The word of one of ``parties`` counts as much as the outlet's; that of others is a claim.
    """
    verb = _verb_of(scene, token)
    speaker = _speaker(scene, verb)
    modality, reason = _told_as(scene, token, verb)
    if modality is Modality.DONE and speaker is not None and not _vouches(scene, speaker, parties):
        return Reality(Modality.CLAIMED, f"only {_words(scene, speaker)} says so", speaker)
    return Reality(modality, reason, speaker)


def _words(scene: Scene, number: int) -> str:
    return scene.participant(number).text


def _verb_of(scene: Scene, token: int) -> int:
    if scene.tree.parse.pos[token] in {"VERB", "AUX"}:
        return token
    verb = governing_verb(scene, token)
    return token if verb is None else verb


def _told_as(scene: Scene, token: int, verb: int) -> tuple[Modality, str]:
    for test in (_denied, _hypothetical, _planned, _doubted):
        found = test(scene, token, verb)
        if found:
            return found
    return Modality.DONE, "told as fact"


def _denied(scene: Scene, token: int, verb: int) -> tuple[Modality, str] | None:
    if is_negated(scene.tree, token) or is_negated(scene.tree, verb):
        return Modality.DENIED, "negated"
    word = _governor_in(scene, token, verb, "denying")
    return (Modality.DENIED, f"governed by '{word}'") if word else None


def _hypothetical(scene: Scene, token: int, verb: int) -> tuple[Modality, str] | None:
    for item in (verb, *_chain(scene, verb)):
        words = _marks_and_auxiliaries(scene, item) & word_sets()["supposing"]
        if words and not _is_future_in_past(scene, item, words):
            return Modality.HYPOTHETICAL, f"'{min(words)}'"
    word = _governor_in(scene, token, verb, "considering") or _qualified(scene, token, "possible")
    return (Modality.HYPOTHETICAL, f"'{word}'") if word else None


def _is_future_in_past(scene: Scene, verb: int, words: set[str]) -> bool:
    """Whether "would" only reports a "will": "said it *would* send an envoy"."""
    parse = scene.tree.parse
    reported = (
        parse.deps[verb] == "ccomp" and parse.lemmas[parse.heads[verb]] in word_sets()["saying"]
    )
    return words == {"would"} and reported and not _is_conditional(scene, verb)


def _is_conditional(scene: Scene, verb: int) -> bool:
    tree = scene.tree
    clauses = tree.kids(verb, {"advcl"})
    marks = {tree.parse.lemmas[kid] for item in clauses for kid in tree.kids(item, {"mark"})}
    return bool(marks & {"if", "unless", "provided"})


def _planned(scene: Scene, token: int, verb: int) -> tuple[Modality, str] | None:
    for item in (verb, *_same_clause(scene, verb), *_predicate(scene, token)):
        words = _marks_and_auxiliaries(scene, item) & {*word_sets()["future"], "would"}
        if words:
            return Modality.PLANNED, f"'{min(words)}'"
    word = _governor_in(scene, token, verb, "planning") or _qualified(scene, token, "scheduled")
    if word:
        return Modality.PLANNED, f"'{word}'"
    return (Modality.PLANNED, "infinitive of purpose") if _is_purpose(scene, verb) else None


def _doubted(scene: Scene, token: int, verb: int) -> tuple[Modality, str] | None:
    word = _qualified(scene, token, "alleged") or _qualified(scene, verb, "alleged")
    word = word or _governor_in(scene, token, verb, "accusing")
    return (Modality.CLAIMED, f"'{word}'") if word else None


def _marks_and_auxiliaries(scene: Scene, verb: int) -> set[str]:
    tree = scene.tree
    return {tree.parse.lemmas[kid] for kid in tree.kids(verb, {"aux", "mark", "prt", "auxpass"})}


def _chain(scene: Scene, verb: int) -> Iterator[int]:
    """Yield the words that govern a verb's clause, nearest first."""
    parse = scene.tree.parse
    while parse.deps[verb] in _UP and parse.heads[verb] != verb:
        verb = parse.heads[verb]
        yield verb


def _same_clause(scene: Scene, verb: int) -> Iterator[int]:
    """Yield verbs whose auxiliaries hold for a verb too: "will meet and *sign*"."""
    parse = scene.tree.parse
    while parse.deps[verb] in {"conj", "xcomp"} and not scene.tree.kids(verb, {"nsubj"}):
        verb = parse.heads[verb]
        yield verb


def _predicate(scene: Scene, token: int) -> list[int]:
    """Return the verb an action noun is the subject of: "his talks *will* cover trade"."""
    parse = scene.tree.parse
    is_subject = parse.deps[token] in {"nsubj", "nsubjpass"}
    return [parse.heads[token]] if is_subject and parse.pos[token] == "NOUN" else []


def _governor_in(scene: Scene, token: int, verb: int, name: str) -> str | None:
    lemmas = scene.tree.parse.lemmas
    words = word_sets()[name]
    governors = _governors(scene, token, verb)
    return next((lemmas[item] for item in governors if lemmas[item] in words), None)


def _governors(scene: Scene, token: int, verb: int) -> Iterator[int]:
    """Yield what governs an event: the verb of an action noun, then what governs that."""
    parse = scene.tree.parse
    if verb != token:
        yield verb
    while parse.deps[verb] in {"xcomp", "ccomp", "pcomp", "acl", "prep", "pobj", "dobj"}:
        verb = parse.heads[verb]
        yield verb
        if verb == parse.heads[verb]:
            return


def _qualified(scene: Scene, token: int, name: str) -> str | None:
    lemmas = scene.tree.parse.lemmas
    found = [lemmas[kid] for kid in scene.modifiers(token)]
    return next((word for word in found if word in word_sets()[name]), None)


def _is_purpose(scene: Scene, verb: int) -> bool:
    """Whether a verb is a bare infinitive: "Xi to visit Moscow", "arrived to discuss"."""
    parse = scene.tree.parse
    has_to = any(parse.lemmas[kid] == "to" for kid in scene.tree.kids(verb, {"aux"}))
    return has_to and parse.deps[verb] in {"ROOT", "advcl", "acl", "relcl"}


def _speaker(scene: Scene, verb: int) -> int | None:
    """Return the mention whose words tell of a clause: "..., a Jordanian official confirmed"."""
    for item in _chain(scene, verb):
        if scene.tree.parse.lemmas[item] in word_sets()["saying"]:
            found = scene.who(actors_of_verb(scene.tree, item), steps=0)
            return found[0] if found else None
    return None


def _vouches(scene: Scene, speaker: int, parties: tuple[int, ...]) -> bool:
    """Whether a speaker's word makes an event done: the press, or somebody on their own deeds."""
    link = scene.link(speaker)
    if link is None or link.sector == "JRN" or speaker in parties:
        return True
    others = [other for item in parties if (other := scene.link(item))]
    return any(_are_one_side(link, other) for other in others)


def _are_one_side(one: Link, other: Link) -> bool:
    """Whether two are of one state, and not a government and those who fight or oppose it."""
    if one.country is None or one.country != other.country:
        return False
    return (one.sector in _AGAINST) == (other.sector in _AGAINST)

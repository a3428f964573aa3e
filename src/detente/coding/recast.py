"""Readings that the clause around a deed makes another event than its word alone tells of."""

from collections.abc import Sequence
from typing import Final

from detente.coding.nominal import clause_head
from detente.coding.operators import Reading, composed
from detente.coding.scene import Scene
from detente.model import Modality
from detente.ontology.lexicon import word_sets

# Measures that somebody says will follow "unless" something is done.
_MEASURES: Final = frozenset({"RETREAT", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_WILL: Final = frozenset({"will", "would", "wo", "'ll", "shall"})
# What else denies an offer than "not": "is *out* of the question", "*off* the table".
_REFUSING: Final = frozenset({"out", "off", "impossible", "unthinkable", "inconceivable"})
_SHALL: Final = frozenset({"will", "would", "wo", "can", "ca", "do", "could"})


def recast(scene: Scene, reading: Reading, modality: Modality) -> Reading:
    """Return a reading as what its clause makes of it, or as it is."""
    if _is_for_peace(scene, reading):
        reason = "troops on a peacekeeping mission are AID"
        return reading._replace(
            event_type="AID", mode=None, cameo_code="074", reason=reason, is_settled=True
        )
    if _is_firm(scene, reading):
        code = f"10{(reading.cameo_code or '')[2:]}"
        return reading._replace(cameo_code=code, reason="what must be done is demanded")
    if _is_put_as_threat(scene, reading, modality):
        threat = composed("THREATEN", reading, "{} to come 'unless' is {}")
        return threat._replace(is_settled=True)
    return reading


def _is_for_peace(scene: Scene, reading: Reading) -> bool:
    """Whether troops are sent to keep peace: "deployed on a *peacekeeping* tour"."""
    if reading.event_type != "MOBILIZE" or reading.mode != "troops" or reading.cameo_code != "154":
        return False
    lemmas = scene.tree.parse.lemmas
    words = {lemmas[item] for item in scene.tree.subtree(clause_head(scene, reading.token))}
    return not words.isdisjoint(word_sets()["peacekeeping"])


def _is_firm(scene: Scene, reading: Reading) -> bool:
    """Whether an appeal says that something *must* be done, and so demands it."""
    is_appeal = reading.event_type == "REQUEST" and (reading.cameo_code or "").startswith("02")
    if not is_appeal:
        return False
    lemmas = scene.tree.parse.lemmas
    below = [item for item in scene.tree.subtree(reading.token) if item > reading.token]
    return any(lemmas[item] == "must" for item in below)


def _is_put_as_threat(scene: Scene, reading: Reading, modality: Modality) -> bool:
    """Whether a measure is announced for the case that somebody does not give way."""
    tree, token = scene.tree, reading.token
    if reading.event_type not in _MEASURES or modality is not Modality.PLANNED:
        return False
    lemmas = tree.parse.lemmas
    if reading.trigger.kind != "v" or not _auxiliaries(scene, token) & _WILL:
        return False
    marks = (kid for clause in tree.kids(token, {"advcl"}) for kid in tree.kids(clause, {"mark"}))
    return any(lemmas[mark] == "unless" for mark in marks)


def is_refusing(
    scene: Scene, token: int, cue: int | None, *, is_told_of_actor: bool = True
) -> bool:
    """Say whether the words that deny a friendly deed refuse it: "will not", "is off the table".

    A deed of nobody known is refused by whom a headline quotes: "Rome: *no* talks with rebels".
    """
    tree = scene.tree
    said = [] if cue is None else [cue, *tree.kids(cue, {"acomp", "prep", "advmod", "attr"})]
    is_off = any(tree.parse.words[one].casefold() in _REFUSING for one in said)
    if is_off or _is_no_of_headline(tree.parse.words, cue):
        return True
    return is_told_of_actor and is_refused_by_modal(scene, token)


def is_refused_by_modal(scene: Scene, token: int) -> bool:
    """Say whether a denied verb has an auxiliary of will or power: "*will* not", "*cannot*"."""
    return bool(_auxiliaries(scene, token) & _SHALL)


def _is_no_of_headline(words: Sequence[str], cue: int | None) -> bool:
    """Whether a speaker's "no" opens what a headline quotes."""
    is_no = cue is not None and cue > 0 and words[cue].casefold() == "no"
    return is_no and words[(cue or 0) - 1] == ":"


def _auxiliaries(scene: Scene, token: int) -> set[str]:
    lemmas = scene.tree.parse.lemmas
    return {lemmas[kid] for kid in scene.tree.kids(token, {"aux"})}

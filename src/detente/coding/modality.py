"""Whether an event is told as done, planned, claimed, hypothetical or denied, and how surely."""

import re
from typing import NamedTuple

from detente.coding.attribution import Source, sources_of
from detente.coding.modality_clause import Cue
from detente.coding.modality_cues import cues_of
from detente.coding.modality_dates import date_to_come
from detente.coding.scene import Scene
from detente.model import Link, Modality, Participant

# Sectors whose word is not their government's, nor its word theirs.
_AGAINST = frozenset({"REB", "OPP", "PRM", "UAF", "CRM"})
_OFFICES = frozenset({"GOV", "LEG", "MIL"})
_GROUPS = frozenset({"organisation", "body"})
_BOTH = re.compile(
    r"\b(?:both (?:countries|sides|governments|capitals|nations|states|parties|ministries|leaders)"
    r"|the two (?:\w+ )?(?:countries|sides|governments|nations|states|ministries|leaders|ministers"
    r"|presidents|neighbours|neighbors))\b",
    re.IGNORECASE,
)
_NEAR = 20
_SURENESS = ("certain", "probable", "possible")


class Told(NamedTuple):
    """How the words around an event tell of it, whoever says them.

    ``certainty`` is "certain", "probable" or "possible": of a denied event how sure it is that
    it was not, of a planned one how settled it is. ``cue`` is the token that decides, None for an
    event told as fact; ``reason`` tells it in words. ``is_negated`` and ``is_future`` are told
    apart, for what may be is often to come too.
    """

    modality: Modality
    reason: str
    certainty: str = "certain"
    cue: int | None = None
    is_negated: bool = False
    is_future: bool = False


class Reality(NamedTuple):
    """A modality, why in words, and who vouches for the event, if not the outlet.

    ``claimed_by`` is the mention of the claimant, where it is one, and ``claimant`` who it is.
    ``through`` are those who passed the words on, the nearest to the claimant first.
    ``certainty`` and ``cue`` are those of :class:`Told`. ``only`` is whose word alone makes a claim
    of what is told as done.
    """

    modality: Modality
    reason: str
    claimed_by: int | None = None
    claimant: Participant | None = None
    through: tuple[Participant, ...] = ()
    certainty: str = "certain"
    cue: int | None = None
    only: Source | None = None


def reality_of(scene: Scene, token: int, parties: tuple[int, ...]) -> Reality:
    """Return whether the event at a token is told as done, and who says so.

    The word of one of ``parties`` counts as much as the outlet's; that of others is a claim.
    """
    told = told_of(scene, token)
    sources = sources_of(scene, token)
    if not sources:
        return Reality(told.modality, told.reason, certainty=told.certainty, cue=told.cue)
    first = sources[0]
    modality, reason, only = told.modality, told.reason, None
    if modality is Modality.DONE and not _vouches(scene, first, parties):
        modality, reason = Modality.CLAIMED, f"only {first.participant.text} says so"
        only = first
    return Reality(
        modality,
        reason,
        claimed_by=first.mention,
        claimant=first.participant,
        through=tuple(source.participant for source in sources[1:]),
        certainty=told.certainty,
        cue=told.cue,
        only=only,
    )


def vouched(scene: Scene, reality: Reality, parties: tuple[int, ...]) -> Reality:
    """Return a claim as done if its claimant is one of the parties, now that all are known.

    "Mali and Niger announced that they were *leaving* the bloc": their word on their own deed.
    """
    if reality.only is None or not _vouches(scene, reality.only, parties):
        return reality
    reason = f"{reality.only.participant.text} tells it of its own"
    return reality._replace(modality=Modality.DONE, reason=reason, only=None)


def of_own_office(scene: Scene, reality: Reality, parties: tuple[int, ...]) -> Reality:
    """Return a claim by an office of no named state as done, if its sentence names no third state.

    "Croatia has bought Turkish drones, *the defence minister* said": of whom, but one of the two?
    """
    if reality.only is None or reality.only.is_doubted:
        return reality
    links = [scene.link(one) for one in reality.only.owners]
    is_office = any(link and link.sector in _OFFICES and not link.country for link in links)
    named = {link.country for one in scene.mentions if (link := scene.link(one))} - {None}
    own = {scene.country(one) for one in parties} - {None}
    if not is_office or not own or not named <= own:
        return reality
    reason = f"{reality.only.participant.text} tells it of its own"
    return reality._replace(modality=Modality.DONE, reason=reason, only=None)


def told_of(scene: Scene, token: int) -> Told:
    """Return how the words around the event at a token tell of it, its speakers left aside."""
    cues = cues_of(scene, token) or date_to_come(scene, token)
    modality, deciding = _decided(cues)
    return Told(
        modality=modality,
        reason=f"'{deciding.word}'" if deciding else "told as fact",
        certainty=max(_certainties(cues, modality), key=_SURENESS.index, default="certain"),
        cue=deciding.token if deciding else None,
        is_negated=modality is Modality.DENIED,
        is_future=any(cue.is_future for cue in cues),
    )


def _certainties(cues: list[Cue], modality: Modality) -> list[str]:
    """Return how sure each word is of what all amount to: a denied plan is a sure denial."""
    is_denied = modality is Modality.DENIED
    is_open = modality is Modality.HYPOTHETICAL
    if is_open and any(cue.name == "unruled" for cue in cues):
        return ["possible"]
    return [cue.certainty for cue in cues if cue.name == "open" or not is_denied]


def _decided(cues: list[Cue]) -> tuple[Modality, Cue | None]:
    """Return what cues amount to together, and the one that decides."""
    by_name = {cue.name: cue for cue in reversed(cues)}
    denials = [cue for cue in cues if cue.name in {"denied", "unruled"}]
    if "supposed" in by_name:
        return Modality.HYPOTHETICAL, by_name["supposed"]
    if len(denials) % 2:
        return Modality.DENIED, denials[0]
    if denials and "unruled" in by_name:
        return Modality.HYPOTHETICAL, by_name["unruled"]
    for name, modality in _BY_NAME.items():
        if name in by_name:
            return modality, by_name[name]
    return Modality.DONE, None


_BY_NAME = {
    "open": Modality.HYPOTHETICAL,
    "planned": Modality.PLANNED,
    "doubted": Modality.CLAIMED,
}


def _vouches(scene: Scene, source: Source, parties: tuple[int, ...]) -> bool:
    """Whether a source's word makes an event done: the press, or somebody on their own deeds.

    Who *claims* a deed of their own vouches for it no more than a stranger (CAMEO 015).
    """
    if source.is_doubted:
        return False
    if source.is_press or any(number in parties for number in source.owners):
        return True
    if source.is_group and any(scene.mention(item).kind in _GROUPS for item in parties):
        return True  # "the group said" of its own deed
    if scene.are_several(parties) and _are_of_both(scene, source):
        return True
    own = [link for item in source.owners if (link := scene.link(item))]
    others = [link for item in parties if (link := scene.link(item))]
    return any(_are_one_side(one, other) for one in own for other in others)


def _are_of_both(scene: Scene, source: Source) -> bool:
    """Whether a source is of all sides: "leaders of *both countries*", "*the two* ministries"."""
    text, span = scene.document.text or "", source.participant.span
    return bool(_BOTH.search(text, max(0, span.start - _NEAR), span.end + _NEAR))


def _are_one_side(one: Link, other: Link) -> bool:
    """Whether two are of one state, and not a government and those who fight or oppose it."""
    if one.country is None or one.country != other.country:
        return False
    return (one.sector in _AGAINST) == (other.sector in _AGAINST)

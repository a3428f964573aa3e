"""Which international body "the court" or "the commission" is, by its name told before."""

from collections.abc import Sequence
from typing import Final

from detente.coding.scene import Scene
from detente.model import Participant

# "The tribunal" is a court by another word.
_COURTS: Final = frozenset({"court", "tribunal"})
_BODIES: Final = _COURTS | {
    "commission", "council", "agency", "fund", "bank", "alliance", "organisation", "organization",
    "assembly", "union",
}  # fmt: skip
_ALLIANCES: Final = frozenset({"NATO", "CSTO"})
_OF_STATES: Final = frozenset({"IGO", "UNO", "EUR"})
_REACH: Final = 60
_LESS_SURE: Final = 0.7
_UNNAMED: Final = 0.3


def who_acts(scene: Scene, tokens: Sequence[int]) -> list[int]:
    """Return whom words for doers mean, also by the noun of a body that was named before."""
    bodies = (body_before(scene, token) for token in tokens)
    return scene.who(tokens) or [one for one in bodies if one is not None]


def body_before(scene: Scene, token: int) -> int | None:
    """Return a stand-in for the body of states that a bare "the court" names again, or None."""
    span = scene.span(scene.tree.noun_phrase(token))
    words = (scene.document.text or "")[span.start : span.end].casefold().split()
    if words[:1] not in (["the"], ["this"]) or words[1:] not in [[one] for one in _BODIES]:
        return None
    mentions = enumerate(scene.document.mentions or ())
    earlier = [number for number, one in mentions if one.sentence < scene.index]
    before = reversed(earlier[-_REACH:])
    found = (scene.participant(one) for one in before if _is_so_called(scene, one, words[1]))
    meant = next(found, None)
    if meant is None or meant.country not in _OF_STATES:
        return None
    text = (scene.document.text or "")[span.start : span.end]
    party = Participant(
        span=span, text=text, entity=meant.entity, name=meant.name, kind=meant.kind,
        country=meant.country, sector=meant.sector,
        confidence=round(meant.confidence * _LESS_SURE, 3),
    )  # fmt: skip
    return scene.stand_in(party)


def _is_so_called(scene: Scene, number: int, noun: str) -> bool:
    """Whether a body's own name, or what it is, has a noun: also a state's, which is then meant."""
    link, mention = scene.link(number), scene.mention(number)
    text = (scene.document.text or "")[mention.span.start : mention.span.end].casefold().split()
    nouns = _COURTS if noun in _COURTS else {noun}
    if noun == "alliance" and link is not None and link.entity in _ALLIANCES:
        return True
    is_body = link is not None and link.kind in {"organisation", "body"}
    return is_body and not nouns.isdisjoint(text)


def described(scene: Scene, tokens: Sequence[int], home: str | None) -> int:
    """Return a stand-in for words that name nobody, of a country if one is given."""
    span = scene.span(tokens)
    text = (scene.document.text or "")[span.start : span.end]
    party = Participant(span=span, text=text, kind="unknown", country=home, confidence=_UNNAMED)
    return scene.stand_in(party)

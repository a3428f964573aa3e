"""Leaders somewhere abroad in a headline without a verb: "*Rubio in Jerusalem* to press Israel"."""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.assemble import Found
from detente.coding.homes import state_of
from detente.coding.modality import reality_of
from detente.coding.operators import Reading
from detente.coding.participation import Roles
from detente.coding.parties_kinds import is_envoy
from detente.coding.scene import Scene
from detente.ontology.lexicon import Trigger

_VISIT: Final = Trigger(
    kind="n",
    lemma="in",
    needs=(),
    event_type="CONSULT",
    mode="visit",
    cameo_code="042",
    frame="svo",
)
_REASON: Final = "a leader who is somewhere abroad visits it"
# How a headline goes on after where somebody is: "in Rome *for* talks", "in Rome, *signs*".
_AFTER: Final = frozenset(
    {"to", "for", "ahead", "amid", "on", ",", "as", "after", "before", "with"}
)


def stays_beside(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """Return the visit of who is said to be abroad, unless findings tell whom he meets."""
    meetings = (item for item in found if item.reading.event_type == "CONSULT")
    met = {one for item in meetings for one in item.roles.actors}
    stays = _stays(scene) if scene.is_headline else ()
    return [one for one in stays if met.isdisjoint(one.roles.actors)]


def _stays(scene: Scene) -> Iterator[Found]:
    for number in scene.mentions[:1]:
        token = _where(scene, number)
        host = None if token is None else _host(scene, token + 1)
        if token is None or host is None or scene.country(host) == scene.country(number):
            continue
        roles = Roles((number,), (host,), _REASON)
        reading = Reading(token, _VISIT, "CONSULT", "visit", "042", reason=_REASON, is_settled=True)
        yield Found(reading, roles, reality_of(scene, token, (number,)))


def _where(scene: Scene, number: int) -> int | None:
    """Return the "in" behind a leader at the start of a headline, or None."""
    words = scene.tree.parse.words
    at = scene.tokens_of(scene.mention(number).span).stop
    at += words[at : at + 1] == (",",)
    is_in = at + 1 < len(words) and words[at] == "in"
    return at if is_in and _is_leader(scene, number) and _goes_on(scene, at + 2) else None


def _is_leader(scene: Scene, number: int) -> bool:
    link = scene.link(number)
    is_office = link is not None and link.kind in {"person", "role"} and link.sector == "GOV"
    return is_office and scene.is_known(number) and not is_envoy(scene, number)


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether what follows a place ends there or is told besides."""
    parse = scene.tree.parse
    return at == len(parse.words) or parse.words[at].casefold() in _AFTER


def _host(scene: Scene, token: int) -> int | None:
    place, number = scene.place_at(token), scene.mention_at[token]
    if number is not None and scene.country(number):
        return number
    return state_of(scene, place) if place is not None and place.country else None

"""Whom a blow falls on that only one side tells of: "Manila says Chinese ship rammed boat"."""

from typing import Final

from msgspec.structs import replace

from detente.coding.homes import BLOCS
from detente.coding.modality import Reality
from detente.coding.participation import Roles
from detente.coding.scene import Scene
from detente.model import Modality

_BLOWS: Final = frozenset({"ASSAULT", "COERCE"})
# Whose word is that of their state.
_OFFICIAL: Final = frozenset({None, "GOV", "MIL"})


def with_teller_hit(scene: Scene, event_type: str, roles: Roles, reality: Reality) -> Roles:
    """Return a blow's roles with the state that tells of it, where no other is said to be hit.

    A government tells of what was done to it: things and people of no named country are its own.
    """
    if event_type not in _BLOWS or reality.modality is not Modality.CLAIMED or not roles.actors:
        return roles
    teller, hit = reality.claimed_by, roles.recipients
    country = None if teller is None else scene.country(teller)
    acting = {scene.country(number) for number in roles.actors}
    if teller is None or country is None or country in acting | BLOCS or None in acting:
        return roles
    link = scene.link(teller)
    if any(map(scene.is_known, hit)) or link is None or link.sector not in _OFFICIAL:
        return roles
    things = (replace(scene.participant(number), country=country) for number in hit)
    reason = f"{roles.reason}; who tells of a blow by others was hit"
    recipients = tuple(map(scene.stand_in, things)) or (teller,)
    return roles._replace(recipients=recipients, reason=reason)

"""Who takes part in a deed, by syntax first and by the encoder where syntax is silent."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from detente.coding.hints import Hints
from detente.coding.operators import Reading
from detente.coding.roles import Roles
from detente.coding.scene import Scene

# A party that syntax does not give is taken from the encoder if it is at least this sure.
_SURE: Final = 0.5
# Actors and recipients are exchanged if the encoder thinks the odds are so many times better.
_EXCHANGE: Final = 2.5
_FLOOR: Final = 0.02


def with_parties(
    scene: Scene, hints: Hints, deed: Sequence[int], roles: Roles, reading: Reading
) -> Roles:
    """Return roles with what the encoder knows of who acts and who receives."""
    del reading
    found = _exchanged(scene, hints, deed, roles)
    if not any(map(scene.is_known, found.actors)) and found.unnamed is None:
        found = _filled(scene, hints, deed, found, "actor")
    if not found.destination and not any(map(scene.is_known, found.recipients)):
        found = _filled(scene, hints, deed, found, "recipient")
    return found


def _exchanged(scene: Scene, hints: Hints, deed: Sequence[int], roles: Roles) -> Roles:
    """Return roles the other way round where the encoder is much surer of that."""
    if not roles.actors or not roles.recipients:
        return roles
    as_told = _log_odds(scene, hints, deed, roles.actors, roles.recipients)
    turned = _log_odds(scene, hints, deed, roles.recipients, roles.actors)
    if turned - as_told < _EXCHANGE:
        return roles
    return roles._replace(
        actors=roles.recipients,
        recipients=roles.actors,
        reason=f"{roles.reason}; the encoder reads them the other way round",
    )


def _log_odds(
    scene: Scene, hints: Hints, deed: Sequence[int], actors: Iterable[int], others: Iterable[int]
) -> float:
    chances = [_chance(scene, hints, "actor", deed, number) for number in actors]
    chances += [_chance(scene, hints, "recipient", deed, number) for number in others]
    return sum(math.log(max(chance, _FLOOR)) for chance in chances) / len(chances)


def _filled(scene: Scene, hints: Hints, deed: Sequence[int], roles: Roles, name: str) -> Roles:
    taken = {*roles.actors, *roles.recipients}
    sure = [
        number
        for number in scene.mentions
        if number not in taken
        and scene.is_known(number)
        and _chance(scene, hints, name, deed, number) >= _SURE
    ]
    if not sure:
        return roles
    reason = f"{roles.reason}; the encoder finds the {name}"
    if name == "actor":
        return roles._replace(actors=tuple(sure), reason=reason)
    return roles._replace(recipients=tuple(sure), reason=reason)


def _chance(scene: Scene, hints: Hints, name: str, deed: Sequence[int], number: int) -> float:
    return hints.role(name, deed, scene.tokens_of(scene.mention(number).span))

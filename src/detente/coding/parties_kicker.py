"""Who stands in the words that a headline is put under: "*China-Japan row*: Beijing bars films"."""

from collections.abc import Sequence

from detente.coding.roles import Roles
from detente.coding.scene import Scene

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_PAIR = 2


def without_kicker(scene: Scene, deed: Sequence[int], roles: Roles) -> Roles:
    """Return roles in which nobody acts from what a headline is put under, if others do behind it.

    Where those words name two sides and one of them acts, on nobody named, the other receives.
    """
    end = _end_of_kicker(scene)
    if not end or min(deed) < end:
        return roles
    under = [number for number in scene.mentions if _is_before(scene, number, end)]
    actors = tuple(number for number in roles.actors if number not in under)
    recipients = tuple(number for number in roles.recipients if number not in under)
    if not actors:
        return roles
    is_named = any(map(scene.is_known, recipients))
    other = () if is_named else _others(scene, under, actors)
    return roles._replace(actors=actors, recipients=other or recipients)


def _is_before(scene: Scene, number: int, end: int) -> bool:
    return all(token < end for token in scene.tokens_of(scene.mention(number).span))


def _others(scene: Scene, under: Sequence[int], actors: Sequence[int]) -> tuple[int, ...]:
    """Return the side of two that does not act, or nobody."""
    acting = {scene.country(number) for number in actors}
    sides = {scene.country(number) for number in under} - {None}
    if len(sides) != _PAIR or len(acting) > 1 or not acting <= sides:
        return ()
    return tuple(number for number in under if scene.country(number) in sides - acting)[:1]


def _end_of_kicker(scene: Scene) -> int:
    """Return where the colon stands that ends words without a verb, 0 if there is none."""
    parse = scene.tree.parse
    end = next((at for at, word in enumerate(parse.words) if word == ":"), 0)
    return 0 if any(tag in _FINITE for tag in parse.tags[:end]) else end

"""Who stands beside a word as a partner: groups of mentions that may receive, best first."""

from collections.abc import Iterable, Iterator, Sequence

from detente.coding.clauses import prepositions
from detente.coding.scene import Scene

# Prepositions that lead to a recipient, best first.
TOWARDS = (
    "to", "against", "with", "alongside", "on", "upon", "at", "towards", "toward", "from", "for",
    "into", "over", "between", "among", "in", "of", "about", "by",
)  # fmt: skip
# Parties that act together may still face one more ("signed with", "fought against").
WITH = ("with", "alongside", "against", "to")


def known(scene: Scene, group: Iterable[int]) -> list[int]:
    """Return those of a group whose country, person or body is known."""
    return [number for number in group if scene.is_known(number)]


def direct(scene: Scene, tokens: Iterable[int]) -> list[int]:
    """Return the mentions that words are themselves, or whose owner is named before them."""
    return scene.who(tokens, steps=0) if tokens else []


def partners(
    scene: Scene, heads: Sequence[int], names: Sequence[str] = TOWARDS, steps: int = 0
) -> Iterator[list[int]]:
    """Yield whom each preposition of some words leads to, the best preposition first."""
    found: dict[str, list[int]] = {}
    for head in heads:
        for name, obj in prepositions(scene.tree, head):
            found.setdefault(name, []).append(obj)
    for name in names if found else ():
        if name in found:
            yield scene.who(found[name], steps=steps)


def first_known(scene: Scene, groups: Iterable[list[int]], actors: Sequence[int]) -> list[int]:
    """Return the first group with a known country, else the first with anybody, less actors."""
    fallback: list[int] = []
    for group in groups:
        others = [number for number in group if not is_among(scene, number, actors)]
        if any(scene.is_known(number) for number in others):
            return others
        fallback = fallback or others
    return fallback


def is_foreign(scene: Scene, group: Sequence[int], actors: Sequence[int]) -> bool:
    """Whether a group has a country that is none of the actors': "its envoy *from Chile*"."""
    own = {link.country for item in actors if (link := scene.link(item))}
    countries = {link.country for item in group if (link := scene.link(item))}
    return bool(countries - own - {None})


def is_among(scene: Scene, number: int, others: Sequence[int]) -> bool:
    """Return whether a mention is one of others, or their own ("*its* soldiers")."""
    if number in others or scene.is_owned_by(number, others):
        return True
    members, acting = (
        set(scene.meant(number)),
        {one for item in others for one in scene.meant(item)},
    )
    if members <= acting:  # "agreed on a pact between *the two countries*"
        return True
    link = scene.link(number)
    if link is None or link.entity is None:
        return False
    return any((other := scene.link(item)) and other.entity == link.entity for item in others)

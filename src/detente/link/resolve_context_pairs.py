"""Which two parties "the two leaders", "both sides" and "the pair" stand for."""

from collections.abc import Iterable, Sequence
from typing import Final

from detente.link.resolve_context_view import View
from detente.model import Link

_LEADERS: Final = frozenset(
    [
        "leaders",
        "presidents",
        "ministers",
        "premiers",
        "chiefs",
        "monarchs",
        "men",
        "women",
        "diplomats",
        "officials",
        "envoys",
        "pair",
        "duo",
        "statesmen",
        "generals",
        "negotiators",
    ]
)
_STATES: Final = frozenset(
    [
        "countries",
        "nations",
        "states",
        "neighbours",
        "neighbors",
        "capitals",
        "governments",
        "powers",
        "republics",
    ]
)
_BODIES: Final = frozenset({"state", "organisation", "body"})
_REACH: Final = 4
_SURE: Final = 0.6
_NOBODY: Final = 0.3


def is_pair(words: str) -> bool:
    """Say whether words of a pronoun mention mean two: "the two sides", "the pair"."""
    return " " in words.strip()


def pair_link(view: View, number: int) -> Link:
    """Return a link without entity whose members are the two that are meant, if they are found.

    Persons stand for their states where no two states are named.
    """
    words = view.words(number).casefold()
    noun = words.split()[-1]
    found = _two(view, number, noun)
    names = " and ".join(repr(view.words(one)) for one in found) or "nobody"
    return Link(
        mention=0,
        entity=None,
        kind="pronoun",
        confidence=_SURE if found else _NOBODY,
        reason=f"{words!r} are {names}" if found else f"{words!r} are two; nobody fits before",
        antecedent=found[0] if found else None,
        members=tuple(found),
    )


def _two(view: View, number: int, noun: str) -> list[int]:
    """Return the last two parties of the kind that a noun wants, each named last so."""
    # "Rome and Paris urged both sides": two others.
    earlier = [one for one in view.before(number, _REACH) if not view.is_subject_over(one, number)]
    persons = [one for one in earlier if view.is_person(one)]
    bodies = [one for one in earlier if _is_party(view, one)]
    if noun in _STATES:
        bodies = [one for one in bodies if view.mentions[one].kind == "state"]
    shared = [one for one in earlier if len(view.joined(one)) > 1]
    shared += [joined for one in shared for joined in view.joined(one)[1:]]
    choices = (persons, shared) if noun in _LEADERS else (bodies, persons)
    found = (_last_two(view, number, choice) for choice in choices)
    return next((two for two in found if two), [])


def _is_party(view: View, number: int) -> bool:
    return view.mentions[number].kind in _BODIES and not view.is_plural(number)


def _last_two(view: View, number: int, choice: Sequence[int]) -> list[int]:
    """Return two parties of the nearest sentence that names two, else the last two of all.

    Somebody who says something of two others in the sentence of the pair is none of them.
    """
    here = view.mentions[number].sentence
    own = [one for one in choice if view.mentions[one].sentence == here]
    sentences = sorted({view.mentions[one].sentence for one in choice}, reverse=True)
    for sentence in sentences:
        two = _distinct(view, (one for one in choice if view.mentions[one].sentence == sentence))
        if len(two) > 1:
            return sorted(_chief_two(view, two))
    two = _distinct(view, (one for one in choice if one not in own)) or []
    two = two if len(two) > 1 else _distinct(view, choice)
    return sorted(two[:2]) if len(two) > 1 else []


def _chief_two(view: View, numbers: Sequence[int]) -> list[int]:
    """Return the two of several that are named first, joined ones before others."""
    ordered = sorted(numbers)
    for one in ordered:
        joined = [other for other in view.joined(one) if other in numbers]
        if len(joined) > 1:
            return joined[:2]
    return ordered[:2]


def _distinct(view: View, numbers: Iterable[int]) -> list[int]:
    """Return mentions of different parties, of each the first that comes, never a pronoun."""
    found: dict[str, int] = {}
    for number in numbers:
        root = view.root(number)
        if view.mentions[root].kind != "pronoun":
            found.setdefault(view.key(root), root)
    return list(found.values())

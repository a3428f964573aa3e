"""Which state or bloc "the kingdom", "the island nation" or "the bloc" is in this article."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detente.link.resolve_context_tables import members_of_class
from detente.link.resolve_context_view import View
from detente.model import Link

_DEFINITE: Final = frozenset({"the", "this"})
_ORGANISATIONS: Final = frozenset(
    {"organisation", "organization", "association", "federation", "body", "agency", "group"}
)
# How many mentions back "the kingdom" may reach.
_MEMORY: Final = 200
_ONLY: Final = 0.8
_ONE_OF: Final = 0.6


def class_link(view: View, number: int) -> Link | None:
    """Return the link of a description by class, None if it is none or nobody fits.

    If several that were named fit, the one named last as a subject is taken, with less certainty.
    """
    words = [word.strip("'’").casefold() for word in view.words(number).split()]
    if not words[1:] or words[0] not in _DEFINITE:
        return None
    found = _named(view, number, words[1:])
    if not found:
        return _of_persons(view, number, words[1:])
    subjects = [one for one in found if view.is_subject(one)]
    meant = (subjects or found)[0]
    keys = {view.key(one) for one in found}
    link = view.link(meant)
    sure = _ONLY if len(keys) == 1 else _ONE_OF
    reason = f"{' '.join(words)!r} is {link.name or view.words(meant)}, named before"
    confidence = round(link.confidence * sure, 2)
    return replace(link, confidence=confidence, reason=reason, antecedent=meant)


def _named(view: View, number: int, words: Sequence[str]) -> list[int]:
    """Return the earlier mentions that a class fits, the nearest first."""
    classes = [members_of_class()[word] for word in words if word in members_of_class()]
    earlier = [view.root(one) for one in reversed(range(max(0, number - _MEMORY), number))]
    if classes:
        fitting = frozenset.intersection(*classes)
        return [one for one in earlier if _id(view, one) in fitting]
    if words[-1] in _ORGANISATIONS and len(words) == 1:
        return [one for one in earlier if view.link(one).kind == "organisation"]
    return []


def _of_persons(view: View, number: int, words: Sequence[str]) -> Link | None:
    """Return the state or bloc of somebody named before that a class fits.

    The kingdom of its premier, the alliance of its secretary-general.
    """
    classes = [members_of_class()[word] for word in words if word in members_of_class()]
    fitting = frozenset.intersection(*classes) if classes else frozenset()
    for other in reversed(range(max(0, number - _MEMORY), number)):
        link = view.link(other)
        led = (link.entity or "").partition(":")[0]
        whole = link.country if link.country in fitting else led
        if whole in fitting:
            return Link(
                mention=0,
                entity=whole,
                kind="state" if whole == link.country else "organisation",
                country=link.country,
                confidence=_ONE_OF,
                reason=f"{' '.join(words)!r} is the state of {view.words(other)!r}",
                antecedent=other,
            )
    return None


def _id(view: View, number: int) -> str | None:
    link = view.link(number)
    if view.mentions[number].kind == "person" or link.kind in {"person", "role"}:
        return None
    return link.entity or link.country

"""What sort of deed a report tells: its family, and among contacts a visit, a call or a meeting."""

import re
from functools import lru_cache

from detente.merge.tables import Deeds
from detente.model import Event
from detente.ontology.plover import OWN

STAY, CALL, MEETING, WELCOME, TALK, CONTACT, OTHER = (
    "stay", "call", "meeting", "welcome", "talk", "contact", "other",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
# No event is two of these; a welcome is told of visit and meeting, a contact of anything.
_TWO = frozenset(
    frozenset(pair)
    for pair in ((STAY, MEETING), (STAY, TALK), (STAY, CALL), (CALL, MEETING), (CALL, WELCOME))
)


def family_of(event: Event, action: str, deeds: Deeds) -> str:
    """Return the family of event types a report belongs to: those of one family may be one event.

    ``action`` is the words of the deed in lower case. Two of the user's own types never are.
    """
    if event.event_type == OWN:
        return f"{OWN} {event.mode}"
    family = deeds.families.get(event.event_type, event.event_type)
    if event.event_type == "COOPERATE" and _begins(action, deeds.freed):
        return deeds.families["RETREAT"]  # an exchange of prisoners is told as either
    if event.event_type == "AGREE" and _begins(action, deeds.meet):
        return "contact"
    return family


def deed_kind(event: Event, family: str, action: str, deeds: Deeds) -> str:
    """Return what sort of contact the words of a deed tell.

    stay: a visit as a whole; call; meeting; welcome: either a visit or a meeting in it; talk: a
    meeting or a call; contact: they do not show it. Other: no contact.
    """
    if family != "contact":
        return OTHER
    if event.mode == "phone" or _is_call(action, deeds):
        return CALL
    kinds = ((MEETING, deeds.meeting), (STAY, deeds.stay), (WELCOME, deeds.welcome))
    told = [kind for kind, words in kinds if _begins(action, words)]
    # "A visit for talks" is a visit, "went to Moscow and met" a meeting: the stronger word.
    if STAY in told and MEETING in told:
        return STAY if _begins(action, deeds.visit) else MEETING
    return told[0] if told else _by_mode(event, action, deeds)


def _by_mode(event: Event, action: str, deeds: Deeds) -> str:
    if event.mode == "visit":
        return STAY
    return TALK if _begins(action, deeds.talk) else CONTACT


def are_two(one: str, other: str) -> bool:
    """Whether two sorts of contact are never one event."""
    return frozenset((one, other)) in _TWO


def number_in_series(words: str, deeds: Deeds) -> int | None:
    """Return which of a series words in lower case tell of ("the third round": 3), if any."""
    if not any(counted in words for counted in deeds.counted):
        return None
    found = _ordinal(deeds.ordinals, deeds.counted).search(words)
    return deeds.ordinals.index(found.group(1)) + 1 if found else None


@lru_cache(maxsize=4)
def _ordinal(ordinals: tuple[str, ...], counted: tuple[str, ...]) -> re.Pattern[str]:
    which, what = "|".join(ordinals), "|".join(counted)
    return re.compile(rf"\b({which})\s+(?:[\w-]+\s+)?(?:{what})(?:e?s)?\b")


def has_moved(words: str, deeds: Deeds) -> bool:
    """Whether words in lower case say that a plan was put off."""
    return any(phrase in words for phrase in deeds.moved)


def _is_call(action: str, deeds: Deeds) -> bool:
    if not _begins(action, deeds.call):
        return False
    return not any(phrase in action for phrase in deeds.no_call)


def _begins(action: str, beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in _WORD.findall(action))

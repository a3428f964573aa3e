"""What sort of deed a report tells: its family, and among contacts a visit, a call or a meeting."""

import re
from collections.abc import Iterable
from functools import lru_cache

from detente.merge.predicates import is_deed
from detente.merge.tables import Deeds
from detente.model import Event
from detente.ontology.plover import OWN

STAY, CALL, MEETING, WELCOME, TALK, CONTACT, OTHER = (
    "stay", "call", "meeting", "welcome", "talk", "contact", "other",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
# "Reached an agreement", "came to a compromise": no arrival, for no place takes such an article.
_SETTLING = re.compile(r"\b(?:reach\w*|c[ao]m(?:e|es|ing) to) (?:an?|no|any|agreement|accord)\b")
_AFTER_DAYS = re.compile(r"\b[Aa]fter (?:two|three|four|five|[2-5]) days\b")
# No event is two of these; a welcome is told of visit and meeting, a contact of anything.
_CALLING_OFF = frozenset({"SANCTION", "REJECT", "COERCE"})
_SUREST = (STAY, CALL, MEETING)
_TWO = frozenset(
    frozenset(pair)
    for pair in ((STAY, MEETING), (STAY, TALK), (STAY, CALL), (CALL, MEETING), (CALL, WELCOME))
)


def family_of(event: Event, action: str, around: str, deeds: Deeds) -> str:
    """Return the family of event types a report belongs to: those of one family may be one event.

    ``action`` is the words of the deed in lower case, ``around`` these and some beside them. Two
    of the user's own types never are. An accord on a truce, or on prisoners, is told as what it
    brings; a visit that is called off is told as a sanction, too.
    """
    if event.event_type == OWN:
        return f"{OWN} {event.mode}"
    family = deeds.families.get(event.event_type, event.event_type)
    if event.event_type in _CALLING_OFF and _is_called_off(action, around, deeds):
        return "contact"
    if event.event_type == "COOPERATE" and _begins(action, deeds.freed):
        return deeds.families["RETREAT"]  # an exchange of prisoners is told as either
    if event.event_type == "AGREE" and _plans_contact(action, deeds):
        return "contact"
    if family != "accord":
        return family
    is_truce = "ceasefire" in instruments_in(around, deeds)
    return deeds.families["RETREAT"] if is_truce or _frees(around, deeds) else family


def calls_off(event: Event, family: str) -> bool:
    """Whether an event of a family is told as a sanction, but calls a visit or talks off."""
    return family == "contact" and event.event_type in _CALLING_OFF


def _is_called_off(action: str, around: str, deeds: Deeds) -> bool:
    return _begins(action, deeds.called_off) and _begins(around, (*deeds.visit, *deeds.meeting))


def _plans_contact(action: str, deeds: Deeds) -> bool:
    return _begins(action, deeds.meet) and not _begins(action, deeds.invite)


def _frees(around: str, deeds: Deeds) -> bool:
    return _begins(around, deeds.freed) and _begins(around, deeds.captives)


def deed_kind(event: Event, family: str, action: str, deeds: Deeds) -> str:
    """Return what sort of contact the words of a deed tell.

    stay: a visit as a whole; call; meeting; welcome: either a visit or a meeting in it; talk: a
    meeting or a call; contact: they do not show it. Other: no contact. Where the words leave it
    open, who acts and where tell it: a visitor acts and the host receives, those who meet all act.
    """
    if family != "contact":
        return OTHER
    if event.mode == "phone" or _is_call(action, deeds):
        return CALL
    kinds = ((MEETING, deeds.meeting), (STAY, deeds.stay), (WELCOME, deeds.welcome))
    words_left = _SETTLING.sub(" ", action)
    told = [kind for kind, words in kinds if _begins(words_left, words)]
    # "A visit for talks" is a visit, "went to Moscow and met" a meeting: the stronger word.
    if STAY in told and (MEETING in told or _goes_to_talk(event, action, deeds)):
        return STAY if _begins(action, deeds.visit) else _either(event)
    if WELCOME in told:
        return _either(event)
    return told[0] if told else _by_mode(event, action, deeds)


def _goes_to_talk(event: Event, action: str, deeds: Deeds) -> bool:
    """Whether all who act are told to have come somewhere to talk."""
    return _act_together(event) and _begins(action, deeds.talk)


def _either(event: Event) -> str:
    """Return what a welcome is: where all act together, the meeting in it."""
    return MEETING if _act_together(event) else WELCOME


def _by_mode(event: Event, action: str, deeds: Deeds) -> str:
    if event.mode == "visit":
        return STAY
    if _begins(action, deeds.talk) or _act_together(event):
        return TALK
    return STAY if _is_at_hosts(event) else CONTACT


def _act_together(event: Event) -> bool:
    # The manual's rule: a visitor acts and the host receives, those who meet all act.
    return len(event.actors) > 1 and not event.recipients and event.mode != "visit"


def _is_at_hosts(event: Event) -> bool:
    """Whether somebody is told to be in the country of another: "was in Oslo"."""
    place = event.place
    if place is None or place.is_dateline or place.country is None:
        return False
    hosts = {one.country for one in event.recipients}
    return place.country in hosts - {one.country for one in event.actors}


def deed_of(deeds: Iterable[str]) -> str:
    """Return what sort of contact several reports tell: the first of the surest they name."""
    told = list(deeds)
    return next((sure for sure in _SUREST if sure in told), told[0])


def tells_end(action: str) -> bool:
    """Whether words tell that something came to its end: "finished their exchange"."""
    told = (action, *action.split())
    return _AFTER_DAYS.search(action) is not None or any(is_deed(one, "end") for one in told)


def ends_stay(action: str) -> bool:
    """Whether words tell the last of a visit: "ended his trip", "left the country"."""
    return tells_end(action) or any(is_deed(word, "depart") for word in action.split())


def are_two(one: str, other: str) -> bool:
    """Whether two sorts of contact are never one event."""
    return frozenset((one, other)) in _TWO


def number_in_series(words: str, deeds: Deeds) -> int | None:
    """Return which of a series words in lower case tell of ("the third round": 3), if any."""
    found = _ordinal(deeds.ordinals, deeds.counted).search(words)
    if found is None:
        return None
    word = next(group for group in found.groups() if group)
    return deeds.ordinals.index(word) + 1 if word in deeds.ordinals else int(word)


@lru_cache(maxsize=4)
def _ordinal(ordinals: tuple[str, ...], counted: tuple[str, ...]) -> re.Pattern[str]:
    """Return "the third round", "the 14th package", "round three", "the second, in the evening"."""
    which, what = "|".join(ordinals), "|".join(counted)
    told = rf"(?:({which})|(\d{{1,2}})(?:st|nd|rd|th))"
    return re.compile(
        rf"\b{told}\s+(?:[\w-]+\s+)?(?:{what})(?:e?s)?\b"
        rf"|\b(?:round|phase|stage)\s+(\d{{1,2}})\b"
        rf"|\bthe ({which})(?=[,;]| (?:was|were|had|has|will|took|ended|followed|came|began)\b)"
    )


def is_next(words: str, deeds: Deeds) -> bool:
    """Whether words in lower case tell of one more of a kind: "will meet again", "a new call"."""
    return _any_of(deeds.again).search(words) is not None


def looks_back(words: str, deeds: Deeds) -> bool:
    """Whether words in lower case tell of what lies before all else: "had ratified"."""
    return _any_of(deeds.look_back).search(words) is not None


@lru_cache(maxsize=8)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def instruments_in(words: str, deeds: Deeds) -> frozenset[str]:
    """Return the sorts of document that words in lower case name: declaration, treaty, loan."""
    return frozenset(
        sort for sort, names in deeds.instruments.items() if _starting(names).search(words)
    )


@lru_cache(maxsize=32)
def _starting(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a word that begins so."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})")


def has_moved(words: str, deeds: Deeds) -> bool:
    """Whether words in lower case say that a plan was put off."""
    return holds_any(words, deeds.moved)


def adds_to_deed(sentence: str, deeds: Deeds) -> bool:
    """Whether the sentence after a deed may count its dead, or tell of mediators or outcomes."""
    return holds_any(sentence.casefold(), deeds.adds)


def holds_any(words: str, phrases: tuple[str, ...]) -> bool:
    """Whether words hold one of some phrases, be it within a word."""
    return _phrases(phrases).search(words) is not None


@lru_cache(maxsize=8)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases)))


def _is_call(action: str, deeds: Deeds) -> bool:
    if not _begins(action, deeds.call):
        return False
    return not any(phrase in action for phrase in deeds.no_call)


def _begins(action: str, beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in _WORD.findall(action))

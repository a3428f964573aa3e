"""Do two reports name the same parties? A person beats their country; an office fits its holder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.merge.reports import is_individual, known_parties, party_key
from detente.model import Participant

# Worth of a match, 0..1: how much it tells that two words mean the same party.
_SAME_PERSON = 1.0
_SAME_NAME = 0.9
_SAME_OFFICE = 0.9
_SAME_BODY = 0.9
_SAME_STATE = 0.7
_STATE_OF_PERSON = 0.6
_SOME_OFFICE = 0.55
_OTHER = -1.0
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Match:
    """How well two lists of participants fit.

    ``worth`` is 0..1; ``clash`` tells which two cannot be the same party, or None; ``left`` are
    the keys that only the first and only the second list has.
    """

    worth: float
    clash: str | None = None
    left: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def match_parties(ones: Sequence[Participant], others: Sequence[Participant]) -> Match:
    """Return how well two lists of participants fit, in whatever order.

    The worth is the mean over the shorter list of each one's best counterpart. Unknown ones
    ("1,000 prisoners") count only where nobody known is named.
    """
    if not ones or not others:
        return Match(0.0)
    ones, others = known_parties(ones), known_parties(others)
    ours, theirs = _by_key(ones), _by_key(others)
    few, many = (ours, theirs) if len(ones) <= len(others) else (theirs, ours)
    fits = [
        (one, max((_match_alike(one, other) for other in many.get(key, ())), default=0.0))
        for key, alike in few.items()
        for one in alike
    ]
    worth = sum(fit for _, fit in fits if fit > 0) / len(fits)
    left = (frozenset(ours.keys() - theirs.keys()), frozenset(theirs.keys() - ours.keys()))
    return Match(worth, _clash(fits, many), left)


def match_party(one: Participant, other: Participant) -> float:
    """Return how much speaks for one party: 0 if nothing, 0..1, or -1 if they are two.

    Two persons of one country are two; a person and their country may be one.
    """
    return _match_alike(one, other) if party_key(one) == party_key(other) else 0.0


def _by_key(participants: Sequence[Participant]) -> dict[str, list[Participant]]:
    keyed: dict[str, list[Participant]] = {}
    for participant in participants:
        keyed.setdefault(party_key(participant), []).append(participant)
    return keyed


def _match_alike(one: Participant, other: Participant) -> float:
    is_one, is_other = is_individual(one), is_individual(other)
    if is_one and is_other:
        return _match_individuals(one, other)
    if is_one != is_other:
        return _STATE_OF_PERSON
    if one.entity == other.entity:
        return _SAME_STATE if one.kind == "state" else _SAME_BODY
    return _STATE_OF_PERSON if "state" in {one.kind, other.kind} else _SOME_OFFICE


def _match_individuals(one: Participant, other: Participant) -> float:
    if one.entity and other.entity:
        return (
            _SAME_PERSON if one.entity == other.entity else _of_entities(one.entity, other.entity)
        )
    if one.kind == "person" and other.kind == "person":
        return _SAME_NAME if _name_words(one) & _name_words(other) else _OTHER
    if one.office_type and other.office_type:
        return _SAME_OFFICE if one.office_type == other.office_type else _OTHER
    return _SOME_OFFICE


def _of_entities(one: str, other: str) -> float:
    """Return the worth of two entities; "their presidents" may be known as the state alone."""
    wide, narrow = sorted((one, other), key=len)
    return _SOME_OFFICE if narrow.startswith(f"{wide}:") else _OTHER


def _name_words(participant: Participant) -> frozenset[str]:
    words = (participant.name or participant.text).casefold().split()
    return frozenset(word for word in words if len(word) >= _SHORTEST_NAME)


def _clash(
    fits: Sequence[tuple[Participant, float]], many: Mapping[str, Sequence[Participant]]
) -> str | None:
    if all(fit >= 0 for _, fit in fits):
        return None
    # A list may name more people of a country than the other: one of them in common is enough.
    met = {party_key(one) for one, fit in fits if fit > 0}
    for one, fit in fits:
        key = party_key(one)
        if fit < 0 and key not in met:
            other = many[key][0]
            return f"{one.name or one.text} is not {other.name or other.text}"
    return None

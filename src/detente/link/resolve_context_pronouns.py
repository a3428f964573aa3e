"""Who "he", "she", "it" and "they" are likely to be among the mentions of a document."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec.structs import replace

from detente.link.resolve_context_view import View
from detente.model import Link

_HE: Final = frozenset({"he", "him", "his", "himself"})
_SHE: Final = frozenset({"she", "her", "hers", "herself"})
_IT: Final = frozenset({"it", "its", "itself"})
_OBJECTS: Final = frozenset({"him", "her", "them"})
_REACH: Final = 3
_BY_PRONOUN: Final = 0.75
_NOBODY: Final = 0.3
_CLAUSE_END: Final = re.compile(
    r"[,;:\"“”]|\b(?:that|and|who|but|as|when|after|before|while|if|because)\b"
)
_FORWARD: Final = re.compile(
    r"(?:after|before|when|while|as|although|since|until|once)\s+$", re.IGNORECASE
)
_FORWARD_REACH: Final = 12
# Weights of what speaks for a candidate, set by hand on sentences of the project's own.
_DISTANCE: Final = 1.0
_SUBJECT: Final = 0.9
_PERSON: Final = 0.5
_KNOWN: Final = 0.3
_GENDER: Final = 0.4
_FIRST: Final = 0.2


def pronoun_link(view: View, number: int) -> Link:
    """Return the link of a pronoun, through the mention it is likely to stand for."""
    word = view.words(number).casefold()
    if word in _HE or word in _SHE:
        person = best_person(view, number, word)
        meant = _later_person(view, number, word) if person is None else person
        if meant is not None:
            view.learn(meant, _gender_of(word))
        return _read_through(view, word, meant) or nobody()
    if word in _IT:
        return _read_through(view, word, best_body(view, number)) or nobody()
    return _several(view, number, word) or nobody()


def nobody() -> Link:
    """Return the link of a pronoun that nobody before fits."""
    return Link(
        mention=0, entity=None, kind="pronoun", confidence=_NOBODY, reason="nobody fits before"
    )


def best_person(view: View, number: int, word: str) -> int | None:
    """Return the mention of the person that "he" or "his" means, None if nobody fits."""
    gender = _gender_of(word)
    return _best(view, number, lambda one: _may_be(view, one, gender))


def best_body(view: View, number: int) -> int | None:
    """Return the mention of the state or body that "it" or "its" means."""
    return _best(view, number, view.is_body)


def best_party(view: View, number: int) -> int | None:
    """Return the mention of a country, of whatever kind, that a text was about just before."""
    return _best(view, number, lambda one: bool(view.link(one).country))


def _gender_of(word: str) -> str:
    return "f" if word in _SHE else "m"


def _may_be(view: View, number: int, gender: str) -> bool:
    return view.is_person(number) and view.gender(number) in {gender, ""}


def _best(view: View, number: int, fits: Callable[[int], bool]) -> int | None:
    scored = [
        (_score(view, number, other), other)
        for other in view.before(number, _REACH)
        if fits(other) and not _is_barred(view, number, other)
    ]
    # Of two mentions that are as likely the nearer one is meant.
    best = max(scored, default=None)
    return view.root(best[1]) if best else None


def _score(view: View, number: int, other: int) -> float:
    link = view.link(other)
    first = view.of_sentence[view.mentions[other].sentence][0] == other
    return (
        -_DISTANCE * (view.mentions[number].sentence - view.mentions[other].sentence)
        + _SUBJECT * view.is_subject(other)
        + _PERSON * (link.kind == "person")
        + _KNOWN * bool(link.country or link.entity)
        + _GENDER * bool(view.gender(other))
        + _FIRST * first
    )


def _is_barred(view: View, number: int, other: int) -> bool:
    """Say whether a mention is in the clause of an object pronoun, which then means another."""
    pronoun, mention = view.mentions[number], view.mentions[other]
    if view.words(number).casefold() not in _OBJECTS or pronoun.sentence != mention.sentence:
        return False
    is_near = not _CLAUSE_END.search(view.text[mention.span.end : pronoun.span.start])
    return is_near or view.is_subject_over(other, number)


def _later_person(view: View, number: int, word: str) -> int | None:
    """Return whom "After he returned, Maduro ..." names only then."""
    start = view.mentions[number].span.start
    if not _FORWARD.search(view.text[max(0, start - _FORWARD_REACH) : start]):
        return None
    own = view.of_sentence[view.mentions[number].sentence]
    later = (one for one in own if one > number and view.mentions[one].kind != "pronoun")
    return next((one for one in later if _may_be(view, one, _gender_of(word))), None)


def _several(view: View, number: int, word: str) -> Link | None:
    """Return whom "they" means: several people of one role, or those named side by side."""
    groups = [group for group in _groups(view, number) if not _is_barred(view, number, group[0])]
    best = max(groups, key=lambda group: _score(view, number, group[0]), default=None)
    if best is None:
        return None
    if len(best) == 1:
        return _read_through(view, word, best[0])
    members = tuple(best)
    names = " and ".join(repr(view.words(one)) for one in members)
    return Link(
        mention=0,
        entity=None,
        kind="pronoun",
        confidence=_BY_PRONOUN,
        reason=f"{word!r} taken for {names}",
        antecedent=members[0],
        members=members,
    )


def _groups(view: View, number: int) -> Iterator[list[int]]:
    taken: set[int] = set()
    for other in sorted(view.before(number, _REACH)):
        if other in taken or view.mentions[other].kind == "pronoun":
            continue
        group = [one for one in view.joined(other) if one < number]
        taken.update(group)
        if len(group) > 1 or view.is_plural(other):
            yield group


def _read_through(view: View, word: str, other: int | None) -> Link | None:
    if other is None:
        return None
    link = view.link(other)
    return replace(
        link,
        confidence=round(link.confidence * _BY_PRONOUN, 2),
        reason=f"{word!r} taken for {link.name or view.words(other)!r}",
        antecedent=other,
    )

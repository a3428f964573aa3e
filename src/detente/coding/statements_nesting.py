"""Statements inside statements: who quotes whom, along the chain ("TASS said that X said")."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from detente.coding.statements_channels import outlet_in, read_list
from detente.coding.statements_speakers import Speakers
from detente.model import Participant, Span, Statement

PRESS: Final = "JRN"  # the sector of those who bring news
SPOKEN: Final = 0.9  # confidence from which words inside another's words are told as spoken
LEAST: Final = 0.7  # confidence from which a cue is one of speech, which passes words on
DEEPEST: Final = 6  # statements around one; deeper nesting is no language
MOST: Final = 40  # statements of a sentence that are held against each other


def nested(statements: Sequence[Statement], speakers: Speakers) -> list[Statement]:
    """Return statements with those who quote their speakers in ``through``, the nearest first."""
    found: list[Statement] = []
    for _, group in groupby(statements, key=lambda one: one.sentence):
        near = list(group)
        told = [one for one in near if _is_told(one, _around(one, near[:MOST], 0.0), speakers)]
        found += [_within(one, told[:MOST], speakers) for one in told]
    return found


def _is_told(one: Statement, around: Sequence[Statement], speakers: Speakers) -> bool:
    """Are words inside another's words a statement, not a part of what that one says?

    They are where an outlet or go-between tells them, or where somebody else surely speaks.
    """
    if not around or one.cue is None:
        return True
    if all(outer.speaker and _passes_on(outer.speaker) for outer in around):
        return True
    others = (outer.speaker for outer in around if outer.speaker)
    is_other = one.speaker and not any(speakers.same(one.speaker, other) for other in others)
    return bool(is_other) and one.confidence >= SPOKEN


def _is_press(who: Participant) -> bool:
    return who.sector == PRESS or outlet_in(who.text, Span(0, len(who.text))) is not None


def _passes_on(who: Participant) -> bool:
    words = set(who.text.lower().split())
    return _is_press(who) or any(set(one.split()) <= words for one in read_list("go_betweens"))


def _within(one: Statement, near: Sequence[Statement], speakers: Speakers) -> Statement:
    through = list(one.through)
    for outer in _around(one, near, LEAST)[:DEEPEST]:
        chain = (outer.speaker, outer.relayed_by, *outer.through)
        through += [who for who in chain if who and not _is_there(who, one, through, speakers)]
    return replace(one, through=tuple(through)) if len(through) > len(one.through) else one


def _around(one: Statement, near: Sequence[Statement], least: float) -> list[Statement]:
    """Return the statements, this sure at least, whose words hold a cue, the narrowest first."""
    holding = [
        outer
        for outer in near
        if outer.confidence >= least and outer is not one
        if _holds(outer, one)
    ]
    return sorted(holding, key=_size)


def _holds(outer: Statement, inner: Statement) -> bool:
    if inner.cue is None or _size(outer) <= _size(inner):
        return False
    return any(span.start <= inner.cue.start < span.end for span in outer.content)


def _size(one: Statement) -> int:
    return sum(span.end - span.start for span in one.content)


def _is_there(
    who: Participant, one: Statement, through: Iterable[Participant], speakers: Speakers
) -> bool:
    own = [one.speaker, one.relayed_by, *through]
    return any(other is not None and speakers.same(who, other) for other in own)

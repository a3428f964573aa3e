"""Statements inside statements: who quotes whom, along the chain ("TASS said that X said")."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from detente.coding.statements_speakers import Speakers
from detente.model import Participant, Statement

LEAST: Final = 0.7  # confidence from which a cue is one of speech, which passes words on
DEEPEST: Final = 6  # statements around one; deeper nesting is no language
MOST: Final = 40  # statements of a sentence that are held against each other


def nested(statements: Sequence[Statement], speakers: Speakers) -> list[Statement]:
    """Return statements with those who quote their speakers in ``through``, the nearest first."""
    found: list[Statement] = []
    for _, group in groupby(statements, key=lambda one: one.sentence):
        near = list(group)
        found += [_within(one, near[:MOST], speakers) for one in near]
    return found


def _within(one: Statement, near: Sequence[Statement], speakers: Speakers) -> Statement:
    through = list(one.through)
    for outer in _around(one, near)[:DEEPEST]:
        chain = (outer.speaker, outer.relayed_by, *outer.through)
        through += [who for who in chain if who and not _is_there(who, one, through, speakers)]
    return replace(one, through=tuple(through)) if len(through) > len(one.through) else one


def _around(one: Statement, near: Sequence[Statement]) -> list[Statement]:
    """Return the statements whose words hold a cue, the narrowest first."""
    holding = [outer for outer in near if outer is not one and _holds(outer, one)]
    return sorted(holding, key=_size)


def _holds(outer: Statement, inner: Statement) -> bool:
    if inner.cue is None or outer.confidence < LEAST or _size(outer) <= _size(inner):
        return False
    return any(span.start <= inner.cue.start < span.end for span in outer.content)


def _size(one: Statement) -> int:
    return sum(span.end - span.start for span in one.content)


def _is_there(
    who: Participant, one: Statement, through: Iterable[Participant], speakers: Speakers
) -> bool:
    own = [one.speaker, one.relayed_by, *through]
    return any(other is not None and speakers.same(who, other) for other in own)

"""Which event a statement is ("accused"), and which it tells of."""

from collections.abc import Iterable
from typing import Final

from detente.coding.stance_view import View
from detente.model import Event, Span, Statement

# The types of events that words alone can make, by the stance of the words.
TYPES: Final = {
    "criticises": ("ACCUSE", "REJECT", "PROTEST"),
    "denies": ("REJECT", "ACCUSE"),
    "demands": ("REQUEST", "THREATEN", "ACCUSE"),
    "promises": ("AGREE", "SUPPORT", "CONCEDE"),
    "predicts": ("THREATEN",),
    "supports": ("SUPPORT", "AGREE"),
}


def event_of(view: View, statement: Statement, stance: str | None) -> Event | None:
    """Return the event that the statement is, or None.

    An event of a type that words can make, whose action is the cue, or words of the content with
    the speaker as actor.
    """
    types = TYPES.get(stance or "", ())
    near = view.events_in(statement.sentence)
    fitting = [one for one in near if one.event_type in types]
    by_cue = [one for one in fitting if statement.cue and _meet(one.action, [statement.cue])]
    by_words = [
        one for one in fitting if _meet(one.action, statement.content) and _is_by(one, statement)
    ]
    return next(iter([*by_cue, *by_words]), None)


def reported(view: View, statement: Statement, own: Event | None) -> tuple[str, ...]:
    """Return the ids of the events that the content tells of, in order, without its own."""
    sentences = dict.fromkeys(n for span in statement.content for n in view.sentences(span))
    near = (one for sentence in sentences for one in view.events_in(sentence))
    inside = (one for one in near if _meet(one.action, statement.content))
    return tuple(one.id for one in inside if own is None or one.id != own.id)


def _meet(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _is_by(event: Event, statement: Statement) -> bool:
    speaker = statement.speaker
    if speaker is None:
        return False
    return any(
        (actor.entity and actor.entity == speaker.entity)
        or (actor.country and actor.country == speaker.country)
        for actor in event.actors
    )

"""What statements are about, what they do, and which events they are or tell of."""

from collections.abc import Sequence

from msgspec.structs import replace

from detente.coding.about import about_of
from detente.coding.speech_events import event_of, reported
from detente.coding.stance_content import content_evidence, loose_evidence
from detente.coding.stance_cues import cue_evidence
from detente.coding.stance_evidence import Evidence
from detente.coding.stance_naming import naming_evidence
from detente.coding.stance_phrases import phrase_evidence
from detente.coding.stance_side import Side
from detente.coding.stance_view import View
from detente.model import Document, Statement


def enriched(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements with ``about``, ``stance``, ``event_id`` and ``reports``, in order.

    Layers that the document does not have (events, chains, links) leave the fields that rest on
    them empty.
    """
    view = View(document)
    return tuple(_enriched(view, statement) for statement in statements)


def _enriched(view: View, statement: Statement) -> Statement:
    found = strongest(view, statement)
    shown = found if found and found.stance != "describes" else None
    stance = found.stance if found else _plain(view, statement)
    event = event_of(view, statement, stance)
    return replace(
        statement,
        about=about_of(view, statement, stance),
        stance=stance,
        stance_span=shown.span if shown else None,
        event_id=event.id if event else None,
        reports=reported(view, statement, event),
        trace=(*statement.trace, f"{found.stance}: {found.reason}") if found else statement.trace,
    )


def strongest(view: View, statement: Statement) -> Evidence | None:
    """Return the evidence that decides what a statement does, or None if there is none."""
    parts = view.parts(statement.content)
    side = Side(view, statement)
    found = [
        *cue_evidence(view, statement, parts),
        *naming_evidence(view, statement),
        *content_evidence(parts, side),
        *phrase_evidence(parts),
        *loose_evidence(parts),
    ]
    return max(found, key=lambda one: one.rank, default=None)


def _plain(view: View, statement: Statement) -> str | None:
    """Return "describes" for words that were read and show nothing else."""
    return "describes" if view.parts(statement.content) else None

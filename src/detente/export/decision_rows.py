"""Decisions as flat rows, for CSV, Parquet and JSON lines."""

from collections.abc import Iterable
from typing import Any, Final

from detente.analyze.decision_views import DecisionView
from detente.export.columns import Column, joined
from detente.model import Party

DECISION_COLUMNS: Final = (
    Column("decision_id", "string", "digest of what it says, by whom, when and why"),
    Column("kind", "string", "same, different, split, wrong_code, wrong_actor, ..., undo"),
    Column("status", "string", "in force, gives way, undone, waiting"),
    Column("in_words", "string", "what it says"),
    Column("reports", "string", "reports it is about, ;-joined"),
    Column("others", "string", "reports kept apart from these, ;-joined"),
    Column("event_type", "string", "the right type"),
    Column("mode", "string", "the right mode"),
    Column("cameo_code", "string", "the right CAMEO code"),
    Column("actors", "string", "who acts, ;-joined; empty if not corrected"),
    Column("recipients", "string", "who receives, ;-joined; empty if not corrected"),
    Column("undoes", "string", "the decision that holds no longer"),
    Column("author", "string", "who decided"),
    Column("decided", "string", "when, UTC, ISO 8601"),
    Column("reason", "string", "why, in the author's words"),
    Column("gives_way_to", "string", "later decisions that it gives way to, ;-joined"),
)


def decision_row(view: DecisionView) -> dict[str, Any]:
    """Return the row of a decision, by the names of ``DECISION_COLUMNS``."""
    made = view.decision
    same = ("event_type", "mode", "cameo_code", "undoes", "author", "reason")
    return {
        "decision_id": made.id,
        "kind": made.kind.value,
        "status": view.status,
        "in_words": view.in_words,
        "reports": joined(made.reports),
        "others": joined(made.others),
        **{name: getattr(made, name) for name in same},
        "actors": _named(made.actors),
        "recipients": _named(made.recipients),
        "decided": f"{made.time.isoformat(timespec='seconds')}Z",
        "gives_way_to": joined(view.overruled.by) if view.overruled else None,
    }


def _named(people: Iterable[Party] | None) -> str | None:
    return None if people is None else joined(one.entity or one.name for one in people) or "nobody"

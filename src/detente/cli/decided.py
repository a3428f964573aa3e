"""Decisions as parts of a terminal page."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.cli import output

if TYPE_CHECKING:
    from detente.analyze.decision_views import DecisionView, ReportWords
    from detente.api_decisions import Judged

_FEW = 3  # sentences of a side that are shown
_STYLES = {"in force": "bold", "gives way": "", "undone": "dim", "waiting": "dim"}


def shown(views: "Iterable[DecisionView]", *, with_undone: bool) -> "list[DecisionView]":
    """Return the decisions of a list: those undone, and undos, only if wanted."""
    return [
        view
        for view in views
        if with_undone or (view.status != "undone" and view.decision.kind != "undo")
    ]


def parts(views: "Sequence[DecisionView]") -> list[RenderableType]:
    """Return decisions, each with its sentences."""
    if not views:
        return [output.text("no decisions yet; detente judge --help tells how to make one")]
    return [part for view in views for part in _view(view)]


def judged_parts(judged: "Judged") -> list[RenderableType]:
    """Return what became of a decision: its id, the events it touched, what gives way to it."""
    made = judged.decision
    found: list[RenderableType] = [
        Text(f"decision {made.id}: {judged.view.in_words}", style="bold"),
        output.text(f"by {made.author}; merged again in {judged.seconds:.1f} s"),
    ]
    ids = ", ".join(id_[:8] for id_ in judged.records)
    found.append(output.text(f"events now: {ids or 'none'}"))
    if judged.view.overruled:
        found.append(output.text(judged.view.overruled.explanation))
    found += [output.text(words) for words in judged.gives_way]
    return [*found, output.text(f"to undo it: detente undo {made.id[:8]}", "dim")]


def _view(view: "DecisionView") -> list[RenderableType]:
    made = view.decision
    head = f"\n{made.id[:8]} {made.kind.value.replace('_', ' ')}: {view.in_words}"
    when = f"{made.time:%Y-%m-%d %H:%M} UTC by {made.author}, {view.status}"
    reason = f": {made.reason}" if made.reason else ""
    found: list[RenderableType] = [
        Text(head, style=_STYLES[view.status]),
        output.indented(output.text(when + reason, "dim")),
    ]
    if view.overruled:
        found.append(output.indented(output.text(view.overruled.explanation)))
    for name, side in (("", view.reports), ("apart from", view.others)):
        found += _side(name, side)
    return found


def _side(name: str, side: "Sequence[ReportWords]") -> list[RenderableType]:
    by_words = {one.quotation.text if one.quotation else one.event_id: one for one in side}
    told = list(by_words.values())[:_FEW]  # copies say the same
    lines: list[RenderableType] = [_line(one) for one in told]
    if len(side) > len(told):
        lines.append(output.text(f"and {len(side) - len(told)} more", "dim"))
    heading = [output.text(name)] if name and side else []
    return [output.indented(line) for line in (*heading, *lines)]


def _line(one: "ReportWords") -> RenderableType:
    if one.quotation is None:
        return output.text(f"report {one.event_id}: not there yet", "dim")
    article = one.quotation.article
    where = f"{article.outlet or 'outlet unknown'}, {article.published or 'date unknown'}"
    event = f", event {one.record_id[:8]}" if one.record_id else ", in no event"
    told = f"{where}, report {one.event_id[:8]}{event}"
    return output.stacked(output.quote(one.quotation.text), output.text(told, "dim"))

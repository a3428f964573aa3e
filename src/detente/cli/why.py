"""detente why: how an event was coded."""

from typing import TYPE_CHECKING, Annotated

import typer

import detente
from detente.cli import event, lines, output
from detente.cli.options import DB, Db, Json

if TYPE_CHECKING:
    from detente.analyze.views import EventView

NAME = "why"
EXAMPLE = "detente why 9f3c01ab"


def command(
    id_: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event or of a report.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Tell how an event was coded, step by step."""
    view = detente.connect(db).event(id_)
    if as_json:
        output.show_json({report.event.id: report.event.trace for report in view.reports})
    else:
        _show(view)


def _show(view: "EventView") -> None:
    for report in view.reports:
        coded = report.event
        output.show(
            output.heading(f"report {coded.id}: {coded.event_type} by coder {coded.coder!r}"),
            output.text(lines.origin(report.quotation), "dim"),
            event.marked(report),
            *(output.indented(output.text(f"· {step}")) for step in coded.trace),
            output.indented(output.text(f"· confidence {coded.confidence:.2f}")),
        )
    rules = [f"· {field}: {rule}" for field, rule in view.record.chosen_by]
    if rules:
        output.show(output.heading("How the record's values were chosen"), *rules)

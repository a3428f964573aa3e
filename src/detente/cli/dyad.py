"""detente dyad: two countries."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

import detente
from detente.analyze.statements import tells_something
from detente.cli import lines, output, told
from detente.cli.options import DB, Db, Json, Limit, Since, Until, day

if TYPE_CHECKING:
    from detente.analyze.views import DyadView, EventLine

NAME = "dyad"
EXAMPLE = "detente dyad RUS MYS --since 2024-01-01"
_QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


def command(
    first: Annotated[str, typer.Argument(help="A country or bloc: code or name.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    *,
    db: Db = DB,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Show what happened between two countries.

    Counts, contacts, what is to come, events, statements, conflicts.
    """
    view = detente.connect(db).dyad(first, second, since=day(since), until=day(until), limit=limit)
    output.show_json(view) if as_json else _show(view)


def _show(view: "DyadView") -> None:
    output.show(
        output.text(
            f"{view.first_name} ({view.first}) and {view.second_name} ({view.second})", "bold"
        ),
        output.table(["", ""], _figures(view)),
        _months(view),
        output.heading("Events"),
        lines.event_table(view.lines),
    )
    said = tuple(line for line in view.statements if tells_something(line.statement))
    if said:
        output.show(output.heading("Statements"), told.statement_table(said))
    if view.conflicts:
        output.show(output.heading("Conflicts"), *lines.conflict_parts(view.conflicts))


def _figures(view: "DyadView") -> list[list[Any]]:
    counts = view.counts
    rows = [
        [
            "counts",
            (
                f"{counts.events} events, {counts.reports} reports in {counts.articles} articles, "
                f"{counts.origins} independent (background apart)"
            ),
        ],
        ["by class", ", ".join(f"{_QUADS[quad]} {n}" for quad, n in view.by_quad_class)],
        ["by type", _tally(view.by_event_type)],
        ["by status", _tally(view.by_modality)],
        ["topics", _tally(view.by_topic)],
        ["first contact", _contact(view.first_contact)],
        ["last contact", _contact(view.last_contact)],
        ["to come", "\n".join(_contact(line) for line in view.upcoming)],
    ]
    return [row for row in rows if row[1]]


def _tally(items: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {n}" for name, n in items)


def _contact(line: "EventLine | None") -> str:
    if line is None:
        return ""
    when = lines.days(line.record.when).replace("\n", "")
    return f"{when}  {line.record.event_type}  {lines.parties(line.record)}  ({line.record.id[:8]})"


def _months(view: "DyadView") -> Any:
    if len(view.months) < 2:  # noqa: PLR2004 - a series needs two months
        return None
    rows = [
        [f"{month.month:%Y-%m}", *month.quad_classes, "█" * sum(month.quad_classes)]
        for month in view.months
    ]
    columns = ["month", *(f"class {quad}" for quad in _QUADS), ""]
    return output.stacked(output.heading("By month"), output.table(columns, rows))

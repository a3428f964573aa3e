"""detente person: one person."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

import detente
from detente.cli import lines, output, told
from detente.cli.options import DB, Db, Json

if TYPE_CHECKING:
    from detente.analyze.views import PersonView

NAME = "person"
EXAMPLE = 'detente person "Sergei Shoigu"'


def command(
    name: Annotated[str, typer.Argument(help="The name, or part of it.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Show what articles tell of a person.

    Offices, events, statements, conflicts.
    """
    view = detente.connect(db).person(name)
    output.show_json(view) if as_json else _show(view)


def _show(view: "PersonView") -> None:
    output.show(output.text(view.name, "bold"), output.table(["", ""], _facts(view)))
    output.show(output.heading("Events"), lines.event_table(view.lines))
    if view.statements:
        output.show(output.heading("Statements"), told.statement_table(view.statements))
    if view.claims:
        output.show(output.heading("What articles say of the offices"), _claims(view))
    if view.conflicts:
        output.show(output.heading("Conflicts"), *lines.conflict_parts(view.conflicts))


def _facts(view: "PersonView") -> list[list[Any]]:
    offices = "\n".join(
        f"{office.office}, in {office.n_mentions} mentions"
        f"{_stretch(office.first_published, office.last_published)}"
        for office in view.offices
    )
    rows: list[list[Any]] = [
        ["country", view.country],
        ["written as", ", ".join(view.names)],
        ["offices", offices],
        ["articles", view.n_articles],
    ]
    return [row for row in rows if row[1]]


def _stretch(first: Any, last: Any) -> str:
    if first is None:
        return ""
    return f" of {first}" if first == last else f" from {first} to {last}"


def _claims(view: "PersonView") -> Any:
    rows = [
        [
            line.claim.kind.replace("_", " "),
            line.claim.object_text,
            lines.days(line.claim.start).replace("\n", "") if line.claim.start else "",
            lines.days(line.claim.end).replace("\n", "") if line.claim.end else "",
            output.quote(line.quotation.text),
        ]
        for line in view.claims
    ]
    return output.table(["claim", "what", "from", "to", ("sentence", {"ratio": 1})], rows)

"""detente judge: decide what is one event, what is coded wrong, what is none."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import detente
from detente.cli import decided, output
from detente.cli.options import DB, Db, Json

if TYPE_CHECKING:
    from detente.api_decisions import Judged

NAME = "judge"

app = typer.Typer(
    name=NAME,
    help="Decide what is one event, what is coded wrong, what is none; list and export decisions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

By = Annotated[str | None, typer.Option("--by", help="Who decides.", metavar="NAME")]
Reason = Annotated[str | None, typer.Option(help="Why.", metavar="WORDS")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Id of an event or of a report.")]


def same(
    ids: Annotated[list[str], typer.Argument(metavar="ID ID...", help="Events or reports.")],
    by: By = None,
    reason: Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Decide that events or reports are one event.

    An event stands for all its reports. The beginning of an id is enough.
    """
    show(detente.connect(db).judge(by).same(*ids, reason=reason), as_json=as_json)


def different(
    first: Annotated[str, typer.Argument(metavar="ID", help="An event or report.")],
    second: Annotated[str, typer.Argument(metavar="ID", help="Another.")],
    by: By = None,
    reason: Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Decide that two events or reports are different events, and stay so.

    Two reports of one event are taken apart; the other reports go where they fit best.
    """
    judge = detente.connect(db).judge(by)
    show(judge.different(first, second, reason=reason), as_json=as_json)


def wrong_code(
    id_: Id,
    type_: Annotated[
        str, typer.Option("--type", help="The right type: TYPE or TYPE/mode.", metavar="TYPE")
    ],
    cameo: Annotated[
        str | None, typer.Option(help="The right CAMEO code, if you know it.", metavar="CODE")
    ] = None,
    *,
    by: By = None,
    reason: Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Decide which type an event or report has.

    The report stays in its table as it was coded; the event carries the right type and names the
    decision. detente types list shows the types.
    """
    judge = detente.connect(db).judge(by)
    show(judge.wrong_code(id_, type_, cameo_code=cameo, reason=reason), as_json=as_json)


def wrong_actor(
    id_: Id,
    actor: Annotated[
        list[str] | None,
        typer.Option(help="Who acts; may be repeated.", metavar="NAME"),
    ] = None,
    recipient: Annotated[
        list[str] | None,
        typer.Option(help="Who receives; may be repeated.", metavar="NAME"),
    ] = None,
    *,
    no_actor: Annotated[bool, typer.Option("--no-actor", help="Nobody is told to act.")] = False,
    no_recipient: Annotated[
        bool, typer.Option("--no-recipient", help="Nobody is told to receive.")
    ] = False,
    by: By = None,
    reason: Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Decide who acts and who receives in an event or report.

    Give all actors, or all recipients, by name, ISO3 code or id; a side that is not given stays
    as it was coded.
    """
    found = (
        detente.connect(db)
        .judge(by)
        .wrong_actor(
            id_,
            actors=_side(actor, is_empty=no_actor),
            recipients=_side(recipient, is_empty=no_recipient),
            reason=reason,
        )
    )
    show(found, as_json=as_json)


def not_event(
    id_: Id, by: By = None, reason: Reason = None, db: Db = DB, as_json: Json = False
) -> None:
    """Decide that an event or report is no event: it leaves the record of events."""
    show(detente.connect(db).judge(by).not_an_event(id_, reason=reason), as_json=as_json)


def list_decisions(
    all_: Annotated[
        bool, typer.Option("--all", help="Also those undone, and the undos themselves.")
    ] = False,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """List the decisions, the latest first, with what they are about and whether they hold."""
    found = decided.shown(detente.connect(db).decisions(), with_undone=all_)
    output.show_json(found) if as_json else output.show(*decided.parts(found))


def export(
    file: Annotated[Path, typer.Argument(help="The file to write (JSON lines).")],
    db: Db = DB,
) -> None:
    """Write the decisions in force as gold data: pairs of sentences, and corrected codes.

    python -m benchmarks.quality decisions --gold FILE scores a coder and a merge against it.
    """
    n = detente.connect(db).export_decisions(file)
    typer.echo(f"{file}: {n} lines")


def show(judged: "Judged", *, as_json: bool) -> None:
    """Show what became of a decision."""
    output.show_json(judged) if as_json else output.show(*decided.judged_parts(judged))


def _side(names: list[str] | None, *, is_empty: bool) -> list[str] | None:
    if names and is_empty:
        raise typer.BadParameter("say who, or nobody, but not both")
    return [] if is_empty else names or None


for _name, _command, _example in (
    ("same", same, 'detente judge same 9f3c01ab 77aa02c1 --reason "one call, two time zones"'),
    ("different", different, "detente judge different 9f3c01ab 77aa02c1 --by me"),
    ("wrong-code", wrong_code, "detente judge wrong-code 9f3c01ab --type CONSULT/phone"),
    (
        "wrong-actor",
        wrong_actor,
        "detente judge wrong-actor 9f3c01ab --actor Lavrov --recipient MYS",
    ),
    ("not-event", not_event, 'detente judge not-event 9f3c01ab --reason "a film, not news"'),
    ("list", list_decisions, "detente judge list"),
    ("export", export, "detente judge export decisions.jsonl"),
):
    app.command(_name, epilog=f"Example: {_example}")(_command)

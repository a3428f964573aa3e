"""detente conflicts: where accounts differ."""

from typing import Annotated

import typer

import detente
from detente.cli import lines, output
from detente.cli.options import DB, Db, Json

NAME = "conflicts"
EXAMPLE = "detente conflicts --kind with_known_fact"


def command(
    db: Db = DB,
    kind: Annotated[
        str | None, typer.Option(help="between_reports, between_claims or with_known_fact.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List where accounts differ, with both sides.

    Between reports of an event, between claims of a fact, or between a claim and a known fact.
    """
    found = detente.connect(db).conflicts(kind=kind)
    output.show_json(found) if as_json else output.show(*lines.conflict_parts(found))

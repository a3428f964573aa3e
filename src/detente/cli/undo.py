"""detente undo: a decision holds no longer."""

from typing import Annotated

import typer

import detente
from detente.cli import judge
from detente.cli.options import DB, Db, Json

NAME = "undo"
EXAMPLE = "detente undo 5be1a902"


def command(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Id of a decision.")],
    by: judge.By = None,
    reason: judge.Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Undo a decision: the records are again as if it had not been made.

    The decision stays in the database, and so does the undo, which can itself be undone. detente
    judge list shows the ids; the beginning of one is enough.
    """
    judge.show(detente.connect(db).judge(by).undo(decision, reason=reason), as_json=as_json)

"""detente merge: two events are one."""

from typing import Annotated

import typer

import detente
from detente.cli import judge
from detente.cli.options import DB, Db, Json

NAME = "merge"
EXAMPLE = "detente merge 9f3c01ab 77aa02c1"


def command(
    first: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event.")],
    second: Annotated[str, typer.Argument(metavar="EVENT", help="Id of another event.")],
    by: judge.By = None,
    reason: judge.Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Make two events one.

    This is a decision, which every later run obeys and detente undo takes back.
    """
    judge.show(detente.connect(db).judge(by).merge(first, second, reason=reason), as_json=as_json)

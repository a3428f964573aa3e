"""detente split: reports out of an event, into one of their own."""

from typing import Annotated

import typer

import detente
from detente.cli import judge
from detente.cli.options import DB, Db, Json

NAME = "split"
EXAMPLE = "detente split 9f3c01ab --reports 77aa02c1 --reports 31d0b9e4"


def command(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event.")],
    reports: Annotated[
        list[str], typer.Option(help="A report to take out; may be repeated.", metavar="REPORT")
    ],
    by: judge.By = None,
    reason: judge.Reason = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Take reports out of an event: they are one event of their own, the rest is another.

    This is a decision, which every later run obeys and detente undo takes back. detente event
    shows the reports of an event with their ids.
    """
    ids = [id_ for given in reports for id_ in given.replace(",", " ").split()]
    judge.show(detente.connect(db).judge(by).split(event, ids, reason=reason), as_json=as_json)

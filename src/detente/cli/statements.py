"""detente statements: who said what."""

from typing import Annotated

import typer

import detente
from detente.cli import lines, output
from detente.cli.options import DB, Db, Json, Limit

NAME = "statements"
EXAMPLE = 'detente statements --speaker "Anwar Ibrahim"'


def command(
    db: Db = DB,
    speaker: Annotated[str | None, typer.Option(help="A person, or a country.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the statement.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic.")] = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List who said what, latest first."""
    found = detente.connect(db).statements(speaker=speaker, text=text, topic=topic, limit=limit)
    output.show_json(found) if as_json else output.show(lines.statement_table(found))

"""detente brief: a short text about two countries."""

from importlib import import_module
from typing import Annotated

import typer

import detente
from detente.cli import output
from detente.cli.options import DB, Db, Json, Since, Until, day

NAME = "brief"
EXAMPLE = "detente brief RUS MYS --since 2025-01-01 --markdown"


def command(
    first: Annotated[str, typer.Argument(help="A country or bloc: code or name.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    *,
    db: Db = DB,
    since: Since = None,
    until: Until = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown.")] = False,
    as_json: Json = False,
) -> None:
    """Write a short text with references.

    About two countries: what happened, what is planned, who said what, where accounts differ.
    """
    brief = detente.connect(db).brief(first, second, since=day(since), until=day(until))
    forms = import_module("detente.analyze.brief")
    if as_json:
        output.show_json(brief)
    elif markdown:
        typer.echo(forms.as_markdown(brief), nl=False)
    else:
        output.show(output.text(forms.as_text(brief).rstrip()))

"""The list of commands."""

from typing import Annotated

import typer

import detente
from detente.cli import (
    actors,
    article,
    brief,
    compare,
    conflicts,
    dyad,
    event,
    events,
    export,
    facts,
    forecast,
    import_,
    info,
    judge,
    merge,
    person,
    problems,
    promises,
    run,
    serve,
    split,
    sql,
    statements,
    stories,
    story,
    types,
    undo,
    why,
)

app = typer.Typer(
    name="detente",
    help="Raw news text in, a sourced, deduplicated, queryable record of diplomacy out.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


for _module in (
    run,
    events,
    event,
    why,
    dyad,
    person,
    article,
    statements,
    facts,
    promises,
    stories,
    story,
    conflicts,
    compare,
    split,
    merge,
    undo,
    problems,
    brief,
    export,
    sql,
    info,
    serve,
):
    app.command(_module.NAME, epilog=f"Example: {_module.EXAMPLE}")(_module.command)
app.add_typer(judge.app)
app.add_typer(forecast.app)
app.add_typer(import_.app)
app.add_typer(actors.app)
app.add_typer(types.app)

"""detente promises: what was announced, and what became of it."""

import datetime as dt
from typing import Annotated

import typer

import detente
from detente.cli import output, told
from detente.cli.options import DB, Db, Json, Limit, day, pair

NAME = "promises"
EXAMPLE = "detente promises --overdue --dyad RUS-MYS --as-of 2025-06-30"


def command(
    *,
    db: Db = DB,
    is_open: Annotated[bool, typer.Option("--open", help="Not done yet, in time.")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Their day passed, and nobody tells them as done.")
    ] = False,
    done: Annotated[bool, typer.Option("--done", help="Told as done.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Denied or called off.")] = False,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="As they stood on this day.  [default: the newest article's]",
            metavar="DAY",
        ),
    ] = None,
    dyad: Annotated[
        str | None, typer.Option(help="Two countries: RUS-MYS.", metavar="RUS-MYS")
    ] = None,
    party: Annotated[str | None, typer.Option(help="A country or a person.")] = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List announced visits, meetings, signings and deliveries, by the day they are due.

    A later report that it was done fulfils a promise; its day passing without one makes it
    overdue; a denial or cancellation drops it. Only what was published by the day looked at counts.
    """
    asked = {"open": is_open, "overdue": overdue, "done": done, "dropped": dropped}
    wanted = {status for status, is_asked in asked.items() if is_asked} or set(asked)
    found = detente.connect(db).promises(as_of=day(as_of), dyad=pair(dyad), party=party)
    chosen = tuple(one for one in found if one.status in wanted)[:limit]
    if as_json:
        output.show_json(chosen)
        return
    heading = told.as_of_words(chosen)
    output.show(output.text(heading) if heading else None, told.promise_table(chosen))

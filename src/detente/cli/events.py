"""detente events: records, filtered."""

from typing import Annotated

import typer

import detente
from detente.cli import lines, output
from detente.cli.options import DB, Db, Json, Limit, Since, Until, day

NAME = "events"
EXAMPLE = "detente events --dyad RUS MYS --modality planned --since 2025-01-01"


def command(
    *,
    db: Db = DB,
    dyad: Annotated[
        tuple[str, str] | None, typer.Option(help="Two countries.", metavar="A B")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="A country or bloc that acts.")] = None,
    person: Annotated[str | None, typer.Option(help="A person's name, or part of it.")] = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type", help="PLOVER type, type/mode, or a type of your own.", metavar="TYPE"
        ),
    ] = None,
    modality: Annotated[
        str | None, typer.Option(help="done, planned, claimed, hypothetical or denied.")
    ] = None,
    since: Since = None,
    until: Until = None,
    text: Annotated[str | None, typer.Option(help="Words of a report's sentence.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic.")] = None,
    news: Annotated[bool, typer.Option("--news", help="Leave out background.")] = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List events with the sentences that say so.

    Newest first.
    "rep/ind" counts reports and independent origins: copies of one article are one voice.
    """
    found = detente.connect(db).events(
        dyad=dyad,
        actor=actor,
        person=person,
        event_type=type_,
        modality=modality,
        since=day(since),
        until=day(until),
        text=text,
        topic=topic,
        news_only=news,
        limit=limit,
    )
    output.show_json(found) if as_json else output.show(lines.event_table(found))

"""detente statements: who said what."""

from typing import Annotated

import typer

import detente
from detente.analyze.said import SURE
from detente.cli import output, told
from detente.cli.options import DB, Db, Json, Limit, Since, Until, day

NAME = "statements"
EXAMPLE = "detente statements --speaker Malaysia --about RUS-MYS --stance promises"


def command(
    *,
    db: Db = DB,
    speaker: Annotated[
        str | None, typer.Option(help="A person, a country, or words: 'an expert at'.")
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(help="A state or organisation, or two: RUS-MYS.", metavar="RUS|RUS-MYS"),
    ] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            help="supports, criticises, predicts, denies, demands, promises or describes."
        ),
    ] = None,
    channel: Annotated[
        str | None, typer.Option(help="A kind of channel (platform, agency), or its name: RIA.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Whom they are said to.")] = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect or mixed.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the statement.")] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="Also what is rather aimed at, held or felt than said."),
    ] = False,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List who said what about whom, latest first.

    Each with the speaker's office, the channel, who passed it on, what it does, the event it is
    or reports, and the sentence. "--about RUS-MYS" lists what speaks of both, or of one of them by
    a speaker of the other.
    """
    found = detente.connect(db).statements(
        speaker=speaker,
        about=about,
        stance=stance,
        channel=channel,
        addressee=to,
        kind=kind,
        topic=topic,
        text=text,
        least_sure=0.0 if every else SURE,
        since=day(since),
        until=day(until),
        limit=limit,
    )
    output.show_json(found) if as_json else output.show(told.statement_table(found))

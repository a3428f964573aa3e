"""detente facts: what stands, by whom, and what is known of it."""

from typing import Annotated

import typer

import detente
from detente.cli import output, told
from detente.cli.options import DB, Db, Json, Limit, Since, Until, day

NAME = "facts"
EXAMPLE = "detente facts --kind wants_to_join --subject IDN --object BRICS"


def command(
    *,
    db: Db = DB,
    kind: Annotated[
        str | None, typer.Option(help="A kind of fact: member_of, supplies, amount, ...")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="A state, organisation or person, or words.")
    ] = None,
    object_: Annotated[
        str | None,
        typer.Option("--object", help="A state or organisation, or words.", metavar="TEXT"),
    ] = None,
    dyad: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Two countries, in either order.", metavar="A B"),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who says so.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the object or value.")] = None,
    verdict: Annotated[
        str | None, typer.Option(help="What tables say: agree, disagree or unknown.")
    ] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only where tables or articles differ.")
    ] = False,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List standing facts with who says so.

    Members of blocs, offices, allies, sanctions, trade, agreements, amounts: always as claims of
    their sources. Each is held against the tables of offices and memberships, and against what
    other articles say; both sides are shown, and none is chosen.
    """
    found = detente.connect(db).facts(
        kind=kind,
        subject=subject,
        object=object_,
        dyad=dyad,
        source=source,
        text=text,
        verdict=verdict,
        disputed=disputed,
        since=day(since),
        until=day(until),
        limit=limit,
    )
    output.show_json(found) if as_json else output.show(*told.fact_parts(found))

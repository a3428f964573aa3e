"""detente export: records to files."""

from pathlib import Path
from typing import Annotated

import typer

import detente
from detente.cli.options import DB, Db

NAME = "export"
EXAMPLE = "detente export --format parquet --table statements --table facts --out exported/"
EVENTS, ALL = "events", "all"
TABLES = ("statements", "facts", "claims", "promises", "decisions", "forecasts")


def command(
    out: Annotated[Path, typer.Option(help="Folder (csv, parquet) or file (plover-jsonl).")],
    format_: Annotated[
        str, typer.Option("--format", help="csv, parquet or plover-jsonl.", metavar="FORMAT")
    ] = "csv",
    reduction: Annotated[
        str | None,
        typer.Option(
            help="Write them as another reading of PLOVER: plover, crosswalk or cameo_strict.",
            metavar="NAME",
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            help="events (default), statements, facts, claims, promises, decisions, forecasts "
            "or all; may be repeated.",
            metavar="TABLE",
        ),
    ] = None,
    db: Db = DB,
) -> None:
    """Write events and reports, statements, facts, promises or decisions to files.

    detente keeps planned, denied and possible events under the type of the deed. A reduction
    folds the two, as strict PLOVER does: a planned CONSULT is an AGREE. plover-jsonl is always
    reduced, by default to strict PLOVER; docs/ontology.md tells what each reduction does.

    The other tables are written as csv, parquet or jsonl; docs/statements.md describes them.
    """
    database = detente.connect(db)
    wanted = dict.fromkeys(table or [EVENTS])
    names = [*TABLES] if ALL in wanted else [name for name in wanted if name != EVENTS]
    written: list[Path] = []
    if EVENTS in wanted or ALL in wanted:
        written += database.export(out, format_, reduction=reduction)
    if names:
        written += database.export_tables(out, names, format_)
    for path in written:
        typer.echo(path)

"""detente export: records to files."""

from pathlib import Path
from typing import Annotated

import typer

import detente
from detente.cli.options import DB, Db

NAME = "export"
EXAMPLE = "detente export --format parquet --out exported/"


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
    db: Db = DB,
) -> None:
    """Write events and reports to files.

    detente keeps planned, denied and possible events under the type of the deed. A reduction
    folds the two, as strict PLOVER does: a planned CONSULT is an AGREE. plover-jsonl is always
    reduced, by default to strict PLOVER; docs/ontology.md tells what each reduction does.
    """
    for path in detente.connect(db).export(out, format_, reduction=reduction):
        typer.echo(path)

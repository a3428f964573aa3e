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
    db: Db = DB,
) -> None:
    """Write events and reports to files."""
    for path in detente.connect(db).export(out, format_):
        typer.echo(path)

"""detente import: event tables of others."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import output
from detente.cli.options import DB, Db, Json, day, forecasts_of
from detente.cli.progress import bar

if TYPE_CHECKING:
    from detente.pipeline.imports import ImportedTable, ImportProgress, ImportReport
    from detente.store.tables import ImportLine

app = typer.Typer(
    name="import",
    help="Event tables of others, beside the project's own records.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SOME_FAILED = 1  # exit status: the import went through, but some rows or tables were lost
_MOST = 20  # wrong rows shown; the database has them all
_FORMATS = "icews, polecat, gdelt, phoenix, quads or csv"


@app.command(
    "events",
    epilog="Example: detente import events events.2014.tab.gz --format icews --db asia.duckdb",
)
def import_events(
    path: Annotated[Path, typer.Argument(help="A table, an archive, or a folder of them.")],
    *,
    format_: Annotated[
        str, typer.Option("--format", help=f"What it is: {_FORMATS}.", metavar="FORMAT")
    ],
    db: Db = DB,
    start: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Quadruples: which day is time 0.", metavar="DAY"),
    ] = None,
    unit: Annotated[
        str, typer.Option(help="Quadruples: what times count, days or hours.")
    ] = "days",
    as_json: Json = False,
) -> None:
    """Import event tables: plain text, .gz, .zip or .parquet.

    A wrong row costs itself and is listed with what was expected. A second import of the same
    table adds nothing; one that was stopped goes on where it was.
    """
    with bar("reading") as told:
        report = forecasts_of(db).import_events(
            path,
            format_,
            start=day(start),
            unit=unit,
            on_batch=lambda now: told(now.share, _words(now)),
        )
    output.show_json(report) if as_json else _show(report)
    if report.failed or any(table.line.n_wrong for table in report.tables):
        raise typer.Exit(SOME_FAILED)


@app.command("list", epilog="Example: detente import list --db asia.duckdb")
def list_imports(*, db: Db = DB, as_json: Json = False) -> None:
    """List the tables that were imported."""
    lines = forecasts_of(db).imports()
    if as_json:
        output.show_json(lines)
        return
    output.show(_line_table(lines) if lines else output.text("no table was imported yet"))


@app.command("remove", epilog="Example: detente import remove 26d480ff --db asia.duckdb")
def remove(
    id_: Annotated[str, typer.Argument(help="The id of an import, or its beginning.")],
    *,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Take an imported table out again, with all its rows."""
    line = forecasts_of(db).remove_import(id_)
    output.show_json(line) if as_json else output.show(
        output.text(f"removed {line.origin}: {line.n_imported:,} rows")
    )


def _show(report: "ImportReport") -> None:
    output.show(_line_table([table.line for table in report.tables]))
    for table in report.tables:
        _show_table(table)
    for reason in report.failed:
        output.show(output.text(f"not imported: {reason}"))
    rows = sum(table.line.n_imported for table in report.tables if table.is_new)
    output.show(output.text(f"\n{rows:,} rows added in {report.seconds:.1f} s"))


def _show_table(table: "ImportedTable") -> None:
    if not table.is_new:
        output.show(output.text(f"{table.line.origin}: was imported before; nothing added"))
    if table.wrong:
        words = f"{table.line.n_wrong:,} wrong rows in {table.line.origin}, left out"
        shown = [[one.row_number, one.reason, one.words] for one in table.wrong[:_MOST]]
        columns: list[output.Column] = ["row", "what was expected", ("row's words", _FOLDED)]
        output.show(output.heading(words), output.table(columns, shown))
    if table.unmapped:
        known = ", ".join(f"{one.what} {one.words!r} {one.rows:,}" for one in table.unmapped)
        output.show(output.text(f"\nkept as words, in no table of ours: {known}"))


_FOLDED: dict[str, Any] = {"overflow": "fold"}


def _line_table(lines: "tuple[ImportLine, ...] | list[ImportLine]") -> Any:
    rows = [
        [
            line.import_id[:8],
            line.format,
            line.origin,
            f"{line.n_imported:,}",
            f"{line.n_wrong:,}",
            f"{line.first_day or '?'}..{line.last_day or '?'}",
            "whole" if line.is_complete else "stopped: import it again to go on",
        ]
        for line in lines
    ]
    columns: list[output.Column] = ["id", "format", ("table", _FOLDED), "rows", "wrong", "days", ""]
    return output.table(columns, rows)


def _words(now: "ImportProgress") -> str:
    return f"{Path(now.name).name}: {now.rows:,} rows, {now.wrong:,} wrong"

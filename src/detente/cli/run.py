"""detente run: read articles into the database."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

import detente
from detente.cli import output
from detente.cli.options import DB, Db, Json, day
from detente.ontology.own_types_file import read_own_types
from detente.settings import Settings, read_settings

if TYPE_CHECKING:
    from detente.model import Problem
    from detente.pipeline.run import Progress, RunReport

NAME = "run"
EXAMPLE = "detente run articles/ --db asia.duckdb --published 2025-02-27"
_MOST = 50  # problems listed; the database has them all
SOME_FAILED = 1  # exit status: the run went through, but some inputs were lost


def command(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    *,
    db: Db = DB,
    published: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Day of publication where the input has none.", metavar="DAY"
        ),
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Outlet where the input has none.")] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="A setting: section.key=value.", metavar="SETTING"),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Processes; 0 for as many as cores.")
    ] = None,
    no_gate: Annotated[
        bool, typer.Option("--no-gate", help="Parse every sentence, also those without names.")
    ] = False,
    types: Annotated[
        Path | None,
        typer.Option("--types", help="A file of event types of your own.", metavar="FILE"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read articles into the database.

    Text, HTML, JSON lines, and folders of them; - is standard input.

    A second run over the same input adds nothing; a run that was stopped goes on where it was.
    Exit status 1 says that some inputs were lost; they are listed with their reasons.
    """
    overrides = [*(settings or ())]
    overrides += [f"running.workers={workers}"] if workers is not None else []
    overrides += ["coding.gate=false"] if no_gate else []
    chosen = _with_types(read_settings(overrides=overrides), types)
    with _progress() as on_batch:
        report = detente.run(
            paths,
            db,
            published=day(published),
            publisher=publisher,
            settings=chosen,
            on_batch=on_batch,
        )
    output.show_json(report) if as_json else _show(report, db)
    if report.problems:
        raise typer.Exit(SOME_FAILED)


def _with_types(settings: Settings, types: Path | None) -> Settings:
    if types is not None:
        settings = replace(settings, coding=replace(settings.coding, own_types=str(types)))
    if settings.coding.own_types is not None:
        read_own_types(settings.coding.own_types)  # a broken file is told here, not by each worker
    return settings


@contextmanager
def _progress() -> Iterator[Callable[["Progress"], None]]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks on
    from rich.progress import Progress as Bar  # noqa: PLC0415
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading models")
        yield lambda progress: bar.update(task, description=_progress_line(progress))


def _progress_line(progress: "Progress") -> str:
    if progress.merging:
        told = (
            f": {progress.merged:,} of {progress.to_merge:,} articles" if progress.to_merge else ""
        )
        return f"merging reports into records{told}"
    return (
        f"{progress.read} articles read, {progress.new} new, {progress.known} known, "
        f"{progress.failed} failed, {progress.events} event reports"
    )


def _show(report: "RunReport", db: Path) -> None:
    output.show(output.table(["", ""], _figures(report, db)))
    if report.notes:
        output.show(output.heading("Notes"), _problem_table(report.notes))
    if report.problems:
        count = len(report.problems)
        output.show(output.heading(f"{count} lost, with reasons"), _problem_table(report.problems))
        if count > _MOST:
            output.show(f"... and {count - _MOST} more: detente problems --db {db}")


def _figures(report: "RunReport", db: Path) -> list[list[Any]]:
    from detente.analyze.wording import counted  # noqa: PLC0415

    found = ((report.events, "event report"), (report.statements, "statement"))
    in_all = ((report.records, "event"), (report.conflicts, "conflict"))
    not_read = ", ".join(f"{code} {n}" for code, n in report.not_read)
    rows: list[list[Any]] = [
        ["database", db],
        ["articles", f"{report.read:,} read, {report.new:,} new, {report.known:,} known already"],
        ["not read yet", not_read],
        ["sentences", f"{report.sentences:,}, of which {report.sentences_parsed:,} parsed"],
        ["found", ", ".join(counted(*item) for item in found)],
        ["in all", ", ".join(counted(*item) for item in in_all)],
        ["time", f"{report.seconds:.1f} s"],
    ]
    return [row for row in rows if row[1] != ""]


def _problem_table(problems: "tuple[Problem, ...]") -> Any:
    shown = problems[:_MOST]
    rows = [[item.origin or item.article_id, item.stage, item.reason] for item in shown]
    return output.table([("input", {"overflow": "fold"}), "stage", "reason"], rows)

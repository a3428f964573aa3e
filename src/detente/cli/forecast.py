"""detente forecast: how likely two countries talk, cooperate or clash in the next days."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import forecast_lines, output
from detente.cli.options import DB, Db, Json, Limit, day, forecasts_of
from detente.cli.progress import bar

if TYPE_CHECKING:
    from detente.api_forecasts import FitReport

app = typer.Typer(
    name="forecast",
    help="What comes next: probabilities with reasons, and their open record.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help="All known by the end of this day; by default the last day of the data.",
        metavar="DAY",
    ),
]
Within = Annotated[int, typer.Option(help="So many days from then on.", min=1, metavar="DAYS")]
Class = Annotated[
    str | None,
    typer.Option(
        "--class", help="One class: talks, cooperate, ...; by default all.", metavar="CLASS"
    ),
]


@app.command("fit", epilog="Example: detente forecast fit --until 2024-06-30 --db asia.duckdb")
def fit(
    *,
    db: Db = DB,
    kind: Annotated[
        str | None, typer.Option(help="dyads, frequency, or ranking (for next).", metavar="KIND")
    ] = None,
    classes: Annotated[
        Path | None, typer.Option(help="A file of classes of your own.", metavar="FILE")
    ] = None,
    within: Annotated[
        list[int] | None, typer.Option(help="Days ahead; may be repeated.", min=1, metavar="DAYS")
    ] = None,
    until: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Learn only from what was known then.", metavar="DAY"
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 0,
    as_json: Json = False,
) -> None:
    """Fit a model on imported tables and own records, and put it in force.

    It says how the model did on past windows, class by class: where it is no better than dyad
    frequency, dyad frequency will answer. A kill leaves the old model in force.
    """
    with bar("reading events") as progress:
        report = forecasts_of(db).fit(
            kind=kind,
            classes=classes,
            horizons=within or (7, 30, 90),
            until=day(until),
            seed=seed,
            progress=progress,
        )
    output.show_json(report) if as_json else _show_fit(report)


@app.command("dyad", epilog="Example: detente forecast dyad RUS MYS --within 30 --class talks")
def dyad(
    first: Annotated[str, typer.Argument(help="A country or bloc: code or name.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    *,
    db: Db = DB,
    within: Within = 30,
    class_: Class = None,
    as_of: AsOf = None,
    no_store: Annotated[
        bool, typer.Option("--no-store", help="Do not keep it for the record.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Tell how likely two countries have events of each class, and why."""
    found = forecasts_of(db).dyad(
        first, second, within=within, class_=class_, as_of=day(as_of), store=not no_store
    )
    if as_json:
        output.show_json(found)
        return
    head = f"as of {found[0].as_of}, {found[0].n_known:,} events known; {found[0].model_name}"
    output.show(output.text(head, "dim"), *forecast_lines.forecast_parts(found))


@app.command("next", epilog="Example: detente forecast next --actor RUS --limit 10")
def next_(
    *,
    db: Db = DB,
    actor: Annotated[
        str | None, typer.Option(help="Who acts: a country or a name.", metavar="WHO")
    ] = None,
    recipient: Annotated[str | None, typer.Option(help="Or on whom.", metavar="WHO")] = None,
    class_: Class = None,
    as_of: AsOf = None,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """Rank with whom somebody has an event next."""
    found = forecasts_of(db).next(
        actor=actor, recipient=recipient, class_=class_, as_of=day(as_of), limit=limit or 20
    )
    output.show_json(found) if as_json else output.show(*forecast_lines.next_parts(found))


@app.command("scenario", epilog="Example: detente forecast scenario talks.toml --db asia.duckdb")
def scenario(
    file: Annotated[Path, typer.Argument(help="A TOML file of assumed events.")],
    *,
    db: Db = DB,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Tell what went with assumed events in the past: association, not cause."""
    answer = forecasts_of(db).scenario(file, as_of=day(as_of))
    output.show_json(answer) if as_json else output.show(*forecast_lines.scenario_parts(answer))


@app.command("list", epilog="Example: detente forecast list --state open --db asia.duckdb")
def list_(
    *,
    db: Db = DB,
    dyad: Annotated[
        str | None, typer.Option("--dyad", help="Two countries: RUS-MYS.", metavar="PAIR")
    ] = None,
    class_: Class = None,
    state: Annotated[str | None, typer.Option(help="open or resolved.", metavar="STATE")] = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List the forecasts that were issued, and what became of them."""
    pair = tuple(dyad.split("-", 1)) if dyad else None
    found = forecasts_of(db).issued(dyad=pair, class_=class_, state=state, limit=limit)
    output.show_json(found) if as_json else output.show(forecast_lines.forecast_table(found))


@app.command("show", epilog="Example: detente forecast show 9f3c01ab --db asia.duckdb")
def show(
    id_: Annotated[str, typer.Argument(help="The id of a forecast, or its beginning.")],
    *,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Show one issued forecast with its reasons."""
    found = forecasts_of(db).forecast(id_)
    output.show_json(found) if as_json else output.show(
        *forecast_lines.forecast_parts([found]), forecast_lines.forecast_table([found])
    )


@app.command("resolve", epilog="Example: detente forecast resolve --db asia.duckdb")
def resolve(*, db: Db = DB, as_of: AsOf = None, as_json: Json = False) -> None:
    """Score the forecasts whose days are over, with the event that decides."""
    found = forecasts_of(db).resolve(as_of=day(as_of))
    if as_json:
        output.show_json(found)
        return
    output.show(
        forecast_lines.forecast_table(found) if found else output.text("no forecast is due")
    )


@app.command("record", epilog="Example: detente forecast record --db asia.duckdb")
def record(*, db: Db = DB, as_json: Json = False) -> None:
    """Show how the forecasts that are due came out, against plain ones; hides nothing."""
    view = forecasts_of(db).record()
    if as_json:
        output.show_json(view)
        return
    parts: list[Any] = [
        *forecast_lines.record_parts("Issued ahead", view.ahead),
        *forecast_lines.record_parts("Looking back (the data held their days)", view.looking_back),
    ]
    counts = f"{view.n_resolved} forecasts resolved, {view.n_open} open"
    output.show(*parts, output.text(f"\n{counts}" if parts else counts))


def _show_fit(report: "FitReport") -> None:
    rows = [
        ["model", f"{report.name} ({report.model_id[:8]})"],
        ["folder", report.folder],
        ["learned from", f"{report.n_events:,} events up to {report.data_until}"],
    ]
    output.show(output.table(["", ""], rows))
    if not report.tried:
        return
    tried = [
        [
            one.class_,
            f"{one.within} days",
            f"{one.windows:,}",
            f"{one.skill:+.1%}" if one.windows else "",
            f"{one.low:+.1%} to {one.high:+.1%}" if one.windows else "too few events to try",
            "the model answers" if one.low > 0 else "dyad frequency answers",
        ]
        for one in report.tried
    ]
    columns = ["class", "within", "past windows", "Brier skill over dyad frequency", "95 %", ""]
    output.show(output.heading("On past windows"), output.table(columns, tried))

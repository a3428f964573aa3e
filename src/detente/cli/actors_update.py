"""detente actors update and corrections: what lies over the shipped tables."""

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import detente
from detente.cli import output
from detente.cli.options import Json
from detente.entities.update_queries import read_queries
from detente.errors import LayerError
from detente.net.sparql import ENDPOINT, Manners
from detente.net.update import Fetch, from_folder, from_service, kept_in
from detente.settings import Actors, Settings, read_settings

if TYPE_CHECKING:
    from detente.net.update import Outcome

_SOME_FAILED = 1  # exit status: at least one query gave no usable answer
_MOST = 20  # rows listed that were left out; the update file has them all


def update(
    *,
    into: Annotated[
        Path | None, typer.Option(help="Folder of the update files; else actors.updates.")
    ] = None,
    query: Annotated[
        list[str] | None, typer.Option(help="Only this query; may be given again.", metavar="NAME")
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option("--from", help="Read kept answers from a folder; no network.", metavar="DIR"),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Keep the raw answers in this folder.", metavar="DIR")
    ] = None,
    endpoint: Annotated[str, typer.Option(help="Address of the SPARQL service.")] = ENDPOINT,
    proxy: Annotated[
        str | None, typer.Option(help="Proxy; else that of the environment (HTTPS_PROXY).")
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for an answer.", min=1)] = 90.0,
    tries: Annotated[int, typer.Option(help="How often to ask.", min=1)] = 5,
    contact: Annotated[
        str, typer.Option(help="Your address or page, told to the service.", metavar="TEXT")
    ] = "",
    print_queries: Annotated[
        bool, typer.Option("--print-queries", help="Print the queries and do nothing.")
    ] = False,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", help="A setting: section.key=value.", metavar="SETTING"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Bring the tables up to date.

    From Wikidata, or from answers on disk.

    Each query has its own file; one whose answer is cut, wrong or missing stays as it was. Exit
    status 1 says that there was one. This is the only command that uses the network.
    """
    queries = read_queries(query or ())
    if print_queries:
        typer.echo("\n".join(f"# {one.name}: {one.about}\n{one.text}" for one in queries))
        return
    if from_ is not None:
        queries = kept_in(from_, queries)
        fetch: Fetch = from_folder(from_)
    else:
        manners = Manners(_user_agent(contact), timeout_s=timeout, tries=tries, proxy=proxy)
        fetch = from_service(endpoint, manners, keep=save, on_wait=_tell)
    settings = read_settings(overrides=changed or ())
    names = [one.name for one in queries]
    actors = detente.actors(_without_layers(settings))
    folder = into or settings.actors.updates
    outcomes = list(actors.update(fetch, folder=folder, queries=names))
    output.show_json(outcomes) if as_json else _show(outcomes)
    if any(one.error for one in outcomes):
        raise typer.Exit(_SOME_FAILED)


def corrections(
    file: Annotated[Path | None, typer.Argument(help="A corrections file to check.")] = None,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Print an example with every kind of entry.")
    ] = False,
) -> None:
    """Check a corrections file, or print one.

    Put the file in force with actors.corrections in detente.toml. How to write it is told in
    docs/corrections.md.
    """
    if example:
        typer.echo(_example(), nl=False)
        return
    if file is None:
        raise LayerError("give a corrections file, or --example for one to start from")
    settings = read_settings()
    updates = settings.actors.updates
    checked = detente.actors(Settings(actors=Actors(updates=updates, corrections=str(file))))
    told = next(one.note for one in checked.layers() if one.layer == "corrections")
    output.show(output.text(f"{file}: {told}"))


def _example() -> str:
    folder = files("detente.entities").joinpath("data")
    return folder.joinpath("corrections_example.toml").read_text("utf-8")


def _user_agent(contact: str) -> str:
    told = f"; {contact}" if contact else ""
    return f"detente/{detente.__version__} (actor tables{told})"


def _without_layers(settings: Settings) -> Settings:
    # A broken corrections file must not keep the update from being mended.
    bare = Actors(stale_after_days=settings.actors.stale_after_days)
    return Settings(actors=bare)


def _tell(reason: str) -> None:
    sys.stderr.write(f"detente: {reason}\n")


def _show(outcomes: "list[Outcome]") -> None:
    rows = [
        [one.query, one.layer or "as before", one.rows or "", one.error or one.path]
        for one in outcomes
    ]
    columns: list[output.Column] = ["query", "layer", "rows", ("file, or what is wrong", {})]
    output.show(output.table(columns, rows))
    refused = [reason for one in outcomes for reason in one.refused]
    if refused:
        output.show(output.heading(f"Rows left out: {len(refused)}"))
        output.show(*(output.text(reason) for reason in refused[:_MOST]))

"""detente serve: the dashboard."""

from importlib import import_module
from typing import Annotated

import typer

import detente
from detente.cli.options import DB, Db
from detente.settings import read_settings

NAME = "serve"
EXAMPLE = "detente serve --db asia.duckdb --port 8000"
_HOST = "127.0.0.1"  # nothing leaves the machine


def command(
    db: Db = DB,
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 8000,
    by: Annotated[
        str | None, typer.Option("--by", help="Who decides in its forms.", metavar="NAME")
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Show decisions, but take none.")
    ] = False,
) -> None:
    """Open the dashboard in the browser, on this machine only.

    Its pages read the database; the forms of events and of the page Review decide what is one
    event and what is coded wrong, unless it is served --read-only.
    """
    database = detente.connect(db)
    # Loaded here: the web libraries are slow, and no other command needs them.
    make = import_module("detente.web").create_app
    deciding = import_module("detente.web.deciding").deciding_as
    application = make(
        database.path,
        actors=read_settings().actors,
        deciding=None if read_only else deciding(database.judge(by).author),
    )
    typer.echo(f"detente dashboard: http://{_HOST}:{port}/ (Ctrl+C ends it)")
    import_module("uvicorn").run(application, host=_HOST, port=port, log_level="warning")

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
) -> None:
    """Open the dashboard in the browser.

    Read-only pages, on this machine only.
    """
    database = detente.connect(db)
    # Loaded here: the web libraries are slow, and no other command needs them.
    make = import_module("detente.web").create_app
    application = make(database.path, actors=read_settings().actors)
    typer.echo(f"detente dashboard: http://{_HOST}:{port}/ (Ctrl+C ends it)")
    import_module("uvicorn").run(application, host=_HOST, port=port, log_level="warning")

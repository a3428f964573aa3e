"""Options that several commands share."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import QueryError

if TYPE_CHECKING:
    from detente.api_forecasts import Forecasts

Db = Annotated[
    Path, typer.Option("--db", envvar="DETENTE_DB", help="The database file.", show_envvar=True)
]
DB = Path("detente.duckdb")
Json = Annotated[bool, typer.Option("--json", help="Write JSON, for machines.")]
Limit = Annotated[int | None, typer.Option(help="At most so many.", min=1)]
Since = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="From this day on.", metavar="DAY"),
]
Until = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Up to this day, included.", metavar="DAY"),
]


def day(given: dt.datetime | None) -> dt.date | None:
    """Return the day of an option, or None if it was not given."""
    return None if given is None else given.date()


def pair(text: str | None) -> tuple[str, str] | None:
    """Return the two countries of "RUS-MYS" or "Russia, Malaysia", or None if nothing is given.

    Raises:
        QueryError: not two.
    """
    if text is None:
        return None
    first, mark, second = (part.strip() for part in text.partition("," if "," in text else "-"))
    if not (first and mark and second):
        raise QueryError(f"{text!r} is no pair of countries; write it as RUS-MYS")
    return first, second


def forecasts_of(db: Path) -> "Forecasts":
    """Return what imports event tables into a database, and forecasts from it."""
    from detente.api_forecasts import Forecasts  # noqa: PLC0415 - numpy and scipy

    return Forecasts(db)

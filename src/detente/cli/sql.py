"""detente sql: any question."""

from typing import Annotated

import msgspec
import typer

import detente
from detente.cli import output
from detente.cli.options import DB, Db, Json

NAME = "sql"
EXAMPLE = 'detente sql "SELECT event_type, count(*) FROM records GROUP BY ALL"'


def command(
    query: Annotated[str, typer.Argument(help="A question in SQL; nothing can be changed.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Ask the database in SQL.

    docs/schema.md describes the tables; nothing can be changed.
    """
    found = detente.connect(db).sql(query)
    rows = found.to_pylist()
    if as_json:
        output.show_json(msgspec.to_builtins(rows, builtin_types=()))
    else:
        columns = [(name, {"overflow": "fold"}) for name in found.column_names]
        output.show(output.table(columns, (list(row.values()) for row in rows)))

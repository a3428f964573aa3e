"""detente info: what the database holds."""

import json
from typing import TYPE_CHECKING, Any

import detente
from detente.cli import output
from detente.cli.options import DB, Db, Json

if TYPE_CHECKING:
    from detente.analyze.views import Info

NAME = "info"
EXAMPLE = "detente info --db asia.duckdb"
_UNIT = 1_000_000


def command(db: Db = DB, as_json: Json = False) -> None:
    """Show what the database holds."""
    found = detente.connect(db).info()
    output.show_json(found) if as_json else _show(found)


def _show(info: "Info") -> None:
    output.show(
        output.table(["", ""], _facts(info)),
        output.heading("Rows"),
        output.table(["table", ("rows", {"justify": "right"})], info.tables),
    )


def _facts(info: "Info") -> list[list[Any]]:
    versions = json.loads(info.versions)
    return [
        ["database", f"{info.path}, {info.size_bytes / _UNIT:.1f} MB, schema {info.schema}"],
        ["published", f"{info.first_published or 'unknown'} to {info.last_published or 'unknown'}"],
        ["languages", ", ".join(f"{code} {n}" for code, n in info.languages)],
        ["not read yet", info.not_read],
        ["last run", f"{info.last_run}, finished {info.last_finished or 'never'} (UTC)"],
        ["made by", ", ".join(f"{name} {version}" for name, version in versions.items())],
        ["settings", info.settings],
    ]

"""detente problems: inputs that were lost."""

import detente
from detente.cli import output
from detente.cli.options import DB, Db, Json

NAME = "problems"
EXAMPLE = "detente problems --db asia.duckdb"


def command(db: Db = DB, as_json: Json = False) -> None:
    """List inputs that were lost, with reasons.

    And notes on inputs that were kept.
    """
    found = detente.connect(db).problems()
    if as_json:
        output.show_json(found)
        return
    rows = [
        [
            line.kind,
            line.problem.origin or line.problem.article_id,
            line.problem.stage,
            line.problem.reason,
        ]
        for line in found
    ]
    columns: list[output.Column] = [
        "kind",
        ("input", {"overflow": "fold"}),
        "stage",
        ("reason", {"ratio": 1}),
    ]
    output.show(output.table(columns, rows) if rows else output.text("no problems"))

"""Records as CSV: ``events.csv``, ``reports.csv``, and a ``datapackage.json`` that types them.

RFC 4180, UTF-8, a header row, ISO dates. The sidecar (Frictionless Data Package) says that event
codes are text, so that no reader turns "042" into 42.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from detente.analyze.views import EventView
from detente.export.columns import Column
from detente.export.reduce import reduced_views
from detente.export.rows import EVENT_COLUMNS, REPORT_COLUMNS, event_row, report_row


def export(
    views: Iterable[EventView], out: Path, *, reduction: str | None = None
) -> tuple[Path, ...]:
    """Write the records to the folder ``out``, made if need be; return the files written.

    Raises:
        OntologyError: no such reduction (see ``detente.ontology.reductions``).
    """
    out.mkdir(parents=True, exist_ok=True)
    files = (out / "events.csv", out / "reports.csv", out / "datapackage.json")
    with ExitStack() as stack:
        events = _writer(stack, files[0], EVENT_COLUMNS)
        reports = _writer(stack, files[1], REPORT_COLUMNS)
        for view in reduced_views(views, reduction):
            events.writerow(_plain(event_row(view)))
            reports.writerows(_plain(report_row(view.record.id, item)) for item in view.reports)
    files[2].write_text(json.dumps(_package(), indent=2) + "\n", encoding="utf-8")
    return files


def _writer(stack: ExitStack, path: Path, columns: Sequence[Column]) -> "csv.DictWriter[str]":
    file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.DictWriter(file, [column.name for column in columns], lineterminator="\r\n")
    writer.writeheader()
    return writer


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in row.items()
    }


def _package() -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "detente-events",
        "resources": [
            _resource("events", EVENT_COLUMNS, ["event_id"]),
            _resource("reports", REPORT_COLUMNS, ["report_id"]),
        ],
    }


def _resource(name: str, columns: Sequence[Column], key: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": [column._asdict() for column in columns], "primaryKey": list(key)},
    }

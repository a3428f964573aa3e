"""The same query through other doors: files, Python, SQL."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from detente.analyze.views import EventFilter, EventView
from detente.export.rows import EVENT_COLUMNS, event_row
from detente.model import Record
from detente.store.filters import as_sql
from detente.store.loading import Connection
from detente.web.asked import Asked

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


class Doors(Record, frozen=True, kw_only=True):
    """Addresses of the files, and the calls that give the same events."""

    csv: str
    json: str
    python: str
    sql: str


def doors(connection: Connection, asked: Asked, wanted: EventFilter, database: str) -> Doors:
    """Return the doors of a view of events.

    Raises:
        QueryError: the filter names something unknown.
    """
    return Doors(
        csv=asked.address("/events.csv"),
        json=asked.address("/events.json"),
        python=python_call("events", wanted, database),
        sql=as_sql(connection, wanted),
    )


def python_call(question: str, wanted: Record, database: str) -> str:
    """Return the Python that asks a named question with a filter: what differs from its defaults.

    The answer gets the name of the question.
    """
    plain = type(wanted)()
    given = [
        f"{name}={getattr(wanted, name)!r}"
        for name in wanted.__struct_fields__
        if getattr(wanted, name) != getattr(plain, name)
    ]
    head = ["import datetime", ""] if any("datetime." in text for text in given) else []
    call = f"detente.connect({database!r}).{question}({', '.join(given)})"
    return "\n".join([*head, "import detente", "", f"{question} = {call}"])


def as_csv(views: Iterable[EventView]) -> str:
    """Return records as CSV, with the columns of ``detente export --format csv``.

    Cells that a spreadsheet would take for a formula begin with an apostrophe: they hold words of
    articles, which may say anything.
    """
    return table_as_csv([column.name for column in EVENT_COLUMNS], map(event_row, views))


def table_as_csv(columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV with a header; cells are plain, see :func:`plain_cell`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for line in lines:
        writer.writerow({name: plain_cell(value) for name, value in line.items()})
    return out.getvalue()


def plain_cell(value: object) -> object:
    """Return a value as a cell: true and false in words, no text that is a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value

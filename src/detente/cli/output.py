"""Tables for people, JSON for machines."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

# Done, planned, claimed, denied and hypothetical look different without colour too.
MARKS: Final = {
    "done": "● done",
    "planned": "○ planned",
    "claimed": "◌ claimed",
    "denied": "⊘ denied",
    "hypothetical": "· possible",
}
Column = str | tuple[str, Mapping[str, Any]]

_PIPE_WIDTH: Final = 140  # where no terminal says how wide it is


def console() -> Console:
    """Return the console for results; a pipe or file gets plain text 140 columns wide."""
    is_terminal = sys.stdout.isatty()
    return Console(
        width=None if is_terminal else _width(), highlight=False, emoji=False, markup=False
    )


def show(*parts: RenderableType | None) -> None:
    """Print parts, one below the other; None is skipped."""
    shown = [part for part in parts if part is not None]
    if sys.stdout.isatty():
        console().print(*shown, sep="\n")
        return
    out = console()
    with out.capture() as captured:
        out.print(*shown, sep="\n")
    # Tables are padded to the full width, which a file or another program has no use for.
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def show_json(value: Any) -> None:
    """Print records as JSON."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def with_part(value: Any, name: str, part: Any) -> dict[str, Any]:
    """Return a record as a mapping with one more part, for JSON."""
    made: dict[str, Any] = msgspec.to_builtins(value)
    return {**made, name: part}


def table(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table:
    """Return a table without frames; a column is a heading, or a heading and rich's options."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    made.show_header = any(columns)
    for column in columns:
        name, options = (column, {}) if isinstance(column, str) else column
        made.add_column(name, **options)
    for row in rows:
        made.add_row(*(cell if _is_renderable(cell) else text(cell) for cell in row))
    return made


def text(value: Any, style: str = "") -> Text:
    """Return a value as plain text: nothing for None, and no markup is read in it."""
    return Text("" if value is None else str(value), style=style)


def heading(words: str) -> Text:
    """Return a heading."""
    return Text(f"\n{words}", style="bold")


def quote(words: str) -> Text:
    """Return a sentence of an article, in quotation marks."""
    return Text(f"“{' '.join(words.split())}”", style="italic")


def stacked(*parts: RenderableType) -> Group:
    """Return parts as one cell, one below the other."""
    return Group(*parts)


def spaced(made: Table) -> Table:
    """Return a table with a line between its rows."""
    made.padding = (0, 2, 1, 0)
    return made


def indented(part: RenderableType) -> Padding:
    """Return a part moved to the right."""
    return Padding(part, (0, 0, 0, 2))


def _is_renderable(cell: Any) -> bool:
    return isinstance(cell, Text | Group | Padding | Table)


def _width() -> int:
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isdigit() else _PIPE_WIDTH

"""How the event tables of others are laid out. Table: ``data/tables.toml``."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from detente.errors import IntakeError
from detente.model import Record

_MOST_NAMED = 12


class Layout(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One format, as the head of the table describes it."""

    name: str
    says: str
    separator: Literal["tab", "comma"]
    header: bool
    clear: tuple[str, ...]
    needs: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]
    columns: tuple[tuple[str, ...], ...] = ()


@cache
def layouts() -> dict[str, Layout]:
    """Return all formats by name, in the order of the table."""
    text = files("detente.ingest").joinpath("data/tables.toml").read_text("utf-8")
    blocks = tomllib.loads(text).items()
    return {name: msgspec.convert({"name": name, **block}, Layout) for name, block in blocks}


def layout(name: str) -> Layout:
    """Return a format by its name.

    Raises:
        IntakeError: no such format; it names those there are.
    """
    if name not in layouts():
        raise IntakeError(f"no table format {name!r}; there are: {', '.join(layouts())}")
    return layouts()[name]


def columns_of(chosen: Layout, first: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a table's columns from its first row, a header or not.

    Raises:
        IntakeError: the columns are not those of the format; says which are missing.
    """
    if not chosen.header:
        return _by_number(chosen, len(first))
    names = tuple(name.strip().removeprefix("\ufeff") for name in first)
    lower = {name.lower() for name in names}
    missing = [
        need.replace("|", " or ")
        for need in chosen.needs
        if not lower & {one.lower() for one in need.split("|")}
    ]
    if missing:
        raise IntakeError(
            f"not a table of format {chosen.name} ({chosen.says}): no column "
            f"{', '.join(missing)}; it has: {_named(names)}"
        )
    return names


def places_of(chosen: Layout, columns: Sequence[str]) -> dict[str, int]:
    """Return the place of each of our fields among the columns; those not there are left out."""
    lower = {name.lower(): place for place, name in reversed(list(enumerate(columns)))}
    found: dict[str, int] = {}
    for field, names in chosen.fields.items():
        place = next((lower[one.lower()] for one in names if one.lower() in lower), None)
        if place is not None:
            found[field] = place
    return found


def _by_number(chosen: Layout, n_columns: int) -> tuple[str, ...]:
    for names in chosen.columns:
        if len(names) == n_columns:
            return names
    expected = " or ".join(str(len(names)) for names in chosen.columns)
    raise IntakeError(
        f"not a table of format {chosen.name} ({chosen.says}): "
        f"{expected} columns expected, {n_columns} found in the first row"
    )


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown

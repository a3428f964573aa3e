"""Answers of a SPARQL service as rows of text, or an error that names file and line."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from detente.entities.layers_entries import checked_day
from detente.errors import UpdateError

_ITEM = re.compile(r"(?:^|/)(Q\d+)$")
_TIME = re.compile(r"([+-]?\d{4,})-(\d{2})-(\d{2})T")
# Wikidata's precisions of time: 9 year, 10 month, 11 day; coarser ones tell no year.
_CUT = {9: 4, 10: 7, 11: 10}
_FINEST = 11
_NEEDED = frozenset({"person", "iso3", "start", "end", "label"})
_SHOWN = 60


class Cell(NamedTuple):
    """A value of an answer: its kind (uri, literal, bnode) and text."""

    kind: str
    text: str


Row = Mapping[str, Cell]


def read_answer(data: bytes, place: str) -> list[Row]:
    """Return the rows of an answer in SPARQL 1.1 JSON; ``place`` names it in errors.

    Raises:
        UpdateError: it is empty, cut short, a web page, or something else.
    """
    text = _text(data, place)
    try:
        answer = json.loads(text)
    except json.JSONDecodeError as error:
        was_cut = text.lstrip().startswith("{") and not _is_closed(text)
        wrong = "cut short" if was_cut else "not JSON"
        raise UpdateError(
            f"{place}:{error.lineno}: the answer is {wrong} ({error.msg}, column {error.colno}); "
            f"ask again"
        ) from error
    return [_row(one, number, place) for number, one in enumerate(_bindings(answer, place), 1)]


def _is_closed(text: str) -> bool:
    return text.rstrip().endswith("}") and text.count("{") <= text.count("}")


def _text(data: bytes, place: str) -> str:
    start = data[:_SHOWN].lstrip().lower()
    if not start:
        raise UpdateError(f"{place}:1: the answer is empty; ask again")
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise UpdateError(
            f"{place}:1: the answer is a web page, not SPARQL JSON; is there a proxy?"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UpdateError(f"{place}:{line}: the answer is not UTF-8 text; ask again") from error


def _bindings(answer: Any, place: str) -> Sequence[Any]:
    try:
        known, found = answer["head"]["vars"], answer["results"]["bindings"]
    except (KeyError, TypeError) as error:
        wrong = f"no {error}" if isinstance(error, KeyError) else "another shape"
        raise UpdateError(f"{place}: not SPARQL JSON: {wrong} in it") from error
    missing = sorted(_NEEDED - set(known))
    if missing:
        raise UpdateError(f"{place}: the answer has no ?{missing[0]}: it is to another query")
    if not isinstance(found, list):
        raise UpdateError(f"{place}: not SPARQL JSON: bindings are no list")
    return found


def _row(binding: Any, number: int, place: str) -> Row:
    try:
        return {name: Cell(cell["type"], str(cell["value"])) for name, cell in binding.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise UpdateError(f"{place}: row {number}: not SPARQL JSON: {error!r}") from error


def item_of(row: Row, name: str) -> str:
    """Return the item id (Q...) that a cell names, "" if it names none."""
    found = _ITEM.search(row[name].text) if name in row else None
    return found[1] if found else ""


def text_of(row: Row, name: str) -> str:
    """Return the text of a cell, "" if the row has none; blank nodes mean that it is unknown."""
    cell = row.get(name)
    return "" if cell is None or cell.kind == "bnode" else " ".join(cell.text.split())


def day_of(row: Row, name: str) -> str:
    """Return the day of a cell as an ISO date cut to its precision; "" where it is unknown.

    Raises:
        ValueError: there is no such day.
    """
    cell, told = row.get(name), text_of(row, f"{name}Precision")
    if cell is None or cell.kind != "literal":
        return ""
    found = _TIME.match(cell.text)
    if not found:
        raise ValueError(f"{name} = {cell.text!r}: no date")
    precision = int(told) if told.isdigit() else _FINEST
    if precision not in _CUT:
        return ""
    iso = "-".join(found.groups()).removeprefix("+")
    # The day and month of a coarser date are fillers: 2004-00-00 too means the year 2004.
    try:
        return checked_day(iso[: _CUT[precision]])
    except ValueError as error:
        raise ValueError(f"{name} = {cell.text!r}: {error}") from error

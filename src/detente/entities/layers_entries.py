"""The entries of a corrections file, TOML or CSV, each with its line."""

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from detente.entities.directory_names import suggestion
from detente.errors import LayerError

# What each kind of entry must and may say.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "country"),
    "spelling": ("person", "variants"),
    "tenure": ("person", "office", "country", "start"),
    "end": ("person", "office", "country", "end"),
    "wrong": ("person", "office", "country", "because"),
    "role": ("term", "sector"),
    "body": ("name", "country", "sector"),
}
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "person": ("variants", "id", "source"),
    "spelling": ("source",),
    "tenure": ("end", "confirmed", "title", "source"),
    "end": ("source",),
    "wrong": ("start", "source"),
    "role": ("offices", "source"),
    "body": ("variants", "kind", "source"),
}
LISTS = frozenset({"variants", "offices"})
DAYS = frozenset({"start", "end", "confirmed"})
# The column of a CSV file that tells the kind of entry.
KIND = "what"
_EXTRA = "\x00extra"
_HEADER = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TOML_LINE = re.compile(r"\(at line (\d+),")
_EARLIEST, _LATEST = 1800, 2200


class Entry(NamedTuple):
    """One entry: its kind, what it says, and the line that it begins on.

    Days are ISO dates, perhaps cut to a month or year; lists are tuples, all else is text.
    """

    kind: str
    values: Mapping[str, Any]
    path: str
    line: int

    @property
    def place(self) -> str:
        """The place of the entry, as answers name it."""
        return f"corrections {self.path}:{self.line}"

    def text(self, key: str) -> str:
        """Return a value, "" if the entry does not say it."""
        return str(self.values.get(key, ""))

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the values of a list, empty if the entry does not say it."""
        return tuple(self.values.get(key, ()))


def read_entries(text: str, path: str) -> list[Entry]:
    """Return the entries of a corrections file in order; ``path`` tells CSV from TOML.

    Raises:
        LayerError: the file is broken, or an entry says something impossible; names the line.
    """
    reader = _csv_entries if path.lower().endswith(".csv") else _toml_entries
    return [_checked(entry) for entry in reader(text, path)]


def _toml_entries(text: str, path: str) -> Iterator[Entry]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = found[1] if found else str(len(text.splitlines()))
        raise LayerError(f"corrections {path}:{line}: not TOML: {error}") from error
    lines = _header_lines(text)
    for kind, entries in tables.items():
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            line = lines.get(kind, [_key_line(text, kind)])[0]
            raise LayerError(f"corrections {path}:{line}: write [[{kind}]], with two brackets")
        starts = lines.get(kind, [])
        for number, values in enumerate(entries):
            yield Entry(kind, values, path, starts[number] if number < len(starts) else 1)


def _header_lines(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            found.setdefault(header[1], []).append(number)
    return found


def _key_line(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        found = _KEY.match(line)
        if (found and found[1] == key) or line.strip().startswith(f"[{key}]"):
            return number
    return 1


def _csv_entries(text: str, path: str) -> Iterator[Entry]:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=_EXTRA, strict=True)
    try:
        _check_columns(reader.fieldnames or (), path)
        yield from (_csv_entry(row, path, reader.line_num) for row in reader)
    except csv.Error as error:
        line = reader.reader.line_num
        raise LayerError(f"corrections {path}:{line}: not CSV: {error}") from error


def _csv_entry(row: Mapping[str, str], path: str, line: int) -> Entry:
    if _EXTRA in row:
        raise LayerError(f"corrections {path}:{line}: more cells than columns")
    given = {key: value.strip() for key, value in row.items() if value and value.strip()}
    kind = given.pop(KIND, "")
    return Entry(kind, {key: _cell(key, value) for key, value in given.items()}, path, line)


def _check_columns(columns: Sequence[str], path: str) -> None:
    known = {KIND, *(key for keys in (*NEEDED.values(), *ALLOWED.values()) for key in keys)}
    wrong = [column for column in columns if column not in known]
    if KIND not in columns:
        raise LayerError(f"corrections {path}:1: no column {KIND!r}, which tells {_kinds()}")
    if wrong:
        near = suggestion(wrong[0], {one: one for one in sorted(known)})
        raise LayerError(f"corrections {path}:1: no column {wrong[0]!r} is known{near}")


def _cell(key: str, value: str) -> str | list[str]:
    return [part.strip() for part in value.split(";")] if key in LISTS else value


def _checked(entry: Entry) -> Entry:
    if entry.kind not in NEEDED:
        raise LayerError(f"{entry.place}: no kind of entry {entry.kind!r}; there are: {_kinds()}")
    known = (*NEEDED[entry.kind], *ALLOWED[entry.kind])
    wrong = next((key for key in entry.values if key not in known), None)
    if wrong:
        raise LayerError(
            f"{entry.place}: {entry.kind} has no key {wrong!r}; there are: {', '.join(known)}"
        )
    missing = next((key for key in NEEDED[entry.kind] if not entry.values.get(key)), None)
    if missing:
        raise LayerError(f"{entry.place}: {entry.kind} needs {missing!r}")
    values = {key: _value(entry, key, value) for key, value in entry.values.items()}
    _check_order(entry, values)
    return entry._replace(values=values)


def _check_order(entry: Entry, values: Mapping[str, Any]) -> None:
    start, end = values.get("start", ""), values.get("end", "")
    if start and end and end < start[: len(end)]:
        raise LayerError(f"{entry.place}: it ends ({end}) before it starts ({start})")


def _value(entry: Entry, key: str, value: Any) -> str | tuple[str, ...]:
    if key in DAYS:
        return _day(entry, key, value)
    if key in LISTS:
        return _texts(entry, key, value)
    if not isinstance(value, str):
        raise LayerError(f"{entry.place}: {key} = {value!r}: write text, in quotation marks")
    return value.strip()


def _texts(entry: Entry, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return tuple(one.strip() for one in value)
    raise LayerError(f'{entry.place}: {key} = {value!r}: write a list of texts, ["A", "B"]')


def _day(entry: Entry, key: str, value: Any) -> str:
    # A date and time is a date too; only its day counts.
    iso = value.isoformat()[:10] if isinstance(value, dt.date) else str(value)
    try:
        checked_day(iso)
    except ValueError as error:
        raise LayerError(
            f"{entry.place}: {key} = {value!r}: {error}; write a day as 2025-02-27, a month as "
            f"2025-02, a year as 2025"
        ) from error
    return iso


def checked_day(iso: str) -> str:
    """Return an ISO date, perhaps cut to its month or year, if there is such a day.

    Raises:
        ValueError: it is no date, no day of the calendar, or outside 1800 to 2200.
    """
    if not _ISO.fullmatch(iso):
        raise ValueError("no ISO date")
    day = dt.date.fromisoformat(iso + "0000-01-01"[len(iso) :])
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueError(f"the year is outside {_EARLIEST} to {_LATEST}")
    return iso


def _kinds() -> str:
    return ", ".join(NEEDED)

"""Quadruples (subject, relation, object, time) as tables of events.

The layout of the literature on temporal knowledge graphs: a folder with ``train``, ``valid`` and
``test`` (Parquet or tab-separated text) and tables of names beside them (``entities.parquet``,
``relations.parquet``, or ``entity2id.txt``, ``relation2id.txt``); or a text of names and ISO days.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal, cast

from detente.errors import IntakeError
from detente.ingest.tables import Translation
from detente.ingest.tables_files import Part, lines_of, parts_of
from detente.ingest.tables_parquet import parquet_lines
from detente.kept import Kept
from detente.model import Record

Unit = Literal["days", "hours"]
Names = Mapping[str, str]

_SPLITS: Final = ("train", "valid", "test")
_N_CELLS: Final = 4
_HOURS: Final = 24
_ENTITIES: Final = ("entities.parquet", "entity2id.txt", "entities.tsv")
_RELATIONS: Final = ("relations.parquet", "relation2id.txt", "relations.tsv")


class QuadOptions(Record, frozen=True, kw_only=True):
    """How times are counted: the day of time 0, and whether they are days or hours."""

    start: dt.date | None = None
    unit: Unit = "days"


def unit_named(name: str) -> Unit:
    """Return a unit of time by its name.

    Raises:
        IntakeError: it is neither days nor hours.
    """
    if name in {"days", "hours"}:
        return cast("Unit", name)
    raise IntakeError(f"no unit of time {name!r}; there are: days, hours")


def quad_parts(path: Path) -> Iterator[Part]:
    """Yield the tables of quadruples of a folder (its splits), or the one file.

    Raises:
        IntakeError: no such file, or a folder without splits.
    """
    if not path.is_dir():
        yield from parts_of(path)
        return
    found = [file for split in _SPLITS for file in sorted(path.glob(f"{split}.*"))]
    if not found:
        raise IntakeError(f"{path}: no quadruples: one of {', '.join(_SPLITS)} expected")
    for file in found:
        yield from parts_of(file)


def quad_names(path: Path) -> tuple[Names, Names, str]:
    """Return names of entities and of relations by id from beside the quadruples, and a digest.

    All are empty where there are no such tables.
    """
    folder = path if path.is_dir() else path.parent
    entities, relations = _names(folder, _ENTITIES), _names(folder, _RELATIONS)
    if not entities and not relations:
        return {}, {}, ""
    rows = (f"{id_}\t{name}" for table in (entities, relations) for id_, name in table.items())
    return entities, relations, blake2b("\n".join(rows).encode(), digest_size=16).hexdigest()


def translation(entities: Names, relations: Names, options: QuadOptions) -> Translation:
    """Return what turns a quadruple of ids and a time into names and a day.

    What is not in the tables of names stays as it is.
    """
    days = Kept[str, str | None](lambda time: _day(time, options))

    def translate(cells: list[str]) -> list[str] | str:
        if len(cells) < _N_CELLS:
            return cells
        subject, relation, object_, time, *more = cells
        day = days[time]
        if day is None:
            return _problem(time, options)
        subject, object_ = entities.get(subject, subject), entities.get(object_, object_)
        return [subject, relations.get(relation, relation), object_, day, *more]

    return translate


def _day(time: str, options: QuadOptions) -> str | None:
    if not time.strip().isdecimal():
        return time  # read as a day, or told as wrong, like that of any table
    days = int(time) // (_HOURS if options.unit == "hours" else 1)
    try:
        return None if options.start is None else str(options.start + dt.timedelta(days=days))
    except OverflowError:
        return None


def _problem(time: str, options: QuadOptions) -> str:
    if options.start is None:
        return f"time {time} is a number: say with --start which day is 0"
    return f"time {time}: a number of {options.unit} expected"


def _names(folder: Path, choices: tuple[str, ...]) -> Names:
    path = next((folder / name for name in choices if (folder / name).is_file()), None)
    if path is None:
        return {}
    part = Part(path=path, name=str(path), size=path.stat().st_size)
    if part.is_parquet:
        lines = parquet_lines(part)
        next(lines)  # its header
        return {line.cells[0]: line.cells[1] for line in lines if line.cells}
    rows = (line.cells for line in lines_of(part, "tab"))
    return {cells[1]: cells[0] for cells in rows if cells and len(cells) > 1}

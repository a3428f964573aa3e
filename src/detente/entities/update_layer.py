"""The files of the update layer: one a query, with where and when it was answered."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from detente.entities.layers import UPDATE, Layer, PersonRow
from detente.entities.layers_offices import Offices
from detente.entities.tenure_records import Office, Tenure
from detente.errors import LayerError
from detente.model import Record

SUFFIX = ".layer.json"
_DAY = len("YYYY-MM-DD")
_LICENCE = "CC0(wikidata)"


class UpdateRow(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One tenure of an answer. Days are ISO dates, perhaps cut; "" where unknown.

    ``wikidata`` and ``position`` are item ids (Q...); ``confirmed`` is the day of the answer for
    the latest holder without an end, else "".
    """

    person: str
    name: str
    names: tuple[str, ...] = ()
    country: str
    office_type: str
    title: str = ""
    start: str = ""
    end: str = ""
    confirmed: str = ""
    wikidata: str = ""
    position: str = ""


class Refused(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of an answer that was left out: its number, from 1, and why."""

    row: int
    reason: str


class UpdateFile(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to one query: the query, who answered it and when, and its rows.

    ``answered`` is an ISO 8601 time in UTC.
    """

    query: str
    text: str
    endpoint: str
    answered: str
    rows: tuple[UpdateRow, ...]
    refused: tuple[Refused, ...] = ()

    @property
    def layer(self) -> str:
        """The name of the layer, as answers tell it."""
        return f"{UPDATE} {self.answered[:_DAY]}"


def read_update_files(folder: Path) -> list[UpdateFile]:
    """Return the update files of a folder in the order of their names; none if there is none.

    Raises:
        LayerError: a file is no update file; names the file and the place in it.
    """
    return [_read(path) for path in update_paths(folder)]


def update_paths(folder: Path) -> list[Path]:
    """Return the paths of the update files of a folder, in order."""
    return sorted(folder.glob("*" + SUFFIX))


def read_update_file(folder: Path, query: str) -> UpdateFile | None:
    """Return the update file of a query, None if there is none.

    Raises:
        LayerError: the file is no update file.
    """
    path = folder / (query + SUFFIX)
    return _read(path) if path.exists() else None


def write_update_file(folder: Path, file: UpdateFile) -> Path:
    """Write an update file in place of the one before, which stays whole until then.

    Raises:
        LayerError: the folder cannot be written to.
    """
    path = folder / (file.query + SUFFIX)
    data = msgspec.json.format(msgspec.json.encode(file), indent=1)
    beside = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data + b"\n")
        beside.replace(path)
    except OSError as error:
        raise LayerError(f"update {path}: cannot be written: {error.strerror}") from error
    return path


def _read(path: Path) -> UpdateFile:
    try:
        return msgspec.json.decode(path.read_bytes(), type=UpdateFile)
    except (OSError, msgspec.DecodeError) as error:
        again = "take the file away or run `detente actors update` again"
        raise LayerError(f"update {path}: {error}; {again}") from error


def update_layers(files: Sequence[UpdateFile], offices: Sequence[Office]) -> Iterator[Layer]:
    """Yield a layer for each update file."""
    known = Offices(offices)
    for file in files:
        before = len(known.added)
        tenures = tuple(_tenure(row, number, file, known) for number, row in _numbered(file))
        yield Layer(
            persons=tuple(_person(row, file.layer) for row in file.rows),
            offices=tuple(known.added[before:]),
            tenures=tenures,
        )


def _numbered(file: UpdateFile) -> Iterator[tuple[int, UpdateRow]]:
    yield from enumerate(file.rows, 1)


def _person(row: UpdateRow, layer: str) -> PersonRow:
    return PersonRow(row.person, row.name, row.names, row.person.partition(":")[0], layer)


def _tenure(row: UpdateRow, number: int, file: UpdateFile, offices: Offices) -> Tenure:
    office = offices.find(row.country, row.office_type, "", row.title or row.office_type)
    return Tenure(
        person=row.person,
        state=row.country,
        office=office.id,
        kind=row.office_type,
        start=row.start,
        end=row.end,
        asof=row.confirmed,
        observed="",
        sources=f"wikidata:{row.wikidata}" if row.wikidata else "wikidata",
        row=number,
        start_prec=precision(row.start),
        end_prec=precision(row.end),
        licence=_LICENCE,
        layer=file.layer,
    )


def precision(iso: str) -> str:
    """Return how finely an ISO date tells: year, month or day; "" for none."""
    return {4: "year", 7: "month", 10: "day"}.get(len(iso), "")

"""Tables as files: plain, gz, zip or parquet, in folders; their digests and their rows."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

from detente.errors import IntakeError
from detente.model import Record

_CHUNK: Final = 1 << 20
_MOST_LINES_A_ROW: Final = 50
_MOST_BYTES_A_LINE: Final = 4 << 20
PARQUET: Final = ".parquet"


class Part(Record, frozen=True, kw_only=True):
    """One table: a file, or a ``member`` of a zip archive.

    ``name`` is for people. ``size`` is how many bytes there are to read, for a progress bar.
    """

    path: Path
    name: str
    size: int
    member: str | None = None

    @property
    def is_parquet(self) -> bool:
        """Whether it is a Parquet file, which has no text to split."""
        return self.member is None and self.path.suffix.lower() == PARQUET


class Line(Record, frozen=True, kw_only=True):
    """One row of a table: its cells, or why it has none.

    ``text`` is the row as it stands, if it is text; ``at`` how many bytes were read up to its end.
    """

    cells: list[str] | None
    text: str | None = None
    problem: str | None = None
    at: int = 0

    @property
    def words(self) -> str:
        """The row as text."""
        return self.text if self.text is not None else "\t".join(self.cells or ())


def parts_of(path: Path) -> Iterator[Part]:
    """Yield the tables of a file, an archive or a folder with all below it, in order of name.

    Raises:
        IntakeError: no such file, or an archive that cannot be read.
    """
    if path.is_dir():
        shown = (entry for entry in path.iterdir() if not entry.name.startswith("."))
        for entry in sorted(shown, key=lambda one: one.name):
            yield from parts_of(entry)
        return
    if not path.exists():
        raise IntakeError(f"{path}: no such file")
    if path.suffix.lower() == ".zip":
        yield from _members(path)
        return
    yield Part(path=path, name=str(path), size=path.stat().st_size)


def digest_of(part: Part) -> str:
    """Return the digest of a table's bytes as they are without compression: 32 hex digits.

    Raises:
        IntakeError: it cannot be read.
    """
    digest = blake2b(digest_size=16)
    with opened(part) as (stream, _):
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def opened(part: Part) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """Open a table; gives its bytes, and how many of ``part.size`` were read so far.

    Raises:
        IntakeError: it cannot be opened, or turns out broken while it is read.
    """
    try:
        with part.path.open("rb") as raw, _unpacked(part, raw) as stream:
            yield stream, (stream.tell if part.member else raw.tell)
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError) as error:
        raise IntakeError(f"{part.name}: cannot be read: {error}") from error


def lines_of(part: Part, separator: str) -> Iterator[Line]:
    """Yield the rows of a text table in order.

    Tab tables have no quoting across lines: quotation marks around a whole cell are taken off.
    In comma tables a quoted cell may hold line ends; a row whose quotation never ends costs only
    its first line. Bytes that are no UTF-8 cost their row.

    Raises:
        IntakeError: the file cannot be read.
    """
    with opened(part) as (stream, at):
        raw = _raw_lines(stream)
        yield from _tab_rows(raw, at) if separator == "tab" else _CommaRows(raw, at)


def _unpacked(part: Part, raw: BinaryIO) -> AbstractContextManager[BinaryIO]:
    if part.member is not None:
        return _member(raw, part.member)
    if part.path.suffix.lower() == ".gz":
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    return _as_it_is(raw)


@contextmanager
def _as_it_is(raw: BinaryIO) -> Iterator[BinaryIO]:
    yield raw


@contextmanager
def _member(raw: BinaryIO, name: str) -> Iterator[BinaryIO]:
    with zipfile.ZipFile(raw) as archive, archive.open(name) as stream:
        yield stream  # type: ignore[misc]


def _members(path: Path) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = sorted(archive.infolist(), key=lambda one: one.filename)
    except (OSError, zipfile.BadZipFile) as error:
        raise IntakeError(f"{path}: cannot be read as a zip archive: {error}") from error
    for entry in entries:
        if not entry.is_dir() and not Path(entry.filename).name.startswith("."):
            name = f"{path}/{entry.filename}"
            yield Part(path=path, name=name, size=entry.file_size, member=entry.filename)


def _raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    first = True
    while line := stream.readline(_MOST_BYTES_A_LINE):
        yield line.removeprefix(b"\xef\xbb\xbf") if first else line
        first = False


def _tab_rows(raw: Iterator[bytes], at: Callable[[], int]) -> Iterator[Line]:
    for data in raw:
        text = _text(data)
        if text is None:
            yield _undecoded(data, at())
        elif text:
            yield Line(text=text, cells=_tab_cells(text), at=at())


def _tab_cells(text: str) -> list[str]:
    cells = text.split("\t")
    if '"' not in text:
        return cells
    return [_unquoted(cell) for cell in cells]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').replace('\\"', '"')
    return cell


def _text(data: bytes) -> str | None:
    """Return a line without its end, or None if it is not UTF-8."""
    try:
        return data.rstrip(b"\r\n").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _undecoded(data: bytes, at: int) -> Line:
    words = data.rstrip(b"\r\n").decode("utf-8", "replace")
    return Line(text=words, cells=None, problem="text in UTF-8 expected", at=at)


class _CommaRows:
    """The rows of a comma table: a row may go over several lines inside quotation marks.

    A row that gets another number of cells than the first by taking in following lines costs only
    its first line: its quotation mark was a slip, and the others are rows of their own.
    """

    def __init__(self, raw: Iterator[bytes], at: Callable[[], int]) -> None:
        self._raw = raw
        self._at = at
        self._waiting: list[bytes] = []
        self._n_cells: int | None = None

    def __iter__(self) -> Iterator[Line]:
        while (data := self._next()) is not None:
            text = _text(data)
            if text is None:
                yield _undecoded(data, self._at())
            elif text:
                yield self._row(text)

    def _next(self) -> bytes | None:
        return self._waiting.pop(0) if self._waiting else next(self._raw, None)

    def _row(self, text: str) -> Line:
        taken: list[bytes] = []
        whole = text
        while _is_open(whole):
            data = self._next() if len(taken) < _MOST_LINES_A_ROW else None
            if data is None:
                return self._slip(text, taken)
            taken.append(data)
            whole += "\n" + data.rstrip(b"\r\n").decode("utf-8", "replace")
        cells = _cells(whole, strict=bool(taken))
        if taken and len(cells) != self._n_cells:
            return self._slip(text, taken)
        self._n_cells = self._n_cells or len(cells)
        return Line(text=whole, cells=cells, at=self._at())

    def _slip(self, text: str, taken: list[bytes]) -> Line:
        self._waiting[:0] = taken
        problem = "a closing quotation mark expected, none found"
        return Line(text=text, cells=None, problem=problem, at=self._at())


def _is_open(text: str) -> bool:
    if '"' not in text:
        return False
    reader = csv.reader([f"{text}\n", "\n"])
    try:
        next(reader)
    except csv.Error:
        return False
    return reader.line_num > 1


def _cells(text: str, *, strict: bool) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), strict=strict), [])
    except csv.Error:
        return []

"""Where input comes from, and what is assumed where it says nothing."""

import datetime as dt
import io
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from detente.errors import IntakeError
from detente.model import Problem, Record


class Source(Record, frozen=True, kw_only=True):
    """One input: a file at ``path``, ``data`` that was read already, or an open ``stream``.

    ``name`` is for messages. A stream can be read once and is not closed.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    stream: BinaryIO | None = None


class ReadOptions(Record, frozen=True, kw_only=True):
    """What to assume where the input does not say, and the size over which text is refused.

    ``max_page_bytes`` bounds a file as it lies on disk: a page carries far more markup than text.
    """

    published: dt.date | None = None
    publisher: str | None = None
    max_text_bytes: int = 5_000_000

    @property
    def max_page_bytes(self) -> int:
        """The largest page or line that is read at all, in bytes."""
        return 4 * self.max_text_bytes

    @property
    def max_list_bytes(self) -> int:
        """The largest JSON list that is read at all, in bytes; it must be held whole."""
        return 40 * self.max_text_bytes


def open_source(source: Source) -> AbstractContextManager[BinaryIO]:
    """Return the bytes of a source as a stream, to be used in a ``with`` statement.

    Raises:
        IntakeError: the file cannot be opened.
    """
    if source.stream is not None:
        return nullcontext(source.stream)
    if source.data is not None:
        return io.BytesIO(source.data)
    if source.path is None:
        raise IntakeError("a source needs a path, data or a stream")
    try:
        return source.path.open("rb")
    except OSError as error:
        raise IntakeError(f"cannot be opened: {error.strerror or error}") from error


def read_bytes(source: Source, max_bytes: int) -> bytes:
    """Return all bytes of a source.

    Raises:
        IntakeError: the source cannot be read, or is larger than ``max_bytes``.
    """
    with open_source(source) as stream:
        try:
            data = stream.read(max_bytes + 1)
        except OSError as error:
            raise IntakeError(f"cannot be read: {error.strerror or error}") from error
    if len(data) > max_bytes:
        raise IntakeError(f"too large: more than {max_bytes:,} bytes")
    return data


def problem(source: Source, error: IntakeError, place: str = "") -> Problem:
    """Return the problem that an input error is, with the place in the source it arose at."""
    return Problem(stage="intake", reason=str(error), origin=f"{source.name}{place}")

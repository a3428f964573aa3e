"""Read JSON: an object a line, one object, or one list of objects."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from detente.errors import IntakeError
from detente.ingest.articles import parse_day
from detente.ingest.decode import storable
from detente.ingest.html import page_article
from detente.ingest.source import ReadOptions, Source, open_source, problem
from detente.ingest.text import text_article
from detente.model import Article, Problem, Record

_MARK = b"\xef\xbb\xbf"
_WHITESPACE = b" \t\r\n"
SKIP_BYTES = 1 << 20


class Row(Record, frozen=True, kw_only=True):
    """One object of the input. Other keys are ignored.

    ``author`` and ``language`` are taken if they are strings: the format does not promise them.
    """

    id: str | int | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: str | None = None
    title: str | None = None
    author: Any = None
    language: Any = None
    text: str | None = None
    html: str | None = None


_ROW = msgspec.json.Decoder(Row)
_ROWS = msgspec.json.Decoder(list[msgspec.Raw])


def read(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield an article or a problem for each object, in order.

    A source with an object a line is streamed. A source that is one list, or one object over
    several lines, is held whole.
    """
    try:
        with open_source(source) as stream:
            yield from _read_stream(stream, source, options)
    except IntakeError as error:
        yield problem(source, error)


def _read_stream(
    stream: BinaryIO, source: Source, options: ReadOptions
) -> Iterator[Article | Problem]:
    start = _first_line(stream, options.max_page_bytes)
    if start.startswith(b"[") or start.rstrip() == b"{":
        rows: Iterator[tuple[str, bytes | None]] = _values(start, stream, options)
    else:
        rows = _lines(start, stream, options.max_page_bytes)
    n_rows = 0
    for place, row in rows:
        n_rows += 1
        yield _article_or_problem(row, place, source, options)
    if n_rows == 0:
        raise IntakeError("empty: no text in it")


def _first_line(stream: BinaryIO, max_bytes: int) -> bytes:
    """Return the first line that is not blank, or the start of it if it is too long."""
    line = stream.readline(max_bytes + 1).removeprefix(_MARK)
    while line and not line.strip(_WHITESPACE):
        line = stream.readline(max_bytes + 1)
    return line.lstrip(_WHITESPACE)


def _lines(line: bytes, stream: BinaryIO, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
    """Yield the place and bytes of each line that is not blank; None for one that is too long."""
    number = 1
    while line:
        if len(line) > max_bytes:
            _skip_line(stream, line)
            yield f":{number}", None
        elif line.strip(_WHITESPACE):
            yield f":{number}", line
        line = stream.readline(max_bytes + 1)
        number += 1


def _skip_line(stream: BinaryIO, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = stream.readline(SKIP_BYTES)


def _values(
    start: bytes, stream: BinaryIO, options: ReadOptions
) -> Iterator[tuple[str, bytes | None]]:
    """Yield the place and bytes of each object of one JSON value, a list or an object."""
    data = start + stream.read(options.max_list_bytes)
    if len(data) > options.max_list_bytes:
        raise IntakeError(
            f"too large: a JSON list of more than {options.max_list_bytes:,} bytes; "
            "write one object a line"
        )
    if not data.startswith(b"["):
        yield "", data
        return
    for number, row in enumerate(_decode_list(data), start=1):
        yield f"#{number}", bytes(row)


def _decode_list(data: bytes) -> list[msgspec.Raw]:
    try:
        return _ROWS.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise IntakeError(f"broken JSON: {error}") from error


def _article_or_problem(
    line: bytes | None, place: str, source: Source, options: ReadOptions
) -> Article | Problem:
    if line is None:
        error = IntakeError(f"too large: a line of more than {options.max_page_bytes:,} bytes")
        return problem(source, error, place)
    try:
        return _row_article(_decode_row(line), f"{source.name}{place}", options)
    except IntakeError as error:
        return problem(source, error, place)


def _decode_row(line: bytes) -> Row:
    try:
        return _ROW.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if "surrogate" in str(error):
            return _decode_loosely(line)
        raise IntakeError(f"broken JSON: {error}") from error


def _decode_loosely(line: bytes) -> Row:
    """Return a row whose strings hold halves of surrogate pairs, which msgspec refuses."""
    try:
        return msgspec.convert(json.loads(line), Row)
    except (ValueError, RecursionError) as error:
        raise IntakeError(f"broken JSON: {error}") from error


def _row_article(row: Row, origin: str, options: ReadOptions) -> Article:
    key = storable(str(row.id)) if row.id is not None else row.url or ""
    published = parse_day(row.published_at)
    known = {
        "url": row.url,
        "title": row.title,
        "author": row.author if isinstance(row.author, str) else None,
        "language": row.language if isinstance(row.language, str) else None,
        "outlet": row.publisher,
        "outlet_from": "input" if row.publisher else None,
        "published": published,
        "published_from": "input" if published else None,
    }
    if row.text:
        return text_article(row.text, key=key, options=options, origin=origin, **known)
    if row.html:
        return page_article(row.html, key=key, options=options, origin=origin, **known)
    raise IntakeError("neither text nor html in it")

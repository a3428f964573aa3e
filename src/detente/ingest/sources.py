"""Read files, folders and standard input; tell what format each is in."""

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from detente.errors import IntakeError
from detente.ingest.source import ReadOptions, Source, open_source, problem
from detente.model import Article, Problem
from detente.plugins import load_plugin

STANDARD_INPUT = "-"
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
}
Reader = Callable[[Source, ReadOptions], Iterator[Article | Problem]]
SNIFF_BYTES = 4096
_PAGE_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<?xml", b"<div", b"<p>")


def read_paths(paths: Sequence[str | Path], options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders and standard input ("-"); a problem for each failure.

    Folders are read with all below them, in the order of their names; hidden files are skipped.
    One article is held at a time. Standard input is read whole unless it is an object a line.
    """
    for path in paths:
        for source in _sources(path):
            yield from read_source(source, options)


def read_source(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield the articles and problems of one source, through the reader of its format."""
    try:
        yield from _reader(_format_of(source))(source, options)
    except IntakeError as error:
        yield problem(source, error)


def sniff(data: bytes) -> str:
    """Return the format that the first bytes of an input are in: "jsonl", "html" or "text"."""
    start = data[:SNIFF_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"{", b"[{")) or (start[:1] == b"[" and start[1:].lstrip()[:1] == b"{"):
        return "jsonl"
    if start.startswith(b"<") and any(sign in start for sign in _PAGE_SIGNS):
        return "html"
    return "text"


@cache
def _reader(name: str) -> Reader:
    reader: Reader = load_plugin("readers", name)
    return reader


def _sources(path: str | Path) -> Iterator[Source]:
    if str(path) == STANDARD_INPUT:
        yield Source(name=STANDARD_INPUT, stream=sys.stdin.buffer)
        return
    folder = Path(path)
    if not folder.is_dir():
        yield Source(name=str(path), path=folder)
        return
    for file in _files_below(folder):
        yield Source(name=str(file), path=file)


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, one folder's names at a time, hidden ones left out."""
    # Links to folders are not followed: they may lead in a circle.
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from () if entry.is_symlink() else _files_below(entry)
        else:
            yield entry


def _format_of(source: Source) -> str:
    suffix = source.path.suffix.lower() if source.path else ""
    return SUFFIXES.get(suffix) or sniff(_start_of(source))


def _start_of(source: Source) -> bytes:
    if source.stream is not None:
        return _peek(source.stream)
    if source.path is not None and not source.path.is_file():
        raise IntakeError("no such file" if not source.path.exists() else "not a file")
    with open_source(source) as stream:
        return stream.read(SNIFF_BYTES)


def _peek(stream: BinaryIO) -> bytes:
    return stream.peek(SNIFF_BYTES) if isinstance(stream, io.BufferedReader) else b""

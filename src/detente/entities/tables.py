"""Rows of the packaged entity tables."""

import csv
import gzip
import io
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a packaged CSV file below its header, as lists in column order.

    ``name`` is the file's name; one that ends in ``.gz`` is unpacked.
    """
    reader = csv.reader(io.StringIO(_text(name), newline=""))
    next(reader)
    yield from reader


def words(name: str) -> dict[str, Any]:
    """Return a packaged TOML file as a dictionary."""
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    data = files("detente.entities").joinpath("data", name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")

"""Tables as a process needs them, compiled once, so that not every process works them out again.

``tools/compile_tables.py`` writes ``data/compiled_<name>.msgpack.gz``, with the digest of the
tables it was made of in front. Where a table changed since, what is compiled is not used.
"""

import gzip
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeVar

import msgspec

Rows = TypeVar("Rows")

_DIGEST_BYTES: Final = 16
_ENDINGS: Final = (".csv", ".csv.gz")
# Not tables of rows, but read where rows are made.
_WORDS: Final = frozenset({"words.toml"})


def read_compiled(name: str, kind: type[Rows]) -> Rows | None:
    """Return what is compiled under a name, or None where it is missing or out of step."""
    source = _file(name)
    if not source.is_file():
        return None
    data = gzip.decompress(source.read_bytes())
    if data[:_DIGEST_BYTES] != tables_digest():
        return None
    try:
        return msgspec.msgpack.decode(memoryview(data)[_DIGEST_BYTES:], type=kind)
    except msgspec.DecodeError:
        return None  # written by another version


def compiled_bytes(rows: object) -> bytes:
    """Return the content of the file of compiled rows. The same rows give the same bytes."""
    return gzip.compress(tables_digest() + msgspec.msgpack.encode(rows), mtime=0)


def file_name(name: str) -> str:
    """Return the name of the file that holds what is compiled under a name."""
    return f"compiled_{name}.msgpack.gz"


@cache
def tables_digest() -> bytes:
    """Return a digest of the packaged tables that anything is compiled from."""
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for table in sorted(_tables(), key=lambda one: one.name):
        content = table.read_bytes()
        digest.update(f"{table.name} {len(content)}\n".encode() + content)
    return digest.digest()


def _tables() -> Iterator[Traversable]:
    for one in _folder().iterdir():
        if one.name.endswith(_ENDINGS) or one.name in _WORDS:
            yield one


def _file(name: str) -> Traversable:
    return _folder().joinpath(file_name(name))


def _folder() -> Traversable:
    return files("detente.entities").joinpath("data")

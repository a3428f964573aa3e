"""TOML files of a user's own kinds: blocks of one name, and where their parts stand, for errors."""

import re
import tomllib
from collections.abc import Sequence
from typing import Final, TypeVar

import msgspec

from detente.errors import OwnTypesError

File = TypeVar("File")

_UNKNOWN: Final = re.compile(r"unknown field `(\w+)`")


class OwnFile:
    """One file of ``[[block]]`` and ``[sets]``: its text, and where its parts stand."""

    def __init__(self, path: str, text: str, block: str) -> None:
        """Take a file's path and text, and the name of its blocks."""
        self.path = path
        self._text = text
        self._block = block
        self._lines = text.splitlines()
        header = re.compile(rf"\s*\[\[\s*{block}\s*\]\]")
        self._blocks = [n for n, line in enumerate(self._lines) if header.match(line)]

    def read(self, kind: type[File], keys: Sequence[str]) -> File:
        """Return what the file holds; ``keys`` are those of a block, the one it must have first.

        Raises:
            OwnTypesError: it is no TOML, or does not fit; names file, line and key.
        """
        try:
            return msgspec.convert(tomllib.loads(self._text), kind, strict=True)
        except tomllib.TOMLDecodeError as error:
            raise OwnTypesError(f"{self.path}: no TOML: {error}") from error
        except msgspec.ValidationError as error:
            raise self._misfit(str(error), keys) from error

    def error(self, number: int, key: str, what: str, part: str = "") -> OwnTypesError:
        """Return the error that names a key of a block, and the line of a part of its value."""
        line = self.line(number, key, part)
        block = f"[[{self._block}]] {number + 1}"
        return OwnTypesError(f"{self.path}, line {line}, {block}, {key}: {what}")

    def line(self, number: int, key: str = "", part: str = "") -> int:
        """Return the line of a key of a block, or of a part of its value; else of its header."""
        ends = [*self._blocks[number + 1 :], len(self._lines)]
        inside = range(self._blocks[number], ends[0]) if self._blocks else range(1)
        starts = re.compile(rf"\s*\[?({self._block}\.)?{re.escape(key)}\b")
        at_key = [n for n in inside if key and starts.match(self._lines[n])]
        after = range(at_key[0] if at_key else inside[0], ends[0])
        of_part = [n for n in after if part and part in self._lines[n]]
        return next(iter((*of_part, *at_key, *inside)), 0) + 1

    def _misfit(self, message: str, keys: Sequence[str]) -> OwnTypesError:
        where = re.search(rf"\$\.{self._block}\[(\d+)\](?:\.(\w+))?", message)
        unknown = _UNKNOWN.search(message)
        what = message.partition(" - at ")[0]
        if where is None:
            key = unknown[1] if unknown else self._block
            line = next((n for n, row in enumerate(self._lines) if key in row), 0)
            told = f"{what}; a file has [[{self._block}]] and [sets]"
            return OwnTypesError(f"{self.path}, line {line + 1}: {told}")
        key = unknown[1] if unknown else where[2] or keys[0]
        known = f"no such key; there are: {', '.join(keys)}"
        return self.error(int(where[1]), key, known if unknown else what)


def as_set(words: str | Sequence[str]) -> frozenset[str]:
    """Return the words of a set, written in one string or as a list."""
    return frozenset(words.split() if isinstance(words, str) else words)

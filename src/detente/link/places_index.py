"""The packed tables of places: lines of text that are cut and read when they are asked for.

They are two hundred thousand names, of which a day's news has a few thousand: to make a list or a
dictionary of all takes longer than to look up what is asked.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

import numpy as np

# Lines that are cut together.
_BLOCK: Final = 64
_NEWLINE: Final = b"\n"


class Lines:
    """The lines of a text in UTF-8, which ends without a line break."""

    def __init__(self, text: bytes) -> None:
        breaks = np.flatnonzero(np.frombuffer(text, np.uint8) == ord(_NEWLINE))
        self._text = text
        self._starts = [0, *(breaks[_BLOCK - 1 :: _BLOCK] + 1).tolist()]
        self._ends = [*(start - 1 for start in self._starts[1:]), len(text)]
        self._count = len(breaks) + 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        block, line = divmod(number, _BLOCK)
        return self.block(block).split(_NEWLINE)[line].decode()

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._starts)):
            yield from self.block(number).decode().split("\n")

    def block(self, number: int) -> bytes:
        """Return the lines of a block, without the last line break."""
        return self._text[self._starts[number] : self._ends[number]]

    def heads(self) -> list[bytes]:
        """Return the first line of each block."""
        ends = (self._text.find(_NEWLINE, start) for start in self._starts)
        pairs = zip(self._starts, ends, strict=True)
        return [self._text[start : end if end >= 0 else None] for start, end in pairs]


class Index:
    """What the names of the tables mean: rows, by number, of each of the sorted ``keys``."""

    def __init__(self, keys: Lines, numbers: Lines) -> None:
        self._keys = keys
        self._numbers = numbers
        self._heads = keys.heads()

    def numbers(self, key: str) -> list[str]:
        """Return the numbers of the rows of a key, none if the tables do not have it."""
        name = _encoded(key)
        block = bisect_right(self._heads, name) - 1
        lines = self._keys.block(block).split(_NEWLINE) if block >= 0 else []
        if name not in lines:
            return []
        return self._numbers[block * _BLOCK + lines.index(name)].split()

    def has(self, key: str) -> bool:
        """Say whether the tables have a key."""
        name = _encoded(key)
        block = bisect_right(self._heads, name) - 1
        return block >= 0 and name in self._keys.block(block).split(_NEWLINE)

    def goes_on(self, beginning: str) -> bool:
        """Say whether a key begins so."""
        name = _encoded(beginning)
        block = bisect_right(self._heads, name)
        # The first key that is not before the beginning is in this block or heads the next.
        if block < len(self._heads) and self._heads[block].startswith(name):
            return True
        return block > 0 and _NEWLINE + name in _NEWLINE + self._keys.block(block - 1)


def _encoded(key: str) -> bytes:
    # A broken text may have half a character.
    return key.encode("utf-8", "surrogatepass")

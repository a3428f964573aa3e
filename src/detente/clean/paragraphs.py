"""Plain text to paragraphs: blank lines, single lines, and lines broken at a column."""

import re
from itertools import pairwise

_BLANK_LINE = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"[-*•·–—]\s|\(?\d{1,2}[.)]\s")
# Mail and wire copy is broken at 60 to 80 characters; a wider line was not broken by machine.
MAX_COLUMN = 100
MIN_COLUMN = 45
_WIDEST_PIECE = 4


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, in order, none empty, none with a line break.

    Blank lines divide paragraphs. Inside a block each line is a paragraph of its own, unless the
    block was broken at a fixed column: then its lines are joined.
    """
    column = _column_of(text)
    paragraphs: list[str] = []
    for block in _BLANK_LINE.split(text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        paragraphs += _join_broken_lines(lines, column)
    return paragraphs


def _column_of(text: str) -> int | None:
    """Return the column the text was broken at, or None if it was not."""
    widest = max((len(line.rstrip()) for line in text.split("\n")), default=0)
    return widest if MIN_COLUMN <= widest <= MAX_COLUMN else None


def _join_broken_lines(lines: list[str], column: int | None) -> list[str]:
    if column is None or not lines:
        return lines
    joined = lines[:1]
    for previous, line in pairwise(lines):
        if _was_broken_between(previous, line, column):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _was_broken_between(previous: str, line: str, column: int) -> bool:
    """Tell whether a line break was made because the next word did not fit the column."""
    if _BULLET.match(line):
        return False
    word = line.split(" ", 1)[0]
    return len(previous) + 1 + len(word) > column - _WIDEST_PIECE

"""Plain text to paragraphs: blank lines, single lines, and lines broken at a column."""

import re
from itertools import pairwise

_BLANK_LINE = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"[-*•·–—]\s|\(?\d{1,2}[.)]\s")
_STOP = re.compile(r"[.!?…][\"'”’)]*$")
# Mail and wire copy is broken at 60 to 80 characters; a wider line was not broken by machine.
MAX_COLUMN = 100
MIN_COLUMN = 45
# Breakers of lines differ in whether they count the space.
_SLACK = 4
# So many lines must end inside a sentence before a text counts as broken at a column.
MIN_BREAKS = 2


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, in order, none empty, none with a line break.

    Blank lines divide paragraphs. Inside a block each line is a paragraph of its own, unless the
    text was broken at a fixed column: then its lines are joined.
    """
    blocks = [_lines(block) for block in _BLANK_LINE.split(text)]
    column = _column_of(blocks)
    if column is None:
        return [line for lines in blocks for line in lines]
    return [paragraph for lines in blocks for paragraph in _join_broken_lines(lines, column)]


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]


def _column_of(blocks: list[list[str]]) -> int | None:
    """Return the column the text was broken at, or None if most lines end elsewhere."""
    widest = max((len(line) for lines in blocks for line in lines), default=0)
    if not MIN_COLUMN <= widest <= MAX_COLUMN:
        return None
    breaks = [pair for lines in blocks for pair in pairwise(lines)]
    full = [first for first, second in breaks if _was_broken_between(first, second, widest)]
    inside = [line for line in full if not _STOP.search(line)]
    is_broken = len(inside) >= MIN_BREAKS and 2 * len(full) >= len(breaks)
    return widest if is_broken else None


def _join_broken_lines(lines: list[str], column: int) -> list[str]:
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
    return len(previous) + 1 + len(word) > column - _SLACK

"""The line of a plain text that tells when it was published."""

import datetime as dt
import re
from functools import cache
from typing import Any

from detente.clean.headline import first_lines
from detente.clean.tables import read_table

MAX_CHARACTERS = 120
# "Sept." and "Jan" are told by three letters, as no two months share them.
_MONTH_LETTERS = 3


def published_of(text: str) -> dt.date | None:
    """Return the day that a line near the top of a plain text gives as its own, or None.

    A day of updating is not taken for the day of publication.
    """
    for line in first_lines(text)[: _table()["max_line"]]:
        found = _match(line)
        if found and found["update"] is None:
            return _day(found)
    return None


def is_day_line(line: str) -> bool:
    """Tell whether a line does nothing but tell when an article was published or updated."""
    return _match(line) is not None


def _match(line: str) -> re.Match[str] | None:
    if len(line) > MAX_CHARACTERS:
        return None
    matches = (pattern.fullmatch(line) for pattern in _patterns())
    return next((found for found in matches if found and _day(found)), None)


def _day(found: re.Match[str]) -> dt.date | None:
    month = _month_number(found["month"].lower())
    try:
        return dt.date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def _month_number(text: str) -> int:
    """Return the number of a month in digits or letters, 0 if it is none."""
    if text.isdigit():
        return int(text)
    months: list[str] = _table()["months"]
    found = (number for number, name in enumerate(months, 1) if _is_month(text, name))
    return next(found, 0)


def _is_month(text: str, name: str) -> bool:
    return name.startswith(text[:_MONTH_LETTERS]) and (name.startswith(text) or text == "sept")


@cache
def _table() -> dict[str, Any]:
    return read_table("daylines.toml")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = _table()
    joined = (table["lead"] + date + table["trail"] for date in table["dates"])
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in joined)

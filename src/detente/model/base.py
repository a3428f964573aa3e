"""The base of all records, spans of text, and intervals of days."""

import datetime as dt
from enum import StrEnum

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all records: frozen, keyword-only, compared by value."""


class Span(msgspec.Struct, frozen=True, order=True):
    """Code points ``start`` (included) to ``end`` (excluded) of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must be non-empty and not negative: {self.start}..{self.end}")


class Precision(StrEnum):
    """How finely a text dates something."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


class When(msgspec.Struct, frozen=True, order=True):
    """The days something may have taken place on, both ends included.

    A half-open interval ("since 2019", "until May 2023") has None at its open end.
    """

    earliest: dt.date | None
    latest: dt.date | None
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"days in the wrong order: {self.earliest} after {self.latest}")

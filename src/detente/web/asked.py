"""What an address asks: the query of the events page to a filter, and back."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec

from detente.analyze.views import EventFilter
from detente.errors import QueryError
from detente.model import Record
from detente.ontology.plover import QUAD_NAMES

T = TypeVar("T")

PAGE_SIZE: Final = 200
_ON: Final = "1"
# Of a page's number; there are no more than a million.
_MOST_DIGITS: Final = 7
# Query parameter to field of the filter, in the order in which addresses have them.
_TEXTS: Final = {
    "actor": "actor",
    "recipient": "recipient",
    "party": "party",
    "person": "person",
    "also": "also",
    "type": "event_type",
    "modality": "modality",
    "topic": "topic",
    "text": "text",
}
_ORDER: Final = (
    "dyad", "actor", "recipient", "party", "person", "also", "type", "quad", "modality", "topic",
    "since", "until", "text", "differs", "background", "sort", "page",
)  # fmt: skip


class Chip(Record, frozen=True, kw_only=True):
    """A filter that is on: its parameter, how a sentence tells it, the address without it."""

    name: str
    label: str
    href: str


class Parameters(Record, frozen=True, kw_only=True):
    """The parameters of an address that mean something, as text."""

    parameters: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return a parameter, or ""."""
        return dict(self.parameters).get(name, "")

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """Return what a reader makes of a parameter, or None if it is not there.

        Raises:
            QueryError: it cannot be read.
        """
        text = self.get(name)
        return reader(text) if text else None

    @property
    def page(self) -> int:
        """The page asked for, from 1."""
        text = self.get("page")
        is_number = text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS
        return max(1, int(text)) if is_number else 1


class Asked(Parameters, frozen=True, kw_only=True):
    """What an address of the events page asks."""

    def address(self, path: str = "/events", /, **changes: str | None) -> str:
        """Return the address with some parameters changed (None takes one out), from page 1."""
        parameters = {**dict(self.parameters), "page": "", **changes}
        kept = [(name, parameters[name]) for name in _ORDER if parameters.get(name)]
        return f"{path}?{urlencode(kept)}" if kept else path

    def kept_by_form(self, *fields: str) -> list[tuple[str, str]]:
        """Return the parameters that a form with these fields must carry along, hidden."""
        return [(name, text) for name, text in self.parameters if name not in {*fields, "page"}]


def read_asked(parameters: Mapping[str, str]) -> Asked:
    """Return what the parameters of an address ask; unknown and empty ones mean nothing."""
    known = [(name, parameters.get(name, "").strip()) for name in _ORDER]
    return Asked(parameters=tuple((name, text) for name, text in known if text))


def as_filter(asked: Asked) -> EventFilter:
    """Return the filter of an address, without page.

    Raises:
        QueryError: a day, dyad or class that cannot be read; says what would be right.
    """
    texts = {field: asked.get(name) or None for name, field in _TEXTS.items()}
    wanted = EventFilter(
        since=asked.read("since", day),
        until=asked.read("until", day),
        dyad=asked.read("dyad", dyad),
        quad_class=asked.read("quad", _quad),
        news_only=asked.get("background") != _ON,
        disputed=asked.get("differs") == _ON,
        order=asked.get("sort") or "newest",
    )
    return msgspec.structs.replace(wanted, **texts)


def day(text: str) -> dt.date:
    """Return a day.

    Raises:
        QueryError: not a day as 2025-02-27.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is no day; write it as 2025-02-27") from error


def dyad(text: str) -> tuple[str, str]:
    """Return two countries: "RUS-MYS", or names with a comma between them.

    Raises:
        QueryError: not two.
    """
    mark = "," if "," in text else "-"
    first, _, second = (part.strip() for part in text.partition(mark))
    if not first or not second:
        raise QueryError(f"{text!r} is no pair of countries; write it as RUS-MYS")
    return first, second


def _quad(text: str) -> int:
    if text not in map(str, QUAD_NAMES):
        known = ", ".join(f"{number} {name}" for number, name in QUAD_NAMES.items())
        raise QueryError(f"no quad class {text!r}; there are: {known}")
    return int(text)

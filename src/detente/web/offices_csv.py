"""Offices as files: the tenures of a person, who is in office for an actor."""

from collections.abc import Iterable, Iterator, Mapping

from detente.analyze.known import known
from detente.analyze.people import ActorCard, OfficeHeld
from detente.store.loading import Connection
from detente.web.actor_page import seats
from detente.web.days import chosen_day
from detente.web.doors import table_as_csv

_COLUMNS = (
    "person", "person_name", "country", "title", "office_type", "start", "end", "asof", "observed",
    "on", "standing", "words", "sources", "layer",
)  # fmt: skip


def offices_csv(connection: Connection, key: str, parameters: Mapping[str, str]) -> str:
    """Return the tenures of a person as CSV, as they stand on the chosen day."""
    on = chosen_day(connection, parameters).day
    return table_as_csv(_COLUMNS, _lines(known().offices(key, on), str(on)))


def seats_csv(connection: Connection, card: ActorCard, parameters: Mapping[str, str]) -> str:
    """Return who is in office for an actor on the chosen day, as CSV."""
    on = chosen_day(connection, parameters).day
    held = [one for seat in seats(card, on) for one in seat.holders]
    return table_as_csv(_COLUMNS, _lines(held, str(on)))


def _lines(held: Iterable[OfficeHeld], on: str) -> Iterator[Mapping[str, object]]:
    for one in held:
        line = {name: getattr(one, name) for name in _COLUMNS if name not in {"on", "sources"}}
        yield {**line, "on": on, "sources": " ".join(one.sources)}

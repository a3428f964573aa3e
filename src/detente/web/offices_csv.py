"""Offices as files: the tenures of a person, who is in office for an actor."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from detente.analyze.people import ActorCard, standing_words
from detente.entities.directory_records import Holding
from detente.web.actor_page import seats
from detente.web.desk import Desk
from detente.web.doors import table_as_csv

_PLAIN: Final = (
    "person", "name", "country", "office", "office_type", "start", "start_precision", "end",
    "end_precision", "last_confirmed", "standing", "in_words", "licence", "layer", "row",
)  # fmt: skip
_COLUMNS: Final = (*_PLAIN, "on", "in_short", "sources", "rivals")


def offices_csv(desk: Desk, key: str, parameters: Mapping[str, str]) -> str:
    """Return the tenures of a person as CSV, as they stand on the chosen day."""
    on = desk.chosen_day(parameters).day
    held = desk.directory.offices(key, on) if desk.card(key) else ()
    return table_as_csv(_COLUMNS, _lines(held, str(on)))


def seats_csv(desk: Desk, card: ActorCard, parameters: Mapping[str, str]) -> str:
    """Return who is in office for an actor on the chosen day, as CSV; disputed ones follow."""
    on = desk.chosen_day(parameters).day
    held = [one for seat in seats(desk, card, on) for one in (*seat.holders, *seat.others)]
    return table_as_csv(_COLUMNS, _lines(held, str(on)))


def _lines(held: Iterable[Holding], on: str) -> Iterator[Mapping[str, object]]:
    for one in held:
        yield {
            **{name: getattr(one, name) for name in _PLAIN},
            "on": on,
            "in_short": standing_words(one),
            "sources": " ".join(one.sources),
            "rivals": "; ".join(
                f"{rival.start or '?'} to {rival.end or '?'} ({' '.join(rival.sources)})"
                for rival in one.rivals
            ),
        }

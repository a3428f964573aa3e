"""The history that forecasters learn from: events as columns, one row an event.

Built from imported event tables and from the project's own records alike (``store.series`` reads
them, ``benchmarks`` build it from files); see docs/decisions/0010-one-series-for-forecasts.md.
"""

import dataclasses
from collections.abc import Sequence
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from detente.errors import ForecastError
from detente.model import Record

Days = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

NONE: Final = -1  # index of what is not known: no recipient, no country
COLUMNS: Final = (
    "day",
    "actor",
    "recipient",
    "relation",
    "source",
    "row",
    "known",
    "due",
    "announced",
)
OWN_RECORDS: Final = "records"  # the source that stands for the project's own records


class Relation(Record, frozen=True, kw_only=True):
    """What was done: a row of the table that ``EventSeries.relation`` points into.

    ``name`` is the words or code of the source ("Make a visit", "042", "CONSULT/visit").
    ``cameo_code``, ``event_type`` and ``mode`` are what they mean, None where no table says so;
    ``quad_class`` is 1 to 4, 0 unknown. ``own_types`` are names of types of the user's own.
    """

    name: str
    cameo_code: str | None = None
    event_type: str | None = None
    mode: str | None = None
    quad_class: int = 0
    own_types: tuple[str, ...] = ()


class Entity(Record, frozen=True, kw_only=True):
    """Who acts or receives: ``name`` as the source has it, ISO3 or bloc code, PLOVER sector."""

    name: str
    country: str | None = None
    sector: str | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """Where an event of the series comes from: a numbered row of an import, or a record.

    ``source`` is the id of an import or ``"records"``; ``row`` the number of the row in the file
    (from 1), ``record_id`` the id of the record.
    """

    source: str
    row: int | None = None
    record_id: str | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class EventSeries:
    """Events in order of day; all arrays have shape (n_events,) unless said otherwise.

    A day is a count from ``epoch``: days since 1970-01-01 in what the store builds, the data's own
    count where a benchmark builds it. ``actor``, ``recipient``: indices into ``entities``, NONE if
    there is nobody. ``relation``: index into ``relations``. ``source``: index into ``sources``.
    ``row``: number of the row in that source, or index into ``record_ids`` for own records.
    ``known``: first day on whose *end* the event is known (its own day, or the day of the first
    report, whichever is later); a forecast for origin d may use events with ``known`` < d.
    ``due``: last day of an announced event (``day`` its first); equal to ``day`` otherwise.
    ``announced``: the event is planned, not done: known from ``known`` on, expected day .. due.
    """

    day: Days
    actor: Indices
    recipient: Indices
    relation: Indices
    source: Indices
    row: npt.NDArray[np.int64]
    known: Days
    due: Days
    announced: Mask
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    sources: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(getattr(self, name)) != len(self.day) for name in COLUMNS):
            raise ForecastError("the columns of an event series differ in length")

    def __len__(self) -> int:
        return len(self.day)

    def take(self, chosen: Mask | npt.NDArray[np.int64]) -> Self:
        """Return the series with only the chosen events; entities and relations stay."""
        taken = {name: getattr(self, name)[chosen] for name in COLUMNS}
        return dataclasses.replace(self, **taken)

    def done(self) -> Self:
        """Return what happened, without what was only announced."""
        return self.take(~self.announced)

    def announcements(self) -> Self:
        """Return what was announced, without what happened."""
        return self.take(self.announced)

    def before(self, origin: int) -> Self:
        """Return what was known before the day ``origin``: nothing of a later day is left.

        An announcement made before ``origin`` stays, whatever day it is for.
        """
        is_past = self.announced | (self.day < origin)
        return self.take((self.known < origin) & is_past)

    def quad_class(self) -> npt.NDArray[np.int8]:
        """Return the quad class of each event: 1 to 4, 0 unknown."""
        table = np.array([one.quad_class for one in self.relations], dtype=np.int8)
        return table[self.relation]

    def countries(self) -> tuple[tuple[str, ...], Indices, Indices]:
        """Return codes of countries in order, and actors and recipients as indices into them.

        NONE stands for who has no country.
        """
        codes = tuple(sorted({one.country for one in self.entities if one.country}))
        index = {code: number for number, code in enumerate(codes)}
        # One more place at the end, so that NONE, the last one, is looked up as NONE.
        found = [index.get(one.country or "", NONE) for one in self.entities]
        table = np.array([*found, NONE], dtype=np.int32)
        return codes, table[self.actor], table[self.recipient]

    def evidence(self, event: int) -> Evidence:
        """Return where the event of an index comes from."""
        source, row = self.sources[self.source[event]], int(self.row[event])
        if source == OWN_RECORDS:
            return Evidence(source=source, record_id=self.record_ids[row])
        return Evidence(source=source, row=row)


def from_quadruples(
    quadruples: npt.NDArray[np.int64],
    entities: Sequence[Entity],
    relations: Sequence[Relation],
    *,
    source: str = "quadruples",
) -> EventSeries:
    """Return the series of quadruples: shape (n, 4), subject, relation, object, day.

    They are put in order of day; ``row`` is their place in the array, from 1.
    """
    order = np.argsort(quadruples[:, 3], kind="stable")
    subject, relation, recipient, day = (
        quadruples[order, column].astype(np.int32) for column in range(4)
    )
    return EventSeries(
        day=day,
        actor=subject,
        recipient=recipient,
        relation=relation,
        source=np.zeros(len(day), dtype=np.int32),
        row=order.astype(np.int64) + 1,
        known=day,
        due=day,
        announced=np.zeros(len(day), dtype=np.bool_),
        entities=tuple(entities),
        relations=tuple(relations),
        sources=(source,),
    )

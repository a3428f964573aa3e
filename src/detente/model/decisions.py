"""What users decide about records: one event or several, another code, other parties, none."""

import datetime as dt
from enum import StrEnum

from detente.model.base import Record


class DecisionKind(StrEnum):
    """What a decision says of reports."""

    SAME = "same"
    DIFFERENT = "different"
    SPLIT = "split"
    WRONG_CODE = "wrong_code"
    WRONG_ACTOR = "wrong_actor"
    NOT_AN_EVENT = "not_an_event"
    UNDO = "undo"


class Party(Record, frozen=True, kw_only=True):
    """Somebody that a decision names: an entity of the tables, or a name alone."""

    name: str
    entity: str | None = None
    kind: str = "state"
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    office_type: str | None = None


class Decision(Record, frozen=True, kw_only=True):
    """What one person decided at one time; nothing that a source said is changed by it.

    ``reports`` are ids of events (reports), never of records, so that a decision outlives every
    merge. SAME: all of ``reports`` are one event. DIFFERENT: none of ``reports`` is one event with
    any of ``others``. SPLIT: as DIFFERENT, and each side is one event. WRONG_CODE: ``reports`` are
    of ``event_type`` and ``mode``. WRONG_ACTOR: ``actors`` act and ``recipients`` receive; None
    leaves a side as coded, () empties it. NOT_AN_EVENT: ``reports`` tell of no event. UNDO: the
    decision ``undoes`` holds no longer.

    ``time`` is in UTC, without a zone. ``run_id`` is the run whose records the author saw.
    """

    id: str = ""
    kind: DecisionKind
    reports: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    event_type: str | None = None
    mode: str | None = None
    cameo_code: str | None = None
    actors: tuple[Party, ...] | None = None
    recipients: tuple[Party, ...] | None = None
    undoes: str | None = None
    author: str
    time: dt.datetime
    reason: str | None = None
    run_id: str = ""


class Overruled(Record, frozen=True, kw_only=True):
    """A decision that does not hold, or not whole: it gives way to later ones, told in words."""

    decision_id: str
    by: tuple[str, ...]
    explanation: str

"""Forecasts as flat rows: what was said, by what, and what became of it."""

from typing import TYPE_CHECKING, Any, Final

from detente.export.columns import Column
from detente.forecast.questions import date_of

if TYPE_CHECKING:
    from detente.forecast.issued import Issued

FORECAST_COLUMNS: Final = (
    Column("forecast_id", "string", "id of the forecast"),
    Column("class", "string", "class of events"),
    Column("is_directed", "boolean", "the first acts on the second"),
    Column("first", "string", "ISO3 or bloc"),
    Column("second", "string", "the other"),
    Column("region", "string", "region of the two"),
    Column("as_of", "date", "all known by the end of this day was used"),
    Column("until", "date", "last day it is for"),
    Column("within", "integer", "days it is for"),
    Column("probability", "number", "what was said, 0 to 1"),
    Column("low", "number", "lower end of the 90 % interval"),
    Column("high", "number", "upper end"),
    Column("answered_by", "string", "model or baseline"),
    Column("base_rate", "number", "share of windows of all dyads"),
    Column("dyad_frequency", "number", "share of windows of the dyad, shrunk"),
    Column("hawkes", "number", "self-exciting baseline"),
    Column("reasons", "string", "reasons in words, ;-joined"),
    Column("model_id", "string", "model in force, or none"),
    Column("known_digest", "string", "digest of the events that were known"),
    Column("looks_back", "boolean", "its days were in the data already"),
    Column("happened", "boolean", "what became of it; empty while open"),
    Column("event_day", "date", "day of the event that decided"),
    Column("event_source", "string", "import and row, or record, of that event"),
    Column("brier", "number", "Brier score of what was said"),
    Column("log_score", "number", "log score of what was said"),
)


def forecast_row(one: "Issued") -> dict[str, Any]:
    """Return a forecast as a row of its table."""
    return {
        "forecast_id": one.id,
        "class": one.event_class.name,
        "is_directed": one.event_class.is_directed,
        "first": one.first,
        "second": one.second,
        "region": one.region,
        "as_of": one.as_of,
        "until": one.until,
        "within": one.within,
        "probability": one.probability,
        "low": one.low,
        "high": one.high,
        "answered_by": one.answered_by,
        "base_rate": one.base_rate,
        "dyad_frequency": one.dyad_frequency,
        "hawkes": one.hawkes,
        "reasons": "; ".join(reason.words for reason in one.reasons),
        "model_id": one.model_id,
        "known_digest": one.known_digest,
        "looks_back": one.looks_back,
        **_outcome(one),
    }


def _outcome(one: "Issued") -> dict[str, Any]:
    found = one.resolution
    event = found.event if found else None
    return {
        "happened": found.happened if found else None,
        "event_day": date_of(event.day) if event else None,
        "event_source": evidence_words(one) if event else None,
        "brier": found.brier if found else None,
        "log_score": found.log_score if found else None,
    }


def evidence_words(one: "Issued") -> str | None:
    """Return where the event that decided a forecast is written, None if none did."""
    event = one.resolution.event if one.resolution else None
    if event is None:
        return None
    source = event.evidence
    return source.record_id or f"row {source.row} of import {source.source}"

"""Columns that several tables share: spans, words, days, places."""

from typing import Any

from detente.model import Place, Span, When

Row = dict[str, Any]


def span_columns(prefix: str, span: Span | None) -> Row:
    """Return the two columns of a span, or none."""
    if span is None:
        return {}
    return {f"{prefix}_start": span.start, f"{prefix}_end": span.end}


def words_of(text: str, span: Span | None) -> str | None:
    """Return the words of a span, or None."""
    return None if span is None else text[span.start : span.end]


def when_columns(prefix: str, when: When | None) -> Row:
    """Return the three columns of an interval of days, or none."""
    if when is None:
        return {}
    return {
        f"{prefix}_earliest": when.earliest,
        f"{prefix}_latest": when.latest,
        f"{prefix}_precision": when.precision.value,
    }


def place_columns(place: Place | None, text: str) -> Row:
    """Return the columns of a place that every table with one has, or none."""
    if place is None:
        return {}
    fields = ("name", "kind", "country", "latitude", "longitude", "geonameid", "is_dateline")
    return {
        **span_columns("place", place.span),
        "place_text": words_of(text, place.span),
        **{f"place_{name}": getattr(place, name) for name in fields},
    }

"""Turn rows of the tables in ``schema/`` back into records: the inverse of ``rows``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.model import (
    About,
    Alternative,
    Article,
    Claim,
    Conflict,
    Event,
    EventRecord,
    Language,
    Modality,
    Participant,
    Place,
    Precision,
    Reading,
    Sentence,
    Span,
    Statement,
    When,
)

Row = Mapping[str, Any]
Roles = Mapping[str, Sequence[Participant]]


def article_from(row: Row) -> Article:
    """Return the article of a row of ``articles``."""
    names = [name for name in Article.__struct_fields__ if name != "id"]
    return Article(id=row["article_id"], **{name: row[name] for name in names})


def sentence_from(row: Row) -> Sentence:
    """Return the sentence of a row of ``sentences``."""
    return Sentence(
        span=_must(span_from(row, "span")),
        paragraph=row["paragraph"],
        is_headline=row["is_headline"],
    )


def language_from(row: Row) -> Language | None:
    """Return the language in a row of ``documents``, or None if it was not looked for."""
    if row["language"] is None:
        return None
    return Language(
        code=row["language"],
        probability=row["language_probability"],
        is_read=row["language_is_read"],
    )


def event_from(row: Row, roles: Roles) -> Event:
    """Return the event of a row of ``events`` and its participants by role."""
    return Event(
        id=row["event_id"],
        article_id=row["article_id"],
        sentence=row["sentence"],
        **_coded(row),
        actors=tuple(roles.get("actor", ())),
        recipients=tuple(roles.get("recipient", ())),
        claimed_by=_first(roles.get("claimed_by")),
        claimed_through=tuple(roles.get("claimed_through", ())),
        certainty=row["certainty"],
        alternatives=_alternatives(row),
        action=_must(span_from(row, "action")),
        action_text=row["action_text"],
        when_span=span_from(row, "date"),
        coder=row["coder"],
        trace=tuple(row["trace"]),
    )


def record_from(row: Row, roles: Roles, event_ids: Sequence[str]) -> EventRecord:
    """Return the record of a row of ``records``, its participants and its reports' ids."""
    return EventRecord(
        id=row["record_id"],
        event_ids=tuple(event_ids),
        article_ids=tuple(row["article_ids"]),
        **_coded(row),
        actors=tuple(roles.get("actor", ())),
        recipients=tuple(roles.get("recipient", ())),
        n_reports=row["n_reports"],
        n_articles=row["n_articles"],
        n_origins=row["n_origins"],
        part_of=row["part_of"],
        follows=row["follows"],
        chosen_by=tuple(zip(row["chosen_fields"], row["chosen_rules"], strict=True)),
    )


def statement_from(row: Row, roles: Roles) -> Statement:
    """Return the statement of a row of ``statements`` and its participants by role."""
    spans = zip(row["content_starts"], row["content_ends"], strict=True)
    return Statement(
        id=row["statement_id"],
        article_id=row["article_id"],
        sentence=row["sentence"],
        kind=row["kind"],
        content=tuple(Span(start, end) for start, end in spans),
        content_text=row["content_text"],
        cue=span_from(row, "cue"),
        speaker=_first(roles.get("speaker")),
        addressee=_first(roles.get("addressee")),
        relayed_by=_first(roles.get("relayed_by")),
        joint=tuple(roles.get("joint", ())),
        through=tuple(roles.get("through", ())),
        channel=row["channel"],
        channel_kind=row["channel_kind"],
        channel_span=span_from(row, "channel"),
        about=_about(row),
        stance=row["stance"],
        stance_span=span_from(row, "stance"),
        event_id=row["event_id"],
        reports=tuple(row["reports"] or ()),
        topics=tuple(row["topics"]),
        confidence=row["confidence"],
        trace=tuple(row["trace"]),
    )


def _about(row: Row) -> tuple[About, ...]:
    spans = zip(row["about_starts"] or (), row["about_ends"] or (), strict=True)
    found = zip(row["about_countries"] or (), spans, strict=True)
    return tuple(About(country=country, span=Span(*span)) for country, span in found)


def claim_from(row: Row, roles: Roles) -> Claim:
    """Return the claim of a row of ``claims`` and its subject."""
    return Claim(
        id=row["claim_id"],
        article_id=row["article_id"],
        sentence=row["sentence"],
        kind=row["kind"],
        subject=roles["subject"][0],
        object_text=row["object_text"],
        object_span=_must(span_from(row, "object")),
        object_entity=row["object_entity"],
        object_country=row["object_country"],
        value_text=row["value_text"],
        value_span=span_from(row, "value"),
        amount=row["amount"],
        unit=row["unit"],
        is_negated=bool(row["is_negated"]),
        source=_first(roles.get("source")),
        confidence=row["confidence"],
        trace=tuple(row["trace"] or ()),
        start=when_from(row, "since"),
        start_span=span_from(row, "since"),
        end=when_from(row, "until"),
        end_span=span_from(row, "until"),
        span=_must(span_from(row, "span")),
    )


def conflict_from(row: Row, readings: Iterable[Row]) -> Conflict:
    """Return the conflict of a row of ``conflicts`` and the rows of its readings, in order."""
    return Conflict(
        id=row["conflict_id"],
        record_id=row["record_id"],
        kind=row["kind"],
        field=row["field"],
        grade=row["grade"],
        explanation=row["explanation"],
        readings=tuple(_reading(reading) for reading in readings),
    )


def roles_by_id(rows: Iterable[Row], key: str) -> dict[str, dict[str, list[Participant]]]:
    """Return participants by ``key`` (a column) and role, in the order of the rows."""
    found: dict[str, dict[str, list[Participant]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row[key]][row["role"]].append(_participant(row))
    return found


def span_from(row: Row, prefix: str) -> Span | None:
    """Return the span in the columns ``<prefix>_start`` and ``<prefix>_end``, if any."""
    start = row[f"{prefix}_start"]
    return None if start is None else Span(start, row[f"{prefix}_end"])


def when_from(row: Row, prefix: str) -> When | None:
    """Return the days in the columns ``<prefix>_earliest``, ``_latest``, ``_precision``, if any."""
    precision = row[f"{prefix}_precision"]
    if precision is None:
        return None
    return When(row[f"{prefix}_earliest"], row[f"{prefix}_latest"], Precision(precision))


def _coded(row: Row) -> dict[str, Any]:
    plain = ("event_type", "mode", "cameo_code", "quad_class", "plover_score", "goldstein")
    return {
        **{name: row[name] for name in (*plain, "historical", "confidence")},
        "contexts": tuple(row["contexts"]),
        "own_types": tuple(row["own_types"]),
        "topics": tuple(row["topics"]),
        "modality": Modality(row["modality"]),
        "when": when_from(row, "date"),
        "place": _place(row),
    }


def _alternatives(row: Row) -> tuple[Alternative, ...]:
    pairs = zip(row["alternative_types"], row["alternative_probabilities"], strict=True)
    return tuple(Alternative(event_type=name, probability=chance) for name, chance in pairs)


def _place(row: Row) -> Place | None:
    span = span_from(row, "place")
    if span is None:
        return None
    fields = ("name", "kind", "country", "latitude", "longitude", "geonameid", "is_dateline")
    return Place(span=span, **{name: row[f"place_{name}"] for name in fields})


def _participant(row: Row) -> Participant:
    fields = ("text", "entity", "name", "kind", "country", "sector", "office", "office_type")
    return Participant(
        span=_must(span_from(row, "span")),
        other_sectors=tuple(row["other_sectors"]),
        confidence=row["confidence"],
        **{name: row[name] for name in fields},
    )


def _reading(row: Row) -> Reading:
    fields = ("value", "source", "article_id", "event_id", "claim_id", "sentence")
    return Reading(**{name: row[name] for name in fields}, span=span_from(row, "span"))


def _first(participants: Sequence[Participant] | None) -> Participant | None:
    return participants[0] if participants else None


def _must(span: Span | None) -> Span:
    if span is None:  # pragma: no cover - the columns are NOT NULL
        raise ValueError("a span that must be there is NULL")
    return span

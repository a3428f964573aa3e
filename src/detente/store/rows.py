"""Turn records into rows of the tables in ``schema/``: plain dictionaries, column to value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from detente.model import (
    Claim,
    Conflict,
    Document,
    Event,
    EventRecord,
    NearDuplicate,
    Participant,
    Problem,
    Statement,
)
from detente.store.columns import Row, place_columns, span_columns, when_columns, words_of
from detente.store.link_rows import chain_span_rows, link_tables

Tables = Mapping[str, Sequence[Row]]


def document_tables(documents: Iterable[Document], run_id: str) -> dict[str, list[Row]]:
    """Return the rows of every table that a document fills, in document order."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for document in documents:
        for name, rows in _document_rows(document).items():
            tables[name] += _with({"run_id": run_id}, rows)
    return dict(tables)


def corpus_tables(
    records: Iterable[EventRecord],
    conflicts: Iterable[Conflict],
    near_duplicates: Iterable[NearDuplicate],
    *,
    run_id: str,
) -> dict[str, list[Row]]:
    """Return the rows of the tables that the corpus phase fills."""
    tables: dict[str, list[Row]] = {name: [] for name in CORPUS_TABLES}
    for record in records:
        tables["records"].append(_record_row(record))
        tables["record_reports"] += _report_rows(record)
        tables["record_participants"] += _record_participant_rows(record)
    for conflict in conflicts:
        tables["conflicts"].append(_conflict_row(conflict))
        tables["conflict_readings"] += _reading_rows(conflict)
    tables["near_duplicates"] = [_near_duplicate_row(near) for near in near_duplicates]
    return {name: _with({"run_id": run_id}, rows) for name, rows in tables.items()}


def _with(columns: Row, rows: Iterable[Row]) -> list[Row]:
    """Return rows with further columns, the same for all. The rows are changed, not copied."""
    found = list(rows)
    for row in found:
        row.update(columns)
    return found


CORPUS_TABLES = (
    "records",
    "record_reports",
    "record_participants",
    "conflicts",
    "conflict_readings",
    "near_duplicates",
)


def problem_row(problem: Problem, *, kind: str = "failure") -> Row:
    """Return a problem's row. ``kind`` is "failure" (an input was lost) or "note"."""
    parts = (kind, problem.stage, problem.reason, problem.article_id or "", problem.origin or "")
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return {
        "problem_id": digest.hexdigest(),
        "kind": kind,
        "stage": problem.stage,
        "reason": problem.reason,
        "article_id": problem.article_id,
        "origin": problem.origin,
    }


def _document_rows(document: Document) -> dict[str, list[Row]]:
    text = document.text or ""
    key = {"article_id": document.article.id}
    layers = {
        "removed": [
            {"text": piece.text, "reason": piece.reason} for piece in document.removed or ()
        ],
        **link_tables(document, text),
        "topics": _topic_rows(document, text),
    }
    tables = {
        name: _with(key, ({"ordinal": n, **row} for n, row in enumerate(rows)))
        for name, rows in layers.items()
    }
    tables["articles"] = [_article_row(document)]
    tables["documents"] = [_document_row(document)]
    tables["sentences"] = _sentence_rows(document, text)
    tables["events"] = [_event_row(event, text) for event in document.events or ()]
    tables["statements"] = [_statement_row(item) for item in document.statements or ()]
    tables["claims"] = [_claim_row(item) for item in document.claims or ()]
    tables["chain_spans"] = chain_span_rows(document, text)
    tables["participants"] = _participant_rows(document)
    tables["problems"] = [problem_row(problem) for problem in document.problems]
    return tables


def _article_row(document: Document) -> Row:
    article = document.article
    fields = ("url", "outlet", "outlet_from", "published", "published_from", "title", "author")
    more = ("language", "origin", "media", "body")
    return {"article_id": article.id, **{name: getattr(article, name) for name in fields + more}}


def _document_row(document: Document) -> Row:
    language = document.language
    return {
        "article_id": document.article.id,
        "text": document.text,
        "language": language.code if language else None,
        "language_probability": language.probability if language else None,
        "language_is_read": language.is_read if language else None,
        "fingerprint": document.fingerprint,
        "n_characters": _count(document.text),
        "n_removed": _count(document.removed),
        "n_sentences": _count(document.sentences),
        "n_sentences_parsed": _n_parsed(document),
        "n_events": _count(document.events),
        "n_statements": _count(document.statements),
        "n_claims": _count(document.claims),
    }


def _count(layer: Sequence[Any] | None) -> int | None:
    return None if layer is None else len(layer)


def _n_parsed(document: Document) -> int | None:
    if document.parses is None:
        return None
    return sum(parse is not None for parse in document.parses)


def _sentence_rows(document: Document, text: str) -> list[Row]:
    return [
        {
            "article_id": document.article.id,
            "sentence": number,
            **span_columns("span", sentence.span),
            "paragraph": sentence.paragraph,
            "is_headline": sentence.is_headline,
            "text": words_of(text, sentence.span),
        }
        for number, sentence in enumerate(document.sentences or ())
    ]


def _topic_rows(document: Document, text: str) -> list[Row]:
    return [
        {
            "topic": topic.name,
            "sentence": topic.sentence,
            **span_columns("span", topic.span),
            "text": words_of(text, topic.span),
        }
        for topic in document.topics or ()
    ]


_CODED = (
    "event_type", "mode", "contexts", "cameo_code", "quad_class", "plover_score", "goldstein",
    "historical", "own_types", "topics", "confidence",
)  # fmt: skip


def _event_row(event: Event, text: str) -> Row:
    return {
        "event_id": event.id,
        "article_id": event.article_id,
        "sentence": event.sentence,
        **{name: getattr(event, name) for name in _CODED},
        "modality": event.modality.value,
        "certainty": event.certainty,
        "alternative_types": [one.event_type for one in event.alternatives],
        "alternative_probabilities": [one.probability for one in event.alternatives],
        **span_columns("action", event.action),
        "action_text": event.action_text,
        **when_columns("date", event.when),
        **span_columns("date", event.when_span),
        "date_text": words_of(text, event.when_span),
        **place_columns(event.place, text),
        "coder": event.coder,
        "trace": event.trace,
    }


def _statement_row(statement: Statement) -> Row:
    return {
        "statement_id": statement.id,
        "article_id": statement.article_id,
        "sentence": statement.sentence,
        "kind": statement.kind,
        "content_starts": [span.start for span in statement.content],
        "content_ends": [span.end for span in statement.content],
        "content_text": statement.content_text,
        **span_columns("cue", statement.cue),
        "channel": statement.channel,
        "channel_kind": statement.channel_kind,
        **span_columns("channel", statement.channel_span),
        "about_countries": [one.country for one in statement.about],
        "about_starts": [one.span.start for one in statement.about],
        "about_ends": [one.span.end for one in statement.about],
        "stance": statement.stance,
        **span_columns("stance", statement.stance_span),
        "event_id": statement.event_id,
        "reports": statement.reports,
        "topics": statement.topics,
        "confidence": statement.confidence,
        "trace": statement.trace,
    }


_CLAIMED = (
    "object_entity", "object_country", "value_text", "amount", "unit", "is_negated", "confidence",
    "trace",
)  # fmt: skip


def _claim_row(claim: Claim) -> Row:
    return {
        "claim_id": claim.id,
        "article_id": claim.article_id,
        "sentence": claim.sentence,
        "kind": claim.kind,
        "object_text": claim.object_text,
        **span_columns("object", claim.object_span),
        **{name: getattr(claim, name) for name in _CLAIMED},
        **span_columns("value", claim.value_span),
        **when_columns("since", claim.start),
        **span_columns("since", claim.start_span),
        **when_columns("until", claim.end),
        **span_columns("until", claim.end_span),
        **span_columns("span", claim.span),
    }


def _participant_rows(document: Document) -> list[Row]:
    rows: list[Row] = []
    for event in document.events or ():
        roles = {
            "actor": event.actors,
            "recipient": event.recipients,
            "claimed_by": (event.claimed_by,),
            "claimed_through": event.claimed_through,
        }
        rows += _finding_rows("event", event.id, roles)
    for said in document.statements or ():
        speakers = {
            "speaker": (said.speaker,),
            "addressee": (said.addressee,),
            "relayed_by": (said.relayed_by,),
            "joint": said.joint,
            "through": said.through,
        }
        rows += _finding_rows("statement", said.id, speakers)
    for claim in document.claims or ():
        sides = {"subject": (claim.subject,), "source": (claim.source,)}
        rows += _finding_rows("claim", claim.id, sides)
    return _with({"article_id": document.article.id}, rows)


def _finding_rows(
    finding: str, finding_id: str, roles: Mapping[str, Sequence[Participant | None]]
) -> list[Row]:
    key = {"finding": finding, "finding_id": finding_id}
    return _with(key, _role_rows(roles))


def _role_rows(roles: Mapping[str, Sequence[Participant | None]]) -> list[Row]:
    return [
        {"role": role, "ordinal": ordinal, **_participant_columns(participant)}
        for role, participants in roles.items()
        for ordinal, participant in enumerate(participants)
        if participant is not None
    ]


def _participant_columns(participant: Participant) -> Row:
    fields = ("text", "entity", "name", "kind", "country", "sector", "other_sectors", "office")
    more = ("office_type", "confidence")
    values = {name: getattr(participant, name) for name in fields + more}
    return {**span_columns("span", participant.span), **values}


def _record_row(record: EventRecord) -> Row:
    place = place_columns(record.place, "")
    place.pop("place_text", None)  # the place's words lie in one of several articles
    fields = ("article_ids", "n_reports", "n_articles", "n_origins", "part_of", "follows")
    return {
        "record_id": record.id,
        **{name: getattr(record, name) for name in _CODED + fields},
        "modality": record.modality.value,
        **when_columns("date", record.when),
        **place,
        "chosen_fields": [field for field, _ in record.chosen_by],
        "chosen_rules": [rule for _, rule in record.chosen_by],
    }


def _report_rows(record: EventRecord) -> list[Row]:
    return [
        {"record_id": record.id, "event_id": event_id, "ordinal": ordinal}
        for ordinal, event_id in enumerate(record.event_ids)
    ]


def _record_participant_rows(record: EventRecord) -> list[Row]:
    roles = {"actor": record.actors, "recipient": record.recipients}
    return [{"record_id": record.id, **row} for row in _role_rows(roles)]


def _conflict_row(conflict: Conflict) -> Row:
    fields = ("record_id", "kind", "field", "grade", "explanation")
    return {"conflict_id": conflict.id, **{name: getattr(conflict, name) for name in fields}}


def _reading_rows(conflict: Conflict) -> list[Row]:
    fields = ("value", "source", "article_id", "event_id", "claim_id", "sentence")
    return [
        {
            "conflict_id": conflict.id,
            "ordinal": ordinal,
            **{name: getattr(reading, name) for name in fields},
            **span_columns("span", reading.span),
        }
        for ordinal, reading in enumerate(conflict.readings)
    ]


def _near_duplicate_row(near: NearDuplicate) -> Row:
    fields = ("article_id", "original_id", "similarity", "reason")
    return {name: getattr(near, name) for name in fields}

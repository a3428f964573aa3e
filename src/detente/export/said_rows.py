"""Statements, standing facts, claims and promises as flat rows."""

from typing import Any, Final

from detente.analyze.facts import FactLine
from detente.analyze.promises import Promise
from detente.analyze.said import StatementView
from detente.analyze.views import ClaimLine, Quotation, Report
from detente.export.columns import (
    Column,
    day_columns,
    joined,
    names,
    person_columns,
    span_columns,
)
from detente.model import Claim

_ARTICLE: Final = (
    Column("article_id", "string", "id of the article"),
    Column("outlet", "string", "outlet, if known"),
    Column("published", "date", "day of publication, if known"),
    Column("url", "string", "address of the article, if known"),
    Column("sentence", "integer", "number of the sentence, from 0"),
    Column("quote", "string", "the sentence"),
    Column("copy_of", "string", "id of the article this one repeats"),
)
STATEMENT_COLUMNS: Final = (
    Column("statement_id", "string", "id of the statement"),
    Column("kind", "string", "direct, indirect, mixed"),
    Column("content", "string", "the words said"),
    Column("start", "integer", "first code point of the words in the clean text"),
    Column("end", "integer", "code point after the last of their first stretch"),
    Column("speaker_id", "string", "entity id of the speaker"),
    Column("speaker_name", "string", "name, or the words that describe the speaker"),
    Column("speaker_office", "string", "office held on the day of the article"),
    Column("speaker_iso3", "string", "country spoken for"),
    Column("joint_with", "string", "those who speak with the speaker, ;-joined"),
    Column("addressee", "string", "whom it is said to"),
    Column("relayed_by", "string", "who passed the words on for the speaker"),
    Column("quoted_by", "string", "who quotes the speaker, nearest first, ;-joined"),
    Column("channel", "string", "medium, in words"),
    Column("channel_kind", "string", "kind of medium"),
    Column("stance", "string", "supports, criticises, predicts, denies, demands, promises, ..."),
    Column("about_iso3", "string", "states and bodies spoken of, ;-joined"),
    Column("is_event", "string", "event (record) that the statement is"),
    Column("reports_events", "string", "events (records) that it tells of, ;-joined"),
    Column("topics", "string", "topics, ;-joined"),
    Column("confidence", "number", "0 to 1"),
    *_ARTICLE,
)
_STANDING: Final = (
    Column("kind", "string", "kind of fact; see docs/statements.md"),
    Column("subject_id", "string", "entity id of the subject"),
    Column("subject_name", "string", "name of the subject"),
    Column("subject_iso3", "string", "country of the subject"),
    Column("object", "string", "the object, in words"),
    Column("object_id", "string", "office or organisation meant by the object"),
    Column("object_iso3", "string", "state meant by the object"),
    Column("value", "string", "share, amount or good, in words"),
    Column("amount", "number", "its number"),
    Column("unit", "string", "what the number counts: %, USD"),
    Column("negated", "boolean", "the text says that it does not hold"),
    Column("since", "date", "first day of the start, as told"),
    Column("since_end", "date", "last day of the start, as told"),
    Column("since_precision", "string", "day, month, year, ..."),
    Column("until", "date", "first day of the end, as told"),
    Column("until_end", "date", "last day of the end, as told"),
    Column("until_precision", "string", "day, month, year, ..."),
)
FACT_COLUMNS: Final = (
    Column("fact_id", "string", "id of the fact; the same in every database"),
    Column("summary", "string", "the fact in one sentence"),
    *_STANDING,
    Column("said_by", "string", "who vouches for it, each once, ;-joined"),
    Column("n_told", "integer", "claims that tell of it"),
    Column("n_independent_sources", "integer", "independent origins that say it holds"),
    Column("n_denying", "integer", "independent origins that say it does not"),
    Column("life", "string", "told once, repeated, confirmed, denied, withdrawn, ..."),
    Column("against_tables", "string", "agree, disagree, unknown"),
    Column("tables_say", "string", "what the table says"),
    Column("table", "string", "which table"),
    Column("among_articles", "string", "agree, disagree, unknown (one origin only)"),
    Column("n_contradictions", "integer", "fields on which accounts or tables differ"),
    Column("first_published", "date", "earliest publication of a claim of it"),
    Column("last_published", "date", "latest publication of a claim of it"),
)
CLAIM_COLUMNS: Final = (
    Column("fact_id", "string", "id of the fact"),
    Column("claim_id", "string", "id of the claim"),
    *_STANDING,
    Column("source_id", "string", "entity id of who says so, if not the outlet"),
    Column("source_name", "string", "who says so, if not the outlet"),
    Column("source_office", "string", "office of the source"),
    Column("source_iso3", "string", "country of the source"),
    Column("confidence", "number", "0 to 1"),
    Column("start", "integer", "first code point of the words in the clean text"),
    Column("end", "integer", "code point after their last"),
    *_ARTICLE,
)
PROMISE_COLUMNS: Final = (
    Column("event_id", "string", "id of the record that was announced"),
    Column("status", "string", "open, overdue, done, dropped"),
    Column("as_of", "date", "day the status is of"),
    Column("summary", "string", "the promise in one sentence"),
    Column("event_type", "string", "PLOVER type"),
    Column("actor_names", "string", "actors, ;-joined"),
    Column("actor_iso3", "string", "their countries, ;-joined"),
    Column("recipient_names", "string", "recipients, ;-joined"),
    Column("recipient_iso3", "string", "their countries, ;-joined"),
    Column("due", "date", "first day announced"),
    Column("due_end", "date", "last day announced"),
    Column("due_precision", "string", "day, month, year, ..."),
    Column("overdue_days", "integer", "days from the last day announced to as_of"),
    Column("rule", "string", "how the status was found, in words"),
    Column("settled_by", "string", "record that keeps or drops it, if another"),
    Column("announced_by", "string", "reports that announce it, ;-joined"),
    Column("kept_by", "string", "reports that tell it as done, ;-joined"),
    Column("claimed_by", "string", "reports in which somebody says it was done, ;-joined"),
    Column("dropped_by", "string", "reports that deny it or call it off, ;-joined"),
    Column("first_announced", "date", "earliest publication of an announcement"),
    Column("quote", "string", "sentence of the first announcement"),
    Column("url", "string", "address of its article"),
)


def statement_row(view: StatementView) -> dict[str, Any]:
    """Return the row of a statement, by the names of ``STATEMENT_COLUMNS``."""
    said = view.statement
    same = ("kind", "channel", "channel_kind", "stance", "confidence")
    return {
        "statement_id": said.id,
        **{name: getattr(said, name) for name in same},
        "content": said.content_text,
        **span_columns(said.content[0] if said.content else None),
        **person_columns("speaker", said.speaker),
        "joint_with": names(said.joint),
        "addressee": names(filter(None, (said.addressee,))),
        "relayed_by": names(filter(None, (said.relayed_by,))),
        "quoted_by": names(said.through),
        "about_iso3": joined(dict.fromkeys(one.country for one in said.about)),
        "is_event": view.event.record.id if view.event else None,
        "reports_events": joined(line.record.id for line in view.reports),
        "topics": joined(said.topics),
        **_article(view.quotation),
    }


def fact_row(fact: FactLine) -> dict[str, Any]:
    """Return the row of a standing fact, by the names of ``FACT_COLUMNS``."""
    days = [line.quotation.article.published for line in fact.told]
    known = sorted(day for day in days if day)
    check = fact.against_tables
    return {
        "fact_id": fact.id,
        "summary": fact.sentence,
        **_standing(fact.claim),
        "said_by": joined(fact.said_by),
        "n_told": len(fact.told),
        "n_independent_sources": fact.life.n_origins,
        "n_denying": fact.life.n_denying,
        "life": fact.life.state,
        "against_tables": check.verdict,
        "tables_say": check.known,
        "table": check.table,
        "among_articles": fact.among_articles,
        "n_contradictions": len(fact.conflicts),
        "first_published": known[0] if known else None,
        "last_published": known[-1] if known else None,
    }


def claim_rows(fact: FactLine) -> list[dict[str, Any]]:
    """Return the rows of the claims of a fact, by the names of ``CLAIM_COLUMNS``."""
    return [_claim_row(fact.id, line) for line in fact.told]


def promise_row(promise: Promise) -> dict[str, Any]:
    """Return the row of a promise, by the names of ``PROMISE_COLUMNS``."""
    record = promise.record
    first = promise.announced[0].quotation
    days = sorted(
        day for one in promise.announced if (day := one.quotation.article.published) is not None
    )
    return {
        "event_id": promise.id,
        "summary": promise.sentence,
        **{name: getattr(promise, name) for name in ("status", "as_of", "rule", "settled_by")},
        "event_type": record.event_type,
        "actor_names": names(record.actors),
        "actor_iso3": joined(one.country or "" for one in record.actors),
        "recipient_names": names(record.recipients),
        "recipient_iso3": joined(one.country or "" for one in record.recipients),
        **day_columns("due", promise.due),
        "overdue_days": promise.overdue_days,
        "announced_by": _ids(promise.announced),
        "kept_by": _ids(promise.kept),
        "claimed_by": _ids(promise.claimed),
        "dropped_by": _ids(promise.dropped),
        "first_announced": days[0] if days else None,
        "quote": first.text,
        "url": first.article.url,
    }


def _ids(reports: tuple[Report, ...]) -> str:
    return joined(report.event.id for report in reports)


def _standing(claim: Claim) -> dict[str, Any]:
    subject = person_columns("subject", claim.subject)
    subject.pop("subject_office")
    return {
        "kind": claim.kind,
        **subject,
        "object": claim.object_text,
        "object_id": claim.object_entity,
        "object_iso3": claim.object_country,
        "value": claim.value_text,
        "amount": claim.amount,
        "unit": claim.unit,
        "negated": claim.is_negated,
        **day_columns("since", claim.start),
        **day_columns("until", claim.end),
    }


def _claim_row(fact_id: str, line: ClaimLine) -> dict[str, Any]:
    claim = line.claim
    return {
        "fact_id": fact_id,
        "claim_id": claim.id,
        **_standing(claim),
        **person_columns("source", claim.source),
        "confidence": claim.confidence,
        **span_columns(claim.span),
        **_article(line.quotation),
    }


def _article(quotation: Quotation) -> dict[str, Any]:
    article = quotation.article
    return {
        "article_id": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "sentence": quotation.sentence,
        "quote": quotation.text,
        "copy_of": article.near_duplicate_of,
    }

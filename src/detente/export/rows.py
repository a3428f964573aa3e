"""Records as flat rows: one row a record, one row a report. Shared by CSV and Parquet."""

from typing import Any, Final

from detente.analyze.views import EventView, Report
from detente.analyze.wording import event_sentence
from detente.export.columns import Column
from detente.model import Event, EventRecord, Participant, Place, Span
from detente.ontology.plover import OWN

EVENT_COLUMNS: Final = (
    Column("event_id", "string", "id of the record; stable over runs and machines"),
    Column("event_date", "date", "first day the event may have taken place on"),
    Column("event_date_end", "date", "last day, included"),
    Column("date_precision", "string", "day, range, week, month, quarter, year, decade"),
    Column("event_type", "string", "one of PLOVER's sixteen types; empty if of own types alone"),
    Column("mode", "string", "PLOVER mode"),
    Column("own_types", "string", "types of the user's own, ;-joined"),
    Column("contexts", "string", "PLOVER contexts, ;-joined"),
    Column("cameo_code", "string", "CAMEO code; text, leading zeros count"),
    Column("quad_class", "integer", "1 verbal cooperation to 4 material conflict"),
    Column("plover_score", "number", "score of the PLOVER type and mode, -10 to 10"),
    Column("goldstein", "number", "Goldstein value of the CAMEO code, -10 to 10"),
    Column("modality", "string", "done, planned, claimed, hypothetical, denied"),
    Column("historical", "boolean", "background, not news"),
    Column("actor_ids", "string", "entity ids of the actors, ;-joined"),
    Column("actor_names", "string", "their names, ;-joined"),
    Column("actor_roles", "string", "their PLOVER sectors, ;-joined"),
    Column("actor_iso3", "string", "their countries, ;-joined"),
    Column("recipient_ids", "string", "entity ids of the recipients, ;-joined"),
    Column("recipient_names", "string", "their names, ;-joined"),
    Column("recipient_roles", "string", "their PLOVER sectors, ;-joined"),
    Column("recipient_iso3", "string", "their countries, ;-joined"),
    Column("place_name", "string", "where"),
    Column("geonameid", "integer", "GeoNames id of the place"),
    Column("country_iso3", "string", "country of the place"),
    Column("lat", "number", "latitude, WGS 84"),
    Column("lon", "number", "longitude, WGS 84"),
    Column("topics", "string", "topics, ;-joined"),
    Column("summary", "string", "the record in one sentence"),
    Column("n_reports", "integer", "reports: sentences that tell of it"),
    Column("n_articles", "integer", "articles that tell of it"),
    Column("n_independent_sources", "integer", "independent origins: copies folded"),
    Column("n_contradictions", "integer", "fields on which accounts differ"),
    Column("first_published", "date", "earliest publication of a report"),
    Column("last_published", "date", "latest publication of a report"),
    Column("part_of", "string", "record this one is part of"),
    Column("confidence", "number", "0 to 1"),
    Column("evidence_quote", "string", "sentence of the earliest report"),
    Column("evidence_url", "string", "address of its article"),
    Column("evidence_article_id", "string", "id of its article"),
    Column("evidence_start", "integer", "first code point of the sentence in the clean text"),
    Column("evidence_end", "integer", "code point after its last"),
)
REPORT_COLUMNS: Final = (
    Column("event_id", "string", "id of the record"),
    Column("report_id", "string", "id of the report"),
    Column("article_id", "string", "id of the article"),
    Column("outlet", "string", "outlet, if known"),
    Column("published", "date", "day of publication, if known"),
    Column("url", "string", "address of the article, if known"),
    Column("sentence", "integer", "number of the sentence, from 0"),
    Column("start", "integer", "first code point of the words of the deed"),
    Column("end", "integer", "code point after their last"),
    Column("words", "string", "words of the deed"),
    Column("quote", "string", "the sentence"),
    Column("event_type", "string", "PLOVER type of this report; empty if of own types alone"),
    Column("own_types", "string", "types of the user's own, ;-joined"),
    Column("modality", "string", "modality of this report"),
    Column("certainty", "string", "how sure its source says it is: certain, probable, possible"),
    Column("date_as_reported", "date", "first day by this report"),
    Column("date_end_as_reported", "date", "last day by this report"),
    Column("place_as_reported", "string", "place by this report"),
    Column("attribution", "string", "who vouches for it, if not the outlet"),
    Column("passed_on_by", "string", "who passed that on, nearest to the claimant first, ;-joined"),
    Column("copy_of", "string", "id of the article this one repeats"),
    Column("coder", "string", "what coded it"),
    Column("confidence", "number", "0 to 1"),
    Column("alternatives", "string", "other types its words might tell of, TYPE:0.12, ;-joined"),
)


def event_row(view: EventView) -> dict[str, Any]:
    """Return the row of a record, by the names of ``EVENT_COLUMNS``."""
    record = view.record
    same = ("cameo_code", "plover_score", "goldstein")
    more = ("historical", "n_reports", "n_articles", "part_of", "confidence")
    return {
        "event_id": record.id,
        **_days(record),
        **_kind(record),
        **{name: getattr(record, name) for name in same + more},
        "own_types": _joined(record.own_types),
        "contexts": _joined(record.contexts),
        "modality": record.modality.value,
        **_people("actor", record.actors),
        **_people("recipient", record.recipients),
        **_place(record.place),
        "topics": _joined(record.topics),
        "summary": f"{event_sentence(record)}.",
        "n_independent_sources": record.n_origins,
        "n_contradictions": len(view.conflicts),
        **_evidence(view),
    }


def report_row(record_id: str, report: Report) -> dict[str, Any]:
    """Return the row of a report, by the names of ``REPORT_COLUMNS``."""
    event, quotation = report.event, report.quotation
    article, when = quotation.article, event.when
    return {
        "event_id": record_id,
        "report_id": event.id,
        "article_id": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "sentence": event.sentence,
        **_span(event.action),
        "words": event.action_text,
        "quote": quotation.text,
        "event_type": _kind(event)["event_type"],
        "own_types": _joined(event.own_types),
        "modality": event.modality.value,
        "certainty": event.certainty,
        "date_as_reported": when.earliest if when else None,
        "date_end_as_reported": when.latest if when else None,
        "place_as_reported": event.place.name if event.place else None,
        "attribution": event.claimed_by.text if event.claimed_by else None,
        "passed_on_by": _joined(person.text for person in event.claimed_through),
        "copy_of": article.near_duplicate_of,
        "coder": event.coder,
        "confidence": event.confidence,
        "alternatives": _joined(
            f"{one.event_type}:{one.probability:.2f}" for one in event.alternatives
        ),
    }


def _kind(event: Event | EventRecord) -> dict[str, Any]:
    """Return type, mode and class in PLOVER; nothing for what only the user's own types name."""
    if event.event_type == OWN:
        return {"event_type": None, "mode": None, "quad_class": None}
    fields = ("event_type", "mode", "quad_class")
    return {name: getattr(event, name) for name in fields}


def _days(record: EventRecord) -> dict[str, Any]:
    when = record.when
    return {
        "event_date": when.earliest if when else None,
        "event_date_end": when.latest if when else None,
        "date_precision": when.precision.value if when else None,
    }


def _people(role: str, people: tuple[Participant, ...]) -> dict[str, Any]:
    return {
        f"{role}_ids": _joined(person.entity or "" for person in people),
        f"{role}_names": _joined(person.name or person.text for person in people),
        f"{role}_roles": _joined(person.sector or "" for person in people),
        f"{role}_iso3": _joined(person.country or "" for person in people),
    }


def _place(place: Place | None) -> dict[str, Any]:
    return {
        "place_name": place.name if place else None,
        "geonameid": place.geonameid if place else None,
        "country_iso3": place.country if place else None,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
    }


def _evidence(view: EventView) -> dict[str, Any]:
    days = [report.quotation.article.published for report in view.reports]
    known = sorted(day for day in days if day is not None)
    first = view.reports[0].quotation if view.reports else None
    return {
        "first_published": known[0] if known else None,
        "last_published": known[-1] if known else None,
        "evidence_quote": first.text if first else None,
        "evidence_url": first.article.url if first else None,
        "evidence_article_id": first.article.id if first else None,
        "evidence_start": first.span.start if first else None,
        "evidence_end": first.span.end if first else None,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _joined(items: Any) -> str:
    # Places are kept for those not known, so that ids, names and countries stay parallel.
    return ";".join(item.replace(";", ",") for item in items)

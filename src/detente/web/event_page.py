"""The page of one event: its fields, the sentences behind them, where sources differ."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from detente.analyze import wording
from detente.analyze.claim_life import Life, claim_life, of_report
from detente.analyze.statements import telling_first
from detente.analyze.views import ArticleHead, EventLine, EventView, Quotation, Report
from detente.model import Conflict, Event, EventRecord, Reading, Record
from detente.ontology.plover import ontology
from detente.store import query, web_views
from detente.store.accounts import accounts
from detente.store.loading import Connection
from detente.store.stories import stories_of
from detente.store.web_views import Origin
from detente.web import labels
from detente.web.fields import coded_fields
from detente.web.highlight import event_marks, highlighted
from detente.web.why_part import why_parts


class Proof(Record, frozen=True, kw_only=True):
    """A sentence that tells of the event, marked. ``says`` is what it has otherwise."""

    article: ArticleHead
    sentence: Markup
    is_headline: bool
    href: str
    says: tuple[str, ...]


class Voice(Record, frozen=True, kw_only=True):
    """An independent origin: its own sentences, and those of ``n_copies`` articles repeating it."""

    number: int
    name: str
    proofs: tuple[Proof, ...]
    copies: tuple[Proof, ...]
    n_copies: int


class Side(Record, frozen=True, kw_only=True):
    """One side of a disagreement."""

    value: str
    source: str
    quote: Markup | None
    href: str | None
    is_chosen: bool


class Difference(Record, frozen=True, kw_only=True):
    """A disagreement, told in a sentence, with its sides and the rule that chose."""

    field: str
    grade: str
    explanation: str
    sides: tuple[Side, ...]
    rule: str


def event_page(connection: Connection, asked: str) -> Mapping[str, Any]:
    """Return what the template of an event shows.

    Raises:
        QueryError: no such id, or several.
    """
    view = query.event(connection, asked)
    record = view.record
    found = web_views.by_origin(connection, view.reports)
    return {
        "view": view,
        "record": record,
        "sentence": f"{wording.event_sentence(record)}.",
        "fields": coded_fields(view),
        "voices": [voice(origin, record, number) for number, origin in enumerate(found, 1)],
        "differences": [_difference(conflict, view) for conflict in view.conflicts],
        "against_facts": web_views.conflicts_in(
            connection, record.article_ids, kind="with_known_fact"
        ),
        "near": _near(connection, view),
        "statements": telling_first(web_views.statements_about(connection, record)),
        "dyads": _dyads(record),
        "whys": why_parts(connection, view.reports),
        "told": accounts(connection, view),
        "event_types": _event_types(),
        "life": _life(found),
        "stories": stories_of(connection, record.article_ids),
        "confidence_rule": dict(record.chosen_by).get("confidence", ""),
    }


def _event_types() -> list[tuple[str, tuple[str, ...]]]:
    """Return the types of PLOVER with their modes, for a choice."""
    return [(name, tuple(kind.modes)) for name, kind in ontology().types.items()]


def _life(found: Sequence[Origin]) -> Life | None:
    """Return what became of the claim that it took place, if more than one telling is known."""
    told = (of_report(report, origin.name) for origin in found for report in origin.reports)
    life = claim_life(one for one in told if one is not None)
    return life if len(life.steps) > 1 else None


def _near(connection: Connection, view: EventView) -> list[EventLine]:
    """Return events near in time that are not shown as whole or part already."""
    shown = {line.record.id for line in view.parts} | {view.record.part_of}
    found = web_views.near_in_time(connection, view.record)
    return [line for line in found if line.record.id not in shown]


def voice(origin: Origin, record: EventRecord, number: int) -> Voice:
    """Return the sentences of one origin; copies apart from those that wrote them."""
    proofs = _proofs(origin.reports, record)
    written = [proof for proof in proofs if proof.article.outlet == origin.name]
    new = [proof for proof in proofs if proof.article.near_duplicate_of is None]
    own = tuple(written or new or proofs)
    copies = tuple(proof for proof in proofs if proof not in own)
    return Voice(
        number=number,
        name=_origin_name(origin),
        proofs=own,
        copies=copies,
        n_copies=len({proof.article.id for proof in copies}),
    )


def _origin_name(origin: Origin) -> str:
    # An article without outlet is its own origin; its id is no name, its title is one.
    head = next(
        (r.quotation.article for r in origin.reports if origin.name == r.event.article_id), None
    )
    return origin.name if head is None else labels.source(head)


def _proofs(reports: Iterable[Report], record: EventRecord) -> tuple[Proof, ...]:
    """Return a proof for each sentence; two reports of one sentence are marked in one."""
    places: dict[tuple[str, int], list[Report]] = {}
    for report in reports:
        key = (report.quotation.article.id, report.quotation.sentence)
        places.setdefault(key, []).append(report)
    return tuple(_proof(found, record) for found in places.values())


def _proof(reports: Sequence[Report], record: EventRecord) -> Proof:
    quotation = reports[0].quotation
    marks = [mark for report in reports for mark in event_marks(report.event)]
    says = dict.fromkeys(words for report in reports for words in _says(report.event, record))
    return Proof(
        article=quotation.article,
        sentence=highlighted(quotation.text, quotation.span.start, marks),
        is_headline=quotation.is_headline,
        href=sentence_address(quotation, reports[0].event.id),
        says=tuple(says),
    )


def sentence_address(quotation: Quotation, event_id: str | None = None) -> str:
    """Return the address of a sentence in its article, with an event's spans marked there."""
    marked = f"?event={event_id}" if event_id else ""
    return f"/article/{quotation.article.id}{marked}#s{quotation.sentence}"


def _says(event: Event, record: EventRecord) -> list[str]:
    """Return in what a report differs from the record, and who vouches for it."""
    says: list[str] = []
    if event.modality is not record.modality:
        says.append(f"status: {labels.MODALITIES[event.modality.value]}")
    if event.event_type != record.event_type:
        says.append(f"type: {event.event_type}")
    if event.when is not None and event.when != record.when:
        says.append(f"date: {labels.when_words(event.when)}")
    if event.claimed_by is not None:
        says.append(f"according to {labels.party(event.claimed_by)}")
    return says


def _difference(conflict: Conflict, view: EventView) -> Difference:
    reports = {report.event.id: report for report in view.reports}
    rules = dict(view.record.chosen_by)
    return Difference(
        field=conflict.field,
        grade=conflict.grade,
        explanation=conflict.explanation,
        sides=tuple(_side(reading, reports, conflict.field, view) for reading in conflict.readings),
        rule=rules.get("actors" if conflict.field == "participants" else conflict.field, ""),
    )


def _side(reading: Reading, reports: Mapping[str, Report], field: str, view: EventView) -> Side:
    report = reports.get(reading.event_id or "")
    if report is None:
        return Side(
            value=reading.value, source=reading.source, quote=None, href=None, is_chosen=False
        )
    quotation = report.quotation
    return Side(
        value=reading.value,
        source=reading.source,
        quote=highlighted(quotation.text, quotation.span.start, event_marks(report.event)),
        href=sentence_address(quotation, report.event.id),
        is_chosen=_is_chosen(report.event, view.record, field),
    )


def _is_chosen(event: Event, record: EventRecord, field: str) -> bool:
    if field == "place":
        return bool(event.place and record.place and event.place.name == record.place.name)
    if field in {"when", "modality"}:
        return bool(getattr(event, field) == getattr(record, field))
    return False


def _dyads(record: EventRecord) -> list[tuple[str, str]]:
    """Return the pairs of countries a record is between, as codes in their order."""
    actors = list(dict.fromkeys(one.country for one in record.actors if one.country))
    others = list(dict.fromkeys(one.country for one in record.recipients if one.country))
    both = dict.fromkeys(actors + others)
    pairs = [(one, other) for one in actors for other in both if one != other]
    unordered = {frozenset(pair): pair for pair in reversed(pairs)}
    return list(reversed(unordered.values()))[:6]

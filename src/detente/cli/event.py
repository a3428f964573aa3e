"""detente event: one record with its evidence."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text

import detente
from detente.cli import accounts, lines, output
from detente.cli.options import DB, Db, Json
from detente.ontology.plover import OWN

if TYPE_CHECKING:
    from detente.analyze.views import EventView, Report
    from detente.model import EventRecord, Span

NAME = "event"
EXAMPLE = "detente event 9f3c01ab"
_STYLES = {"A": "bold", "V": "underline", "R": "bold", "D": "italic", "P": "italic"}


def command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of an event or of a report.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Show one event with all its evidence.

    What is coded, every report's sentence, who says what of each field and since when, numbers
    over time, where accounts differ, and the decisions of users that hold.

    In the sentences, letters mark the evidence: A actor, V deed, R recipient, D date, P place.
    The beginning of an id is enough.
    """
    database = detente.connect(db)
    view, told = database.event(id_), database.accounts(id_)
    if as_json:
        output.show_json(output.with_part(view, "accounts", told))
        return
    output.show(*parts(view), *accounts.parts(told))


def parts(view: "EventView") -> list[RenderableType]:
    """Return an event's page: fields, reports, conflicts, whole and parts."""
    found: list[RenderableType] = [output.table(["", ""], _fields(view.record))]
    found.append(output.heading(f"{len(view.reports)} reports"))
    for report in view.reports:
        found += [marked(report), output.indented(output.text(_source(report), "dim"))]
    if view.conflicts:
        found.append(output.heading("Where accounts differ"))
        found += [output.text(f"≠ {item.field}: {item.explanation}") for item in view.conflicts]
    related = [*([view.part_of] if view.part_of else []), *view.parts]
    if related:
        found += [output.heading("Part of, or made up of"), lines.event_table(related)]
    return found


def marked(report: "Report") -> Text:
    """Return a report's sentence with letters at the evidence: "[A Shoigu] [V met]"."""
    start = report.quotation.span.start
    words = report.quotation.text
    made, at = Text(), 0
    for letter, span in _evidence(report):
        first, last = span.start - start, span.end - start
        if first < at or last > len(words):
            continue
        made.append(words[at:first])
        made.append(f"[{letter} {words[first:last]}]", style=_STYLES[letter])
        at = last
    made.append(words[at:])
    return made


def _evidence(report: "Report") -> list[tuple[str, "Span"]]:
    event = report.event
    spans = [("V", event.action)]
    spans += [("A", person.span) for person in event.actors]
    spans += [("R", person.span) for person in event.recipients]
    spans += [("D", event.when_span)] if event.when_span else []
    spans += [("P", event.place.span)] if event.place else []
    return sorted(spans, key=lambda item: (item[1].start, -item[1].end))


def _source(report: "Report") -> str:
    copy = report.quotation.article.near_duplicate_of
    repeats = f"; repeats article {copy}" if copy else ""
    return f"{lines.origin(report.quotation)}, report {report.event.id}{repeats}"


def _fields(record: "EventRecord") -> list[list[Any]]:
    chosen = dict(record.chosen_by)
    code = f"CAMEO {record.cameo_code}, Goldstein {record.goldstein}" if record.cameo_code else ""
    rows = [
        ["event", record.id],
        ["type", f"{record.event_type}{'/' + record.mode if record.mode else ''}"],
        ["class", _class(record)],
        ["code", code],
        ["status", output.MARKS[record.modality.value] + (", background" * record.historical)],
        ["actors", lines.people(record.actors)],
        ["recipients", lines.people(record.recipients)],
        ["date", lines.days(record.when).replace("\n", " ")],
        ["place", record.place.name if record.place else ""],
        ["own types", ", ".join(record.own_types)],
        ["contexts", ", ".join(record.contexts)],
        ["topics", ", ".join(record.topics)],
        ["confidence", f"{record.confidence:.2f}"],
        ["voices", _voices(record)],
        ["chosen by", "; ".join(f"{field}: {rule}" for field, rule in chosen.items())],
    ]
    return [row for row in rows if row[1]]


def _class(record: "EventRecord") -> str:
    if record.event_type == OWN:
        return ""
    return f"quad class {record.quad_class}, PLOVER score {record.plover_score}"


def _voices(record: "EventRecord") -> str:
    return (
        f"{record.n_reports} reports in {record.n_articles} articles, "
        f"{record.n_origins} independent"
    )

"""Records and conflicts as cells and tables."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.cli import output
from detente.cli.output import MARKS, quote, stacked, text

if TYPE_CHECKING:
    from detente.analyze.views import ConflictLine, EventLine, Quotation
    from detente.model import EventRecord, Participant, When

NOTHING = "nothing found"


def days(when: "When | None") -> str:
    """Return days as ISO dates: one, or two with ".." between; "?" if unknown."""
    if when is None:
        return "?"
    if when.earliest == when.latest:
        return str(when.earliest)
    if when.precision.value in {"month", "year"} and when.earliest and when.latest:
        return str(when.earliest)[: 7 if when.precision.value == "month" else 4]
    return f"{when.earliest or ''}..\n{when.latest or ''}"


def people(participants: "Sequence[Participant]") -> str:
    """Return participants with their countries: "Sergei Shoigu (RUS), Indonesia"."""
    return ", ".join(dict.fromkeys(one(participant) for participant in participants))


def one(participant: "Participant") -> str:
    """Return one participant, with the country where the name does not tell it."""
    name = participant.name or participant.text
    if participant.kind == "role":
        name = participant.text
    if participant.kind == "state" or not participant.country:
        return name
    return f"{name} ({participant.country})"


def parties(record: "EventRecord") -> str:
    """Return who did it to whom: "Sergei Shoigu (RUS) → Anwar Ibrahim (MYS)"."""
    actors = people(record.actors) or "?"
    return f"{actors} → {people(record.recipients)}" if record.recipients else actors


def kind(record: "EventRecord") -> str:
    """Return type and mode, a line each."""
    return f"{record.event_type}\n{record.mode}" if record.mode else record.event_type


def origin(quotation: "Quotation") -> str:
    """Return outlet, day and article id of a sentence, as far as known."""
    article = quotation.article
    parts = [article.outlet or "outlet unknown", str(article.published or "date unknown")]
    return f"{', '.join(parts)}, article {article.id}, sentence {quotation.sentence + 1}"


def event_table(lines: "Iterable[EventLine]") -> RenderableType:
    """Return records as a table, each with the sentence of its first report."""
    rows = [
        [
            days(line.record.when),
            _event_cell(line),
            kind(line.record),
            _status(line),
            f"{line.record.n_reports}/{line.record.n_origins}",
            line.record.id[:8],
        ]
        for line in lines
    ]
    columns: list[output.Column] = [
        ("date", {"no_wrap": True}),
        ("event, and the sentence that says so", {"ratio": 1}),
        ("type", {"no_wrap": True}),
        ("status", {"no_wrap": True}),
        ("rep/ind", {"no_wrap": True}),
        ("id", {"no_wrap": True}),
    ]
    return output.spaced(output.table(columns, rows)) if rows else text(NOTHING)


def conflict_parts(lines: "Iterable[ConflictLine]") -> list[RenderableType]:
    """Return conflicts, each with its readings and the sentences behind them."""
    parts: list[RenderableType] = []
    for line in lines:
        conflict = line.conflict
        head = f"≠ {conflict.field}: {conflict.explanation}"
        where = f", event {conflict.record_id[:8]}" if conflict.record_id else ""
        kind_ = f"{conflict.kind.replace('_', ' ')}, {conflict.grade}{where}"
        parts += [Text(f"\n{head}", style="bold"), output.indented(text(kind_, "dim"))]
        pairs = zip(conflict.readings, line.quotations, strict=True)
        parts += [
            output.indented(_reading(reading.value, reading.source, quotation))
            for reading, quotation in pairs
        ]
    return parts or [text(NOTHING)]


def _reading(value: str, source: str, quotation: "Quotation | None") -> RenderableType:
    head = Text.assemble(("· ", ""), (value, "bold"), f" by {source}")
    return head if quotation is None else stacked(head, output.indented(quote(quotation.text)))


def _event_cell(line: "EventLine") -> RenderableType:
    record = line.record
    who = parties(record)
    place = f", {record.place.name}" if record.place and record.place.name not in who else ""
    outlets = ", ".join(line.outlets) or "outlet unknown"
    published = line.quotation.article.published or "date unknown"
    return stacked(
        Text(f"{who}{place}", style="bold"),
        quote(line.quotation.text),
        text(f"{outlets}, {published}", "dim"),
    )


def _status(line: "EventLine") -> str:
    parts = [MARKS[line.record.modality.value]]
    parts += ["background"] if line.record.historical else []
    parts += [f"≠ {line.n_conflicts}"] if line.n_conflicts else []
    return "\n".join(parts)

"""detente why: how an event was coded."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text

import detente
from detente.cli import lines, output
from detente.cli.options import DB, Db, Json

if TYPE_CHECKING:
    from detente.analyze.why import Evidence, Why, WhyView

NAME = "why"
EXAMPLE = "detente why 9f3c01ab"
_BAR = 20  # characters that stand for certainty
_STYLES = {"V": "underline", "A": "bold", "R": "bold", "D": "italic", "P": "italic"}


def command(
    id_: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event or of a report.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Tell how an event was coded, step by step.

    For each report: the sentence with its evidence marked, who is who and how that is known,
    which rule or model told of the deed, how real and how sure it is, and what else it might be.

    Letters mark the evidence: A actor, V deed, R recipient, D date, P place, C claimant, T who
    passes the claim on.
    """
    view = detente.connect(db).why(id_)
    output.show_json(view) if as_json else output.show(*parts(view))


def parts(view: "WhyView") -> list[RenderableType]:
    """Return the reports of an event, each with why it was coded so."""
    shown = [part for one in view.reports for part in _report(one)]
    rules = [f"· {field}: {rule}" for field, rule in view.record.chosen_by]
    if rules:
        heading = output.heading("How the record's values were chosen")
        shown += [heading, *map(output.text, rules)]
    return shown


def marked(one: "Why") -> Text:
    """Return a report's sentence with letters at the evidence: "[A Shoigu] [V met]"."""
    start, words = one.quotation.span.start, one.quotation.text
    made, at = Text(), 0
    for item in sorted(one.evidence, key=lambda item: (item.span.start, -item.span.end)):
        first, last = item.span.start - start, item.span.end - start
        if first < at or last > len(words):
            continue
        made.append(words[at:first])
        made.append(f"[{item.letter} {words[first:last]}]", style=_STYLES.get(item.letter, ""))
        at = last
    made.append(words[at:])
    return made


def _report(one: "Why") -> list[RenderableType]:
    event = one.event
    kind = "/".join(filter(None, (event.event_type, event.mode)))
    return [
        output.heading(f"report {event.id}: {kind}, told by {one.method}"),
        output.text(lines.origin(one.quotation), "dim"),
        marked(one),
        output.text("\nwho is who", "dim"),
        output.indented(_evidence_table(one)),
        output.text("\nwhat it is", "dim"),
        output.indented(output.table(["", ""], _facts(one))),
        output.text("\nhow it was coded", "dim"),
        *(output.indented(output.text(f"· {line}")) for line in _steps(one)),
        output.text("\nhow sure", "dim"),
        *map(output.indented, _sure(one)),
    ]


def _evidence_table(one: "Why") -> RenderableType:
    rows = [
        [f"{item.letter} {item.role}", item.text, item.means, _known(item), _figure(item)]
        for item in one.evidence
    ]
    columns: list[output.Column] = [
        ("", {"no_wrap": True}),
        ("words", {"ratio": 2}),
        ("mean", {"ratio": 3}),
        ("how that is known", {"ratio": 4}),
        ("", {"justify": "right"}),
    ]
    return output.table(columns, rows)


def _known(item: "Evidence") -> str:
    second = f"second: {item.runner_up}" if item.runner_up else ""
    layer = f"table: {item.layer}" if item.layer and item.layer != "shipped" else ""
    return "; ".join(filter(None, (item.reason, second, layer)))


def _figure(item: "Evidence") -> str:
    return "" if item.confidence is None else f"{item.confidence:.2f}"


def _facts(one: "Why") -> list[list[Any]]:
    event = one.event
    mark = output.MARKS[event.modality.value] + ", background" * event.historical
    status = ": ".join(filter(None, (mark, one.modality_reason)))
    score = "" if event.plover_score is None else f"; PLOVER score {event.plover_score:+g}"
    rows = [
        ["type", f"{event.event_type}{'/' + event.mode if event.mode else ''}"],
        ["class", f"{one.quad_name}{score}"],
        ["CAMEO", _code(one)],
        ["own types", ", ".join(event.own_types)],
        ["contexts", "\n".join(f"{name}: {level}" for name, level in one.contexts)],
        ["status", f"{status}; {one.certainty}"],
        ["claimed by", one.chain],
    ]
    return [row for row in rows if row[1]]


def _code(one: "Why") -> str:
    event = one.event
    if event.cameo_code is None:
        return ""
    value = "" if event.goldstein is None else f"; Goldstein {event.goldstein:+.1f}"
    return f"{event.cameo_code}, {one.code_label}{value}"


def _steps(one: "Why") -> Iterator[str]:
    for step in one.steps:
        yield f"{step.label}: {step.text}" if step.label else step.text


def _sure(one: "Why") -> Iterator[RenderableType]:
    event = one.event
    yield output.text(f"{_bar(event.confidence)} {event.confidence:.2f} {event.event_type}")
    for other in one.runners_up:
        yield output.text(f"{_bar(other.probability)} {other.probability:.2f} {other.event_type}")
    yield output.text(f"{one.gloss}; {one.basis}")
    if not one.runners_up:
        yield output.text("no other type was in question", "dim")


def _bar(share: float) -> str:
    filled = round(_BAR * min(max(share, 0.0), 1.0))
    return "█" * filled + "·" * (_BAR - filled)

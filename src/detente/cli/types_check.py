"""The check of a file of own types, for people."""

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.cli import lines, output

if TYPE_CHECKING:
    from detente.model import Event
    from detente.pipeline.types_check import CheckedExample, TypesCheck


def parts(found: "TypesCheck") -> list[RenderableType]:
    """Return what tells of each type, and each sentence with how it came out and why."""
    shown: list[RenderableType] = []
    for name, triggers in groupby(found.triggers, key=itemgetter(0)):
        shown += [output.heading(name), output.text("told by", "dim")]
        shown += [output.indented(output.text(words)) for _, words in triggers]
        sentences = (one for one in found.examples if one.type == name)
        shown += [part for one in sentences for part in _sentence(one)]
    return [*shown, output.heading(_summary(found))]


def _sentence(one: "CheckedExample") -> list[RenderableType]:
    mark, style = ("✓", "green") if one.is_right else ("✗", "bold red")
    kind = "no example" if one.is_counter else "example"
    head = Text.assemble((f"{mark} ", style), (f"line {one.line}, {kind}: ", "dim"), one.text)
    found = [output.text(event_line(event)) for event in one.events]
    return [head, *map(output.indented, (*found, output.text(one.why, "dim")))]


def event_line(event: "Event") -> str:
    """Return an event in one line: type, parties, status."""
    sides = " → ".join(filter(None, (lines.people(event.actors), lines.people(event.recipients))))
    return f"{event.event_type}  {sides}  {output.MARKS[event.modality.value]}"


def _summary(found: "TypesCheck") -> str:
    n, wrong = len(found.examples), found.wrong
    return f"{n - wrong} of {n} sentences come out as {found.path} says"

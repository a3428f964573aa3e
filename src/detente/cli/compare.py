"""detente compare: what two outlets tell, leave out, and tell otherwise."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType

import detente
from detente.cli import accounts, lines, output
from detente.cli.options import DB, Db, Json, Since, Until, day

if TYPE_CHECKING:
    from detente.store.compare import BothTell, Comparison

NAME = "compare"
EXAMPLE = 'detente compare --outlets "Straits Courier" "Volga Herald" --dyad RUS-IDN'


def command(
    outlets: Annotated[
        tuple[str, str], typer.Option(help="Two outlets, by name or part of it.", metavar="A B")
    ],
    dyad: Annotated[
        str | None, typer.Option(help="Two countries: RUS-IDN.", metavar="PAIR")
    ] = None,
    since: Since = None,
    until: Until = None,
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Compare two outlets: what each tells that the other does not, and where they differ.

    Only what was read in from an outlet counts: what it leaves out here it may have told in an
    article that was not read.
    """
    found = detente.connect(db).compare(*outlets, dyad=dyad, since=day(since), until=day(until))
    output.show_json(found) if as_json else output.show(*parts(found))


def parts(found: "Comparison") -> list[RenderableType]:
    """Return a comparison: what each tells alone, what both tell, where they differ."""
    differing = [one for one in found.both if one.differences]
    shown: list[RenderableType] = [
        output.text(
            f"{found.n_events} events; {len(found.both)} told by both, "
            f"{len(found.only_first)} by {found.first} alone, "
            f"{len(found.only_second)} by {found.second} alone"
        )
    ]
    for name, alone in ((found.first, found.only_first), (found.second, found.only_second)):
        shown += [output.heading(f"Only {name} tells"), lines.event_table(alone)]
    shown.append(output.heading(f"Both tell, and differ ({len(differing)} of {len(found.both)})"))
    return [*shown, *(part for one in differing for part in _differing(one))]


def _differing(one: "BothTell") -> list[RenderableType]:
    record = one.line.record
    head = f"\n{lines.days(record.when)} {lines.parties(record)} ({record.id[:8]})"
    return [
        output.text(head.replace("..\n", ".."), "bold"),
        output.indented(output.quote(one.line.quotation.text)),
        accounts.fields_table(one.differences),
    ]

"""Answers of the actor tables as tables on the terminal."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.cli import output
from detente.cli.output import indented, quote, stacked, text

if TYPE_CHECKING:
    from detente.api_actors import Actors
    from detente.entities.directory_records import (
        Candidate,
        Holding,
        LayerInfo,
        PersonCard,
        RivalClaim,
        UnknownName,
    )

_MARKS = {
    "confirmed": "● confirmed",
    "open": "◌ open",
    "former": "○ former",
    "future": "→ future",
    "struck": "⊘ struck",
    "disputed": "≠ disputed",
    "undated": "",
}
_HOLDING_COLUMNS: list[output.Column] = [
    ("standing", {"no_wrap": True}),
    ("who, since when, how it is known", {"ratio": 1}),
]


def show_office(
    actors: "Actors",
    asked: tuple[str, str, dt.date],
    held: "Sequence[Holding]",
    others: "Sequence[Holding]",
) -> None:
    """Print who holds an office on a day, and below who else is near."""
    office, country, day = asked
    names = actors.directory.names
    kinds = [one.office_type for one in held] or names.office_types(office)
    title = f"{names.office_name(kinds[0])}, {names.country_name(names.country(country))}, {day}"
    output.show(Text(title, style="bold"))
    output.show(_holdings(held) if held else text("nobody known in office"))
    if others:
        output.show(output.heading("Before, after, and what is said besides"), _holdings(others))


def show_person(card: "PersonCard", held: "Sequence[Holding]", day: dt.date) -> None:
    """Print who a person is, and the offices."""
    aliases = ", ".join(one.text for one in card.aliases if one.text != card.name)
    rows = [
        ["id", card.person],
        ["country", f"{card.country_name} ({card.country})"],
        ["written as", aliases],
        ["layer", card.layer],
    ]
    output.show(text(card.name, "bold"), output.table(["", ""], [row for row in rows if row[1]]))
    output.show(output.heading(f"Offices as of {day}"))
    output.show(_holdings(held, is_of_one=True) if held else text("none known"))


def show_candidates(found: "Sequence[Candidate]") -> None:
    """Print what a name may mean, best first."""
    rows = [
        [f"{one.score:.2f}", one.name, one.kind, one.country, _spelled(one), one.id]
        for one in found
    ]
    columns: list[output.Column] = ["score", ("name", {"ratio": 1}), "kind", "of", "as", "id"]
    output.show(output.table(columns, rows) if rows else text("nothing found"))


def show_unknown(found: "Sequence[UnknownName]") -> None:
    """Print unknown names with their sentences and what comes near."""
    if not found:
        output.show(text("all names are known"))
    for name in found:
        near = ", ".join(f"{one.name} ({one.id})" for one in name.near)
        output.show(
            Text.assemble((name.name, "bold"), f", {name.kind}"),
            *(indented(quote(sentence)) for sentence in name.sentences),
            indented(text(f"near: {near}", "dim")) if near else None,
        )


def show_layers(found: "Sequence[LayerInfo]", day: dt.date) -> None:
    """Print the layers, the lowest first, and how old they are on a day."""
    rows = [
        [
            one.layer,
            (one.as_of or "")[:10],
            _age(one, day),
            one.persons,
            one.tenures,
            one.refused or "",
            stacked(*_where(one)),
        ]
        for one in found
    ]
    columns: list[output.Column] = [
        "layer",
        "tells until",
        "days old",
        "persons",
        "tenures",
        "left out",
    ]
    output.show(output.table([*columns, ("where", {"ratio": 1})], rows))


def _age(info: "LayerInfo", day: dt.date) -> str:
    told = (info.as_of or "")[:10]
    return str((day - dt.date.fromisoformat(told)).days) if told else ""


def _where(info: "LayerInfo") -> Iterable[RenderableType]:
    parts = (info.path or "packaged", info.note)
    return [text(part) for part in parts if part]


def _spelled(one: "Candidate") -> str:
    return "" if one.spelling == one.name else one.spelling


def _holdings(held: "Sequence[Holding]", *, is_of_one: bool = False) -> RenderableType:
    made = output.table(_HOLDING_COLUMNS, [_holding(one, is_of_one=is_of_one) for one in held])
    made.padding = (0, 2, 1, 0)
    return made


def _holding(one: "Holding", *, is_of_one: bool) -> list[RenderableType]:
    style = "bold strike" if one.standing == "struck" else "bold"
    known = "" if one.person == one.name else f" ({one.person})"
    head = f"{one.office}, {one.country_name}" if is_of_one else one.name + known
    joint = "; held jointly" if one.joint else ""
    parts = [
        Text(head, style=style),
        *([] if is_of_one else [text(one.office)]),
        text(one.in_words + joint),
        text(f"{one.layer}; {', '.join(one.sources)}", "dim"),
        *(text(_rival(rival)) for rival in one.rivals),
    ]
    return [text(_MARKS[one.standing]), stacked(*parts)]


def _rival(rival: "RivalClaim") -> str:
    days = " ".join(
        part
        for part in (
            f"from {rival.start}" if rival.start else "",
            f"to {rival.end}" if rival.end else "",
        )
        if part
    )
    layer = "" if rival.layer == "shipped" else f" ({rival.layer})"
    return f"≠ {', '.join(rival.sources)}{layer}: {days or 'no days'}"

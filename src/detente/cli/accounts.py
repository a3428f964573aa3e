"""Who says what of an event, as parts of a terminal page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.cli import decided, output

if TYPE_CHECKING:
    from detente.analyze.accounts import FieldAccount, Teller, ToldValue
    from detente.analyze.told_numbers import NumberAccount
    from detente.store.accounts import Accounts

_MOST_NUMBERS = 8


def parts(told: "Accounts") -> list[RenderableType]:
    """Return fields with who says which value, numbers over time, decisions."""
    found: list[RenderableType] = [output.heading("Who says what"), fields_table(told.fields)]
    if told.numbers:
        found += [output.heading("Numbers over time"), _numbers(told.numbers[:_MOST_NUMBERS])]
    if told.decisions:
        found += [output.heading("Decisions"), *decided.parts(told.decisions)]
    return found


def fields_table(fields: "Iterable[FieldAccount]") -> RenderableType:
    """Return fields with their values, who says each and since when, and how it is graded."""
    rows = [row for field in fields for row in _field_rows(field)]
    columns: list[output.Column] = [
        "field", ("value", {"ratio": 2}), "", "since", ("who says so", {"ratio": 3}),
    ]  # fmt: skip
    return output.table(columns, rows)


def tellers(told_by: "Iterable[Teller]") -> str:
    """Return who says something, each once: "Kestrel Post, Harbour News"."""
    return ", ".join(dict.fromkeys(one.article.outlet or "outlet unknown" for one in told_by))


def _field_rows(field: "FieldAccount") -> list[list[object]]:
    rows = [_value_row(value) for value in field.values]
    if field.chosen and not any(value.is_chosen for value in field.values):
        rows.insert(0, [Text(field.chosen, style="bold"), "chosen", "", ""])
    rule = [["", output.text(field.rule, "dim"), "", "", ""]] if field.rule else []
    return [[field.field if not n else "", *row] for n, row in enumerate(rows)] + rule


def _value_row(value: "ToldValue") -> list[object]:
    style = "bold" if value.is_chosen else ""
    mark = "chosen" if value.is_chosen else value.grade
    origins = f" ({value.n_origins} independent)" if value.n_origins > 1 else ""
    since = str(value.since or "?")
    return [Text(value.text, style=style), mark, since, f"{tellers(value.told_by)}{origins}"]


def _numbers(numbers: "Iterable[NumberAccount]") -> RenderableType:
    # Loads the records: help does without.
    from detente.analyze.told_numbers import range_words  # noqa: PLC0415

    rows: list[list[object]] = []
    for one in numbers:
        rows.append([Text(one.unit, style="bold"), range_words(one.low, one.high), "", ""])
        for day in one.days:
            words = "; ".join(dict.fromkeys(figure.text for figure in day.figures))
            who = tellers(figure.told_by for figure in day.figures)
            rows.append(["", range_words(day.low, day.high), f"{day.day or '?'}: {words}", who])
    return output.table(
        ["what", "how many", ("in words", {"ratio": 2}), ("who", {"ratio": 1})], rows
    )

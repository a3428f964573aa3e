"""The page of statements: who said what about whom, with filters and facets."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from detente.analyze import wording
from detente.analyze.said import STANCES, SURE, StatementFilter
from detente.errors import QueryError
from detente.export.said_rows import STATEMENT_COLUMNS, statement_row
from detente.model import Record
from detente.store import loading, said, web_people
from detente.store.loading import Connection
from detente.web.asked import day
from detente.web.doors import python_call, table_as_csv
from detente.web.question import Question, paged, pair_words, read_question, state_name

NAMES: Final = (
    "speaker", "to", "about", "stance", "channel", "kind", "topic", "since", "until", "text", "all",
)  # fmt: skip
KINDS: Final = {"direct": "quoted", "indirect": "paraphrased", "mixed": "partly quoted"}
_ON: Final = "1"
_FIELDS: Final = {"to": "addressee"}
_HEADINGS: Final = {
    "stance": "What they do",
    "kind": "Words",
    "channel": "Channel",
    "about": "About",
}
_MOST_NEAR: Final = 5


class Choice(Record, frozen=True, kw_only=True):
    """A value to narrow by: what it is called, how many statements it has, where it leads."""

    label: str
    n: int
    href: str
    is_on: bool


def read(parameters: Mapping[str, str]) -> Question:
    """Return what the address of the page asks."""
    return read_question("/statements", NAMES, parameters)


def as_filter(question: Question) -> StatementFilter:
    """Return the filter of an address.

    Raises:
        QueryError: a day that cannot be read.
    """
    texts = {
        _FIELDS.get(name, name): question.get(name) or None
        for name in NAMES
        if name not in {"since", "until", "all"}
    }
    days = StatementFilter(
        since=question.read("since", day),
        until=question.read("until", day),
        least_sure=0.0 if question.get("all") == _ON else SURE,
    )
    return msgspec.structs.replace(days, **texts)


def said_page(connection: Connection, question: Question, database: str) -> Mapping[str, Any]:
    """Return what the template of the statements shows.

    Raises:
        QueryError: the address names somebody or something unknown.
    """
    wanted = as_filter(question)
    ids = said.matching_statements(connection, wanted)
    shown, pages = paged(question, ids)
    lines = loading.statement_lines(connection, shown)
    labels = _labels(connection)
    return {
        **_frame(question),
        "chips": question.chips(labels),
        "views": said.statement_views(connection, lines),
        "pages": pages,
        "facets": _facets(connection, question, ids),
        "nearest": [] if ids else _nearest(connection, question),
        "is_empty": not ids and not question.parameters,
        "sql": said.statements_sql(connection, wanted),
        "python": python_call("statements", wanted, database),
    }


def refused_page(question: Question, problem: str) -> Mapping[str, Any]:
    """Return what the page shows for a question that cannot be answered as asked."""
    return {**_frame(question), "chips": question.bare_chips(), "problem": problem}


def said_csv(connection: Connection, question: Question) -> str:
    """Return all statements of an address as CSV.

    Raises:
        QueryError: as for :func:`said_page`.
    """
    lines = said.statements(connection, as_filter(question))
    rows = (statement_row(view) for view in said.statement_views(connection, lines))
    return table_as_csv([column.name for column in STATEMENT_COLUMNS], rows)


def _frame(question: Question) -> dict[str, Any]:
    return {
        "asked": question,
        "stances": STANCES,
        "kinds": KINDS,
        "problem": None,
        "views": (),
        "facets": (),
        "nearest": (),
        "is_empty": False,
        "pages": {"n": 0, "last": 1},
        "sql": "",
        "python": "",
    }


def _labels(connection: Connection) -> Mapping[str, Any]:
    def person(asked: str) -> str:
        line = web_people.person_line(connection, asked)
        return line.name if line else state_name(asked)

    return {
        "speaker": lambda text: f"by {person(text)}",
        "to": lambda text: f"to {person(text)}",
        "about": lambda text: f"about {pair_words(text)}",
        "stance": lambda text: text,
        "channel": lambda text: f"through {text.replace('_', ' ')}",
        "kind": lambda text: KINDS.get(text, text),
        "topic": lambda text: f"on {text}",
        "since": lambda text: f"since {wording.day(day(text))}",
        "until": lambda text: f"until {wording.day(day(text))}",
        "text": lambda text: f"with the words “{text}”",
    }


def _facets(
    connection: Connection, question: Question, ids: Sequence[str]
) -> list[tuple[str, list[Choice]]]:
    by_field = said.facets(connection, ids)
    found = [
        (heading, [_choice(question, field, value, n) for value, n in by_field[field]])
        for field, heading in _HEADINGS.items()
    ]
    people = [
        Choice(
            label=name,
            n=n,
            href=question.address(speaker=None if question.get("speaker") == key else key),
            is_on=question.get("speaker") == key,
        )
        for key, name, n in said.speakers(connection, ids)
    ]
    return [("Speaker", people), *found]


def _choice(question: Question, field: str, value: str, n: int) -> Choice:
    is_on = question.get(field) == value
    return Choice(
        label=_value_words(field, value),
        n=n,
        href=question.address(**{field: None if is_on else value}),
        is_on=is_on,
    )


def _value_words(field: str, value: str) -> str:
    if field == "about":
        return state_name(value)
    return KINDS.get(value, value.replace("_", " "))


def _nearest(connection: Connection, question: Question) -> list[tuple[str, int, str]]:
    """Return what each filter alone stands in the way of: its words, the count, the address."""
    found = []
    for chip in question.chips(_labels(connection)):
        rest = {name: text for name, text in question.parameters if name != chip.name}
        n = _count(connection, read(rest))
        found += [(f"without “{chip.label}”", n, chip.href)] if n else []
    return found[:_MOST_NEAR]


def _count(connection: Connection, question: Question) -> int:
    try:
        return len(said.matching_statements(connection, as_filter(question)))
    except QueryError:
        return 0

"""The page of standing facts: what stands by whom, held against tables and other articles."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from detente.analyze import wording
from detente.analyze.fact_words import kind_words
from detente.analyze.facts import FactFilter
from detente.export.said_rows import FACT_COLUMNS, fact_row
from detente.merge.fact_checks import VERDICTS
from detente.store import standing
from detente.store.loading import Connection
from detente.web.asked import day, dyad
from detente.web.desk import Desk
from detente.web.doors import python_call, table_as_csv
from detente.web.question import Question, paged, pair_words, read_question, state_name

NAMES: Final = (
    "kind", "subject", "object", "dyad", "source", "verdict", "disputed", "since", "until", "text",
)  # fmt: skip
VERDICT_WORDS: Final = {
    "agree": "tables agree",
    "disagree": "tables disagree",
    "unknown": "tables do not tell",
}
_ON: Final = "1"
_LABELS: Final[Mapping[str, Callable[[str], str]]] = {
    "kind": kind_words,
    "subject": lambda text: f"of {state_name(text)}",
    "object": lambda text: f"object {state_name(text)}",
    "dyad": lambda text: f"between {pair_words(text)}",
    "source": lambda text: f"says {state_name(text)}",
    "verdict": lambda text: VERDICT_WORDS.get(text, text),
    "disputed": lambda _: "where tables or articles differ",
    "since": lambda text: f"since {wording.day(day(text))}",
    "until": lambda text: f"until {wording.day(day(text))}",
    "text": lambda text: f"with the words “{text}”",
}


def read(parameters: Mapping[str, str]) -> Question:
    """Return what the address of the page asks."""
    return read_question("/facts", NAMES, parameters)


def as_filter(question: Question) -> FactFilter:
    """Return the filter of an address.

    Raises:
        QueryError: a day or pair that cannot be read.
    """
    plain = ("kind", "subject", "object", "source", "verdict", "text")
    found = FactFilter(
        dyad=question.read("dyad", dyad),
        disputed=question.get("disputed") == _ON,
        since=question.read("since", day),
        until=question.read("until", day),
    )
    texts = {name: question.get(name) or None for name in plain}
    return msgspec.structs.replace(found, **texts)


def standing_page(desk: Desk, question: Question) -> Mapping[str, Any]:
    """Return what the template of the facts shows.

    Raises:
        QueryError: the address names somebody or something unknown.
    """
    wanted = as_filter(question)
    found = standing.facts(desk.connection, desk.facts(), wanted)
    shown, pages = paged(question, found)
    return {
        **_frame(desk.connection, question),
        "chips": question.chips(_LABELS),
        "facts": shown,
        "pages": pages,
        "sql": standing.facts_sql(desk.connection, wanted),
        "python": python_call("facts", wanted, desk.path),
        "is_empty": not found and not question.parameters,
    }


def refused_page(connection: Connection, question: Question, problem: str) -> Mapping[str, Any]:
    """Return what the page shows for a question that cannot be answered as asked."""
    frame = _frame(connection, question)
    return {**frame, "chips": question.bare_chips(), "problem": problem}


def facts_csv(desk: Desk, question: Question) -> str:
    """Return all facts of an address as CSV.

    Raises:
        QueryError: as for :func:`standing_page`.
    """
    found = standing.facts(desk.connection, desk.facts(), as_filter(question))
    return table_as_csv([column.name for column in FACT_COLUMNS], map(fact_row, found))


def _frame(connection: Connection, question: Question) -> dict[str, Any]:
    return {
        "asked": question,
        "kinds": standing.kinds(connection),
        "verdicts": VERDICTS,
        "verdict_words": VERDICT_WORDS,
        "problem": None,
        "facts": (),
        "pages": {"n": 0, "last": 1},
        "is_empty": False,
        "sql": "",
        "python": "",
    }

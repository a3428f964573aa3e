"""The list of promises: what was announced, and what became of it as of a day."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from detente.analyze.promises import STATUSES, PromiseFilter
from detente.export.said_rows import PROMISE_COLUMNS, promise_row
from detente.store import pledges
from detente.store.loading import Connection
from detente.web.asked import day, dyad
from detente.web.doors import python_call, table_as_csv
from detente.web.question import Question, paged, pair_words, read_question, state_name

NAMES: Final = ("status", "dyad", "party", "on")
MARKS: Final = {"open": "planned", "overdue": "planned", "done": "done", "dropped": "denied"}
_LABELS: Final[Mapping[str, Callable[[str], str]]] = {
    "status": lambda text: text,
    "dyad": lambda text: f"between {pair_words(text)}",
    "party": lambda text: f"with {state_name(text)}",
}


def read(parameters: Mapping[str, str]) -> Question:
    """Return what the address of the page asks."""
    return read_question("/promises", NAMES, parameters)


def as_filter(question: Question) -> PromiseFilter:
    """Return the filter of an address.

    Raises:
        QueryError: a day or pair that cannot be read.
    """
    return PromiseFilter(
        status=question.get("status") or None,
        as_of=question.read("on", day),
        dyad=question.read("dyad", dyad),
        party=question.get("party") or None,
    )


def pledges_page(connection: Connection, question: Question, database: str) -> Mapping[str, Any]:
    """Return what the template of the promises shows.

    Raises:
        QueryError: the address names somebody or something unknown.
    """
    wanted = as_filter(question)
    everything = pledges.promises(connection, as_filter(read(_all_of(question))))
    found = pledges.promises(connection, wanted) if wanted.status else everything
    shown, pages = paged(question, found)
    return {
        **_frame(question),
        "chips": question.chips(_LABELS),
        "promises": shown,
        "tally": Counter(one.status for one in everything),
        "n_all": len(everything),
        "as_of": wanted.as_of or pledges.newest_day(connection),
        "pages": pages,
        "python": python_call("promises", wanted, database),
        "is_empty": not everything and not question.parameters,
    }


def refused_page(question: Question, problem: str) -> Mapping[str, Any]:
    """Return what the page shows for a question that cannot be answered as asked."""
    return {**_frame(question), "chips": question.bare_chips(), "problem": problem}


def promises_csv(connection: Connection, question: Question) -> str:
    """Return all promises of an address as CSV.

    Raises:
        QueryError: as for :func:`pledges_page`.
    """
    found = pledges.promises(connection, as_filter(question))
    return table_as_csv([column.name for column in PROMISE_COLUMNS], map(promise_row, found))


def _all_of(question: Question) -> Mapping[str, str]:
    return {name: text for name, text in question.parameters if name != "status"}


def _frame(question: Question) -> dict[str, Any]:
    return {
        "asked": question,
        "statuses": STATUSES,
        "marks": MARKS,
        "problem": None,
        "promises": (),
        "tally": Counter(),
        "n_all": 0,
        "as_of": None,
        "pages": {"n": 0, "last": 1},
        "is_empty": False,
        "python": "",
    }

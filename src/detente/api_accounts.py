"""The part of the Python API that asks who says what, and decides what holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from duckdb import DuckDBPyConnection

from detente.analyze.decision_views import DecisionView
from detente.analyze.views import EventFilter
from detente.api_decisions import Judge
from detente.store import query
from detente.store.accounts import Accounts, accounts
from detente.store.compare import Comparison, compare, pair_of
from detente.store.connect import reading

T = TypeVar("T")


class AccountQuestions:
    """Questions to a database on accounts of events, and its decisions."""

    path: Path
    timeout_s: float

    def accounts(self, id_: str) -> Accounts:
        """Return who says what of an event, field by field, and the decisions on it.

        Raises:
            QueryError: no such id, or several.
        """
        return self._ask(lambda connection: accounts(connection, query.event(connection, id_)))

    def compare(
        self, first: str, second: str, dyad: str | None = None, **fields: Any
    ) -> Comparison:
        """Return what two outlets tell, leave out and tell otherwise of "RUS-IDN".

        Further fields are those of an EventFilter: ``since``, ``until``, ``event_type``.

        Raises:
            QueryError: no such outlet or country.
        """
        wanted = EventFilter(dyad=pair_of(dyad) if dyad else None, **fields)
        return self._ask(lambda connection: compare(connection, first, second, wanted))

    def judge(self, author: str | None = None) -> Judge:
        """Return a judge, who decides in the name of an author (by default the user's).

        ``connect(db).judge("A. Reader").same("9f3c01ab", "77aa02c1", reason="one call")``
        """
        return Judge(self.path, author=author, timeout_s=self.timeout_s)

    def decisions(self) -> tuple[DecisionView, ...]:
        """Return the decisions of users, the latest first, and whether they hold."""
        return self.judge().decisions()

    def export_decisions(self, out: str | Path) -> int:
        """Write what the decisions in force teach as gold data (JSON lines); return the lines.

        docs/decisions-of-users.md describes them.
        """
        return self.judge().export(Path(out))

    def _ask(self, question: Callable[[DuckDBPyConnection], T]) -> T:
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return question(connection)

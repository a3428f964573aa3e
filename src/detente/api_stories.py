"""The part of the Python API that asks about stories."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from duckdb import DuckDBPyConnection

from detente.analyze.stories import StoryFilter, StoryLine, StoryView
from detente.store import stories
from detente.store.connect import reading

T = TypeVar("T")


class StoryQuestions:
    """Questions to a database on what its articles are about."""

    path: Path
    timeout_s: float

    def stories(self, wanted: StoryFilter | None = None, **fields: Any) -> tuple[StoryLine, ...]:
        """Return stories, the latest first, narrowed by a filter or its fields (``actor=...``).

        Raises:
            QueryError: nobody of that name, no such state.
        """
        chosen = msgspec.structs.replace(wanted or StoryFilter(), **fields)
        return self._ask(lambda connection: stories.stories(connection, chosen))

    def story(self, id_: str) -> StoryView:
        """Return one story by its id, by one it had before, or by the id of one of its articles.

        Raises:
            QueryError: no such id, or several.
        """
        return self._ask(lambda connection: stories.story(connection, id_))

    def _ask(self, question: Callable[[DuckDBPyConnection], T]) -> T:
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return question(connection)

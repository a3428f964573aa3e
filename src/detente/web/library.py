"""The database of a dashboard: opened for each page, for reading only, and let go at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.model import Record
from detente.store import query, web_views
from detente.store.connect import reading
from detente.store.loading import Connection
from detente.store.web_views import Overview

_BUSIEST = 8  # dyads that the rail lists


class Library(Record, frozen=True, kw_only=True):
    """Where the database lies, and how long a page waits for a writer to let go of it."""

    path: Path
    timeout_s: float

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @contextmanager
    def open(self) -> Iterator[Connection]:
        """Open the database for one page.

        Raises:
            StoreBusyError: a writer held the file too long.
            StoreError: there is no database at the path.
        """
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            yield connection


def overview(connection: Connection) -> Overview:
    """Return what the frame of every page tells."""
    return web_views.overview(connection, query.dyads(connection, _BUSIEST))

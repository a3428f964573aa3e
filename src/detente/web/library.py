"""The database of a dashboard: opened for each page, for reading only, and let go at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from detente.entities.directory import Directory, load_directory
from detente.model import Record
from detente.settings import Actors
from detente.store import query, web_views
from detente.store.connect import reading
from detente.store.loading import Connection
from detente.store.web_views import Overview
from detente.web.deciding import Deciding
from detente.web.desk import Desk

_BUSIEST = 8  # dyads that the rail lists


class Library(Record, frozen=True, kw_only=True):
    """Where the database lies, and how long a page waits for a writer to let go of it.

    ``actors`` says what lies over the packaged tables of persons and offices; ``deciding`` that
    decisions may be made, None that the dashboard only reads.
    """

    path: Path
    timeout_s: float
    actors: Actors = Actors()
    deciding: Deciding | None = None

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

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the database for one page that asks the tables of persons and offices as well.

        Raises:
            StoreBusyError, StoreError: as for :meth:`open`.
            LayerError: a file over the packaged tables is broken.
        """
        with self.open() as connection:
            yield Desk(connection, _directory(self.actors), str(self.path))


@cache
def _directory(actors: Actors) -> Directory:
    """Return the tables, loaded once; takes most of a second."""
    return load_directory(actors)


def overview(connection: Connection) -> Overview:
    """Return what the frame of every page tells."""
    return web_views.overview(connection, query.dyads(connection, _BUSIEST))

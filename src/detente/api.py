"""The Python API: understand one article, run over many, ask a database."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from detente.analyze.brief import Brief, write_brief
from detente.analyze.facts import FactFilter, FactLine
from detente.analyze.promises import Promise, PromiseFilter
from detente.analyze.said import StatementFilter, StatementView
from detente.analyze.views import (
    ArticleView,
    ConflictLine,
    DyadView,
    EventFilter,
    EventLine,
    EventView,
    Info,
    PersonView,
    ProblemLine,
)
from detente.analyze.why import WhyView
from detente.api_accounts import AccountQuestions
from detente.api_actors import Actors, actors
from detente.api_run import Understander, run, understand
from detente.api_stories import StoryQuestions
from detente.export.decision_rows import decision_row
from detente.export.forecast_rows import forecast_row
from detente.export.said_rows import claim_rows, fact_row, promise_row, statement_row
from detente.export.tables import COLUMNS as TABLES
from detente.export.tables import Table, write_tables, writer_of
from detente.merge.known_facts import load_facts
from detente.ontology.reductions import reduction as check_reduction
from detente.plugins import load_plugin
from detente.settings import Actors as ActorSettings
from detente.store import query
from detente.store import why as store_why
from detente.store.connect import READ_TIMEOUT_S, reading
from detente.store.names import one_of

if TYPE_CHECKING:
    from detente.api_forecasts import Forecasts

__all__ = ["Actors", "Database", "Understander", "actors", "connect", "run", "understand"]


def connect(
    db: str | Path, *, timeout_s: float = READ_TIMEOUT_S, actors: ActorSettings | None = None
) -> "Database":
    """Return a database to ask. It is opened for each question, so that a run can write between.

    ``actors`` says what lies over the packaged tables that standing facts are held against.

    Raises:
        StoreError: there is no such file, or it is no database of this version.
    """
    database = Database(Path(db), timeout_s, actors)
    with reading(database.path, timeout_s=timeout_s):
        return database


class Database(AccountQuestions, StoryQuestions):
    """A database, to ask questions; each waits up to ``timeout_s`` for a writer to let go."""

    def __init__(
        self,
        path: Path,
        timeout_s: float = READ_TIMEOUT_S,
        actors: ActorSettings | None = None,
    ) -> None:
        self.path = path
        self.timeout_s = timeout_s
        self.actors = actors

    def __repr__(self) -> str:
        return f"detente.connect({str(self.path)!r})"

    def events(self, wanted: EventFilter | None = None, **fields: Any) -> tuple[EventLine, ...]:
        """Return records, newest first, narrowed by a filter or its fields (``dyad=...``).

        Raises:
            QueryError: an unknown country, person, type or modality; it says what would be right.
        """
        chosen = msgspec.structs.replace(wanted or EventFilter(), **fields)
        return self._ask(lambda connection: query.events(connection, chosen))

    def event(self, id_: str) -> EventView:
        """Return one record with its reports, by the id (or its beginning) of it or of a report.

        Raises:
            QueryError: no such id, or several.
        """
        return self._ask(lambda connection: query.event(connection, id_))

    def why(self, id_: str) -> WhyView:
        """Return why the reports of a record were coded as they were, by the id of it or of one.

        Raises:
            QueryError: no such id, or several.
        """
        return self._ask(lambda connection: store_why.why(connection, id_))

    def dyad(self, first: str, second: str, **fields: Any) -> DyadView:
        """Return what happened between two countries, by code or name; ``since`` etc. narrow it.

        Raises:
            QueryError: one of them is in no record.
        """
        chosen = EventFilter(**fields)
        return self._ask(lambda connection: query.dyad(connection, first, second, chosen))

    def person(self, name: str) -> PersonView:
        """Return what is known of a person.

        Raises:
            QueryError: nobody of that name, or several.
        """
        return self._ask(lambda connection: query.person(connection, name))

    def article(self, id_: str) -> ArticleView:
        """Return an article: its text, what was removed, what was found.

        Raises:
            QueryError: no such id, or several.
        """
        return self._ask(lambda connection: query.article(connection, id_))

    def statements(
        self, wanted: StatementFilter | None = None, **fields: Any
    ) -> tuple[StatementView, ...]:
        """Return statements, latest first, narrowed by a filter or its fields (``about=...``).

        Each comes with the event that it is, the events it reports, and what became of those.

        Raises:
            QueryError: nobody of that name, no such state, stance or kind.
        """
        chosen = msgspec.structs.replace(wanted or StatementFilter(), **fields)
        return self._ask(
            lambda connection: query.statement_views(
                connection, query.statements(connection, chosen)
            )
        )

    def facts(self, wanted: FactFilter | None = None, **fields: Any) -> tuple[FactLine, ...]:
        """Return standing facts, the latest told first, with who says so and what is known.

        They are narrowed by a filter or its fields (``kind=...``, ``subject=...``).

        Raises:
            QueryError: no such kind or verdict, nobody of that name.
        """
        chosen = msgspec.structs.replace(wanted or FactFilter(), **fields)
        known = load_facts(self.actors)
        return self._ask(lambda connection: query.facts(connection, known, chosen))

    def promises(self, wanted: PromiseFilter | None = None, **fields: Any) -> tuple[Promise, ...]:
        """Return announced deeds by the day they are due, and what became of them.

        They are seen as of ``as_of``, or else of the newest article; the clock is never asked.

        Raises:
            QueryError: no such status, state or person.
        """
        chosen = msgspec.structs.replace(wanted or PromiseFilter(), **fields)
        return self._ask(lambda connection: query.promises(connection, chosen))

    def conflicts(self, *, kind: str | None = None) -> tuple[ConflictLine, ...]:
        """Return where accounts differ: reports of an event, claims of a fact, or known facts.

        Raises:
            QueryError: no conflict of that kind.
        """
        return self._ask(lambda connection: query.conflicts(connection, kind=kind))

    def forecasts(self) -> "Forecasts":
        """Return what answers questions on what comes next, and takes in event tables of others.

        ``connect(db).forecasts().dyad("RUS", "MYS", within=30)``
        """
        from detente.api_forecasts import Forecasts  # noqa: PLC0415 - scipy and LightGBM

        return Forecasts(self.path, timeout_s=self.timeout_s)

    def problems(self) -> tuple[ProblemLine, ...]:
        """Return inputs that were lost, with their reasons, and notes."""
        return self._ask(query.problems)

    def brief(
        self,
        first: str,
        second: str,
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Brief:
        """Return a short text about two countries, each sentence with its references.

        Raises:
            QueryError: one of them is in no record.
        """
        return write_brief(self.dyad(first, second, since=since, until=until), since, until)

    def export(
        self, out: str | Path, format_: str = "csv", *, reduction: str | None = None
    ) -> tuple[Path, ...]:
        """Write the records to files at ``out`` (csv, parquet: a folder; plover-jsonl: a file).

        ``reduction`` names another reading of PLOVER to write them in (docs/ontology.md): plover,
        crosswalk, cameo_strict. Returns the files written.

        Raises:
            PluginError: no such format; it names those installed.
            OntologyError: no such reduction; it names those there are.
        """
        exporter = load_plugin("exporters", format_)
        if reduction is not None:
            check_reduction(reduction)  # before a file is touched
        options = {"reduction": reduction} if reduction else {}
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            written: tuple[Path, ...] = exporter(
                query.event_views(connection), Path(out), **options
            )
        return written

    def export_tables(
        self, out: str | Path, tables: Iterable[str] = TABLES, format_: str = "csv"
    ) -> tuple[Path, ...]:
        """Write statements, facts, promises, forecasts, ... to the folder ``out``; a file each.

        ``tables`` says which, ``format_`` is csv, parquet or jsonl; docs/statements.md describes
        the columns. Returns the files written.

        Raises:
            QueryError: no such table or format; it names those there are.
        """
        wanted = [one_of(name, TABLES, "table") for name in tables]
        writer_of(format_)  # before the database is asked
        made = (Table(name=name, rows=_rows_of(self, name)) for name in wanted)
        return write_tables(made, Path(out), format_)

    def sql(self, text: str) -> Any:
        """Return the answer to an SQL question as an Arrow table; nothing can be changed.

        Raises:
            QueryError: the question is wrong, or would change something.
        """
        return self._ask(lambda connection: query.sql(connection, text))

    def info(self) -> Info:
        """Return what the database holds, and what made it."""
        return self._ask(lambda connection: query.info(connection, self.path))


def _rows_of(database: Database, table: str) -> list[dict[str, Any]]:
    if table == "statements":
        return [statement_row(view) for view in database.statements()]
    if table == "decisions":
        return [decision_row(view) for view in database.decisions()]
    if table == "forecasts":
        return [forecast_row(one) for one in database.forecasts().issued()]
    if table == "promises":
        return [promise_row(promise) for promise in database.promises()]
    if table == "facts":
        return [fact_row(fact) for fact in database.facts()]
    return [row for fact in database.facts() for row in claim_rows(fact)]

"""The Python API to event tables of others and to forecasts."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec

from detente.errors import ForecastError, QueryError
from detente.forecast.classes import (
    EventClass,
    class_named,
    read_classes,
    shipped_classes,
    with_own_classes,
)
from detente.forecast.issued import Issued, resolve, scored
from detente.forecast.kinds import RANKING, kinds
from detente.forecast.next_events import NextAnswer, next_events
from detente.forecast.questions import (
    HORIZONS,
    FitSettings,
    Progress,
    Question,
    Tried,
    date_of,
    day_number,
)
from detente.forecast.record import RecordPart, track_record
from detente.forecast.scenario import LABEL, Change, ScenarioAnswer, ScenarioPast
from detente.forecast.scenario_file import Assumed, Scenario, read_scenario
from detente.forecast.series import EventSeries
from detente.ingest.tables_quads import QuadOptions, unit_named
from detente.model import Record
from detente.pipeline.fitting import fit_model, fit_ranking, load_ranking
from detente.pipeline.forecasts import Desk, known_by
from detente.pipeline.imports import ImportProgress, ImportReport, import_tables
from detente.store.connect import READ_TIMEOUT_S, reading
from detente.store.forecasts import (
    ForecastFilter,
    forecasts,
    one_forecast,
    save_forecasts,
    save_resolutions,
)
from detente.store.models import (
    About,
    load_about,
    model_folder,
)
from detente.store.names import code_of
from detente.store.series import load_series, series_digest
from detente.store.tables import ImportLine, imports, one_import, take_out

MOST_CHANGES: Final = 40  # changes that a scenario tells, the largest


class FitReport(Record, frozen=True, kw_only=True):
    """What was fitted, where it lies, and how it did on past windows."""

    model_id: str
    folder: str
    name: str
    n_events: int
    data_until: dt.date
    tried: tuple[Tried, ...]


class RecordView(Record, frozen=True, kw_only=True):
    """The track record.

    ``ahead`` is of forecasts issued before their days came, ``looking_back`` of those issued for
    days that the data already held. ``n_open`` are not due yet.
    """

    ahead: tuple[RecordPart, ...]
    looking_back: tuple[RecordPart, ...]
    n_open: int
    n_resolved: int


class Forecasts:
    """Forecasts of a database, and the event tables they are learned from.

    ``Forecasts("asia.duckdb").dyad("RUS", "MYS", within=30)``. "Today" is the last day of the data,
    or the day given as ``as_of``: never the clock's.
    """

    def __init__(self, db: str | Path, *, timeout_s: float = READ_TIMEOUT_S) -> None:
        self.path = Path(db)
        self.timeout_s = timeout_s

    def __repr__(self) -> str:
        return f"Forecasts({str(self.path)!r})"

    def import_events(
        self,
        path: str | Path,
        format_: str,
        *,
        start: dt.date | None = None,
        unit: str = "days",
        on_batch: Callable[[ImportProgress], None] = lambda _: None,
    ) -> ImportReport:
        """Import a table, an archive or a folder of tables; the database is made if need be.

        ``format_`` is icews, polecat, gdelt, phoenix, quads or csv; ``start`` and ``unit`` say
        which day time 0 of quadruples is, and whether times are days or hours.

        Raises:
            IntakeError: no such format or file, or no table that could be read.
            StoreBusyError: another process is writing.
        """
        options = QuadOptions(start=start, unit=unit_named(unit))
        return import_tables(Path(path), self.path, format_, quads=options, on_batch=on_batch)

    def imports(self) -> tuple[ImportLine, ...]:
        """Return the tables that were imported."""
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return imports(connection)

    def imported(self, id_: str) -> ImportLine:
        """Return one imported table, by its id or the beginning of it.

        Raises:
            QueryError: no such import, or several.
        """
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return one_import(connection, id_)

    def remove_import(self, id_: str) -> ImportLine:
        """Take an imported table out, with all its rows; returns what it was.

        Raises:
            QueryError: no such import, or several.
        """
        return take_out(self.path, id_)

    @cached_property
    def series(self) -> EventSeries:
        """The events that forecasts are learned from; read once."""
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return load_series(connection)

    def fit(
        self,
        *,
        kind: str | None = None,
        classes: str | Path | None = None,
        horizons: Sequence[int] = HORIZONS,
        until: dt.date | None = None,
        seed: int = 0,
        progress: Progress = lambda _share, _words: None,
    ) -> FitReport:
        """Fit a model on what is known by the end of ``until`` and put it in force.

        ``kind`` is dyads (the default), frequency, or ranking: that one is asked by :meth:`next`.
        ``classes`` is a TOML file of classes of one's own. A kill leaves the old model in force.

        Raises:
            ForecastError: no events, no such kind of model, or a wrong file of classes.
        """
        chosen = kind or kinds()[0]
        settings = FitSettings(
            classes=_classes(classes),
            horizons=tuple(sorted(set(horizons))),
            until=None if until is None else day_number(until) + 1,
            seed=seed,
        )
        known = known_by(self.series, until, self.path)
        fit = fit_ranking if chosen == RANKING else fit_model
        folder, about = fit(self.path, chosen, known, settings, progress)
        return FitReport(
            model_id=about.model_id,
            folder=str(folder / about.model_id),
            name=about.name,
            n_events=about.n_events,
            data_until=date_of(about.data_until),
            tried=about.tried,
        )

    def model(self) -> About | None:
        """Return what the model in force is, None if none was fitted.

        Raises:
            ForecastError: it cannot be used.
        """
        return load_about(model_folder(self.path))

    def dyad(
        self,
        first: str,
        second: str,
        *,
        within: int = 30,
        class_: str | None = None,
        as_of: dt.date | None = None,
        store: bool = True,
    ) -> tuple[Issued, ...]:
        """Return how likely two countries have events of each class (or one) in the next days.

        Directed classes are told in both directions. The forecasts are stored, unless told not to.

        Raises:
            QueryError: no such country.
            ForecastError: no events, no such class, or a model that cannot be used or has learned
                from days behind ``as_of``.
        """
        desk = Desk(self.path, self.series, as_of, within)
        pair = (_country(first), _country(second))
        if pair[0] == pair[1]:
            raise QueryError(f"a dyad needs two different countries, not {pair[0]} twice")
        wanted = (class_named(class_, desk.classes),) if class_ else desk.classes
        found = desk.issued(_questions(pair, wanted, desk.origin, within))
        if store:
            save_forecasts(self.path, found)
        return found

    def next(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        class_: str | None = None,
        as_of: dt.date | None = None,
        limit: int = 20,
    ) -> NextAnswer:
        """Return with whom an actor (or a recipient) has an event next, by code or name.

        Raises:
            QueryError: neither actor nor recipient, or both.
            ForecastError: nobody of that name, no such class, no events.
        """
        asked = actor or recipient
        if asked is None or (actor and recipient):
            raise QueryError("say one of actor and recipient: with whom the other side is asked")
        about = self.model()
        classes = about.settings.classes if about else shipped_classes()
        known = known_by(self.series, as_of, self.path)
        ranking = load_ranking(self.path, known)
        return (ranking.answer if ranking else next_events)(
            known,
            code_of(asked) or asked,
            as_recipient=recipient is not None,
            event_class=class_named(class_, classes) if class_ else None,
            limit=limit,
        )

    def scenario(self, file: str | Path, *, as_of: dt.date | None = None) -> ScenarioAnswer:
        """Return what the events assumed in a TOML file change, by what went with them before.

        Raises:
            ForecastError: a file that cannot be read, no events, or an unusable model.
        """
        asked = _with_codes(read_scenario(_text(file, "scenario"), str(file)))
        desk = Desk(self.path, self.series, as_of, asked.within)
        past = ScenarioPast.of(self.series, desk.origin, asked, desk.classes)
        assumed = desk.probabilities(asked.assume)
        expected = 1.0
        for probability in assumed.values():
            expected *= probability
        changes = () if past.problem else _changes(desk, past, expected)
        return ScenarioAnswer(
            says=asked.says,
            label=LABEL,
            within=asked.within,
            windows=max(0, len(past.exposed) - 1),
            exposed=int(past.exposed.sum()),
            expected=expected,
            asked=len(past.hits),
            changes=changes,
            problem=past.problem,
            note=desk.note,
        )

    def resolve(self, *, as_of: dt.date | None = None) -> tuple[Issued, ...]:
        """Score the forecasts whose days are over by the data; return those scored just now."""
        known = known_by(self.series, as_of, self.path)
        digest = series_digest(known)
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            open_ = forecasts(connection, ForecastFilter(state="open"))
        found = {one.id: resolve(one, known, digest) for one in open_}
        due = {id_: one for id_, one in found.items() if one is not None}
        if due:
            save_resolutions(self.path, due)
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return tuple(one for one in forecasts(connection) if one.id in due)

    def issued(self, **fields: Any) -> tuple[Issued, ...]:
        """Return stored forecasts, the latest first; ``dyad``, ``class_``, ``state`` narrow.

        Raises:
            QueryError: no such state.
        """
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return forecasts(connection, ForecastFilter(**fields))

    def forecast(self, id_: str) -> Issued:
        """Return one stored forecast, by its id or the beginning of it.

        Raises:
            QueryError: no such forecast, or several.
        """
        with reading(self.path, timeout_s=self.timeout_s) as connection:
            return one_forecast(connection, id_)

    def record(self) -> RecordView:
        """Return how the forecasts that are due came out."""
        return record_of(self.issued())


def _changes(desk: Desk, past: ScenarioPast, expected: float) -> tuple[Change, ...]:
    """Return what changes most: found by dyad frequency, then told from what the model says."""
    often = desk.frequencies(tuple(past.hits))
    most = past.changes(often, expected)[:MOST_CHANGES]
    asked = [Assumed(class_=one.class_, first=one.first, second=one.second) for one in most]
    return past.changes(desk.probabilities(asked), expected)


def record_of(issued: Sequence[Issued]) -> RecordView:
    """Return the track record of forecasts."""
    due = [one for one in issued if one.resolution is not None]
    parts = {
        looks_back: track_record(
            [found for one in due if one.looks_back == looks_back and (found := scored(one))]
        )
        for looks_back in (False, True)
    }
    return RecordView(
        ahead=parts[False],
        looking_back=parts[True],
        n_open=len(issued) - len(due),
        n_resolved=len(due),
    )


def _classes(file: str | Path | None) -> tuple[EventClass, ...]:
    own = () if file is None else read_classes(_text(file, "classes of events"), str(file))
    return with_own_classes(own)


def _text(file: str | Path, what: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ForecastError(f"{what} {file}: cannot be read: {error}") from error


def _country(asked: str) -> str:
    code = code_of(asked)
    if code is None:
        raise QueryError(f"no country or bloc {asked!r}: give an ISO3 code or a name")
    return "EUR" if code == "EUU" else code


def _with_codes(asked: Scenario) -> Scenario:
    def coded(one: Assumed) -> Assumed:
        return msgspec.structs.replace(one, first=_country(one.first), second=_country(one.second))

    return msgspec.structs.replace(
        asked, assume=tuple(map(coded, asked.assume)), ask=tuple(map(coded, asked.ask))
    )


def _questions(
    pair: tuple[str, str], classes: Sequence[EventClass], origin: int, within: int
) -> list[Question]:
    found = []
    for one in classes:
        sides = (pair, pair[::-1]) if one.is_directed else ((min(pair), max(pair)),)
        found += [
            Question(class_=one.name, first=a, second=b, origin=origin, within=within)
            for a, b in sides
        ]
    return found

"""The Python API to decisions: same, different, wrong code, wrong actor, no event, undo."""

import datetime as dt
import getpass
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from duckdb import DuckDBPyConnection

from detente.analyze.decision_parties import coded_parties, party_named
from detente.analyze.decision_views import DecisionView
from detente.entities.directory import Directory, load_directory
from detente.errors import OntologyError, QueryError
from detente.export.gold import write_gold
from detente.merge.decisions import rule_on, signed
from detente.model import Decision, DecisionKind, Party, Record
from detente.ontology.cameo import cameo
from detente.ontology.plover import plover_score
from detente.pipeline.decide import decide, settings_of
from detente.store import loading
from detente.store.connect import READ_TIMEOUT_S, reading
from detente.store.decided import decision_views
from detente.store.decisions import (
    decision_of,
    last_run_id,
    load_decisions,
    record_reports,
    records_of,
    reports_of,
)
from detente.store.names import whole_id

_MOMENT: Final = dt.timedelta(microseconds=1)


class Judged(Record, frozen=True, kw_only=True):
    """What became of a decision: the records that its reports are in now, and of what gives way.

    ``records`` are ids, each once; a report that is no event is in none.
    """

    decision: Decision
    view: DecisionView
    records: tuple[str, ...]
    gives_way: tuple[str, ...]
    seconds: float


def utc_now() -> dt.datetime:
    """Return the time of the clock in UTC, without a zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


class Judge:
    """Decides in the name of an author; each decision is stored and obeyed at once.

    Records stand for all their reports; the beginning of an id is enough. Every decision can be
    undone, and nothing that a source said is changed.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        author: str | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
        timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        """Judge in the database at ``path``; without an author, as the user of this machine."""
        self.path = Path(path)
        self.author = (author or "").strip() or getpass.getuser()
        self._clock = clock
        self._timeout_s = timeout_s

    def same(self, *ids: str, reason: str | None = None) -> Judged:
        """Decide that reports or records are one event.

        Raises:
            QueryError: no such id, or fewer than two reports.
        """
        with self._reading() as connection:
            reports = reports_of(connection, ids)
        if len(reports) < 2:  # noqa: PLR2004 - two that are one
            raise QueryError("one event needs two reports or records; give two ids")
        return self._decide(DecisionKind.SAME, reports, reason=reason)

    def different(self, first: str, second: str, *, reason: str | None = None) -> Judged:
        """Decide that two reports or records are two events.

        Raises:
            QueryError: no such id, or both name one report.
        """
        with self._reading() as connection:
            reports, others = reports_of(connection, [first]), reports_of(connection, [second])
        if both := set(reports) & set(others):
            raise QueryError(
                f"{first} and {second} both hold report {min(both)}; split takes reports out of a "
                "record: detente split RECORD --reports REPORT"
            )
        return self._decide(DecisionKind.DIFFERENT, reports, others, reason=reason)

    def split(self, record: str, reports: Sequence[str], *, reason: str | None = None) -> Judged:
        """Decide that some reports of a record are an event of their own, and the rest another.

        Raises:
            QueryError: no such record, or the reports are not some of its reports.
        """
        with self._reading() as connection:
            _, id_ = whole_id(connection, {"records": "record_id"}, record)
            inside, taken = record_reports(connection, id_), reports_of(connection, reports)
        strange = [one for one in taken if one not in inside]
        rest = [one for one in inside if one not in taken]
        if strange or not rest or not taken:
            told = f"{strange[0]} is not in it" if strange else "some must stay, some must go"
            raise QueryError(f"record {id_} has {len(inside)} reports: {told}")
        return self._decide(DecisionKind.SPLIT, taken, rest, reason=reason)

    def merge(self, first: str, second: str, *, reason: str | None = None) -> Judged:
        """Decide that two records are one event.

        Raises:
            QueryError: no such record, or both are one.
        """
        with self._reading() as connection:
            ids = [
                whole_id(connection, {"records": "record_id"}, one)[1] for one in (first, second)
            ]
        if ids[0] == ids[1]:
            raise QueryError(f"{first} and {second} are one record already")
        return self.same(*ids, reason=reason)

    def wrong_code(
        self, id_: str, event_type: str, *, cameo_code: str | None = None, reason: str | None = None
    ) -> Judged:
        """Decide which type a report or record has: "CONSULT" or "CONSULT/visit".

        Raises:
            QueryError: no such id.
            OntologyError: no such type, mode or code, or the code is none of the type.
        """
        kind, _, mode = event_type.partition("/")
        return self._decide(
            DecisionKind.WRONG_CODE,
            self._reports(id_),
            reason=reason,
            **_checked_code(kind.upper(), mode or None, cameo_code),
        )

    def wrong_actor(
        self,
        id_: str,
        *,
        actors: Sequence[str] | None = None,
        recipients: Sequence[str] | None = None,
        reason: str | None = None,
    ) -> Judged:
        """Decide who acts and who receives in a report or record, by id, code or name.

        A side that is None stays as coded; an empty one is nobody.

        Raises:
            QueryError: no such id, or nobody of that name.
        """
        if actors is None and recipients is None:
            raise QueryError("say who acts or who receives: actors=[...] or recipients=[...]")
        reports = self._reports(id_)
        who = self._reader(reports)
        return self._decide(
            DecisionKind.WRONG_ACTOR,
            reports,
            reason=reason,
            actors=None if actors is None else tuple(map(who, actors)),
            recipients=None if recipients is None else tuple(map(who, recipients)),
        )

    def not_an_event(self, *ids: str, reason: str | None = None) -> Judged:
        """Decide that reports or records tell of no event.

        Raises:
            QueryError: no such id.
        """
        return self._decide(DecisionKind.NOT_AN_EVENT, self._reports(*ids), reason=reason)

    def undo(self, decision_id: str, *, reason: str | None = None) -> Judged:
        """Undo a decision; an undo can be undone, too.

        Raises:
            QueryError: no such decision, or it is undone already.
        """
        with self._reading() as connection:
            target = decision_of(connection, decision_id)
            undone = rule_on(load_decisions(connection)).undone
        if target.id in undone:
            by = undone[target.id]
            raise QueryError(
                f"decision {target.id} was undone by {by.author}; to bring it back: "
                f"detente undo {by.id[:8]}"
            )
        return self._decide(DecisionKind.UNDO, (), undoes=target.id, reason=reason)

    def decisions(self) -> tuple[DecisionView, ...]:
        """Return all decisions with their words and whether they hold, the latest first."""
        with self._reading() as connection:
            return decision_views(connection)

    def export(self, path: Path) -> int:
        """Write what the decisions in force teach to a file of JSON lines; return how many."""
        with self._reading() as connection:
            views = decision_views(connection)
        return write_gold(views, rule_on(view.decision for view in views), path)

    def _decide(
        self,
        kind: DecisionKind,
        reports: Sequence[str],
        others: Sequence[str] = (),
        **fields: Any,
    ) -> Judged:
        with self._reading() as connection:
            known, run_id = load_decisions(connection), last_run_id(connection)
        decision = signed(
            Decision(
                kind=kind,
                reports=tuple(reports),
                others=tuple(others),
                author=self.author,
                time=_after(known, self._clock()),
                run_id=run_id,
                **fields,
            )
        )
        done = decide(self.path, [decision])
        with self._reading() as connection:
            return _judged(connection, decision, done.seconds)

    def _reading(self) -> AbstractContextManager[DuckDBPyConnection]:
        return reading(self.path, timeout_s=self._timeout_s)

    def _reports(self, *ids: str) -> tuple[str, ...]:
        with self._reading() as connection:
            return reports_of(connection, ids)

    def _reader(self, reports: Sequence[str]) -> Callable[[str], Party]:
        """Return what reads a name: that of somebody coded in the reports, else of the tables."""
        with self._reading() as connection:
            found = loading.reports(connection, reports)
        coded = coded_parties(report.event for report in found)
        days = (report.quotation.article.published for report in found)
        day = min((day for day in days if day), default=None)
        return lambda asked: coded.get(asked.casefold()) or party_named(self._directory, asked, day)

    @cached_property
    def _directory(self) -> Directory:
        return load_directory(settings_of(self.path).actors)


def _after(known: Sequence[Decision], now: dt.datetime) -> dt.datetime:
    """Return a time later than that of every decision: a clock may have been set back."""
    return max([now, *(one.time + _MOMENT for one in known[-1:])])


def _judged(connection: DuckDBPyConnection, decision: Decision, seconds: float) -> Judged:
    views = {view.decision.id: view for view in decision_views(connection)}
    target = views[decision.undoes].decision if decision.undoes else decision
    records = records_of(connection, (*target.reports, *target.others))
    giving_way = (view for view in views.values() if view.overruled)
    return Judged(
        decision=decision,
        view=views[decision.id],
        records=tuple(dict.fromkeys(records.values())),
        gives_way=tuple(
            view.overruled.explanation
            for view in giving_way
            if view.overruled and decision.id in view.overruled.by
        ),
        seconds=seconds,
    )


def _checked_code(event_type: str, mode: str | None, code: str | None) -> dict[str, Any]:
    """Return the fields of a right code.

    Raises:
        OntologyError: no such type, mode or code, or a code of another type.
    """
    plover_score(event_type, mode)
    if code is not None and cameo(code).event_type != event_type:
        kind = cameo(code).event_type or "dropped by PLOVER"
        raise OntologyError(f"CAMEO {code} is {kind}, not {event_type}")
    return {"event_type": event_type, "mode": mode, "cameo_code": code}

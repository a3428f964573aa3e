"""Promises: announced deeds, and what became of each as of a day.

A promise is an event that somebody announced (planned, or agreed on as an intent). A later report
that it was done keeps it, a denial or a cancellation drops it, its day passing without either makes
it overdue. Nothing is decided silently: every step names the reports that it rests on.
"""

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec.structs import replace

from detente.analyze import wording
from detente.analyze.promise_match import Deed, Table, is_same_deed
from detente.analyze.views import EventView, Report
from detente.model import Event, EventRecord, Modality, Record, When

OPEN, OVERDUE, DONE, DROPPED = "open", "overdue", "done", "dropped"
STATUSES: Final = (OPEN, OVERDUE, DONE, DROPPED)
_UNDATED: Final = dt.date.max


class PromiseFilter(Record, frozen=True, kw_only=True):
    """Which promises are asked for. A field of None does not narrow.

    ``as_of`` is the day they are looked at from (None: that of the newest article); ``status`` is
    open, overdue, done or dropped; ``dyad`` two states, ``party`` one, or a person.
    """

    status: str | None = None
    as_of: dt.date | None = None
    dyad: tuple[str, str] | None = None
    party: str | None = None
    limit: int | None = None


class Promise(Record, frozen=True, kw_only=True):
    """An announced deed as it stood at the end of a day.

    ``id`` is the record's. ``due`` is the days named by the latest announcement that names any,
    ``first_due`` those of the first if they were others. ``announced``, ``kept``, ``claimed`` (only
    said to be done, by somebody) and ``dropped`` are the reports for each, earliest published
    first. ``settled_by`` is the record of ``kept`` or ``dropped`` where it is another one than the
    promise's own. ``rule`` tells in words how the status was found. ``overdue_days`` counts from
    the last day named.
    """

    id: str
    status: str
    sentence: str
    record: EventRecord
    due: When | None
    first_due: When | None = None
    as_of: dt.date | None
    announced: tuple[Report, ...]
    kept: tuple[Report, ...] = ()
    claimed: tuple[Report, ...] = ()
    dropped: tuple[Report, ...] = ()
    settled_by: str | None = None
    overdue_days: int | None = None
    rule: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A record as it was known on a day: its reports by what they tell of the deed."""

    view: EventView
    announced: tuple[Report, ...]
    done: tuple[Report, ...]
    claimed: tuple[Report, ...]
    denied: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What settles a promise: reports, the record they belong to, and the rule in words."""

    reports: tuple[Report, ...]
    record_id: str
    rule: str


@cache
def read_table() -> Table:
    """Return the packaged table of what can be promised."""
    path = files("detente.analyze").joinpath("data/promises.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        kept_by={deed: frozenset(types) for deed, types in found["kept_by"].items()},
        intent=found["intent"],
        dropped_by={key: frozenset(types) for key, types in found["dropped_by"].items()},
        slack_days=found["days"]["slack"],
        undated_days=found["days"]["undated"],
    )


def promises_of(
    views: Iterable[EventView], *, as_of: dt.date | None, table: Table | None = None
) -> tuple[Promise, ...]:
    """Return the promises among records as they stood at the end of ``as_of``.

    Reports published later are not looked at; those without a day always are. Without a day
    nothing is overdue. By the day they are due, undated ones last, then by id; the same records
    give the same promises in whatever order they come.
    """
    rules = table or read_table()
    found = (_known(view, as_of, rules) for view in views)
    known = sorted((one for one in found if one), key=lambda one: one.view.record.id)
    near = _by_party(known)
    made = [_promise(one, near, as_of, rules) for one in known if one.announced]
    return tuple(sorted(made, key=_by_due))


def _known(view: EventView, as_of: dt.date | None, table: Table) -> _Known | None:
    told = tuple(one for one in view.reports if _is_out(one, as_of) and not one.event.historical)
    if not told:
        return None
    announced = tuple(one for one in told if promised_type(one.event, table))
    rest = [one for one in told if one not in announced]
    return _Known(
        view=view,
        announced=announced,
        done=_of(rest, Modality.DONE),
        claimed=_of(rest, Modality.CLAIMED),
        denied=_of(rest, Modality.DENIED),
    )


def _is_out(report: Report, as_of: dt.date | None) -> bool:
    published = report.quotation.article.published
    return published is None or as_of is None or published <= as_of


def _of(reports: Iterable[Report], modality: Modality) -> tuple[Report, ...]:
    return tuple(one for one in reports if one.event.modality is modality)


def promised_type(event: Event, table: Table) -> str | None:
    """Return the type of the deed that a report announces, or None if it announces none."""
    if event.modality is Modality.PLANNED:
        return event.event_type if event.event_type in table.kept_by else None
    if event.event_type != "AGREE" or event.modality is Modality.DENIED:
        return None
    return table.intent.get((event.cameo_code or "")[:3])


def _by_party(known: Iterable[_Known]) -> Mapping[str, Sequence[_Known]]:
    found: dict[str, list[_Known]] = defaultdict(list)
    for one in known:
        for party in Deed.of(one.view.record).parties:
            found[party].append(one)
    return found


def _promise(
    own: _Known, near: Mapping[str, Sequence[_Known]], as_of: dt.date | None, table: Table
) -> Promise:
    record = own.view.record
    days = [when for one in own.announced if (when := _due(one))]
    due = days[-1] if days else None
    others = _others(own, near)
    kept = _kept(own, others, due, table)
    dropped = _dropped(own, others, due, table)
    status, rule = _status(kept, dropped, due, as_of)
    settled = kept or dropped
    return Promise(
        id=record.id,
        status=status,
        sentence=_sentence(own, due, as_of),
        record=record,
        due=due,
        first_due=days[0] if days and days[0] != due else None,
        as_of=as_of,
        announced=own.announced,
        kept=kept.reports if kept else (),
        claimed=own.claimed,
        dropped=dropped.reports if dropped else (),
        settled_by=settled.record_id if settled and settled.record_id != record.id else None,
        overdue_days=_days_late(due, as_of) if status == OVERDUE else None,
        rule=rule,
    )


def _due(report: Report) -> When | None:
    """Return the days that an announcement names for the deed.

    An agreement's own day is not the day of what was agreed on, unless it lies ahead.
    """
    when, published = report.event.when, report.quotation.article.published
    if when is None or report.event.modality is Modality.PLANNED:
        return when
    is_ahead = published is not None and when.earliest is not None and when.earliest > published
    return when if is_ahead else None


def _others(own: _Known, near: Mapping[str, Sequence[_Known]]) -> list[_Known]:
    parties = sorted(Deed.of(own.view.record).parties)
    # Whoever keeps the promise has all its parties, so the rarest of them finds all candidates.
    rarest = min(parties, key=lambda party: len(near.get(party, ())), default="")
    return [one for one in near.get(rarest, ()) if one is not own]


def _kept(own: _Known, others: Sequence[_Known], due: When | None, table: Table) -> _Outcome | None:
    if own.done:
        return _Outcome(own.done, own.view.record.id, "told as done by reports of the same event")
    types = {promised_type(one.event, table) or "" for one in own.announced}
    wanted = frozenset().union(*(table.kept_by.get(type_, ()) for type_ in types))
    told = [(one, one.done) for one in others if one.view.record.event_type in wanted and one.done]
    return _settled(own, told, due, table, "done")


def _dropped(
    own: _Known, others: Sequence[_Known], due: When | None, table: Table
) -> _Outcome | None:
    if own.denied:
        rule = "denied by reports of the same event"
        return _Outcome(own.denied, own.view.record.id, rule)
    types = {promised_type(one.event, table) or "" for one in own.announced}
    told = [(one, reports) for one in others if (reports := _dropping(one, types, table))]
    return _settled(own, told, due, table, "called off")


def _dropping(one: _Known, types: set[str], table: Table) -> tuple[Report, ...]:
    record = one.view.record
    if table.dropped_by.get(f"{record.event_type}/{record.mode}", frozenset()) & types:
        return one.done or one.claimed
    return one.denied if record.event_type in types else ()


def _settled(
    own: _Known,
    told: Iterable[tuple[_Known, tuple[Report, ...]]],
    due: When | None,
    table: Table,
    how: str,
) -> _Outcome | None:
    """Return the first of other records that tell what became of a promise, if any does."""
    announced = _first_day(own.announced)
    fitting = [
        (_first_day(reports) or _UNDATED, one.view.record.id, reports, rule)
        for one, reports in told
        if (
            rule := is_same_deed((own.view.record, due, announced), one.view.record, reports, table)
        )
    ]
    if not fitting:
        return None
    _, record_id, reports, rule = min(fitting, key=lambda found: found[:2])
    return _Outcome(reports, record_id, f"told as {how} in another event: {rule}")


def _first_day(reports: Iterable[Report]) -> dt.date | None:
    days = (one.quotation.article.published for one in reports)
    return min((day for day in days if day), default=None)


def _status(
    kept: _Outcome | None, dropped: _Outcome | None, due: When | None, as_of: dt.date | None
) -> tuple[str, str]:
    if kept:
        contested = "; other reports deny it" if dropped else ""
        return DONE, kept.rule + contested
    if dropped:
        return DROPPED, dropped.rule
    if _days_late(due, as_of):
        return OVERDUE, "its last day passed and no report tells it as done"
    return OPEN, "no day was named" if due is None else "its days are not over"


def _days_late(due: When | None, as_of: dt.date | None) -> int | None:
    last = due.latest if due else None
    return (as_of - last).days if last and as_of and last < as_of else None


def _sentence(own: _Known, due: When | None, as_of: dt.date | None) -> str:
    record = own.view.record
    if any(one.event.modality is Modality.PLANNED for one in own.announced):
        record = replace(record, modality=Modality.PLANNED, when=due)
    return f"{wording.event_sentence(record, as_of)}."


def _by_due(promise: Promise) -> tuple[dt.date, str]:
    due = promise.due
    return (due.latest or due.earliest or _UNDATED) if due else _UNDATED, promise.id

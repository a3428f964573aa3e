"""Decisions as they are shown: with the sentences they are about, and whether they hold."""

from collections.abc import Iterable, Mapping, Sequence

from detente.analyze.decision_views import DecisionView, ReportWords, decision_view
from detente.merge.decisions import Rulings, rule_on
from detente.model import Decision
from detente.store import loading
from detente.store.decisions import load_decisions, record_reports, records_of
from detente.store.loading import Connection


def decision_views(connection: Connection) -> tuple[DecisionView, ...]:
    """Return all decisions with their words, the latest first."""
    found = load_decisions(connection)
    return _views(connection, found, rule_on(found))


def decisions_on(connection: Connection, record_id: str) -> tuple[DecisionView, ...]:
    """Return the decisions that name a report of a record, and the undos of these, latest first."""
    here = set(record_reports(connection, record_id))
    everything = load_decisions(connection)
    named = {one.id for one in everything if here & {*one.reports, *one.others}}
    shown = [one for one in everything if one.id in named or one.undoes in named]
    return _views(connection, shown, rule_on(everything))


def _views(
    connection: Connection, shown: Sequence[Decision], rulings: Rulings
) -> tuple[DecisionView, ...]:
    known = report_words(connection, (id_ for one in shown for id_ in (*one.reports, *one.others)))
    return tuple(decision_view(one, rulings, known) for one in reversed(shown))


def report_words(connection: Connection, event_ids: Iterable[str]) -> Mapping[str, ReportWords]:
    """Return reports by event id, with their sentences and records; unknown ones are left out."""
    wanted = sorted(set(event_ids))
    records = records_of(connection, wanted)
    return {
        report.event.id: ReportWords(
            event_id=report.event.id,
            event=report.event,
            quotation=report.quotation,
            record_id=records.get(report.event.id),
        )
        for report in loading.reports(connection, wanted)
    }

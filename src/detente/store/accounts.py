"""Who says what of an event: its fields, numbers, origins and the decisions on it."""

from detente.analyze.accounts import FieldAccount, Teller, conflict_grades, field_accounts
from detente.analyze.decision_views import DecisionView
from detente.analyze.told_numbers import NumberAccount, number_accounts
from detente.analyze.views import EventView
from detente.merge.numbers import CountFinder
from detente.merge.tables import read_number_words
from detente.model import Record
from detente.store.decided import decisions_on
from detente.store.loading import Connection
from detente.store.web_views import by_origin


class Accounts(Record, frozen=True, kw_only=True):
    """What is told of an event, by whom; reports, articles and origins are three counts.

    ``origins`` are the names of the independent origins. ``decisions`` are those that hold or held
    for one of its reports, the latest first.
    """

    n_reports: int
    n_articles: int
    n_origins: int
    origins: tuple[str, ...]
    fields: tuple[FieldAccount, ...]
    numbers: tuple[NumberAccount, ...]
    decisions: tuple[DecisionView, ...]


def accounts(connection: Connection, view: EventView) -> Accounts:
    """Return who says what of an event."""
    found = by_origin(connection, view.reports)
    origins = {report.event.id: one.name for one in found for report in one.reports}
    tellers = [
        Teller(
            event_id=report.event.id,
            article=report.quotation.article,
            sentence=report.quotation.sentence,
            origin=origins.get(report.event.id, report.quotation.article.id),
        )
        for report in view.reports
    ]
    return Accounts(
        n_reports=view.record.n_reports,
        n_articles=view.record.n_articles,
        n_origins=view.record.n_origins,
        origins=tuple(one.name for one in found),
        fields=field_accounts(view.record, view.reports, origins, conflict_grades(view)),
        numbers=number_accounts(view.reports, tellers, CountFinder(read_number_words())),
        decisions=decisions_on(connection, view.record.id),
    )

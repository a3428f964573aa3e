"""Why the reports of a record were coded as they were, from what the store holds."""

from collections.abc import Sequence

from detente.analyze.views import Report
from detente.analyze.why import Why, WhyView
from detente.analyze.why import why as why_of
from detente.store import query
from detente.store.loading import Connection
from detente.store.web_links import links_of


def why(connection: Connection, asked: str) -> WhyView:
    """Return why the reports of a record were coded so, by the id of it or of a report.

    Raises:
        QueryError: no such id, or several.
    """
    view = query.event(connection, asked)
    return WhyView(record=view.record, reports=whys(connection, view.reports))


def whys(connection: Connection, reports: Sequence[Report]) -> tuple[Why, ...]:
    """Return why each of some reports was coded as it was, in their order."""
    articles = dict.fromkeys(report.event.article_id for report in reports)
    links = {article_id: links_of(connection, article_id) for article_id in articles}
    return tuple(why_of(report, links[report.event.article_id]) for report in reports)

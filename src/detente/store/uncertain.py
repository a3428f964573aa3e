"""Pairs of reports that the merge was least sure of, for somebody to judge."""

from collections.abc import Sequence
from typing import Any, Final

from detente.analyze.decision_views import ReportWords
from detente.merge.decisions import Rulings, rule_on
from detente.merge.reports import Report, Rules, make_reports
from detente.merge.same_event import SAME_FROM, score
from detente.merge.tables import read_deeds, read_stopwords
from detente.model import Record
from detente.store import corpus
from detente.store.decided import report_words
from detente.store.decisions import load_decisions
from detente.store.loading import Connection, rows

# Pairs already judged, and those of one sentence, are left out after the question.
_SPARE: Final = 4
_PAIRS: Final = """
    SELECT e.points, a.event_id AS one, b.event_id AS other
    FROM (SELECT DISTINCT one, other, points FROM merge_edges) e
    JOIN merge_reports a ON a.number = e.one JOIN merge_reports b ON b.number = e.other
    ORDER BY abs(e.points - ?), a.event_id, b.event_id LIMIT ?
"""


class UncertainPair(Record, frozen=True, kw_only=True):
    """Two reports whose likeness lies near the border; ``points`` from ``border`` are one event.

    ``is_merged``: they are one event now. ``reasons`` tell how the points came about.
    """

    one: ReportWords
    other: ReportWords
    points: float
    border: float
    is_merged: bool
    reasons: tuple[str, ...]


def uncertain_pairs(connection: Connection, limit: int = 20) -> tuple[UncertainPair, ...]:
    """Return the pairs nearest to the border that nobody has judged, the nearest first."""
    found = rows(connection, _PAIRS, [SAME_FROM, _SPARE * limit])
    rulings = rule_on(load_decisions(connection))
    open_ = [row for row in found if not _is_judged(row["one"], row["other"], rulings)]
    known = report_words(connection, (id_ for row in open_ for id_ in (row["one"], row["other"])))
    told = [
        row for row in open_ if _is_worth_asking(known.get(row["one"]), known.get(row["other"]))
    ]
    return _with_reasons(connection, told[:limit], known)


def _is_judged(one: str, other: str, rulings: Rulings) -> bool:
    group = {id_: all_[0] for all_ in rulings.together for id_ in all_}
    first, second = sorted((group.get(one, one), group.get(other, other)))
    return first == second or (first, second) in rulings.apart


def _is_worth_asking(one: ReportWords | None, other: ReportWords | None) -> bool:
    # Two reports of one sentence, and copies of one, teach nothing.
    if not (one and other and one.quotation and other.quotation):
        return False
    return one.quotation.text != other.quotation.text


def _with_reasons(
    connection: Connection, told: Sequence[Any], known: Any
) -> tuple[UncertainPair, ...]:
    rules = Rules(read_deeds(), read_stopwords(), 0)
    articles = {known[row[side]].quotation.article.id for row in told for side in ("one", "other")}
    documents = corpus.documents_of(connection, sorted(articles))
    ready = {report.event.id: report for report in make_reports(documents, rules)}
    return tuple(
        UncertainPair(
            one=known[row["one"]],
            other=known[row["other"]],
            points=row["points"],
            border=SAME_FROM,
            is_merged=known[row["one"]].record_id == known[row["other"]].record_id,
            reasons=_reasons(ready.get(row["one"]), ready.get(row["other"]), rules),
        )
        for row in told
    )


def _reasons(one: Report | None, other: Report | None, rules: Rules) -> tuple[str, ...]:
    return score(one, other, rules).reasons if one and other else ()

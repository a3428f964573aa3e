"""Pairs of reports that the merge was least sure of, for somebody to judge."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from detente.analyze.decision_views import ReportWords
from detente.merge.decisions import Rulings, rule_on
from detente.merge.reports import Report, Rules
from detente.merge.same_event import SAME_FROM, score
from detente.merge.tables import read_deeds, read_stopwords
from detente.model import Record
from detente.settings import Settings
from detente.store.decided import report_words
from detente.store.decisions import last_settings, load_decisions
from detente.store.loading import Connection, Row, rows
from detente.store.merge_reports import load_reports

# Pairs already judged, those of one sentence, and further ones of two events are left out.
_SPARE: Final = 10
_PAIRS: Final = """
    SELECT e.points, e.is_loose, a.event_id AS one, b.event_id AS other
    FROM (SELECT DISTINCT one, other, points, is_loose FROM merge_edges) e
    JOIN merge_reports a ON a.number = e.one JOIN merge_reports b ON b.number = e.other
    ORDER BY abs(e.points - ?), a.event_id, b.event_id LIMIT ?
"""
_FITS: Final = (
    "one tells no certain day, or one party alone, and is taken for the event that alone fits it, "
    "or fits best"
)
_FITS_NONE: Final = (
    "one tells no certain day, or one party alone, and is joined only where no other event fits "
    "as well"
)
_BARRED: Final = "other reports of the two events exclude each other"


class UncertainPair(Record, frozen=True, kw_only=True):
    """Two reports whose likeness lies near the border; ``points`` from ``border`` are one event.

    ``is_merged``: they are one event now. ``exception`` tells what decided beside the points, if
    anything did. ``reasons`` tell how the points came about.
    """

    one: ReportWords
    other: ReportWords
    points: float
    border: float
    is_merged: bool
    exception: str | None = None
    reasons: tuple[str, ...]


def uncertain_pairs(connection: Connection, limit: int = 20) -> tuple[UncertainPair, ...]:
    """Return the pairs nearest to the border that nobody has judged, the nearest first."""
    found = rows(connection, _PAIRS, [SAME_FROM, _SPARE * limit])
    rulings = rule_on(load_decisions(connection))
    open_ = [row for row in found if not _is_judged(row["one"], row["other"], rulings)]
    known = report_words(connection, (id_ for row in open_ for id_ in (row["one"], row["other"])))
    told: dict[frozenset[str | None], Row] = {}
    for row in open_:
        one, other = known.get(row["one"]), known.get(row["other"])
        if one and other and _is_worth_asking(one, other):
            # Two events are asked about once: by the pair that is nearest to the border.
            told.setdefault(frozenset({one.record_id, other.record_id}), row)
    return _with_reasons(connection, list(told.values())[:limit], known)


def _is_judged(one: str, other: str, rulings: Rulings) -> bool:
    group = {id_: all_[0] for all_ in rulings.together for id_ in all_}
    first, second = sorted((group.get(one, one), group.get(other, other)))
    return first == second or (first, second) in rulings.apart


def _is_worth_asking(one: ReportWords, other: ReportWords) -> bool:
    # Two reports of one sentence, and copies of one, teach nothing.
    if one.quotation is None or other.quotation is None:
        return False
    return one.quotation.text != other.quotation.text


def _with_reasons(
    connection: Connection, told: Sequence[Row], known: Mapping[str, ReportWords]
) -> tuple[UncertainPair, ...]:
    rules = Rules(read_deeds(), read_stopwords(), _window_days(connection))
    ids = sorted({row[side] for row in told for side in ("one", "other")})
    ready = {one.event.id: one for one in load_reports(connection, ids, rules, Rulings())}
    return tuple(
        _pair(row, known, _reasons(ready.get(row["one"]), ready.get(row["other"]), rules))
        for row in told
    )


def _pair(row: Row, known: Mapping[str, ReportWords], reasons: tuple[str, ...]) -> UncertainPair:
    one, other = known[row["one"]], known[row["other"]]
    is_merged = one.record_id == other.record_id
    return UncertainPair(
        one=one,
        other=other,
        points=row["points"],
        border=SAME_FROM,
        is_merged=is_merged,
        exception=_exception(is_merged=is_merged, is_loose=row["is_loose"]),
        reasons=reasons,
    )


def _exception(*, is_merged: bool, is_loose: bool) -> str | None:
    if is_loose:
        return _FITS if is_merged else _FITS_NONE
    # What is firmly alike has the points of one event: something beside them parts it.
    return None if is_merged else _BARRED


def _window_days(connection: Connection) -> int:
    try:
        made = msgspec.json.decode(last_settings(connection) or "{}", type=Settings)
    except msgspec.DecodeError:  # of another version
        made = Settings()
    return made.merging.window_days


def _reasons(one: Report | None, other: Report | None, rules: Rules) -> tuple[str, ...]:
    return score(one, other, rules).reasons if one and other else ()

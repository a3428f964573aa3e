"""What the parts of a merge share, and which reports come into the blocks or leave them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.merge.blocks import lean_reports
from detente.merge.decisions import rule_on
from detente.merge.incremental import ruled_anew
from detente.merge.reports import Report, Rules
from detente.merge.tables import read_deeds, read_stopwords
from detente.model import Decision
from detente.settings import Settings
from detente.store import merging
from detente.store.loading import Connection
from detente.store.merge_reports import load_reports
from detente.store.merge_write import FreshReports
from detente.store.ready_reports import packed, ready_reports


class Job:
    """What a step of a merge is done with: settings, the decisions in force, and the basis.

    It keeps the reports that it loads: several parts of a step ask for the same ones.
    """

    def __init__(self, settings: Settings, decisions: Sequence[Decision], basis: str) -> None:
        self.settings = settings
        self.decisions = decisions
        self.basis = basis
        self.rulings = rule_on(decisions)
        self.rules = Rules(read_deeds(), read_stopwords(), settings.merging.window_days)
        self._loaded: dict[str, Report] = {}
        self._anew: set[str] = set()

    def load(self, connection: Connection, event_ids: Iterable[str]) -> list[Report]:
        """Return reports of events, ordered by rank, as users ruled on them."""
        wanted = sorted(event_ids)
        missing = [id_ for id_ in wanted if id_ not in self._loaded and id_ not in self._anew]
        self._loaded |= {one.event.id: one for one in ready_reports(connection, missing)}
        return self._read(connection, wanted)

    def load_anew(self, connection: Connection, event_ids: Iterable[str]) -> list[Report]:
        """Return reports of events that are new, or that users ruled on since they were merged."""
        self._anew.update(wanted := sorted(event_ids))
        return self._read(connection, wanted)

    def _read(self, connection: Connection, wanted: Sequence[str]) -> list[Report]:
        missing = [id_ for id_ in wanted if id_ not in self._loaded]
        found = load_reports(connection, missing, self.rules, self.rulings) if missing else ()
        self._loaded |= {report.event.id: report for report in found}
        known = {id_: self._loaded[id_] for id_ in wanted if id_ in self._loaded}
        return sorted(known.values(), key=lambda report: report.rank)


@dataclass(frozen=True, slots=True)
class Entry:
    """Reports that come into the blocks, the numbers of those that leave, and events ruled anew.

    What users rule on anew leaves and comes in again, as ruled.
    """

    reports: Sequence[Report]
    fresh: FreshReports
    gone: Sequence[int]
    ruled: frozenset[str]

    def numbers(self) -> dict[str, int]:
        """Return the numbers of the fresh reports, by event id."""
        return dict(zip(self.fresh.event_ids, self.fresh.numbers, strict=True))


def entering(connection: Connection, articles: Sequence[str], job: Job) -> Entry:
    """Return what of the reports changes with new articles and decisions not obeyed yet."""
    obeyed = merging.decisions_merged(connection)
    before = rule_on(one for one in job.decisions if one.id in obeyed)
    ruled = ruled_anew(before, job.rulings)
    again = merging.merged_events(connection, ruled)
    new = {*merging.event_ids_of(connection, articles), *again}
    reports = job.load_anew(connection, new)
    begin = merging.next_number(connection)
    fresh = FreshReports(
        numbers=range(begin, begin + len(reports)),
        event_ids=[report.event.id for report in reports],
        article_ids=[report.article.id for report in reports],
        lean=lean_reports(reports),
        ready=[packed(report) for report in reports],
    )
    gone = sorted(merging.numbers_of(connection, ruled).values())
    return Entry(reports, fresh, gone, ruled)

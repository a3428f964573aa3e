"""Where the reports of a record disagree with each other. All sides are kept, with sources.

Grades: finer, one value holds the other (a month and a day in it, a state and its city);
different, each was true in its time or its way (a plan, and what came of it); contradictory,
both cannot be true.
"""

from collections.abc import Iterable, Iterator, Sequence

from detente.merge.conflict_counts import counts_differ
from detente.merge.conflict_days import days_differ
from detente.merge.conflict_outcomes import mediators_differ, outcomes_differ
from detente.merge.conflict_parties import parties_differ
from detente.merge.conflict_places import places_differ
from detente.merge.conflict_sides import CONTRADICTORY, DIFFERENT, FINER, Difference, Side, Telling
from detente.merge.conflict_steps import steps_differ
from detente.merge.days import day_in_words
from detente.merge.ids import digest
from detente.merge.numbers import CountFinder
from detente.merge.reports import Report
from detente.model import Article, Conflict, EventRecord, Reading

__all__ = [
    "BETWEEN_REPORTS", "CONTRADICTORY", "DIFFERENT", "FINER", "conflict_id", "conflicts_between",
    "source_in_words",
]  # fmt: skip

BETWEEN_REPORTS = "between_reports"
# How many articles are named for each side.
_MOST_TELLERS = 20
_TOLD = {
    "when": "gives the day as",
    "place": "gives the place as",
    "participants": "names",
    "modality": "tells it as",
    "number": "counts",
    "mediator": "says:",
    "outcome": "says:",
}


def conflicts_between(
    record: EventRecord, reports: Sequence[Report], finder: CountFinder
) -> list[Conflict]:
    """Return the fields on which the reports of one record disagree, with the grade of each.

    Different words for one value are no conflict, and neither is planned then done: that is
    progress. A side has a reading of each article that tells it, the first to do so first.
    """
    return [_conflict(record, difference) for difference in _differences(reports, finder)]


def conflict_id(about: str, field: str, readings: Iterable[Reading]) -> str:
    """Return a digest of what a conflict is about and of its sides."""
    return digest("conflict", about, field, *(f"{side.source}={side.value}" for side in readings))


def source_in_words(article: Article) -> str:
    """Return how an article is cited: outlet (else title, else id) and day of publication."""
    title = f"“{article.title}”" if article.title else f"article {article.id}"
    outlet = article.outlet or title
    return f"{outlet} ({day_in_words(article.published)})" if article.published else outlet


def _differences(reports: Sequence[Report], finder: CountFinder) -> Iterator[Difference]:
    yield from days_differ(reports)
    yield from places_differ(reports)
    yield from parties_differ(reports)
    yield from steps_differ(reports)
    yield from counts_differ(reports, finder)
    yield from mediators_differ(reports)
    yield from outcomes_differ(reports)


def _conflict(record: EventRecord, difference: Difference) -> Conflict:
    firsts = [_reading(side, side.told[0]) for side in difference.sides]
    return Conflict(
        # The first who tells each side: further articles that say the same change no id.
        id=conflict_id(record.id, difference.field, firsts),
        record_id=record.id,
        kind=BETWEEN_REPORTS,
        field=difference.field,
        grade=difference.grade,
        readings=tuple(
            _reading(side, telling) for side in difference.sides for telling in _first_told(side)
        ),
        explanation=_explain(difference),
    )


def _first_told(side: Side) -> Iterable[Telling]:
    by_article: dict[str, Telling] = {}
    for telling in side.told:
        by_article.setdefault(telling.report.article.id, telling)
    return [*by_article.values()][:_MOST_TELLERS]


def _explain(difference: Difference) -> str:
    """Return who says what; each side by an outlet of its own, if it has one."""
    told = _TOLD[difference.field]
    named: list[str] = []
    for side in difference.sides:
        sources = [source_in_words(telling.report.article) for telling in side.told]
        named.append(next((one for one in sources if one not in named), sources[0]))
    values = (side.value for side in difference.sides)
    first, *others = (
        f"{source} {told} {value}" for source, value in zip(named, values, strict=True)
    )
    link = ", more broadly or finely " if difference.grade == FINER else ", but "
    return f"{first}{link}" + ", and ".join(others) + "."


def _reading(side: Side, telling: Telling) -> Reading:
    report = telling.report
    return Reading(
        value=side.value,
        source=source_in_words(report.article),
        article_id=report.article.id,
        event_id=report.event.id,
        sentence=report.event.sentence,
        span=telling.span,
    )

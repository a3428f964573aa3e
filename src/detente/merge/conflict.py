"""Where the reports of a record disagree with each other. Both sides are kept, with sources."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.merge.days import day_in_words, in_words, shared_days
from detente.merge.ids import digest
from detente.merge.numbers import Count, CountFinder, counts_exclude
from detente.merge.parties import match_party
from detente.merge.reports import Report, is_individual, party_key
from detente.model import Article, Conflict, EventRecord, Modality, Participant, Reading, Span

BETWEEN_REPORTS = "between_reports"
# Every two counts of a record are compared, so a record with very many is cut.
_MOST_COUNTS = 100
DIFFERENT, CONTRADICTORY = "different", "contradictory"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field to compare: its name, its grade, how its sides are found, and how they are told."""

    name: str
    grade: str
    readings: Callable[[Sequence[Report]], tuple[Reading, ...]]
    told: str


def conflicts_between(
    record: EventRecord, reports: Sequence[Report], finder: CountFinder
) -> list[Conflict]:
    """Return the fields on which the reports of one record disagree.

    Different words for one value are no conflict, and neither is planned then done: that is
    progress. Each side of a conflict is told by the first report that has it.
    """
    counts = _Field("number", DIFFERENT, lambda told: _counts(told, finder), "counts")
    found = ((field, field.readings(reports)) for field in (*_FIELDS, counts))
    return [
        Conflict(
            id=conflict_id(record.id, field.name, readings),
            record_id=record.id,
            kind=BETWEEN_REPORTS,
            field=field.name,
            grade=field.grade,
            readings=readings,
            explanation=_explain(field.told, readings),
        )
        for field, readings in found
        if len(readings) > 1
    ]


def conflict_id(about: str, field: str, readings: Iterable[Reading]) -> str:
    """Return a digest of what a conflict is about and of its sides."""
    return digest("conflict", about, field, *(f"{side.source}={side.value}" for side in readings))


def source_in_words(article: Article) -> str:
    """Return how an article is cited: outlet (else title, else id) and day of publication."""
    title = f"“{article.title}”" if article.title else f"article {article.id}"
    outlet = article.outlet or title
    return f"{outlet} ({day_in_words(article.published)})" if article.published else outlet


def _explain(told: str, readings: Sequence[Reading]) -> str:
    first, *others = (f"{side.source} {told} {side.value}" for side in readings)
    return f"{first}, but " + ", and ".join(others) + "."


def _reading(report: Report, value: str, span: Span | None) -> Reading:
    return Reading(
        value=value,
        source=source_in_words(report.article),
        article_id=report.article.id,
        event_id=report.event.id,
        sentence=report.event.sentence,
        span=span,
    )


def _days(reports: Sequence[Report]) -> tuple[Reading, ...]:
    dated = [(report, report.event.when) for report in reports if report.event.when]
    dates = [when for _, when in dated if when]
    if not dates or shared_days(dates) is not None:
        return ()
    sides = {in_words(when): report for report, when in reversed(dated) if when}
    ordered = sorted(sides.items(), key=lambda side: side[1].rank)
    return tuple(_reading(report, days, report.event.when_span) for days, report in ordered)


def _places(reports: Sequence[Report]) -> tuple[Reading, ...]:
    placed = [report for report in reports if _firm_place(report) and not _is_on_tour(report)]
    countries = {report.event.place.country for report in placed if report.event.place}
    if len(countries) > 1:
        return _place_sides(placed)
    return _place_sides([report for report in placed if _firm_place(report) == "city"])


def _is_on_tour(report: Report) -> bool:
    # A tour of two states is placed in either by name; its cities lie days apart.
    return report.deed == "stay"


def _firm_place(report: Report) -> str | None:
    place = report.event.place
    return place.kind if place and not place.is_dateline and place.country else None


def _place_sides(reports: Sequence[Report]) -> tuple[Reading, ...]:
    sides: dict[str, Reading] = {}
    for report in reports:
        if place := report.event.place:
            sides.setdefault(place.name, _reading(report, place.name, place.span))
    return tuple(sides.values())


def _parties(reports: Sequence[Report]) -> tuple[Reading, ...]:
    founding = reports[0]
    told = ((report, one) for report in reports[1:] for one in _individuals(report))
    for report, participant in told:
        if rival := _rival(participant, report, founding):
            return _party_side(founding, rival), _party_side(report, participant)
    return ()


def _individuals(report: Report) -> list[Participant]:
    participants = (*report.event.actors, *report.event.recipients)
    return [participant for participant in participants if is_individual(participant)]


def _rival(participant: Participant, report: Report, founding: Report) -> Participant | None:
    """Return whom the founding report names in the place of a participant, if it does."""
    ours = [one for one in _individuals(founding) if party_key(one) == party_key(participant)]
    theirs = [one for one in _individuals(report) if party_key(one) == party_key(participant)]
    if not ours or any(match_party(one, other) >= 0 for one in ours for other in theirs):
        return None
    return ours[0]


def _party_side(report: Report, participant: Participant) -> Reading:
    return _reading(report, participant.name or participant.text, participant.span)


def _denials(reports: Sequence[Report]) -> tuple[Reading, ...]:
    denied = [report for report in reports if report.event.modality is Modality.DENIED]
    affirmed = [report for report in reports if report.event.modality in _AFFIRMED]
    if not denied or not affirmed:
        return ()
    sides = sorted((affirmed[0], denied[0]), key=lambda report: report.rank)
    return tuple(_reading(side, side.event.modality.value, side.event.action) for side in sides)


def _counts(reports: Sequence[Report], finder: CountFinder) -> tuple[Reading, ...]:
    """Return the first two counts of one thing, in two articles, that cannot both be right."""
    if len({report.article.id for report in reports}) == 1:
        return ()
    told = [(report, count) for report in reports for count in finder.counts_in(report.sentence)]
    told = told[:_MOST_COUNTS]
    rivals = (
        (one, other)
        for one, other in combinations(told, 2)
        if one[0].article.id != other[0].article.id and counts_exclude(one[1], other[1])
    )
    return next((tuple(map(_count_side, pair)) for pair in rivals), ())


def _count_side(side: tuple[Report, Count]) -> Reading:
    report, count = side
    start = report.sentence_start
    return _reading(report, count.text, Span(start + count.start, start + count.end))


_AFFIRMED = frozenset({Modality.DONE, Modality.CLAIMED})
_FIELDS = (
    _Field("when", CONTRADICTORY, _days, "gives the day as"),
    _Field("place", DIFFERENT, _places, "gives the place as"),
    _Field("participants", DIFFERENT, _parties, "names"),
    _Field("modality", CONTRADICTORY, _denials, "tells it as"),
)

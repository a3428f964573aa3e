"""Where reports of one event differ in who mediated, or in whether it ended in an agreement."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from detente.merge.conflict_sides import (
    CONTRADICTORY,
    DIFFERENT,
    Difference,
    Side,
    Telling,
    are_of_one_article,
)
from detente.merge.outcomes import (
    Told,
    agreement_in,
    denies_mediator,
    failure_in,
    mediator_in,
)
from detente.merge.reports import Report
from detente.model import Modality, Span

# Talks that had agreed on nothing may have agreed so many days later.
_APART = dt.timedelta(days=3)
_BROUGHT = frozenset({"contact", "accord", "yielding"})
_FIRM = frozenset({Modality.DONE, Modality.CLAIMED})

_Found = list[tuple[Report, Told]]


def mediators_differ(reports: Sequence[Report]) -> Iterator[Difference]:
    """Yield who mediated, if an article names somebody and another says that nobody did."""
    if reports[0].family not in _BROUGHT or are_of_one_article(reports):
        return
    denials = _told(reports, denies_mediator)
    named = _without(_told(reports, mediator_in), denials) if denials else []
    if named:
        sides = [*_by_name(named), _side("no mediator", denials)]
        yield Difference("mediator", CONTRADICTORY, tuple(_ordered(sides)))


def outcomes_differ(reports: Sequence[Report]) -> Iterator[Difference]:
    """Yield whether talks agreed, if an article says that they did and another that they did not.

    What was told three days apart may have come about between: different. Articles that name two
    matters of an agreement do not differ.
    """
    if reports[0].family != "contact" or are_of_one_article(reports):
        return
    firm = [report for report in reports if report.event.modality in _FIRM]
    failures = _told(firm, failure_in)
    agreements = _without(_told(firm, agreement_in), failures) if failures else []
    if agreements and _is_one_matter(agreements, failures):
        sides = (_side("agreement", agreements), _side("no agreement", failures))
        grade = DIFFERENT if _may_have_agreed(failures, agreements) else CONTRADICTORY
        yield Difference("outcome", grade, tuple(_ordered(sides)))


def _told(reports: Iterable[Report], find: Callable[[str], Told | None]) -> _Found:
    return [(report, told) for report in reports if (told := _told_by(report, find))]


def _told_by(report: Report, find: Callable[[str], Told | None]) -> Told | None:
    """Return what the sentence of a report tells, else the one after it."""
    if told := find(report.sentence):
        return told
    told = find(report.after) if report.after else None
    shift = report.after_start - report.sentence_start
    return told and told._replace(start=told.start + shift, end=told.end + shift)


def _without(found: _Found, others: _Found) -> _Found:
    """Return what is told by articles that do not tell the other, too."""
    articles = {report.article.id for report, _ in others}
    return [one for one in found if one[0].article.id not in articles]


def _by_name(named: _Found) -> list[Side]:
    of: dict[str, _Found] = {}
    for report, told in named:
        of.setdefault(told.name.casefold().removeprefix("the "), []).append((report, told))
    return [_side(f"mediated by {found[0][1].name}", found) for found in of.values()]


def _side(value: str, found: _Found) -> Side:
    return Side(value, tuple(Telling(report, _span(report, told)) for report, told in found))


def _span(report: Report, told: Told) -> Span:
    return Span(report.sentence_start + told.start, report.sentence_start + told.end)


def _is_one_matter(agreements: _Found, failures: _Found) -> bool:
    matters = [{told.name for _, told in found} for found in (agreements, failures)]
    return bool(matters[0] & matters[1]) or any("" in some for some in matters)


def _may_have_agreed(failures: _Found, agreements: _Found) -> bool:
    days = [
        [one.published for one, _ in found if one.published] for found in (failures, agreements)
    ]
    return all(days) and min(days[1]) - max(days[0]) >= _APART


def _ordered(sides: Iterable[Side]) -> list[Side]:
    return sorted(sides, key=lambda side: side.told[0].report.rank)

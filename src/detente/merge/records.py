"""Reports of one event to one record: each field is chosen by a rule that is written down."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from detente.merge.days import bounds, shared_days
from detente.merge.deed_kinds import STAY, tells_end
from detente.merge.ids import digest
from detente.merge.origins import with_repeats
from detente.merge.participants import merged_sides
from detente.merge.predicates import is_deed
from detente.merge.reports import Report, party_key
from detente.model import Event, EventRecord, Modality, Place, Precision, When

_T = TypeVar("_T")
# Longer ones are a tour, told with all its days.
_LONGEST_STAY_DAYS = 14
_PLACE_KINDS = ("city", "region", "country")
# What a record is when its reports differ: the later step wins.
_STEPS = (Modality.DONE, Modality.PLANNED, Modality.CLAIMED, Modality.HYPOTHETICAL, Modality.DENIED)

Origins = Mapping[str, str]
_Chosen = tuple[_T, str]


def record_id(reports: Sequence[Report]) -> str:
    """Return the id of the record of these reports: a digest of its founding report.

    The founding report is the one published first, so that the id stays when further reports
    arrive; it changes only if an older report turns up.
    """
    founding = min(reports, key=lambda report: report.rank)
    return digest("record", founding.event.id)


def make_record(reports: Sequence[Report], origins: Origins) -> EventRecord:
    """Return the record of reports that are one event.

    Args:
        reports: at least one report, ordered by rank.
        origins: the origin of each report, by event id; reports in the same words are folded.
    """
    origins = with_repeats(reports, origins)
    kind, kind_rule = _chosen_kind(reports, origins)
    when, when_rule = _chosen_when(reports, origins)
    place, place_rule = _chosen_place(reports, origins)
    modality, modality_rule = _chosen_modality(reports, origins)
    actors, recipients = merged_sides(_tellers_of_parties(reports, modality), kind.mode)
    articles = dict.fromkeys(report.article.id for report in reports)
    return EventRecord(
        id=record_id(reports),
        event_ids=tuple(report.event.id for report in reports),
        article_ids=tuple(articles),
        event_type=kind.event_type,
        mode=kind.mode,
        contexts=_union(report.event.contexts for report in reports),
        cameo_code=kind.cameo_code,
        quad_class=kind.quad_class,
        plover_score=kind.plover_score,
        goldstein=kind.goldstein,
        modality=modality,
        historical=all(report.event.historical for report in reports),
        actors=actors,
        recipients=recipients,
        when=when,
        place=place,
        topics=_union(report.event.topics for report in reports),
        own_types=_union(report.event.own_types for report in reports),
        n_reports=len(reports),
        n_articles=len(articles),
        n_origins=len({origins[report.event.id] for report in reports}),
        chosen_by=(
            ("event_type", kind_rule),
            ("modality", modality_rule),
            ("when", when_rule),
            ("place", place_rule),
            ("actors", "each party once, as its most specific report names it"),
            ("confidence", "highest of the reports"),
        ),
        confidence=max(report.event.confidence for report in reports),
    )


def majority(
    reports: Sequence[Report], value: Callable[[Report], _T], origins: Origins
) -> tuple[_T, str]:
    """Return the value most origins give, and the rule in words.

    Ties go to the higher confidence, then to the report published first.
    """
    voices: dict[_T, set[str]] = defaultdict(set)
    best: dict[_T, tuple[float, int]] = {}
    for order, report in enumerate(reports):
        told = value(report)
        voices[told].add(origins[report.event.id])
        best[told] = max(best.get(told, (0.0, -order)), (report.event.confidence, -order))
    winner = max(voices, key=lambda told: (len(voices[told]), *best[told]))
    n_origins = len({origins[report.event.id] for report in reports})
    if len(voices) == 1:
        return winner, "all reports agree" if len(reports) > 1 else "the only report"
    return (
        winner,
        f"{len(voices[winner])} of {n_origins} origins",
    )


def _chosen_kind(reports: Sequence[Report], origins: Origins) -> tuple[Event, str]:
    # A meeting that took place is a CONSULT, though it was announced as an AGREE.
    done = [report for report in reports if report.event.modality is Modality.DONE]
    voting = done or list(reports)
    event_type, rule = majority(voting, lambda report: report.event.event_type, origins)
    of_type = [report for report in voting if report.event.event_type == event_type]
    with_mode = [report for report in of_type if report.event.mode] or of_type
    mode, _ = majority(with_mode, lambda report: report.event.mode, origins)
    of_mode = [report.event for report in with_mode if report.event.mode == mode]
    return max(of_mode, key=lambda event: event.confidence), rule


def _chosen_when(reports: Sequence[Report], origins: Origins) -> tuple[When | None, str]:
    dated = [report for report in reports if report.event.when]
    dates = [report.event.when for report in dated if report.event.when]
    if not dates:
        return None, "no report gives a day"
    if len(set(dates)) == 1:
        return dates[0], "all dated reports agree" if len(dates) > 1 else "the only dated report"
    if any(map(_lasts, dated)) and (stay := _whole_stay(dated)):
        return stay, "the whole stay" if dated[0].deed == STAY else "from its begin to its end"
    shared = shared_days(dates)
    if shared is None:
        # What was done was done on the days then told, whatever was planned.
        done = [report for report in dated if report.event.modality is Modality.DONE]
        return majority(done or dated, lambda report: report.event.when, origins)
    return shared, "the days that all dated reports share"


def _lasts(report: Report) -> bool:
    return report.deed == STAY or tells_end(report.event.action_text)


def _whole_stay(reports: Iterable[Report]) -> When | None:
    """Return the days of a visit from the first to the last told, as done if any is; else None.

    None where the days told lie too far apart for one stay, or none is told to the day.
    """
    told = [report for report in reports if report.event.when and _is_narrow(report.event.when)]
    done = [report for report in told if report.event.modality is Modality.DONE] or told
    dates = [report.event.when for report in done if report.event.when]
    if not any(is_deed(report.event.action_text, "arrive") for report in done):
        # Where nobody tells of the arrival, it was as planned.
        dates += [report.event.when for report in told if report.event.when]
    first = min((bounds(when)[0] for when in dates), default=None)
    last = max((bounds(when)[1] for when in dates), default=None)
    if first is None or last is None or (last - first).days > _LONGEST_STAY_DAYS:
        return None
    return When(first, last, Precision.DAY if first == last else Precision.RANGE)


def _is_narrow(when: When) -> bool:
    first, last = bounds(when)
    return (last - first).days <= _LONGEST_STAY_DAYS and when.precision is not Precision.WEEK


def _chosen_place(reports: Sequence[Report], origins: Origins) -> tuple[Place | None, str]:
    placed = [report for report in reports if report.event.place]
    firm = [report for report in placed if not _stands_in_dateline(report)] or placed
    if not firm:
        return None, "no report gives a place"
    kind = min((_kind(report) for report in firm), key=_PLACE_KINDS.index)
    precise = [report for report in firm if _kind(report) == kind]
    hosts = {report.event.place.country for report in firm if report.event.place}
    if reports[0].deed == STAY and kind == "country" and len(_hosts(reports) | hosts) > 1:
        return None, "a tour of several states has no one place"
    name, rule = majority(precise, _place_name, origins)
    place = next(report.event.place for report in precise if _place_name(report) == name)
    return place, f"most precise ({kind}), {rule}"


def _hosts(reports: Sequence[Report]) -> set[str | None]:
    return {party_key(host) for report in reports for host in report.event.recipients}


def _stands_in_dateline(report: Report) -> bool:
    return report.event.place is not None and report.event.place.is_dateline


def _kind(report: Report) -> str:
    kind = report.event.place.kind if report.event.place else "country"
    return kind if kind in _PLACE_KINDS else "country"


def _place_name(report: Report) -> str:
    return report.event.place.name if report.event.place else ""


def _chosen_modality(reports: Sequence[Report], origins: Origins) -> tuple[Modality, str]:
    told = {report.event.modality for report in reports}
    if Modality.DENIED in told and len(told) > 1:
        return majority(reports, lambda report: report.event.modality, origins)
    step = min(told, key=_STEPS.index)
    if len(told) == 1:
        return step, "all reports agree" if len(reports) > 1 else "the only report"
    return step, f"{step} outdoes " + ", ".join(sorted(told - {step}))


def _tellers_of_parties(reports: Sequence[Report], modality: Modality) -> Sequence[Report]:
    # Who was to be met is not who was met; a tour keeps all the hosts it was announced with.
    if modality is not Modality.DONE or reports[0].deed == STAY:
        return reports
    return [report for report in reports if report.event.modality is modality]


def _union(values: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for some in values for value in some}))

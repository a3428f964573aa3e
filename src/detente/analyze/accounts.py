"""Who says what of an event, field by field: values, since when, and how far they are apart."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from detente.analyze.views import ArticleHead, EventView, Report
from detente.merge.days import bounds, days_exclude, in_words
from detente.merge.reports import party_key
from detente.model import Event, EventRecord, Modality, Participant, Place, Record, When

COMPATIBLE, FINER, DIFFERENT, CONTRADICTORY = "compatible", "finer", "different", "contradictory"
GRADES: Final = (COMPATIBLE, FINER, DIFFERENT, CONTRADICTORY)


class Teller(Record, frozen=True, kw_only=True):
    """Who says a value: a report, its article, the origin it goes back to."""

    event_id: str
    article: ArticleHead
    sentence: int
    origin: str


class ToldValue(Record, frozen=True, kw_only=True):
    """One value of a field, and who says so, the first to do so first.

    ``since`` is the first day of publication, None if no such day is known. ``grade`` tells how it
    stands to the chosen value: compatible (both hold), finer (one contains the other), different,
    contradictory; None for the chosen value itself.
    """

    text: str
    is_chosen: bool
    grade: str | None
    since: dt.date | None
    n_origins: int
    told_by: tuple[Teller, ...]


class FieldAccount(Record, frozen=True, kw_only=True):
    """A field with all values that are told of it; ``rule`` chose. ``grade`` is the worst."""

    field: str
    chosen: str
    rule: str
    grade: str | None
    values: tuple[ToldValue, ...]


class _Reading(Record, frozen=True, kw_only=True):
    text: str
    is_chosen: bool
    grade: str | None


_Read = Callable[[Event, EventRecord], _Reading | None]


def field_accounts(
    record: EventRecord,
    reports: Sequence[Report],
    origins: Mapping[str, str],
    conflicts: Mapping[str, Mapping[str, str]],
) -> tuple[FieldAccount, ...]:
    """Return the fields of a record that are told at all, each with its values.

    Args:
        record: the record, with what was chosen and by which rules.
        reports: its reports, the earliest published first.
        origins: the origin of each report, by event id.
        conflicts: the grade of each side of a conflict, by field and event id.
    """
    rules = dict(record.chosen_by)
    made = (
        FieldAccount(
            field=name,
            chosen=chosen(record),
            rule=rules.get(rule, ""),
            grade=worst(value.grade for value in values),
            values=values,
        )
        for name, rule, conflict, read, chosen in _FIELDS
        if (values := _values(record, reports, origins, (read, conflicts.get(conflict, {}))))
    )
    return tuple(made)


def conflict_grades(view: EventView) -> dict[str, dict[str, str]]:
    """Return how the merge graded each side of a conflict, by field and event id."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for conflict in view.conflicts:
        told = (reading.event_id for reading in conflict.readings)
        found[conflict.field] |= {id_: conflict.grade for id_ in told if id_}
    return found


def worst(grades: Iterable[str | None]) -> str | None:
    """Return the worst of some grades, None if there is none."""
    return max((one for one in grades if one), key=_order, default=None)


def _order(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _values(
    record: EventRecord,
    reports: Sequence[Report],
    origins: Mapping[str, str],
    how: tuple[_Read, Mapping[str, str]],
) -> tuple[ToldValue, ...]:
    read, graded = how
    told: dict[str, list[Report]] = defaultdict(list)
    readings: dict[str, _Reading] = {}
    for report in reports:
        if reading := read(report.event, record):
            told[reading.text].append(report)
            readings.setdefault(reading.text, reading)
    made = [_value(readings[text], found, origins, graded) for text, found in told.items()]
    return tuple(sorted(made, key=lambda value: (not value.is_chosen, -value.n_origins)))


def _value(
    reading: _Reading,
    reports: Sequence[Report],
    origins: Mapping[str, str],
    graded: Mapping[str, str],
) -> ToldValue:
    tellers = tuple(_teller(report, origins) for report in reports)
    days = (one.article.published for one in tellers)
    known = (graded[one.event_id] for one in tellers if one.event_id in graded)
    return ToldValue(
        text=reading.text,
        is_chosen=reading.is_chosen,
        grade=None if reading.is_chosen else worst([*known]) or reading.grade,
        since=min((day for day in days if day), default=None),
        n_origins=len({one.origin for one in tellers}),
        told_by=tellers,
    )


def _teller(report: Report, origins: Mapping[str, str]) -> Teller:
    article = report.quotation.article
    return Teller(
        event_id=report.event.id,
        article=article,
        sentence=report.quotation.sentence,
        origin=origins.get(report.event.id, article.id),
    )


def _kind(event: Event | EventRecord) -> str:
    return "/".join(filter(None, (event.event_type, event.mode)))


def _read_kind(event: Event, record: EventRecord) -> _Reading:
    is_chosen = _kind(event) == _kind(record)
    is_type = event.event_type == record.event_type
    is_finer = is_type and None in {event.mode, record.mode}
    grade = FINER if is_finer else DIFFERENT
    return _Reading(text=_kind(event), is_chosen=is_chosen, grade=grade)


def _read_modality(event: Event, record: EventRecord) -> _Reading:
    # Planned on Monday and done on Friday is progress; what is denied cannot be done as well.
    contrary = Modality.DENIED in {event.modality, record.modality}
    grade = CONTRADICTORY if contrary else COMPATIBLE
    chosen = event.modality is record.modality
    return _Reading(text=event.modality.value, is_chosen=chosen, grade=grade)


def _read_days(event: Event, record: EventRecord) -> _Reading | None:
    if event.when is None:
        return None
    text = in_words(event.when)
    if record.when is None:
        return _Reading(text=text, is_chosen=False, grade=DIFFERENT)
    is_chosen = bounds(event.when) == bounds(record.when)
    return _Reading(text=text, is_chosen=is_chosen, grade=_day_grade(event.when, record.when))


def _day_grade(one: When, other: When) -> str:
    if days_exclude(one, other):
        return CONTRADICTORY
    ours, theirs = bounds(one), bounds(other)
    inside = ours[0] >= theirs[0] and ours[1] <= theirs[1]
    around = ours[0] <= theirs[0] and ours[1] >= theirs[1]
    return FINER if inside or around else COMPATIBLE


def _read_place(event: Event, record: EventRecord) -> _Reading | None:
    place, chosen = event.place, record.place
    if place is None:
        return None
    text = f"{place.name} (dateline)" if place.is_dateline else place.name
    if chosen is None:
        return _Reading(text=text, is_chosen=False, grade=COMPATIBLE)
    is_chosen = place.name == chosen.name and not place.is_dateline
    return _Reading(text=text, is_chosen=is_chosen, grade=_place_grade(place, chosen))


def _place_grade(one: Place, other: Place) -> str:
    if one.is_dateline or one.name == other.name:
        return COMPATIBLE
    if one.country != other.country:
        return DIFFERENT
    return FINER if "country" in {one.kind, other.kind} else DIFFERENT


def _read_parties(event: Event, record: EventRecord) -> _Reading | None:
    ours, theirs = _parties(event), _parties(record)
    if not ours:
        return None
    keys, chosen = (
        {party_key(one) for one in (*who.actors, *who.recipients)} for who in (event, record)
    )
    grade = FINER if keys == chosen else COMPATIBLE if keys < chosen else DIFFERENT
    return _Reading(text=ours, is_chosen=ours == theirs, grade=grade)


def _parties(who: Event | EventRecord) -> str:
    sides = (", ".join(dict.fromkeys(map(_name, side))) for side in (who.actors, who.recipients))
    return " → ".join(filter(None, sides))


def _name(party: Participant) -> str:
    return party.name or party.text


_FIELDS: Final[tuple[tuple[str, str, str, _Read, Callable[[EventRecord], str]], ...]] = (
    ("type", "event_type", "event_type", _read_kind, _kind),
    ("status", "modality", "modality", _read_modality, lambda record: record.modality.value),
    ("date", "when", "when", _read_days, lambda one: in_words(one.when) if one.when else ""),
    ("place", "place", "place", _read_place, lambda one: one.place.name if one.place else ""),
    ("parties", "actors", "participants", _read_parties, _parties),
)

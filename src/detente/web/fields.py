"""The coded fields of a record: each value, how many reports say so, and what others say."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from detente.analyze.views import EventView
from detente.model import Event, EventRecord, Participant, Record, When
from detente.web import labels
from detente.web.persons import party_address

_RULES: Final = {
    "actor": "actors",
    "recipient": "actors",
    "action": "event_type",
    "date": "when",
    "place": "place",
    "status": "modality",
}
_CONFLICTS: Final = {
    "actor": "participants",
    "recipient": "participants",
    "date": "when",
    "place": "place",
    "status": "modality",
}


class Value(Record, frozen=True, kw_only=True):
    """One value: its words, more about it, and how many reports say so (None: not counted)."""

    text: str
    detail: str = ""
    n: int | None = None
    href: str | None = None


class Field(Record, frozen=True, kw_only=True):
    """A row of the table. ``others`` are values of reports that say something else."""

    name: str
    letter: str | None
    values: tuple[Value, ...]
    others: tuple[tuple[str, int], ...]
    differs: bool
    rule: str


def coded_fields(view: EventView) -> list[Field]:
    """Return the fields of a record in reading order."""
    record = view.record
    events = [report.event for report in view.reports]
    disputed = {conflict.field for conflict in view.conflicts}
    rules = dict(record.chosen_by)
    made = [
        ("actor", "A", *_people(record, "actors", events)),
        ("action", "V", *_told(_kind_value(record), events, labels_of=_kind)),
        ("recipient", "R", *_people(record, "recipients", events)),
        ("date", "D", *_date(record, events)),
        ("place", "P", *_told(_place_value(record), events, labels_of=_place)),
        ("status", None, *_told(_status_value(record), events, labels_of=_status)),
    ]
    return [
        Field(
            name=name,
            letter=letter,
            values=values,
            others=others,
            differs=_CONFLICTS.get(name) in disputed,
            rule=rules.get(_RULES[name], ""),
        )
        for name, letter, values, others in made
    ]


def _people(
    record: EventRecord, side: str, events: Sequence[Event]
) -> tuple[tuple[Value, ...], tuple[tuple[str, int], ...]]:
    """Return the people of a side, and how reports that do not name them call that side."""
    values = tuple(
        Value(
            text=labels.party(person),
            detail=person.office or _words_of(person),
            n=sum(_is_named(person, event) for event in events),
            href=party_address(person),
        )
        for person in getattr(record, side)
    )
    known = (*record.actors, *record.recipients)
    others = Counter(
        labels.party(one)
        for event in events
        for one in getattr(event, side)
        if not any(_is_same(one, person) for person in known)
    )
    return values, tuple(others.most_common())


def _words_of(person: Participant) -> str:
    return f"“{person.text}”" if person.name and person.name != person.text else ""


def _is_named(person: Participant, event: Event) -> bool:
    return any(_is_same(one, person) for one in (*event.actors, *event.recipients))


def _is_same(one: Participant, other: Participant) -> bool:
    if one.entity and other.entity:
        return one.entity == other.entity
    return labels.party(one).casefold() == labels.party(other).casefold()


def _told(
    value: Value, events: Sequence[Event], *, labels_of: Callable[[Event], str]
) -> tuple[tuple[Value, ...], tuple[tuple[str, int], ...]]:
    """Return a value with the number of events that have it, and what the others have."""
    tally = Counter(map(labels_of, events))
    own = Value(text=value.text, detail=value.detail, n=tally.pop(value.text, 0))
    return (own,), tuple(tally.most_common())


def _kind(event: Event | EventRecord) -> str:
    return ", ".join(filter(None, (event.event_type, event.mode or "no mode")))


def _place(event: Event | EventRecord) -> str:
    return event.place.name if event.place else "no place"


def _status(event: Event | EventRecord) -> str:
    return labels.MODALITIES[event.modality.value]


def _kind_value(record: EventRecord) -> Value:
    figures = (
        ("CAMEO", record.cameo_code),
        ("Goldstein", _figure(record.goldstein)),
        ("PLOVER score", _figure(record.plover_score)),
    )
    known = [f"{name} {figure}" for name, figure in figures if figure]
    return Value(text=_kind(record), detail="; ".join([labels.quad(record.quad_class), *known]))


def _figure(number: float | None) -> str | None:
    return None if number is None else f"{number:+g}"


def _place_value(record: EventRecord) -> Value:
    place = record.place
    if place is None:
        return Value(text="no place")
    parts = [place.kind, place.country or "", "from the dateline" if place.is_dateline else ""]
    return Value(text=place.name, detail=", ".join(filter(None, parts)))


def _status_value(record: EventRecord) -> Value:
    detail = "background: told as history, not as news" if record.historical else ""
    return Value(text=_status(record), detail=detail)


def _date(
    record: EventRecord, events: Iterable[Event]
) -> tuple[tuple[Value, ...], tuple[tuple[str, int], ...]]:
    # A report that gives the month does not contradict one that gives a day in it.
    told = [event.when for event in events]
    if record.when is None:
        return (Value(text="no day", n=told.count(None)),), ()
    agreeing = sum(when is not None and _share_a_day(when, record.when) for when in told)
    others = Counter(
        labels.when_words(when) if when else "no day"
        for when in told
        if when is None or not _share_a_day(when, record.when)
    )
    text = labels.when_words(record.when)
    detail = f"precision: {record.when.precision.value}"
    return (Value(text=text, detail=detail, n=agreeing),), tuple(others.most_common())


def _share_a_day(one: When, other: When) -> bool:
    begins = [when.earliest for when in (one, other) if when.earliest]
    ends = [when.latest for when in (one, other) if when.latest]
    return not begins or not ends or max(begins) <= min(ends)

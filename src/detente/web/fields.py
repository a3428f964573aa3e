"""The coded fields of a record: each value, how many reports say so, and what others say."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from detente.analyze.views import ArticleHead, EventView, Report
from detente.model import Event, EventRecord, Participant, Record, Span, When
from detente.store.names import country_name
from detente.web import labels
from detente.web.linked import point_words
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


class Words(Record, frozen=True, kw_only=True):
    """Words of an article that a value was read from, where they stand, and what article it is."""

    text: str
    href: str
    article: ArticleHead


class Value(Record, frozen=True, kw_only=True):
    """One value: its words, more about it, and how many reports say so (None: not counted).

    ``words`` are those of the articles that it was read from, with their place; ``kind`` says how
    finely a place is known (city, region, country).
    """

    text: str
    detail: str = ""
    words: tuple[Words, ...] = ()
    kind: str = ""
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


Told = tuple[tuple[Value, ...], tuple[tuple[str, int], ...]]


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
        ("date", "D", *_with_words(_date(record, events), _dating(view), _date_span)),
        ("place", "P", *_with_words(_where(record, events), view.reports, _place_span)),
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


def _people(record: EventRecord, side: str, events: Sequence[Event]) -> Told:
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


def _told(value: Value, events: Sequence[Event], *, labels_of: Callable[[Event], str]) -> Told:
    """Return a value with the number of events that have it, and what the others have."""
    tally = Counter(map(labels_of, events))
    own = replace(value, n=tally.pop(value.text, 0))
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


def _where(record: EventRecord, events: Sequence[Event]) -> Told:
    return _told(_place_value(record), events, labels_of=_place)


def _place_value(record: EventRecord) -> Value:
    place = record.place
    if place is None:
        return Value(text="no place")
    within = country_name(place.country) if place.country and place.kind != "country" else ""
    parts = (place.kind, within, point_words(place), "from the dateline" * place.is_dateline)
    return Value(text=place.name, detail=", ".join(filter(None, parts)), kind=place.kind)


def _with_words(
    told: Told, reports: Iterable[Report], span_of: Callable[[Event], Span | None]
) -> Told:
    """Return a field's value with the words that its reports read it from, each once."""
    (value, *rest), others = told
    found = [_words(report, span) for report in reports if (span := span_of(report.event))]
    kept = {one.text.casefold(): one for one in reversed(found) if one.text}
    words = tuple(reversed(kept.values()))
    return (replace(value, words=words), *rest), others


def _words(report: Report, span: Span) -> Words:
    quotation = report.quotation
    start, end = span.start - quotation.span.start, span.end - quotation.span.start
    # A dateline stands in another sentence: its words are not in the quotation.
    text = quotation.text[start:end] if start >= 0 else ""
    href = f"/article/{quotation.article.id}?event={report.event.id}#s{quotation.sentence}"
    return Words(text=text, href=href, article=quotation.article)


def _dating(view: EventView) -> list[Report]:
    """Return the reports whose day is that of the record, or allows it."""
    when = view.record.when
    if when is None:
        return []
    return [one for one in view.reports if one.event.when and _share_a_day(one.event.when, when)]


def _date_span(event: Event) -> Span | None:
    return event.when_span


def _place_span(event: Event) -> Span | None:
    return event.place.span if event.place else None


def _status_value(record: EventRecord) -> Value:
    detail = "background: told as history, not as news" if record.historical else ""
    return Value(text=_status(record), detail=detail)


def _date(record: EventRecord, events: Iterable[Event]) -> Told:
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

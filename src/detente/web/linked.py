"""Who, when and where of an article: marks in its text, and a table of what they mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from markupsafe import Markup, escape
from msgspec.structs import replace

from detente.analyze.actor_tables import actor_tables
from detente.analyze.linked import LinkedMention, ToldDay, ToldPlace, WhoWhenWhere
from detente.entities.records import Person
from detente.model import Link, Place, Record, Span, TimeExpression, When
from detente.store import names
from detente.web import labels
from detente.web.actor_page import actor_address
from detente.web.persons import person_address

SHOWN: Final = ("all", "who", "when", "where", "nothing")
_ANCHORS: Final = {
    "absolute": "as written",
    "document": "counted from the day of publication",
    "text": "counted from a day in the text",
}
_STANDINGS: Final = {
    "described": "described by the article",
    "undated": "no day to check it on",
}
_FEATURES: Final = {
    "PPLC": "capital",
    "PPLA": "seat of a first-level division",
    "PPL": "town",
    "PCLI": "state",
    "ADM1": "first-level division",
    "ADM2": "second-level division",
}


class Linkmark(NamedTuple):
    """A span of the text, what kind of words it is, the row that explains it, and in short."""

    span: Span
    kind: str
    anchor: str
    title: str


class _Rest(NamedTuple):
    """What a reading may refer to: persons of the tables by id, the other mentions by number.

    ``names`` say whom each mention means, or are its words.
    """

    persons: Mapping[str, Person]
    words: Mapping[int, str]
    names: Mapping[int, str]


class Reading(Record, frozen=True, kw_only=True):
    """Mentions read alike: their words, how sure the link is, what came second, and why.

    ``places`` are the numbers of the mentions with their sentences, ``through`` the mentions that
    these were read through, ``members`` those that a plural stands for.
    """

    text: str
    places: tuple[tuple[int, int], ...]
    confidence: str
    runner_up: str
    runner_up_href: str | None
    reason: str
    through: tuple[tuple[int, str], ...]
    members: tuple[tuple[int, str], ...]


class Meant(Record, frozen=True, kw_only=True):
    """Somebody whom mentions mean, with office and standing on the article's day."""

    label: str
    href: str | None
    kind: str
    country: str | None
    office: str
    standing: str
    layer: str
    readings: tuple[Reading, ...]


class DayRow(Record, frozen=True, kw_only=True):
    """Words that tell a time, the days they mean, and how these were found."""

    anchor: str
    text: str
    sentence: int | None
    days: str
    how: str
    value: str


class PlaceRow(Record, frozen=True, kw_only=True):
    """Words that name a place, and the place with what is known of it."""

    anchor: str
    text: str
    sentence: int | None
    name: str
    kind: str
    within: str
    point: str
    confidence: str
    reason: str


def linked_page(
    found: WhoWhenWhere, shown: str, persons: Mapping[str, Person]
) -> Mapping[str, Any]:
    """Return what the template shows of the links of an article.

    ``shown`` says which kinds are marked in the text: all, who, when, where or nothing;
    ``persons`` are those of the tables, by id.
    """
    meant = whom(found.mentions, persons)
    return {
        "shown": shown,
        "n_linked": {
            "who": len(found.mentions),
            "when": len(found.days),
            "where": len(found.places),
        },
        "meant": [one for one in meant if one.href or one.label],
        "unresolved": [one for one in meant if not one.href and not one.label],
        "day_rows": [_day_row(number, day) for number, day in enumerate(found.days)],
        "place_rows": [_place_row(number, place) for number, place in enumerate(found.places)],
    }


def linkmarks(found: WhoWhenWhere, shown: str) -> tuple[Linkmark, ...]:
    """Return the marks of the kinds that are shown."""
    others = _rest_of(found.mentions, {}).names
    kinds = {
        "who": (_who_mark(one, others) for one in found.mentions),
        "when": (_when_mark(number, one) for number, one in enumerate(found.days)),
        "where": (_where_mark(number, one) for number, one in enumerate(found.places)),
    }
    return tuple(mark for kind, marks in kinds.items() if shown in {"all", kind} for mark in marks)


def linked_words(text: str, start: int, marks: Sequence[Linkmark]) -> Markup:
    """Return a stretch of a document as markup, each marked word a link to what explains it.

    Where marks overlap, the link is that of the shortest: the name inside its phrase.

    Args:
        text: the words from ``start`` on, in code points of the document.
        start: where they begin.
        marks: spans of the document; what lies outside the stretch is left out.
    """
    end = start + len(text)
    inside = [mark for mark in marks if mark.span.start < end and mark.span.end > start]
    edges = {edge for mark in inside for edge in (mark.span.start, mark.span.end)}
    cuts = [start, *sorted(edge for edge in edges if start < edge < end), end]
    pieces = (
        _piece(text[first - start : last - start], [m for m in inside if _is_over(m, first)], first)
        for first, last in pairwise(cuts)
    )
    return Markup("").join(pieces)


def _is_over(mark: Linkmark, at: int) -> bool:
    return mark.span.start <= at < mark.span.end


def _piece(words: str, marks: Sequence[Linkmark], at: int) -> Markup:
    """Return words with the link of the shortest mark, and an anchor for each that begins here."""
    if not marks:
        return escape(words)
    main = min(marks, key=lambda mark: mark.span.end - mark.span.start)
    made = Markup('<a class="k k-{}" href="#{}" title="{}">{}</a>').format(
        main.kind, main.anchor, main.title, words
    )
    for mark in marks:
        if mark.span.start == at:
            made = Markup('<span id="t-{}">{}</span>').format(mark.anchor, made)
    return made


def _who_mark(one: LinkedMention, others: Mapping[int, str]) -> Linkmark:
    link = one.link
    label = _label(link, others) or "not resolved"
    office = f", {link.office}" if link.office else ""
    title = f"{label}{office} ({link.confidence:.2f})"
    return Linkmark(one.mention.span, "who", f"w{one.number}", title)


def _when_mark(number: int, one: ToldDay) -> Linkmark:
    return Linkmark(one.expression.span, "when", f"d{number}", _days(one.expression))


def _where_mark(number: int, one: ToldPlace) -> Linkmark:
    title = ", ".join(filter(None, (one.place.name, one.place.kind, one.place.country)))
    return Linkmark(one.place.span, "where", f"p{number}", title)


def whom(mentions: Sequence[LinkedMention], persons: Mapping[str, Person]) -> list[Meant]:
    """Return mentions grouped by whom they mean, in order of first mention.

    What could not be resolved is in one last group, without label.
    """
    rest = _rest_of(mentions, persons)
    groups: dict[str, list[LinkedMention]] = {}
    for one in mentions:
        groups.setdefault(one.link.entity or _label(one.link, rest.names), []).append(one)
    unresolved = groups.pop("", [])
    found = [_meant(group, rest) for group in groups.values()]
    return [*found, _meant(unresolved, rest)] if unresolved else found


def _rest_of(mentions: Sequence[LinkedMention], persons: Mapping[str, Person]) -> _Rest:
    words = {one.number: one.text for one in mentions}
    return _Rest(persons, words, {one.number: _label(one.link, {}) or one.text for one in mentions})


def _label(link: Link, others: Mapping[int, str]) -> str:
    """Return whom a link means in few words, "" for nobody; a plural means its members."""
    if link.name:
        return link.name
    if members := [others[number] for number in link.members if number in others]:
        return labels.listed(members)
    if link.entity or not link.country:
        return link.entity or ""
    kind = "a body" if link.kind in {"body", "organisation"} else "somebody"
    return f"{names.country_name(link.country)}: {kind} not named"


def _meant(group: Sequence[LinkedMention], rest: _Rest) -> Meant:
    # The surest link speaks for the group; a pronoun is read through it.
    best = max(group, key=lambda one: one.link.confidence).link
    return Meant(
        label=_label(best, rest.names),
        href=_address(best),
        kind=best.kind,
        country=best.country,
        office=best.office or "",
        standing=_STANDINGS.get(best.office_state or "", best.office_state or ""),
        layer=best.layer or "",
        readings=tuple(_readings(group, rest)),
    )


def _address(link: Link) -> str | None:
    if link.kind == "person" and (link.entity or link.name):
        return person_address(link.entity or link.name or "")
    for code in (link.entity, link.country):
        card = actor_tables().by_code(code) if code else None
        if card is not None:
            return actor_address(card.id)
    return None


def _readings(group: Iterable[LinkedMention], rest: _Rest) -> Iterator[Reading]:
    alike: dict[tuple[str, Link], list[LinkedMention]] = {}
    for one in group:
        alike.setdefault((one.text, replace(one.link, mention=0)), []).append(one)
    return (_reading(found, rest) for found in alike.values())


def _reading(alike: Sequence[LinkedMention], rest: _Rest) -> Reading:
    link, words = alike[0].link, rest.words
    through = () if link.antecedent is None else (link.antecedent,)
    return Reading(
        text=alike[0].text,
        places=tuple((one.number, one.mention.sentence) for one in alike),
        confidence=f"{link.confidence:.2f}" if _label(link, rest.names) else "",
        runner_up=_runner_up(link.runner_up, rest),
        runner_up_href=_runner_up_address(link.runner_up, rest),
        reason=link.reason,
        through=tuple((number, words[number]) for number in through if number in words),
        members=tuple((number, words[number]) for number in link.members if number in words),
    )


def _runner_up(entity: str | None, rest: _Rest) -> str:
    if not entity:
        return ""
    found = rest.persons.get(entity) or actor_tables().by_code(entity)
    return found.name if found else entity


def _runner_up_address(entity: str | None, rest: _Rest) -> str | None:
    if not entity:
        return None
    if entity in rest.persons:
        return person_address(entity)
    card = actor_tables().by_code(entity)
    return actor_address(card.id) if card else None


def _day_row(number: int, one: ToldDay) -> DayRow:
    expression = one.expression
    how = ["the dateline"] if expression.is_dateline else []
    how += [_ANCHORS[expression.anchor]] if expression.anchor in _ANCHORS else []
    return DayRow(
        anchor=f"d{number}",
        text=one.text,
        sentence=one.sentence,
        days=_days(expression),
        how=", ".join(how),
        value=expression.value or "",
    )


def _days(expression: TimeExpression) -> str:
    if expression.when is not None:
        return f"{labels.when_words(expression.when)} ({_precision(expression.when)})"
    if expression.kind == "DURATION":
        return "a length of time"
    return "recurring" if expression.kind == "SET" else "not resolved: nothing to count from"


def _precision(when: When) -> str:
    return when.precision.value


def _place_row(number: int, one: ToldPlace) -> PlaceRow:
    place = one.place
    return PlaceRow(
        anchor=f"p{number}",
        text=one.text,
        sentence=one.sentence,
        name=place.name,
        kind=place.kind,
        within=", ".join(_within(place)),
        point=point_words(place),
        confidence="" if place.confidence is None else f"{place.confidence:.2f}",
        reason=place.reason,
    )


def _within(place: Place) -> Iterator[str]:
    yield _FEATURES.get(place.feature or "", place.kind)
    if place.admin and place.admin != place.name:
        yield place.admin
    if place.country and place.kind != "country":
        yield names.country_name(place.country)
    if place.is_dateline:
        yield "from the dateline"


def point_words(place: Place) -> str:
    """Return coordinates in words: "3.14° N, 101.69° E"; a country has none, and it says so."""
    if place.kind == "country":
        return "known to the country only: no point"
    if place.latitude is None or place.longitude is None:
        return "no coordinates known"
    north = f"{abs(place.latitude):.2f}° {'N' if place.latitude >= 0 else 'S'}"
    east = f"{abs(place.longitude):.2f}° {'E' if place.longitude >= 0 else 'W'}"
    return f"{north}, {east}" + (" (its middle)" if place.kind == "region" else "")

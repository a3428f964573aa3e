"""The page of events: a filter in the address, facets, days, and a line an event."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from markupsafe import Markup

from detente.analyze.views import EventFilter
from detente.model import Record
from detente.ontology.plover import ontology
from detente.store import loading, names, web_people, web_views
from detente.store.filters import matching_records
from detente.store.loading import Connection
from detente.web import charts, labels, periods
from detente.web.asked import PAGE_SIZE, Asked, as_filter
from detente.web.chips import chips, in_words
from detente.web.doors import doors

# Parameter, field of the filter, heading.
_FACETS: Final = (
    ("type", "event_type", "Type"),
    ("quad", "quad_class", "Class"),
    ("modality", "modality", "Status"),
    ("actor", "actor", "Who acts"),
    ("topic", "topic", "Topic"),
)
_NEAREST: Final = 5


class Choice(Record, frozen=True, kw_only=True):
    """A value of a facet: what it is called, how many events it has, where it leads."""

    value: str
    label: str
    n: int
    href: str
    is_on: bool
    bar: Markup


class Facet(Record, frozen=True, kw_only=True):
    """A field to narrow by."""

    heading: str
    choices: tuple[Choice, ...]


class Suggestion(Record, frozen=True, kw_only=True):
    """A filter close by that finds something."""

    label: str
    n: int
    href: str


def events_page(connection: Connection, asked: Asked, database: str) -> Mapping[str, Any]:
    """Return what the template of the events page shows.

    Raises:
        QueryError: the address names something unknown.
    """
    wanted = as_filter(asked)
    ids = matching_records(connection, wanted, paged=False)
    shown = _page_of(ids, asked.page)
    found_chips = chips(asked, _with_names(connection, wanted))
    return {
        "asked": asked,
        "chips": found_chips,
        "in_words": in_words(found_chips),
        "counts": web_views.counted(connection, ids),
        "lines": loading.lines(connection, shown),
        "facets": _facets(connection, asked, wanted),
        **_over_time(connection, asked, ids),
        "pages": _pages(asked, len(ids)),
        "suggestions": [] if ids else _suggestions(connection, asked, wanted),
        "doors": doors(connection, asked, wanted, database),
        "types": tuple(ontology().types),
        "problem": None,
    }


def _with_names(connection: Connection, wanted: EventFilter) -> EventFilter:
    """Return the filter with the names of the persons in place of their ids, for its words."""
    found = (web_people.person_line(connection, key or "") for key in (wanted.person, wanted.also))
    person, also = (line.name if line else None for line in found)
    return msgspec.structs.replace(wanted, person=person or wanted.person, also=also or wanted.also)


def refused_page(asked: Asked, problem: str) -> Mapping[str, Any]:
    """Return what the events page shows for a question that cannot be answered as asked."""
    found = [_bare_chip(asked, name, text) for name, text in asked.parameters]
    return {
        "asked": asked,
        "chips": found,
        "in_words": "",
        "counts": None,
        "lines": (),
        "facets": (),
        "histograms": (),
        "outside": (),
        "pages": {},
        "suggestions": [],
        "doors": None,
        "types": tuple(ontology().types),
        "problem": problem,
    }


def _bare_chip(asked: Asked, name: str, text: str) -> Mapping[str, str]:
    return {"name": name, "label": f"{name}: {text}", "href": asked.address(**{name: None})}


def _page_of(ids: Sequence[str], page: int) -> Sequence[str]:
    return ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def _pages(asked: Asked, n: int) -> Mapping[str, Any]:
    page, last = asked.page, max(1, -(-n // PAGE_SIZE))
    return {
        "page": page,
        "last": last,
        "first_shown": min(n, (page - 1) * PAGE_SIZE + 1),
        "last_shown": min(n, page * PAGE_SIZE),
        "n": n,
        "previous": asked.address(page=str(page - 1)) if page > 1 else None,
        "next": asked.address(page=str(page + 1)) if page < last else None,
    }


def _facets(connection: Connection, asked: Asked, wanted: EventFilter) -> list[Facet]:
    return [
        Facet(heading=heading, choices=_choices(connection, asked, wanted, (name, field)))
        for name, field, heading in _FACETS
    ]


def _choices(
    connection: Connection, asked: Asked, wanted: EventFilter, facet: tuple[str, str]
) -> tuple[Choice, ...]:
    name, field = facet
    tally = web_views.facet(connection, wanted, field)
    most = max((n for _, n in tally), default=1)
    on = asked.get(name).partition("/")[0].lower()
    return tuple(
        Choice(
            value=value,
            label=_value_label(field, value),
            n=n,
            href=asked.address(**{name: None if value.lower() == on else value}),
            is_on=value.lower() == on,
            bar=charts.facet_bar(n, most),
        )
        for value, n in tally
    )


def _value_label(field: str, value: str) -> str:
    if field == "quad_class":
        return labels.quad(value)
    if field == "actor":
        return names.country_name(value)
    return labels.MODALITIES.get(value, value) if field == "modality" else value


def _over_time(connection: Connection, asked: Asked, ids: Sequence[str]) -> Mapping[str, Any]:
    counted = web_views.days(connection, ids)
    if not counted:
        return {"histograms": (), "outside": ()}
    first, last = periods.main_stretch(counted)
    shown = [(day, n) for day, n in counted if first <= day <= last]
    bars = [
        charts.Bar(begin, end, n, _days_address(asked, begin, end), label)
        for begin, end, n, label in periods.binned(shown)
    ]
    return {
        "histograms": [charts.histogram(bars, width) for width in (charts.WIDE, charts.NARROW)],
        "outside": _outside(counted, asked, first, last),
    }


def _outside(
    counted: Sequence[tuple[dt.date, int]], asked: Asked, first: dt.date, last: dt.date
) -> list[Suggestion]:
    """Return how many events lie before and after the picture, with their addresses."""
    earlier = sum(n for day, n in counted if day < first)
    later = sum(n for day, n in counted if day > last)
    day_before, day_after = first - dt.timedelta(days=1), last + dt.timedelta(days=1)
    found = [
        Suggestion(label="earlier", n=earlier, href=asked.address(until=str(day_before))),
        Suggestion(label="later", n=later, href=asked.address(since=str(day_after))),
    ]
    return [one for one in found if one.n]


def _days_address(asked: Asked, first: dt.date, last: dt.date) -> str:
    return asked.address(since=str(first), until=str(last))


def _suggestions(connection: Connection, asked: Asked, wanted: EventFilter) -> list[Suggestion]:
    """Return filters with one part left out that find something, those with least first."""
    tried = [
        (f"without the filter: {chip.label}", chip.href, as_filter(_reread(asked, chip.name)))
        for chip in chips(asked, wanted)
        if chip.name != "background"
    ]
    if wanted.news_only:
        with_background = msgspec.structs.replace(wanted, news_only=False)
        tried.append(("with background", asked.address(background="1"), with_background))
    counted = [
        Suggestion(label=label, href=href, n=len(matching_records(connection, near, paged=False)))
        for label, href, near in tried
    ]
    return sorted((one for one in counted if one.n), key=lambda one: one.n)[:_NEAREST]


def _reread(asked: Asked, left_out: str) -> Asked:
    kept = tuple((name, text) for name, text in asked.parameters if name != left_out)
    return Asked(parameters=kept)

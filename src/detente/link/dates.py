"""Time expressions of a text, resolved to intervals of days."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from msgspec.structs import replace

from detente.link import (
    date_amounts,
    date_calendar,
    date_clock,
    date_lists,
    date_named,
    date_relative,
    date_units,
    date_weekdays,
)
from detente.link.date_anchored import with_anchors
from detente.link.date_holidays import load_holidays
from detente.link.date_lists import order_of
from detente.link.date_patterns import Found, Patterns, load_patterns, load_words
from detente.link.date_ranges import RangeWords, load_range_words, with_ranges
from detente.link.date_scene import Reading, Scene
from detente.link.date_zones import City, load_zones
from detente.link.datelines import Dateline, DatelineFinder
from detente.model import Document, Span, TimeExpression
from detente.settings import Settings

# Of a day as TIMEX3 writes it.
_DAY_LENGTH: Final = 10
_LOOK_BACK: Final = 40
# A report is published so long after the day of its dateline at most.
_NO_DAYS, _DELAY = dt.timedelta(0), dt.timedelta(days=2)
_DAY_OR_PART: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?")
Reader = Callable[[Scene, Found], Iterator[Reading]]

# The names under ``read`` in data/date_rules.toml.
READERS: Final[Mapping[str, Reader]] = {
    "calendar": date_calendar.calendar,
    "century": date_calendar.century,
    "ordinal_day": date_calendar.ordinal_day,
    "day_of_year": date_calendar.day_of_year,
    "days_of_month": date_lists.days_of_month,
    "decade": date_calendar.decade,
    "fixed_day": date_named.fixed_day,
    "month": date_calendar.month,
    "months": date_lists.months,
    "nth": date_calendar.nth,
    "numeric": date_lists.numeric,
    "piece": date_calendar.piece,
    "quarter": date_calendar.quarter,
    "season": date_calendar.season,
    "short_year": date_calendar.short_year,
    "years": date_lists.years,
    "amount": date_amounts.amount,
    "amounts": date_amounts.amounts,
    "every": date_amounts.every,
    "frequency": date_amounts.frequency,
    "half_amount": date_amounts.half_amount,
    "long_amount": date_amounts.long_amount,
    "past_period": date_amounts.past_period,
    "vague_amount": date_amounts.vague_amount,
    "adjacent": date_relative.adjacent,
    "beyond_near": date_relative.beyond_near,
    "clock": date_clock.clock,
    "holiday": date_named.holiday,
    "in_time": date_relative.in_time,
    "month_of_year": date_relative.month_of_year,
    "near_day": date_relative.near_day,
    "noon": date_clock.noon,
    "offset": date_relative.offset,
    "overnight": date_clock.overnight,
    "part_of_today": date_relative.part_of_today,
    "pointed_month": date_relative.pointed_month,
    "pointed_unit": date_relative.pointed_unit,
    "reference": date_relative.reference,
    "same": date_relative.same,
    "weekday": date_weekdays.weekday,
    "weekday_of_week": date_weekdays.weekday_of_week,
    "days_list": date_lists.days_list,
    "era": date_named.era,
    "fiscal_year": date_named.fiscal_year,
    "iso_clock": date_clock.iso_clock,
    "nth_running": date_units.nth_running,
    "nth_unit": date_units.nth_unit,
    "nth_weekday": date_weekdays.nth_weekday,
    "that_time": date_units.that_time,
    "the_unit": date_units.the_unit,
    "unit_beyond": date_units.unit_beyond,
    "units_of_period": date_units.units_of_period,
    "weekday_ahead": date_weekdays.weekday_ahead,
    "weekday_told": date_weekdays.weekday_told,
    "weekdays_ago": date_weekdays.weekdays_ago,
    "week_of": date_calendar.week_of,
    "weekend": date_weekdays.weekend,
    "years_end": date_relative.years_end,
}


def build(_settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``days``, in the order of the text; none overlap."""
    tagger = DateTagger()

    def add_days(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, days=tagger.tag(document)) for document in batch]

    return add_days


class DateTagger:
    """Finds the temporal expressions of documents, and resolves them."""

    def __init__(self) -> None:
        self._words = load_words()
        self._patterns: Patterns = load_patterns()
        self._range_words: RangeWords = load_range_words()
        self._holidays = load_holidays()
        self._zones = load_zones()
        self._datelines = DatelineFinder()

    def tag(self, document: Document) -> tuple[TimeExpression, ...]:
        """Return the expressions of a document with ``text`` and ``sentences``, in order.

        They are resolved against the day of publication, or that of a dateline up to two days
        before it; if it is unknown, against a dateline that tells its year.
        """
        text = document.text or ""
        lines = self._datelines.find(text)
        datelines = [line.date for line in lines if line.date]
        published = document.article.published
        scene = self._scene(text, lines, published)
        if datelines:
            scene = self._scene(text, lines, self._written_on(scene, datelines) or published)
        found: list[TimeExpression] = []
        for sentence in document.sentences or ():
            found += self._sentence(scene, sentence.span, datelines)
        return tuple(found)

    def _scene(self, text: str, lines: Sequence[Dateline], today: dt.date | None) -> Scene:
        scene = Scene(self._words, text, self._holidays, self._zones, today=today)
        scene.city = self._city(text, lines)
        scene.month_first = self._month_first(text, scene.city)
        return scene

    def _written_on(self, scene: Scene, datelines: Sequence[Span]) -> dt.date | None:
        """Return the day of a dateline that a report was written on, or None if none tells it."""
        readings = [one for span in datelines for one in self._readings(scene, span)]
        days = [(one.anchor, one.when.earliest) for one in readings if one.when]
        if scene.today is None:
            return next((day for anchor, day in days if anchor == "absolute"), None)
        ages = [(scene.today - day, day) for _, day in days if day]
        return next((day for age, day in ages if _NO_DAYS <= age <= _DELAY), None)

    def _city(self, text: str, lines: Sequence[Dateline]) -> City | None:
        """Return the clock of the one city that the datelines name, if its clock is known."""
        places = (line.place for line in lines if line.place)
        known = (self._zones.city(text[place.start : place.end]) for place in places)
        cities = {city for city in known if city}
        return cities.pop() if len(cities) == 1 else None

    def _month_first(self, text: str, city: City | None) -> bool | None:
        told = order_of(text)
        return self._zones.is_month_first(city) if told is None else told

    def _sentence(
        self, scene: Scene, span: Span, datelines: Sequence[Span]
    ) -> list[TimeExpression]:
        readings = list(self._readings(scene, span))
        if not readings:
            return []
        found = [_expression(scene.text, reading, datelines) for reading in readings]
        found = list(_with_days(scene.text, found))
        found = _apart([self._part_of(scene, expression) for expression in found])
        found = with_ranges(scene.text, found, self._range_words, span.start)
        return with_anchors(scene, found)

    def _part_of(self, scene: Scene, expression: TimeExpression) -> TimeExpression:
        """Return "the early hours of Wednesday" as a part of that day."""
        value = expression.value or ""
        if not _DAY_OR_PART.fullmatch(value):
            return expression
        start = max(scene.start, expression.span.start - _LOOK_BACK)
        match = self._words.part_of.search(scene.text, start, expression.span.start)
        if match is None:
            return expression
        part = self._words.parts[match["part"].lower().split()[-1]]
        span = Span(match.start(), expression.span.end)
        return replace(expression, span=span, kind="TIME", value=f"{value[:_DAY_LENGTH]}T{part}")

    def _readings(self, scene: Scene, span: Span) -> Iterator[Reading]:
        scene.enter(span.start, span.end)
        for found in self._patterns.find(scene.text, span.start, span.end):
            for reading in READERS[found.read](scene, found):
                scene.note(reading)
                yield reading


def _expression(text: str, reading: Reading, datelines: Sequence[Span]) -> TimeExpression:
    start, end = _trimmed(text, reading.start, reading.end)
    return TimeExpression(
        span=Span(start, end),
        kind=reading.kind,
        value=reading.value,
        when=reading.when,
        anchor=reading.anchor,
        mod=reading.mod if reading.mod not in {"EARLIER", "LATER"} else None,
        is_dateline=any(line.start <= start < line.end for line in datelines),
        interval=reading.interval,
        zone=reading.zone,
    )


def _apart(found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions without those that the following one has taken in."""
    pairs = zip_longest(found, found[1:])
    return [one for one, after in pairs if after is None or one.span.end <= after.span.start]


def _with_days(text: str, found: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    """Yield the expressions; a time takes its day from a date right after it ("18:00, 1 June")."""
    for expression, following in zip_longest(found, found[1:]):
        if following and _is_time_of(text, expression, following):
            value = f"{following.value}{(expression.value or '')[_DAY_LENGTH:]}"
            yield replace(expression, value=value, when=following.when, anchor=following.anchor)
        else:
            yield expression


def _is_time_of(text: str, time: TimeExpression, day: TimeExpression) -> bool:
    gap = text[time.span.end : day.span.start]
    is_clock = time.kind == "TIME" and ":" in (time.value or "")
    is_day = day.kind == "DATE" and len(day.value or "") == _DAY_LENGTH
    return is_clock and is_day and gap in {", ", " on ", " ", ", on "}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())

"""Numbers that reports of one event give - dead, amounts, agreements - as ranges over time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from detente.analyze.accounts import Teller
from detente.analyze.views import Report
from detente.merge.numbers import Count, CountFinder
from detente.model import Record

_ABOUT: Final = 0.1  # as the merge reads "about"


class Figure(Record, frozen=True, kw_only=True):
    """A number in its own words; ``low`` and ``high`` are what it allows (None: open)."""

    text: str
    low: float | None
    high: float | None
    told_by: Teller


class DayRange(Record, frozen=True, kw_only=True):
    """What was told on one day of publication (None: not known), the lowest to the highest."""

    day: dt.date | None
    low: float | None
    high: float | None
    figures: tuple[Figure, ...]


class NumberAccount(Record, frozen=True, kw_only=True):
    """How many of what, by day of publication; ``unit`` is a word that counts them."""

    unit: str
    low: float | None
    high: float | None
    days: tuple[DayRange, ...]


def number_accounts(
    reports: Sequence[Report], tellers: Sequence[Teller], finder: CountFinder
) -> tuple[NumberAccount, ...]:
    """Return what the sentences of reports count, the unit told most often first.

    ``tellers`` are parallel to ``reports``. A sentence counts once, however many reports it has.
    """
    found: dict[str, list[Figure]] = defaultdict(list)
    words: dict[str, str] = {}
    sentences = {
        (one.quotation.article.id, one.quotation.sentence): (one, teller)
        for one, teller in zip(reports, tellers, strict=True)
    }
    for report, teller in sentences.values():
        told = finder.counts_in(report.quotation.text)
        for count in (one for one in told if one.bound != "not"):
            words.setdefault(count.unit, count.name)
            found[count.unit].append(_figure(count, teller))
    made = [_account(words[unit], figures) for unit, figures in found.items()]
    return tuple(sorted(made, key=lambda one: (-sum(len(d.figures) for d in one.days), one.unit)))


def range_words(low: float | None, high: float | None) -> str:
    """Return a range in few characters: "12", "12 to 15", "at least 12", "at most 15"."""
    if low is None or high is None:
        bound = high if low is None else low
        return "" if bound is None else f"at {'most' if low is None else 'least'} {bound:,g}"
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"


def _figure(count: Count, teller: Teller) -> Figure:
    low: float | None = count.value
    high: float | None = count.value
    if count.bound == "least":
        high = None
    if count.bound == "most":
        low = None
    if count.bound == "about":
        low, high = round((1 - _ABOUT) * count.value, 6), round((1 + _ABOUT) * count.value, 6)
    return Figure(text=" ".join(count.text.split()), low=low, high=high, told_by=teller)


def _account(unit: str, figures: Sequence[Figure]) -> NumberAccount:
    by_day: dict[dt.date | None, list[Figure]] = defaultdict(list)
    for one in figures:
        by_day[one.told_by.article.published].append(one)
    low, high = _spread(figures)
    days = sorted(by_day, key=lambda day: (day is None, day or dt.date.min))
    return NumberAccount(
        unit=unit, low=low, high=high, days=tuple(_day_range(day, by_day[day]) for day in days)
    )


def _day_range(day: dt.date | None, figures: Sequence[Figure]) -> DayRange:
    low, high = _spread(figures)
    return DayRange(day=day, low=low, high=high, figures=tuple(figures))


def _spread(figures: Iterable[Figure]) -> tuple[float | None, float | None]:
    """Return the lowest and highest number that is told; open only if all are open there."""
    told = list(figures)
    lows = [one.low if one.low is not None else one.high for one in told]
    highs = [one.high if one.high is not None else one.low for one in told]
    low = min((value for value in lows if value is not None), default=None)
    high = max((value for value in highs if value is not None), default=None)
    return (
        None if all(one.low is None for one in told) else low,
        None if all(one.high is None for one in told) else high,
    )

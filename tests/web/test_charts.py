"""Pictures are well formed, say what they show, and lead to the events they count."""

import datetime as dt
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Modality
from detente.web import charts, periods

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31))
COUNTED = st.dictionaries(DAYS, st.integers(1, 50), min_size=1, max_size=20).map(
    lambda found: sorted(found.items())
)
DOTS = st.builds(
    lambda first, days, side, quad, modality: charts.Dot(
        first=first,
        last=first + dt.timedelta(days=days),
        side=side,
        quad_class=quad,
        modality=modality.value,
        is_dated=days > 0,
        href="/event/1",
        label="A & B <met>",
    ),
    DAYS,
    st.integers(0, 400),
    st.sampled_from((-1, 0, 1)),
    st.integers(1, 4),
    st.sampled_from(Modality),
)


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(str(picture))  # noqa: S314 - our own markup


@given(COUNTED)
def test_bins_hold_every_count_once_without_gaps(counted):
    bins = periods.binned(counted)
    assert sum(one.n for one in bins) == sum(n for _, n in counted)
    assert all(
        earlier.last + dt.timedelta(days=1) == later.first for earlier, later in pairwise(bins)
    )


@given(COUNTED)
def test_the_main_stretch_holds_nearly_all(counted):
    first, last = periods.main_stretch(counted)
    held = sum(n for day, n in counted if first <= day <= last)
    assert held >= 0.95 * sum(n for _, n in counted)


def test_one_deed_of_long_ago_does_not_press_the_others_into_a_corner():
    recent = [(dt.date(2025, 1, 1) + dt.timedelta(days=day), 5) for day in range(100)]
    assert periods.main_stretch([(dt.date(1967, 4, 3), 1), *recent])[0].year == 2025


@given(COUNTED, st.sampled_from((charts.WIDE, charts.NARROW)))
def test_a_histogram_has_a_link_for_each_bar_within_its_frame(counted, width):
    bars = [
        charts.Bar(first, last, n, "/events?a=1&b=2", label)
        for first, last, n, label in periods.binned(counted)
    ]
    picture = parsed(charts.histogram(bars, width))
    links = picture.findall("a")
    assert len(links) == sum(bar.n > 0 for bar in bars)
    for rect in picture.iter("rect"):
        assert float(rect.get("x")) >= 0
        assert float(rect.get("x")) + float(rect.get("width")) <= width + 4


@given(st.lists(DOTS, min_size=1, max_size=30), st.sampled_from((charts.WIDE, charts.NARROW)))
def test_a_timeline_shows_each_event_on_its_side(dots, width):
    picture = parsed(charts.timeline(dots, width, ("A", "B & C")))
    axis = next(float(line.get("y1")) for line in picture.findall("line"))
    shown = picture.findall("a")
    assert len(shown) == len(dots)
    heights = [float(link.find("circle").get("cy")) for link in shown]
    assert sum(y > axis for y in heights) == sum(dot.side < 0 for dot in dots)
    assert sum(y < axis for y in heights) >= sum(dot.side > 0 for dot in dots)


def test_a_series_puts_cooperation_above_the_line_and_conflict_below():
    period = charts.Period(
        dt.date(2025, 1, 1), dt.date(2025, 1, 31), (2, 1, 3, 1), "Jan 2025", "/events"
    )
    picture = parsed(charts.series([period], charts.MEDIUM))
    axis = next(float(line.get("y1")) for line in picture.findall("line"))
    tops = {rect.get("class"): float(rect.get("y")) for rect in picture.iter("rect")}
    assert max(tops["q1"], tops["q2"]) < axis <= min(tops["q3"], tops["q4"])
    assert "verbal conflict 3" in picture.find("title").text


def test_nothing_to_show_is_no_picture():
    assert charts.histogram([], charts.WIDE) == ""
    assert charts.series([], charts.WIDE) == ""
    assert charts.timeline([], charts.WIDE, ("A", "B")) == ""


@pytest.mark.parametrize("modality", list(Modality))
def test_each_modality_has_a_shape_of_its_own(modality):
    shapes = {str(charts.modality_mark(one)).replace(one, "") for one in Modality}
    assert modality.value in str(charts.modality_mark(modality.value))
    assert str(charts.modality_mark("denied")).count("<line") == 1
    assert len(shapes) == 2  # disc, crossed ring; the style sheet tells the other rings apart

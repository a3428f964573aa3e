"""Bars along time: what is sure is full, what is not is hollow."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.web.bars import Term, bars, term_days

ON = dt.date(2025, 2, 27)
CUT = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2060, 1, 1)).flatmap(
    lambda day: st.sampled_from([None, str(day), str(day)[:7], str(day)[:4]])
)


def rects(term: Term) -> list[str]:
    return re.findall(r'<rect [^>]*class="(\w+)"', bars([term], ON, 1000.0, "t"))


@pytest.mark.parametrize(
    ("term", "pieces"),
    [
        (Term("known", "2012-11-06", "2024-05-12", None), ["sure"]),
        (Term("start known to the year", "2012", "2024-05-12", None), ["unsure", "sure"]),
        (Term("open beyond its last word", "2012-11-06", None, "2020-01-31"), ["sure", "unsure"]),
        (Term("confirmed past the day", "2012-11-06", None, "2026-01-31"), ["sure"]),
        (Term("begun this year and confirmed", "2025-01-21", None, "2025-10-31"), ["sure"]),
        (Term("not begun yet", "2025-06-01", None, None), ["unsure"]),
        (Term("start not known", None, "2024-05-12", None), ["unsure"]),
        (Term("seen in one list", None, None, "2019-06"), ["unsure"]),
        (Term("no days at all", None, None, None), []),
    ],
)
def test_a_bar_is_full_where_its_days_are_known(term, pieces):
    assert rects(term) == pieces


def test_the_chosen_day_has_a_line_and_a_label():
    drawn = bars([Term("minister", "2012-11-06", "2024-05-12", None)], ON, 1000.0, "Offices")
    assert 'class="onday-line"' in drawn
    assert ">27 Feb 2025<" in drawn
    assert "<title>Offices</title>" in drawn


def test_a_long_label_ends_at_the_edge_and_is_cut_where_it_cannot_fit():
    drawn = bars([Term("M" * 90, "2024-01-01", None, "2025-01-01")], ON, 358.0, "t")
    assert "…</text>" in drawn
    assert 'text-anchor="end"' in drawn


def test_labels_are_escaped():
    assert "<b>" not in bars([Term("<b>", "2020", None, None)], ON, 358.0, "t")


@given(start=CUT, end=CUT, seen=CUT)
def test_every_bar_lies_within_its_picture(start, end, seen):
    if start and end and start > end:
        start, end = end, start
    drawn = bars([Term("office", start, end, seen)], ON, 1000.0, "t")
    for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn):
        assert float(x) >= 0
        assert float(x) + float(width) <= 1002


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term("a", "2012", "2024-05-12", None), "2012 to 2024-05-12"),
        (Term("a", "2012", None, "2025-10-31"), "2012 to no known end, confirmed 2025-10-31"),
        (Term("a", None, None, "2019-06"), "in a list of 2019-06"),
    ],
)
def test_the_days_of_a_bar_are_told_as_the_tables_have_them(term, words):
    assert term_days(term) == words

"""Offices in words, and days cut short."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from detente.analyze.people import (
    first_day,
    last_day,
    precision_words,
    shortened_words,
    standing_evidence,
    standing_words,
)
from detente.entities.directory_records import Holding

HELD = Holding(
    person="FRA:jeanne-exemple",
    name="Jeanne Exemple",
    office_type="FM",
    office="Minister of Foreign Affairs",
    country="FRA",
    country_name="France",
    start="2024-05-12",
    start_precision="day",
    end=None,
    end_precision=None,
    last_confirmed="2025-10-31",
    standing="confirmed",
    in_words="since 2024-05-12, last confirmed 2025-10-31",
    joint=False,
    sources=("compiled",),
    licence=None,
    layer="shipped",
    row=2,
)
CUT = st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "confirmed, still in office on 31 October 2025"),
        ({"last_confirmed": "2025-06"}, "confirmed, still in office in June 2025"),
        ({"end": "2025-12-01"}, "confirmed, in office until 1 December 2025"),
        ({"standing": "open"}, "open, last confirmed 31 October 2025"),
        (
            {"standing": "open", "last_confirmed": None},
            "open, nothing heard since its start in 2024",
        ),
        (
            {"standing": "open", "start": None, "last_confirmed": "2019-06"},
            "open, seen in a list of June 2019",
        ),
        ({"standing": "former", "end": "2024"}, "former, until 2024"),
        ({"standing": "former"}, "taken as former, last confirmed 31 October 2025"),
        ({"standing": "future"}, "not yet, from 12 May 2024"),
        ({"standing": "disputed"}, "said by one source alone"),
        ({"standing": "struck"}, "called wrong by a correction"),
    ],
)
def test_a_standing_is_told_with_the_day_it_rests_on(changes, words):
    assert standing_words(replace(HELD, **changes)) == words


def test_evidence_for_an_open_tenure_is_what_follows_its_days():
    told = "since 2024-05-12; no end is known; of 100 foreign ministers, 88 are still there"
    assert standing_evidence(replace(HELD, in_words=told)) == (
        "no end is known; of 100 foreign ministers, 88 are still there"
    )
    assert standing_evidence(HELD) == ""


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("day", "day", "day"),
        ("day", None, "day"),
        ("year", "inferred", "year / inferred"),
        (None, None, "seen once"),
    ],
)
def test_precision_of_a_tenure_names_both_ends_where_they_differ(start, end, words):
    assert precision_words(replace(HELD, start_precision=start, end_precision=end)) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2024-05-12", "12 May 2024"), ("2024-05", "May 2024"), ("2024", "2024"), (None, "")],
)
def test_a_day_cut_short_is_told_as_far_as_it_is_known(iso, words):
    assert shortened_words(iso) == words


@given(iso=CUT)
def test_the_days_a_cut_date_may_mean_all_begin_with_it(iso):
    first, last = first_day(iso), last_day(iso)
    assert first <= last
    assert str(first).startswith(iso)
    assert str(last).startswith(iso)
    assert not str(first - dt.timedelta(days=1)).startswith(iso)
    assert not str(last + dt.timedelta(days=1)).startswith(iso)

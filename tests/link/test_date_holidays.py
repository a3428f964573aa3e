import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link.date_holidays import (
    easter,
    hebrew_new_year,
    load_holidays,
    lunar_year,
    orthodox_easter,
    solar_year,
)

HOLIDAYS = load_holidays().by_name
YEARS = st.integers(1700, 2200)


@pytest.mark.parametrize(
    ("name", "year", "days"),
    [
        ("christmas", 2024, ["2024-12-25"]),
        ("easter", 2025, ["2025-04-20"]),
        ("good friday", 2026, ["2026-04-03"]),
        ("ash wednesday", 2024, ["2024-02-14"]),
        ("orthodox easter", 2024, ["2024-05-05"]),
        ("thanksgiving", 2023, ["2023-11-23"]),
        ("memorial day", 2025, ["2025-05-26"]),
        ("lunar new year", 2025, ["2025-01-29"]),
        ("nowruz", 2024, ["2024-03-20"]),
        ("nowruz", 2025, ["2025-03-21"]),
        ("rosh hashanah", 2024, ["2024-10-03"]),
        ("yom kippur", 1973, ["1973-10-06"]),
        ("passover", 2024, ["2024-04-23"]),
    ],
)
def test_a_holiday_falls_on_its_day(name, year, days):
    assert [when.earliest.isoformat() for when in HOLIDAYS[name].days_in(year)] == days


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("eid al-fitr", "2024-04-10"),
        ("eid al-fitr", "2025-03-30"),
        ("eid al-adha", "2023-06-28"),
        ("ashura", "2025-07-06"),
    ],
)
def test_a_holiday_of_the_moon_holds_the_day_it_was_kept_on(name, seen):
    day = dt.date.fromisoformat(seen)
    whens = HOLIDAYS[name].days_in(day.year)
    assert any(when.earliest <= day <= when.latest for when in whens)
    assert HOLIDAYS[name].is_approximate


def test_a_year_may_hold_a_holiday_of_the_moon_twice():
    assert len(HOLIDAYS["eid al-fitr"].days_in(2000)) == 2


def test_a_table_knows_no_days_beyond_its_years():
    assert HOLIDAYS["lunar new year"].days_in(1850) == []


@settings(deadline=None)
@given(YEARS)
def test_easter_is_a_sunday_of_spring(year):
    assert easter(year).isoweekday() == orthodox_easter(year).isoweekday() == 7
    assert dt.date(year, 3, 22) <= easter(year) <= dt.date(year, 4, 25)


@settings(deadline=None)
@given(YEARS)
def test_a_hebrew_year_has_a_length_that_its_calendar_allows(year):
    days = (hebrew_new_year(year + 3762) - hebrew_new_year(year + 3761)).days
    assert days in {353, 354, 355, 383, 384, 385}


@settings(deadline=None)
@given(st.integers(1200, 1600))
def test_years_of_the_hijra_follow_each_other_without_a_gap(year):
    for read, lengths in ((lunar_year, {354, 355}), (solar_year, {365, 366})):
        this, following = read(year), read(year + 1)
        assert (following.earliest - this.latest).days == 1
        assert (this.latest - this.earliest).days + 1 in lengths


@settings(deadline=None)
@given(st.sampled_from(sorted(HOLIDAYS)), YEARS)
def test_a_holiday_lies_in_its_year(name, year):
    whens = HOLIDAYS[name].days_in(year)
    assert all(year in {when.earliest.year, when.latest.year} for when in whens)

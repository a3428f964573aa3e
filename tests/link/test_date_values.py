import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link.date_values import amount, days_of, shift, value_of
from detente.model import Precision, When

DAYS = st.dates()
UNITS = st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE", "CE"])


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2025-02-27", "2025-02-27", "2025-02-27", "day"),
        ("2025-02-27T15:00", "2025-02-27", "2025-02-27", "day"),
        ("2025-W09", "2025-02-24", "2025-03-02", "week"),
        ("2025-W09-WE", "2025-03-01", "2025-03-02", "range"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-Q4", "2025-10-01", "2025-12-31", "quarter"),
        ("2025-H1", "2025-01-01", "2025-06-30", "range"),
        ("2024-WI", "2024-12-01", "2025-02-28", "range"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("199", "1990-01-01", "1999-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "range"),
    ],
)
def test_a_value_means_its_days(value, first, last, precision):
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert days_of(value) == When(*days, Precision(precision))


@pytest.mark.parametrize(
    "value", ["P3D", "XXXX-WXX-4", "PRESENT_REF", "2025-13", "2025-02-30", "2025-W60", "0000", ""]
)
def test_what_is_no_date_has_no_days(value):
    assert days_of(value) is None


@settings(deadline=None)
@given(day=DAYS, unit=UNITS)
def test_a_unit_holds_the_day_it_is_the_unit_of(day, unit):
    when = days_of(value_of(day, unit))
    if when and unit != "WE":
        assert when.earliest <= day <= when.latest


@settings(deadline=None)
@given(day=st.dates(dt.date(1700, 1, 1), dt.date(2300, 1, 1)), count=st.integers(-500, 500))
def test_months_there_and_back_end_in_the_same_month(day, count):
    first = day.replace(day=1)
    assert shift(shift(first, count, "M"), -count, "M") == first


@settings(deadline=None)
@given(day=DAYS, count=st.integers(-(10**9), 10**9), unit=UNITS)
def test_shifting_never_raises(day, count, unit):
    moved = shift(day, count, unit)
    assert moved is None or isinstance(moved, dt.date)


def test_amounts_are_written_as_timex3():
    assert [amount("3", "D"), amount("X", "TM"), amount("2", "FN"), amount("4", "DE")] == [
        "P3D",
        "PTXM",
        "P4W",
        "P40Y",
    ]

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.tenure import (
    CONFIRMED,
    FORMER,
    FUTURE,
    IN_OFFICE,
    LEADING,
    OPEN,
    Office,
    Tenure,
    Tenures,
    load_tenures,
    office_days,
    standing,
)

DAY = dt.date(2025, 2, 27)


def tenure(**changes):
    base = Tenure("p", "AAA", "AAA:FM", "FM", "2020-03-01", "", "", "", "test", 2)
    return base._replace(**changes)


@pytest.fixture(scope="module")
def table():
    return load_tenures()


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"end": "2025-02-27"}, CONFIRMED),
        ({"end": "2025-02-26"}, FORMER),
        ({"end": "2025"}, CONFIRMED),
        ({"end": "2025-01"}, FORMER),
        ({"asof": "2025-10-31"}, CONFIRMED),
        ({"asof": "2024-10-31"}, OPEN),
        ({"start": "2015-03-01"}, FORMER),
        ({"start": "2025-03-01"}, FUTURE),
        ({"start": "", "observed": "2019-06"}, FORMER),
        ({"start": "", "observed": "2024-06"}, OPEN),
    ],
)
def test_a_tenure_stands_to_a_day_as_its_dates_say(changes, state):
    assert standing(tenure(**changes), DAY) == state


def test_of_two_holders_the_confirmed_and_then_the_later_comes_first():
    rows = [tenure(person="old", start="2019-01-01"), tenure(person="new", asof="2025-06-30")]
    held = Tenures(rows, []).holders("FM", "AAA", DAY)
    assert [one.tenure.person for one in held] == ["new", "old"]


def test_offices_of_a_person_begin_with_the_weightiest_held():
    rows = [
        tenure(kind="DM", office="AAA:DM"),
        tenure(kind="HOG", office="AAA:HOG"),
        tenure(kind="HOS", office="AAA:HOS", start="2010-01-01", end="2012-01-01"),
    ]
    held = Tenures(rows, []).offices_of("p", DAY)
    assert [one.tenure.kind for one in held] == ["HOG", "DM", "HOS"]


def test_offices_are_found_by_id():
    office = Office("AAA:FM", "AAA", "FM", "Foreign Minister", "GOV", "")
    assert Tenures([], [office]).offices["AAA:FM"] is office


@pytest.mark.parametrize(
    ("kind", "state", "day", "person"),
    [
        ("DM", "MYS", "2025-02-27", "MYS:mohamed-khaled-nordin"),
        ("NSC", "RUS", "2025-02-27", "RUS:sergei-shoigu"),
        ("DM", "RUS", "2023-07-01", "RUS:sergei-shoigu"),
        ("HOG", "MYS", "2019-05-01", "MYS:mahathir-mohamad"),
        ("HOIO", "UNO", "2003-08-01", "UNO:kofi-annan"),
    ],
)
def test_the_packaged_table_knows_who_held_an_office(table, kind, state, day, person):
    held = table.holders(kind, state, dt.date.fromisoformat(day))
    assert held[0].tenure.person == person


def test_every_packaged_row_names_its_sources(table):
    assert all(one.sources for one in table.of_kind("HOS"))


@given(
    start=st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    length=st.integers(0, 4000),
    day=st.dates(dt.date(1980, 1, 1), dt.date(2050, 1, 1)),
)
def test_a_closed_tenure_is_held_on_its_days_and_no_others(start, length, day):
    end = start + dt.timedelta(days=length)
    held = standing(tenure(start=start.isoformat(), end=end.isoformat()), day) in IN_OFFICE
    assert held == (start <= day <= end)


ISO = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)).map(dt.date.isoformat)
CUT = st.builds(lambda iso, length: iso[:length], ISO, st.sampled_from([4, 7, 10]))


@given(
    st.fixed_dictionaries(
        {
            "start": st.just("") | CUT,
            "end": st.just("") | CUT,
            "asof": CUT,
            "observed": st.just("") | CUT,
            "lapses": st.just("") | ISO,
        }
    ),
    st.dates(dt.date(1985, 1, 1), dt.date(2050, 12, 31)),
)
def test_the_days_in_office_are_those_on_which_a_tenure_stands(changes, day):
    held = tenure(**changes)
    first, until = office_days(held)
    assert (first <= day.isoformat() < until) == (standing(held, day) in IN_OFFICE)


def test_every_packaged_tenure_has_days_in_office(table):
    assert all(office_days(one).until for kind in LEADING for one in table.of_kind(kind))

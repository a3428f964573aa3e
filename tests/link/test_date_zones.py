import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_factories import document

from detente.link import dates
from detente.link.date_zones import in_utc, load_zones
from detente.model import Span, TimeExpression
from detente.settings import Settings

ZONES = load_zones()
ADD_DAYS = dates.build(Settings())
WINTER, SUMMER = dt.date(2025, 1, 15), dt.date(2025, 7, 15)


@pytest.mark.parametrize(
    ("words", "day", "home", "offset"),
    [
        ("GMT", WINTER, None, "+00:00"),
        ("EDT", SUMMER, None, "-04:00"),
        ("ET", SUMMER, None, "-04:00"),
        ("ET", WINTER, None, "-05:00"),
        ("Moscow time", SUMMER, None, "+03:00"),
        ("Kyiv time", SUMMER, None, "+03:00"),
        ("Kyiv time", WINTER, None, "+02:00"),
        ("Tehran time", SUMMER, None, "+03:30"),
        ("Canberra time", WINTER, None, "+11:00"),
        ("Wellington time", SUMMER, None, "+12:00"),
        ("Santiago time", SUMMER, None, "-04:00"),
        ("Jerusalem time", SUMMER, None, "+03:00"),
        ("local time", WINTER, "Kuala Lumpur", "+08:00"),
        ("local time", WINTER, None, None),
        ("IST", WINTER, "New Delhi", "+05:30"),
        ("IST", WINTER, "Jerusalem", "+02:00"),
        ("IST", WINTER, None, None),
        ("Kyiv time", None, None, None),
        ("Damascus time", dt.date(2015, 7, 1), None, None),
    ],
)
def test_words_for_a_zone_tell_its_offset_on_a_day(words, day, home, offset):
    assert ZONES.offset(words, day, ZONES.city(home)) == offset


def _zones(text):
    return [day.zone for day in ADD_DAYS([document(text)])[0].days]


def test_a_clock_time_keeps_the_zone_it_is_told_in():
    assert _zones("They spoke at 14:30 GMT and at 2 p.m. EST.") == ["+00:00", "-05:00"]


def test_a_clock_time_without_a_zone_is_on_the_clock_of_the_dateline():
    assert _zones("KUALA LUMPUR (Agency) - The call took place at 9 p.m. local time.") == ["+08:00"]
    assert _zones("JAKARTA (Agency) - The call took place at 9 p.m.") == ["+07:00"]
    assert _zones("The call took place at 9 p.m.") == [None]


def test_a_moment_may_be_on_another_day_in_utc():
    doc = ADD_DAYS([document("The call took place at 1 a.m. Moscow time on Thursday.")])[0]
    assert in_utc(doc.days[0]) == dt.datetime(2025, 2, 26, 22, 0, tzinfo=dt.UTC)
    assert doc.days[0].when.earliest == dt.date(2025, 2, 27)


@pytest.mark.parametrize(
    ("value", "zone"),
    [("2025-02-27T14:30", None), ("2025-02-27", "+00:00"), ("XXXX-XX-XXT14:30", "+00:00"),
     ("2025-02-30T14:30", "+00:00"), ("0001-01-01T00:30", "+05:00")],
)  # fmt: skip
def test_a_moment_needs_a_day_a_clock_and_a_zone(value, zone):
    expression = TimeExpression(span=Span(0, 1), kind="TIME", value=value, zone=zone)
    assert in_utc(expression) is None


@settings(deadline=None)
@given(st.sampled_from(sorted(ZONES.cities)), st.dates())
def test_the_offset_of_a_city_is_written_in_hours_and_minutes(name, day):
    offset = ZONES.offset(f"{name} time", day, None)
    assert offset is None or (offset[0] in "+-" and offset[3] == ":" and len(offset) == 6)

import datetime as dt

import numpy as np
import pytest

from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_meetings import meeting_columns
from detente.forecast.meetings import Meeting, bringing_together, due, meetings
from detente.forecast.questions import date_of, day_number

MEETING = Meeting("summit", 100, 103, "AAA", frozenset({"BBB", "CCC"}), "CCC")
CODES = ("AAA", "BBB", "CCC", "DDD")


def columns(pairs, window):
    first, second = np.array(pairs, dtype=np.int32).T
    asked = Subject(0, is_directed=False, first=first, second=second)
    return meeting_columns((MEETING,), CODES, window, asked).tolist()


def test_every_meeting_of_the_table_has_days_in_order_a_host_and_guests():
    for one in meetings():
        assert one.first <= one.last <= one.first + 10, one.name
        assert len(one.host) == 3
        assert len(one.guests) >= 2, one.name
        assert all(len(code) == 3 for code in one.guests), one
        assert one.host not in one.guests


def test_the_members_of_an_organisation_are_those_of_the_day():
    summit = next(one for one in meetings() if date_of(one.first) == dt.date(2019, 12, 3))
    assert "ALB" in summit.guests
    assert "SWE" not in summit.guests


@pytest.mark.parametrize(
    ("day", "within", "is_due"),
    [(97, 7, True), (103, 7, True), (104, 7, False), (90, 7, False), (60, 90, False)],
)
def test_a_meeting_is_due_in_a_window_that_it_falls_into_and_is_known_before(day, within, is_due):
    assert bool(due((MEETING,), day, within)) == is_due


def test_host_and_guest_guests_among_themselves_and_outsiders_are_told_apart():
    found = columns([(0, 1), (2, 1), (3, 1), (0, 3)], (98, 7))
    assert found == [[1, 0, 0, 1, 0], [0, 1, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 1, 0]]


def test_a_meeting_that_ends_after_the_window_counts_in_part():
    assert columns([(0, 1)], (98, 4)) == [[0.5, 0, 0, 0.5, 0]]


def test_a_pair_is_told_of_the_meetings_that_both_take_part_in():
    assert bringing_together((MEETING,), (98, 7), ("CCC", "AAA")) == [MEETING]
    assert bringing_together((MEETING,), (98, 7), ("CCC", "DDD")) == []


def test_in_a_count_of_days_from_nought_no_meeting_falls():
    assert day_number(dt.date(2014, 1, 1)) > 16000
    assert due(meetings(), 200, 90) == []

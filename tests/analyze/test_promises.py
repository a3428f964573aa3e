"""Promises: what is announced is open until it is done, overdue or dropped, as of a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyze.promises import STATUSES, promises_of, read_table
from tests.analyze.promise_factories import record, told
from tests.merge.merge_factories import place

TODAY = dt.date(2025, 4, 1)
MAY = "2025-05-10"
PLAN = told(when=MAY)


def one(*views, as_of=TODAY):
    (found,) = promises_of(views, as_of=as_of)
    return found


def test_what_is_announced_for_a_day_ahead_is_open():
    promise = one(record("r1", PLAN))
    assert (promise.status, promise.due) == ("open", PLAN.event.when)
    assert promise.sentence == "Sergei Shoigu is to hold talks with Anwar Ibrahim on 10 May 2025."
    assert promise.announced == (PLAN,)


def test_its_day_passing_without_a_report_makes_it_overdue():
    promise = one(record("r1", PLAN), as_of=dt.date(2025, 5, 12))
    assert (promise.status, promise.overdue_days) == ("overdue", 2)
    assert "was to hold talks" in promise.sentence


def test_the_last_of_its_days_is_still_in_time():
    assert one(record("r1", PLAN), as_of=dt.date(2025, 5, 10)).status == "open"
    month = record("r1", told(when="2025-05"))
    assert one(month, as_of=dt.date(2025, 5, 31)).status == "open"
    assert one(month, as_of=dt.date(2025, 6, 1)).status == "overdue"


def test_a_later_report_of_the_same_event_keeps_it_with_the_evidence_of_both_sides():
    done = told("done", "2025-05-11", when=MAY)
    promise = one(record("r1", PLAN, done), as_of=dt.date(2025, 6, 1))
    assert (promise.status, promise.kept, promise.announced) == ("done", (done,), (PLAN,))
    assert promise.settled_by is None


def test_what_is_published_after_the_day_looked_at_is_not_known_on_it():
    done = told("done", "2025-05-11", when=MAY)
    assert one(record("r1", PLAN, done), as_of=TODAY).status == "open"
    assert promises_of([record("r1", PLAN)], as_of=dt.date(2025, 2, 1)) == ()


def test_a_denial_drops_it_and_so_does_a_cancellation_by_the_same_parties():
    denied = told("denied", "2025-03-20", when=MAY)
    assert one(record("r1", PLAN, denied)).status == "dropped"
    off = told("done", "2025-03-20", event_type="REJECT", mode="meet")
    promise = one(record("r1", PLAN), record("r2", off))
    assert (promise.status, promise.settled_by, promise.dropped) == ("open", None, ())
    off = told("done", "2025-05-09", event_type="REJECT", mode="meet", when=MAY)
    promise = one(record("r1", PLAN), record("r2", off), as_of=dt.date(2025, 5, 9))
    assert (promise.status, promise.settled_by, promise.dropped) == ("dropped", "r2", (off,))


def test_done_after_all_outweighs_a_denial_and_says_so():
    denied = told("denied", "2025-03-20", when=MAY)
    done = told("done", "2025-05-11", when=MAY)
    promise = one(record("r1", PLAN, denied, done), as_of=dt.date(2025, 6, 1))
    assert promise.status == "done"
    assert promise.rule.endswith("other reports deny it")
    assert promise.dropped == (denied,)


def test_somebody_saying_that_it_was_done_keeps_nothing_but_is_shown():
    claimed = told("claimed", "2025-05-11", when=MAY, by="Russia")
    promise = one(record("r1", PLAN, claimed), as_of=dt.date(2025, 6, 1))
    assert (promise.status, promise.claimed) == ("overdue", (claimed,))


KEPT_ELSEWHERE = [
    ("the same parties on the day", {"when": MAY}, "done"),
    ("two days later", {"when": "2025-05-12"}, "done"),
    ("a week later", {"when": "2025-05-17"}, "overdue"),
    ("before it was announced", {"when": "2025-02-01"}, "overdue"),
    ("another minister", {"when": MAY, "actors": ("Lavrov",)}, "overdue"),
    ("states alone, where a person was promised", {"when": MAY, "actors": ("Russia",)}, "overdue"),
    ("another deed", {"when": MAY, "event_type": "AID"}, "overdue"),
    ("background", {"when": MAY, "historical": True}, "overdue"),
]


@pytest.mark.parametrize(("why", "fields", "status"), KEPT_ELSEWHERE, ids=lambda x: str(x)[:40])
def test_another_record_keeps_it_if_parties_deed_and_days_fit(why, fields, status):
    done = record("r2", told("done", "2025-05-18", outlet="Other Post", **fields))
    found = promises_of([record("r1", PLAN), done], as_of=dt.date(2025, 6, 1))
    assert [(promise.id, promise.status) for promise in found] == [("r1", status)], why


def test_without_a_day_a_deed_within_two_months_keeps_it():
    plan = record("r1", told())
    near = record("r2", told("done", "2025-04-20", when="2025-04-19"))
    late = record("r2", told("done", "2025-09-20", when="2025-09-19"))
    later = dt.date(2025, 12, 1)
    assert one(plan, near, as_of=later).status == "done"
    assert (one(plan, late, as_of=later).status, one(plan, late, as_of=later).due) == ("open", None)


def test_a_visitor_and_the_place_are_the_two_sides_of_a_visit():
    plan = record("r1", told(when=MAY, recipients=(), mode="visit"), place=place("Jakarta"))
    done = told("done", "2025-05-11", when=MAY, recipients=("Indonesia",), mode="visit")
    assert one(plan, record("r2", done), as_of=dt.date(2025, 6, 1)).status == "done"


def test_a_new_day_is_the_one_it_is_due_on_and_the_first_is_told():
    moved = told("planned", "2025-05-01", when="2025-06-03")
    promise = one(record("r1", PLAN, moved), as_of=dt.date(2025, 5, 20))
    assert (promise.status, promise.due) == ("open", moved.event.when)
    assert promise.first_due == PLAN.event.when


def test_an_agreement_to_meet_promises_the_meeting_and_its_own_day_is_not_the_day_due():
    agreed = told("done", event_type="AGREE", code="036", when="2025-02-28")
    promise = one(record("r1", agreed))
    assert (promise.status, promise.due) == ("open", None)
    met = record("r2", told("done", "2025-03-20", when="2025-03-19"))
    assert one(record("r1", agreed), met).status == "done"


@pytest.mark.parametrize("type_", ["SANCTION", "ASSAULT", "THREATEN"])
def test_a_threat_is_no_promise(type_):
    assert promises_of([record("r1", told(event_type=type_))], as_of=TODAY) == ()


def test_background_is_no_promise():
    assert promises_of([record("r1", told(historical=True))], as_of=TODAY) == ()


def test_without_any_day_nothing_is_overdue():
    undated = told(published=None, when=MAY)
    assert one(record("r1", undated), as_of=None).status == "open"


REPORTS = st.builds(
    told,
    st.sampled_from(["planned", "done", "claimed", "denied"]),
    st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31)).map(str),
    when=st.none() | st.sampled_from(["2025-05-10", "2025-06", "2025-03-01..2025-03-05"]),
    event_type=st.sampled_from(["CONSULT", "AGREE", "AID", "REJECT", "SANCTION"]),
    actors=st.sampled_from([("Shoigu",), ("Lavrov",), ("Russia",)]),
)
VIEWS = st.lists(st.lists(REPORTS, min_size=1, max_size=4), max_size=6).map(
    lambda groups: [record(f"r{number}", *group) for number, group in enumerate(groups)]
)


@given(views=VIEWS, as_of=st.dates(dt.date(2025, 1, 1), dt.date(2026, 1, 1)), random=st.randoms())
def test_promises_depend_on_nothing_but_records_and_day(views, as_of, random):
    found = promises_of(views, as_of=as_of)
    shuffled = random.sample(views, len(views))
    assert promises_of(shuffled, as_of=as_of) == found
    for promise in found:
        assert promise.status in STATUSES
        assert promise.announced
        assert (promise.status == "done") == bool(promise.kept)
        assert (promise.overdue_days is not None) == (promise.status == "overdue")


def test_every_kind_of_deed_that_keeps_a_promise_is_known():
    table = read_table()
    assert set(table.intent.values()) <= set(table.kept_by)
    assert all(deed in kept for deed, kept in table.kept_by.items())

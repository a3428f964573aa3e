"""Claims held against the tables of offices and memberships."""

import datetime as dt

import pytest
from merge_factories import day, report, who
from msgspec.structs import replace

from detente.entities.tenure import Office, Tenure, Tenures
from detente.merge.known_facts import Facts, Membership, conflicts_with_facts, read_memberships
from detente.model import Claim, Precision, Span, When


def tenure(person, kind, start, end="", asof=""):
    state = person[:3]
    return Tenure(person, state, f"{state}:{kind}", kind, start, end, asof, "", "compiled", 2)


SHOIGU = "RUS:sergei-shoigu"
FACTS = Facts(
    Tenures(
        [
            tenure(SHOIGU, "DM", "2012-11-06", "2024-05-12"),
            tenure(SHOIGU, "NSC", "2024-05-12", asof="2025-10-31"),
            tenure("TUR:hakan-fidan", "FM", "2023-06-03", asof="2025-10-31"),
            tenure("TUR:hakan-fidan", "SPY", "2010", "2023-06"),
        ],
        [Office("RUS:DM", "RUS", "DM", "Minister of Defence of Russia", "GOV", "MIL")],
    ),
    {
        ("BRICS", "IDN"): Membership("2025-01-06", "", "compiled"),
        ("EUU", "GBR"): Membership("1973-01-01", "2020-01-31", "compiled"),
    },
)


def until(month):
    year, number = map(int, month.split("-"))
    return When(None, dt.date(year, number, 28), Precision.MONTH)


def claim(subject="Shoigu", kind="held_office", office="RUS:DM", words="defence minister", **more):
    return Claim(
        id="claim", article_id="a1", sentence=0, kind=kind, subject=who(subject),
        object_text=words, object_span=Span(0, 5), object_entity=office, span=Span(0, 9), **more,
    )  # fmt: skip


def conflicts(one, published="2025-02-27"):
    return conflicts_with_facts([replace(report(published=published), claims=(one,))], FACTS)


def test_an_office_said_to_end_in_another_year_contradicts_the_table():
    (conflict,) = conflicts(claim(start=day("2012"), end=day("2023-05"), end_span=Span(3, 8)))
    assert (conflict.kind, conflict.field) == ("with_known_fact", "tenure end")
    assert conflict.grade == "contradictory"
    told, known = conflict.readings
    assert (told.value, told.claim_id, told.span) == (
        "defence minister until May 2023", "claim", Span(3, 8),
    )  # fmt: skip
    assert known.source == "tenure table (compiled; 2012-11-06 to 2024-05-12)"
    assert conflict.explanation == (
        "Kestrel Post (27 February 2025) says that Sergei Shoigu was defence minister until May "
        "2023, but the tenure table (compiled; 2012-11-06 to 2024-05-12) gives 12 May 2024 as the "
        "last day."
    )


@pytest.mark.parametrize("end", [day("2024-05"), day("2024-05-12"), day("2024"), until("2024-05")])
def test_a_coarse_date_that_holds_the_exact_one_is_no_conflict(end):
    assert conflicts(claim(end=end)) == []


def test_a_half_open_end_names_its_month():
    (conflict,) = conflicts(claim(end=until("2023-05")))
    assert conflict.readings[0].value == "defence minister until May 2023"


def test_a_year_in_the_table_agrees_with_any_day_in_it():
    assert conflicts(claim("Fidan", office="TUR:SPY", start=day("2010-05-27"))) == []


def test_former_does_not_fit_who_is_in_office_that_day():
    former = claim(office="RUS:NSC", words="former security chief")
    (conflict,) = conflicts(former)
    assert conflict.field == "office held"
    assert "calls Sergei Shoigu former security chief" in conflict.explanation
    assert "has Sergei Shoigu in office since 12 May 2024" in conflict.explanation


def test_former_fits_who_has_left():
    assert conflicts(claim(words="former defence minister")) == []


def test_holding_an_office_that_ended_contradicts_the_table():
    (conflict,) = conflicts(claim(kind="holds_office"))
    assert conflict.grade == "contradictory"
    assert "the tenure ended on 12 May 2024" in conflict.explanation
    assert conflicts(claim(kind="holds_office"), published="2024-05-01") == []


def test_holding_an_office_not_yet_begun_contradicts_the_table():
    (conflict,) = conflicts(claim("Fidan", kind="holds_office", office="FM"), "2023-01-01")
    assert "the tenure began on 3 June 2023" in conflict.explanation


def test_wishing_to_join_fits_no_member():
    wish = claim("Indonesia", "wants_to_join", "BRICS", "the BRICS group")
    (conflict,) = conflicts(wish)
    assert "Indonesia as a member since 6 January 2025" in conflict.explanation
    assert conflicts(wish, published="2024-12-01") == []
    of_old = When(dt.date(2024, 5, 1), dt.date(2024, 5, 31), Precision.MONTH)
    assert conflicts(replace(wish, start=of_old)) == []


def test_a_state_that_left_is_no_member():
    member = claim("United Kingdom", "member_of", "EUU", "the EU")
    (conflict,) = conflicts(member)
    assert "the membership ended on 31 January 2020" in conflict.explanation


@pytest.mark.parametrize(
    "unknown",
    [
        claim(office=None),
        claim("diplomat"),
        claim("Indonesia", "wants_to_join", "OPEC", "OPEC"),
        claim(kind="something_else"),
    ],
)
def test_what_the_tables_do_not_tell_is_no_conflict(unknown):
    assert conflicts(unknown) == []


def test_without_a_publication_day_only_dates_are_compared():
    assert conflicts(claim(kind="holds_office"), published=None) == []
    assert len(conflicts(claim(end=day("2023-05")), published=None)) == 1


def test_the_packaged_memberships_hold_full_members_only():
    memberships = read_memberships()
    assert memberships["BRICS", "IDN"].start == "2025-01-06"
    assert all(len(state) == 3 for _, state in memberships)

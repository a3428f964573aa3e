"""Claims of one fact that give it different values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from merge_factories import day, report, who
from msgspec.structs import replace

from detente.merge.claim_conflicts import conflicts_between_claims, is_same_amount
from detente.merge.fact_keys import fact_id, fact_key
from detente.model import Claim, Span


def claim(kind="trades_with", subject="Malaysia", object_="China", country="CHN", **more):
    return Claim(
        id="", article_id="", sentence=0, kind=kind, subject=who(subject), object_text=object_,
        object_span=Span(0, 5), object_country=country, span=Span(0, 9), **more,
    )  # fmt: skip


def amount(number, words, unit="USD", **more):
    return claim(value_text=words, value_span=Span(2, 4), amount=number, unit=unit, **more)


def conflicts(*told):
    """Claims, each with the day that an outlet of its own published it."""
    documents = [
        replace(
            report(article=f"a{number}", outlet=f"Post {number}", published=published),
            claims=(replace(one, id=f"c{number}", article_id=f"a{number}"),),
        )
        for number, (one, published) in enumerate(told)
    ]
    found = conflicts_between_claims(documents)
    assert conflicts_between_claims(documents[::-1]) == found
    return found


MARCH, LATER = "2025-03-01", "2025-03-20"


def test_two_amounts_for_one_fact_are_told_with_both_sources():
    (conflict,) = conflicts((amount(5e9, "$5 bln"), MARCH), (amount(7e9, "$7 bln"), LATER))
    assert (conflict.kind, conflict.field, conflict.grade) == (
        "between_claims", "amount", "different",
    )  # fmt: skip
    assert [(one.value, one.claim_id, one.span) for one in conflict.readings] == [
        ("$5 bln", "c0", Span(2, 4)), ("$7 bln", "c1", Span(2, 4)),
    ]  # fmt: skip
    assert conflict.explanation == (
        "Malaysia, trades with China: Post 0 (1 March 2025) says $5 bln, but Post 1 (20 March 2025)"
        " says $7 bln."
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(35, 35.2, True), (35, 37, False), (30, 34, False), (5e9, 5.4e9, True), (5e9, 7e9, False),
     (1.25e9, 1.3e9, True), (120, 125, True), (120, 127, False), (0, 0, True), (-3, 3, False)],
)  # fmt: skip
def test_amounts_are_equal_when_rounded_alike(one, other, same):
    assert is_same_amount(one, other) is same
    assert is_same_amount(other, one) is same


@given(number=st.floats(0.001, 1e15))
def test_an_amount_is_equal_to_itself(number):
    assert is_same_amount(number, number)


NO_CONFLICT = [
    ("other units", amount(5e9, "$5 bln"), amount(7, "7%", unit="%")),
    ("other years", amount(5e9, "x", start=day("2023"), end=day("2023")),
     amount(7e9, "y", start=day("2024"), end=day("2024"))),
    ("other objects", amount(5e9, "x"), amount(7e9, "y", country="IDN")),
    ("a month in the year", claim(start=day("2019")), claim(start=day("2019-05"))),
    ("no value", amount(5e9, "x"), claim()),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other"), NO_CONFLICT, ids=lambda x: str(x)[:20])
def test_what_can_both_be_so_is_no_conflict(why, one, other):
    assert conflicts((one, MARCH), (other, LATER)) == [], why


def test_amounts_told_a_year_apart_are_not_compared():
    assert conflicts((amount(5e9, "x"), "2024-03-01"), (amount(7e9, "y"), LATER)) == []


def test_different_first_days_differ():
    (conflict,) = conflicts((claim(start=day("2019")), MARCH), (claim(start=day("2021-05")), LATER))
    assert conflict.field == "start"
    assert [one.value for one in conflict.readings] == ["from 2019", "from May 2021"]


def test_one_says_it_holds_and_another_that_it_does_not():
    (conflict,) = conflicts((claim(), MARCH), (claim(is_negated=True), LATER))
    assert (conflict.field, conflict.grade) == ("holds", "contradictory")


def test_steps_in_their_order_are_progress_and_against_it_a_conflict():
    wants = claim("wants_to_join", "Indonesia", "BRICS", None, object_entity="BRICS")
    is_in = claim("member_of", "Indonesia", "BRICS", None, object_entity="BRICS")
    assert conflicts((wants, MARCH), (is_in, LATER)) == []
    (conflict,) = conflicts((is_in, MARCH), (wants, LATER))
    assert (conflict.field, conflict.grade) == ("standing", "different")
    former = claim("held_office", "Shoigu", "minister", None, object_entity="RUS:DM")
    holder = claim("holds_office", "Shoigu", "minister", None, object_entity="RUS:DM")
    assert len(conflicts((former, MARCH), (holder, MARCH))) == 1


def test_who_says_so_stands_before_the_outlet():
    one = amount(5e9, "$5 bln", source=who("Anwar"))
    (conflict,) = conflicts((one, MARCH), (amount(7e9, "$7 bln"), LATER))
    assert conflict.readings[0].source == "Anwar Ibrahim, by Post 0 (1 March 2025)"


def test_mutual_facts_have_one_key_in_either_direction():
    there = claim("trades_with", "Malaysia", "China", "CHN")
    back = claim("trades_with", "China", "Malaysia", "MYS")
    assert fact_key(there) == fact_key(back)
    assert fact_id(claim("supplies")) != fact_id(claim("supplies", "China", "Malaysia", "MYS"))


def test_articles_before_the_words_of_an_object_mean_nothing():
    one = claim("neutral_in", object_="the war in Ukraine", country=None)
    other = claim("neutral_in", object_="war in  Ukraine", country=None)
    assert fact_key(one) == fact_key(other)

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.tables import rows
from detente.entities.tenure import FORMER, OPEN, Tenure, load_tenures, standing
from detente.entities.tenure_evidence import Share, Staying, load_staying, with_evidence

STAYING = Staying(
    {
        ("FM", "same"): [Share(1, 0.9, 100), Share(2, 0.7, 90), Share(3, 0.4, 80)],
        ("FM", "other"): [Share(1, 0.3, 100), Share(2, 0.2, 90)],
        ("HOG", "any"): [Share(1, 0.8, 100), Share(2, 0.6, 90), Share(3, 0.4, 80)],
        ("minister", "same"): [Share(1, 0.6, 10), Share(2, 0.4, 10)],
        ("minister", "other"): [Share(1, 0.1, 10)],
    }
)


def tenure(person="a", kind="FM", **changes):
    base = Tenure(person, "AAA", f"AAA:{kind}", kind, "2020-03-01", "", "", "", "test", 2)
    return base._replace(**changes)


def judged(*tenures):
    return {one.person: one for one in with_evidence(tenures, STAYING)}


def on(tenure, iso):
    return standing(tenure, dt.date.fromisoformat(iso))


def test_who_has_a_successor_is_former_from_that_day_on():
    found = judged(tenure(asof="2021-01-31"), tenure("b", start="2021-09-01"))["a"]
    assert found.succeeded == "2021-09-01"
    assert (on(found, "2021-08-31"), on(found, "2021-09-01")) == (OPEN, FORMER)


def test_whoever_was_seen_in_office_after_the_other_came_holds_it_jointly():
    found = judged(tenure(asof="2022-01-31"), tenure("b", start="2021-09-01"))["a"]
    assert found.succeeded == ""


def test_whoever_is_confirmed_long_after_the_other_has_followed_even_if_a_list_was_late():
    late = tenure(asof="2021-10-31")
    found = judged(late, tenure("b", start="2021-10-15", asof="2026-11-20"))["a"]
    assert (found.succeeded, found.lapses) == ("2021-10-15", "2021-10-31")
    assert (on(found, "2021-10-31"), on(found, "2021-11-01")) == ("confirmed", FORMER)
    joint = judged(late, tenure("b", start="2021-10-15", asof="2021-12-31"))["a"]
    assert joint.succeeded == ""


def test_without_news_a_holder_counts_as_former_when_less_likely_than_not():
    found = judged(tenure(asof="2021-01-31"))["a"]
    # 0.7 of them are there after two years, 0.4 after three: one half after two and two thirds.
    assert (on(found, "2023-09-01"), on(found, "2023-10-15")) == (OPEN, FORMER)


def test_a_new_head_of_government_makes_a_minister_former_sooner():
    heads = [tenure("h", "HOG", start="2019-01-01", end="2021-06-30")]
    heads.append(tenure("i", "HOG", start="2021-07-01", asof="2024-01-01"))
    found = judged(tenure(asof="2021-01-31"), *heads)["a"]
    assert found.government == "2021-07-01"
    assert on(found, "2021-06-30") == OPEN
    assert on(found, "2021-12-01") == FORMER


def test_a_head_of_government_who_starts_again_is_no_change():
    heads = [
        tenure("h", "HOG", start="2019-01-01", end="2021-06-30"),
        tenure("h", "HOG", start="2021-07-01"),
    ]
    assert judged(tenure(asof="2021-01-31"), *heads)["a"].government == ""


def test_kinds_without_a_count_of_their_own_are_judged_as_ministers():
    assert STAYING.lasts("TRADE", "same") == pytest.approx(1.5)
    assert STAYING.share("TRADE", "other", 1.2) == Share(1, 0.1, 10)
    assert STAYING.share("HOG", "any", 9) is None


def test_a_name_that_a_list_no_longer_has_is_no_end_unless_somebody_followed():
    gone = tenure(end="2023-06-29", end_prec="le")
    alone = judged(gone)["a"]
    assert (alone.end, alone.asof, on(alone, "2024-01-01")) == ("", "2023-06-29", OPEN)
    followed = judged(gone, tenure("b", start="2023-05-10"))["a"]
    assert (followed.end, followed.end_prec) == ("2023-05-10", "inferred")
    later = judged(gone, tenure("b", start="2023-09"))["a"]
    assert (later.end, later.end_prec) == ("2023-06-29", "le")


def test_one_list_alone_does_not_outlast_a_holder_that_is_known_to_go_on():
    seen = tenure(start="", observed="2019-06")
    found = judged(seen, tenure("b", start="2015-01-01", asof="2026-01-31"))["a"]
    assert (on(found, "2019-06-15"), on(found, "2020-01-01")) == (OPEN, FORMER)


def test_the_packaged_shares_fall_with_the_years():
    seen = {}
    for kind, government, years, share, cases, *_ in rows("staying.csv"):
        assert float(share) <= seen.get((kind, government), 1.0)
        assert int(cases) > 0 or int(years) > 0
        seen[kind, government] = float(share)
    assert load_staying().lasts("FM", "other") < load_staying().lasts("FM", "same")


def test_every_rival_claim_names_its_sources_and_no_share_alike_one():
    rivals = load_tenures().rivals
    assert len(rivals) > 100
    assert all(one.sources and "wlc" not in one.sources for one in rivals)


@given(
    asof=st.dates(dt.date(2020, 3, 1), dt.date(2040, 1, 1)),
    day=st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
    later=st.integers(0, 9000),
)
def test_who_is_former_does_not_come_back(asof, day, later):
    found = judged(tenure(asof=asof.isoformat()))["a"]
    if standing(found, day) == FORMER:
        assert standing(found, day + dt.timedelta(later)) == FORMER

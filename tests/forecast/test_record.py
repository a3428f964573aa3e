"""The track record counts everything, and scenarios compare what history can compare."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ForecastError
from detente.forecast.classes import shipped_classes
from detente.forecast.record import Scored, auc, bins_of, brier, log_score, track_record
from detente.forecast.scenario import MIN_EXPOSED, ScenarioPast
from detente.forecast.scenario_file import Assumed, Scenario, read_scenario
from tests.forecast.series import series

CASES = st.lists(
    st.builds(
        lambda p, happened, dyad: Scored(
            class_="TALKS",
            region=None,
            within=7,
            dyad=dyad,
            happened=happened,
            probabilities={"given": p, "dyad frequency": 0.3},
        ),
        st.floats(0, 1),
        st.booleans(),
        st.sampled_from([("MYS", "RUS"), ("IDN", "USA"), ("CHN", "IND")]),
    ),
    min_size=1,
    max_size=15,
)


@given(cases=CASES, shuffled=st.randoms())
def test_every_forecast_is_counted_once_in_each_part_whatever_the_order(cases, shuffled):
    parts = track_record(cases)
    others = list(cases)
    shuffled.shuffle(others)
    assert track_record(others) == parts
    for by in ("all", "class", "region", "horizon"):
        assert sum(part.n for part in parts if part.by == by) == len(cases)
    assert sum(one.n for one in parts[0].bins) == len(cases)
    assert sum(one.happened for one in parts[0].bins) == sum(case.happened for case in cases)


@given(cases=CASES)
def test_scores_are_the_means_of_the_scores_of_each(cases):
    score = track_record(cases)[0].scores[0]
    given_ = [(case.probabilities["given"], case.happened) for case in cases]
    assert score.brier == pytest.approx(np.mean([brier(p, happened=y) for p, y in given_]))
    assert score.log_score == pytest.approx(np.mean([log_score(p, happened=y) for p, y in given_]))


def test_who_orders_rightly_has_an_auc_of_one_and_who_says_the_same_of_all_a_half():
    y = np.array([0.0, 0.0, 1.0, 1.0])
    assert auc(np.array([0.1, 0.2, 0.6, 0.7]), y) == 1.0
    assert auc(np.full(4, 0.4), y) == 0.5
    assert auc(np.full(4, 0.4), np.ones(4)) is None


def test_a_forecaster_that_knows_is_better_than_dyad_frequency_and_its_interval_says_so():
    cases = [
        Scored(
            class_="TALKS",
            region="Oceania",
            within=7,
            dyad=(f"A{number % 12}", "B"),
            happened=number % 3 == 0,
            probabilities={"given": 0.8 if number % 3 == 0 else 0.1, "dyad frequency": 0.33},
        )
        for number in range(60)
    ]
    (gain,) = track_record(cases)[0].gains
    assert (gain.over, gain.n) == ("dyad frequency", 60)
    assert 0 < gain.low < gain.skill < gain.high < 1
    assert track_record([]) == ()


def test_a_record_tells_when_its_forecasts_were_issued_and_where_the_baseline_answered():
    days = [dt.date(2024, 3, 1), dt.date(2024, 1, 5), dt.date(2024, 2, 2)]
    cases = [
        Scored(
            class_="TALKS",
            region=None,
            within=7,
            dyad=("MYS", f"A{number}"),
            happened=number == 0,
            probabilities={"given": 0.2, "dyad frequency": 0.2, "base rate": 0.1 * number},
            as_of=day,
        )
        for number, day in enumerate(days)
    ]
    whole = track_record(cases)[0]
    assert (whole.first, whole.last) == (dt.date(2024, 1, 5), dt.date(2024, 3, 1))
    verdicts = {one.over: one.verdict for one in whole.gains}
    assert verdicts["dyad frequency"] == "the same forecasts, it answered"
    assert verdicts["base rate"] in {"better", "worse", "no clear difference"}


def test_probabilities_of_one_fall_into_the_last_bin():
    (one,) = bins_of(np.array([1.0, 0.95]), np.array([1.0, 1.0]))
    assert (one.n, one.happened) == (2, 2)


TALKS = Assumed(class_="TALKS", first="RUS", second="USA")
BLAMED = Assumed(class_="VERBAL_CONFLICT", first="IDN", second="RUS")
SCENARIO = Scenario(says="If they talk", assume=(TALKS,), ask=(BLAMED,), within=10)


def _history(follows):
    """Talks in every other window of ten days; blame follows them or comes in every window."""
    talks = [(10 * k, "USA", "RUS", "042") for k in range(0, 40, 2)]
    blame = [(10 * k + 3, "IDN", "RUS", "111") for k in range(40) if k % 2 or not follows]
    return series([*talks, *blame, (399, "MYS", "IDN", "042")])


def _past(found, scenario=SCENARIO):
    return ScenarioPast.of(found, 400, scenario, shipped_classes())


def test_what_always_followed_becomes_likelier_and_past_cases_bear_it_out():
    past = _past(_history(follows=True))
    (change,) = past.changes({BLAMED: 0.5}, expected=0.2)
    assert change.changed > 0.6
    assert change.is_clear
    assert (change.hits, change.exposed) == (20, 20)
    assert change.past.brier_with < change.past.brier_without
    assert change.past.right == change.past.n


def test_what_comes_anyway_does_not_change():
    (change,) = _past(_history(follows=False)).changes({BLAMED: 0.9}, expected=0.2)
    assert abs(change.changed - 0.9) < 0.1
    assert not change.is_clear


def test_what_is_expected_anyway_is_in_todays_probability_already():
    past = _past(_history(follows=True))
    (surprise,) = past.changes({BLAMED: 0.5}, expected=0.0)
    (known,) = past.changes({BLAMED: 0.5}, expected=1.0)
    assert known.changed == pytest.approx(0.5)
    assert surprise.changed > known.changed


def test_history_that_cannot_compare_says_so():
    never = _past(series([(1, "MYS", "IDN", "042"), (399, "MYS", "IDN", "042")]))
    assert f"only 0 of 38 past windows of 10 days; at least {MIN_EXPOSED}" in never.problem
    always = _past(series([(10 * k, "USA", "RUS", "042") for k in range(40)]))
    assert "there is nothing to compare them with" in always.problem


def test_without_questions_those_who_deal_with_the_parties_are_asked():
    past = _past(_history(follows=True), Scenario(says="x", assume=(TALKS,), within=10))
    assert BLAMED in past.hits
    assert TALKS not in past.hits


def test_a_scenario_reads_from_its_file_and_mistakes_are_told():
    text = 'says = "x"\n[[assume]]\nclass = "TALKS"\nfirst = "USA"\nsecond = "RUS"\n'
    assert read_scenario(text, "x.toml").assume == (
        Assumed(class_="TALKS", first="USA", second="RUS"),
    )
    for wrong, told in {
        'says = "x"\nassume = []': r"x\.toml: at least one \[\[assume\]\] expected",
        "assume = 1": r"x\.toml",
        text + 'colour = "red"': "unknown field `colour`",
        "within = 0\n" + text: "within of 1 day or more",
        "says": r"x\.toml",
    }.items():
        with pytest.raises(ForecastError, match=told):
            read_scenario(wrong, "x.toml")

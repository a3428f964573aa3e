import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from detente.forecast.dyads_features import Columns
from detente.forecast.dyads_intensity import (
    Intensity,
    drawn_from,
    drawn_from_counts,
    fit_intensity,
    is_drawn_from,
)

NAMES = ("own0_2", "gap0", "share0", "alike_any_fast", "of_own0_a", "of_own0_b")


def table_of(own=0.0, alike=0.0, busy=(0.0, 0.0)):
    row = [np.log1p(own), 3.0, 0.5, alike, *np.log1p(busy)]
    return np.array([row], dtype=np.float32)


@pytest.mark.parametrize(
    ("name", "is_drawn"),
    [
        ("own0_2", True),
        ("own_rate1", True),
        ("channel0_3_0", True),
        ("alike_target", True),
        ("any_gap0", False),
        ("gap1", False),
        ("share0", False),
        ("of_any0_trend_a", False),
        ("world_any", False),
    ],
)
def test_counts_and_shares_are_added_up_and_days_are_not(name, is_drawn):
    assert is_drawn_from(name) == is_drawn


def test_counts_are_counts_again_and_busy_countries_are_multiplied():
    drawn = drawn_from(table_of(own=3.0, alike=0.25, busy=(2.0, 5.0)), NAMES)
    assert drawn[0] == pytest.approx([1.0, 3.0, 0.25, 10.0], rel=1e-5)


def test_of_days_with_an_event_only_counts_are_added_up():
    columns = Columns()
    for name, value in (("days_own_5", np.log1p(3.0)), ("weeks_own_4", 0.5), ("ago_any_1", 2.0)):
        columns.add(name, np.array([value]))
    assert drawn_from_counts(columns).tolist() == [[pytest.approx(3.0)]]


COUNT = st.floats(0.0, 50.0)


@given(own=COUNT, more=COUNT, weights=st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4))
def test_more_events_never_make_one_less_likely(own, more, weights):
    intensity = Intensity(weights=tuple(weights))
    few, many = (
        intensity(drawn_from(table_of(own=count), NAMES))[0] for count in (own, own + more)
    )
    assert many >= few - 1e-6


def test_what_draws_events_is_found():
    random = np.random.default_rng(0)
    drawn = np.column_stack([np.ones(20000), *random.gamma(0.5, 1.0, (2, 20000))])
    drawn = drawn.astype(np.float32)
    happened = (random.random(20000) < -np.expm1(-drawn @ [0.02, 0.3, 0.0])).astype(np.float64)
    weights = fit_intensity(drawn, happened, np.ones(20000)).weights
    assert weights == pytest.approx([0.02, 0.3, 0.0], abs=0.03)


def test_where_nothing_draws_an_event_its_share_is_foretold():
    drawn = np.column_stack([np.ones(1000), np.zeros(1000)]).astype(np.float32)
    happened = (np.arange(1000) % 10 == 0).astype(np.float64)
    odds = fit_intensity(drawn, happened, np.ones(1000))(drawn)
    assert expit(odds) == pytest.approx(np.full(1000, 0.1), abs=0.005)

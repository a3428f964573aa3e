import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.calibration import (
    BetaMap,
    brier,
    calibration_error,
    clipped,
    fit_beta,
    fit_shift,
    log_loss,
    skill_interval,
)
from detente.forecast.hawkes import fit_hawkes

CHANCES = st.floats(0.0, 1.0)


def drawn(size=20000, seed=1):
    random = np.random.default_rng(seed)
    truth = random.beta(0.6, 6.0, size)
    return truth, (random.random(size) < truth).astype(float)


@given(st.lists(CHANCES, min_size=1, max_size=20))
def test_the_map_of_ones_changes_nothing(chances):
    assert BetaMap()(chances) == pytest.approx(clipped(chances))


@given(
    st.lists(CHANCES, min_size=2, max_size=20),
    st.floats(0.05, 5), st.floats(0.05, 5), st.floats(-3, 3),
)  # fmt: skip
def test_a_beta_map_keeps_the_order_of_forecasts(chances, a, b, c):
    mended = BetaMap(a=a, b=b, c=c)(np.sort(chances))
    assert (np.diff(mended) >= -1e-12).all()
    assert ((mended > 0) & (mended < 1)).all()


def test_forecasts_that_are_too_sure_are_mended():
    truth, happened = drawn()
    boasting = exaggerated(truth)
    mended = fit_beta(boasting, happened, np.ones(len(happened)), one_fit(happened))(boasting)
    assert calibration_error(mended, happened) < 0.3 * calibration_error(boasting, happened)
    assert brier(mended, happened) < brier(boasting, happened)


def exaggerated(truth):
    """Return forecasts twice as sure, whose mean is right."""
    odds = 2 * np.log(clipped(truth) / (1 - clipped(truth)))
    even = np.ones(len(truth))
    return 1 / (1 + np.exp(-odds - fit_shift(1 / (1 + np.exp(-odds)), truth, even)))


def one_fit(happened):
    return np.zeros(len(happened), dtype=np.int64)


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_a_map_leaves_the_mean_forecast_as_it_is(share):
    truth, happened = drawn()
    forecast = exaggerated(truth) * share
    mended = fit_beta(forecast, happened, np.ones(len(happened)), one_fit(happened))(forecast)
    assert mended.mean() == pytest.approx(clipped(forecast).mean(), rel=1e-3)


def test_what_one_fit_had_too_high_and_another_too_low_bends_no_map():
    truth, happened = drawn()
    origin = np.arange(len(truth)) % 2
    odds = np.log(clipped(truth) / (1 - clipped(truth)))
    forecast = 1 / (1 + np.exp(-odds - np.where(origin == 0, 0.6, -0.6)))
    found = fit_beta(forecast, happened, np.ones(len(happened)), origin)
    assert (found.a, found.b, found.c) == pytest.approx((1, 1, 0), abs=0.12)


def test_few_forecasts_mend_little():
    _, happened = drawn(12)
    found = fit_beta(np.full(12, 0.5), happened, np.ones(12), one_fit(happened))
    assert (found.a, found.b, found.c) == pytest.approx((1, 1, 0), abs=0.1)


@pytest.mark.parametrize("shift", [-0.8, 0.0, 0.5])
def test_a_shift_of_all_log_odds_is_found(shift):
    truth, happened = drawn(100000)
    held = clipped(truth)
    shifted = 1 / (1 + np.exp(-(np.log(held / (1 - held)) - shift)))
    assert fit_shift(shifted, happened, np.ones(len(held))) == pytest.approx(shift, abs=0.06)


def test_right_forecasts_have_a_small_calibration_error():
    truth, happened = drawn()
    assert calibration_error(truth, happened) < 0.01


def test_equal_forecasts_share_a_bin():
    assert calibration_error(np.full(10, 0.3), np.array([1.0] * 3 + [0.0] * 7)) == pytest.approx(0)


def test_the_log_loss_of_even_odds_is_ln_two_each():
    happened = np.array([0.0, 1.0])
    loss = log_loss(np.array([0.5, 0.5]), happened, np.ones(2))
    assert loss == pytest.approx(2 * np.log(2))


def test_skill_over_a_worse_forecast_is_above_zero_and_over_oneself_nought():
    truth, happened = drawn(4000)
    group = np.arange(4000) // 8
    worse = np.full(4000, happened.mean())
    skill, low, high = skill_interval(truth, worse, happened, group)
    assert 0 < low < skill < high
    assert skill_interval(truth, truth, happened, group) == (0.0, 0.0, 0.0)


def test_a_hawkes_process_finds_the_rate_that_it_was_drawn_from():
    random = np.random.default_rng(0)
    rate = random.gamma(0.5, 0.4, 20000)
    parts = np.stack([np.full(20000, 1.0), rate, *np.zeros((3, 20000))], axis=1)
    chance = 1 - np.exp(-(0.05 + 0.7 * rate))
    happened = (random.random(20000) < chance).astype(float)
    found = fit_hawkes(parts, happened, np.ones(20000))
    assert np.exp(found.weights[:2]) == pytest.approx([0.05, 0.7], rel=0.15)
    assert found(parts) == pytest.approx(chance, abs=0.03)

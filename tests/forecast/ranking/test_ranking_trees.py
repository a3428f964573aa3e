"""Trees beside the nets, and how the two are brought together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ForecastError
from detente.forecast.ranking_blend import Spans, blended
from detente.forecast.ranking_net import Lesson
from detente.forecast.ranking_trees import Forest, TreeSettings, fit_forest

SETTINGS = TreeSettings(trees=8, leaves=4)


def lesson(questions=120, candidates=10):
    """The first feature tells the answer."""
    random = np.random.default_rng(3)
    features = random.normal(size=(questions, candidates, 3)).astype(np.float16)
    right = np.zeros((questions, candidates), np.float32)
    right[np.arange(questions), features[:, :, 0].argmax(axis=1)] = 1
    rows = questions * candidates
    return Lesson(
        features=features.reshape(rows, 3),
        begin=np.arange(questions + 1) * candidates,
        asked=np.arange(questions) % 4,
        right=right.reshape(rows),
        offset=np.zeros(rows, np.float32),
        relations=4,
    )


def test_trees_put_first_what_was_right():
    forest, asked = fit_forest(lesson(), SETTINGS, 0), np.zeros(2, np.int64)
    low, high = forest.scores(np.array([[-1.0, 0, 0], [2.0, 0, 0]], np.float32), asked)
    assert low < high


def test_the_same_lesson_and_seed_give_the_same_trees():
    one, again = (fit_forest(lesson(), SETTINGS, 4) for _ in range(2))
    assert one.text == again.text


def test_trees_know_how_many_features_they_look_at():
    assert fit_forest(lesson(), SETTINGS, 0).inputs == 3


def test_trees_that_cannot_be_read_are_a_clear_error():
    with pytest.raises(ForecastError, match="trees cannot be read"):
        _ = Forest("no tree").inputs


QUERY = np.array([0, 0, 0, 1, 1])
SHARES = np.log(np.array([0.5, 0.3, 0.2, 0.9, 0.1], np.float32))


def test_the_nearest_are_the_highest_of_each_question():
    assert Spans.of(QUERY).nearest(SHARES, 1).tolist() == [True, False, False, True, False]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.floats(0, 3))
def test_the_chosen_share_what_they_had_and_the_others_keep_theirs(other, weight):
    chosen = np.array([True, True, False, True, False])
    told = np.exp(blended(QUERY, SHARES, chosen, np.array(other), weight))
    assert told[:2].sum() == pytest.approx(0.8, rel=1e-4)
    assert told[[2, 3, 4]] == pytest.approx([0.2, 0.9, 0.1], rel=1e-4)


def test_without_weight_the_other_ranking_says_nothing():
    chosen = np.ones(5, bool)
    told = blended(QUERY, SHARES, chosen, np.array([3.0, 1, 2, 0, 9]), 0.0)
    assert told == pytest.approx(SHARES, abs=1e-5)


def test_another_ranking_that_is_sure_enough_turns_the_order():
    told = blended(QUERY, SHARES, QUERY >= 0, np.array([0.0, 4, 0, 0, 0]), 1.0)
    assert told[1] > told[0]

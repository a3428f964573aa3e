"""Average linkage: the groups that scipy's makes, ties and all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from detente.merge.linkage import average_groups

# Few different distances, so that many are equal.
STEPS = st.integers(min_value=0, max_value=4).map(lambda step: step / 4)
LIMITS = st.sampled_from([0.0, 0.25, 0.4, 0.5, 0.75, 0.87, 1.0])


@st.composite
def distances(draw):
    rows = draw(st.integers(min_value=2, max_value=9))
    upper = draw(st.lists(STEPS, min_size=rows * (rows - 1) // 2, max_size=rows * (rows - 1) // 2))
    return squareform(np.array(upper))


def by_scipy(between, limit):
    labels = fcluster(linkage(squareform(between), "average"), limit, "distance")
    return sorted(np.flatnonzero(labels == one).tolist() for one in set(labels))


@given(between=distances(), limit=LIMITS)
def test_the_groups_are_those_of_scipy(between, limit):
    assert average_groups(between, limit) == by_scipy(between, limit)


@pytest.mark.parametrize("seed", range(20))
def test_so_they_are_for_many_rows(seed):
    random = np.random.default_rng(seed)
    upper = np.triu(random.random((60, 60)).astype(np.float32), 1)
    between = upper + upper.T
    assert average_groups(between, 0.45) == by_scipy(between.astype(np.float64), 0.45)


def test_one_row_is_a_group():
    assert average_groups(np.zeros((1, 1)), 0.5) == [[0]]


def test_what_is_given_stays_as_it_is():
    between = np.array([[0.0, 0.2], [0.2, 0.0]])
    average_groups(between, 0.5)
    assert between.tolist() == [[0.0, 0.2], [0.2, 0.0]]

"""What speaks for a candidate, in numbers."""

import numpy as np
import pytest

from detente.forecast.ranking_facts import both_directions
from detente.forecast.ranking_features import candidates
from detente.forecast.ranking_names import attributes_of_names
from detente.forecast.ranking_queries import question
from detente.forecast.ranking_state import State
from detente.forecast.ranking_votes import KINDS, LAGS, VoteWeights

NAMES = [
    "Envoy (Avalon)",
    "Police (Avalon)",
    "Police (Borduria)",
    "Police (Syldavia)",
    "Citizen (Borduria)",
    "Citizen (Syldavia)",
]
ENVOY, NEVER_MET_POLICE, NEVER_MET_CITIZEN = 0, 3, 5
TABLE = [[ENVOY, 0, 1, 3], [ENVOY, 0, 2, 5], [ENVOY, 0, 2, 6], [ENVOY, 1, 4, 7], [4, 0, 5, 8]]


def rows_on(day=10):
    """All entities as candidates of whom the envoy does relation 0 to."""
    facts = both_directions(np.array(TABLE), entities=len(NAMES), relations=2)
    state = State(facts, attributes_of_names(NAMES))
    state.move_to(day)
    lags = len(LAGS) + 1
    weights = VoteWeights(np.ones((KINDS, lags)), np.ones((4, 4, lags)), np.ones(4))
    return candidates(state, weights, question(ENVOY, 0, day), len(NAMES))


def features_of(candidate):
    rows = rows_on()
    return dict(zip(rows.names, rows.features[rows.candidate == candidate][0], strict=True))


@pytest.mark.parametrize(
    ("candidate", "turned_to"), [(NEVER_MET_POLICE, 3), (NEVER_MET_CITIZEN, 0)]
)
def test_who_was_never_met_is_known_by_how_often_its_role_was_turned_to(candidate, turned_to):
    assert np.exp(features_of(candidate)["actor_role1"]) == pytest.approx(
        turned_to + 0.02, rel=1e-3
    )


def test_a_role_turned_to_in_another_relation_counts_beside_it():
    named = features_of(NEVER_MET_CITIZEN)
    assert np.exp(named["actor_any_role1"]) == pytest.approx(1.02, rel=1e-3)


def test_of_what_an_actor_did_the_share_of_a_role_is_told():
    named = features_of(NEVER_MET_POLICE)
    share = np.exp(named["actor_role1 of actor_asked1"])
    assert share == pytest.approx(3 / 3.5, abs=0.01)


def test_bare_rows_keep_all_but_their_features():
    rows = rows_on()
    bare = rows.bare()
    assert bare.features.size == 0
    assert np.array_equal(bare.candidate, rows.candidate)
    assert np.array_equal(bare.query, rows.query)

import numpy as np
import pytest

from detente.forecast.ranking_next import next_ranked

from .worlds import ENTITIES, RELATIONS, attributes, facts_of, fitted, table_of

DAY = 42
EVERY = np.arange(RELATIONS)


@pytest.fixture(scope="module")
def ranker():
    return fitted()


@pytest.fixture(scope="module")
def following(ranker):
    return next_ranked(ranker, facts_of(table_of(1)), attributes(), (4, DAY), EVERY)


def test_probabilities_of_who_comes_next_sum_to_one(following):
    assert sum(one.probability for one in following) == pytest.approx(1, abs=1e-3)


def test_the_likeliest_comes_first(following):
    chances = [one.probability for one in following]
    assert chances == sorted(chances, reverse=True)


def test_whom_the_actor_keeps_to_comes_first(following):
    assert following[0].entity in {(4 * 5 + step) % ENTITIES for step in (1, 2)}


def test_only_relations_asked_for_are_named(ranker):
    asked = np.array([2 + RELATIONS])
    found = next_ranked(ranker, facts_of(table_of(1)), attributes(), (4, DAY), asked)
    assert {one.relation for one in found} == {2 + RELATIONS}


def test_who_never_acted_has_nobody_next(ranker):
    facts = facts_of(table_of(1)[:0])
    assert next_ranked(ranker, facts, attributes(), (4, DAY), EVERY) == ()

import functools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ForecastError
from detente.forecast.ranking import LEAST_DAYS, fit_ranking
from detente.forecast.ranking_facts import both_directions
from detente.forecast.ranking_queries import Queries, queries_between

from .worlds import DAYS, ENTITIES, RELATIONS, SETTINGS, attributes, facts_of, fitted, table_of

ranker = functools.cache(fitted)


def scores_on(table, first=40, last=DAYS):
    facts = facts_of(table)
    queries = queries_between(facts, first, last)
    return list(ranker().rank(facts, attributes(), queries))


def test_what_was_often_done_before_comes_first():
    days = scores_on(table_of(1))
    ranks = np.concatenate([places_of_answers(day) for day in days])
    by_chance = (1 / np.arange(1, ENTITIES + 1)).mean()
    assert (1 / ranks).mean() > 1.5 * by_chance


def places_of_answers(day):
    places = []
    for query, answer in zip(day.queries.owner, day.queries.answers, strict=True):
        mine = day.rows.query == query
        score = day.score[mine & (day.rows.candidate == answer)]
        places.append(1 + (day.score[mine] > score[0]).sum() if len(score) else ENTITIES)
    return np.array(places)


def test_scores_of_a_question_are_probabilities():
    for day in scores_on(table_of(1)):
        total = np.bincount(day.rows.query, np.exp(day.score))
        assert np.allclose(total, 1, atol=1e-4)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000), day=st.integers(40, DAYS - 1))
def test_another_future_leaves_every_score_as_it_was(seed, day):
    table = table_of(1)
    future = table_of(seed)
    future[:, 3] += day
    told = np.concatenate([table[table[:, 3] < day], future])
    queries = replace_answers(queries_between(facts_of(table), day, day + 1))
    known, other = (
        next(ranker().rank(facts_of(rows), attributes(), queries)) for rows in (table, told)
    )
    assert np.array_equal(known.rows.candidate, other.rows.candidate)
    assert np.array_equal(known.score, other.score)


def replace_answers(queries):
    nothing = np.zeros(0, np.int64)
    return replace(queries, answers=nothing, owner=nothing)


def test_the_same_facts_and_seed_give_the_same_ranker():
    again = fitted()
    assert ranker().forest.text == again.forest.text
    for one, other in zip(ranker().nets, again.nets, strict=True):
        assert all(np.array_equal(one.weights[name], other.weights[name]) for name in one.weights)


def test_the_order_of_the_rows_does_not_matter():
    table = table_of(1)
    mixed = table[np.random.default_rng(5).permutation(len(table))]
    for one, other in zip(scores_on(table), scores_on(mixed), strict=True):
        assert np.array_equal(one.score, other.score)


def test_another_seed_gives_another_ranker():
    other = fitted(settings=replace(SETTINGS, seed=9))
    assert not np.array_equal(other.nets[0].weights["out"], ranker().nets[0].weights["out"])


def test_who_was_never_seen_gets_an_answer_too():
    facts = facts_of(table_of(1)[:0])
    one = np.array([3])
    nothing = np.zeros(0, np.int64)
    asked = Queries(one, np.array([1]), np.array([45]), nothing, nothing)
    ranked = next(ranker().rank(facts, attributes(), asked))
    assert np.isfinite(ranked.score).all()


def test_too_few_days_are_refused():
    table = table_of(1)
    few = facts_of(table[table[:, 3] < LEAST_DAYS - 1])
    with pytest.raises(ForecastError, match="too few"):
        fit_ranking(few, attributes(), SETTINGS)


@pytest.mark.parametrize(
    "row", [[-1, 0, 0, 0], [0, RELATIONS, 0, 0], [0, 0, ENTITIES, 0], [0, 0, 0, -1]]
)
def test_numbers_out_of_range_are_refused(row):
    with pytest.raises(ForecastError, match="fact 1 is"):
        both_directions(np.array([[0, 0, 0, 0], row]), entities=ENTITIES, relations=RELATIONS)


def test_fitting_tells_how_far_it_is():
    told = []
    table = table_of(2)
    fit_ranking(facts_of(table), attributes(), SETTINGS, lambda *step: told.append(step))
    assert [step for step, done, of in told if done == of] == ["votes", "days", "nets", "trees"]


def test_ten_days_of_one_fact_each_are_enough_to_answer_from():
    days = np.arange(LEAST_DAYS)
    table = np.stack([days % 3, days % 2, 5 + days % 2, days], 1)
    facts = facts_of(table)
    small = fit_ranking(facts, attributes(), SETTINGS)
    ranked = list(small.rank(facts, attributes(), queries_between(facts, 5, LEAST_DAYS)))
    assert all(np.isfinite(day.score).all() for day in ranked)

import dataclasses

import numpy as np
import pytest

from detente.errors import ForecastError
from detente.forecast.ranking_next import Asked, next_ranked
from detente.forecast.ranking_series import (
    RELATIONS as RELATIONS_FILE,
)
from detente.forecast.ranking_series import (
    facts_of_series,
    fit_series_ranker,
    series_ranker_of,
)
from detente.forecast.series import NONE, Entity, Relation, from_quadruples

from .worlds import ENTITIES, RELATIONS, SETTINGS, attributes, facts_of, fitted, table_of

DAY = 42
FORWARD = np.arange(2 * RELATIONS) < RELATIONS
FOUR = np.arange(ENTITIES) == 4
PARTNERS = {(4 * 5 + step) % ENTITIES for step in (1, 2)}


@pytest.fixture(scope="module")
def following():
    asked = Asked(FOUR, FORWARD, DAY)
    return next_ranked(fitted(), facts_of(table_of(1)), attributes(), asked)


def test_probabilities_of_who_comes_next_sum_to_one(following):
    assert sum(one.probability for one in following) == pytest.approx(1, abs=1e-3)


def test_the_likeliest_comes_first(following):
    chances = [one.probability for one in following]
    assert chances == sorted(chances, reverse=True)


def test_whom_the_actor_keeps_to_comes_first(following):
    assert following[0].entity in PARTNERS


def test_who_asks_for_a_country_asks_with_which_other_one():
    several = np.isin(np.arange(ENTITIES), [4, *PARTNERS])
    asked = Asked(several, FORWARD, DAY)
    found = next_ranked(fitted(), facts_of(table_of(1)), attributes(), asked)
    assert found
    assert not {4, *PARTNERS} & {one.entity for one in found}


def test_who_never_acted_has_nobody_next():
    facts = facts_of(table_of(1)[:0])
    assert next_ranked(fitted(), facts, attributes(), Asked(FOUR, FORWARD, DAY)) == ()


def series_of(names):
    entities = [Entity(name=f"E{number}", country=f"C{number % 3}") for number in range(ENTITIES)]
    return from_quadruples(table_of(1), entities, [Relation(name=name) for name in names])


@pytest.fixture(scope="module")
def series_ranker():
    return fit_series_ranker(series_of("abcd"), SETTINGS, lambda *_: None)


@pytest.mark.parametrize("as_recipient", [False, True])
def test_a_ranking_of_a_series_read_back_says_the_same(series_ranker, as_recipient):
    again = series_ranker_of(series_ranker.files())
    every = np.ones(RELATIONS, bool)
    first, second = (
        one.next(series_of("abcd"), FOUR, every, as_recipient=as_recipient)
        for one in (series_ranker, again)
    )
    assert first == second != ()


def test_relations_are_known_by_name_whatever_their_numbers(series_ranker):
    series = series_of("abcd")
    order = [2, 0, 3, 1]
    turned = dataclasses.replace(
        series,
        relations=tuple(series.relations[number] for number in order),
        relation=np.argsort(order)[series.relation].astype(np.int32),
    )
    every = np.ones(RELATIONS, bool)
    answers = [series_ranker.next(one, FOUR, every, as_recipient=False) for one in (series, turned)]
    assert answers[0] == answers[1]


def test_the_first_are_explained_with_facts_and_rules_and_the_rest_with_rules(series_ranker):
    series, every = series_of("abcd"), np.ones(RELATIONS, bool)
    found = series_ranker.next(series, FOUR, every, as_recipient=False)[:5]
    whys = series_ranker.why(series, FOUR, every, as_recipient=False, found=found)
    assert [bool(why.reasons) for why in whys] == [True, True, True, False, False]
    assert {rule.asked for why in whys for rule in why.rules} <= set("abcd")
    for one, why in zip(found, whys, strict=True):
        named = np.concatenate([reason.rows for reason in why.reasons] or [np.zeros(0, int)])
        touched = np.stack([series.actor[named], series.recipient[named]])
        assert (touched == one.entity).any(axis=0).all()


def test_facts_of_a_series_keep_the_numbers_of_its_events():
    series = series_of("abcd")
    facts = facts_of_series(series, ("a", "b", "c", "d"))
    forward = facts.relation < RELATIONS
    assert (series.actor[facts.row[forward]] == facts.actor[forward]).all()
    assert (series.known[facts.row] == facts.day).all()


def test_a_relation_never_fitted_to_is_left_out():
    facts = facts_of_series(series_of("abcx"), ("a", "b", "c"))
    assert set(facts.relation) == set(range(6))


def test_files_of_something_else_are_a_clear_error(series_ranker):
    with pytest.raises(ForecastError, match="no ranking that can be read"):
        series_ranker_of(series_ranker.files() | {RELATIONS_FILE: b"?"})


def test_a_fact_counts_from_when_it_was_known():
    series = series_of("abcd")
    late = dataclasses.replace(series, known=series.day + 3)
    assert facts_of_series(late, tuple("abcd")).day.min() == series.day.min() + 3


def test_what_was_only_announced_or_had_no_recipient_is_no_fact():
    series = series_of("abcd")
    recipient, announced = series.recipient.copy(), series.announced.copy()
    recipient[:10], announced[10:30] = NONE, True
    fewer = dataclasses.replace(series, recipient=recipient, announced=announced)
    assert not set(facts_of_series(fewer, tuple("abcd")).row) & set(range(30))

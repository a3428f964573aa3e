import numpy as np
import pytest

from detente.forecast.ranking_facts import Facts
from detente.forecast.ranking_queries import question
from detente.forecast.ranking_why import probability_of, ranking_reasons

from .worlds import attributes, facts_of, fitted, table_of

DAY = 42
TABLE = table_of(1)


@pytest.fixture(scope="module")
def ranker():
    return fitted()


@pytest.fixture(scope="module")
def reasons(ranker):
    return {
        (actor, relation): ranking_reasons(
            ranker, facts_of(TABLE), attributes(), question(actor, relation, DAY), likely(actor)
        )
        for actor, relation in ((0, 1), (7, 3), (11, 0))
    }


def likely(actor):
    return (actor * 5 + 1) % 24


def test_there_are_reasons(reasons):
    assert all(reasons.values())


def test_every_named_fact_lies_before_the_day_of_the_question(reasons):
    for found in reasons.values():
        assert all((TABLE[reason.rows, 3] < DAY).all() for reason in found)


def test_every_named_fact_touches_the_candidate(reasons):
    for (actor, _), found in reasons.items():
        named = TABLE[np.concatenate([reason.rows for reason in found])]
        assert ((named[:, [0, 2]] == likely(actor)).any(axis=1)).all()


def test_the_facts_of_a_reason_are_named_latest_first(reasons):
    for found in reasons.values():
        assert all((np.diff(TABLE[reason.rows, 3]) <= 0).all() for reason in found)


def test_taking_the_named_facts_away_moves_the_probability_as_stated(ranker, reasons):
    for (actor, relation), found in reasons.items():
        for reason in found:
            fewer = without(facts_of(TABLE), reason.rows)
            asked = question(actor, relation, DAY)
            moved = probability_of(ranker, fewer, attributes(), asked, likely(actor))
            assert moved == pytest.approx(reason.without)


def without(facts: Facts, rows) -> Facts:
    return facts.take(~np.isin(facts.row, rows))


def test_the_reason_that_moves_most_comes_first(reasons):
    for found in reasons.values():
        shifts = [abs(one.with_them - one.without) for one in found]
        assert shifts == sorted(shifts, reverse=True)

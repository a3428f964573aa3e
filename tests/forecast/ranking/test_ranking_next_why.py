"""Why somebody is said to come next."""

import numpy as np
import pytest

from detente.forecast.ranking_next import Asked, next_ranked
from detente.forecast.ranking_next_why import Ballot, chance_of, next_reasons

from .worlds import ENTITIES, RELATIONS, attributes, facts_of, fitted, table_of

DAY = 42
TABLE = table_of(1)
ASKED = Asked(np.arange(ENTITIES) == 4, np.arange(2 * RELATIONS) < RELATIONS, DAY)


@pytest.fixture(scope="module")
def ranker():
    return fitted()


@pytest.fixture(scope="module")
def first(ranker):
    return next_ranked(ranker, facts_of(TABLE), attributes(), ASKED)[0]


@pytest.fixture(scope="module")
def reasons(ranker, first):
    return next_reasons(ranker, facts_of(TABLE), attributes(), ASKED, first)


def test_the_probability_in_a_reason_is_the_one_that_was_said(first, reasons):
    assert [one.with_them for one in reasons] == [first.probability] * len(reasons) != []


def test_named_facts_lie_before_the_day_and_touch_who_comes_next(first, reasons):
    rows = np.concatenate([one.rows for one in reasons])
    assert (TABLE[rows, 3] < DAY).all()
    assert (TABLE[rows][:, [0, 2]] == first.entity).any(axis=1).all()


def test_without_the_named_facts_the_probability_is_as_stated(ranker, first, reasons):
    facts = facts_of(TABLE)
    for reason in reasons:
        fewer = facts.take(~np.isin(facts.row, reason.rows))
        chance = chance_of(ranker, fewer, attributes(), ASKED, first.entity)
        assert chance == pytest.approx(reason.without)


def test_what_they_did_before_speaks_for_whom_the_actor_keeps_to(reasons):
    own = next(one for one in reasons if one.words.startswith("what is asked"))
    assert own.without < own.with_them


def test_the_votes_on_all_that_is_asked_make_one(ranker):
    ballot = Ballot.of(ranker, facts_of(TABLE), ASKED)
    assert ballot.share.sum() == pytest.approx(1, abs=1e-3)


def test_rules_are_told_by_share_and_are_of_who_is_asked_about(ranker, first):
    ballot = Ballot.of(ranker, facts_of(TABLE), ASKED)
    shares = [rule.share for rule in ballot.rules_for(first.entity, 3)]
    assert shares == sorted(shares, reverse=True) != []
    assert sum(shares) <= ballot.share[ballot.recipient == first.entity].sum() + 1e-9


def test_nobody_votes_for_who_was_never_met(ranker):
    facts = facts_of(TABLE[TABLE[:, 2] != 9])
    ballot = Ballot.of(ranker, facts.take((facts.actor != 9) & (facts.recipient != 9)), ASKED)
    assert ballot.rules_for(9, 3) == ()

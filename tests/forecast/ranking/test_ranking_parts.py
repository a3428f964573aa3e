import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.forecast.ranking_names import attributes_of_names
from detente.forecast.ranking_net import Lesson, NetSettings, _first_weights, _slopes
from detente.forecast.ranking_queries import queries_between
from detente.forecast.ranking_tallies import NEVER, Shape, Tallies
from detente.forecast.ranking_votes import (
    AGAINST,
    ALONG,
    INVERSE,
    SAME,
    fit_votes,
    kinds_of,
    voters_of,
)

from .worlds import facts_of, table_of


@settings(max_examples=20, deadline=None)
@given(days=st.lists(st.integers(0, 30), min_size=1, max_size=20), day=st.integers(0, 40))
def test_a_tally_is_the_sum_of_what_faded_whatever_the_steps(days, day):
    days = np.sort(np.array(days))
    keys = np.arange(len(days)) % 3
    shape = Shape("one", ("key",), (4.0, 20.0), (3,))
    at_once, by_day = (Tallies([shape], {"key": keys}, days) for _ in range(2))
    at_once.move_to(day)
    for step in range(day + 1):
        by_day.move_to(step)
    asked = {"key": np.arange(3)}
    for tallies in (at_once, by_day):
        sums, last = tallies.read("one", asked)
        for key in range(3):
            ages = day - days[(keys == key) & (days < day)]
            faded = [np.exp(-ages / fade).sum() for fade in (4, 20)]
            assert sums[:, key] == pytest.approx(faded, rel=1e-5)
            assert last[key] == (day - ages.min() if len(ages) else NEVER)


def test_only_what_was_new_counts_in_a_tally_of_new_things():
    days = np.array([0, 1, 1, 2])
    columns = {"actor": np.array([0, 0, 0, 0]), "recipient": np.array([5, 5, 6, 6])}
    shape = Shape("new", ("actor",), (1e9,), (1,), first_of=("actor", "recipient"))
    tallies = Tallies([shape], columns, days)
    tallies.move_to(9)
    sums, _ = tallies.read("new", {"actor": np.array([0])})
    assert sums[0, 0] == pytest.approx(2)


def test_names_tell_country_and_role():
    known = attributes_of_names(["Police (Avalon)", "Avalon", "Envoy (Syldavia)", "Merlin"])
    assert known.country[0] == known.country[1] != known.country[2]
    assert known.country[3] == known.role[3] == 0


@pytest.mark.parametrize(
    ("asked", "past", "kind"), [(1, 1, SAME), (1, 5, INVERSE), (1, 2, ALONG), (1, 6, AGAINST)]
)
def test_a_pair_of_relations_has_a_kind(asked, past, kind):
    assert kinds_of(np.array([asked]), np.array([past]), 4) == [kind]


def test_voters_are_the_latest_facts_of_the_actor_before_the_day():
    facts = facts_of(table_of(1))
    queries = queries_between(facts, 30, 31)
    voters = voters_of(facts, queries, 5)
    assert (facts.day[voters.fact] < 30).all()
    assert (facts.actor[voters.fact] == queries.actor[voters.query]).all()
    assert np.bincount(voters.query).max() == 5


def test_yesterday_outweighs_last_month_where_deeds_are_repeated():
    random = np.random.default_rng(0)
    first = np.stack([random.integers(0, 24, 80), random.integers(0, 4, 80)], 1)
    rows = [
        (actor, relation, (actor + relation + start // 3) % 24, start + step)
        for number, (actor, relation) in enumerate(first.tolist())
        for start in range(number % 3, 45, 9)
        for step in range(3)
        if actor != (actor + relation + start // 3) % 24
    ]
    facts = facts_of(np.array(rows))
    weights = fit_votes(facts, queries_between(facts, 5, 50), 100)
    assert weights.coarse[SAME, 0] > 3 * weights.coarse[SAME, 5]


def test_the_slopes_of_the_net_are_those_of_its_loss():
    random = np.random.default_rng(3)
    lesson = Lesson(
        features=random.normal(size=(9, 4)),
        begin=np.array([0, 4, 9]),
        asked=np.array([1, 0]),
        right=np.array([1, 0, 0, 1, 0, 0, 1, 0, 0], float),
        offset=np.zeros(9),
        relations=2,
    )
    made = _first_weights(lesson, NetSettings(hidden=(5, 3)), random)
    weights = {name: value.astype(float) for name, value in made.items()}
    slopes = _slopes(weights, lesson, np.arange(2))
    for name, place in (("one", (2, 1)), ("two", (1, 2)), ("out", (0,)), ("asked", (1, 3))):
        step = 1e-3
        moved = [
            loss(weights | {name: shifted(weights[name], place, by)}, lesson)
            for by in (step, -step)
        ]
        assert slopes[name][place] == pytest.approx((moved[0] - moved[1]) / (2 * step), abs=1e-3)


def shifted(value, place, by):
    changed = value.copy()
    changed[place] += by
    return changed


def loss(weights, lesson):
    """The mean over questions of -log softmax of each answer among itself and the wrong."""
    total = 0.0
    for number, asked in enumerate(lesson.asked):
        rows = slice(lesson.begin[number], lesson.begin[number + 1])
        first = np.maximum(
            lesson.features[rows] @ weights["one"] + weights["one_bias"] + weights["asked"][asked],
            0,
        )
        score = np.maximum(first @ weights["two"] + weights["two_bias"], 0) @ weights["out"]
        right = lesson.right[rows] > 0
        wrong = np.exp(score[~right]).sum()
        total -= np.log(np.exp(score[right]) / (np.exp(score[right]) + wrong)).sum()
    return total / len(lesson.asked)

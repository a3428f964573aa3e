"""Lagged votes: every past fact of an actor votes for its recipient as the next one.

How much a vote weighs depends on the relation asked for, the relation of the past fact and how
many days ago it was: weight[asked, past, lag]. The probability of a recipient is its share of
all votes, with a vote by popularity for recipients never met. That is a Hawkes process with a
piecewise constant kernel for each pair of relations, given that an event happens. The weights
are fitted by maximum likelihood with minorise-maximise steps (Lange, "MM Optimization
Algorithms", 2016, for ratios of sums), each level shrunk to the one above it: kinds of pairs of
relations; the same by the relation asked for; single pairs of relations.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking_facts import Facts, Floats, Ints, expanded
from detente.forecast.ranking_queries import Queries

LAGS = np.array([2, 4, 8, 15, 31, 61, 121])
"""First day of every lag after the first: 1, 2-3, 4-7, 8-14, 15-30, 31-60, 61-120, older."""
LAG_WORDS = (
    "1 day", "2-3 days", "4-7 days", "8-14 days", "15-30 days", "31-60 days", "61-120 days",
    "over 120 days",
)  # fmt: skip
SAME, INVERSE, ALONG, AGAINST = range(4)
KINDS = 4
_FIRST_WEIGHT = 0.1
_STEPS = (8, 5, 5)
# Chosen on icews14 valid: 1, 3, 10 at the last level give MRR .453, .454, .455, votes alone.
_SHRINK = (1e-6, 2.0, 10.0)


@dataclass(frozen=True, eq=False)
class VoteWeights:
    """Fitted weights.

    ``coarse`` has shape (kinds, lags); ``fine`` (directed, directed, lags), the relation asked
    for first; ``popular`` (directed,).
    """

    coarse: Floats
    fine: Floats
    popular: Floats


@dataclass(frozen=True, eq=False)
class Voters:
    """Past facts that vote: the number of the query, the place of the fact, and its lag."""

    query: Ints
    fact: Ints
    lag: Ints


def lag_of(age: Ints) -> Ints:
    """Return the number of the lag that each age in days lies in."""
    return np.digitize(age, LAGS)


def voters_of(facts: Facts, queries: Queries, longest: int) -> Voters:
    """Return who votes on each query: at most ``longest`` facts, the latest before its day."""
    begin, end = facts.span(queries.actor, queries.day, longest)
    places, owner = expanded(begin, end)
    fact = facts.by_actor[places]
    return Voters(owner, fact, lag_of(queries.day[owner] - facts.day[fact]))


def kinds_of(asked: Ints, past: Ints, relations: int) -> Ints:
    """Return SAME, INVERSE (of the same), ALONG (same direction) or AGAINST, for each pair."""
    side = np.where((asked >= relations) == (past >= relations), ALONG, AGAINST)
    kind = np.where(asked % relations == past % relations, INVERSE, side)
    return np.where(asked == past, SAME, kind)


def fit_votes(facts: Facts, queries: Queries, longest: int) -> VoteWeights:
    """Fit the weights to queries with known answers, each seeing the facts before its day."""
    voters = voters_of(facts, queries, longest)
    problem = _Problem.of(facts, queries, voters)
    lags, directed = len(LAGS) + 1, facts.directed
    asked, past = queries.relation[voters.query], facts.relation[voters.fact]
    kind = kinds_of(asked, past, facts.relations) * lags + voters.lag
    popular = np.ones(directed)
    start = np.full(KINDS * lags, _FIRST_WEIGHT)
    coarse, popular = problem.fitted(kind, start, popular, level=0)
    by_asked, popular = problem.fitted(
        asked * len(coarse) + kind, np.tile(coarse, directed), popular, level=1
    )
    above = _spread(by_asked, facts)
    fine, popular = problem.fitted(
        (asked * directed + past) * lags + voters.lag, above, popular, level=2
    )
    shape = (directed, directed, lags)
    return VoteWeights(
        coarse.reshape(KINDS, lags).astype(np.float32),
        fine.reshape(shape).astype(np.float32),
        popular.astype(np.float32),
    )


def _spread(by_asked: NDArray[np.float64], facts: Facts) -> NDArray[np.float64]:
    """Weights of every pair of relations, as its kind has them for the relation asked for."""
    each = np.arange(facts.directed)
    asked, past = each[:, None], each[None, :]
    kind = kinds_of(asked, past, facts.relations)
    return by_asked.reshape(facts.directed, KINDS, -1)[asked, kind].reshape(-1)


@dataclass(frozen=True, eq=False)
class _Problem:
    """What the likelihood of the answers needs, whatever the weights.

    ``right``: rows of ``query`` whose fact has an answer as recipient, ``answer`` the number of
    that answer; ``share``: the popularity of each answer; ``answers``: answers of each query.
    """

    query: Ints
    right: Ints
    answer: Ints
    owner: Ints
    asked: Ints
    share: NDArray[np.float64]
    answers: NDArray[np.float64]

    @classmethod
    def of(cls, facts: Facts, queries: Queries, voters: Voters) -> "_Problem":
        known = queries.owner * facts.entities + queries.answers
        keys = voters.query * facts.entities + facts.recipient[voters.fact]
        places = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
        right = np.flatnonzero(known[places] == keys)
        return cls(
            voters.query,
            right,
            places[right],
            queries.owner,
            queries.relation,
            _popularity(facts, queries),
            np.bincount(queries.owner, minlength=len(queries)).astype(float),
        )

    def fitted(
        self,
        weight_of: Ints,
        above: NDArray[np.float64],
        popular: NDArray[np.float64],
        *,
        level: int,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weights by the number of each row's weight, shrunk to those ``above``."""
        weights, right = above, weight_of[self.right]
        for _ in range(_STEPS[level]):
            total, answer = self._votes(weight_of, weights, popular)
            rate = self.answers / total
            gained = np.bincount(right, weights[right] / answer[self.answer], len(above))
            spent = np.bincount(weight_of, rate[self.query], len(above))
            popular = self._popular(popular, answer, rate)
            weights = (gained + _SHRINK[level] * above) / (spent + _SHRINK[level])
        return weights, popular

    def _votes(
        self, weight_of: Ints, weights: NDArray[np.float64], popular: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """All votes on each query, and those for each answer."""
        cast = weights[weight_of]
        total = np.bincount(self.query, cast, len(self.asked)) + popular[self.asked]
        answer = np.bincount(self.answer, cast[self.right], len(self.owner))
        return total, answer + popular[self.asked[self.owner]] * self.share + 1e-7

    def _popular(
        self,
        popular: NDArray[np.float64],
        answer: NDArray[np.float64],
        rate: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        asked = self.asked[self.owner]
        gained = np.bincount(asked, popular[asked] * self.share / answer, len(popular))
        spent = np.bincount(self.asked, rate, len(popular))
        return (gained + 1) / (spent + 1)


def _popularity(facts: Facts, queries: Queries) -> NDArray[np.float64]:
    """The share of each answer among all earlier recipients of the relation asked for."""
    asked, day = queries.relation[queries.owner], queries.day[queries.owner]
    pairs = facts.relation * facts.entities + facts.recipient
    received = _earlier(pairs, facts.day, asked * facts.entities + queries.answers, day)
    return received / (_earlier(facts.relation, facts.day, asked, day) + 1)


def _earlier(keys: Ints, days: Ints, asked: Ints, before: Ints) -> NDArray[np.float64]:
    """How many rows have the key asked for and an earlier day."""
    span = int(days.max(initial=0)) + 2
    ordered = np.sort(keys * span + days)
    last = np.searchsorted(ordered, asked * span + np.minimum(before, span - 1))
    return (last - np.searchsorted(ordered, asked * span)).astype(float)

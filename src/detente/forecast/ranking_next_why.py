"""Why somebody is said to come next: the rules whose votes went there, and what facts moved.

A *rule* is a relation of the past at a lag that speaks for a relation to come; its share is of
all votes on what is asked (:mod:`ranking_votes`). A *reason* names facts and is measured: the
same is asked again over the facts without them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking import Ranker
from detente.forecast.ranking_facts import Facts, Floats, Ints
from detente.forecast.ranking_features import LONGEST
from detente.forecast.ranking_names import Attributes
from detente.forecast.ranking_next import Asked, Mask, NextRanked, next_ranked, questions_of
from detente.forecast.ranking_votes import voters_of
from detente.forecast.ranking_why import RankingReason, reasons_of

_RECENT_DAYS: Final = 60


@dataclass(frozen=True)
class NextRule:
    """Past facts of one relation and lag, and how much of all votes they cast for somebody.

    ``asked`` and ``past`` are directed relations, ``lag`` a number of
    :data:`ranking_votes.LAGS`.
    """

    asked: int
    past: int
    lag: int
    share: float


@dataclass(frozen=True, eq=False)
class Ballot:
    """The votes on what is asked: one row for each past fact that votes on a question."""

    recipient: Ints
    asked: Ints
    past: Ints
    lag: Ints
    share: Floats

    @classmethod
    def of(cls, ranker: Ranker, facts: Facts, asked: Asked) -> "Ballot":
        """Return the votes; a question's votes together weigh what the question does."""
        questions, share = questions_of(facts, asked)
        voters = voters_of(facts, questions, LONGEST)
        relation, past = questions.relation[voters.query], facts.relation[voters.fact]
        votes = ranker.votes.fine[relation, past, voters.lag].astype(np.float64)
        whole = np.bincount(voters.query, votes, len(questions)) + 1e-12
        votes *= (share / whole)[voters.query]
        return cls(facts.recipient[voters.fact], relation, past, voters.lag, votes)

    def rules_for(self, entity: int, most: int) -> tuple[NextRule, ...]:
        """Return the rules with most votes for an entity, the largest share first."""
        mine = np.flatnonzero(self.recipient == entity)
        kinds = np.stack([part[mine] for part in (self.asked, self.past, self.lag)], axis=1)
        found, back = np.unique(kinds, axis=0, return_inverse=True)
        share = np.bincount(back.reshape(-1), self.share[mine], len(found))
        best = np.argsort(-share, kind="stable")[:most]
        told = zip(*found[best].T.tolist(), share[best].tolist(), strict=True)
        return tuple(NextRule(asked, past, lag, part) for asked, past, lag, part in told)


def next_reasons(
    ranker: Ranker, facts: Facts, attributes: Attributes, asked: Asked, said: NextRanked
) -> tuple[RankingReason, ...]:
    """Return which past facts moved how likely an entity is to come next, the most moving first.

    Args:
        ranker: fitted.
        facts: all that is known.
        attributes: of the entities.
        asked: as for ``next_ranked``.
        said: what ``next_ranked`` said of somebody.
    """
    return reasons_of(
        facts,
        _groups(facts, asked, said.entity),
        said.probability,
        lambda known: chance_of(ranker, known, attributes, asked, said.entity),
    )


def chance_of(
    ranker: Ranker, facts: Facts, attributes: Attributes, asked: Asked, entity: int
) -> float:
    """Return how likely an entity comes next, 0 if it is not listed."""
    found = next_ranked(ranker, facts, attributes, asked)
    return next((one.probability for one in found if one.entity == entity), 0.0)


def _groups(facts: Facts, asked: Asked, entity: int) -> tuple[tuple[str, NDArray[np.bool_]], ...]:
    with_it = (facts.day < asked.day) & (facts.recipient == entity)
    ours: Mask = asked.actors[facts.actor]
    is_asked = asked.relations[facts.relation]
    lately = facts.day >= asked.day - _RECENT_DAYS
    return (
        ("what is asked for, between them before", with_it & ours & is_asked),
        ("other dealings between them", with_it & ours & ~is_asked),
        ("its dealings with others, lately", with_it & ~ours & lately),
    )

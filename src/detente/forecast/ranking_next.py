"""Whom somebody has to do with next, over several actors and relations at once.

A ranking answers for one actor and one relation; here its answers are added up, each weighted by
the share of its actor and relation in what was done lately (counts fading by half in 30 days).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking import Ranker
from detente.forecast.ranking_facts import Facts
from detente.forecast.ranking_names import Attributes
from detente.forecast.ranking_queries import Queries

HALF_LIFE_DAYS: Final = 30.0
MOST_QUESTIONS: Final = 24
"""Only so many pairs of an actor and a relation are asked for, the most frequent ones."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class NextRanked:
    """An entity that may come next.

    ``probability``: that it is the recipient of the next fact asked for, among all candidates.
    """

    entity: int
    probability: float


@dataclass(frozen=True, eq=False)
class Asked:
    """Who is asked about, in what, and when: facts of that day or later are not looked at.

    ``actors`` says of each entity, ``relations`` of each directed relation whether it is asked
    about; for who acts on the actors, the inverses of the relations.
    """

    actors: Mask
    relations: Mask
    day: int


def next_ranked(
    ranker: Ranker, facts: Facts, attributes: Attributes, asked: Asked
) -> tuple[NextRanked, ...]:
    """Return who comes next, likeliest first; nobody if no such fact lies before the day.

    The actors asked about are not among them: who asks for a country asks with which other one.
    """
    questions, share = questions_of(facts, asked)
    if not len(questions):
        return ()
    ranked = next(ranker.rank(facts, attributes, questions))
    weight = np.exp(ranked.score, dtype=np.float64) * share[ranked.rows.query]
    total = np.bincount(ranked.rows.candidate, weight, facts.entities).astype(np.float64)
    total[asked.actors] = 0
    return _listed(total)


def questions_of(facts: Facts, asked: Asked) -> tuple[Queries, NDArray[np.float64]]:
    """Return what a ranking is asked, and the share that each of its questions has."""
    pairs, share = _frequent(facts, asked)
    actor, relation = np.divmod(pairs, facts.directed)
    nothing = np.zeros(0, np.int64)
    return Queries(actor, relation, np.full(len(pairs), asked.day), nothing, nothing), share


def _frequent(facts: Facts, asked: Asked) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The most frequent pairs of actor and relation, as one number, and their shares."""
    chosen = asked.actors[facts.actor] & asked.relations[facts.relation] & (facts.day < asked.day)
    pairs = facts.actor[chosen] * facts.directed + facts.relation[chosen]
    weight = 0.5 ** ((asked.day - facts.day[chosen]) / HALF_LIFE_DAYS)
    found, back = np.unique(pairs, return_inverse=True)
    counts = np.bincount(back.reshape(-1), weight, len(found))
    best = np.sort(np.argsort(-counts, kind="stable")[:MOST_QUESTIONS])
    return found[best], counts[best] / max(counts[best].sum(), 1e-12)


def _listed(total: NDArray[np.float64]) -> tuple[NextRanked, ...]:
    whole = total.sum()
    order = np.argsort(-total, kind="stable")
    listed = order[total[order] > 0].tolist()
    return tuple(NextRanked(entity, float(total[entity] / whole)) for entity in listed)

"""Whom an actor has to do with next, over several relations at once.

A ranking answers for one relation; here its answers are added up, each weighted by the share of
its relation in what the actor did lately (counts fading by half in 30 days).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking import Ranker
from detente.forecast.ranking_facts import Facts, Ints
from detente.forecast.ranking_names import Attributes
from detente.forecast.ranking_queries import Queries

HALF_LIFE_DAYS: Final = 30.0
MOST_RELATIONS: Final = 12
"""Only so many relations of an actor are asked for, its most frequent; the rest is small."""


@dataclass(frozen=True)
class NextRanked:
    """An entity that may come next.

    ``probability``: that it is the recipient of the actor's next fact of the relations asked
    for, among all candidates; ``relation``: the one that adds most to it.
    """

    entity: int
    probability: float
    relation: int


def next_ranked(
    ranker: Ranker,
    facts: Facts,
    attributes: Attributes,
    asked: tuple[int, int],
    relations: Ints,
) -> tuple[NextRanked, ...]:
    """Return who comes next, likeliest first; nobody if the actor did none of the relations.

    Args:
        ranker: fitted.
        facts: all that is known.
        attributes: of the entities.
        asked: the actor and the day; facts of that day or later are not looked at.
        relations: the relations in question. For who acts on it, their inverses.
    """
    actor, day = asked
    share = _shares(facts, actor, day, relations)
    chosen = np.argsort(-share, kind="stable")[:MOST_RELATIONS]
    chosen = np.sort(chosen[share[chosen] > 0])
    if not len(chosen):
        return ()
    every, nothing = np.ones(len(chosen), np.int64), np.zeros(0, np.int64)
    queries = Queries(actor * every, chosen, day * every, nothing, nothing)
    ranked = next(ranker.rank(facts, attributes, queries))
    parts = np.zeros((len(chosen), facts.entities))
    parts[ranked.rows.query, ranked.rows.candidate] = np.exp(ranked.score)
    parts *= (share[chosen] / share[chosen].sum())[:, None]
    return _listed(parts, chosen)


def _shares(facts: Facts, actor: int, day: int, relations: Ints) -> NDArray[np.float64]:
    """Fading counts of an actor's facts by relation, zero for those not asked for."""
    mine = (facts.actor == actor) & (facts.day < day)
    weight = 0.5 ** ((day - facts.day[mine]) / HALF_LIFE_DAYS)
    counts = np.bincount(facts.relation[mine], weight, facts.directed)
    return np.where(np.isin(np.arange(facts.directed), relations), counts, 0.0)


def _listed(parts: NDArray[np.float64], relations: Ints) -> tuple[NextRanked, ...]:
    total, most = parts.sum(axis=0), parts.argmax(axis=0)
    order = np.argsort(-total, kind="stable")
    return tuple(
        NextRanked(int(entity), float(total[entity]), int(relations[most[entity]]))
        for entity in order[total[order] > 0]
    )

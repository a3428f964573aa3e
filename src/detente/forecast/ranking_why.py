"""Why a candidate is ranked where it is: the past facts behind it, and the score without them.

A reason names facts before the question's day by the numbers of their rows, and says what the
probability would have been had they not happened: the question is ranked once more over the
facts without them. That is what the model would have said, not what would have happened.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking import Ranker
from detente.forecast.ranking_facts import Facts, Ints
from detente.forecast.ranking_names import Attributes
from detente.forecast.ranking_queries import Queries

_RECENT_DAYS: Final = 60
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RankingReason:
    """Past facts and what they moved.

    ``words`` says which facts; ``rows`` are their numbers in the table given, latest first;
    ``with_them`` and ``without`` are probabilities among the candidates.
    """

    words: str
    rows: Ints
    with_them: float
    without: float


def ranking_reasons(
    ranker: Ranker, facts: Facts, attributes: Attributes, asked: Queries, candidate: int
) -> tuple[RankingReason, ...]:
    """Return what moved a candidate of one question, the largest shift first.

    Args:
        ranker: fitted.
        facts: all that is known.
        attributes: of the entities.
        asked: one question.
        candidate: an entity; one that is no candidate has no reasons.
    """

    def probability(known: Facts) -> float:
        return probability_of(ranker, known, attributes, asked, candidate)

    return reasons_of(facts, _groups(facts, asked, candidate), probability(facts), probability)


def reasons_of(
    facts: Facts,
    groups: Iterable[tuple[str, Mask]],
    believed: float,
    probability: Callable[[Facts], float],
) -> tuple[RankingReason, ...]:
    """Return what each group of facts moved, the largest shift first; empty groups are left out.

    Args:
        facts: all that is known.
        groups: words for some facts, and which these are.
        believed: the probability with all facts.
        probability: what is said from other facts.
    """
    reasons = []
    for words, named in groups:
        rows = np.unique(facts.row[named])
        if len(rows):
            without = probability(facts.take(~np.isin(facts.row, rows)))
            reasons.append(RankingReason(words, latest_rows(facts, rows), believed, without))
    return tuple(sorted(reasons, key=lambda one: -abs(one.with_them - one.without)))


def probability_of(
    ranker: Ranker, facts: Facts, attributes: Attributes, asked: Queries, candidate: int
) -> float:
    """Return a candidate's probability among those of one question; 0 if it is none."""
    ranked = next(ranker.rank(facts, attributes, asked))
    found = ranked.score[ranked.rows.candidate == candidate]
    return float(np.exp(found[0])) if len(found) else 0.0


def _groups(facts: Facts, asked: Queries, candidate: int) -> tuple[tuple[str, Mask], ...]:
    """Facts before the day, in one of the two directions they are held in, by what they tell."""
    actor, relation, day = (int(part[0]) for part in (asked.actor, asked.relation, asked.day))
    earlier = facts.day < day
    pair = earlier & (facts.actor == actor) & (facts.recipient == candidate)
    same = facts.relation == relation
    recent = earlier & (facts.day >= day - _RECENT_DAYS) & (facts.recipient == candidate)
    others = recent & (facts.actor != actor)
    return (
        ("the same between the two before", pair & same),
        ("other dealings between the two", pair & ~same),
        ("the same with others, lately", others & same),
        ("dealings with others, lately", others & ~same),
    )


def latest_rows(facts: Facts, rows: Ints) -> Ints:
    """Return rows by day, latest first, then by number."""
    day = np.zeros(int(facts.row.max()) + 1, np.int64)
    day[facts.row] = facts.day
    return rows[np.lexsort((rows, -day[rows]))]

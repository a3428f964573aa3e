"""Questions of a ranking: for an actor, a relation and a day, who is the recipient?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking_facts import Facts, Ints


@dataclass(frozen=True, eq=False)
class Queries:
    """Distinct questions, ordered by day, and their known answers (none when forecasting).

    ``answers`` and ``owner`` are of equal length: a recipient, and the number of its question.
    """

    actor: Ints
    relation: Ints
    day: Ints
    answers: Ints
    owner: Ints

    def __len__(self) -> int:
        """Return the number of questions."""
        return len(self.actor)

    def take(self, chosen: NDArray[np.bool_]) -> "Queries":
        """Return the chosen questions, with their answers."""
        number = np.cumsum(chosen) - 1
        kept = chosen[self.owner]
        return Queries(
            self.actor[chosen],
            self.relation[chosen],
            self.day[chosen],
            self.answers[kept],
            number[self.owner[kept]],
        )

    def part(self, first: int, last: int) -> "Queries":
        """Return the questions from number first to before number last."""
        number = np.arange(len(self))
        return self.take((number >= first) & (number < last))


def queries_between(facts: Facts, first: int, last: int) -> Queries:
    """Return the questions that the facts from day first to before day last answer.

    They are ordered by day, relation and actor: neighbours share most of the work.
    """
    chosen = slice(facts.before(first), facts.before(last))
    columns = [facts.day[chosen], facts.relation[chosen], facts.actor[chosen]]
    asked, owner = np.unique(np.stack(columns, 1), axis=0, return_inverse=True)
    pairs = np.stack([owner.reshape(-1), facts.recipient[chosen]], 1)
    pairs = np.unique(pairs, axis=0)
    day, relation, actor = asked.T
    return Queries(actor, relation, day, pairs[:, 1], pairs[:, 0])


def question(actor: int, relation: int, day: int) -> Queries:
    """Return one question without answers; for who acts, give the inverse relation."""
    nothing = np.zeros(0, np.int64)
    one, asked, when = (np.array([number]) for number in (actor, relation, day))
    return Queries(one, asked, when, nothing, nothing)

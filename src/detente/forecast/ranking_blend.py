"""Scores of candidates as shares of one, question by question, and the mean of two rankings."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking_facts import Floats, Ints


@dataclass(frozen=True, eq=False)
class Spans:
    """Where each question's rows begin, and how many there are."""

    begin: Ints
    lengths: Ints

    @classmethod
    def of(cls, query: Ints) -> Self:
        """Return the spans of rows ordered by the number of their question; at least one row."""
        begin = np.flatnonzero(np.diff(query, prepend=-1))
        return cls(begin, np.diff(np.append(begin, len(query))))

    def log_softmax(self, score: Floats) -> Floats:
        """Return the logarithm of each row's share of its question."""
        shifted = score - np.repeat(np.maximum.reduceat(score, self.begin), self.lengths)
        total = np.add.reduceat(np.exp(shifted), self.begin)
        return np.asarray(shifted - np.repeat(np.log(total), self.lengths), np.float32)

    def nearest(self, score: Floats, most: int) -> NDArray[np.bool_]:
        """Return which rows are among the ``most`` highest of their question; ties by row."""
        number = np.repeat(np.arange(len(self.begin)), self.lengths)
        order = np.lexsort((-score, number))
        place = np.arange(len(score)) - np.repeat(self.begin, self.lengths)
        chosen = np.zeros(len(score), np.bool_)
        chosen[order[place < most]] = True
        return chosen


def blended(
    query: Ints, score: Floats, chosen: NDArray[np.bool_], other: Floats, weight: float
) -> Floats:
    """Return scores in which the chosen rows share what they had as two rankings together say.

    Args:
        query: the number of each row's question, ascending.
        score: logarithms of shares.
        chosen: at least one row of each question.
        other: scores of the chosen rows by another ranking.
        weight: of the other ranking, beside 1 (a weighted mean of logarithms of shares).
    """
    spans = Spans.of(query[chosen])
    mine = score[chosen]
    kept = mine - spans.log_softmax(mine)  # the logarithm of what the chosen had together
    both = spans.log_softmax((mine + weight * spans.log_softmax(other)) / (1 + weight))
    told = score.copy()
    told[chosen] = both + kept
    return told

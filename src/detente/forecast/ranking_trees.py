"""Boosted trees beside the nets: the two err apart, so their mean is better than either.

LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", 2010) as LightGBM has it, on the
features that the nets see and the relation asked for. Trees are slow to ask: they look only at
the candidates that the nets rank highest.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import lightgbm
import numpy as np

from detente.errors import ForecastError
from detente.forecast.ranking_facts import Floats, Ints
from detente.forecast.ranking_net import Lesson

_THREADS: Final = 2
_FEW_QUESTIONS: Final = 10_000
"""Of fewer questions one thread learns: two would wait for each other more than they work."""

_BLOCK: Final = 100_000
_BOOSTING: Final[dict[str, Any]] = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 40,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True)
class TreeSettings:
    """Size and pace of the trees and what they have to say, chosen on icews14 valid.

    They learn from at most ``questions`` questions of the lesson, and look at the ``nearest``
    candidates of a question by the nets. ``weight`` is theirs beside 1 of the nets.
    """

    trees: int = 120
    leaves: int = 63
    pace: float = 0.08
    questions: int = 40_000
    nearest: int = 50
    weight: float = 0.5


@dataclass(frozen=True, eq=False)
class Forest:
    """Fitted trees, as LightGBM writes them."""

    text: str

    @cached_property
    def _booster(self) -> lightgbm.Booster:
        try:
            return lightgbm.Booster(model_str=self.text)
        except lightgbm.basic.LightGBMError as error:
            raise ForecastError(f"its trees cannot be read: {error}") from error

    @property
    def inputs(self) -> int:
        """How many features it looks at, without the relation asked for.

        Raises:
            ForecastError: the trees cannot be read.
        """
        return int(self._booster.num_feature()) - 1

    def scores(self, features: Floats, asked: Ints) -> Floats:
        """Return the score of every row; only differences within a question mean something.

        Args:
            features: shape (rows, features), scaled as those of the lesson were.
            asked: relation asked for, of every row.
        """
        table = _with_relation(features, asked)
        return np.asarray(self._booster.predict(table, num_threads=1), np.float32)


def fit_forest(lesson: Lesson, settings: TreeSettings, seed: int) -> Forest:
    """Fit trees; the same lesson, settings and seed give the same trees.

    Args:
        lesson: at least one question, each with at least one answer among its rows.
        settings: size and pace.
        seed: of the questions drawn, and of the rows and features that each tree sees.
    """
    random = np.random.default_rng(seed)
    questions = np.sort(random.permutation(len(lesson.asked))[: settings.questions])
    rows, lengths = lesson.rows(questions)
    table = _with_relation(lesson.features, np.repeat(lesson.asked[questions], lengths), rows)
    threads = 1 if len(questions) < _FEW_QUESTIONS else _THREADS
    data = lightgbm.Dataset(
        table,
        label=lesson.right[rows],
        group=lengths,
        # A candidate drawn at random stands for several.
        weight=np.exp(lesson.offset[rows]),
        params=_BOOSTING | {"num_threads": threads},
    )
    size = {"num_leaves": settings.leaves, "learning_rate": settings.pace}
    given = _BOOSTING | size | {"seed": seed, "num_threads": threads}
    return Forest(lightgbm.train(given, data, settings.trees).model_to_string())


def _with_relation(features: Floats, asked: Ints, rows: Ints | None = None) -> Floats:
    """Features, of some rows or all, with the relation asked for as one more column."""
    chosen = np.arange(len(features)) if rows is None else rows
    table = np.empty((len(chosen), features.shape[1] + 1), np.float32)
    for first in range(0, len(chosen), _BLOCK):
        part = slice(first, first + _BLOCK)
        table[part, :-1] = features[chosen[part]]
    table[:, -1] = asked
    return table

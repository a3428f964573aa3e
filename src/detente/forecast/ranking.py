"""Ranking of what comes next: for an actor, a relation and a day, who will be the recipient?

``fit_ranking`` learns from a table of dated facts; a ``Ranker`` then ranks entities for any
question, from all facts before the question's day, later ones than it was fitted to included.
Questions about who acts are asked with the inverse relation: (recipient, relation + relations).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from detente.errors import ForecastError
from detente.forecast.ranking_blend import Spans, blended
from detente.forecast.ranking_facts import Facts, Floats, Ints
from detente.forecast.ranking_features import Rows, candidates
from detente.forecast.ranking_lesson import (
    LessonSettings,
    Scale,
    fit_all_votes,
    lesson_of,
)
from detente.forecast.ranking_names import Attributes
from detente.forecast.ranking_net import Net, NetSettings, fit_net
from detente.forecast.ranking_queries import Queries
from detente.forecast.ranking_state import State
from detente.forecast.ranking_trees import Forest, TreeSettings, fit_forest
from detente.forecast.ranking_votes import VoteWeights

VERSION: Final = "ranking-3"
"""Changes whenever a model fitted before no longer means the same."""

LEAST_DAYS: Final = 10
"""Fewer days than this teach nothing."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class RankingSettings:
    """How a ranker is fitted."""

    lesson: LessonSettings = field(default_factory=LessonSettings)
    net: NetSettings = field(default_factory=NetSettings)
    trees: TreeSettings = field(default_factory=TreeSettings)
    nets: int = 2
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Ranked:
    """Candidates of the questions of one day.

    ``rows`` are ordered by question and have no features any more; ``score`` is the logarithm of
    a probability among the candidates of its question.
    """

    queries: Queries
    rows: Rows
    score: Floats


@dataclass(frozen=True, eq=False)
class Ranker:
    """A fitted ranking: weights of votes, nets, trees, and the scale and names of their features.

    ``digest`` tells the facts that it was fitted to from any others.
    """

    settings: RankingSettings
    votes: VoteWeights
    scale: Scale
    nets: tuple[Net, ...]
    forest: Forest
    names: tuple[str, ...]
    digest: str

    def rank(self, facts: Facts, attributes: Attributes, queries: Queries) -> Iterator[Ranked]:
        """Yield the ranking of questions day by day, each from the facts before its day.

        Args:
            facts: all that is known; facts on or after a question's day do not touch it.
            attributes: of the entities.
            queries: questions in any order; answers are not looked at.
        """
        state = State(facts, attributes)
        for day in np.unique(queries.day).tolist():
            asked = queries.take(queries.day == day)
            state.move_to(day)
            yield self.rank_day(state, asked)

    def rank_day(self, state: State, queries: Queries) -> Ranked:
        """Return the ranking of questions of the day that a state was moved to."""
        rows = candidates(state, self.votes, queries, self.settings.lesson.candidates)
        features = self.scale.scaled(rows.features)
        score = self.scores(features, queries.relation[rows.query], rows)
        return Ranked(queries, rows.bare(), score)

    def scores(self, features: Floats, asked: Ints, rows: Rows) -> Floats:
        """Return the logarithm of each candidate's probability, as nets and trees see it together.

        Trees are asked of the candidates nearest by the nets only.
        """
        spans, trees = Spans.of(rows.query), self.settings.trees
        every = [spans.log_softmax(net.scores(features, asked)) for net in self.nets]
        told = spans.log_softmax(np.mean(every, axis=0, dtype=np.float32))
        near = spans.nearest(told, trees.nearest)
        other = self.forest.scores(features[near], asked[near])
        return blended(rows.query, told, near, other, trees.weight)


def fit_ranking(
    facts: Facts,
    attributes: Attributes,
    settings: RankingSettings,
    progress: Progress = lambda _step, _done, _of: None,
) -> Ranker:
    """Fit a ranker to facts; the same facts and settings give the same ranker.

    Args:
        facts: the past; nothing else is looked at.
        attributes: of the entities.
        settings: how much is learned from, and how.
        progress: told the step, how much of it is done, and of how much.

    Raises:
        ForecastError: there are too few facts to learn from.
    """
    _check(facts)
    progress("votes", 0, 1)
    votes = fit_all_votes(facts, settings.lesson, settings.seed)
    progress("votes", 1, 1)
    state = State(facts, attributes)
    lesson, scale, names = lesson_of(
        state, votes, settings.lesson, settings.seed, lambda n, of: progress("days", n, of)
    )
    nets = []
    for number in range(settings.nets):
        progress("nets", number, settings.nets)
        nets.append(fit_net(lesson, settings.net, settings.seed + number))
    progress("nets", settings.nets, settings.nets)
    progress("trees", 0, 1)
    forest = fit_forest(lesson, settings.trees, settings.seed)
    progress("trees", 1, 1)
    return Ranker(settings, votes[-1], scale, tuple(nets), forest, names, digest_of(facts))


def digest_of(facts: Facts) -> str:
    """Return a digest of facts; the same for the same facts, in whatever order given."""
    digest = hashlib.sha256(f"{facts.entities} {facts.relations}".encode())
    for column in (facts.actor, facts.relation, facts.recipient, facts.day):
        digest.update(np.ascontiguousarray(column, np.int64).tobytes())
    return digest.hexdigest()


def _check(facts: Facts) -> None:
    days = len(np.unique(facts.day))
    if days < LEAST_DAYS:
        raise ForecastError(
            f"facts of {days} days are too few to learn from; at least {LEAST_DAYS} are needed"
        )

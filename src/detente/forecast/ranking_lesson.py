"""What the nets learn from: the questions of past days, each seen as it stood on its day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.forecast.ranking_facts import Facts, Floats, Ints
from detente.forecast.ranking_features import LONGEST, Rows, candidates, joined_rows
from detente.forecast.ranking_net import Lesson
from detente.forecast.ranking_queries import Queries, queries_between
from detente.forecast.ranking_state import State
from detente.forecast.ranking_votes import VoteWeights, fit_votes

_WEEK = 7
_BLOCK = 200_000
_CELLS = 500_000_000
"""Questions times entities: what a question costs grows with the entities that it looks at."""
_LIMIT = 5.0
"""Scaled features are cut off at so many spreads from the mean."""


@dataclass(frozen=True)
class LessonSettings:
    """How much is learned from, chosen on icews14 valid.

    The nets learn from the last ``days`` days, at most ``questions`` questions of them (fewer
    where there are many entities, 20,000 of 25,000, so that fitting takes no longer); each with
    its answers, the ``near`` best candidates and ``far`` of the others. The weights of votes are
    fitted to at most ``vote_questions`` of the last ``vote_days`` days.
    """

    days: int = 150
    questions: int = 70_000
    candidates: int = 200
    near: int = 40
    far: int = 20
    vote_days: int = 150
    vote_questions: int = 50_000


@dataclass(frozen=True, eq=False)
class Scale:
    """Mean and spread of every feature of a lesson."""

    mean: Floats
    spread: Floats

    def scaled(self, features: Floats) -> Floats:
        """Return features in spreads from the mean, cut off far from it."""
        scaled = features - self.mean
        scaled /= self.spread
        return np.clip(scaled, -_LIMIT, _LIMIT, out=scaled)


def fit_all_votes(facts: Facts, settings: LessonSettings, seed: int) -> tuple[VoteWeights, ...]:
    """Return weights of votes by the even weeks, by the odd weeks, and by all.

    A lesson's question sees votes whose weights were fitted without its week: else the nets
    would trust the votes more than they deserve.
    """
    end = int(facts.day[-1]) + 1
    queries = queries_between(facts, max(end - settings.vote_days, 1), end)
    random = np.random.default_rng(seed)
    odd = queries.day // _WEEK % 2 == 1
    parts = ((~odd, 2), (odd, 2), (np.ones(len(queries), bool), 1))
    return tuple(
        fit_votes(
            facts, _some(queries.take(part), settings.vote_questions // share, random), LONGEST
        )
        for part, share in parts
    )


def lesson_of(
    state: State,
    votes: Sequence[VoteWeights],
    settings: LessonSettings,
    seed: int,
    on_day: Callable[[int, int], None],
) -> tuple[Lesson, Scale, tuple[str, ...]]:
    """Return the lesson of the last days of the state's facts, its scale, and feature names.

    Args:
        state: not yet moved past the lesson's first day.
        votes: by even weeks, by odd weeks (and by all).
        settings: how much is learned from.
        seed: of what is drawn.
        on_day: told after each day how many of how many are done.
    """
    facts, random = state.facts, np.random.default_rng(seed)
    end = int(facts.day[-1]) + 1
    queries = queries_between(facts, max(end - settings.days, 1), end)
    most = min(settings.questions, max(_CELLS // max(facts.entities, 1), 1))
    queries = _some(queries, most, random)
    days = np.unique(queries.day)
    parts = []
    for number, day in enumerate(days.tolist()):
        asked = queries.take(queries.day == day)
        state.move_to(day)
        # The votes of the other weeks: even ones on an odd week's day.
        weights = votes[1 - day // _WEEK % 2]
        rows = candidates(state, weights, asked, settings.candidates)
        parts.append(_drawn(rows, asked, settings, facts.entities, random))
        on_day(number + 1, len(days))
    return _assembled(parts, facts.directed)


@dataclass(frozen=True, eq=False)
class _Part:
    """A day of the lesson: rows kept, which are answers, offsets, and the asked relations."""

    rows: Rows
    right: Floats
    offset: Floats
    asked: Ints


def _drawn(
    rows: Rows,
    queries: Queries,
    settings: LessonSettings,
    entities: int,
    random: np.random.Generator,
) -> _Part:
    """Keep answers, the near candidates, and some of the far ones drawn at random."""
    known = np.sort(queries.owner * entities + queries.answers)
    right = np.isin(rows.query * entities + rows.candidate, known)
    is_near = right | (rows.place < settings.near)
    stands_for = max((settings.candidates - settings.near) / settings.far, 1.0)
    drawn = random.random(len(right)) < 1 / stands_for
    # A question none of whose answers is a candidate teaches nothing of how to order them.
    answered = np.bincount(rows.query[right], minlength=len(queries))[rows.query] > 0
    kept = (is_near | drawn) & answered
    offset = np.where(is_near, 0.0, np.log(stands_for)).astype(np.float32)
    small = rows.take(kept)
    small = replace(small, features=small.features.astype(np.float16))
    return _Part(small, right[kept].astype(np.float32), offset[kept], queries.relation)


def _assembled(parts: Sequence[_Part], relations: int) -> tuple[Lesson, Scale, tuple[str, ...]]:
    rows = joined_rows([part.rows for part in parts], [len(part.asked) for part in parts])
    asked = np.concatenate([part.asked for part in parts])
    begin = np.flatnonzero(np.diff(rows.query, prepend=-1))
    scale = _scale_in_place(rows.features)
    lesson = Lesson(
        features=rows.features,
        begin=np.append(begin, len(rows.query)),
        asked=asked[rows.query[begin]],
        right=np.concatenate([part.right for part in parts]),
        offset=np.concatenate([part.offset for part in parts]),
        relations=relations,
    )
    return lesson, scale, rows.names


def _scale_in_place(features: Floats) -> Scale:
    mean = features.mean(axis=0, dtype=np.float64).astype(np.float32)
    square = sum(
        ((features[part] - mean) ** 2).sum(axis=0, dtype=np.float64) for part in _slices(features)
    )
    spread = np.sqrt(square / max(len(features), 1)) + 1e-6
    scale = Scale(mean, spread.astype(np.float32))
    for part in _slices(features):
        features[part] = scale.scaled(features[part])
    return scale


def _slices(features: Floats) -> Iterator[slice]:
    return (slice(first, first + _BLOCK) for first in range(0, len(features), _BLOCK))


def _some(queries: Queries, most: int, random: np.random.Generator) -> Queries:
    chosen = np.zeros(len(queries), bool)
    chosen[random.permutation(len(queries))[:most]] = True
    return queries.take(chosen)

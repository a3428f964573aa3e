"""A small net that weighs features against each other: a softmax over a question's candidates.

Two hidden layers of rectified units; the first has a bias for each relation asked for, so that
what counts may depend on it. Trained with Adam (Kingma and Ba, 2015) with decoupled weight
decay (Loshchilov and Hutter, 2019) on the cross-entropy of the answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.forecast.ranking_facts import Floats, Ints

Weights = dict[str, Floats]
_FIRST, _SECOND = 0.9, 0.999
_WARM_STEPS = 50


@dataclass(frozen=True)
class NetSettings:
    """Sizes and pace, chosen on icews14 valid."""

    hidden: tuple[int, int] = (256, 64)
    epochs: int = 3
    questions_a_step: int = 32
    pace: float = 1.5e-3
    decay: float = 1e-3


@dataclass(frozen=True, eq=False)
class Lesson:
    """Candidates of many questions with their answers, ordered by question.

    ``begin`` has one entry more than there are questions, ``asked`` one for each question;
    ``right`` is 1 for answers; ``offset`` is added to scores while learning (the logarithm of
    how many candidates one that was drawn at random stands for).
    """

    features: Floats
    begin: Ints
    asked: Ints
    right: Floats
    offset: Floats
    relations: int

    def rows(self, questions: Ints) -> tuple[Ints, Ints]:
        """Return the rows of some questions in turn, and how many each has."""
        lengths = self.begin[questions + 1] - self.begin[questions]
        ends = np.cumsum(lengths)
        first = np.repeat(self.begin[questions] - (ends - lengths), lengths)
        return first + np.arange(int(ends[-1])), lengths


@dataclass(frozen=True, eq=False)
class Net:
    """Fitted weights by name."""

    weights: Mapping[str, Floats]

    def scores(self, features: Floats, asked: Ints) -> Floats:
        """Return the score of every row; only differences within a question mean something.

        Args:
            features: shape (rows, features), scaled as those of the lesson were.
            asked: relation asked for, of every row.
        """
        return _forward(self.weights, features, asked)[2]


def fit_net(lesson: Lesson, settings: NetSettings, seed: int) -> Net:
    """Fit a net; the same lesson and seed give the same net.

    Args:
        lesson: at least one question, each with at least one answer among its rows.
        settings: sizes and pace.
        seed: of the first weights and of the order of the questions.
    """
    random = np.random.default_rng(seed)
    questions, size = len(lesson.asked), settings.questions_a_step
    learner = _Learner(_first_weights(lesson, settings, random), settings)
    for epoch in range(settings.epochs):
        order = random.permutation(questions)
        for first in range(0, questions, size):
            done = (epoch + first / questions) / settings.epochs
            learner.step(lesson, order[first : first + size], done)
    return Net(learner.weights)


def _first_weights(lesson: Lesson, settings: NetSettings, random: np.random.Generator) -> Weights:
    inputs, (first, second) = lesson.features.shape[1], settings.hidden
    drawn = {
        "one": random.normal(size=(inputs, first)) * np.sqrt(2 / inputs),
        "one_bias": np.zeros(first),
        "asked": np.zeros((lesson.relations, first)),
        "two": random.normal(size=(first, second)) * np.sqrt(2 / first),
        "two_bias": np.zeros(second),
        "out": random.normal(size=second) * 0.1,
    }
    return {name: value.astype(np.float32) for name, value in drawn.items()}


def _forward(
    weights: Mapping[str, Floats], features: Floats, asked: Ints
) -> tuple[Floats, Floats, Floats]:
    first = features @ weights["one"]
    first += weights["one_bias"]
    first += weights["asked"][asked]
    np.maximum(first, 0, out=first)
    second = np.maximum(first @ weights["two"] + weights["two_bias"], 0)
    return first, second, second @ weights["out"]


class _Learner:
    """Weights under way, with the running means that Adam keeps."""

    def __init__(self, weights: Weights, settings: NetSettings) -> None:
        self.weights = weights
        self._settings = settings
        self._mean = {name: np.zeros_like(value) for name, value in weights.items()}
        self._square = {name: np.zeros_like(value) for name, value in weights.items()}
        self._steps = 0

    def step(self, lesson: Lesson, questions: Ints, done: float) -> None:
        """Learn from some questions; ``done`` is the part of all steps taken, 0 to 1."""
        slopes = _slopes(self.weights, lesson, questions)
        self._steps += 1
        warm = min(1.0, self._steps / _WARM_STEPS)
        pace = self._settings.pace * warm * 0.5 * (1 + np.cos(np.pi * done))
        for name, slope in slopes.items():
            self._move(name, slope, np.float32(pace))

    def _move(self, name: str, slope: Floats, pace: np.float32) -> None:
        mean, square = self._mean[name], self._square[name]
        mean += (1 - _FIRST) * (slope - mean)
        square += (1 - _SECOND) * (slope * slope - square)
        step = mean / (1 - _FIRST**self._steps)
        step /= np.sqrt(square / (1 - _SECOND**self._steps)) + 1e-8
        if not name.endswith("bias"):
            step += self._settings.decay * self.weights[name]
        self.weights[name] -= pace * step


def _slopes(weights: Weights, lesson: Lesson, questions: Ints) -> Weights:
    """The slope of the mean loss of some questions by every weight."""
    rows, lengths = lesson.rows(questions)
    begin = np.cumsum(lengths) - lengths
    asked = lesson.asked[questions]
    features = lesson.features[rows].astype(np.float32, copy=False)
    first, second, score = _forward(weights, features, np.repeat(asked, lengths))
    error = _errors(score + lesson.offset[rows], lesson.right[rows], begin, lengths)
    error /= len(questions)
    back_two = (error[:, None] * weights["out"]) * (second > 0)
    back_one = (back_two @ weights["two"].T) * (first > 0)
    by_relation = np.zeros_like(weights["asked"])
    np.add.at(by_relation, asked, np.add.reduceat(back_one, begin, axis=0))
    return {
        "one": features.T @ back_one,
        "one_bias": back_one.sum(axis=0),
        "asked": by_relation,
        "two": first.T @ back_two,
        "two_bias": back_two.sum(axis=0),
        "out": second.T @ error,
    }


def _errors(score: Floats, right: Floats, begin: Ints, lengths: Ints) -> Floats:
    """Slopes of the loss by the scores.

    The loss is the sum over answers of -log(softmax among the answer and all that are none), as
    ranks are measured: other answers of the same question are left out.
    """
    highest = np.maximum.reduceat(score, begin)
    raised = np.exp(score - np.repeat(highest, lengths))
    wrong = np.repeat(np.add.reduceat(raised * (1 - right), begin), lengths)
    part = right / (raised + wrong)
    blame = np.repeat(np.add.reduceat(part, begin), lengths)
    error = np.where(right > 0, raised * part - 1, raised * blame)
    return np.asarray(error, np.float32)

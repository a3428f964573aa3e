"""A small net beside the other learners of dyads: it errs elsewhere, and takes seconds to learn.

One hidden layer, and a way past it, correct log odds that it begins with, half way between the
pair's own frequency and the intensity. Classes that learn together share the hidden layer.
Source of the steps: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019
(Adam, its rate falling as a cosine to nothing).
"""

import dataclasses
from collections.abc import Iterator
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from detente.forecast.calibration import Floats
from detente.model import Record

Matrix = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Chosen on icews18 train, fitted at days 151 and 213: 48 or 96 units, 4 or 8 rounds, groups of 512
# or 1024 and dropping units out are alike; 1 or 2 rounds and groups of 4096 are worse.
_UNITS: Final = 48
_ROUNDS: Final = 4
_GROUP: Final = 1024
_RATE: Final = 3e-3
_DECAY: Final = 1.0
_PAST_DECAY: Final = 10.0  # what goes past the hidden layer is held ten times as short
_MOMENTS: Final = (0.9, 0.999)
_LEAST: Final = 1e-8


@dataclasses.dataclass(frozen=True, eq=False)
class Lesson:
    """Rows to learn from; ``place`` is the class of each, ``begin`` the log odds to correct."""

    table: Matrix
    begin: Matrix
    place: Ints
    happened: Matrix
    weight: Matrix

    def take(self, rows: Ints) -> Self:
        """Return some rows, by number."""
        names = [field.name for field in dataclasses.fields(self)]
        return dataclasses.replace(self, **{name: getattr(self, name)[rows] for name in names})


class Net(Record, frozen=True, kw_only=True):
    """Log odds = ``past`` . x + ``out`` . relu(``into`` . x + ``bias``) + level + slope * begin.

    Arrays as nested tuples: ``into`` (n_features, n_units), ``out`` (n_units, n_classes), ``past``
    (n_features, n_classes), the others one number a unit or class.
    """

    into: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    out: tuple[tuple[float, ...], ...]
    past: tuple[tuple[float, ...], ...]
    level: tuple[float, ...]
    slope: tuple[float, ...]

    def __call__(self, table: Matrix, begin: Floats, place: int) -> Floats:
        """Return log odds of rows of one class."""
        into, bias, out, past = (
            np.array(one, dtype=np.float32) for one in (self.into, self.bias, self.out, self.past)
        )
        hidden = np.maximum(table @ into + bias, 0.0)
        corrected = (hidden @ out[:, place] + table @ past[:, place]).astype(np.float64)
        odds: Floats = corrected + self.level[place] + self.slope[place] * begin
        return odds


def fit_net(lesson: Lesson, classes: int, seed: int) -> Net:
    """Return a net that has learned a lesson; the same lesson and seed give the same net.

    Args:
        lesson: rows of all classes, of features scaled to about 1.
        classes: how many there are.
        seed: draws the weights it begins with and the order of rows.
    """
    random = np.random.default_rng(seed)
    weights = _first(random, lesson.table.shape[1], classes)
    groups = list(_groups(random, len(lesson.place)))
    first, second = ([np.zeros_like(one) for one in weights] for _ in range(2))
    for step, rows in enumerate(groups, start=1):
        rate = _RATE * 0.5 * (1.0 + np.cos(np.pi * step / len(groups)))
        for place, slope in enumerate(_slopes(weights, lesson.take(rows))):
            first[place] = _MOMENTS[0] * first[place] + (1 - _MOMENTS[0]) * slope
            second[place] = _MOMENTS[1] * second[place] + (1 - _MOMENTS[1]) * slope**2
            mean, spread = first[place] / (1 - _MOMENTS[0] ** step), second[place]
            spread = np.sqrt(spread / (1 - _MOMENTS[1] ** step)) + _LEAST
            kept = 1.0 - rate * _DECAYS[place]
            weights[place] = (kept * (weights[place] - rate * mean / spread)).astype(np.float32)
    return _net(weights)


_DECAYS: Final = (_DECAY, 0.0, _DECAY, _DECAY * _PAST_DECAY, 0.0, 0.0)


def _first(random: np.random.Generator, features: int, classes: int) -> list[Matrix]:
    """Return the weights that are begun with: nothing is corrected."""
    into = random.normal(size=(features, _UNITS)) / np.sqrt(features)
    shapes = ((_UNITS,), (_UNITS, classes), (features, classes), (classes,))
    nothing = [np.zeros(shape, dtype=np.float32) for shape in shapes]
    return [into.astype(np.float32), *nothing, np.ones(classes, dtype=np.float32)]


def _groups(random: np.random.Generator, count: int) -> Iterator[Ints]:
    """Yield the rows of each step; rows that fill no group are left for another round."""
    for _ in range(_ROUNDS):
        order = random.permutation(count)
        for begin in range(0, max(count - _GROUP, 0) + 1, _GROUP):
            yield order[begin : begin + _GROUP]


def _slopes(weights: list[Matrix], rows: Lesson) -> list[Matrix]:
    """Return how the weighted log loss of some rows changes with each weight."""
    into, bias, out, past, level, slope = weights
    hidden = np.maximum(rows.table @ into + bias, 0.0)
    own = np.arange(len(rows.place)), rows.place
    odds = (hidden @ out + rows.table @ past + level)[own] + slope[rows.place] * rows.begin
    excess = np.zeros((len(rows.place), len(level)), dtype=np.float32)
    excess[own] = rows.weight * (expit(odds) - rows.happened) / len(rows.place)
    inside = (excess @ out.T) * (hidden > 0)
    return [
        rows.table.T @ inside,
        inside.sum(axis=0),
        hidden.T @ excess,
        rows.table.T @ excess,
        excess.sum(axis=0),
        rows.begin @ excess,
    ]


def _net(weights: list[Matrix]) -> Net:
    into, bias, out, past, level, slope = (one.tolist() for one in weights)
    return Net(
        into=tuple(map(tuple, into)),
        bias=tuple(bias),
        out=tuple(map(tuple, out)),
        past=tuple(map(tuple, past)),
        level=tuple(level),
        slope=tuple(slope),
    )

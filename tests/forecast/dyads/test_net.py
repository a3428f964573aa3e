import numpy as np
import pytest
from scipy.special import expit

from detente.forecast.dyads_net import Lesson, fit_net

ROWS = 20000


def lesson(seed=0, rows=ROWS):
    """Two classes; a feature speaks for the first and against the second."""
    random = np.random.default_rng(seed)
    table = random.normal(size=(rows, 3)).astype(np.float32)
    place = np.arange(rows) % 2
    begin = np.full(rows, -1.0, dtype=np.float32)
    odds = begin + np.where(place == 0, 1.0, -1.0) * table[:, 0]
    happened = (random.random(rows) < expit(odds)).astype(np.float32)
    return Lesson(table, begin, place, happened, np.ones(rows, dtype=np.float32)), odds


def test_each_class_learns_what_speaks_for_it():
    given, odds = lesson()
    net = fit_net(given, classes=2, seed=0)
    for place in (0, 1):
        mine = given.place == place
        said = net(given.table[mine], given.begin[mine].astype(np.float64), place)
        assert np.corrcoef(said, odds[mine])[0, 1] > 0.95
        assert expit(said).mean() == pytest.approx(given.happened[mine].mean(), abs=0.02)


def test_the_same_lesson_and_seed_give_the_same_net_and_another_seed_another():
    given, _ = lesson(rows=3000)
    assert fit_net(given, 2, seed=0) == fit_net(given, 2, seed=0)
    assert fit_net(given, 2, seed=0) != fit_net(given, 2, seed=1)


def test_few_rows_that_fill_no_group_are_learned_from_too():
    given, _ = lesson(rows=50)
    assert fit_net(given, 2, seed=0).level != (0.0, 0.0)

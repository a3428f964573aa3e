"""A small world whose countries do again what they have just done."""

import functools

import numpy as np

from detente.forecast.classes import shipped_classes
from detente.forecast.dyads import DyadsKind
from detente.forecast.questions import FitSettings, Question
from detente.forecast.relations import relation_of_code
from detente.forecast.series import Entity, from_quadruples

CODES = ("042", "057", "111", "190", "036", "010")
RELATIONS = tuple(relation_of_code(code) for code in CODES)
COUNTRIES = tuple(f"C{number:02}" for number in range(12))
ENTITIES = (
    *(Entity(name=code, country=code) for code in COUNTRIES),
    *(Entity(name=f"leader of {code}") for code in COUNTRIES),
)
DAYS = 200
FITTED = 160


@functools.cache
def quadruples(seed=0, days=DAYS):
    random = np.random.default_rng(seed)
    size = len(COUNTRIES)
    mood = np.zeros((len(CODES), size, size))
    usual = random.gamma(0.3, 0.03, mood.shape)
    tables = []
    for day in range(days):
        hits = np.argwhere(random.random(mood.shape) < np.minimum(usual + mood, 0.9))
        hits = hits[hits[:, 1] != hits[:, 2]]
        mood = 0.75 * mood
        mood[tuple(hits.T)] += 0.12
        intents = hits[hits[:, 0] == CODES.index("036")]
        mood[0, intents[:, 1], intents[:, 2]] += 0.1
        relation, first, second = hits.T
        table = np.stack([first, relation, second, np.full(len(hits), day)], axis=1)
        led = random.random(len(hits)) < 0.5
        tables += [table, table[led] + np.array([size, 0, 0, 0])]
    return np.concatenate(tables)


def series_of(table):
    return from_quadruples(table, ENTITIES, RELATIONS)


def world(seed=0):
    return series_of(quadruples(seed))


def settings(**changes):
    given = {"classes": shipped_classes(), "horizons": (7,), "until": FITTED, "threads": 1}
    return FitSettings(**given | changes)


def fit(series=None, **changes):
    asked = settings(**changes)
    return DyadsKind().fit(world() if series is None else series, asked, lambda _done, _what: None)


@functools.cache
def fitted():
    return fit()


@functools.cache
def busiest_pairs(count=3):
    table = quadruples()
    table = table[(table[:, 0] < len(COUNTRIES)) & (table[:, 3] < FITTED)]
    pairs, times = np.unique(table[:, [0, 2]], axis=0, return_counts=True)
    chosen = pairs[np.argsort(-times, kind="stable")[:count]].tolist()
    return [(COUNTRIES[first], COUNTRIES[second]) for first, second in chosen]


def questions(origin=FITTED, within=7):
    return [
        Question(class_=one.name, first=first, second=second, origin=origin, within=within)
        for one in shipped_classes()
        for first, second in busiest_pairs()
    ]

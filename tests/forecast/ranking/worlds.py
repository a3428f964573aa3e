"""Small made-up worlds of dated facts."""

import numpy as np

from detente.forecast.ranking import Ranker, RankingSettings, fit_ranking
from detente.forecast.ranking_facts import Facts, both_directions
from detente.forecast.ranking_lesson import LessonSettings
from detente.forecast.ranking_names import Attributes, attributes_of_names
from detente.forecast.ranking_net import NetSettings
from detente.forecast.ranking_trees import TreeSettings

ENTITIES, RELATIONS, DAYS = 24, 4, 50
NAMES = [
    f"{role} ({country})"
    for country in ("Avalon", "Borduria", "Syldavia", "Ruritania")
    for role in ("Police", "Citizen", "Government", "Military", "Envoy")
] + ["Avalon", "Syldavia", "League of Lakes", "Prester John"]
SETTINGS = RankingSettings(
    lesson=LessonSettings(days=25, questions=400, candidates=16, near=6, far=4),
    net=NetSettings(hidden=(12, 6), epochs=3, questions_a_step=32),
    trees=TreeSettings(trees=6, leaves=4, nearest=8),
    nets=2,
)


def table_of(seed: int, rows: int = 900) -> np.ndarray:
    """Facts in which every actor keeps to a few recipients, some more than others."""
    random = np.random.default_rng(seed)
    actor = random.integers(0, ENTITIES, rows)
    recipient = (actor * 5 + np.minimum(random.geometric(0.5, rows), 4)) % ENTITIES
    relation = random.integers(0, RELATIONS, rows)
    return np.stack([actor, relation, recipient, random.integers(0, DAYS, rows)], 1)


def facts_of(table: np.ndarray) -> Facts:
    return both_directions(table, entities=ENTITIES, relations=RELATIONS)


def attributes() -> Attributes:
    return attributes_of_names(NAMES)


def fitted(seed: int = 1, settings: RankingSettings = SETTINGS) -> Ranker:
    """A ranker fitted on the facts before day 40."""
    table = table_of(seed)
    return fit_ranking(facts_of(table[table[:, 3] < 40]), attributes(), settings)

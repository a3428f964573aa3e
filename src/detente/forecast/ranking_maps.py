"""First scores of every entity for every question: who might be the recipient at all.

Each map has shape (questions, entities) and rests on facts before the questions' day:

- fine, coarse: lagged votes (``ranking_votes``), and fine by kind of pair of relations;
- alike: to whom actors of a similar profile did what is asked (neighbours by cosine);
- items: whoever resembles those to whom the actor did what is asked;
- around: whom the actor's counterparts met, a two-step walk;
- lately: the same over recent facts only;
- alike_votes, local_votes, heat: lagged votes of recent facts of actors of a similar profile,
  of actors of the actor's country, of anyone;
- onward: the same of whoever the actor's own votes go to, a two-step rule;
- popular, local, home: recipients of the relation; of actors of the actor's country; of the
  actor's own country.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from detente.forecast.ranking_facts import Floats, Ints
from detente.forecast.ranking_queries import Queries
from detente.forecast.ranking_state import State
from detente.forecast.ranking_votes import VoteWeights, kinds_of, lag_of, voters_of

# Set by hand on icews14 valid (MRR of this score alone .466); the net corrects it afterwards.
_MIXTURE = {
    "fine": 0.6,
    "coarse": 0.1,
    "alike": 0.12,
    "items": 0.05,
    "around": 0.03,
    "popular": 0.05,
    "local": 0.08,
    "home": 0.04,
}
_SPANS = (("days", 0, 3), ("weeks", 3, 5))
_KINDS = ("same", "inverse", "along", "against")
_BY_RELATION = (
    "alike", "items", "popular", "local", "alike_votes", "heat", "local_votes", "onward",
)  # fmt: skip
_RARE = 1e-4
SMALL = 1e-6
_WALK_FADE = 7.0

Maps = dict[str, Floats]


def first_scores(maps: Maps) -> Floats:
    """Return the mixture of the maps' shares, the score that candidates are chosen by."""
    score = np.zeros_like(maps["fine"])
    for name, weight in _MIXTURE.items():
        table = maps[name]
        score += weight * table / (table.sum(axis=1, keepdims=True) + SMALL)
    return score


def maps_of(state: State, weights: VoteWeights, queries: Queries, longest: int) -> Maps:
    """Return all maps of questions of the state's day.

    Args:
        state: moved to that day.
        weights: of the votes.
        queries: questions of one day.
        longest: at most this many past facts of an actor vote.
    """
    maps = _votes(state, weights, queries, longest)
    near = _Near.of(state, queries)
    maps["around"] = near.around[near.back]
    maps["lately"] = near.lately[near.back]
    for name in _BY_RELATION:
        maps[name] = np.zeros_like(maps["fine"])
    lag = lag_of(state.recent.age)
    for relation in np.unique(queries.relation).tolist():
        _fill(maps, near, queries, relation)
        cast = weights.fine[relation, state.recent.relation, lag]
        _fill_recent(maps, near, queries, relation, state.recent.matrix(cast))
    maps["home"] = near.compatriots[near.back] * (maps["popular"] + np.float32(_RARE))
    return maps


def _votes(state: State, weights: VoteWeights, queries: Queries, longest: int) -> Maps:
    facts = state.facts
    voters = voters_of(facts, queries, longest)
    asked, past = queries.relation[voters.query], facts.relation[voters.fact]
    kind = kinds_of(asked, past, facts.relations)
    fine = weights.fine[asked, past, voters.lag]
    place = voters.query * facts.entities + facts.recipient[voters.fact]
    shape = (len(queries), facts.entities)
    maps = {
        "fine": _cast(place, fine, shape),
        "coarse": _cast(place, weights.coarse[kind, voters.lag], shape),
    }
    for name, first, last in _SPANS:
        chosen = (voters.lag >= first) & (voters.lag < last)
        maps[name] = _cast(place[chosen], fine[chosen], shape)
    for number, name in enumerate(_KINDS):
        chosen = kind == number
        maps[name] = _cast(place[chosen], fine[chosen], shape)
    return maps


def _cast(place: Ints, weight: Floats, shape: tuple[int, int]) -> Floats:
    votes = np.bincount(place, weight, shape[0] * shape[1])
    return votes.reshape(shape).astype(np.float32)


@dataclass(frozen=True, eq=False)
class _Near:
    """Whom the distinct actors of some questions resemble; ``back`` leads to the questions.

    ``turned`` are the profiles with rows and columns exchanged.
    """

    state: State
    back: NDArray[np.intp]
    alike: Floats
    around: Floats
    lately: Floats
    compatriots: NDArray[np.bool_]
    turned: sparse.csr_array

    @classmethod
    def of(cls, state: State, queries: Queries) -> "_Near":
        actors, back = np.unique(queries.actor, return_inverse=True)
        profiles, country = state.profiles, state.attributes.country
        mine = profiles[actors]
        turned = profiles.T.tocsr()
        alike = (mine @ turned).toarray() ** 2
        alike[np.arange(len(actors)), actors] = 0
        around = (mine @ _next_step(profiles)).toarray()
        lately = _walk(state, actors)
        known = country[actors] > 0
        compatriots = (country[actors][:, None] == country[None, :]) & known[:, None]
        return cls(state, back.reshape(-1), alike, around, lately, compatriots, turned)


def _next_step(profiles: sparse.csr_array) -> sparse.csr_array:
    """From whom was met, on either side, to whom those met: (2 entities, entities)."""
    entities = profiles.shape[0]
    both = profiles[:, :entities] + profiles[:, entities:]
    return sparse.vstack([both, both]).tocsr()


def _walk(state: State, actors: Ints) -> Floats:
    """Two steps over recent facts: whom the actor's recent counterparts met, (actors, entities)."""
    fading = np.exp(-state.recent.age / _WALK_FADE).astype(np.float32)
    onward = state.recent.matrix(fading)
    first = onward[:, actors].toarray()
    total = np.asarray(onward.sum(axis=0)).reshape(-1, 1)
    steps = onward @ (first / (total + 1))
    steps[actors, np.arange(len(actors))] = 0
    return np.ascontiguousarray(steps.T, dtype=np.float32)


def _fill_recent(
    maps: Maps, near: _Near, queries: Queries, relation: int, onward: sparse.csr_array
) -> None:
    """Fill in the maps that look at the recent facts of others, by their votes' weights."""
    rows = np.flatnonzero(queries.relation == relation)
    actors = near.back[rows]
    maps["alike_votes"][rows] = (onward @ near.alike[actors].T).T
    maps["local_votes"][rows] = (onward @ near.compatriots[actors].astype(np.float32).T).T
    maps["heat"][rows] = onward.sum(axis=1)
    near_by = maps["fine"][rows] / (maps["fine"][rows].sum(axis=1, keepdims=True) + SMALL)
    maps["onward"][rows] = (onward @ near_by.T).T


def _fill(maps: Maps, near: _Near, queries: Queries, relation: int) -> None:
    """Fill in the maps that look at all facts of the relation asked for."""
    rows = np.flatnonzero(queries.relation == relation)
    matrix = near.state.relation_matrix(relation)
    actors, onward = near.back[rows], matrix.T
    maps["alike"][rows] = (onward @ near.alike[actors].T).T
    maps["local"][rows] = (onward @ near.compatriots[actors].astype(np.float32).T).T
    met = matrix[queries.actor[rows]] @ near.state.profiles
    maps["items"][rows] = (met @ near.turned).toarray()
    maps["popular"][rows] = matrix.sum(axis=0)

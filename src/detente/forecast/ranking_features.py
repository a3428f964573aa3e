"""Candidates of a day's questions, each with what speaks for it in numbers.

Counts, gaps, shares and ranks are brought to a scale on which a net can add them: logarithms
and inverse roots. Every name begins with what it tells of; ``ranking_why`` has the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.forecast.ranking_facts import Floats, Ints, both_directions
from detente.forecast.ranking_maps import SMALL, Maps, first_scores, maps_of
from detente.forecast.ranking_names import no_attributes
from detente.forecast.ranking_queries import Queries, question
from detente.forecast.ranking_state import State
from detente.forecast.ranking_tallies import Columns
from detente.forecast.ranking_votes import KINDS, LAGS, VoteWeights

LONGEST = 1000
"""At most this many past facts of an actor vote on a question, the latest."""

# Questions times entities held at once: each map of them takes four bytes a cell.
_CELLS = 1_000_000
_LONGEST_GAP = 400
_COMPARED = (
    "fine", "coarse", "alike", "items", "around", "same", "days", "alike_votes", "local_votes",
    "heat", "lately", "home", "local", "onward",
)  # fmt: skip
_PLACED = ("triple1", "pair0", "pair1", "back1", "country_recipient0")
# Numerator and denominator: how much of the one the other makes up.
_SHARES = (
    ("triple3", "actor_asked1"),
    ("triple1", "actor_asked0"),
    ("pair3", "actor2"),
    ("asked_recipient3", "asked1"),
    ("asked_recipient1", "asked0"),
    ("pair3", "recipient2"),
    ("triple3", "asked_recipient3"),
    ("country_recipient1", "country_asked1"),
    ("country_recipient0", "country_asked0"),
    ("actor_country1", "actor_asked1"),
    ("roles0", "role_asked0"),
    ("asked_role0", "asked1"),
    ("asked_recipient3", "recipient2"),
    ("roles_here0", "role_here0"),
    ("any_country0", "actor1"),
    ("new_recipients1", "actor_asked1"),
    ("new_to_recipient1", "asked_recipient3"),
    ("new_pairs1", "actor2"),
    ("new_pairs_of_recipient2", "recipient2"),
    ("new_asked0", "asked1"),
    ("actor_role0", "actor_asked0"),
    ("actor_role1", "actor_asked1"),
    ("actor_any_role0", "actor1"),
    ("actor_any_role1", "actor2"),
)


@dataclass(frozen=True, eq=False)
class Rows:
    """Candidates, by question and then by number.

    ``query`` is the number of the question, ``features`` has shape (rows, features), ``place``
    is the candidate's place among those of its question by the first score, from 0.
    """

    query: Ints
    candidate: Ints
    features: Floats
    place: Ints
    names: tuple[str, ...]

    def bare(self) -> "Rows":
        """Return the rows without their features, which take most of the memory."""
        return replace(self, features=np.zeros((len(self.query), 0), np.float32), names=())

    def take(self, chosen: NDArray[np.bool_]) -> "Rows":
        """Return some of the rows."""
        return Rows(
            self.query[chosen],
            self.candidate[chosen],
            self.features[chosen],
            self.place[chosen],
            self.names,
        )


def candidates(state: State, weights: VoteWeights, queries: Queries, most: int) -> Rows:
    """Return the best candidates of questions of the state's day by the first score.

    Args:
        state: moved to that day.
        weights: of the votes.
        queries: questions of that day, at least one.
        most: how many candidates a question gets, if there are as many entities.
    """
    size = max(_CELLS // max(state.facts.entities, 1), 1)
    firsts = range(0, len(queries), size)
    parts = [_chunk(state, weights, queries.part(first, first + size), most) for first in firsts]
    return joined_rows(parts, [size] * len(parts))


def feature_names() -> tuple[str, ...]:
    """Return the names of a candidate's features, in their order: those of any world have them."""
    nobody = both_directions(np.zeros((0, 4), np.int64), entities=2, relations=1)
    state = State(nobody, no_attributes(2))
    state.move_to(1)
    weights = VoteWeights(
        np.zeros((KINDS, len(LAGS) + 1), np.float32),
        np.zeros((2, 2, len(LAGS) + 1), np.float32),
        np.zeros(2, np.float32),
    )
    return candidates(state, weights, question(0, 0, 1), 2).names


def joined_rows(parts: Sequence[Rows], questions: Sequence[int]) -> Rows:
    """Return the rows of several parts as one; each part's questions are numbered onward.

    Args:
        parts: at least one.
        questions: how many questions each part has.
    """
    if len(parts) == 1:
        return parts[0]
    offsets = np.concatenate([[0], np.cumsum(questions)])
    numbers = [part.query + offset for part, offset in zip(parts, offsets, strict=False)]
    return Rows(
        np.concatenate(numbers),
        np.concatenate([part.candidate for part in parts]),
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.place for part in parts]),
        parts[0].names,
    )


def _chunk(state: State, weights: VoteWeights, queries: Queries, most: int) -> Rows:
    maps = maps_of(state, weights, queries, LONGEST)
    first = first_scores(maps)
    best = _best(first, most)
    query = np.repeat(np.arange(len(queries)), best.shape[1])
    candidate = best.reshape(-1)
    place = _places(first, best)
    named = {"first": _log(first[query, candidate], 1e-3), "first_place": _root(place)}
    named |= _mapped(maps, best)
    columns = state.columns(queries.actor[query], queries.relation[query], candidate)
    counted = _counted(state, columns, int(queries.day[0]))
    for name in _PLACED:
        table = counted[name].reshape(best.shape)
        counted[f"{name}_place"] = _root(_order(table))
    named |= counted | _concentration(maps, query)
    return Rows(query, candidate, np.stack(list(named.values()), axis=1), place, tuple(named))


def _best(first: Floats, most: int) -> NDArray[np.intp]:
    """Numbers of the highest scores of each row, ascending; ties go to the lower number."""
    most = min(most, first.shape[1])
    if most == first.shape[1]:
        return np.broadcast_to(np.arange(most), first.shape).copy()
    limit = -np.partition(-first, most - 1, axis=1)[:, most - 1 : most]
    above = first > limit
    room = most - above.sum(axis=1, keepdims=True)
    level = first == limit
    chosen = above | (level & (np.cumsum(level, axis=1) <= room))
    return np.nonzero(chosen)[1].reshape(len(first), most)


def _places(table: Floats, best: NDArray[np.intp]) -> Ints:
    """The place of each chosen entity among the chosen of its row, from 0."""
    return _order(np.take_along_axis(table, best, axis=1))


def _order(value: Floats) -> Ints:
    """The place of each value in its row, highest first, from 0; ties in the order held."""
    order = np.argsort(-value, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(order.shape[1])[None, :], axis=1)
    return places.reshape(-1)


def _mapped(maps: Maps, best: NDArray[np.intp]) -> dict[str, Floats]:
    named = {}
    for name, table in maps.items():
        value = np.take_along_axis(table, best, axis=1)
        named[name] = _log(value.reshape(-1), 0.02)
        if name in _COMPARED:
            whole, top = (part[:, None] + SMALL for part in (table.sum(axis=1), table.max(axis=1)))
            named[f"{name}_share"] = _log((value / whole).reshape(-1), 1e-3)
            named[f"{name}_top"] = _log((value / top).reshape(-1), 1e-3)
            named[f"{name}_place"] = _root(_places(table, best))
    return named


def _concentration(maps: Maps, query: Ints) -> dict[str, Floats]:
    """How many votes a question got in all, and how much they agree."""
    votes = maps["fine"]
    total = votes.sum(axis=1)
    agree = ((votes / (total[:, None] + SMALL)) ** 2).sum(axis=1)
    return {"fine_total": _log(total, 0.02)[query], "fine_agree": _log(agree, 1e-3)[query]}


def _counted(state: State, columns: Columns, day: int) -> dict[str, Floats]:
    raw, gaps = _read(state, columns, day)
    named = {name: _log(value, 0.02) for name, value in raw.items()}
    named |= {name: np.log1p(np.minimum(gap, _LONGEST_GAP)) for name, gap in gaps.items()}
    for part, whole in _SHARES:
        named[f"{part} of {whole}"] = _log(raw[part] / (raw[whole] + np.float32(0.5)), 1e-3)
    named["same_country"] = columns["compatriots"].astype(np.float32)
    named["its_country_known"] = (columns["its_country"] > 0).astype(np.float32)
    return {name: np.asarray(value, np.float32) for name, value in named.items()}


def _read(state: State, columns: Columns, day: int) -> tuple[dict[str, Floats], dict[str, Ints]]:
    """Counts and gaps in days of every tally, and of the pair seen from the other side."""
    raw: dict[str, Floats] = {}
    gaps: dict[str, Ints] = {}
    other = {**columns, "side": 1 - columns["side"]}
    reads = [(name, name, columns) for name in state.tallies.tally]
    for prefix, name, view in [*reads, ("back", "pair", other)]:
        sums, last = state.tallies.read(name, view)
        raw |= {f"{prefix}{number}": row for number, row in enumerate(sums)}
        gaps[f"{prefix}_gap"] = day - last
    turned = {**columns, "actor": columns["recipient"], "recipient": columns["actor"]}
    returned, _ = state.tallies.read("triple", turned)
    return raw | {"returned1": returned[1], "returned3": returned[3]}, gaps


def _log(value: Floats, floor: float) -> Floats:
    return np.asarray(np.log(np.maximum(value, 0) + np.float32(floor)), np.float32)


def _root(place: NDArray[np.integer]) -> Floats:
    return np.asarray(1 / np.sqrt(1.0 + place), np.float32)

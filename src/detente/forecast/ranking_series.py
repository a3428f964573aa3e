"""A ranking of a series of events: the project's own records or imported tables.

What a fact's day is to a ranking is the day on whose end it was known: a question of a later day
may use it, one of the same day may not. Relations are known to a fitted ranking by name, so that
a series read later may number them otherwise.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import ForecastError
from detente.forecast.ranking import VERSION, Progress, Ranker, RankingSettings, fit_ranking
from detente.forecast.ranking_facts import Facts, both_directions
from detente.forecast.ranking_files import files_of, ranker_of
from detente.forecast.ranking_names import Attributes, numbered
from detente.forecast.ranking_next import Asked, NextRanked, next_ranked
from detente.forecast.ranking_next_why import Ballot, NextRule, next_reasons
from detente.forecast.ranking_rule import SeriesRule
from detente.forecast.ranking_votes import LAG_WORDS
from detente.forecast.ranking_why import RankingReason
from detente.forecast.series import NONE, EventSeries, Relation

RELATIONS: Final = "ranking-relations.json"
_MOST_RULES: Final = 3
_MEASURED: Final = 3
"""Reasons of so many candidates are measured: each is asked again two or three times."""
_MANY_FACTS: Final = 400_000
"""From so many facts on (each counts from both ends) only those of the first are."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class NextWhy:
    """Why somebody comes next; reasons are measured for the first few only."""

    rules: tuple[SeriesRule, ...]
    reasons: tuple[RankingReason, ...]


@dataclass(frozen=True, eq=False)
class SeriesRanker:
    """A ranking fitted to a series; ``relations`` are the names of those it was fitted to."""

    ranker: Ranker
    relations: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name and version of the ranking."""
        return VERSION

    def next(
        self, series: EventSeries, actors: Mask, relations: Mask, *, as_recipient: bool
    ) -> tuple[NextRanked, ...]:
        """Return with whom some entities have an event next, likeliest first.

        Args:
            series: all that is known; the question is of the day after.
            actors: which entities of the series are asked about.
            relations: which relations of the series.
            as_recipient: the actors asked about are those acted on.
        """
        if not len(series):
            return ()
        asked = self._asked(series, actors, relations, as_recipient=as_recipient)
        facts = facts_of_series(series, self.relations)
        return next_ranked(self.ranker, facts, attributes_of_series(series), asked)

    def why(
        self,
        series: EventSeries,
        actors: Mask,
        relations: Mask,
        *,
        as_recipient: bool,
        found: Sequence[NextRanked],
    ) -> tuple[NextWhy, ...]:
        """Return why each of those that ``next`` found comes next, the question being the same."""
        asked = self._asked(series, actors, relations, as_recipient=as_recipient)
        facts, attributes = facts_of_series(series, self.relations), attributes_of_series(series)
        ballot = Ballot.of(self.ranker, facts, asked)
        measured = _MEASURED if len(facts.day) < _MANY_FACTS else 1
        return tuple(
            NextWhy(
                tuple(self._rule(rule) for rule in ballot.rules_for(one.entity, _MOST_RULES)),
                next_reasons(self.ranker, facts, attributes, asked, one)
                if number < measured
                else (),
            )
            for number, one in enumerate(found)
        )

    def _rule(self, rule: NextRule) -> SeriesRule:
        back, past = divmod(rule.past, len(self.relations))
        asked = self.relations[rule.asked % len(self.relations)]
        return SeriesRule(
            asked=asked,
            past=self.relations[past],
            is_by_candidate=bool(back),
            days=LAG_WORDS[rule.lag],
            share=rule.share,
        )

    def _asked(
        self, series: EventSeries, actors: Mask, relations: Mask, *, as_recipient: bool
    ) -> Asked:
        names = {
            one.name for one, wanted in zip(series.relations, relations, strict=True) if wanted
        }
        wanted = np.array([name in names for name in self.relations], dtype=np.bool_)
        neither = np.zeros_like(wanted)
        sides = (neither, wanted) if as_recipient else (wanted, neither)
        return Asked(actors, np.concatenate(sides), int(series.known.max()) + 1)

    def files(self) -> dict[str, bytes]:
        """Return all it has learned as named files, from which ``series_ranker_of`` reads it."""
        return files_of(self.ranker) | {RELATIONS: json.dumps(self.relations).encode()}


def fit_series_ranker(
    series: EventSeries, settings: RankingSettings, progress: Progress
) -> SeriesRanker:
    """Fit a ranking to a series; the same series and settings give the same ranking.

    Raises:
        ForecastError: the series has too few days to learn from.
    """
    names = tuple(one.name for one in series.relations)
    facts = facts_of_series(series, names)
    return SeriesRanker(fit_ranking(facts, attributes_of_series(series), settings, progress), names)


def series_ranker_of(files: Mapping[str, bytes]) -> SeriesRanker:
    """Return the ranking of some files.

    Raises:
        ForecastError: a file is missing or unreadable, or of another version.
    """
    try:
        relations = tuple(json.loads(files[RELATIONS]))
    except (KeyError, ValueError) as error:
        raise ForecastError(f"this is no ranking that can be read: {error}") from error
    return SeriesRanker(ranker_of(files), relations)


def facts_of_series(series: EventSeries, relations: Sequence[str]) -> Facts:
    """Return what was done by one on another, in the relations named; their place numbers them.

    ``Facts.row`` is the number of the event in the series.
    """
    number = _numbers(series.relations, relations)[series.relation]
    one, other = series.actor, series.recipient
    is_seen = (one != NONE) & (other != NONE) & (one != other) & ~series.announced
    events = np.flatnonzero(is_seen & (number != NONE) & (series.known >= 0))
    columns = (one, number, other, series.known)
    table = np.stack([column[events].astype(np.int64) for column in columns], axis=1)
    facts = both_directions(table, entities=len(series.entities), relations=len(relations))
    return facts.renumbered(events)


def attributes_of_series(series: EventSeries) -> Attributes:
    """Return country and sector (as the role) of every entity of a series."""
    return Attributes(
        numbered([one.country or "" for one in series.entities]),
        numbered([one.sector or "" for one in series.entities]),
    )


def _numbers(found: Sequence[Relation], known: Sequence[str]) -> NDArray[np.int64]:
    """The number of each relation among the known ones by name, NONE for others."""
    places = {name: number for number, name in enumerate(known)}
    return np.array([places.get(one.name, NONE) for one in found], np.int64)

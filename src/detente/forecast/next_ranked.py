"""With whom somebody has an event next, by a fitted ranking (:mod:`ranking_series`)."""

from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from detente.forecast.classes import EventClass
from detente.forecast.next_events import (
    NextAnswer,
    NextEvent,
    done_between,
    entities_of,
    next_event,
)
from detente.forecast.pairs import past_events
from detente.forecast.questions import Progress, Reason
from detente.forecast.ranking import VERSION, RankingSettings
from detente.forecast.ranking_next import NextRanked
from detente.forecast.ranking_series import NextWhy, fit_series_ranker, series_ranker_of
from detente.forecast.series import EventSeries

NAME = VERSION
_MOST_EVENTS: Final = 2


def fit_next(series: EventSeries, seed: int, progress: Progress) -> dict[str, bytes]:
    """Return a ranking fitted on a series, as named files.

    Raises:
        ForecastError: too few events to learn from.
    """

    def told(step: str, done: int, of: int) -> None:
        progress(done / max(of, 1), f"ranking: {step}")

    return fit_series_ranker(series, RankingSettings(seed=seed), told).files()


class NextRanking:
    """A fitted ranking, to be asked of any later series."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load a ranking from its files.

        Raises:
            ForecastError: they are not those of a ranking of this version.
        """
        self._ranker = series_ranker_of(files)

    def answer(
        self,
        series: EventSeries,
        asked: str,
        *,
        as_recipient: bool,
        event_class: EventClass | None,
        limit: int,
    ) -> NextAnswer:
        """Return with whom an actor (or recipient) has an event next; the series is what is known.

        Raises:
            ForecastError: nobody of that code or name in the series.
        """
        ours = entities_of(series, asked)
        every = np.ones(len(series.relations), dtype=np.bool_)
        relations = every if event_class is None else event_class.mask(series.relations)
        found = self._ranker.next(series, ours, relations, as_recipient=as_recipient)[:limit]
        whys = self._ranker.why(
            series,
            ours,
            relations,
            as_recipient=as_recipient,
            found=found,
        )
        events = done_between(series, asked, as_recipient=as_recipient, event_class=event_class)
        done = series.done()
        them = (done.actor if as_recipient else done.recipient)[events]
        return NextAnswer(
            asked=asked,
            as_recipient=as_recipient,
            class_=event_class.name if event_class else None,
            ranked_by=NAME,
            events=len(events),
            candidates=tuple(
                _explained(_candidate(done, one, events, them), why, series)
                for one, why in zip(found, whys, strict=True)
            ),
        )


def _candidate(
    done: EventSeries,
    one: NextRanked,
    events: npt.NDArray[np.int64],
    them: npt.NDArray[np.int32],
) -> NextEvent:
    return next_event(done, one.entity, events[them == one.entity], one.probability)


def _explained(candidate: NextEvent, why: NextWhy, series: EventSeries) -> NextEvent:
    reasons = tuple(
        Reason(
            words=f"{one.words} ({_number(len(one.rows))})",
            without=one.without,
            events=past_events(series, one.rows[:_MOST_EVENTS].tolist()),
        )
        for one in why.reasons
    )
    return msgspec.structs.replace(candidate, rules=why.rules, reasons=reasons)


def _number(events: int) -> str:
    return "1 event" if events == 1 else f"{events:,} events"

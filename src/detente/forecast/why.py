"""Why a forecast is what it is: past events, and what would have been said without them.

A reason is a group of events that were known before the origin. They are taken out of the history,
all else left as it is, and the forecast is made again: that, and no weight inside the model, is
what ``Reason.without`` says. How events of a kind fared in the past (:mod:`dyads_rules`) is told
beside it.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from detente.forecast.dyads_announced import due_within, with_announced
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import History
from detente.forecast.dyads_model import FREQUENCY, NAME, Forecast, Forecaster
from detente.forecast.dyads_rules import RECENT, Rule
from detente.forecast.dyads_snapshot import Snapshot, snapshot
from detente.forecast.questions import Answer, PastEvent, Question, Reason
from detente.forecast.series import NONE, EventSeries
from detente.forecast.why_grounds import Asked, Ground, grounds

MOST_REASONS: Final = 6
_LEAST_SHIFT: Final = 0.001


@dataclasses.dataclass(frozen=True, eq=False)
class _Past:
    """What is known on the eve of a day, in the forms that are needed."""

    series: EventSeries
    history: History
    now: Snapshot


class _Without(NamedTuple):
    """The past without the events of a ground."""

    ground: Ground
    past: _Past


def with_reasons(
    model: Forecaster, past: EventSeries, questions: Sequence[Question]
) -> tuple[Answer, ...]:
    """Return the answers to questions of one origin, with reasons.

    Args:
        model: a fitted model.
        past: what was known before the origin, and nothing else.
        questions: all of the same origin.
    """
    history = model.history(past)
    known = _Past(past, history, snapshot(history, questions[0].origin))
    answers: dict[int, Answer] = {}
    for key in sorted({(one.first, one.second, one.class_) for one in questions}):
        asked = [
            (i, one)
            for i, one in enumerate(questions)
            if (one.first, one.second, one.class_) == key
        ]
        withouts = list(_withouts(model, known, asked[0][1]))
        answers |= {i: _answer(model, known, one, withouts) for i, one in asked}
    return tuple(answers[i] for i in range(len(questions)))


def _withouts(model: Forecaster, known: _Past, question: Question) -> Iterator[_Without]:
    subject = _subject(model, question)
    asked = Asked(
        int(subject.first[0]), int(subject.second[0]), subject.channel, subject.is_directed
    )
    for ground in grounds(known.history, asked, question.origin):
        kept = np.ones(len(known.history.day), dtype=np.bool_)
        kept[ground.events] = False
        less = known.now.without(known.history, ground.events)
        yield _Without(ground, _Past(known.series, known.history.select(kept), less))


def _subject(model: Forecaster, question: Question) -> Subject:
    return model.subject(question.class_, [(question.first, question.second)])


def _answer(
    model: Forecaster, known: _Past, question: Question, withouts: Sequence[_Without]
) -> Answer:
    made = _forecast(model, known, question)
    said = _announced(model, known.series, question)
    share = model.kept.announced.share
    probability, low, high = (
        with_announced(float(one[0]), share, len(said))
        for one in (made.probability, made.low, made.high)
    )
    found = [_reason(model, known, question, one, (probability, len(said))) for one in withouts]
    found += _announced_reasons(model, known.series, said, float(made.probability[0]))
    moved = [one for one in found if abs(one.without - probability) >= _LEAST_SHIFT]
    moved.sort(key=lambda one: -abs(one.without - probability))
    return Answer(
        question=question,
        probability=probability,
        low=low,
        high=high,
        answered_by=NAME if made.is_model else FREQUENCY,
        baselines={
            "base rate": made.base,
            FREQUENCY: float(made.frequency[0]),
            "hawkes": float(made.hawkes[0]),
        },
        reasons=tuple(moved[:MOST_REASONS]),
    )


def _forecast(model: Forecaster, past: _Past, question: Question) -> Forecast:
    return model.forecast(past.history, past.now, _subject(model, question), question.within)


def _reason(
    model: Forecaster,
    known: _Past,
    question: Question,
    one: _Without,
    said: tuple[float, int],
) -> Reason:
    probability, announced = said
    made = _forecast(model, one.past, question)
    without = with_announced(float(made.probability[0]), model.kept.announced.share, announced)
    direction = "raises" if without < probability else "lowers"
    rule = _rule(model, question, one.ground.channel) if made.is_model else ""
    return Reason(
        words=f"{one.ground.words}: {direction} it{rule}",
        without=without,
        events=tuple(_event(known.series, i) for i in known.history.event[one.ground.events]),
    )


def _rule(model: Forecaster, question: Question, channel: int | None) -> str:
    found = [one for one in model.rules(question.class_, question.within) if one.channel == channel]
    return f"; {_told(found[0])}" if found else ""


def _told(rule: Rule) -> str:
    return (
        f"after the like within {RECENT} days it came {rule.times:.1f} times as often as the "
        f"pair's own frequency says ({rule.windows:,} past windows)"
    )


def _announced(model: Forecaster, series: EventSeries, question: Question) -> list[int]:
    """Return the announced events of the class between the two that fall into the days."""
    held = model.classes[model.channel(question.class_)].mask(series.relations)
    codes, first, second = series.countries()
    chosen = series.announced & held[series.relation]
    chosen &= due_within(series, question.origin, question.within)
    index = {code: number for number, code in enumerate(codes)}
    one, other = (index.get(code, NONE - 1) for code in (question.first, question.second))
    pair = (first == one) & (second == other)
    if not model.classes[model.channel(question.class_)].is_directed:
        pair |= (first == other) & (second == one)
    found = np.flatnonzero(chosen & pair).tolist()
    return _once(series, found)


def _once(series: EventSeries, found: Sequence[int]) -> list[int]:
    """Return one event of each source row: a record may stand there in both directions."""
    rows = {(int(series.source[one]), int(series.row[one])): one for one in found}
    return sorted(rows.values())


def _announced_reasons(
    model: Forecaster, series: EventSeries, said: Sequence[int], without: float
) -> list[Reason]:
    if not said:
        return []
    announced = model.kept.announced
    times = "an event" if len(said) == 1 else f"{len(said)} events"
    words = (
        f"{times} announced for these days: raises it; {announced.kept} of {announced.announced} "
        f"announced events took place, counted as {announced.share:.0%}"
    )
    return [Reason(words=words, without=without, events=tuple(_event(series, i) for i in said))]


def _event(series: EventSeries, event: int) -> PastEvent:
    is_announced = bool(series.announced[event])
    recipient = int(series.recipient[event])
    return PastEvent(
        day=int(series.day[event]),
        actor=series.entities[series.actor[event]].name,
        recipient=None if recipient == NONE else series.entities[recipient].name,
        relation=series.relations[series.relation[event]].name,
        evidence=series.evidence(event),
        announced=is_announced,
        due=int(series.due[event]) if is_announced else None,
        known=int(series.known[event]) if is_announced else None,
    )

"""Why a forecast is what it is: past events, and what would have been said without them.

A reason is a group of events that were known before the origin. They are taken out of the history,
all else left as it is, and the forecast is made again: that, and no weight inside the model, is
what ``Reason.without`` says. How events of a kind fared in the past (:mod:`dyads_rules`) is told
beside it.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import History
from detente.forecast.dyads_model import FREQUENCY, NAME, Forecast, Forecaster
from detente.forecast.dyads_rules import RECENT, Rule
from detente.forecast.dyads_snapshot import Snapshot, snapshot
from detente.forecast.features_text import Announcements
from detente.forecast.meetings import bringing_together
from detente.forecast.pairs import past_events
from detente.forecast.questions import Answer, Question, Reason, date_of
from detente.forecast.series import EventSeries
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
    said = _said(model, known.series, question)
    probability, low, high = (
        said.on_top_of(float(one[0])) for one in (made.probability, made.low, made.high)
    )
    found = [_reason(model, known, question, one, (said, probability)) for one in withouts]
    found += said.reasons(float(made.probability[0]))
    found += _of_meetings(model, known, question, (said, probability))
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
    given: tuple["_Said", float],
) -> Reason:
    said, probability = given
    made = _forecast(model, one.past, question)
    without = said.on_top_of(float(made.probability[0]))
    direction = "raises" if without < probability else "lowers"
    rule = _rule(model, question, one.ground.channel) if made.is_model else ""
    return Reason(
        words=f"{one.ground.words}: {direction} it{rule}",
        without=without,
        events=past_events(known.series, known.history.event[one.ground.events].tolist()),
    )


def _of_meetings(
    model: Forecaster, known: _Past, question: Question, given: tuple["_Said", float]
) -> list[Reason]:
    """Return the reason that both are due at meetings of many countries, if they are."""
    said, probability = given
    history = known.history
    window = question.origin, question.within
    pair = question.first, question.second
    both_at = bringing_together(history.meetings, window, pair)
    if not both_at:
        return []
    others = tuple(one for one in history.meetings if one not in both_at)
    past = _Past(known.series, dataclasses.replace(history, meetings=others), known.now)
    without = said.on_top_of(float(_forecast(model, past, question).probability[0]))
    direction = "raises" if without < probability else "lowers"
    names = ", ".join(f"{one.name} from {date_of(one.first)}" for one in both_at)
    words = f"{' and '.join(pair)} are both due at: {names}: {direction} it"
    return [Reason(words=words, without=without)]


def _rule(model: Forecaster, question: Question, channel: int | None) -> str:
    found = [one for one in model.rules(question.class_, question.within) if one.channel == channel]
    return f"; {_told(found[0])}" if found else ""


def _told(rule: Rule) -> str:
    return (
        f"after the like within {RECENT} days it came {rule.times:.1f} times as often as the "
        f"pair's own frequency says ({rule.windows:,} past windows)"
    )


class _Said(NamedTuple):
    """Announced events that fall into the days, those that share days together, and the chances."""

    announcements: Announcements
    within: int
    groups: tuple[tuple[int, ...], ...]
    chances: tuple[float, ...]

    def on_top_of(self, probability: float) -> float:
        """Return the probability with what is announced: each group takes place on its own."""
        return 1.0 - (1.0 - probability) * math.prod(1.0 - one for one in self.chances)

    def reasons(self, probability: float) -> list[Reason]:
        """Return a reason for each group; ``probability`` is what was said without any."""
        whole = 1.0 - self.on_top_of(probability)
        return [
            Reason(
                words=f"{self.announcements.words(group, self.within)}: raises it",
                without=1.0 - whole / (1.0 - chance),
                events=past_events(self.announcements.history.series, group),
            )
            for group, chance in zip(self.groups, self.chances, strict=True)
        ]


def _said(model: Forecaster, series: EventSeries, question: Question) -> _Said:
    class_ = model.classes[model.channel(question.class_)]
    announcements = Announcements.of(series, class_, question.origin)
    within = question.within
    groups = announcements.expected(question.first, question.second, within)
    chances = [announcements.chance(announcements.best(one, within), within) for one in groups]
    return _Said(announcements, within, groups, tuple(chances))

"""The answer that is given: the model's where it is better than the baseline, else the baseline's.

Announcements come on top of the baseline, p = 1 - (1 - p') * (1 - c) for each with its chance c,
those that share days counted once: no event table has any, so what past windows of one say cannot
tell what they are worth.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detente.forecast.classes import EventClass, class_named
from detente.forecast.features_text import Announcements
from detente.forecast.frequency import NAME, Frequency
from detente.forecast.pairs import past_events
from detente.forecast.questions import Answer, DyadModel, Question, Reason, Tried
from detente.forecast.series import EventSeries
from detente.model import Record

HAWKES: Final = "hawkes"
_MOST_PAST: Final = 5


class Given(Record, frozen=True, kw_only=True):
    """An answer as it is given.

    ``of_model`` is the model's own probability, None where the baseline answers. ``tried`` is how
    the model did on past windows of the class and horizon, ``note`` says in words why the baseline
    answers, if it does although there is a model.
    """

    answer: Answer
    of_model: float | None = None
    tried: Tried | None = None
    note: str | None = None


def give(
    series: EventSeries,
    questions: Sequence[Question],
    classes: Sequence[EventClass],
    model: DyadModel,
) -> tuple[Given, ...]:
    """Return the answers to questions, in order, from what was known before their origins.

    A model answers with the dyad frequency itself where it is no better, and counts announcements
    in; where the model is dyad frequency, announcements are added here.
    """
    desk = _Announced(series, classes)
    answers = model.predict(series, questions)
    if isinstance(model, Frequency):
        raised = (_with_announced(one, desk.of(one.question)) for one in answers)
        return tuple(Given(answer=_with_past(one, desk.of(one.question))) for one in raised)
    tried = {(one.class_, one.within): one for one in model.tried()}
    answers = tuple(_with_past(one, desk.of(one.question)) for one in answers)
    return tuple(
        _of_model(one, tried.get((one.question.class_, one.question.within))) for one in answers
    )


class _Announced:
    """The announcements of a series, by class and origin; each counted once."""

    def __init__(self, series: EventSeries, classes: Sequence[EventClass]) -> None:
        self._series = series
        self._classes = classes
        self._found: dict[tuple[str, int], Announcements] = {}

    def of(self, question: Question) -> Announcements:
        """Return the announcements that a question may rest on."""
        key = (question.class_, question.origin)
        if key not in self._found:
            one = class_named(question.class_, self._classes)
            self._found[key] = Announcements.of(self._series, one, question.origin)
        return self._found[key]


def _of_model(answer: Answer, tried: Tried | None) -> Given:
    if answer.answered_by != NAME:
        return Given(answer=answer, of_model=answer.probability, tried=tried)
    return Given(answer=answer, tried=tried, note=_why(answer, tried))


def _why(answer: Answer, tried: Tried | None) -> str:
    what = f"{answer.question.class_} in {answer.question.within} days"
    if tried is None:
        return f"the model was never held against {NAME} for {what}: {NAME} answers"
    return (
        f"on {tried.windows:,} past windows the model is no better than {NAME} for {what} "
        f"(Brier skill {tried.skill:+.1%}, 95 % {tried.low:+.1%} to {tried.high:+.1%}): "
        f"{NAME} answers"
    )


def _with_announced(answer: Answer, announced: Announcements) -> Answer:
    question = answer.question
    for group in announced.expected(question.first, question.second, question.within):
        answer = _raised(answer, announced, group)
    return answer


def _with_past(answer: Answer, announced: Announcements) -> Answer:
    """Return an answer that also tells of announcements whose days are over; they move nothing."""
    question = answer.question
    past, kept = announced.over(question.first, question.second)
    if len(past) == 0:
        return answer
    reason = Reason(
        words=f"{len(past)} such announced before, of which {kept} came true; their days are over",
        without=answer.probability,
        events=past_events(announced.history.series, past[::-1][:_MOST_PAST].tolist()),
    )
    return replace(answer, reasons=(*answer.reasons, reason))


def _raised(answer: Answer, announced: Announcements, group: tuple[int, ...]) -> Answer:
    within = answer.question.within
    chance = announced.chance(announced.best(group, within), within)
    part = chance / announced.kept.share
    low, high = (bound * part for bound in announced.kept.interval)
    reason = Reason(
        words=announced.words(group, within),
        without=answer.probability,
        events=past_events(announced.history.series, group),
    )
    # What would have been said without another reason still counts on what is announced.
    others = (replace(one, without=_either(one.without, chance)) for one in answer.reasons)
    return replace(
        answer,
        probability=_either(answer.probability, chance),
        low=_either(answer.low, low),
        high=_either(answer.high, high),
        answered_by=f"{answer.answered_by.removesuffix(_AND)}{_AND}",
        reasons=(reason, *others),
    )


_AND: Final = " and announcements"


def _either(first: float, second: float) -> float:
    return 1 - (1 - first) * (1 - second)

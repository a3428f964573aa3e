"""Are the reasons of forecasts true? Their events are taken out, and the forecast made again."""

import numpy as np

from benchmarks.quality.dyads_task import Gold, scored_begin
from detente.forecast.dyads import Dyads
from detente.forecast.dyads_rows import Task, subject_of
from detente.forecast.dyads_snapshot import Snapshot, snapshot
from detente.forecast.questions import Answer, Question, Reason
from detente.forecast.series import EventSeries

_SAME = 1e-4  # rounding of sums
_SHOWN = 5
_LEAST_EVENTS = 5


def show_explained(model: Dyads, series: EventSeries, gold: Gold, count: int) -> int:
    """Check the reasons of random forecasts, print what was found; return 1 if one was false."""
    questions = _questions(model, series, gold, count)
    answers = model.predict(series, questions)
    # The calendar of meetings names no past events: there is nothing to take away.
    pairs = [(answer, one) for answer in answers for one in answer.reasons if one.events]
    withouts = [_without(model, series, answer.question, reason) for answer, reason in pairs]
    checks = list(zip(pairs, withouts, strict=True))
    late = sum(_is_late(answer, reason) for answer, reason in pairs)
    told = sum(_is_untrue(answer, reason, without) for (answer, reason), without in checks)
    moved = sum(abs(without - reason.without) > _SAME for (_, reason), without in checks)
    for answer in answers[:_SHOWN]:
        _print(answer)
    print(f"{len(answers)} forecasts, {len(pairs)} reasons with events, ", end="")
    print(f"{sum(not one.reasons for one in answers)} forecasts without any; ", end="")
    print(f"events at or after the origin: {late}; wrong direction: {told}; ", end="")
    print(f"other probability without the events than told: {moved}")
    return 1 if late or told or moved else 0


def _is_untrue(answer: Answer, reason: Reason, without: float) -> bool:
    return ("raises" in reason.words) != (answer.probability > without)


def _questions(model: Dyads, series: EventSeries, gold: Gold, count: int) -> list[Question]:
    random = np.random.default_rng(0)
    begin = scored_begin(gold)
    now = snapshot(model.history(series), begin)
    latest = int(series.day.max()) + 1 - gold.within
    every = [_of_class(model, now, channel, gold.within) for channel in range(len(model.classes))]
    places = random.integers(0, len(every), count)
    return [
        Question(
            class_=model.classes[place].name,
            first=every[place][pair][0],
            second=every[place][pair][1],
            origin=int(random.integers(begin, latest + 1)),
            within=gold.within,
        )
        for place in places.tolist()
        for pair in random.integers(0, len(every[place]), 1).tolist()
    ]


def _of_class(model: Dyads, now: Snapshot, channel: int, within: int) -> list[tuple[str, str]]:
    task = Task(channel, model.classes[channel].is_directed, within)
    subject = subject_of(task, now, least=_LEAST_EVENTS)
    codes = model.kept.countries
    ends = zip(subject.first.tolist(), subject.second.tolist(), strict=True)
    return [(codes[first], codes[second]) for first, second in ends]


def _is_late(answer: Answer, reason: Reason) -> bool:
    return any(event.day >= answer.question.origin for event in reason.events)


def _without(model: Dyads, series: EventSeries, question: Question, reason: Reason) -> float:
    """Return what the model says of a series in which the named events never were."""
    gone = {event.evidence.row for event in reason.events}
    left = series.take(~np.isin(series.row, list(gone)))
    past = left.before(question.origin)
    history = model.history(past)
    subject = model.subject(question.class_, [(question.first, question.second)])
    made = model.forecast(history, snapshot(history, question.origin), subject, question.within)
    return float(made.probability[0])


def _print(answer: Answer) -> None:
    asked = answer.question
    print(f"{asked.class_} {asked.first} / {asked.second} from day {asked.origin}: ", end="")
    print(f"{answer.probability:.3f} [{answer.low:.3f}, {answer.high:.3f}] by {answer.answered_by}")
    print(f"  {', '.join(f'{name} {value:.3f}' for name, value in answer.baselines.items())}")
    for reason in answer.reasons:
        rows = ", ".join(str(event.evidence.row) for event in reason.events)
        print(f"  without {reason.without:.3f}: {reason.words} (rows {rows})")

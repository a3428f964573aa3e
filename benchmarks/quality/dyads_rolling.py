"""The country-dyad task over a whole year: fitted at the start of each month, scored on it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.quality.dyads_task import Gold
from detente.forecast.calibration import calibration_error, skill_interval
from detente.forecast.classes import EventClass, shipped_classes
from detente.forecast.dyads import Dyads, DyadsKind
from detente.forecast.dyads_history import History
from detente.forecast.dyads_rows import Task, subject_of
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.dyads_windows import either_way, happened
from detente.forecast.questions import FitSettings
from detente.forecast.series import EventSeries

_LEAST_EVENTS = 5  # of a pair, before the day of the fit: as the task has it
_FIRST = 120  # the first day that a model is fitted on
_MONTH = 30

Floats = npt.NDArray[np.float64]


class Month(NamedTuple):
    """Forecasts of one class in the month after a fit."""

    class_: str
    day: int
    answer: Floats
    frequency: Floats
    happened: Floats
    pair: npt.NDArray[np.int64]


def show_rolling(series: EventSeries, gold: Gold, threads: int) -> int:
    """Print Brier skill over dyad frequency by class and month; return 0."""
    months: list[Month] = []
    last = int(series.day.max()) + 1
    begin = int(series.day.min())
    for day in range(begin + _FIRST, last - max(_MONTH, gold.within) + 1, _MONTH):
        settings = FitSettings(
            classes=shipped_classes(), horizons=(gold.within,), until=day, threads=threads
        )
        model = DyadsKind().fit(series, settings, lambda _share, _what: None)
        made = list(_month(model, series, day, min(day + _MONTH, last), gold.within))
        months += made
        _print(f"from day {day - begin}", made)
    _print("all", months)
    for class_ in dict.fromkeys(month.class_ for month in months):
        _print(f"all {class_}", [month for month in months if month.class_ == class_])
    return 0


def _month(model: Dyads, series: EventSeries, day: int, end: int, within: int) -> Iterator[Month]:
    everything = model.history(series)
    start = snapshot(everything, day)
    for channel, class_ in enumerate(model.classes):
        task = Task(channel, class_.is_directed, within)
        subject = subject_of(task, start, least=_LEAST_EVENTS)
        for origin in range(day, end - within + 1, within):
            yield _window(model, everything, class_, (task, subject, day, origin))


def _window(model: Dyads, history: History, class_: EventClass, what: tuple) -> Month:
    task, subject, day, origin = what
    made = model.forecast(history, snapshot(history, origin), subject, task.within)
    cells = happened(history, task.channel, origin, task.within)
    cells = cells if task.is_directed else either_way(cells)
    low, high = (extreme(subject.first, subject.second) for extreme in (np.minimum, np.maximum))
    return Month(
        class_=class_.name,
        day=day,
        answer=made.probability,
        frequency=made.frequency,
        happened=cells[subject.first, subject.second].astype(np.float64),
        pair=low.astype(np.int64) * len(history.countries) + high,
    )


def _print(label: str, months: list[Month]) -> None:
    answer, frequency, outcome, pair = (
        np.concatenate([getattr(month, name) for month in months])
        for name in ("answer", "frequency", "happened", "pair")
    )
    skill, low, high = skill_interval(answer, frequency, outcome, pair)
    error = calibration_error(answer, outcome)
    print(
        f"{label:24} {len(outcome):7} forecasts, {int(outcome.sum()):6} events: "
        f"skill over dyad frequency {skill:.2%} [{low:.2%}, {high:.2%}], ECE {error:.4f}",
        flush=True,
    )

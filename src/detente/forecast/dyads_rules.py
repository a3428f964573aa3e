"""Counted rules: how much likelier an event is after another kind of event between the same two."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from detente.forecast.calibration import Floats
from detente.forecast.classes import EventClass
from detente.forecast.dyads_features import Subject, features
from detente.forecast.dyads_history import OWN, History, history_of
from detente.forecast.dyads_meetings import NAMES as MEETINGS
from detente.forecast.dyads_rows import Rows, Task, names_beside
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.series import from_quadruples
from detente.model import Record

RECENT: Final = 7  # days
_WEEK_FADE: Final = 2  # place in FADES: 10 days
_ONE_RECENT: Final = float(np.log1p(np.exp(-0.7)))  # one event a week ago, as the feature has it
_PRIOR_EVENTS: Final = 5.0  # as if so many had followed as often as usual


class Rule(Record, frozen=True, kw_only=True):
    """After events of ``channel`` in the last days, the class came ``times`` as often as usual.

    Usual is the pair's own frequency. Counted over ``windows`` past windows; drawn towards 1.
    """

    channel: int
    times: float
    windows: int


def count_rules(history: History, task: Task, rows: Rows, frequency: Floats) -> tuple[Rule, ...]:
    """Return a rule for each channel."""
    names = feature_names(history, task)
    found = []
    for channel in range(len(history.channels.holds)):
        recent = rows.table[:, names.index(_column(channel, task, history))] >= _ONE_RECENT
        weight = rows.weight[recent]
        came = float(weight @ rows.happened[recent]) + _PRIOR_EVENTS
        usual = float(weight @ frequency[recent]) + _PRIOR_EVENTS
        found.append(Rule(channel=channel, times=came / usual, windows=int(weight.sum())))
    return tuple(found)


def feature_names(history: History, task: Task) -> list[str]:
    """Return the names of the features of a task, without those of meetings."""
    nobody = np.zeros(1, dtype=np.int32)
    subject = Subject(task.channel, is_directed=task.is_directed, first=nobody, second=nobody)
    now = snapshot(history, history.begin)
    return [*features(now, subject)[1], *names_beside(history, now, subject)]


def names_without_history(classes: Sequence[EventClass], task: Task) -> tuple[str, ...]:
    """Return the names of all features of a task as this version of detente makes them."""
    nothing = from_quadruples(np.zeros((0, 4), dtype=np.int64), (), ())
    empty = history_of(nothing, classes, ("?",), {})
    return (*feature_names(empty, task), *MEETINGS)


def _column(channel: int, task: Task, history: History) -> str:
    if channel == task.channel:
        return f"own{OWN}_{_WEEK_FADE}"
    if channel == history.channels.any:
        return f"any{OWN}_{_WEEK_FADE}"
    return f"channel{OWN}_{channel}_{_WEEK_FADE}"

"""Past events that a forecast may rest on, in groups that can be told in words."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from detente.forecast.dyads_history import NEAR, OWN, History
from detente.forecast.series import Mask

MOST_NAMED: Final = 12  # events of a ground; it is these that are taken away
LATELY: Final = 30  # days
_JUST_NOW: Final = 14

Events = npt.NDArray[np.int64]


class Ground(NamedTuple):
    """A group of events of a history, by index, latest first, and what it is in words.

    ``channel``: the channel that all of them are of, for the rule that goes with it.
    """

    words: str
    events: Events
    channel: int | None = None


class Asked(NamedTuple):
    """Which pair, and the class by its channel; countries by index."""

    first: int
    second: int
    channel: int
    is_directed: bool


def grounds(history: History, asked: Asked, day: int) -> Iterator[Ground]:
    """Yield the grounds that have events, each with its latest ones, all before ``day``."""
    for channel in range(len(history.channels.holds) - 1):
        yield from _of_channel(history, asked, day, channel)
    lately = history.day >= day - LATELY
    near = _there(history, asked) | _back(history, asked)
    words = f"leaders and bodies of {_both(history, asked)} with each other"
    yield from _ground(words, near & (history.layer == NEAR) & lately, history, day)
    yield from _with_others(history, asked, day)


def _of_channel(history: History, asked: Asked, day: int, channel: int) -> Iterator[Ground]:
    lately = history.day >= day - LATELY
    of_kind = history.channels.holds[channel, history.relation] & (history.layer == OWN)
    says = history.channels.name(channel)
    for direction, who in _directions(history, asked, channel):
        chosen = of_kind & direction
        yield from _ground(f"{who}: {says}", chosen & lately, history, day, channel)
        if channel == asked.channel:
            yield from _ground(f"{who}, earlier: {says}", chosen & ~lately, history, day)


def _both(history: History, asked: Asked) -> str:
    return f"{history.countries[asked.first]} and {history.countries[asked.second]}"


def _directions(history: History, asked: Asked, channel: int) -> list[tuple[Mask, str]]:
    there, back = _there(history, asked), _back(history, asked)
    if asked.is_directed and channel == asked.channel:
        one, other = history.countries[asked.first], history.countries[asked.second]
        return [(there, f"{one} to {other}"), (back, f"{other} to {one}")]
    return [(there | back, _both(history, asked))]


def _with_others(history: History, asked: Asked, day: int) -> Iterator[Ground]:
    """Yield what either did of the class asked about with third countries, lately."""
    of_class = history.channels.holds[asked.channel, history.relation]
    recent = of_class & (history.layer == OWN) & (history.day >= day - _JUST_NOW)
    pair = _there(history, asked) | _back(history, asked)
    says = history.channels.name(asked.channel)
    for country in (asked.first, asked.second):
        takes_part = (history.first == country) | (history.second == country)
        words = f"{history.countries[country]} with others: {says}"
        yield from _ground(words, recent & takes_part & history.between() & ~pair, history, day)


def _ground(
    words: str, chosen: Mask, history: History, day: int, channel: int | None = None
) -> Iterator[Ground]:
    found = np.flatnonzero(chosen)[::-1][:MOST_NAMED]
    if not len(found):
        return
    days = day - int(history.day[found[-1]])
    times = "once" if len(found) == 1 else f"{len(found)} times"
    when = "yesterday" if days == 1 else f"in the last {days} days"
    yield Ground(f"{words}, {times} {when}", found, channel)


def _there(history: History, asked: Asked) -> Mask:
    there: Mask = (history.first == asked.first) & (history.second == asked.second)
    return there


def _back(history: History, asked: Asked) -> Mask:
    back: Mask = (history.first == asked.second) & (history.second == asked.first)
    return back

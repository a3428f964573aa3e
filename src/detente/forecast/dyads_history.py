"""A series of events as a model of dyads sees it: countries and channels of what they do."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from detente.forecast.classes import EventClass, read_classes
from detente.forecast.meetings import Meeting, meetings
from detente.forecast.series import NONE, Days, Entity, EventSeries, Indices, Mask

Floats = npt.NDArray[np.float64]
REACH: Final = 730
"""Days that are looked back: what is older says nothing that newer events do not."""
SECTORS: Final = (
    frozenset({"GOV", "LEG"}),
    frozenset({"MIL", "SPY", "PRM"}),
    frozenset({"COP", "JUD"}),
    frozenset({"REB", "CRM", "UAF", "SEP"}),
)
"""Sectors, as PLOVER has them, that act alike: who governs, arms, the law, those outside it."""
OWN, NEAR = 0, 1  # layers: events of the countries themselves, and of who is known to be theirs


@cache
def kinds() -> tuple[EventClass, ...]:
    """Return the kinds of events beside the classes, from ``data/dyads_kinds.toml``."""
    return _table("dyads_kinds.toml")


@cache
def sorts() -> tuple[EventClass, ...]:
    """Return the sorts of events within classes, from ``data/dyads_sorts.toml``."""
    return _table("dyads_sorts.toml")


def _table(name: str) -> tuple[EventClass, ...]:
    text = files("detente.forecast").joinpath(f"data/{name}").read_text("utf-8")
    return read_classes(text, name)


@dataclasses.dataclass(frozen=True, eq=False)
class Channels:
    """What events are counted as: the classes, the kinds, and last any event.

    ``holds`` says which relations a channel has; shape (n_channels, n_relations); ``sorts`` the
    same of :func:`sorts`.
    """

    classes: tuple[EventClass, ...]
    holds: Mask
    sorts: Mask

    @property
    def any(self) -> int:
        """The channel of any event."""
        return len(self.holds) - 1

    def name(self, channel: int) -> str:
        """Return what events of a channel do, in words."""
        every = (*self.classes, *kinds())
        return every[channel].says if channel < len(every) else "have dealings of any kind"


def channels_of(series: EventSeries, classes: Sequence[EventClass]) -> Channels:
    """Return the channels of a series' relations."""
    masks = [one.mask(series.relations) for one in (*classes, *kinds())]
    everything = np.ones(len(series.relations), dtype=np.bool_)
    return Channels(
        classes=tuple(classes),
        holds=np.array([*masks, everything], dtype=np.bool_),
        sorts=np.array([one.mask(series.relations) for one in sorts()], dtype=np.bool_),
    )


@dataclasses.dataclass(frozen=True, eq=False)
class History:
    """What was done, in order of day; arrays of shape (n_events,) point into ``countries``.

    ``first`` and ``second`` are the countries of actor and recipient, NONE if unknown or nobody;
    ``layer`` is OWN where both ends are countries by name, NEAR where a home had to be learned.
    ``acting`` and ``receiving`` are the groups of sectors of either end, as in :data:`SECTORS`.
    ``event`` is the index in the series that it was made of. ``meetings`` is the calendar.
    """

    countries: tuple[str, ...]
    channels: Channels
    day: Days
    known: Days
    first: Indices
    second: Indices
    relation: Indices
    layer: npt.NDArray[np.int8]
    acting: npt.NDArray[np.int8]
    receiving: npt.NDArray[np.int8]
    event: npt.NDArray[np.int64]
    begin: int
    meetings: tuple[Meeting, ...] = ()

    def select(self, chosen: Mask) -> Self:
        """Return the history with only the chosen events."""
        names = (
            *("day", "known", "first", "second", "relation"),
            *("layer", "acting", "receiving", "event"),
        )
        return dataclasses.replace(self, **{name: getattr(self, name)[chosen] for name in names})

    def before(self, origin: int) -> Self:
        """Return what was done and known before a day, of the last :data:`REACH` days."""
        is_recent = self.day >= origin - REACH
        return self.select((self.day < origin) & (self.known < origin) & is_recent)

    def between(self) -> Mask:
        """Return which events are between two countries, of either layer."""
        ends: Mask = (self.first != NONE) & (self.second != NONE)
        abroad: Mask = ends & (self.first != self.second)
        return abroad


def history_of(
    series: EventSeries,
    classes: Sequence[EventClass],
    countries: Sequence[str],
    homes: Mapping[str, str],
) -> History:
    """Return the history of a series.

    Args:
        series: what was only announced is left out.
        classes: the classes that probabilities are given for.
        countries: their codes; entities of other countries are nobody's.
        homes: country of entities that have none in the series, by name.
    """
    done = np.flatnonzero(~series.announced)
    own = _places(series, countries, {})
    learned = _places(series, countries, homes)
    actor, recipient = series.actor[done], series.recipient[done]
    sector = np.array([*map(_group, series.entities), 0], dtype=np.int8)
    is_own = (own[actor] != NONE) & (own[recipient] != NONE)
    return History(
        countries=tuple(countries),
        channels=channels_of(series, classes),
        day=series.day[done],
        known=series.known[done],
        first=learned[actor],
        second=learned[recipient],
        relation=series.relation[done],
        layer=np.where(is_own, OWN, NEAR).astype(np.int8),
        acting=sector[actor],
        receiving=sector[recipient],
        event=done,
        begin=int(series.day.min()) if len(series) else 0,
        meetings=meetings(),
    )


def _group(entity: Entity) -> int:
    """Return the group of an entity's sector: 0 the country itself, last all that are in none."""
    if entity.sector is None:
        return 0
    found = (number for number, one in enumerate(SECTORS, start=1) if entity.sector in one)
    return next(found, len(SECTORS) + 1)


def _places(series: EventSeries, countries: Sequence[str], homes: Mapping[str, str]) -> Indices:
    index = {code: number for number, code in enumerate(countries)}
    found = [index.get(one.country or homes.get(one.name, ""), NONE) for one in series.entities]
    # One more place at the end, so that NONE, the last one, is looked up as NONE.
    return np.array([*found, NONE], dtype=np.int32)


# Countries are paired with those they are seen with; a home must be seen at least twice and
# 1.6 times as often as the next country (tried on icews18: 1.3 to 2.5 make no difference).
_LEAST: Final = 2.0
_LEAD: Final = 1.6
_AT_HOME: Final = 0.3


def learn_homes(series: EventSeries, countries: Sequence[str]) -> dict[str, str]:
    """Return the country of persons and organisations that the series gives none, by name.

    Who does the same as a country, to the same other, on the same day, is likely to have done it
    in that country's name; and most events of an organisation are with its own country.
    """
    own = _places(series, countries, {})
    done = series.done()
    weight = np.zeros((len(series.entities), len(countries)), dtype=np.float32)
    _add_company(weight, own, done, (done.actor, done.recipient))
    _add_company(weight, own, done, (done.recipient, done.actor))
    return _clear_homes(series, countries, own, weight)


def _add_company(
    weight: npt.NDArray[np.float32],
    own: Indices,
    series: EventSeries,
    ends: tuple[Indices, Indices],
) -> None:
    one, other = ends
    deed = np.stack([series.day, series.relation, other], axis=1)
    _, group = np.unique(deed, axis=0, return_inverse=True)
    group = group.reshape(-1)
    country = own[one]
    pairs = np.unique(np.stack([group, country], axis=1)[country != NONE], axis=0)
    size = np.bincount(pairs[:, 0], minlength=len(group) + 1)
    start = np.searchsorted(pairs[:, 0], np.arange(len(group) + 1))
    homeless = np.flatnonzero((country == NONE) & (one != NONE) & (size[group] > 0))
    repeats = size[group[homeless]]
    # Each homeless one is set beside all countries of its group.
    offset = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    partner = pairs[np.repeat(start[group[homeless]], repeats) + offset, 1]
    np.add.at(
        weight, (np.repeat(one[homeless], repeats), partner), 1.0 / np.repeat(repeats, repeats)
    )
    guest = (country == NONE) & (one != NONE) & (own[other] != NONE)
    np.add.at(weight, (one[guest], own[other[guest]]), _AT_HOME)


def _clear_homes(
    series: EventSeries,
    countries: Sequence[str],
    own: Indices,
    weight: npt.NDArray[np.float32],
) -> dict[str, str]:
    if weight.size == 0:
        return {}
    best = weight.argmax(axis=1)
    top = weight.max(axis=1)
    weight[np.arange(len(weight)), best] = 0.0
    is_clear = (top >= _LEAST) & (top >= _LEAD * weight.max(axis=1)) & (own[:-1] == NONE)
    return {series.entities[i].name: countries[best[i]] for i in np.flatnonzero(is_clear).tolist()}

"""Scenarios: what went with the assumed events in the past. Association, not cause.

The past is cut into windows of h days, one behind the other. A window is exposed if all assumed
events came in the window before it. What is asked is compared between exposed and other windows,
apart for those before which it had just come and those before which it had not (so that a busy
time does not pass for an effect): the Mantel-Haenszel odds ratio, with the variance of its
logarithm by Robins, Breslow and Greenland (1986), 0.5 added to each cell. The logarithm d is drawn
towards zero as by a prior of mean 0 and standard deviation 1: d * 1 / (1 + variance).

Today's probability p becomes logit p + (1 - a) d with the assumption, where a is how likely the
assumed events are anyway: what is expected is in p already.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from detente.forecast.classes import EventClass, class_named
from detente.forecast.pairs import ClassHistory
from detente.forecast.scenario_file import Assumed, Scenario
from detente.forecast.series import EventSeries
from detente.model import Record

LABEL: Final = "association learned from history, not cause"
MIN_EXPOSED: Final = 5  # exposed and other windows needed to compare at all
_LEVEL: Final = 0.9
_CELL: Final = 0.5
_RARE: Final = 0.03  # what comes in fewer (or, of the others, more) windows is not asked for
_MOST_ASKED: Final = 200
_EDGE: Final = 1e-4

Windows = npt.NDArray[np.bool_]


class PastCases(Record, frozen=True, kw_only=True):
    """How what was asked came out in past exposed windows, each foretold from those before it.

    ``said_with`` and ``said_without`` are mean probabilities; Brier scores likewise. ``right`` of
    ``n`` times the change went the way that was said: up and it came, down and it did not.
    """

    n: int
    happened: int
    said_with: float
    said_without: float
    brier_with: float
    brier_without: float
    right: int


class Change(Record, frozen=True, kw_only=True):
    """What the scenario does to one probability.

    ``probability`` is today's, ``changed`` with the assumption, ``low`` .. ``high`` its 90 %
    interval. ``exposed`` windows of which ``hits`` had the event; ``others`` and ``other_hits``.
    ``is_clear``: holds after the number of questions is taken into account (Benjamini and Hochberg,
    false discoveries under 10 %).
    """

    class_: str
    first: str
    second: str
    probability: float
    changed: float
    low: float
    high: float
    exposed: int
    hits: int
    others: int
    other_hits: int
    is_clear: bool
    past: PastCases | None = None


class ScenarioAnswer(Record, frozen=True, kw_only=True):
    """What a scenario changes, the clearest first, or in ``problem`` why history cannot tell.

    ``exposed`` of ``windows`` past windows had the assumed events before them; ``expected`` is how
    likely they are anyway; ``asked`` how many questions were looked at, of which ``changes`` has
    those that change most. ``note`` says why the model in force did not answer, if it did not.
    """

    says: str
    label: str
    within: int
    windows: int
    exposed: int
    expected: float
    asked: int
    changes: tuple[Change, ...]
    problem: str | None = None
    note: str | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class ScenarioPast:
    """The windows of the past: which were exposed, and what was asked in each.

    Windows are in order of time; window 0 has none before it and is only looked back on.
    """

    scenario: Scenario
    classes: tuple[EventClass, ...]
    exposed: Windows
    hits: Mapping[Assumed, Windows]

    @classmethod
    def of(
        cls, series: EventSeries, origin: int, scenario: Scenario, classes: Sequence[EventClass]
    ) -> "ScenarioPast":
        """Return the windows before ``origin`` as they were known then."""
        known = series.before(origin).done()
        cut = _Cut(known, origin, scenario.within)
        named = {one.name: one for one in classes}
        assumed = [_named(one, classes) for one in scenario.assume]
        histories = {name: ClassHistory.of(known, one) for name, one in named.items()}
        all_came = np.logical_and.reduce([cut.hit(histories[one.class_], one) for one in assumed])
        asked = [_named(one, classes) for one in scenario.ask] or _neighbours(
            histories.values(), {code for one in assumed for code in (one.first, one.second)}
        )
        hits = {one: cut.hit(histories[one.class_], one) for one in asked if one not in assumed}
        kept = hits if scenario.ask else _common(hits)
        return cls(
            scenario=scenario,
            classes=tuple(classes),
            exposed=np.append(False, all_came[:-1]) if len(all_came) else all_came,
            hits=kept,
        )

    @property
    def problem(self) -> str | None:
        """Why nothing can be learned from this past, or None."""
        n, windows = int(self.exposed[1:].sum()), len(self.exposed) - 1
        if n < MIN_EXPOSED:
            return (
                f"the assumed events came in only {n} of {max(windows, 0)} past windows of "
                f"{self.scenario.within} days; at least {MIN_EXPOSED} are needed to compare"
            )
        if windows - n < MIN_EXPOSED:
            return (
                f"the assumed events came in {n} of {windows} past windows of "
                f"{self.scenario.within} days: there is nothing to compare them with"
            )
        return None

    def changes(
        self, probabilities: Mapping[Assumed, float], expected: float
    ) -> tuple[Change, ...]:
        """Return what changes, the clearest first. ``expected``: how likely the assumed are."""
        found = {one: _effect(self.exposed, hits) for one, hits in self.hits.items()}
        clear = _clear({one: effect.p_value for one, effect in found.items()})
        made = [
            self._change(one, found[one], (probabilities[one], expected), is_clear=one in clear)
            for one in found
            if one in probabilities
        ]
        return tuple(sorted(made, key=lambda one: -abs(one.changed - one.probability)))

    def _change(
        self, asked: Assumed, effect: "_Effect", now: tuple[float, float], *, is_clear: bool
    ) -> Change:
        probability, expected = now
        spread = ndtri((1 + _LEVEL) / 2) * effect.error
        bounds = (effect.shift - spread, effect.shift, effect.shift + spread)
        low, changed, high = (_moved(probability, (1 - expected) * shift) for shift in bounds)
        hits, exposed = self.hits[asked][1:], self.exposed[1:]
        return Change(
            class_=asked.class_,
            first=asked.first,
            second=asked.second,
            probability=probability,
            changed=changed,
            low=low,
            high=high,
            exposed=int(exposed.sum()),
            hits=int((hits & exposed).sum()),
            others=int((~exposed).sum()),
            other_hits=int((hits & ~exposed).sum()),
            is_clear=is_clear,
            past=_past_cases(self.exposed, self.hits[asked]),
        )


@dataclasses.dataclass(frozen=True)
class _Effect:
    """The change of log odds, drawn towards zero, its error, and the p-value of no change."""

    shift: float
    error: float
    p_value: float


class _Cut:
    """How the past before an origin is cut into windows, the earliest first."""

    def __init__(self, known: EventSeries, origin: int, within: int) -> None:
        start = int(known.day.min()) if len(known) else origin
        self._n = max(0, (origin - start) // within)
        self._first = origin - self._n * within
        self._within = within

    def hit(self, history: ClassHistory, asked: Assumed) -> Windows:
        """Return in which windows an event came."""
        days = history.days(asked.first, asked.second)
        hit = np.zeros(self._n, dtype=np.bool_)
        place = (days - self._first) // self._within
        hit[place[(place >= 0) & (place < self._n)]] = True
        return hit


def _named(asked: Assumed, classes: Sequence[EventClass]) -> Assumed:
    one = class_named(asked.class_, classes)
    first, second = asked.first, asked.second
    if not one.is_directed:
        first, second = min(first, second), max(first, second)
    return Assumed(class_=one.name, first=first, second=second)


def _neighbours(histories: Iterable[ClassHistory], parties: set[str]) -> list[Assumed]:
    """Return the busiest pairs with one of the parties, of all classes."""
    found = [
        (int(history.starts[place + 1] - history.starts[place]), history.event_class.name, pair)
        for history in histories
        for place, pair in enumerate(history.pairs)
        if parties & set(pair)
    ]
    busiest = sorted(found, key=lambda one: (-one[0], one[1], one[2]))[:_MOST_ASKED]
    return [
        Assumed(class_=name, first=first, second=second) for _, name, (first, second) in busiest
    ]


def _common(hits: Mapping[Assumed, Windows]) -> dict[Assumed, Windows]:
    return {
        one: windows
        for one, windows in hits.items()
        if len(windows) and _RARE <= windows.mean() <= 1 - _RARE
    }


def _effect(exposed: Windows, hits: Windows) -> _Effect:
    """Return the association of exposure with what is asked; see the head of the module."""
    before, x, y = hits[:-1], exposed[1:], hits[1:]
    tables = [_cells(x[stratum], y[stratum]) for stratum in (before, ~before) if stratum.any()]
    if not tables:
        return _Effect(0.0, 1.0, 1.0)
    a, b, c, d = np.array(tables).T
    n = a + b + c + d
    r, s = a * d / n, b * c / n
    p, q = (a + d) / n, (b + c) / n
    log_ratio = float(np.log(r.sum() / s.sum()))
    variance = float(
        (p * r).sum() / (2 * r.sum() ** 2)
        + (p * s + q * r).sum() / (2 * r.sum() * s.sum())
        + (q * s).sum() / (2 * s.sum() ** 2)
    )
    kept = 1 / (1 + variance)
    p_value = float(2 * ndtr(-abs(log_ratio) / np.sqrt(variance)))
    return _Effect(log_ratio * kept, float(np.sqrt(variance * kept)), p_value)


def _cells(x: Windows, y: Windows) -> tuple[float, float, float, float]:
    counts = ((x & y).sum(), (x & ~y).sum(), (~x & y).sum(), (~x & ~y).sum())
    a, b, c, d = (float(count) + _CELL for count in counts)
    return a, b, c, d


def _clear(p_values: Mapping[Assumed, float]) -> set[Assumed]:
    """Return those that hold with false discoveries under 10 % (Benjamini and Hochberg 1995)."""
    ordered = sorted(p_values, key=lambda one: p_values[one])
    n = len(ordered)
    last = max(
        (rank for rank, one in enumerate(ordered, 1) if p_values[one] <= (1 - _LEVEL) * rank / n),
        default=0,
    )
    return set(ordered[:last])


def _moved(probability: float, shift: float) -> float:
    p = min(max(probability, _EDGE), 1 - _EDGE)
    return float(1 / (1 + np.exp(-(np.log(p / (1 - p)) + shift))))


def _past_cases(exposed: Windows, hits: Windows) -> PastCases | None:
    """Return how past exposed windows came out, each foretold from the windows before it."""
    places = [int(place) for place in np.flatnonzero(exposed) if _can_tell(exposed[:place])]
    if not places:
        return None
    without = np.array([_share(hits[:place]) for place in places])
    shifts = [_effect(exposed[:place], hits[:place]).shift for place in places]
    with_ = np.array([_moved(p, shift) for p, shift in zip(without, shifts, strict=True)])
    y = hits[places]
    return PastCases(
        n=len(places),
        happened=int(y.sum()),
        said_with=float(with_.mean()),
        said_without=float(without.mean()),
        brier_with=float(((with_ - y) ** 2).mean()),
        brier_without=float(((without - y) ** 2).mean()),
        right=int(((with_ > without) == y).sum()),
    )


def _can_tell(exposed: Windows) -> bool:
    n = int(exposed.sum())
    return n >= MIN_EXPOSED and len(exposed) - n >= MIN_EXPOSED


def _share(hits: Windows) -> float:
    return float((hits.sum() + _CELL) / (len(hits) + 2 * _CELL))

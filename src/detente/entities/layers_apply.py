"""Layers laid over the registry and the table of tenures."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.entities.layers import Ending, Layer, Strike
from detente.entities.tenure_records import Tenure, stretched
from detente.errors import LayerError

_PRECISIONS = {4: "year", 7: "month", 10: "day"}


class Laid(NamedTuple):
    """Tenures with all layers laid over them, and those that a correction struck out."""

    tenures: list[Tenure]
    struck: list[Tenure]


def laid_over(tenures: Iterable[Tenure], layers: Sequence[Layer]) -> Laid:
    """Return the tenures with layers laid over them, the lowest layer first.

    Where a layer speaks of a tenure that is there (same person, office type and state, at the same
    time), its days hold, what it does not say is taken from below, and what was there is kept
    beneath. Order: that of the table, then what the layers add.

    Raises:
        LayerError: a correction ends or strikes out a tenure that is not there.
    """
    table = _Table(tenures)
    for layer in layers:
        for tenure in layer.tenures:
            table.lay(tenure)
        for ending in layer.endings:
            table.end(ending)
        for strike in layer.strikes:
            table.strike(strike)
    return Laid([one for one in table.rows if not one.struck], table.struck)


_Key = tuple[str, str, str]


class _Table:
    """Tenures that can be replaced in place, with the numbers of each person's in each office."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self.rows = list(tenures)
        self.struck: list[Tenure] = []
        self._numbers: dict[_Key, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            self._numbers[row.person, row.state, row.kind].append(number)

    def lay(self, tenure: Tenure) -> None:
        """Put a row over the one that is about the same time, or at the end."""
        mine = self._numbers[tenure.person, tenure.state, tenure.kind]
        number = next((one for one in mine if _is_same_time(self.rows[one], tenure)), None)
        if number is None:
            mine.append(len(self.rows))
            self.rows.append(tenure)
        else:
            self.rows[number] = _over(tenure, self.rows[number])

    def end(self, ending: Ending) -> None:
        """End the latest tenure that began before the day."""
        mine = self._of(ending)
        begun = [one for one in mine if self.rows[one].start <= stretched(ending.end)]
        if not begun:
            raise LayerError(f"{ending.layer}: no tenure to end{self._known(ending)}")
        number = max(begun, key=lambda one: self.rows[one].start)
        below = self.rows[number]
        self.rows[number] = below._replace(
            end=ending.end,
            end_prec=_PRECISIONS[len(ending.end)],
            sources=ending.sources,
            layer=ending.layer,
            beneath=(below, *below.beneath),
        )

    def strike(self, strike: Strike) -> None:
        """Take a tenure out and keep it apart."""
        mine = [one for one in self._of(strike) if self.rows[one].start.startswith(strike.start)]
        if len(mine) != 1:
            wrong = "no such tenure" if not mine else "several tenures; give the start of the one"
            raise LayerError(f"{strike.layer}: {wrong}{self._known(strike)}")
        below = self.rows[mine[0]]
        struck = below._replace(struck=f"{strike.because} ({strike.layer})")
        self.rows[mine[0]] = struck
        self.struck.append(struck)

    def _of(self, one: Ending | Strike) -> list[int]:
        numbers = self._numbers.get((one.person, one.state, one.kind), [])
        return [number for number in numbers if not self.rows[number].struck]

    def _known(self, one: Ending | Strike) -> str:
        rows = [self.rows[number] for number in self._of(one)]
        known = [f"{row.start or row.observed or '?'} to {row.end or 'now'}" for row in rows]
        told = ", ".join(known) or "none"
        return f" of {one.person} as {one.kind} of {one.state}; known: {told}"


def _is_same_time(one: Tenure, other: Tenure) -> bool:
    if one.struck:
        return False
    (first, last), (from_, until) = _known_days(one), _known_days(other)
    # A second term is another tenure, even if nobody told the table that the first had ended.
    return (first <= until and from_ <= last) or _began_together(one.start, other.start)


def _began_together(one: str, other: str) -> bool:
    return bool(one and other) and abs(int(one[:4]) - int(other[:4])) <= 1


def _known_days(tenure: Tenure) -> tuple[str, str]:
    first = tenure.start or tenure.observed or tenure.asof or tenure.end
    return first, stretched(tenure.end or max(tenure.asof, tenure.observed, first))


def _over(upper: Tenure, lower: Tenure) -> Tenure:
    """Return the upper row with what it does not say taken from the lower one."""
    return upper._replace(
        office=lower.office if lower.state == upper.state else upper.office,
        start=upper.start or lower.start,
        start_prec=upper.start_prec if upper.start else lower.start_prec,
        end=upper.end or lower.end,
        end_prec=upper.end_prec if upper.end else lower.end_prec,
        asof=max(upper.asof, lower.asof),
        observed=upper.observed or lower.observed,
        beneath=(lower, *lower.beneath),
    )

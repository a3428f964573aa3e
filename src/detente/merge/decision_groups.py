"""Groups of reports that decisions hold together or apart; what is taken first wins."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from detente.model import Decision


@dataclass(frozen=True, slots=True)
class Clash:
    """Why two reports cannot be joined or parted: the decisions that say otherwise."""

    one: str
    other: str
    by: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class _Parting:
    """Two reports that a decision keeps apart."""

    one: str
    other: str
    by: Decision


class Groups:
    """Reports by id, in groups that are one event; groups may be kept apart from others."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._foes: dict[str, dict[str, _Parting]] = defaultdict(dict)
        self._links: dict[str, list[tuple[str, Decision]]] = defaultdict(list)

    def join(self, one: str, other: str, by: Decision) -> Clash | None:
        """Make two reports one event, unless what was taken before keeps them apart."""
        first, second = self._find(one), self._find(other)
        if first == second:
            return None
        if parting := self._foes[first].get(second):
            return Clash(one, other, self._behind(one, other, parting))
        self._links[one].append((other, by))
        self._links[other].append((one, by))
        self._union(first, second)
        return None

    def part(self, one: str, other: str, by: Decision) -> Clash | None:
        """Keep two reports apart, unless what was taken before makes them one event."""
        first, second = self._find(one), self._find(other)
        if first == second:
            return Clash(one, other, tuple(self._path(one, other)))
        parting = _Parting(one, other, by)
        self._foes[first].setdefault(second, parting)
        self._foes[second].setdefault(first, parting)
        return None

    def heads(self, reports: Sequence[str]) -> list[str]:
        """Return one of the reports for each group that they lie in, in their order."""
        return list({self._find(report): report for report in reversed(reports)}.values())[::-1]

    def together(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of two or more, members and groups sorted."""
        return tuple(sorted(tuple(sorted(all_)) for all_ in self._members.values() if all_[1:]))

    def apart(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of groups that are kept apart, each by its first members, sorted."""
        first = {root: min(members) for root, members in self._members.items()}
        pairs = ((first[root], first[foe]) for root, foes in self._foes.items() for foe in foes)
        return tuple(sorted({(one, other) for one, other in pairs if one < other}))

    def _find(self, report: str) -> str:
        if report not in self._root:
            self._root[report] = report
            self._members[report] = [report]
        while self._root[report] != report:
            self._root[report] = self._root[self._root[report]]
            report = self._root[report]
        return report

    def _union(self, first: str, second: str) -> None:
        self._root[second] = first
        self._members[first] += self._members.pop(second)
        for foe, parting in self._foes.pop(second, {}).items():
            del self._foes[foe][second]
            self._foes[foe].setdefault(first, parting)
            self._foes[first].setdefault(foe, parting)

    def _behind(self, one: str, other: str, parting: _Parting) -> tuple[Decision, ...]:
        near, far = parting.one, parting.other
        if self._find(near) != self._find(one):
            near, far = far, near
        found = [parting.by, *self._path(one, near), *self._path(other, far)]
        return tuple({decision.id: decision for decision in found}.values())

    def _path(self, start: str, end: str) -> list[Decision]:
        """Return the decisions that make two reports of one group one event, by way of others."""
        came: dict[str, tuple[str, Decision] | None] = {start: None}
        waiting = deque([start])
        while waiting and end not in came:
            here = waiting.popleft()
            new = {there: by for there, by in self._links[here] if there not in came}
            came |= {there: (here, by) for there, by in new.items()}
            waiting.extend(new)
        return _walked_back(came, end)


def _walked_back(came: dict[str, tuple[str, Decision] | None], end: str) -> list[Decision]:
    found: dict[str, Decision] = {}
    step = came.get(end)
    while step is not None:
        here, by = step
        found[by.id] = by
        step = came[here]
    return list(found.values())

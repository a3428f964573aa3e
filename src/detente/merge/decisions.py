"""Decisions of users to rulings: what holds, what was undone, what gives way to a later decision.

A ruling depends on the decisions alone, not on which reports are there: so neither the order in
which articles arrive nor batches change what is obeyed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import msgspec

from detente.merge.decision_groups import Clash, Groups
from detente.merge.ids import digest
from detente.model import Decision, DecisionKind, Overruled

_SHORT_ID = 8
_SIGNED = (
    "kind", "reports", "others", "event_type", "mode", "cameo_code", "actors", "recipients",
    "undoes", "author", "time", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the decisions in force ask of the merge, by event ids (reports).

    ``together`` are reports that are one event; ``apart`` pairs that are not, one pair for every
    two groups of ``together``. ``no_event`` are reports that tell of none. ``codes``, ``actors``
    and ``recipients`` are the decisions that give a report its type and its parties; ``named`` all
    that hold for a report, the latest first. ``undone`` maps decisions to the undo in force.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    no_event: Mapping[str, Decision] = field(default_factory=dict)
    codes: Mapping[str, Decision] = field(default_factory=dict)
    actors: Mapping[str, Decision] = field(default_factory=dict)
    recipients: Mapping[str, Decision] = field(default_factory=dict)
    named: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    undone: Mapping[str, Decision] = field(default_factory=dict)
    overruled: tuple[Overruled, ...] = ()


def signed(decision: Decision) -> Decision:
    """Return a decision with its id: a digest of what it says, by whom, when and why.

    The order in which reports are named means nothing and is lost.
    """
    ordered = msgspec.structs.replace(
        decision,
        reports=tuple(sorted(set(decision.reports))),
        others=tuple(sorted(set(decision.others))),
    )
    parts = [msgspec.json.encode(getattr(ordered, name)).decode() for name in _SIGNED]
    return msgspec.structs.replace(ordered, id=digest("decision", *parts))


def cited(decision: Decision) -> str:
    """Return how a decision is named in a rule: "decision 1a2b3c4d by A. Reader"."""
    return f"decision {decision.id[:_SHORT_ID]} by {decision.author}"


def rule_on(decisions: Iterable[Decision]) -> Rulings:
    """Return what the decisions ask, whatever their order; a later one wins over an earlier."""
    known = {decision.id: decision for decision in decisions}
    undone = undone_by(known.values())
    by_id = sorted(known.values(), key=lambda decision: decision.id)
    latest_first = sorted(by_id, key=lambda decision: decision.time, reverse=True)
    ruler = _Ruler()
    for decision in latest_first:
        if decision.id not in undone and decision.kind is not DecisionKind.UNDO:
            ruler.take(decision)
    return ruler.rulings(undone)


def undone_by(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the undo that is in force for each decision that does not hold, by its id.

    An undo may itself be undone: then what it undid holds again.
    """
    undos = {one.id: one for one in decisions if one.kind is DecisionKind.UNDO}
    depth = {id_: _depth(undo, undos) for id_, undo in undos.items()}
    found: dict[str, Decision] = {}
    # The end of a chain of undos first: so it is known of each whether it holds itself.
    for undo in sorted(undos.values(), key=lambda undo: (-depth[undo.id], undo.time, undo.id)):
        if undo.id not in found and undo.undoes:
            found.setdefault(undo.undoes, undo)
    return found


def _depth(undo: Decision, undos: Mapping[str, Decision]) -> int:
    # An id is a digest of what it undoes, so that no chain comes back to itself.
    length, target = 1, undos.get(undo.undoes or "")
    while target is not None:
        length, target = length + 1, undos.get(target.undoes or "")
    return length


class _Ruler:
    """Takes decisions, the latest first; what is taken already stands against an earlier one."""

    def __init__(self) -> None:
        self._groups = Groups()
        self._no_event: dict[str, Decision] = {}
        self._is_event: dict[str, Decision] = {}  # the latest decision that takes it for an event
        self._fields: dict[str, dict[str, Decision]] = {
            "event_type": {}, "actors": {}, "recipients": {},
        }  # fmt: skip
        self._named: dict[str, list[Decision]] = defaultdict(list)
        self._overruled: list[Overruled] = []

    def take(self, decision: Decision) -> None:
        """Take a decision as far as those taken before allow it."""
        if decision.kind is DecisionKind.NOT_AN_EVENT:
            self._strike(decision)
        elif decision.kind in {DecisionKind.WRONG_CODE, DecisionKind.WRONG_ACTOR}:
            self._correct(decision)
        else:
            self._group(decision)

    def rulings(self, undone: Mapping[str, Decision]) -> Rulings:
        """Return what was taken."""
        return Rulings(
            together=self._groups.together(),
            apart=self._groups.apart(),
            no_event=self._no_event,
            codes=self._fields["event_type"],
            actors=self._fields["actors"],
            recipients=self._fields["recipients"],
            named={report: tuple(found) for report, found in self._named.items()},
            undone=undone,
            overruled=tuple(sorted(self._overruled, key=lambda one: one.decision_id)),
        )

    def _strike(self, decision: Decision) -> None:
        against = {id_: self._is_event[id_] for id_ in decision.reports if id_ in self._is_event}
        for report in decision.reports:
            if report not in against:
                self._no_event.setdefault(report, decision)
                self._named[report].append(decision)
        self._tell(decision, against.values(), f"{_count(against)} taken for an event by")

    def _correct(self, decision: Decision) -> None:
        against: dict[str, Decision] = {}
        for report in decision.reports:
            struck = self._no_event.get(report)
            later = struck or self._corrected_later(decision, report)
            if later is not None:
                against[report] = later
            if struck is None:
                self._is_event.setdefault(report, decision)
                self._named[report].append(decision)
        self._tell(decision, against.values(), f"{_count(against)} judged otherwise by")

    def _corrected_later(self, decision: Decision, report: str) -> Decision | None:
        """Let a decision give a report its fields; return a later one that gives one already."""
        given = [name for name in self._fields if getattr(decision, name) is not None]
        standing = [self._fields[name].setdefault(report, decision) for name in given]
        return next((one for one in standing if one is not decision), None)

    def _group(self, decision: Decision) -> None:
        for report in (*decision.reports, *decision.others):
            self._named[report].append(decision)
        clashes: list[Clash] = []
        if decision.kind is not DecisionKind.DIFFERENT:
            sides = (decision.reports, decision.others)
            clashes += [clash for side in sides for clash in self._join(side, decision)]
        if decision.kind is not DecisionKind.SAME:
            clashes += self._part(decision)
        else:
            for report in decision.reports:
                self._is_event.setdefault(report, decision)
        by = {one.id: one for clash in clashes for one in clash.by}
        pairs = "; ".join(f"{one.one[:8]} and {one.other[:8]}" for one in clashes[:3])
        self._tell(decision, by.values(), f"{pairs} are held otherwise by")

    def _join(self, reports: Sequence[str], decision: Decision) -> list[Clash]:
        """Join the reports to as few groups as may be; return what keeps these apart."""
        heads: list[str] = []
        clashes: list[Clash] = []
        for report in reports:
            tried = [self._groups.join(head, report, decision) for head in heads[:1]]
            against = [clash for clash in tried if clash]
            if not heads or (against and not self._joins_any(heads[1:], report, decision)):
                heads.append(report)
            clashes += against
        return clashes

    def _joins_any(self, heads: Sequence[str], report: str, decision: Decision) -> bool:
        return any(self._groups.join(head, report, decision) is None for head in heads)

    def _part(self, decision: Decision) -> list[Clash]:
        ours, theirs = map(self._groups.heads, (decision.reports, decision.others))
        tried = (self._groups.part(one, other, decision) for one, other in product(ours, theirs))
        return [clash for clash in tried if clash]

    def _tell(self, decision: Decision, by: Iterable[Decision], words: str) -> None:
        later = sorted({one.id: one for one in by}.values(), key=lambda one: (one.time, one.id))
        if not later:
            return
        told = ", ".join(cited(one) for one in later)
        explanation = f"{cited(decision)} gives way: {words} {told}, made later"
        ids = tuple(one.id for one in later)
        self._overruled.append(Overruled(decision_id=decision.id, by=ids, explanation=explanation))


def _count(reports: Mapping[str, Decision]) -> str:
    return "1 report is" if len(reports) == 1 else f"{len(reports)} reports are"

"""Reports to clusters: pairs that are the same event, joined with guards against chains."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from detente.merge.blocks import candidates
from detente.merge.days import shared_days
from detente.merge.decisions import Rulings
from detente.merge.deed_kinds import STAY
from detente.merge.reports import Report, Rules
from detente.merge.same_event import LOOSE_FROM, Likeness, has_wide_days, score, veto_between
from detente.merge.same_event_guards import ONE_SIDED, OTHER_DAYS, TOO_FAR
from detente.model import Modality, Precision, When

# How many reports of each of two clusters are compared before the clusters are joined.
_COMPARED = 6
# What lets one event have two days, the surer first.
_ORDER = (None, "stay", "contested", "slip", "moved")
_LAST_OF_ALL = len(_ORDER)
# By how much the best of several that a loose report fits must be ahead of the next.
_AHEAD = 0.8
# What is loosely alike is asked for twice: joins may make two groups that others fit one.
_ROUNDS: Final = 2


# A visit that is told with its days is no longer.
_LONGEST_STAY_DAYS: Final = 6

Edge = tuple[int, int, Likeness]
# A round, and the index of a report that is joined loosely in it.
Turn = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Joins that stand: those of ``firm`` pairs, in order, and all loose ones but of ``asked``.

    ``joins`` tells by turn a report of the group that the report was joined to.
    """

    asked: frozenset[int]
    firm: Iterable[tuple[int, int]] = ()
    joins: Mapping[Turn, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clustered:
    """Groups, in order, and the loose joins that were made for them."""

    groups: list[tuple[Report, ...]]
    joins: Mapping[Turn, int]


def edges_among(
    reports: Sequence[Report], pairs: Iterable[tuple[int, int]], rules: Rules
) -> Iterator[Edge]:
    """Yield those of the pairs of indices that are one event, or may be if nothing fits better.

    Each depends on its two reports alone.
    """
    for one, other in pairs:
        likeness = score(reports[one], reports[other], rules)
        if likeness.is_same or (likeness.is_loose and likeness.points >= LOOSE_FROM):
            yield one, other, likeness


def cluster_reports(
    reports: Sequence[Report],
    rules: Rules,
    rulings: Rulings | None = None,
    edges: Iterable[Edge] | None = None,
) -> list[tuple[Report, ...]]:
    """Return the reports grouped by event; groups and members in the order given.

    Pairs are joined from the most alike down. Two groups stay apart if their dated members
    share no day (unless the joining pair is one event with a contested day), or if a report of
    one cannot be the same event as a report of the other. Before all that, ``rulings`` of users
    are obeyed: what they hold together is joined, what they hold apart never is.

    Groups that no chain of edges or rulings connects have no influence on each other.

    What is loosely alike is joined last, and only if it fits one group alone, or one best.

    Args:
        reports: ordered by rank.
        rules: the tables of merging.
        rulings: what users decided.
        edges: those of :func:`edges_among`, the smaller index first (their points and whether
            they are contested suffice); None: those found among the candidates.
    """
    found = edges_among(reports, candidates(reports), rules) if edges is None else edges
    joiner = _Joiner(reports, rules, rulings or Rulings())
    ordered = joiner.ordered(found)
    joiner.join_firm(ordered)
    joiner.join_loose(ordered, Earlier(frozenset(range(len(reports)))))
    return joiner.groups()


def firm_joins(
    reports: Sequence[Report], rules: Rules, rulings: Rulings, edges: Iterable[Edge]
) -> list[tuple[int, int]]:
    """Return the pairs, as indices and in order, of which :func:`cluster_reports` joins groups.

    They are those not loose; what users hold together is joined before them, and no pair here.
    """
    joiner = _Joiner(reports, rules, rulings)
    return joiner.join_firm(joiner.ordered(edges))


def cluster_again(
    reports: Sequence[Report],
    rules: Rules,
    rulings: Rulings,
    edges: Iterable[Edge],
    earlier: Earlier,
) -> Clustered:
    """Return the groups of :func:`cluster_reports`, and the loose joins that made them.

    What ``earlier`` tells is joined as it was then, without asking what else fits; of the edges
    only the loose ones of those to be asked are needed.
    """
    joiner = _Joiner(reports, rules, rulings)
    for one, other in earlier.firm:
        joiner.rejoin(one, other)
    joins = joiner.join_loose(joiner.ordered(edges), earlier)
    return Clustered(joiner.groups(), joins)


def _whole(edge: Edge, reports: Sequence[Report], rules: Rules) -> Edge:
    """Return an edge with all that joining asks for; one that was kept has points alone."""
    one, other, likeness = edge
    if not likeness.is_contested or likeness.over_days:
        return edge
    return one, other, score(reports[one], reports[other], rules)


def _strength(edge: Edge) -> tuple[int, float, int, int]:
    one, other, likeness = edge
    order = _LAST_OF_ALL if likeness.is_loose else _ORDER.index(likeness.over_days)
    return order, -likeness.points, one, other


class _Joiner:
    """Union-find over indices of reports, which keeps each group's members and shared days."""

    def __init__(self, reports: Sequence[Report], rules: Rules, rulings: Rulings) -> None:
        self._reports = reports
        self._rules = rules
        self._vetoes: dict[tuple[int, int], str | None] = {}
        self._root = list(range(len(reports)))
        self._members = [[index] for index in range(len(reports))]
        self._days: list[When | None] = [report.event.when for report in reports]
        # All days of a visit that is told with them, where its reports share fewer.
        self._stays = [*self._days]
        self._foes: list[set[int]] = [set() for _ in reports]
        self._moved = [report.has_moved for report in reports]
        self._obey(rulings)

    def ordered(self, edges: Iterable[Edge]) -> list[Edge]:
        """Return edges in the order in which they are to be joined; nothing forbids their pairs."""
        found = [_whole(edge, self._reports, self._rules) for edge in edges]
        self._vetoes.update(((one, other), None) for one, other, _ in found)
        return sorted(found, key=_strength)

    def _obey(self, rulings: Rulings) -> None:
        """Join and hold apart what users decided, as far as the reports are here."""
        place = {report.event.id: index for index, report in enumerate(self._reports)}
        for group in rulings.together:
            here = sorted(place[id_] for id_ in group if id_ in place)
            for other in here[1:]:
                self._union(self._find(here[0]), other)
            # A pair of groups held apart names one report of each, which need not be here.
            place |= dict.fromkeys(group, here[0]) if here else {}
        for pair in rulings.apart:
            if pair[0] in place and pair[1] in place:
                first, second = place[pair[0]], place[pair[1]]
                self._foes[self._find(first)].add(second)
                self._foes[self._find(second)].add(first)

    def join_firm(self, edges: Iterable[Edge]) -> list[tuple[int, int]]:
        """Join the groups of what is firmly alike; return the pairs that joined two."""
        return [
            (one, other)
            for one, other, likeness in edges
            if not likeness.is_loose and self._join(one, other, likeness)
        ]

    def _join(self, one: int, other: int, likeness: Likeness) -> bool:
        """Join the groups of two reports, if they are two and no guard forbids it."""
        first, second = sorted((self._find(one), self._find(other)))
        if first == second or not self._may_join(first, second, likeness):
            return False
        self._union(first, second)
        return True

    def _union(self, first: int, second: int) -> None:
        self._foes[first] |= self._foes[second]
        self._moved[first] |= self._moved[second]
        self._stays[first] = _whole_stay(self._stays[first], self._stays[second])
        self._days[first] = _joined_days(self._days[first], self._days[second])
        self._members[first] = sorted(self._members[first] + self._members[second])
        self._root[second] = first

    def groups(self) -> list[tuple[Report, ...]]:
        """Return the groups, ordered by their first member."""
        roots = (index for index in range(len(self._root)) if self._find(index) == index)
        return [tuple(self._reports[member] for member in self._members[root]) for root in roots]

    def _find(self, index: int) -> int:
        while self._root[index] != index:
            self._root[index] = self._root[self._root[index]]
            index = self._root[index]
        return index

    def join_loose(self, edges: Iterable[Edge], earlier: Earlier) -> dict[Turn, int]:
        """Join what loosely fits one group alone, or one clearly best; return what was joined.

        Of groups that a report of no certain day fits, those of other days are rivals; of those
        that a report of one party fits, all are.
        """
        of = self._open_ends(edges)
        asked = {
            (number, index) for number in range(_ROUNDS) for index in of.keys() & earlier.asked
        }
        stay = {
            turn: other for turn, other in earlier.joins.items() if turn[1] not in earlier.asked
        }
        found: dict[Turn, int] = {}
        for turn in sorted(asked | stay.keys()):
            index = turn[1]
            other = stay[turn] if turn in stay else self._best_fit(index, of[index])
            if other is not None:
                found[turn] = other
                self.rejoin(index, other)
        return found

    def _open_ends(self, edges: Iterable[Edge]) -> dict[int, list[tuple[int, Likeness]]]:
        """Return by report that may be joined loosely what it is like."""
        of: dict[int, list[tuple[int, Likeness]]] = defaultdict(list)
        for one, other, likeness in (edge for edge in edges if edge[2].is_loose):
            if _is_open(self._reports[one], likeness):
                of[one].append((other, likeness))
            if _is_open(self._reports[other], likeness):
                of[other].append((one, likeness))
        return of

    def rejoin(self, index: int, other: int) -> None:
        """Join the groups of two reports, whatever speaks against it."""
        first, second = sorted((self._find(index), self._find(other)))
        if first != second:
            self._union(first, second)

    def _best_fit(self, index: int, rivals: Iterable[tuple[int, Likeness]]) -> int | None:
        """Return the group that a report is to be joined to, if any."""
        fits = self._loose_fits(index, rivals)
        return self._clear_fit(index, {group: points for group, (points, _) in fits.items()})

    def _clear_fit(self, index: int, fits: Mapping[int, float]) -> int | None:
        """Return the group that fits a report best, unless one of other days fits nearly as well.

        Of those that fit nearly as well as the best, those of the very parties of the report go
        before others. For a report of one party any other that fits so well is a rival.
        """
        least = max(fits.values(), default=0.0) - _AHEAD
        near = sorted((-points, group) for group, points in fits.items() if points > least)
        parties = self._reports[index].parties
        groups = [group for _, group in near]
        best, *rivals = [group for group in groups if self._is_of(group, parties)] or groups or [-1]
        is_single = len(parties) == 1
        if best < 0 or any(is_single or self._exclude_days(best, rival) for rival in rivals):
            return None
        return best

    def _is_of(self, group: int, parties: frozenset[str]) -> bool:
        """Whether a report of a group names just these parties."""
        return any(self._reports[member].parties == parties for member in self._members[group])

    def _exclude_days(self, one: int, other: int) -> bool:
        ours, theirs = self._days[one], self._days[other]
        return ours is None or theirs is None or shared_days((ours, theirs)) is None

    def _loose_fits(
        self, index: int, rivals: Iterable[tuple[int, Likeness]]
    ) -> dict[int, tuple[float, Likeness]]:
        """Return the groups that a report of no certain day loosely fits, and how well."""
        fits: dict[int, tuple[float, Likeness]] = {}
        for other, likeness in rivals:
            group, rival = self._find(index), self._find(other)
            is_open = rival != group and self._may_join(group, rival, likeness)
            if is_open and (rival not in fits or fits[rival][0] < likeness.points):
                fits[rival] = (likeness.points, likeness)
        return fits

    def _may_join(self, first: int, second: int, likeness: Likeness) -> bool:
        if not self._foes[first].isdisjoint(self._members[second]):
            return False
        has_moved = self._moved[first] or self._moved[second]
        are_stays = self._reports[first].deed == self._reports[second].deed == STAY
        told = self._stays if are_stays else self._days
        days = [when for when in (told[first], told[second]) if when]
        if days and not (likeness.is_contested or has_moved) and shared_days(days) is None:
            return False
        # The days of one stay lie apart though nobody moved them.
        over = likeness.over_days
        is_told_of_two_days = over in {"slip", "moved", "late"} or (has_moved and over != "stay")
        if is_told_of_two_days and self._are_two_deeds(first, second):
            return False
        ours, theirs = self._members[first][:_COMPARED], self._members[second][:_COMPARED]
        # What was put off lies far from where it was planned; a contested day is contested by all.
        # That one names fewer parties is no sign against what others of its group tell.
        borne = {
            ONE_SIDED,
            TOO_FAR if has_moved or over in {"late", "stay", "far"} else None,
            OTHER_DAYS if over else None,
        }
        return not any(self._veto(a, b) not in borne | {None} for a in ours for b in theirs)

    def _are_two_deeds(self, first: int, second: int) -> bool:
        """Whether both groups tell of something done, on days that exclude each other."""
        days = [self._done_days(group) for group in (first, second)]
        return all(days) and shared_days([when for some in days for when in some]) is None

    def _done_days(self, group: int) -> list[When]:
        events = (self._reports[member].event for member in self._members[group])
        return [event.when for event in events if event.when and event.modality is Modality.DONE]

    def _veto(self, one: int, other: int) -> str | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._vetoes:
            reports = self._reports
            self._vetoes[pair] = veto_between(reports[one], reports[other], self._rules)
        return self._vetoes[pair]


def _is_open(report: Report, likeness: Likeness) -> bool:
    """Whether a report tells no certain day, or one party alone, or a plan that was late."""
    is_late_plan = likeness.over_days == "late" and report.event.modality is Modality.PLANNED
    return is_late_plan or has_wide_days(report) or len(report.parties) == 1


def _joined_days(one: When | None, other: When | None) -> When | None:
    if one is None or other is None:
        return one or other
    return shared_days((one, other)) or one


def _whole_stay(one: When | None, other: When | None) -> When | None:
    """Return the days of a visit that are told as from one to another, else those shared."""
    told = [when for when in (one, other) if when and _is_few_days(when)]
    shared = _joined_days(one, other)
    return told[0] if told and shared in {one, other, None} else shared


def _is_few_days(when: When) -> bool:
    if when.precision is not Precision.RANGE or when.earliest is None or when.latest is None:
        return False
    return 0 < (when.latest - when.earliest).days <= _LONGEST_STAY_DAYS

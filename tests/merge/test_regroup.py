"""Only groups that may be others are made again; the result is that of making all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.merge.regroup import Bonds, Columns, regrouped

N_REPORTS = 9
NUMBERS = np.arange(N_REPORTS)
PAIRS = st.tuples(st.integers(0, N_REPORTS - 1), st.integers(0, N_REPORTS - 1))
# A pair, and whether it is firm.
TIES = st.dictionaries(PAIRS.filter(lambda pair: pair[0] < pair[1]), st.booleans(), max_size=14)
MOST = 4  # reports of a group: a guard that depends on both sides


class Clusterer:
    """Joins firm pairs in order, then each report to the smallest group that it loosely fits."""

    def __init__(self, ties):
        self.firm = sorted(pair for pair, is_firm in ties.items() if is_firm)
        self.loose = sorted(pair for pair, is_firm in ties.items() if not is_firm)
        self.n_grouped = 0

    def __call__(self, here, asked, earlier):
        self.n_grouped = max(self.n_grouped, len(here))
        group = {number: {number} for number in here.tolist()}
        for one, other in self.firm:
            if one in group:
                _join(group, one, other)
        joins = {}
        for turn in ((number, report) for number in range(2) for report in sorted(group)):
            other = self._fit(turn[1], group) if turn[1] in asked else earlier.get(turn)
            if other is not None and _join(group, turn[1], other) and turn[1] in asked:
                joins[turn] = other
        return sorted({tuple(sorted(members)) for members in group.values()}), joins

    def _fit(self, report, group):
        ends = [set(pair) - {report} for pair in self.loose if report in pair]
        rivals = {min(group[end]) for (end,) in ends if end not in group[report]}
        fits = sorted((len(group[rival]), rival) for rival in rivals)
        is_clear = len(fits) == 1 or (len(fits) > 1 and fits[0][0] < fits[1][0])
        return fits[0][1] if is_clear and fits[0][0] + len(group[report]) <= MOST else None

    def bonds(self, groups):
        fellows = [(group[0], other) for group in groups for other in group[1:]]
        return Bonds(firm=_columns([*self.firm, *fellows]), loose=_columns(self.loose))


def _join(group, one, other):
    if group[one] is group[other] or len(group[one]) + len(group[other]) > MOST:
        return False
    both = group[one] | group[other]
    group.update(dict.fromkeys(both, both))
    return True


def _columns(pairs):
    one, other = zip(*pairs, strict=True) if pairs else ((), ())
    return Columns(np.array(one, dtype=np.int64), np.array(other, dtype=np.int64))


def _ends(pairs):
    return np.array(sorted({end for pair in pairs for end in pair}), dtype=np.int64)


def _changed(before, after):
    """Return the ends of firm, and of loose, pairs that only one of the two has."""
    changed = {*before.items()} ^ {*after.items()}
    return [_ends([pair for pair, firm in changed if firm is kind]) for kind in (True, False)]


@given(before=TIES, after=TIES)
def test_groups_and_joins_made_again_are_those_of_making_all_of_them(before, after):
    old_groups, old_joins = Clusterer(before)(NUMBERS, NUMBERS, {})
    groups, joins = (cluster := Clusterer(after))(NUMBERS, NUMBERS, {})
    dirty, asked = _changed(before, after)
    again = regrouped(
        cluster.bonds(old_groups), dirty, asked, old_joins,
        lambda here, asked: cluster(here, asked, old_joins),
    )  # fmt: skip
    untouched = [group for group in old_groups if group[0] not in again.groups]
    assert sorted({*again.groups.values(), *untouched}) == groups
    kept = {turn: other for turn, other in old_joins.items() if turn[1] not in again.asked}
    assert kept | dict(again.joins) == joins


def test_what_is_loosely_alike_to_nothing_new_is_not_looked_at():
    before = {(0, 1): True, (2, 3): True, (1, 2): False, (5, 6): True, (6, 7): False}
    after = {**before, (0, 4): True}
    groups, joins = Clusterer(before)(NUMBERS, NUMBERS, {})
    cluster = Clusterer(after)
    dirty, asked = _changed(before, after)
    again = regrouped(
        cluster.bonds(groups), dirty, asked, joins, lambda *some: cluster(*some, joins)
    )
    assert again.groups.keys() == {0, 1, 2, 3, 4}

"""Only groups that may be others are made again; the result is that of making all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.merge.incremental import connected
from detente.merge.regroup import Before, Bonds, Changes, Columns, Fellows, regrouped

N_REPORTS = 9
NUMBERS = np.arange(N_REPORTS)
NUMBER = st.integers(0, N_REPORTS - 1)
PAIRS = st.tuples(NUMBER, NUMBER)
# A pair, and whether it is firm.
TIES = st.dictionaries(PAIRS.filter(lambda pair: pair[0] < pair[1]), st.booleans(), max_size=14)
MOST = 4  # reports of a group: a guard that depends on both sides


class Clusterer:
    """Joins firm pairs in order, then each report to the smallest group that it loosely fits."""

    def __init__(self, ties, held=(), present=NUMBERS, earlier=()):
        self.present = {*np.array(present).tolist()}
        self.ties = {pair: firm for pair, firm in ties.items() if self.present.issuperset(pair)}
        self.firm = sorted(pair for pair, is_firm in self.ties.items() if is_firm)
        self.loose = sorted(pair for pair, is_firm in self.ties.items() if not is_firm)
        self.held = [pair for pair in held if self.present.issuperset(pair)]
        self.earlier = dict(earlier)

    def firmly(self, numbers):
        group = self._begun(numbers)
        here = [pair for pair in self.firm if pair[0] in group]
        return [pair for pair in here if _join(group, *pair)]

    def loosely(self, numbers, firm, asked):
        group = self._begun(numbers)
        for one, other in firm.pairs():
            if one in group:
                _join(group, one, other, MOST * 2)
        joins = {}
        for turn in ((number, report) for number in range(2) for report in sorted(group)):
            other = self._fit(turn[1], group) if turn[1] in asked else self.earlier.get(turn)
            if other is not None and _join(group, turn[1], other) and turn[1] in asked:
                joins[turn] = other
        return sorted({tuple(sorted(members)) for members in group.values()}), joins

    def everything(self):
        firm = self.firmly(NUMBERS)
        return firm, *self.loosely(NUMBERS, Columns.of(firm), NUMBERS)

    def _begun(self, numbers):
        group = {number: {number} for number in numbers.tolist() if number in self.present}
        for one, other in self.held:
            if one in group:
                _join(group, one, other, MOST * 2)
        return group

    def _fit(self, report, group):
        ends = [set(pair) - {report} for pair in self.loose if report in pair]
        rivals = {min(group[end]) for (end,) in ends if end not in group[report]}
        fits = sorted((len(group[rival]), rival) for rival in rivals)
        is_clear = len(fits) == 1 or (len(fits) > 1 and fits[0][0] < fits[1][0])
        return fits[0][1] if is_clear and fits[0][0] + len(group[report]) <= MOST else None


def _join(group, one, other, most=MOST):
    if group[one] is group[other] or len(group[one]) + len(group[other]) > most:
        return False
    both = group[one] | group[other]
    group.update(dict.fromkeys(both, both))
    return True


def _ends(pairs):
    return np.array(sorted({end for pair in pairs for end in pair}), dtype=np.int64)


def _again(before, after):
    """Return what one clusterer makes again of what the other made."""
    firm, _, joins = before.everything()
    changed = {*before.ties.items()} ^ {*after.ties.items()}
    ends = [_ends([pair for pair, firm in changed if firm is kind]) for kind in (True, False)]
    new = np.array(sorted(before.present ^ after.present), dtype=np.int64)
    # What users hold together with a report that is gone was in its group.
    held = {*before.held, *after.held}
    bonds = Bonds(*(Columns.of(pairs) for pairs in (after.firm, after.loose, held)))
    after.earlier = joins
    changes = Changes(new, *ends, shown=np.array([], dtype=np.int64))
    return regrouped(bonds, changes, Before(Columns.of(firm), joins), after)


@given(
    before=TIES,
    after=TIES,
    held=st.lists(PAIRS.filter(lambda pair: pair[0] < pair[1]), max_size=2),
    new=st.sets(NUMBER, max_size=2),
    gone=st.sets(NUMBER, max_size=2),
)
def test_groups_and_joins_made_again_are_those_of_making_all_of_them(
    before, after, held, new, gone
):
    old = Clusterer(before, held, {*NUMBERS.tolist()} - new)
    now = Clusterer(after, held, {*NUMBERS.tolist()} - (gone - new))
    old_firm, old_groups, old_joins = old.everything()
    firm, groups, joins = now.everything()
    again = _again(old, now)
    untouched = [group for group in old_groups if again.groups.keys().isdisjoint(group)]
    left = [group for group in untouched if now.present.issuperset(group)]
    assert sorted({*again.groups.values(), *left}) == groups
    kept = {turn: other for turn, other in old_joins.items() if turn[1] not in again.asked}
    assert {turn: to for turn, to in kept.items() if turn[1] in now.present} | {
        **again.joins
    } == joins
    assert {*again.firm.pairs()} | {pair for pair in old_firm if pair[0] not in again.chained} == {
        *firm
    }


def test_what_is_loosely_alike_to_nothing_new_is_not_looked_at():
    before = {(0, 1): True, (2, 3): True, (1, 2): False, (5, 6): True, (6, 7): False}
    again = _again(Clusterer(before), Clusterer({**before, (0, 4): True}))
    assert again.groups.keys() == {0, 1, 2, 3, 4}


def test_what_a_new_pair_does_not_join_otherwise_is_asked_nothing():
    full = {(0, 1): True, (0, 2): True, (0, 3): True, (3, 5): False}
    again = _again(Clusterer(full), Clusterer({**full, (1, 4): True}))
    assert again.chained.tolist() == [0, 1, 2, 3, 4]
    assert (len(again.groups), len(again.asked)) == (0, 0)


def test_what_is_to_be_shown_is_shown_with_its_group():
    ties = {(0, 1): True, (1, 2): False, (4, 5): True}
    old = Clusterer(ties)
    firm, _, joins = old.everything()
    nobody, shown = np.array([], dtype=np.int64), np.array([0])
    bonds = Bonds(*(Columns.of(pairs) for pairs in (old.firm, old.loose, old.held)))
    changes = Changes(nobody, nobody, nobody, shown)
    again = regrouped(
        bonds, changes, Before(Columns.of(firm), joins), Clusterer(ties, earlier=joins)
    )
    assert {*again.groups.values()} == {(0, 1, 2)}


@given(pairs=st.lists(PAIRS, max_size=9), more=st.lists(PAIRS, max_size=3), seeds=st.sets(NUMBER))
def test_fellows_are_those_that_a_chain_of_pairs_connects(pairs, more, seeds):
    begun = np.array(sorted(seeds), dtype=np.int64)
    ties, both = Columns.of(pairs), Columns.of([*pairs, *more])
    whole, reached = Fellows(ties).whole(begun), Fellows(ties).reach(begun, Columns.of(more))
    assert whole.tolist() == connected(ties.one, ties.other, begun).tolist()
    assert reached.tolist() == connected(both.one, both.other, begun).tolist()

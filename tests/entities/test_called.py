"""The table of those who are called by one name without leading a state."""

from itertools import combinations

from detente.entities.called import called
from detente.entities.lexicon import fold
from detente.entities.registry import load_registry


def test_everybody_called_by_one_name_is_a_known_person_of_that_name():
    surnames = load_registry().surnames
    assert [one for one in called() if one.person not in surnames.get(one.name, ())] == []


def test_names_are_folded_and_days_in_order():
    assert all(one.name == fold(one.name) and one.first < one.until for one in called())


def test_a_name_means_one_person_on_a_day():
    pairs = (pair for pair in combinations(called(), 2) if pair[0].name == pair[1].name)
    shared = [pair for pair in pairs if max(p.first for p in pair) < min(p.until for p in pair)]
    assert shared == []

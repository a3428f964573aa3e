"""Countries found by whom somebody has to do with."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.forecast.ranking_facts import both_directions
from detente.forecast.ranking_homes import with_homes
from detente.forecast.ranking_names import attributes_of_names

NAMES = [
    "Police (Avalon)",
    "Citizen (Avalon)",
    "Citizen (Borduria)",
    "Avalon",
    "Borduria",
    "A. Roe",
]
POLICE, CITIZEN, OTHER, AVALON, BORDURIA, ROE = range(6)
DOMESTIC = [[POLICE, 0, CITIZEN, day] for day in range(10)]
ABROAD = [[AVALON, 1, BORDURIA, day] for day in range(10)]


def home_of_roe(rows, day=20):
    facts = both_directions(np.array([*DOMESTIC, *ABROAD, *rows]), entities=6, relations=2)
    found = with_homes(facts, attributes_of_names(NAMES), day).country
    known = {found[POLICE]: "Avalon", found[OTHER]: "Borduria"}
    return known.get(found[ROE])


def test_who_deals_with_the_citizens_of_a_country_is_of_that_country():
    assert home_of_roe([[ROE, 0, CITIZEN, 3], [ROE, 0, CITIZEN, 4]]) == "Avalon"


def test_citizens_say_more_than_governments():
    met = [[ROE, 0, CITIZEN, 3], [ROE, 1, BORDURIA, 4], [ROE, 1, BORDURIA, 5]]
    assert home_of_roe(met) == "Avalon"


def test_who_was_never_seen_stays_without_a_country():
    assert home_of_roe([]) is None


def test_what_a_name_says_is_kept():
    facts = both_directions(np.array([[OTHER, 0, POLICE, 1]] * 5), entities=6, relations=2)
    told = attributes_of_names(NAMES)
    known = told.country > 0
    assert (with_homes(facts, told, 9).country[known] == told.country[known]).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_what_comes_later_is_not_looked_at(later):
    rows = [[ROE, 0, CITIZEN, 3]]
    future = [[one, 0, other, 10 + number] for number, (one, other) in enumerate(later)]
    assert home_of_roe(rows + future, day=10) == home_of_roe(rows, day=10)

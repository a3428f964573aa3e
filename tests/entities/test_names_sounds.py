"""Words of scripts against Latin spellings, letter by letter."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.names_sounds import best_division, read_sounds, units_of
from detente.entities.romanise import read_letters

LETTERS = read_letters()
SOUNDS = read_sounds(LETTERS)
RULES = {"": {"x": -5.0}, "ш": {"sh": -0.1, "s": -2.0}, "о": {"o": -0.2}}


def test_the_best_division_of_a_word_is_found():
    assert best_division(("ш", "о"), "sho", RULES) == pytest.approx(-0.3)
    assert best_division(("ш", "о"), "so", RULES) == pytest.approx(-2.2)
    assert best_division(("ш", "о"), "shox", RULES) == pytest.approx(-5.3)


def test_what_was_never_seen_costs_more_but_is_possible():
    cost = best_division(("ж",), "qqq", RULES)
    assert math.isfinite(cost)
    assert cost < best_division(("ш",), "sh", RULES)


@pytest.mark.parametrize(
    ("word", "script", "units"),
    [
        ("王毅", "han", ("w", "-ang", "y", "-i")),
        ("安", "han", ("-an",)),
        ("김", "hangul", ("ᄀ", "ᅵ", "ᆷ")),
        ("まつ", "kana", ("マ", "ツ")),
        ("ג׳ון", "hebrew", ("ג", "'", "ו", "ן")),
        ("مُحَمَّد", "arabic", ("م", "ح", "م", "د")),
        ("κώστας", "greek", tuple("κωστας")),
    ],
)
def test_a_word_is_read_as_units_of_its_script(word, script, units):
    assert units_of(word, script, LETTERS) == units


@pytest.mark.parametrize(
    ("word", "script", "right", "wrong"),
    [
        ("шойгу", "cyrillic", "shoygu", "shalva"),
        ("نتنياهو", "arabic", "netanyahu", "nantes"),
        ("נתניהו", "hebrew", "netanyahu", "natanz"),
        ("普京", "han", "putin", "pujols"),
        ("マクロン", "kana", "macron", "makarov"),
        ("모디", "hangul", "modi", "muti"),
    ],
)
def test_the_spelling_of_a_word_gains_more_than_that_of_another(word, script, right, wrong):
    units = SOUNDS.units(word, script)
    assert SOUNDS.fit(units, script, right).gain > SOUNDS.fit(units, script, wrong).gain


@given(one=st.text("abcdghijklsz", min_size=1, max_size=9), other=st.text("aeiknsty", min_size=1))
def test_two_latin_words_fit_the_same_both_ways(one, other):
    assert SOUNDS.fit_latin(one, other) == SOUNDS.fit_latin(other, one)

"""Names across spellings, scripts and orders of words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.names import EVEN, NameMatcher, even
from detente.entities.romanise import read_letters, romanise, script_of

LETTERS = read_letters()
MATCHER = NameMatcher(LETTERS)
CASES = tomllib.loads(
    Path(__file__).with_name("cases").joinpath("names_same.toml").read_text("utf-8")
)
SAME, DIFFERENT = (
    [(*pair, case["why"]) for case in CASES[kind] for pair in case["pairs"]]
    for kind in ("same", "different")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сергей Шойгу", "sergei shoigu"),
        ("Ұлан", "ulan"),
        ("Κώστας", "kostas"),
        ("محمد", "mhmd"),
        ("שלום", "shlom"),
        ("カタール", "kataru"),
        ("김", "gim"),
        ("曾", "zeng"),
        ("ประยุทธ์", "prayuthth"),
        ("Erdoğan", "erdogan"),
        ("Straße", "strasse"),
    ],
)
def test_letters_of_other_scripts_are_told_by_their_sound(text, expected):
    assert romanise(text, LETTERS) == expected


def test_the_script_is_that_of_the_first_letter_that_is_not_latin():
    assert script_of("Шойгу", LETTERS) == "cyrillic"
    assert script_of("Shoigu", LETTERS) == "latin"


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_spellings_of_one_name_are_alike(one, other, why):
    assert MATCHER.likeness(one, other) > EVEN, why


@pytest.mark.parametrize(("one", "other", "why"), DIFFERENT)
def test_names_of_two_are_not_alike(one, other, why):
    assert MATCHER.likeness(one, other) < EVEN, why


TEXT = "Anwar Ibrahim bin al Шойгу محمد بن שלום 王毅 김 Ltd GmbH AO Bank 2 III A. O'Neil Nasır ß"
WORDS = st.sampled_from(TEXT.split())
NAMES = st.one_of(
    st.lists(WORDS, max_size=5).map(" ".join), st.text(alphabet="abc AиШ'-. مح王김१", max_size=12)
)


@given(one=NAMES, other=NAMES)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    likeness = MATCHER.likeness(one, other)
    assert 0.0 <= likeness <= 1.0
    assert likeness == pytest.approx(MATCHER.likeness(other, one))


@given(name=NAMES)
def test_a_name_is_like_itself(name):
    likeness = MATCHER.likeness(name, name)
    assert likeness == (1.0 if MATCHER.read(name).words else 0.0)


@given(words=st.permutations(["Anwar", "Ibrahim", "Khaled"]))
def test_the_order_of_words_matters_little(words):
    assert MATCHER.likeness("Anwar Ibrahim Khaled", " ".join(words)) > EVEN


def test_a_half_chance_is_the_likeness_to_cut_at():
    assert even(0.5) == pytest.approx(EVEN)
    assert even(0.0) == 0.0
    assert even(1.0) == 1.0


def test_legal_forms_numbers_and_particles_are_told_apart_from_words():
    name = MATCHER.read("The Unit 2 of Nordholm Sp. z o.o.")
    assert [word.plain for word in name.words] == ["the", "unit", "of", "nordholm"]
    assert name.particles == {"the", "of"}
    assert name.forms == {"limited"}
    assert name.numbers == ("2",)


def test_a_name_of_titles_alone_keeps_them():
    assert [word.plain for word in MATCHER.read("President").words] == ["president"]


def test_a_text_that_is_no_name_costs_no_time():
    assert 0.0 <= MATCHER.likeness("Anwar " * 5000, "Ibrahim" * 5000) <= 1.0

"""Names across spellings, scripts and orders of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.names import NameMatcher
from detente.entities.romanise import read_letters, romanise, script_of

LETTERS = read_letters()
MATCHER = NameMatcher(LETTERS)


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
        ("Erdoğan", "erdogan"),
        ("Straße", "strasse"),
    ],
)
def test_letters_of_other_scripts_are_told_by_their_sound(text, expected):
    assert romanise(text, LETTERS) == expected


def test_the_script_is_that_of_the_first_letter_that_is_not_latin():
    assert script_of("Шойгу", LETTERS) == "cyrillic"
    assert script_of("Shoigu", LETTERS) == "latin"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Shoigu", "Sergey Shoygu"),
        ("Sergei Shoigu", "Shoigu, Sergei"),
        ("Sergei Shoigu", "Сергей Шойгу"),
        ("Mohamed Khaled Nordin", "Mohammed Khalid Nordin"),
        ("Rosatom JSC", "AO Rosatom"),
        ("Anwar bin Ibrahim", "Anwar Ibrahim"),
        ("Zelensky", "Зеленский"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert MATCHER.likeness(one, other) > 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Shoigu", "Sergei Lavrov"),
        ("Xi Jinping", "Xi Zhongxun"),
        ("Ali al-Tamimi", "Ali al-Harbi"),
        ("Bank of Tonga", "Bank of Samoa"),
        ("", "Anwar"),
    ],
)
def test_names_that_share_a_word_are_not_alike_for_it(one, other):
    assert MATCHER.likeness(one, other) < 0.6


NAMES = st.text(alphabet="abc AиШ'-. مح王김", max_size=12)


@given(one=NAMES, other=NAMES)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    likeness = MATCHER.likeness(one, other)
    assert 0.0 <= likeness <= 1.0
    assert likeness == pytest.approx(MATCHER.likeness(other, one))

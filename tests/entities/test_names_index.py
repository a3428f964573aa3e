"""Known names found from other spellings of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.names import EVEN, NameMatcher
from detente.entities.names_index import NameIndex, packaged_names, skeletons

KNOWN = [
    ("shoigu", "Sergei Shoigu"),
    ("shoigu", "Sergei Kuzhugetovich Shoigu"),
    ("lavrov", "Sergei Lavrov"),
    ("nordin", "Mohamed Khaled Nordin"),
    ("anwar", "Anwar Ibrahim"),
    ("putin", "Vladimir Putin"),
    ("xi", "Xi Jinping"),
    ("gantz", "Benny Gantz"),
    ("macron", "Emmanuel Macron"),
    ("merkel", "Angela Merkel"),
    ("iaea", "International Atomic Energy Agency"),
    ("asean", "Association of Southeast Asian Nations"),
]
INDEX = NameIndex(KNOWN, NameMatcher())


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Choigou", "shoigu"),
        ("Шойгу", "shoigu"),
        ("Shoygu", "shoigu"),
        ("Shoïgou Sergueï", "shoigu"),
        ("شويغو", "shoigu"),
        ("绍伊古", "shoigu"),
        ("Lawrow", "lavrov"),
        ("Mohamad Khalid Nordin", "nordin"),
        ("أنور إبراهيم", "anwar"),
        ("Putni", "putin"),
        ("普京", "putin"),
        ("习近平", "xi"),
        ("Jinping Xi", "xi"),
        ("גנץ", "gantz"),
        ("マクロン", "macron"),
        ("Emmanuel Macrone", "macron"),
        ("Internationl Atomic Enrgy Agency", "iaea"),
    ],
)
def test_a_known_name_is_found_first_from_another_spelling(asked, expected):
    identity, likeness = INDEX.candidates(asked)[0]
    assert identity == expected
    assert likeness > EVEN


def test_an_id_is_found_once_with_its_likest_name():
    assert INDEX.candidates("Sergei Shoigu")[0] == ("shoigu", 1.0)
    assert [identity for identity, _ in INDEX.candidates("Shoigu")].count("shoigu") == 1


@pytest.mark.parametrize("asked", ["", "...", "Quetzalcoatl", "ж"])
def test_nothing_sure_is_found_for_an_unknown_name(asked):
    assert all(likeness < EVEN for _, likeness in INDEX.candidates(asked))


def test_no_more_are_given_than_asked_for():
    assert len(INDEX.candidates("Sergei", limit=1)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("shoigu", "choigou"),
        ("yeltsin", "jelzin"),
        ("qaddafi", "gadhafi"),
        ("khrushchev", "chruschtschow"),
        ("jamal", "gamal"),
    ],
)
def test_spellings_of_one_sound_share_a_skeleton(one, other):
    assert set(skeletons(one)) & set(skeletons(other))


@given(asked=st.text(max_size=20))
def test_candidates_are_sorted_and_their_likeness_is_a_share(asked):
    found = [likeness for _, likeness in INDEX.candidates(asked)]
    assert found == sorted(found, reverse=True)
    assert all(0.0 <= likeness <= 1.0 for likeness in found)


def test_persons_and_organisations_of_the_tables_are_found():
    index = NameIndex(packaged_names(), NameMatcher())
    for asked in ("Choigou", "Шойгу", "Shoygu"):
        assert index.candidates(asked)[0][0] == "RUS:sergei-shoigu"
    assert index.candidates("Europaen Union")[0][0] == "EUU"

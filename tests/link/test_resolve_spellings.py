import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.lexicon import Lexicon
from detente.entities.records import Person, Registry
from detente.link.resolve_spellings import Spellings, skeleton

NAMES = ("Sergei Shoigu", "Yoon Suk Yeol", "Mohamed Khaled Nordin", "Li Wei", "Ana Soi")


@pytest.fixture(scope="module")
def spellings():
    persons = {name: Person(name, name, "AAA") for name in NAMES}
    return Spellings(Registry({}, persons, {}, {}, {}, {}, Lexicon([])))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sergueï Choïgou", "Sergei Shoigu"),
        ("Shoygu Sergey", "Sergei Shoigu"),
        ("Yoon Seok-youl", "Yoon Suk Yeol"),
        ("Mohamad Khaled Nordin", "Mohamed Khaled Nordin"),
    ],
)
def test_names_that_sound_the_same_are_one(written, meant, spellings):
    assert spellings.of_full_name(written) == [meant]


@pytest.mark.parametrize("other", ["Sergei Sobyanin", "Lee Way", "Ena Sio", "Shoigu", ""])
def test_other_names_and_names_of_few_sounds_are_nobodys(other, spellings):
    assert spellings.of_full_name(other) == []


def test_a_surname_is_looked_for_among_the_persons_given(spellings):
    assert spellings.of_surname("Shoygu", NAMES) == ["Sergei Shoigu"]
    assert spellings.of_surname("Sobyanin", NAMES) == []


@given(st.text(max_size=30))
def test_a_skeleton_has_no_vowel_after_its_first_sound(word):
    assert not set(skeleton(word)[1:]) & set("aeiou")

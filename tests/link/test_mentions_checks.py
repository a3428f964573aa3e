import pytest

from detente.link.mentions_checks import NameCheck
from detente.link.mentions_units import load_word_classes


@pytest.fixture(scope="module")
def check():
    classes = load_word_classes()
    return NameCheck(classes.tags, classes.particles)


@pytest.mark.parametrize(
    "name",
    [
        "AMD",
        "WidgeMicro",
        "INS Tabar",
        "MV Sirius Star",
        "Kings County",
        "Lake Ontario",
        "Green Bay Packers",
        "Base",
    ],
)
def test_names_of_things_are_no_persons(name, check):
    assert check.is_no_person(name.split())


@pytest.mark.parametrize(
    "name",
    [
        "John McCain",
        "LeBron James",
        "Tom DeLay",
        "JD Vance",
        "Paul King",
        "Theresa May",
        "Neil Young",
        "JOHN SMITH",
    ],
)
def test_names_of_persons_may_be_persons(name, check):
    assert not check.is_no_person(name.split())


def test_a_party_is_held_or_joined(check):
    assert check.is_social("christmas", "party")
    assert not check.is_social("labour", "party")

"""What was worked out before is kept, up to a bound."""

from hypothesis import given
from hypothesis import strategies as st

from detente.kept import Kept

WORDS = st.lists(st.text(max_size=2))


@given(words=WORDS, most=st.integers(1, 5))
def test_answers_are_those_of_the_one_who_answers_and_never_too_many(words, most):
    kept = Kept(str.upper, most)
    assert kept.all(words) == [word.upper() for word in words]
    assert len(kept) <= most


def test_nobody_is_asked_twice_while_there_is_room():
    asked = []
    kept = Kept(lambda word: asked.append(word) or len(word), 2)
    assert kept.all(["pact", "truce", "pact"]) == [4, 5, 4]
    assert asked == ["pact", "truce"]
    assert kept["talks"] == 5
    assert list(kept) == ["talks"]


def test_an_answer_may_ask_again():
    kept = Kept(lambda number: number if number < 2 else kept[number - 1] + kept[number - 2], 3)
    assert kept[12] == 144
    assert len(kept) <= 3


def test_what_cannot_be_answered_is_not_kept():
    kept = Kept(int)
    assert _fails(kept, "two")
    assert not kept


def _fails(kept, key):
    try:
        kept[key]
    except ValueError:
        return True
    return False

"""Articles that hardly look abroad."""

import datetime as dt

from benchmarks.quality.stages import documents
from detente.coding.outlook import count_looking_abroad, is_domestic, is_long

HOME = (
    "Brazil votes on Sunday. The senate sat late. Brazil has 27 governors. Lula spoke in Recife. "
    "Nobody answered. The list was long. The buses came. Brazil sleeps. Rain fell."
)


def _read(text: str):
    return next(iter(documents([("a", text, dt.date(2024, 5, 6))], until="topics")))


def test_an_article_that_names_its_own_state_alone_is_domestic():
    assert is_domestic(_read(HOME))


def test_one_that_names_a_second_state_often_enough_is_not():
    assert not is_domestic(
        _read(HOME + " Chile's president rang. Peru's minister rang too. Bolivia sent a cable.")
    )


def test_a_short_text_tells_too_little():
    assert not is_domestic(_read("Brazil votes on Sunday. The senate sat late."))


def test_only_an_article_is_long():
    assert is_long(_read(HOME))
    assert not is_long(_read("Brazil votes on Sunday. The senate sat late."))


def test_the_state_that_most_sentences_name_is_the_texts_own():
    assert count_looking_abroad([{"BRA"}, {"BRA", "CHL"}, set(), {"PER"}]) == 2


def test_of_two_named_alike_the_first_by_its_code_is_the_texts_own():
    assert count_looking_abroad([{"CHL"}, {"CHL"}, {"BRA"}, {"BRA"}, {"BRA", "CHL"}]) == 3


def test_a_text_without_states_does_not_look_abroad():
    assert count_looking_abroad([set(), set()]) == 0

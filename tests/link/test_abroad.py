"""Sentences that name a state other than their text's own."""

from detente.link.abroad import count_looking_abroad


def test_the_state_that_most_sentences_name_is_the_texts_own():
    assert count_looking_abroad([{"BRA"}, {"BRA", "CHL"}, set(), {"PER"}]) == 2


def test_of_two_named_alike_the_first_by_its_code_is_the_texts_own():
    assert count_looking_abroad([{"CHL"}, {"CHL"}, {"BRA"}, {"BRA"}, {"BRA", "CHL"}]) == 3


def test_a_text_without_states_does_not_look_abroad():
    assert count_looking_abroad([set(), set()]) == 0

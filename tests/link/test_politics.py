"""How likely it is politics: scores of words, of sentences beside their article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.link.politics import load_politics, politics_of, words_of

PRIVATE = [
    "the striker scored twice in the second half and the keeper dropped a corner",
    "shares in the brewer rose four percent after it raised its forecast for the year",
    "a lorry carrying melons overturned on the ring road, blocking two lanes",
]
POLITICAL = [
    "the foreign minister summoned the ambassador over the missile tests",
    "troops fired on protesters outside parliament, the opposition said",
    "the two governments signed a treaty on water",
]


@pytest.fixture(scope="module")
def politics():
    return load_politics()


@pytest.mark.parametrize("text", PRIVATE)
def test_private_sentences_of_a_private_article_are_unlikely(politics, text):
    assert all(odds < -5 for odds in politics.of([text, *PRIVATE]))


@pytest.mark.parametrize("text", POLITICAL)
def test_a_political_sentence_is_likely_alone(politics, text):
    assert politics.of([text])[0] > 5


def test_a_plain_sentence_is_as_its_article(politics):
    plain = "he arrived on friday"
    assert politics.of([plain, *POLITICAL])[0] > 5
    assert politics.of([plain, *PRIVATE * 4])[0] < -5


def test_the_article_weighs_the_less_the_shorter_it_is():
    politics = politics_of([("", 0.0), ("goal", -2.0)])
    assert politics.of(["goal"]) == [-2.0 + 3.0 * (-2.0 + 6.0) / 4]
    assert politics.of(["goal"] * 3) == [-2.0] * 3


def test_the_score_is_a_sum_over_words():
    politics = politics_of([("", -1.0), ("treaty", 4.0), ("goal", -4.0)])
    assert politics.score("treaty") == 3.0
    assert politics.score("treaty goal") == -1.0
    assert politics.score("") == -1.0
    assert politics.score("unheard of words and more") == -1.0


def test_no_sentences_have_no_answers(politics):
    assert politics.of([]) == []


@given(st.text())
def test_every_text_has_words_and_a_score(text):
    politics = politics_of([("", 0.5)])
    assert politics.score(text) == 0.5
    assert all(word.isascii() and word.islower() for word in words_of(text))

"""What can be about politics: scores of words, of sentences beside their article."""

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


def _of(politics, sentences):
    return politics.of(sentences, [False] * len(sentences))


@pytest.mark.parametrize("text", PRIVATE)
def test_private_sentences_of_a_private_article_are_left_out(politics, text):
    assert _of(politics, [text, *PRIVATE]) == [False] * (len(PRIVATE) + 1)


@pytest.mark.parametrize("text", POLITICAL)
def test_a_political_sentence_stands_alone(politics, text):
    assert _of(politics, [text]) == [True]


def test_a_plain_sentence_is_kept_among_political_ones(politics):
    plain = "he arrived on friday"
    assert _of(politics, [plain, *POLITICAL])[0]
    assert not _of(politics, [plain, *PRIVATE * 4])[0]


def test_two_states_count_for_much():
    politics = politics_of([("", 0.0), ("visited", -3.0)])
    assert politics.of(["visited"] * 2, [True, False]) == [True, False]


def test_the_score_is_a_sum_over_words():
    politics = politics_of([("", -1.0), ("treaty", 4.0), ("goal", -4.0)])
    assert politics.score("treaty") == 3.0
    assert politics.score("treaty goal") == -1.0
    assert politics.score("") == -1.0
    assert politics.score("unheard of words and more") == -1.0


def test_no_sentences_have_no_answers(politics):
    assert _of(politics, []) == []


@given(st.text())
def test_every_text_has_words_and_a_score(text):
    politics = politics_of([("", 0.5)])
    assert politics.score(text) == 0.5
    assert all(word.isascii() and word.islower() for word in words_of(text))

"""Sentences found by rule."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import segment, stops
from detente.clean.stops import read_stop_words
from detente.model import Article, Document
from detente.settings import Settings

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text("utf-8"))[
    "case"
]
WORDS = read_stop_words()
PIECES = st.sampled_from(
    [
        "Oslo ",
        "the ",
        "U.S. ",
        "Lt. ",
        "No. ",
        "5 ",
        "J. ",
        ". ",
        '?" ',
        "“",
        "(",
        ")",
        "... ",
        "\n\n",
        "\n",
        "a.m. ",
        "A" * 900,
    ]
)


def split(text, *, has_headline=False):
    sentences = segment.find_sentences(text, WORDS, has_headline=has_headline)
    return [text[s.span.start : s.span.end] for s in sentences]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_paragraph_is_split_into_its_sentences(case):
    assert split(case.get("text", " ".join(case["sentences"]))) == case["sentences"]


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=300))
def test_spans_are_in_order_and_cover_all_that_is_not_space(text):
    sentences = list(segment.find_sentences(text, WORDS, has_headline=True))
    covered = {i for s in sentences for i in range(s.span.start, s.span.end)}
    assert all(a.span.end <= b.span.start for a, b in pairwise(sentences))
    assert not sentences or sentences[-1].span.end <= len(text)
    assert {i for i, character in enumerate(text) if not character.isspace()} <= covered


@given(st.text(alphabet="ab ", max_size=8000))
def test_no_sentence_is_longer_than_the_limit(text):
    assert all(len(sentence) <= segment.MAX_SENTENCE for sentence in split(text))


def test_an_overlong_sentence_is_cut_at_a_space():
    pieces = split("Oslo " * 1000)
    assert {word for piece in pieces for word in piece.split()} == {"Oslo"}


def test_a_headline_is_one_sentence_and_paragraphs_are_counted():
    text = "Talks in Oslo. Accord near?\n\nThe ministers met. They ate.\n\n- Fish\n- Salt"
    sentences = list(segment.find_sentences(text, WORDS, has_headline=True))
    assert [s.is_headline for s in sentences] == [True, False, False, False, False]
    assert [s.paragraph for s in sentences] == [0, 1, 1, 2, 2]


def test_only_a_title_that_stands_first_is_a_headline():
    article = Article(id="a", title="Talks in Oslo", body="The ministers met.")
    stage = segment.build(Settings())
    first, second = stage(
        [
            Document(article=article, text="Talks in Oslo\n\nThe ministers met."),
            Document(article=article, text="The ministers met."),
        ]
    )
    assert [s.is_headline for s in first.sentences] == [True, False]
    assert [s.is_headline for s in second.sentences] == [False]


@given(st.text("ab A.!?…؟。 \n\"'”)*[1]—-(«K", max_size=60))
def test_what_may_end_a_sentence_is_found_at_its_sign_as_anywhere(text):
    sought = [found.span() for found in stops.BREAK.finditer(text)]
    assert [found.span() for found in stops.breaks(text)] == sought

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding import topics
from detente.model import Article, Document, Sentence, Span
from detente.settings import Settings

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("topics.toml").read_text("utf-8"))
# The manual's list of contexts (PLOVER 0.8), as restated in the project's design notes.
CONTEXTS = set(CASES["plover_contexts"])


def _document(text):
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    sentences = tuple(Sentence(span=span, paragraph=i) for i, span in enumerate(spans))
    return Document(article=Article(id="a", body=text), text=text, sentences=sentences)


def _topics(text):
    return topics.build(Settings())([_document(text)])[0]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:40])
def test_a_sentence_has_the_topics_its_words_name(case):
    assert sorted(topics.topics_of(_topics(case["text"]), 0)) == sorted(case["topics"])


def test_a_topic_points_at_its_word():
    document = _topics("Talks began.\nThey covered space exploration.")
    found = [(t.sentence, document.text[t.span.start : t.span.end]) for t in document.topics]
    assert found == [(1, "space exploration")]


def test_topics_within_spans_leave_out_the_rest_of_the_sentence():
    text = "The trade minister spoke of migration."
    assert topics.topics_within(_topics(text), [Span(20, len(text))]) == ("migration",)


def test_topics_stand_for_contexts_of_the_manual():
    names = {row["name"] for row in tomllib.loads(_table_source())["topic"]}
    assert set(topics.contexts_of(names)) == CONTEXTS


def test_an_unknown_topic_stands_for_no_context():
    assert topics.contexts_of(["gardening", "cyber"]) == ("cyber", "technology")


def test_before_the_stage_no_sentence_has_topics():
    assert topics.topics_of(_document("Trade grew."), 0) == ()


@given(st.text(alphabet="aİßẞ trade NPT.ǅ \n", max_size=60))
def test_topics_lie_in_their_sentences_whatever_the_letters(text):
    document = _topics(text)
    for topic in document.topics:
        sentence = document.sentences[topic.sentence].span
        assert sentence.start <= topic.span.start < topic.span.end <= sentence.end


@given(st.text(max_size=40))
def test_small_letters_keep_their_places(text):
    assert len(topics.lowered(text)) == len(text)


def _table_source():
    root = Path(topics.__file__).parent
    return (root / "data" / "en" / "topics_words.toml").read_text("utf-8")

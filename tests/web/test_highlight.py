"""Spans of evidence as markup: nothing of the text is lost, nothing of it is markup."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from detente.model import Span
from detente.web.highlight import Mark, highlighted

TEXTS = st.text(alphabet="ab <>&\"'é\n", min_size=1, max_size=40)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    start = draw(st.integers(0, 30))
    spans = st.tuples(st.integers(0, 80), st.integers(1, 20)).map(lambda s: Span(s[0], s[0] + s[1]))
    marks = st.lists(st.builds(Mark, spans, st.sampled_from("AVRDP")), max_size=6)
    return text, start, draw(marks)


@given(marked_texts())
def test_the_words_survive_whatever_the_marks(case):
    text, start, marks = case
    without_tags = re.sub(r"</?mark[^>]*>", "", str(highlighted(text, start, marks)))
    assert html.unescape(without_tags) == text


@given(marked_texts())
def test_every_element_is_closed_and_is_a_mark(case):
    made = str(highlighted(*case))
    assert made.count("<mark ") == made.count("</mark>") == made.count("<") / 2


@given(marked_texts())
def test_a_letter_stands_once_for_each_mark_that_is_seen(case):
    text, start, marks = case
    end = start + len(text)
    seen = {mark for mark in marks if mark.span.start < end and mark.span.end > start}
    assert str(highlighted(text, start, marks)).count("data-role=") == len(seen)


def test_a_mark_within_another_is_within_its_element():
    marks = [Mark(Span(0, 15), "R"), Mark(Span(11, 15), "P")]
    made = str(highlighted("Leaders of Oslo.", 0, marks))
    assert made.startswith('<mark class="m m-r" title="recipient" data-role="R">Leaders of')
    assert '<mark class="m m-r" title="recipient"><mark class="m m-p"' in made

"""Whom statements speak of, beyond the names in them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.quality.stages import documents
from detente.coding import statements
from detente.coding.stance import enriched
from detente.coding.stance_tables import STANCES
from detente.settings import Coding, Settings

PUBLISHED = dt.date(2025, 2, 27)
RULES = Settings(coding=Coding(gate=False, coder="rules"))
PLURAL = (
    "Shoigu will visit Indonesia and Malaysia this week. An expert said that these nations are "
    "under no pressure to take sides."
)
SHARED = (
    "The Finnish president held discussions with Estonian Prime Minister Kristen Michal in Turku. "
    "Michal expressed optimism about the discussions."
)
BESIDE = "As talks between Oman and Yemen go on, experts expect that this cooperation will deepen."
FIRST_PERSON = '"We have always kept our word," the Finnish president said.'
ASKED = "China warned the Philippines not to enter the shoal."
OUTLET = "The RIA news agency said that Belarus had closed a crossing."
ACCUSED = "Ethiopia accused Eritrea of moving troops across the border."
TOLD = "The Qatari minister said that Iran had released two sailors."
TEXTS = (PLURAL, SHARED, BESIDE, FIRST_PERSON, ASKED, OUTLET, ACCUSED, TOLD)


@pytest.fixture(scope="module")
def told():
    rows = [(text, text, PUBLISHED) for text in TEXTS]
    return {one.article.id: one for one in documents(rows, until="statements", settings=RULES)}


def _last(document):
    return enriched(document, document.statements)[-1]


def _countries(document):
    return {one.country for one in _last(document).about}


def test_a_plural_word_speaks_of_the_states_named_together_before(told):
    assert {"IDN", "MYS"} <= _countries(told[PLURAL])


def test_a_shared_noun_speaks_of_the_two_parties_it_was_told_of(told):
    assert {"FIN", "EST"} <= _countries(told[SHARED])


def test_a_shared_noun_speaks_of_the_pair_named_beside_the_statement(told):
    assert _countries(told[BESIDE]) == {"OMN", "YEM"}


def test_we_speaks_of_the_state_of_the_speaker(told):
    found = _last(told[FIRST_PERSON]).about
    words = {FIRST_PERSON[one.span.start : one.span.end]: one.country for one in found}
    assert words["We"] == "FIN"


def test_a_demand_speaks_of_whom_it_is_made_of(told):
    assert "PHL" in _countries(told[ASKED])


def test_an_outlet_is_not_spoken_of(told):
    assert _countries(told[OUTLET]) == {"BLR"}


def test_an_accusation_is_the_event_of_its_words(told):
    document = told[ACCUSED]
    events = {one.id: one.event_type for one in document.events}
    assert events[_last(document).event_id] == "ACCUSE"


def test_what_a_statement_tells_of_is_reported_and_not_itself(told):
    document = told[TOLD]
    found = _last(document)
    assert found.event_id is None
    assert set(found.reports) <= {one.id for one in document.events}


@pytest.mark.parametrize("layer", ["parses", "chains", "events", "places", "links"])
def test_a_document_without_a_layer_still_gives_every_statement(told, layer):
    document = replace(told[SHARED], **{layer: None})
    found = enriched(document, told[SHARED].statements)
    assert [one.id for one in found] == [one.id for one in told[SHARED].statements]


def test_a_statement_that_was_not_parsed_has_no_stance(told):
    document = replace(told[TOLD], parses=None)
    assert enriched(document, told[TOLD].statements)[0].stance is None


WORDS = (
    "we", "Russia", "Malaysia", "said", "that", "will", "must", "not", "never", "condemned", "the",
    "talks", "these", "nations", "unacceptable", "welcome", '"', ".", "?", "if", "to", "stop", ",",
    "and", "until", "no", "reason", "called", "as", "a", "step", "in", "right", "direction", "is",
)  # fmt: skip


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_every_span_lies_in_the_text_and_every_stance_is_one_of_seven(read, words):
    text = "The minister said that " + " ".join(words)
    document = statements.add_statements(read([text]))[0]
    for one in enriched(document, document.statements):
        spans = [about.span for about in one.about] + [one.stance_span or one.content[0]]
        assert all(span.end <= len(text) for span in spans)
        assert one.stance in {*STANCES, None}
        assert (one.stance_span is None) == (one.stance in {"describes", None})

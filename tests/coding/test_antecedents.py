"""Parties that a sentence names by a pronoun or in the plural, read through earlier sentences."""

import datetime as dt

import pytest

from detente.coding.events import build
from detente.settings import Settings

DAY = dt.date(2025, 2, 27)
CASES = [
    (
        (
            "Sergei Shoigu arrived in Jakarta on Monday. "
            "His discussions with Indonesian officials will cover security."
        ),
        "CONSULT",
        {("His", "RUS")},
        {("Indonesian officials", "IDN")},
    ),
    (
        "Norway has been patient for years. It imposed sanctions on Belarus last week.",
        "SANCTION",
        {("It", "NOR")},
        {("Belarus", "BLR")},
    ),
    (
        (
            "Kenyan President William Ruto flew to Kampala on Tuesday. "
            "He signed a trade deal with Uganda."
        ),
        "SUPPORT",
        {("He", "KEN")},
        {("Uganda", "UGA")},
    ),
    (
        "Emmanuel Macron received Giorgia Meloni in Paris. The two leaders signed a defence pact.",
        "SUPPORT",
        {("The two leaders", "FRA"), ("The two leaders", "ITA")},
        set(),
    ),
    (
        (
            "Japan and the Philippines have grown closer. "
            "Both countries signed an agreement on Monday."
        ),
        "SUPPORT",
        {("Both countries", "JPN"), ("Both countries", "PHL")},
        set(),
    ),
]


@pytest.fixture(scope="module")
def code(read):
    """Give a text with the events that rules read in it."""
    stage = build(Settings())
    return lambda text: stage(read([text], published=DAY))[0]


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), CASES)
def test_a_party_is_read_through_an_earlier_sentence(code, text, type_, actors, recipients):
    event = code(text).events[-1]
    assert (event.sentence, event.event_type) == (1, type_)
    assert {(party.text, party.country) for party in event.actors} == actors
    assert {(party.text, party.country) for party in event.recipients} == recipients


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_its_words_stand_in_the_sentence_of_the_event(code, text):
    document = code(text)
    event = document.events[-1]
    sentence = document.sentences[event.sentence].span
    for party in event.actors + event.recipients:
        assert sentence.start <= party.span.start < party.span.end <= sentence.end
        assert document.text[party.span.start : party.span.end] == party.text


def test_without_anybody_named_before_nobody_acts(code):
    text = "It was a quiet week. He signed a trade deal with Uganda."
    assert all(party.entity is None for event in code(text).events for party in event.actors)

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import segment
from detente.coding import claims
from detente.coding.facts_amounts import amounts_in
from detente.coding.facts_tables import built_in_frames, fact_kinds
from detente.link import dates, mentions, parse, places, resolve, words
from detente.model import Article, Document, Language
from detente.settings import Coding, Settings

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("facts.toml").read_text())
STAGES = (segment, words, parse, dates, mentions, places, resolve, claims)
EVERYTHING = Settings(coding=Coding(gate=False))
OFFICES = {"holds_office", "held_office"}


@pytest.fixture(scope="module")
def read():
    """Return a function from a text to its document with all layers up to claims."""
    stages = [module.build(EVERYTHING) for module in STAGES]

    def through(text):
        article = Article(id="a", body=text, published=dt.date(2025, 2, 27))
        language = Language(code="en", probability=1.0, is_read=True)
        document = Document(article=article, text=text, language=language)
        for stage in stages:
            document = stage([document])[0]
        return document

    return through


def _standing(document):
    return [claim for claim in document.claims if claim.kind not in OFFICES]


def _told(claim):
    organisation = claim.subject.entity if claim.subject.kind == "organisation" else None
    subject = organisation or claim.subject.country or "---"
    other = claim.object_entity or claim.object_country or "---"
    parts = ["not"] if claim.is_negated else []
    parts += [claim.kind, subject, other]
    return " ".join([*parts, claim.value_text] if claim.value_text else parts)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"])
def test_a_sentence_tells_the_standing_facts_a_reader_finds(read, case):
    assert sorted(map(_told, _standing(read(case["text"])))) == case["facts"]


def test_every_word_of_a_fact_stands_in_the_text(read):
    document = read("TASS said Algeria sells gas worth $2 billion to Spain and Italy since 1996.")
    facts = _standing(document)
    assert facts
    for claim in facts:
        text = document.text
        assert text[claim.object_span.start : claim.object_span.end] == claim.object_text
        assert text[claim.subject.span.start : claim.subject.span.end] == claim.subject.text
        if claim.value_span:
            assert text[claim.value_span.start : claim.value_span.end] == claim.value_text


def test_a_fact_has_whoever_says_so_for_its_source(read):
    (claim,) = _standing(read("The Kazakh ministry said that Uzbekistan is a member of the CIS."))
    assert claim.source is not None
    assert "ministry" in claim.source.text


def test_since_when_a_fact_holds_is_kept(read):
    (claim,) = _standing(read("Latvia has been a member of NATO since March 2004."))
    assert claim.start.earliest == dt.date(2004, 3, 1)


def test_every_frame_is_of_a_kind_that_the_inventory_has():
    kinds = {frame.kind for frames in built_in_frames().values() for frame in frames}
    assert kinds <= set(fact_kinds())


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("35% of output", 35.0, "%"),
        ("ninety percent of it", 90.0, "%"),
        ("forty-five per cent of it", 45.0, "%"),
        ("$8.2 billion", 8.2e9, "USD"),
        ("A$1.2bn a year", 1.2e9, "AUD"),
        ("500 million dollars", 5e8, "USD"),
        ("two hundred million euros", 2e8, "EUR"),
        ("25,000 tonnes", 25000.0, "tonnes"),
        ("two million barrels a day", 2e6, "barrels a day"),
        ("a third of it", 0.3333, None),
        ("three quarters of it", 0.75, None),
    ],
)
def test_the_words_of_an_amount_have_a_number_and_a_unit(words, number, unit):
    (found,) = amounts_in(words, 0, len(words))
    assert (found.number, found.unit) == (pytest.approx(number), unit)


@pytest.mark.parametrize("words", ["the Fifth Fleet", "the first half", "in 1991", "Article 5"])
def test_words_that_only_look_like_an_amount_are_none(words):
    assert amounts_in(words, 0, len(words)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru is " + "an ally of " * 400 + "Chile.",
        "Peru, " + "a member, " * 400 + "joined NATO.",
        "Peru buys tanks and " * 300 + "arms from Chile.",
        "\u201cPeru; " * 200 + "is a member of NATO?!",
    ],
)
def test_endless_sentences_end(read, text):
    document = read(text)
    assert all(claim.span.end <= len(document.text) for claim in document.claims)


@given(st.text(alphabet="0123456789.,$€% abcdehilmnorst-", max_size=60))
def test_amounts_lie_in_the_text_in_order(text):
    spans = [found.span for found in amounts_in(text, 0, len(text))]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)

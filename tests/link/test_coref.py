import tomllib
from pathlib import Path

import pytest
from coref_factories import chains_of, read, spans_of
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = tomllib.loads((Path(__file__).parent / "cases/coref_chains.toml").read_text("utf-8"))
WORDS = st.sampled_from(
    [
        "he",
        "she",
        "it",
        "they",
        "the",
        "company",
        "Boeing",
        "(EADS)",
        "Mr",
        "Smith",
        ",",
        ".",
        '"',
        "Russia's",
        "minister",
        "who",
        "of",
        "and",
        "said",
        "General",
        "Motors",
        "Tokyo,",
        "Japan",
        "its",
    ]
)


@pytest.mark.parametrize("case", CASES["cases"], ids=[case["why"] for case in CASES["cases"]])
def test_what_means_one_thing_is_one_chain(case):
    document = read(case["text"])
    for phrases in case["chains"]:
        numbers = [chains_of(document, phrase) for phrase in phrases]
        assert set.intersection(*numbers), dict(zip(phrases, numbers, strict=True))
    for one, other in case["apart"]:
        assert not chains_of(document, one) & chains_of(document, other), (one, other)


def test_a_chain_knows_its_entity_and_its_page():
    document = read("GM cut jobs. General Motors said the company lost money in Detroit, Michigan.")
    chain = next(one for one in document.chains if one.title == "General_Motors")
    assert chain.kind == "organisation"
    assert len(chain.spans) >= 3


def test_mentions_of_actors_are_numbered_in_their_chains():
    document = read("Vladimir Putin met Xi Jinping. Putin smiled.")
    chain = next(one for one in document.chains if len(one.mentions) == 2)
    words = [document.mentions[number] for number in chain.mentions]
    first = words[0].head
    assert document.text[first.start : first.end] == "Vladimir Putin"


def test_without_a_parse_names_and_pronouns_are_still_found():
    document = read("Airbus cut jobs. Airbus said it lost money.", parsed=False)
    assert chains_of(document, "0: Airbus") & chains_of(document, "1: Airbus")


def test_an_empty_document_has_no_chains():
    assert read("").chains == ()


@settings(max_examples=25, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=30))
def test_spans_lie_in_the_text_in_order_and_no_span_is_in_two_chains(words):
    document = read(" ".join(words), parsed=False)
    spans = spans_of(document)
    assert len(spans) == len(set(spans))
    for chain in document.chains:
        assert list(chain.spans) == sorted(chain.spans)
        assert all(span.end <= len(document.text) for span in chain.spans)

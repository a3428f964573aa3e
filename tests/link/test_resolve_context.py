import json
from pathlib import Path

import pytest
from coref_factories import read

GOLD = Path(__file__).parents[2] / "benchmarks/gold/coref_links.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def words_of(document, number):
    span = document.mentions[number].span
    return document.text[span.start : span.end]


def link_of(text, phrase):
    document = read(text)
    numbers = range(len(document.mentions))
    number = max(one for one in numbers if words_of(document, one) == phrase)
    return document, document.links[number]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Angela Merkel met Donald Tusk. He thanked her.", "her", "Angela Merkel"),
        ("Angela Merkel met Donald Tusk. He thanked her.", "He", "Donald Tusk"),
        ("Norway expelled an envoy. It gave no reason.", "It", "Norway"),
        ("Jordan shut the border. The kingdom gave no reason.", "The kingdom", "Jordan"),
        ("After he left, Emmanuel Macron called.", "he", "Emmanuel Macron"),
        ("Olaf Scholz called Rishi Sunak and told him so.", "him", "Rishi Sunak"),
    ],
)
def test_a_pronoun_or_description_is_read_through_a_mention_before(text, phrase, name):
    document, link = link_of(text, phrase)
    assert words_of(document, link.antecedent) == name


def test_a_pair_has_two_members_and_no_country_of_its_own():
    text = "Olaf Scholz met Rishi Sunak. Joe Biden said the two leaders agreed."
    document, link = link_of(text, "the two leaders")
    assert [words_of(document, one) for one in link.members] == ["Olaf Scholz", "Rishi Sunak"]
    assert link.country is None


def test_those_who_urge_both_sides_are_not_the_sides():
    text = "Chad cut ties with Sudan. Egypt and Libya have urged both sides to talk."
    document, link = link_of(text, "both sides")
    assert [words_of(document, one) for one in link.members] == ["Chad", "Sudan"]


def test_the_parliament_is_not_that_of_an_ambassador_who_spoke_before():
    text = "China's ambassador in London hailed the deal. Groups marched outside Parliament."
    assert link_of(text, "Parliament")[1].country is None


def test_nobody_is_invented_for_a_pronoun_without_anybody_before():
    _, link = link_of("She left early.", "She")
    assert link.entity is None
    assert link.antecedent is None


def test_antecedents_and_members_are_other_mentions_of_the_document():
    for row in ROWS[::4]:
        document = read(row["text"])
        for number, link in enumerate(document.links):
            others = [*link.members, *([] if link.antecedent is None else [link.antecedent])]
            assert all(0 <= one < len(document.mentions) and one != number for one in others)

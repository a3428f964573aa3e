"""What is page furniture, and what is not."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean.furniture import read_rules, remove_furniture

CASES = tomllib.loads((Path(__file__).parent / "cases" / "furniture.toml").read_text("utf-8"))
RULES = read_rules()
PROSE = "The foreign ministers of Norway and Chile met in Oslo on Tuesday to discuss fisheries."
FURNITURE = [(line, case["reason"]) for case in CASES["removed"] for line in case["lines"]]
KEPT = [line for case in CASES["kept"] for line in case["lines"]]
# Words of furniture inside sentences are the hard case: verbs of sharing, replying, following.
VERBS = st.sampled_from(
    [
        "share",
        "follow",
        "subscribe",
        "read",
        "log",
        "sign",
        "comment",
        "reply",
        "accept",
        "join",
        "print",
    ]
)
NOUNS = st.sampled_from(
    ["tags", "photo", "cookies", "newsletter", "copyright", "related", "advertisement", "comments"]
)


def remove(*lines, title=None):
    return remove_furniture(lines, RULES, title)


@pytest.mark.parametrize(("line", "reason"), FURNITURE)
def test_furniture_is_removed_with_its_reason(line, reason):
    kept, removed = remove(PROSE, PROSE, line)
    assert kept == [PROSE, PROSE]
    assert [(piece.text, piece.reason) for piece in removed] == [(line, reason)]


@pytest.mark.parametrize("line", KEPT)
def test_prose_and_subheadings_stay(line):
    assert remove(PROSE, line, PROSE) == ([PROSE, line, PROSE], [])
    assert remove(line, PROSE, PROSE) == ([line, PROSE, PROSE], [])


@given(verb=VERBS, noun=NOUNS)
def test_sentences_with_words_of_furniture_stay(verb, noun):
    sentences = (
        f"The minister asked both governments to {verb} the {noun} before the summit.",
        f"{noun.capitalize()} were on the table when the ministers agreed to {verb} data.",
    )
    assert remove(*sentences) == (list(sentences), [])


def test_a_lone_number_counts_shares_under_the_title_only():
    assert remove("0", PROSE)[1][0].reason == "share count"
    assert remove(*[PROSE] * 7, "1814", PROSE)[1] == []


def test_a_repeated_title_is_removed():
    kept, removed = remove(
        "Oslo–Santiago Talks: A Start", PROSE, title="Oslo Santiago talks - a start"
    )
    assert kept == [PROSE]
    assert removed[0].reason == "title repeated"


def test_the_lines_after_tags_are_tags_until_prose():
    kept, removed = remove(PROSE, "Tags", "Norway", "Fish and ships", PROSE, "Santiago")
    assert kept == [PROSE, PROSE, "Santiago"]
    assert [piece.reason for piece in removed] == ["tags"] * 3


def test_form_fields_are_furniture_after_the_last_prose_only():
    kept, removed = remove("Name", PROSE, "Name *", "Email *", "Website")
    assert kept == ["Name", PROSE]
    assert {piece.reason for piece in removed} == {"comment form"}


def test_a_byline_is_removed_from_the_head():
    assert remove("By Kari Nordmann", PROSE)[1][0].reason == "byline"


def test_nothing_is_lost():
    lines = [line for line, _ in FURNITURE] + KEPT
    kept, removed = remove(*lines)
    assert sorted(kept + [piece.text for piece in removed]) == sorted(lines)


def test_every_rule_says_why():
    assert all(rule.reason and rule.zone in {"any", "head", "tail"} for rule in RULES)

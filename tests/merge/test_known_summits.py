"""Claims of summits held against the table of summits."""

import datetime as dt

import pytest

from benchmarks.quality.stages import documents
from detente.merge.fact_checks import check_claim
from detente.merge.known_facts import conflicts_with_facts, load_facts
from detente.merge.known_summits import in_words_of, read_summits

PUBLISHED = dt.date(2025, 3, 3)


def _told(text: str):
    return next(iter(documents([("a", text, PUBLISHED)], until="claims")))


RIGHT = [
    "Putin spoke at the BRICS summit in Kazan in October 2024.",
    "The 2023 G20 summit in India ended with a declaration.",
    "They met at the NATO summit in Vilnius on July 11, 2023.",
]
WRONG = [
    ("The 2023 G20 summit in Mumbai ended early.", "summit place", "different", "New Delhi"),
    (
        "Boric spoke at the APEC summit in Chile in November 2024.",
        "summit place",
        "contradictory",
        "Lima",
    ),
    ("The G7 summit in Hiroshima in June 2023 was short.", "summit day", "different", "19 May"),
]
OPEN = [
    "They met at the BRICS summit in Kazan.",  # which year's, the words do not tell
    "They met at the BRICS summit in Oslo in 2022.",  # the table has no summit of that year
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_summit_where_and_when_the_table_has_it_agrees(text):
    (claim,) = (one for one in _told(text).claims if one.kind == "summit_in")
    assert check_claim(claim, PUBLISHED, load_facts()).verdict == "agree"
    assert conflicts_with_facts([_told(text)], load_facts()) == []


@pytest.mark.parametrize(("text", "field", "grade", "known"), WRONG)
def test_a_summit_elsewhere_or_at_another_time_disagrees_and_both_sides_are_told(
    text, field, grade, known
):
    (conflict,) = conflicts_with_facts([_told(text)], load_facts())
    assert (conflict.field, conflict.grade) == (field, grade)
    assert known in conflict.readings[1].value
    assert conflict.readings[0].article_id


@pytest.mark.parametrize("text", OPEN)
def test_what_the_table_does_not_tell_is_unknown(text):
    (claim,) = (one for one in _told(text).claims if one.kind == "summit_in")
    assert check_claim(claim, PUBLISHED, load_facts()).verdict == "unknown"


def test_every_summit_of_the_table_ends_after_it_starts_and_is_told_in_words():
    rows = [row for rows in read_summits().values() for row in rows]
    assert all(row.start <= row.end and (row.end - row.start).days < 5 for row in rows)
    assert in_words_of(rows[0]).startswith(f"{rows[0].city} ({rows[0].country})")

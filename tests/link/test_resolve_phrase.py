import datetime as dt
import tomllib
from pathlib import Path

import pytest

from detente.link.resolve import load_tables, resolve_phrase

DAY = dt.date(2025, 2, 27)
CASES = [
    (case, phrase)
    for case in tomllib.loads(
        (Path(__file__).parent / "cases/phrases.toml").read_text(encoding="utf-8")
    )["case"]
    for phrase in case["phrases"]
]


@pytest.fixture(scope="module")
def tables():
    return load_tables()


@pytest.mark.parametrize(("case", "phrase"), CASES, ids=[phrase[0] for _, phrase in CASES])
def test_a_phrase_means_what_is_known_of_the_day(case, phrase, tables):
    words, *meant = phrase
    link = resolve_phrase(words, case["day"], tables)
    assert [link.entity or "", link.country or "", link.sector or ""] == meant, case["why"]


def test_a_wrong_office_keeps_the_person_and_says_so(tables):
    link = resolve_phrase("Foreign Minister Sergei Shoigu", dt.date(2024, 3, 1), tables)
    assert link.entity == "RUS:sergei-shoigu"
    assert link.office_type == "DM"


def test_a_past_office_is_told_in_the_reason(tables):
    link = resolve_phrase("Chancellor Angela Merkel", dt.date(2023, 3, 1), tables)
    assert (link.sector, link.entity) == ("ELI", "DEU:angela-merkel")
    assert "former" in link.reason


def test_a_name_of_two_people_has_a_runner_up(tables):
    link = resolve_phrase("Bush", dt.date(1991, 3, 1), tables)
    assert link.runner_up != link.entity
    assert resolve_phrase("Congo", DAY, tables).runner_up == "COG"


def test_a_namesake_that_the_words_speak_against_is_the_runner_up(tables):
    link = resolve_phrase("Kenyan trader Vladimir Putin", DAY, tables)
    assert (link.entity, link.runner_up) == (None, "RUS:vladimir-putin")


def test_what_is_clear_is_surer_than_what_is_unknown(tables):
    clear = resolve_phrase("French President Emmanuel Macron", DAY, tables)
    unknown = resolve_phrase("Ottoline Brackenbury", DAY, tables)
    assert 0 <= unknown.confidence < clear.confidence <= 1


def test_a_misspelt_phrase_tells_how_it_was_read(tables):
    assert "read as" in resolve_phrase("Belgain soldiers", DAY, tables).reason


def test_a_holder_of_an_organisation_comes_from_its_own_table(tables):
    link = resolve_phrase("the head of the World Bank", dt.date(2024, 5, 1), tables)
    assert (link.entity, link.country) == ("WB:ajay-banga", "IGO")

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace
from time_factories import document, words

from detente.link import dates, parse
from detente.link.event_dates import date_of_clause, dates_between
from detente.settings import Coding, Settings

FOLDER = Path(__file__).with_name("cases")
CASES = tomllib.loads((FOLDER / "event_dates.toml").read_text("utf-8"))["case"]
ADD_DAYS = dates.build(Settings())


@pytest.fixture(scope="module")
def add_parses():
    return parse.build(Settings(coding=Coding(gate=False)))


def _date_of(doc, action):
    found = date_of_clause(doc, 0, 0, len(doc.text), doc.text.index(action))
    return words(doc, found[1]) if found else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_the_date_of_an_action_hangs_on_its_clause(case, add_parses):
    doc = ADD_DAYS(add_parses([document(case["text"])]))[0]
    assert [[action, _date_of(doc, action)] for action, _ in case["dates"]] == case["dates"]


def test_without_a_parse_the_nearest_date_is_taken():
    doc = ADD_DAYS([document("On 3 May they met, and on 9 June they signed.")])[0]
    assert (_date_of(doc, "met"), _date_of(doc, "signed")) == ("3 May", "9 June")


def test_a_sentence_that_was_spared_the_parse_is_read_like_one_without():
    doc = ADD_DAYS([document("They met on 3 May.")])[0]
    assert _date_of(replace(doc, parses=(None,)), "met") == "3 May"


def test_a_dateline_is_no_date_of_an_action():
    doc = ADD_DAYS([document("MOSCOW, Feb 26 (Agency) - The minister resigned.")])[0]
    assert dates_between(doc, 0, len(doc.text)) == ()
    assert _date_of(doc, "resigned") == ""

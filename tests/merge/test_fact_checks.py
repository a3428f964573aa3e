"""What the tables say to a claim: agree, disagree, or nothing."""

import datetime as dt

import pytest
from merge_factories import day
from test_known_facts import FACTS, claim

from detente.merge.fact_checks import VERDICTS, check_claim
from detente.merge.known_facts import load_facts

PUBLISHED = dt.date(2025, 2, 27)
BRICS = {"subject": "Indonesia", "office": "BRICS", "words": "BRICS"}
EU = {"subject": "United Kingdom", "office": "EUU", "words": "the European Union"}

CASES = [
    ("held until another year", claim(end=day("2023-05")), "disagree", "last day 12 May 2024"),
    ("held until the year", claim(end=day("2024")), "agree",
     "in office from 6 November 2012 to 12 May 2024"),
    ("held once", claim(), "agree", "in office from 6 November 2012 to 12 May 2024"),
    ("holds now", claim(kind="holds_office", office="RUS:NSC"), "agree",
     "in office since 12 May 2024"),
    ("held no more", claim(kind="holds_office"), "disagree", "tenure ended on 12 May 2024"),
    ("not held", claim(is_negated=True), "unknown", None),
    ("no such row", claim("Anwar", office="MYS:HOG"), "unknown", None),
    ("in BRICS", claim(kind="member_of", **BRICS), "agree",
     "membership has run since 6 January 2025"),
    ("not in BRICS", claim(kind="member_of", is_negated=True, **BRICS), "disagree",
     "a member since 6 January 2025"),
    ("wants into BRICS", claim(kind="wants_to_join", **BRICS), "disagree",
     "a member since 6 January 2025"),
    ("no wish", claim(kind="wants_to_join", is_negated=True, **BRICS), "unknown", None),
    ("left the EU", claim(kind="left", **EU), "agree", "membership ended on 31 January 2020"),
    ("left BRICS", claim(kind="left", **BRICS), "disagree", "a member since 6 January 2025"),
    ("in the EU", claim(kind="member_of", **EU), "disagree", "membership ended on 31 January 2020"),
    ("not in the EU", claim(kind="member_of", is_negated=True, **EU), "agree",
     "membership ended on 31 January 2020"),
    ("no table", claim(kind="ally_of", **BRICS), "unknown", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "told", "verdict", "known"), CASES, ids=lambda x: str(x)[:24])
def test_the_tables_agree_disagree_or_do_not_tell(why, told, verdict, known):
    check = check_claim(told, PUBLISHED, FACTS)
    assert (check.verdict, check.known) == (verdict, known), why
    assert (check.table is None) == (verdict == "unknown")
    assert check.verdict in VERDICTS


def test_without_a_day_of_publication_nothing_is_proved():
    assert check_claim(claim(kind="member_of", **BRICS), None, FACTS).verdict == "unknown"


def test_a_wish_told_before_the_accession_fits_the_table():
    told = claim(kind="wants_to_join", **BRICS)
    check = check_claim(told, dt.date(2024, 10, 1), FACTS)
    assert (check.verdict, check.known) == ("agree", "membership began on 6 January 2025")


def test_the_packaged_tables_know_who_belongs_to_what():
    check = check_claim(claim(kind="wants_to_join", **BRICS), PUBLISHED, load_facts())
    assert (check.verdict, check.table) == ("disagree", "membership table (compiled)")

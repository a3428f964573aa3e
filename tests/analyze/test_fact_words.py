"""Standing facts as sentences."""

import datetime as dt

import pytest

from detente.analyze.fact_words import fact_sentence, speakers, validity
from detente.model import Claim, Precision, Span, When
from tests.merge.merge_factories import day, who


def claim(kind, subject="Indonesia", object_="BRICS", **more):
    return Claim(
        id="c", article_id="a", sentence=0, kind=kind, subject=who(subject), object_text=object_,
        object_span=Span(0, 5), span=Span(0, 9), **more,
    )  # fmt: skip


UNTIL_MAY = When(None, dt.date(2023, 5, 31), Precision.MONTH)
SENTENCES = [
    (claim("wants_to_join"), "Indonesia wants to join BRICS"),
    (claim("member_of", start=day("2025")), "Indonesia is a member of BRICS (since 2025)"),
    (claim("member_of", is_negated=True), "Indonesia is no member of BRICS"),
    (claim("holds_office", "Anwar", "its prime minister"), "Anwar Ibrahim is prime minister"),
    (claim("held_office", "Shoigu", "former defence minister", end=UNTIL_MAY),
     "Sergei Shoigu was defence minister (until May 2023)"),
    (claim("held_office", "Shoigu", "the Defence Ministry"),
     "Sergei Shoigu led the Defence Ministry"),
    (claim("buys_arms_from", "Malaysia", "Moscow", object_country="RUS"),
     "Malaysia buys arms from Russia"),
    (claim("has_embassy_in", "United States", "Manila", object_country="PHL"),
     "The United States has an embassy in the Philippines"),
    (claim("supplies", "Russia", "China", object_country="CHN", value_text="gas"),
     "Russia supplies China: gas"),
    (claim("amount", "China", "world output", value_text="17%", amount=17.0, unit="%"),
     "China: 17% of world output"),
    (claim("amount", "China", "turnover", value_text="$5 bln", amount=5e9, unit="USD"),
     "China: turnover, $5 bln"),
    (claim("grants_visas_to", "China", "Malaysia"), "China grants visas to Malaysia"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "sentence"), SENTENCES, ids=lambda x: str(x)[:30])
def test_a_fact_is_one_sentence(told, sentence):
    assert fact_sentence(told) == sentence


def test_a_fact_without_days_has_no_validity():
    assert validity(claim("member_of")) == ""


def test_many_speakers_are_counted():
    assert speakers(dict.fromkeys("abcde")) == "a, b, c and 2 more"
    assert speakers(dict.fromkeys("ab")) == "a and b"

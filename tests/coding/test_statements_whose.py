"""Whose words they are where a speaker has no name: likeness, standing in, and matters known."""

import datetime as dt

import pytest

from benchmarks.quality.stages import documents


def _told(text: str):
    rows = [("a", text, dt.date(2024, 6, 3))]
    return [one for doc in documents(rows, until="statements") for one in doc.statements or ()]


CASES = [
    ("It will hold, a professor of Russian history at Uppsala said.", "expert", "SWE"),
    ("It will hold, a Russia analyst said.", "expert", None),
    ("It will hold, a Chinese expert said.", "expert", "CHN"),
    ("It will hold, said a Gulf analyst with a Lisbon-based think-tank.", "expert", "PRT"),
    ("It will hold, said a Gulf analyst with a Brussels-based think-tank.", "expert", "BEL"),
    ("It will hold, a European negotiator said.", "negotiator", "EUR"),
    ('"It is theft," snapped two Irish diplomats.', "diplomat", "IRL"),
]


@pytest.mark.parametrize(("text", "office", "country"), CASES)
def test_a_speaker_is_of_the_country_that_is_theirs_not_of_the_one_they_know(text, office, country):
    (one,) = _told(text)
    assert (one.speaker.office, one.speaker.country) == (office, country)


def test_another_is_the_like_of_who_spoke_before():
    found = _told('"It is theft," snapped one Irish diplomat. Another said the pact would hold.')
    assert [(one.speaker.office, one.speaker.country) for one in found] == [("diplomat", "IRL")] * 2


def test_a_spokesman_is_of_the_country_of_whom_he_speaks_for():
    text = (
        "Through a spokesman, the Egyptian president offered Libya training. "
        "The spokesman said no date had been fixed."
    )
    found = [one.speaker for one in _told(text) if one.speaker.text == "The spokesman"]
    assert [one.country for one in found] == ["EGY"]


def test_a_pronoun_that_nothing_explains_is_who_spoke_last():
    text = (
        "A spokeswoman for the Danish foreign department said that Copenhagen would remain open. "
        '"Our doors are open. We do not shut them." She declined to comment on a meeting in Oslo.'
    )
    assert _told(text)[-1].speaker.country == "DNK"


def test_a_dateline_with_a_colon_speaks_for_nobody():
    text = "KUALA LUMPUR: The pact is due on Sunday, Malaysian Foreign Minister Mohamad Hasan said."
    found = _told(text)
    assert [one.speaker.country for one in found] == ["MYS"]
    assert found[0].through == ()

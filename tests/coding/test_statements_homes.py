"""The country of ministries and officials whose words name none."""

import datetime as dt

import pytest

from benchmarks.quality.stages import documents
from detente.model import Participant


def _speakers(text: str) -> list[Participant | None]:
    rows = [("a", text, dt.date(2024, 6, 3))]
    return [
        one.speaker for doc in documents(rows, until="statements") for one in doc.statements or ()
    ]


CASES = [
    ("In Lima the foreign ministry said no envoy would be received.", "PER"),
    ("Portugal will keep the islands, says the deputy speaker.", "PRT"),
    # Two states before it: whose ministry it is, the words do not tell.
    ("Peru and Chile met again. The transport board is ready, the mayor said.", None),
    # Those who are sent abroad are not of the place where they speak.
    ("In Lima the visiting minister said no date was set.", None),
    ("In Lima the presiding judge of the court said no date was set.", None),
]


@pytest.mark.parametrize(("text", "country"), CASES)
def test_a_speaker_without_a_country_has_the_one_that_the_paragraph_names(
    text: str, country: str | None
) -> None:
    found = [who.country for who in _speakers(text) if who]
    assert found == [country]


def test_a_pronoun_is_not_the_delegation_that_it_owns() -> None:
    text = (
        "The Chilean transport minister denied that his delegation would talk about ships. "
        "Asked about ports, he said ships were welcome."
    )
    assert [who.name for who in _speakers(text) if who and who.text == "he"] == [
        "The Chilean transport minister"
    ]


def test_an_office_is_told_without_the_country_and_the_hour_of_its_holder() -> None:
    found = [
        who.office
        for who in _speakers("The visiting Chilean trade representative said no date was set.")
        if who
    ]
    assert found == ["trade representative"]

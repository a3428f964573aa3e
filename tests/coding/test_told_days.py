"""Days told by the verb beside, by another deed, or as a part of the day told last."""

import datetime as dt

import pytest

from benchmarks.quality.stages import documents

PUBLISHED = dt.date(2025, 2, 27)  # a Thursday

CASES = (
    ("Chad recalled its envoy to Paris on Monday and expelled a French diplomat.", "expelled", 24),
    ("Kenya's president flew to Kampala and met Yoweri Museveni on Tuesday.", "flew", 25),
    (
        "Jordan shelled a Syrian village on Wednesday, two days after Syria bombed Irbid.",
        "bomb",
        24,
    ),
    ("Peru expelled two Mexicans on Monday. Hours later Mexico expelled a Peruvian.", "expel", 24),
    ("Norway's king arrived in Hanoi on Tuesday. In the evening he met To Lam.", "met", 25),
    ("Oman's sultan visited Qatar on Tuesday. He had met the emir three days before.", "met", 22),
)


@pytest.mark.parametrize(("text", "deed", "day"), CASES)
def test_a_day_told_by_another_deed_is_the_deed_s_day(text: str, deed: str, day: int):
    (document,) = documents([("a", text, PUBLISHED)], until="events")
    when = [event.when for event in document.events or () if deed in event.action_text][-1]
    assert when is not None
    assert when.earliest == when.latest == dt.date(2025, 2, day)
